"""A file that was found, in a folder or in a zip, and how much of it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["BOUNDS", "Bounds", "Found", "Unreadable", "megabytes"]


class Unreadable(Exception):
    """A file can't be read; the message says why, and what to do, without the file's name."""


@dataclass(frozen=True)
class Bounds:
    """What reading takes at most, so that no file can fill the memory or the night.

    Attributes
    ----------
    file_bytes : int
        Of one notebook or script.
    code_bytes : int
        Of one file's code, its outputs left out.
    learner_code_bytes : int
        Of all code of one learner, which is kept in memory until it has been marked.
    archive_bytes : int
        Of a zip within a zip, which is read into memory.
    unpacked_bytes : int
        All that is read from one zip that was handed over.
    ratio : int
        How much smaller than its content a file in a zip may be; notebooks come to some 50.
    entries, depth : int
        Files and folders below one path that was handed over; folders inside each other.
    """

    file_bytes: int = 32 * 2**20
    code_bytes: int = 4 * 2**20
    learner_code_bytes: int = 16 * 2**20
    archive_bytes: int = 256 * 2**20
    unpacked_bytes: int = 8 * 2**30
    ratio: int = 500
    entries: int = 100_000
    depth: int = 32


BOUNDS = Bounds()


@dataclass(frozen=True)
class Found:
    """One file, not read yet, or one folder that has nothing in it.

    Attributes
    ----------
    parts : tuple of str
        Its path below what was handed over.
    read : callable or None
        Gives its bytes, or raises `Unreadable`. None for a folder.
    size : int
        In bytes, as far as it is known.
    """

    parts: tuple[str, ...]
    read: Callable[[], bytes] | None
    size: int = 0

    @property
    def ending(self) -> str:
        """``".ipynb"``: in lower case, "" where there is none."""
        stem, dot, ending = self.parts[-1].rpartition(".")
        return f".{ending.lower()}" if dot and stem else ""


def megabytes(size: int) -> str:
    """Say a size: ``"32 MB"``."""
    return f"{size / 2**20:.3g} MB" if size < 2**30 else f"{size / 2**30:.3g} GB"
