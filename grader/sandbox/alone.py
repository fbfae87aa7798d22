"""A process of its own for one program: for systems that can't fork a warm one into isolation.

It connects to the judge, whose address and password it is given, and serves it.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any


def main() -> None:
    """Limit itself, connect, and serve until the judge hangs up."""
    port, folder = int(sys.argv[1]), Path(sys.argv[2])
    request = json.loads(os.environ.pop("DIGIT_LAB_GRADER_REQUEST"))
    from grader.sandbox import folders, stand_in

    folders.live_in(folder)
    stand_in.install()
    # Only now is the stand-in the package that these import from.
    from grader.sandbox import program

    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    end = socket.create_connection(("127.0.0.1", port))
    end.sendall(request["password"].encode())
    _limit_itself(request["limits"])
    program.serve(end)
    os._exit(0)


def _end_with_parent(parent: int) -> None:
    """Go on no longer than the judge; learner code could stop this, so it is no guard."""
    import psutil

    while os.getppid() == parent and psutil.pid_exists(parent):
        time.sleep(1)
    os._exit(1)


def _limit_itself(limits: dict[str, Any]) -> None:
    """Set the limits that the system has; Windows has none."""
    try:
        import resource
    except ImportError:
        return
    for name, most in (
        ("RLIMIT_CPU", int(limits["cpu_seconds"]) + 1),
        ("RLIMIT_FSIZE", limits["file_bytes"]),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", 256),
    ):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            resource.setrlimit(getattr(resource, name), (most, most))


if __name__ == "__main__":
    main()
