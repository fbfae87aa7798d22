"""One file that several kernels write: whole or not at all, in turns, and never lost."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lab_utils.keeping import keep_copy, write_whole

_LOCK_SECONDS = 10


@contextlib.contextmanager
def turn_at(path: Path, seconds: float | None = None) -> Iterator[None]:
    """Wait until no other kernel reads or writes the file, at most so many seconds; 10 where none are given.

    Raises
    ------
    OSError
        Nothing can be written beside the file, or somebody else has kept it for too long.
    """
    # Imported here: a kernel that only loads data need not know of locks.
    from filelock import FileLock, Timeout

    seconds = _LOCK_SECONDS if seconds is None else seconds
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path.with_name(f".{path.name}.digit-lab.lock"), timeout=seconds)
    try:
        lock.acquire()
    except Timeout:
        raise OSError(f"another kernel has been writing it for {seconds:g} s") from None
    except NotImplementedError:
        # A file system without locks: the file is still replaced as a whole.
        yield
        return
    try:
        yield
    finally:
        lock.release()


def keep_aside(path: Path) -> Path:
    """Move the file to where the lab keeps dated copies, under a name that is free."""
    copy = keep_copy(path, path.parent / "kept", path.stem)
    path.unlink()
    return copy


def write_json(path: Path, content: Any) -> None:
    """Write an object as indented JSON, so that nobody ever reads a half of it."""
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    # What UTF-8 can't hold (half a surrogate in a learner's error) becomes JSON's own escape.
    write_whole(path, text.encode("utf-8", errors="backslashreplace"))
