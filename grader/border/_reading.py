"""Reading what somebody else wrote: JSON and arrays, strictly and within bounds."""

from __future__ import annotations

import io
import json
import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.border._malformed import Malformed

# Numbers and texts; no objects, structures or dates.
_KINDS = "biufcSU"
_MOST_AXES = 16
_MOST_PLACES = 2**26
_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@dataclass(frozen=True)
class Bounds:
    """How much one message may hold."""

    json_bytes: int = 8 * 2**20
    arrays: int = 4096
    array_bytes: int = 64 * 2**20
    values: int = 400_000
    depth: int = 40


def json_of(text: bytes) -> dict[str, Any]:
    """Read one JSON object without doubled names, NaN or infinity.

    Raises
    ------
    Malformed
    """
    try:
        message = json.loads(
            text.decode("utf-8"), object_pairs_hook=_without_doubles, parse_constant=_no_constant
        )
    except (ValueError, RecursionError) as error:
        raise Malformed("the message is no JSON that can be read") from error
    if not isinstance(message, dict):
        raise Malformed("the message is no JSON object")
    return message


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return made


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def fields_of(value: Any, kinds: Mapping[str, type | tuple[type, ...]]) -> dict[str, Any]:
    """Return a JSON object with exactly these fields, each of its kind.

    ``bool`` is no ``int`` here, and ``float`` stands for finite numbers.

    Raises
    ------
    Malformed
    """
    if not isinstance(value, dict) or value.keys() != kinds.keys():
        raise Malformed("a part of the message has other fields than it should")
    for name, kind in kinds.items():
        allowed = kind if isinstance(kind, tuple) else (kind,)
        if type(value[name]) not in allowed:
            raise Malformed(f"{name!r} is of another kind than it should be")
        if type(value[name]) is float and not math.isfinite(value[name]):
            raise Malformed(f"{name!r} is not finite")
    return value


def text_of(text: str, longest: int) -> str:
    """Return a text that every file format can hold, cut at a length.

    Control characters, halves of characters, and marks that turn the direction of what follows are replaced.
    """
    cut = text if len(text) <= longest else f"{text[:longest]}..."
    if cut.isascii() and cut.isprintable():
        return cut
    return "".join(c if _may_stay(c) else "\N{REPLACEMENT CHARACTER}" for c in cut)


def _may_stay(character: str) -> bool:
    kind = unicodedata.category(character)
    return character in "\n\t" or (kind not in ("Cc", "Cs", "Co", "Cn") and character not in _TURNS)


def is_too_large(shape: Sequence[int]) -> bool:
    """Tell whether a shape is none of an array that may cross.

    One axis of length 0 lets the others be of any length, and whoever writes such an array out as lists makes
    as many of them.
    """
    return len(shape) > _MOST_AXES or math.prod(max(length, 1) for length in shape) > _MOST_PLACES


def array_of(content: bytes) -> np.ndarray[Any, Any]:
    """Read one array from ``.npy`` bytes that hold it and nothing else.

    Raises
    ------
    Malformed
    """
    file = io.BytesIO(content)
    try:
        if np.lib.format.read_magic(file) != (1, 0):
            raise ValueError("another version of the format")
        shape, by_column, dtype = np.lib.format.read_array_header_1_0(file)
    except Exception as error:  # NumPy's parser raises several kinds
        raise Malformed("an array has no header that can be read") from error
    if dtype.kind not in _KINDS or dtype.fields is not None or dtype.subdtype is not None:
        raise Malformed("an array holds something else than numbers or texts")
    if any(type(n) is not int or n < 0 for n in shape) or is_too_large(shape):
        raise Malformed("an array has a shape that none can have")
    if dtype.itemsize == 0 or math.prod(shape) * dtype.itemsize != len(content) - file.tell():
        raise Malformed("an array has another size than its shape says")
    flat = np.frombuffer(content[file.tell() :], dtype)
    return flat.reshape(shape, order="F" if by_column else "C").astype(dtype.newbyteorder("="), order="C")
