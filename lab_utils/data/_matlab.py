"""Read X and y from a MATLAB file, level 5 (what MATLAB writes with -v6 and -v7).

`scipy.io.loadmat` reads much more, but a damaged file can crash it, and the learner's kernel with
it (SciPy 1.17: a segmentation fault in `read_var_array`). Two arrays of numbers need little of
the format: "MAT-File Level 5 File Format", The MathWorks, 1999 and later.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from lab_utils.data._errors import DataError, data_error
from lab_utils.data._reading import missing_file, require_name, require_size

_HEADER, _TAG = 128, 8
_LEVEL_5, _LEVEL_7_3 = 0x0100, 0x0200
_MATRIX, _COMPRESSED = 14, 15
_COMPLEX, _LOGICAL = 0x0800, 0x0200
# Table 1-1, how numbers are stored, and table 1-3, which class they have in MATLAB.
_STORED = {1: "i1", 2: "u1", 3: "i2", 4: "u2", 5: "i4", 6: "u4", 7: "f4", 9: "f8", 12: "i8", 13: "u8"}
_CLASSES = dict(enumerate(["f8", "f4", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"], start=6))
_OPAQUE = 17


class _Element(NamedTuple):
    kind: int
    content: memoryview
    end: int


def read_mat(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return X and y of a .mat file, with the label 10 turned into 0.

    MATLAB counts from 1, so digit sets made for it write the digit 0 as class 10. It knows no
    arrays of one dimension either: labels in one row are turned into a column.
    """
    try:
        require_size(path.stat().st_size, str(path))
        arrays = _named_arrays(path.read_bytes(), path)
    except DataError:
        raise
    except FileNotFoundError:
        raise missing_file(path) from None
    except (OSError, ValueError, KeyError, struct.error, zlib.error) as problem:
        got = f"something that can't be read ({str(problem)[:80]})"
        raise _unreadable(path, got, "It was cut or changed: fetch a fresh copy.") from None
    for name in ("X", "y"):
        require_name(name, arrays, path)
    X, y = arrays["X"], arrays["y"]
    if y.ndim == 2 and y.shape[0] == 1:
        y = y.T
    return X, np.where(y == 10, 0, y) if y.dtype.kind in "iuf" else y


def _named_arrays(content: bytes, path: Path) -> dict[str, np.ndarray]:
    """Return X and y as arrays, and an empty array for each other name, which isn't read."""
    order = _byte_order(content, path)
    arrays = {}
    for body in _matrices(content, order, path):
        flags, place = _words(body, 0, order)
        if flags[0] & 0xFF == _OPAQUE:
            continue
        shape, place = _words(body, place, order)
        name_element = _element(body, place, order)
        name = bytes(name_element.content).decode("latin-1")
        wanted = name in ("X", "y")
        label = f"{name} in {path}"
        rest = body[name_element.end :]
        arrays[name] = _numbers(rest, flags[0], shape, order, label) if wanted else np.empty(0)
    return arrays


def _byte_order(content: bytes, path: Path) -> str:
    """Return "<" or ">", or raise if this is another format."""
    orders = {b"IM": "<", b"MI": ">"}
    order = orders.get(content[_HEADER - 2 : _HEADER])
    level = struct.unpack_from(f"{order}H", content, _HEADER - 4)[0] if order else None
    if order is not None and level == _LEVEL_5:
        return order
    again = "Save it again: in MATLAB save(file, 'X', 'y', '-v7'), in Python scipy.io.savemat."
    raise _unreadable(path, "version 7.3" if level == _LEVEL_7_3 else "another format", again)


def _matrices(content: bytes, order: str, path: Path) -> Iterator[memoryview]:
    """Yield the inside of each array in the file, unpacked."""
    place = _HEADER
    while place < len(content):
        kind, inside, end = _element(memoryview(content), place, order)
        if kind == _COMPRESSED:
            # Packed elements alone are not padded to whole groups of eight bytes.
            end = place + _TAG + len(inside)
            kind, inside, _ = _element(_unpacked(inside, order, str(path)), 0, order)
        if kind == _MATRIX and len(inside):
            yield inside
        place = end


def _unpacked(packed: memoryview, order: str, label: str) -> memoryview:
    """Unpack an element, but never more than its own tag announces."""
    start = zlib.decompressobj().decompress(packed, _TAG)
    size = _TAG + struct.unpack(f"{order}2I", start)[1]
    require_size(size, label)
    stream = zlib.decompressobj()
    content = stream.decompress(packed, size + 1)
    if len(content) != size or not stream.eof:
        raise ValueError("a packed array is cut")
    return memoryview(content)


def _element(buffer: memoryview, place: int, order: str) -> _Element:
    """Return the element at this place; one of up to four bytes hides its size in its tag."""
    kind, size = struct.unpack_from(f"{order}2I", buffer, place)
    start = place + _TAG
    if kind >> 16:
        kind, size, start = kind & 0xFFFF, kind >> 16, place + 4
    end = start + size + (-(start + size - place) % 8)
    if start + size > len(buffer) or (start == place + 4 and size > 4):
        raise ValueError("an element is longer than the file")
    return _Element(kind, buffer[start : start + size], end)


def _words(body: memoryview, place: int, order: str) -> tuple[tuple[int, ...], int]:
    """Return an element of 32-bit integers, and where the next one starts."""
    element = _element(body, place, order)
    return struct.unpack(f"{order}{len(element.content) // 4}i", element.content), element.end


def _numbers(body: memoryview, flags: int, shape: tuple[int, ...], order: str, label: str) -> np.ndarray:
    """Return the values of a numeric array in MATLAB's class, whatever they are stored as."""
    number = _CLASSES.get(flags & 0xFF)
    if number is None or flags & _COMPLEX:
        raise data_error(
            f"The type of {label}",
            expected="plain real numbers",
            got="complex numbers" if number else "text, a cell array, a structure or a sparse matrix",
            fix="Convert it in MATLAB first, for example X = full(double(X)).",
        )
    require_size(math.prod(shape) * np.dtype(number).itemsize, label)
    real = _element(body, 0, order)
    values = np.frombuffer(real.content, order + _STORED[real.kind])
    if min(shape, default=0) < 0 or values.size != math.prod(shape):
        raise ValueError(f"{values.size} numbers for the shape {shape}")
    return values.astype("?" if flags & _LOGICAL else number).reshape(shape, order="F")


def _unreadable(path: Path, got: str, fix: str) -> DataError:
    return data_error(f"The file {path}", expected="a whole MATLAB file of level 5", got=got, fix=fix)
