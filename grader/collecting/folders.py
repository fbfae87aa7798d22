"""What lies in a folder: no link is followed, and nothing but plain files is opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from grader.collecting.found import Bounds, Found, Unreadable, megabytes

__all__ = ["files_in", "read_file"]


def files_in(folder: Path, bounds: Bounds, troubles: list[str]) -> Iterator[Found]:
    """Yield the files below a folder, and the folders without anything in them, sorted by path.

    Parameters
    ----------
    folder : Path
    bounds : Bounds
    troubles : list of str
        What can't be looked at is added to it, a sentence each.
    """
    left = bounds.entries
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        parts = waiting.pop()
        names = _names_in(folder, parts, troubles)
        left -= len(names)
        if left < 0:
            troubles.append(
                f"{folder.name}: it holds more than {bounds.entries:,} files; the rest was not looked at. "
                "Hand over the folder of the submissions alone."
            )
            return
        if parts and not names:
            yield Found(parts, None)
        below = []
        for name in names:
            inside = (*parts, name)
            mode, size = _kind(folder.joinpath(*inside))
            if stat.S_ISDIR(mode) and len(inside) < bounds.depth:
                below.append(inside)
            elif stat.S_ISREG(mode):
                yield Found(inside, partial(read_file, folder.joinpath(*inside), bounds.file_bytes), size)
            else:
                yield Found(inside, partial(_refuse, _why_not(mode)), 0)
        waiting += reversed(below)


def read_file(path: Path, limit: int) -> bytes:
    """Read a plain file of at most so many bytes.

    Raises
    ------
    Unreadable
    """
    # A pipe would wait for somebody to write, and a link may lead to another learner's work.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        with open(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as stream:  # noqa: PTH123
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise Unreadable("it is no plain file.")
            content = stream.read(limit + 1)
    except OSError as error:
        raise Unreadable(f"it can't be opened ({error.strerror or error}).") from None
    if len(content) > limit:
        raise Unreadable(f"it is larger than {megabytes(limit)}. Clear its outputs, and hand it in again.")
    return content


def _names_in(folder: Path, parts: tuple[str, ...], troubles: list[str]) -> list[str]:
    try:
        return sorted(path.name for path in folder.joinpath(*parts).iterdir())
    except OSError as error:
        what = "/".join((folder.name, *parts))
        troubles.append(f"{what}: the folder can't be looked at ({error.strerror or error}).")
        return []


def _kind(path: Path) -> tuple[int, int]:
    try:
        found = path.lstat()
    except OSError:
        return 0, 0
    return found.st_mode, found.st_size


def _why_not(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "it is a link, and links are not followed. Put the file itself in its place."
    if stat.S_ISDIR(mode):
        return "it lies too deep, folder in folder, and was not looked at."
    return "it is no plain file."


def _refuse(why: str) -> bytes:
    raise Unreadable(why)
