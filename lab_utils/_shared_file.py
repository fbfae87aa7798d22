"""One file that several kernels write: whole or not at all, in turns, and never lost."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

_LOCK_SECONDS = 10


@contextlib.contextmanager
def turn_at(path: Path, seconds: float = _LOCK_SECONDS) -> Iterator[None]:
    """Wait until no other kernel reads or writes the file, at most so many seconds.

    Raises
    ------
    OSError
        Nothing can be written beside the file, or somebody else has kept it for too long.
    """
    # Imported here: a kernel that only loads data need not know of locks.
    from filelock import FileLock, Timeout

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
    kept = path.parent / "kept"
    kept.mkdir(exist_ok=True)
    stem = f"{path.stem}-{datetime.now():%Y-%m-%d-%H%M%S}"
    names = (f"{stem}{again}{path.suffix}" for again in ("", *(f"-{n}" for n in range(2, 1000))))
    aside = next(kept / name for name in names if not (kept / name).exists())
    path.replace(aside)
    return aside


def write_whole(path: Path, content: Any) -> None:
    """Write an object as indented JSON, so that nobody ever reads a half of it."""
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    unfinished = Path(name)
    try:
        # What UTF-8 can't hold (half a surrogate in a learner's error) becomes JSON's own escape.
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8", errors="backslashreplace"))
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files for their owner alone; a lab may be shared.
        unfinished.chmod(0o644)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
