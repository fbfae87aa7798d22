"""What lies in a zip: read into memory piece by piece, never unpacked to the disk."""

from __future__ import annotations

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO

from grader.collecting.found import Bounds, Found, Unreadable, megabytes

__all__ = ["Archive"]

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    struct.error,
)
_LOCKED = 0x1
_NAMED_IN_UTF8 = 0x800
# The record at a zip's end, and how long the comment after it may be.
_END, _END_BYTES, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65535
_TOO_LONG = 4096
_DRIVE = re.compile(r"^[A-Za-z]:")


class Archive:
    """A zip that is open for reading.

    Parameters
    ----------
    stream : binary file
    bounds : Bounds

    Raises
    ------
    Unreadable
        It is no zip, is broken, or holds too much.
    """

    def __init__(self, stream: BinaryIO, bounds: Bounds) -> None:
        self._bounds = bounds
        self._left = bounds.unpacked_bytes
        if _listed_bytes(stream) > 2**10 * bounds.entries:
            raise Unreadable(f"it lists more than {bounds.entries:,} files.")
        try:
            self._zip = zipfile.ZipFile(stream)
        except (*_BROKEN, NotImplementedError) as error:
            raise Unreadable(f"it is no zip that can be read ({error}). Export it again.") from None
        if len(self._zip.infolist()) > bounds.entries:
            raise Unreadable(f"it lists more than {bounds.entries:,} files.")

    @classmethod
    def of_bytes(cls, content: bytes, bounds: Bounds) -> Archive:
        """Open a zip that is in memory."""
        return cls(io.BytesIO(content), bounds)

    def files(self, troubles: list[str]) -> Iterator[Found]:
        """Yield its files, and its folders without anything in them, sorted by path.

        Parameters
        ----------
        troubles : list of str
            Entries whose paths lead elsewhere are told in it.
        """
        entries: dict[tuple[str, ...], zipfile.ZipInfo] = {}
        doubled: Counter[tuple[str, ...]] = Counter()
        for entry in self._zip.infolist():
            path = _true_name(entry).replace("\\", "/")
            parts = tuple(part for part in path.split("/") if part not in ("", "."))
            if leads_elsewhere(path) or len(parts) > self._bounds.depth or len(path) > _TOO_LONG:
                troubles.append(f"{path[:100]!r}: its path leads out of the zip, and it was not read.")
            elif parts:
                free = parts
                # A zip may hold the same name twice, and beside it the name that the second would get.
                while free in entries:
                    doubled[parts] += 1
                    free = _numbered(parts, doubled[parts] + 1)
                entries[free] = entry
        above = {parts[:depth] for parts in entries for depth in range(1, len(parts))}
        for parts, entry in sorted(entries.items(), key=lambda pair: pair[0]):
            if not entry.is_dir():
                yield Found(parts, partial(self._read, entry), entry.file_size)
            elif parts not in above:
                yield Found(parts, None)

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        limit = self._limit_of(entry)
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise Unreadable("it is a link, and links are not followed. Put the file itself in its place.")
        if entry.flag_bits & _LOCKED:
            raise Unreadable("it is locked with a password. Unlock the zip, and hand it over again.")
        if entry.file_size > limit:
            raise Unreadable(
                f"it is larger than {megabytes(limit)}. Clear its outputs, and hand it in again."
            )
        if entry.file_size > 2**20 and entry.file_size > self._bounds.ratio * max(1, entry.compress_size):
            raise Unreadable("it unpacks to many times its size, as no notebook does, and was not read.")
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(limit + 1)
        except (*_BROKEN, RuntimeError, NotImplementedError) as error:
            raise Unreadable(f"it is broken inside the zip ({error}). Hand it in again.") from None
        self._left -= len(content)
        if len(content) > limit or self._left < 0:
            raise Unreadable("the zip unpacks to more than is read. Hand over smaller zips.")
        return content

    def _limit_of(self, entry: zipfile.ZipInfo) -> int:
        inner = entry.filename.lower().endswith(".zip")
        return self._bounds.archive_bytes if inner else self._bounds.file_bytes


def leads_elsewhere(path: str) -> bool:
    """Tell whether a path from a zip would lead out of the folder that it is unpacked in."""
    return path.startswith("/") or bool(_DRIVE.match(path)) or ".." in path.split("/")


def _true_name(entry: zipfile.ZipInfo) -> str:
    """Return a name as it was meant: macOS writes UTF-8 without saying so, which `zipfile` reads wrongly."""
    if entry.flag_bits & _NAMED_IN_UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _numbered(parts: tuple[str, ...], count: int) -> tuple[str, ...]:
    name = PurePosixPath(parts[-1])
    return (*parts[:-1], f"{name.stem} ({count}){name.suffix}")


def _listed_bytes(stream: BinaryIO) -> int:
    """Return how long the list of files is, which `zipfile` reads as a whole before one can count them."""
    try:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(max(0, size - _END_BYTES - _LONGEST_COMMENT))
        tail = stream.read()
        stream.seek(0)
    except OSError as error:
        raise Unreadable(f"it can't be read ({error.strerror or error}).") from None
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_BYTES:
        return 0
    (listed,) = struct.unpack_from("<L", tail, at + 12)
    # In a large zip the number stands elsewhere, and the list can't be longer than the file.
    return min(listed, size)
