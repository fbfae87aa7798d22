"""Read .npy and .npz files that nobody vouches for.

`numpy.load` believes a header: it reserves the memory that the header claims. Here the header is
read first and compared with the size of the file, nothing is ever unpickled, and whatever is
wrong becomes a DataError.
"""

from __future__ import annotations

import math
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np

from lab_utils.data._errors import DataError, data_error

# Five times all of MNIST as float32 rows of 400: no set of this lab's digits is larger.
MOST_BYTES = 512 * 2**20
_FRESH_COPY = "Save it again, with numpy.save or numpy.savez, or fetch a fresh copy."


def read_npy(path: Path) -> np.ndarray:
    """Return the array of a .npy file."""
    with _reading(path), path.open("rb") as stream:
        return _array(stream, str(path), path.stat().st_size)


def read_npz(path: Path, names: Iterable[str]) -> list[np.ndarray]:
    """Return the arrays of these names from a .npz file, in this order."""
    with _reading(path), zipfile.ZipFile(path) as archive:
        present = [entry[:-4] for entry in archive.namelist() if entry.endswith(".npy")]
        arrays = []
        for name in names:
            require_name(name, present, path)
            entry = archive.getinfo(f"{name}.npy")
            with archive.open(entry) as stream:
                arrays.append(_array(stream, f"{name} in {path}", entry.file_size))
        return arrays


def require_name(name: str, present: Iterable[str], path: Path) -> None:
    """Raise if a file that holds named arrays lacks one."""
    names = sorted(present)
    if name not in names:
        raise data_error(
            f"The arrays in {path}",
            expected=f"one named {name}",
            got=", ".join(names) or "none",
            fix="Save it under that name, for example numpy.savez(path, X=X, y=y).",
        )


def require_size(claimed: int, label: str) -> None:
    """Raise if an array would take more memory than any set of digits needs."""
    if claimed > MOST_BYTES:
        raise data_error(
            f"The size of {label}",
            expected=f"at most {MOST_BYTES / 2**20:,.0f} MB of numbers",
            got=f"a claim of {claimed / 2**20:,.0f} MB",
            fix="Nothing was loaded. Save fewer digits, or as uint8 or float32.",
        )


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turn each way in which reading can fail into one DataError."""
    problems = (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)
    try:
        yield
    except DataError:
        raise
    except FileNotFoundError:
        raise missing_file(path) from None
    except problems as problem:
        raise data_error(
            f"The file {path}", expected="a whole file", got=f"{problem}", fix=_FRESH_COPY
        ) from None


def missing_file(path: Path) -> DataError:
    """Return the error for a file that isn't there."""
    return data_error(
        f"The file {path}",
        expected="a file to read",
        got="no such file",
        fix=f"Look at the name and the folder; a path that isn't absolute starts in {Path.cwd()}.",
    )


def _array(stream: IO[bytes], label: str, available: int) -> np.ndarray:
    """Return the array in a stream of so many bytes, header included."""
    shape, column_major, dtype = _header(stream, label)
    size = math.prod(shape) * dtype.itemsize
    require_size(size, label)
    there = available - stream.tell()
    # One byte more than needed makes a zip file check its checksum.
    content = stream.read(size + 1) if there == size else b""
    if there != size or len(content) != size:
        raise data_error(
            f"The file {label}",
            expected=f"{size:,} bytes for shape {shape} of {dtype}",
            got=f"{there:,}: it was cut or changed",
            fix=_FRESH_COPY,
        )
    return np.frombuffer(content, dtype).reshape(shape, order="F" if column_major else "C")


def _header(stream: IO[bytes], label: str) -> tuple[tuple[int, ...], bool, np.dtype]:
    """Read the header alone: what it announces is judged before memory is reserved for it."""
    readers = {
        (1, 0): np.lib.format.read_array_header_1_0,
        (2, 0): np.lib.format.read_array_header_2_0,
    }
    try:
        shape, column_major, dtype = readers[np.lib.format.read_magic(stream)](stream)
    # NumPy parses the header as Python text, which fails in many ways on a damaged file.
    except Exception as problem:
        raise data_error(
            f"The file {label}",
            expected="an array as numpy.save writes it",
            got=f"something else ({str(problem)[:80]}). Pickles are never opened",
            fix="Save the array itself: numpy.save(path, X).",
        ) from None
    if dtype.hasobject:
        raise data_error(
            f"The type of {label}",
            expected="numbers",
            got="Python objects, which only a pickle can hold; pickles are never opened",
            fix="Make it numbers first, for example numpy.array(rows, dtype='float32').",
        )
    return shape, column_major, dtype
