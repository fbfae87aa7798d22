"""Read IDX, the format in which MNIST was published.

Four bytes (two zeros, 8 for unsigned bytes, the number of dimensions), then each dimension as a
big-endian 32-bit integer, then the values, the last index running fastest (LeCun, Cortes and
Burges, "The MNIST database of handwritten digits", section "file formats").
"""

from __future__ import annotations

import gzip
import math
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np

from lab_utils.data._errors import DataError, data_error
from lab_utils.data._reading import require_size

_GZIP_START = b"\x1f\x8b"
_UNSIGNED_BYTE = 8


def read_idx(path: Path, dimensions: int) -> np.ndarray:
    """Return the values of an IDX file, plain or gzipped, as uint8.

    Whether a file is gzipped shows in its first bytes: browsers unpack some and keep the name.
    """
    try:
        with _opened(path) as stream:
            sizes = _sizes(stream, path, dimensions)
            size = math.prod(sizes)
            require_size(size, str(path))
            # One byte more shows what doesn't belong, and makes gzip check its checksum.
            content = stream.read(size + 1)
    except (OSError, EOFError, zlib.error) as problem:
        raise _not_whole(path, "a whole IDX file", str(problem)) from None
    if len(content) != size:
        got = f"{len(content):,}" if len(content) < size else "more"
        raise _not_whole(path, f"{size:,} values after the header, for {sizes}", got)
    return np.frombuffer(content, np.uint8).reshape(sizes)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as plain:
        start = plain.read(2)
        plain.seek(0)
        if start == _GZIP_START:
            with gzip.open(plain) as unpacked:
                yield unpacked  # type: ignore[misc]
        else:
            yield plain


def _sizes(stream: IO[bytes], path: Path, dimensions: int) -> tuple[int, ...]:
    magic = stream.read(4)
    expected = bytes([0, 0, _UNSIGNED_BYTE, dimensions])
    if magic != expected:
        kind = "images" if dimensions == 3 else "labels"
        raise _not_whole(path, f"the first bytes {expected.hex(' ')} of {kind}", magic.hex(" "))
    sizes = stream.read(4 * dimensions)
    if len(sizes) < 4 * dimensions:
        raise _not_whole(path, f"{dimensions} sizes in the header", f"{len(sizes)} bytes of them")
    return struct.unpack(f">{dimensions}I", sizes)


def _not_whole(path: Path, expected: str, got: str) -> DataError:
    return data_error(
        f"The file {path}",
        expected=expected,
        got=got or "nothing",
        fix="It was cut, changed or is another file: fetch a fresh copy.",
    )
