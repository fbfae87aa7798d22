"""The warm process: it imports what notebooks import, and forks an isolated child for each program.

It never runs a TensorFlow operation: a child of a process that has run one hangs in `fit`. It is told what to
do through one socket, and ends when that is closed.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from grader.sandbox import folders, linux
from grader.sandbox.isolation import Isolation, isolate_warm_process
from grader.sandbox.processes import end_below
from grader.sandbox.watching import Child, Children

_TICK = 0.05


def main() -> None:
    """Isolate, import, and serve until the judge has gone."""
    control = socket.socket(fileno=int(sys.argv[1]))
    isolation = isolate_warm_process(namespaces="--without-namespaces" not in sys.argv)
    home = None if isolation.namespaces else tempfile.TemporaryDirectory(prefix="digit-lab-")
    if home:
        folders.live_in(Path(home.name))
    from grader.sandbox import warming

    warming.warm_up()
    gc.collect()
    # What is frozen is not touched by a child's collections, and so stays shared.
    gc.freeze()
    _send(control, {"ready": True, "missing": isolation.missing})
    serve(control, isolation)
    end_below(os.getpid())
    if home:
        home.cleanup()
    os._exit(0)


def serve(control: socket.socket, isolation: Isolation) -> None:
    """Start, watch and end children as the judge asks, until he has gone."""
    children = Children()
    while True:
        signs = [control.fileno(), *children.signs]
        readable, _, _ = select.select(signs, [], [], _TICK if children else None)
        if control.fileno() in readable:
            try:
                message, handles, _, _ = socket.recv_fds(control, 65536, 4)
            except ConnectionError:
                return
            if not message:
                return
            request = json.loads(message)
            if request["do"] == "end":
                children.kill(request["child"])
            else:
                for ended in children.look_until_gone():
                    _send(control, ended)
                children.add(_started(control, isolation, request, handles))
        for ended in children.look():
            _send(control, ended)


def _send(control: socket.socket, message: dict[str, Any]) -> None:
    with suppress(OSError):
        control.send(json.dumps(message).encode())


def _started(
    control: socket.socket, isolation: Isolation, request: dict[str, Any], handles: list[int]
) -> Child:
    from grader.sandbox import child

    folder = None if isolation.namespaces else folders.made_for_child()
    if isolation.namespaces:
        linux.unshare(linux.NEWPID)
    pid = os.fork()
    if pid == 0:
        try:
            control.close()
            child.be_child(isolation, handles[0], request, Path(folder.name) if folder else None)
        finally:
            os._exit(70)
    if isolation.namespaces:
        linux.join_namespace("/proc/self/ns/pid")
    for handle in handles:
        os.close(handle)
    return Child(request["child"], pid, request["limits"], folder)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    main()
