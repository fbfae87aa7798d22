"""Two launches at the same time: the second waits for the first.

The operating system keeps the lock and lets go of it when a process ends, however it ends, so a
lock can never be stale.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

__all__ = ["turn"]

_PAUSE = 0.2


@contextmanager
def turn(path: Path) -> Iterator[None]:
    """Hold the lock on `path` (a file made if missing) inside the block, waiting for it if need be."""
    with path.open("a+b") as handle:
        if not _taken(handle):
            print("another set-up is under way in this folder: waiting for it", file=sys.stderr)
            while not _taken(handle):
                time.sleep(_PAUSE)
        yield


if sys.platform == "win32":
    import msvcrt

    def _taken(handle: IO[bytes]) -> bool:
        handle.seek(0)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(handle: IO[bytes]) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # A network drive without locks: go on without, as one does on a machine of one's own.
            return True
        return True
