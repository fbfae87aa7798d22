"""Writing whole files or none, and keeping what somebody else wrote."""

from __future__ import annotations

import os
import tempfile
import time
from datetime import datetime
from pathlib import Path

# On Windows a file can't be replaced in the moments in which somebody reads it, or a virus scanner does.
_PAUSES = (0.02, 0.1, 0.5) if os.name == "nt" else ()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees a half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files for their owner alone; a lab may be shared.
        unfinished.chmod(0o644)
        _take_its_place(unfinished, path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _take_its_place(new: Path, path: Path) -> None:
    """Give a file the name of another one, which somebody may be reading."""
    for pause in _PAUSES:
        try:
            new.replace(path)
            return
        except PermissionError:
            time.sleep(pause)
    new.replace(path)


def keep_copy(path: Path, kept: Path, name: str, now: datetime | None = None) -> Path:
    """Keep a dated copy of a file, byte for byte.

    Parameters
    ----------
    path : Path
        The file.
    kept : Path
        The folder of the copies.
    name : str
        What the copy's name starts with: ``"02_softmax"``.
    now : datetime, optional

    Returns
    -------
    Path
        ``kept/02_softmax-2026-11-20-153012.ipynb``, with ``-2`` and so on if that is taken.
    """
    content = path.read_bytes()
    kept.mkdir(parents=True, exist_ok=True)
    stamp = (now or datetime.now()).strftime("%Y-%m-%d-%H%M%S")
    copy = _claimed(kept, f"{name}-{stamp}", path.suffix)
    try:
        write_whole(copy, content)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return copy


def _claimed(folder: Path, stem: str, suffix: str) -> Path:
    number = 1
    while True:
        path = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
        try:
            # "x": of two processes in the same second only one gets the name.
            path.open("x").close()
            return path
        except FileExistsError:
            number += 1
