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
from grader.sandbox.watching import Child

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
    if home:
        home.cleanup()
    os._exit(0)


def serve(control: socket.socket, isolation: Isolation) -> None:
    """Start and watch children, one at a time, as the judge asks."""
    child: Child | None = None
    folder: tempfile.TemporaryDirectory[str] | None = None
    while True:
        readable, _, _ = select.select([control], [], [], _TICK if child else None)
        if readable:
            message, handles, _, _ = socket.recv_fds(control, 65536, 4)
            if not message:
                break
            request = json.loads(message)
            if request["do"] == "end" and child:
                child.kill("asked")
            if request["do"] == "start":
                folder = None if isolation.namespaces else folders.made_for_child()
                child = _started(control, isolation, request, handles, Path(folder.name) if folder else None)
        ended = child.look() if child else None
        if ended:
            _send(control, ended)
            child = None
            if folder:
                folder.cleanup()
    end_below(os.getpid())
    if folder:
        folder.cleanup()


def _send(control: socket.socket, message: dict[str, Any]) -> None:
    with suppress(OSError):
        control.send(json.dumps(message).encode())


def _started(
    control: socket.socket,
    isolation: Isolation,
    request: dict[str, Any],
    handles: list[int],
    folder: Path | None,
) -> Child:
    from grader.sandbox import child

    if isolation.namespaces:
        linux.unshare(linux.NEWPID)
    pid = os.fork()
    if pid == 0:
        try:
            control.close()
            child.be_child(isolation, handles[0], request["limits"], folder)
        finally:
            os._exit(70)
    if isolation.namespaces:
        linux.join_namespace("/proc/self/ns/pid")
    for handle in handles:
        os.close(handle)
    return Child(pid, request["limits"])


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    main()
