"""Plain data as nodes of JSON, and back.

None, whole numbers, finite floats, texts, True and False stand for themselves. Anything else is an object
with one name that tells its kind: ``{"list": [...]}``, ``{"dict": [[name, node], ...]}``, ``{"array": 3}``
(the fourth array of the message), ``{"objects": [shape, [node, ...]]}``, ``{"float": "nan"}``,
``{"complex": [node, node]}``, ``{"opaque": true}``, and ``{"made": {...}}`` for what only one side makes
sense of.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.border._malformed import Malformed
from grader.border._reading import Bounds, array_of, is_too_large
from public_tests.plain import OPAQUE

OBJECT = "made"
_FLOATS = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
_NUMBERS_AND_TEXTS = "biufcSU"


@dataclass(frozen=True)
class Made:
    """Something that crosses under a description that the other side knows how to read."""

    description: dict[str, Any]


@dataclass
class Nodes:
    """Turn plain data into nodes; the arrays are collected beside them."""

    bounds: Bounds
    arrays: list[bytes] = field(default_factory=list)
    _values: int = 0
    _bytes: int = 0

    def node_of(self, value: Any, depth: int = 0) -> Any:
        """Return the node of a plain value (see `public_tests.plain.plain`) or of `Made`.

        Raises
        ------
        Malformed
            It is too large or too deep to cross.
        """
        self._values += 1
        if self._values > self.bounds.values or depth > self.bounds.depth:
            raise Malformed("the value is too large or too deep to be handed over")
        if value is None or type(value) in (bool, str):
            return value
        if type(value) is int:
            return _whole_number(value)
        if type(value) in (float, complex):
            return _number(value)
        if isinstance(value, np.ndarray):
            return self._array(value, depth)
        if isinstance(value, list | tuple):
            return {"list": [self.node_of(item, depth + 1) for item in value]}
        if isinstance(value, dict):
            return {"dict": [[str(k), self.node_of(item, depth + 1)] for k, item in value.items()]}
        if isinstance(value, Made):
            return {OBJECT: {k: self.node_of(item, depth + 1) for k, item in value.description.items()}}
        return {"opaque": True}

    def _array(self, array: np.ndarray[Any, Any], depth: int) -> Any:
        array = np.asarray(array)
        if is_too_large(array.shape):
            raise Malformed("the value is too large to be handed over")
        if array.dtype.kind == "O":
            from public_tests.plain import plain

            items = [self.node_of(plain(item), depth + 1) for item in array.ravel().tolist()]
            return {"objects": [list(array.shape), items]}
        if array.dtype.kind not in _NUMBERS_AND_TEXTS:
            return {"opaque": True}
        self._bytes += array.nbytes
        if self._bytes > self.bounds.array_bytes - 2**20 or len(self.arrays) >= self.bounds.arrays:
            raise Malformed("the value is too large to be handed over")
        content = io.BytesIO()
        np.lib.format.write_array(
            content, np.ascontiguousarray(array).reshape(array.shape), (1, 0), allow_pickle=False
        )
        self.arrays.append(content.getvalue())
        return {"array": len(self.arrays) - 1}


def _whole_number(value: int) -> Any:
    if value.bit_length() > 4096:
        raise Malformed("a whole number has too many digits to be handed over")
    return value


def _number(value: complex) -> Any:
    if isinstance(value, complex):
        return {"complex": [_number(value.real), _number(value.imag)]}
    return value if math.isfinite(value) else {"float": str(value)}


def plain_of(
    node: Any,
    arrays: Sequence[bytes],
    bounds: Bounds,
    made: Callable[[dict[str, Any]], Any] | None = None,
) -> Any:
    """Return the plain value of a node.

    Parameters
    ----------
    node : JSON
    arrays : sequence of bytes
    bounds : Bounds
    made : callable, optional
        Makes something of the description of `Made`; without it there may be none.

    Raises
    ------
    Malformed
    """
    return _Reader(arrays, bounds, made).value(node, 0)


class _Reader:
    def __init__(
        self, arrays: Sequence[bytes], bounds: Bounds, made: Callable[[dict[str, Any]], Any] | None
    ) -> None:
        self._arrays = arrays
        self._bounds = bounds
        self._made = made
        self._values = 0
        self._read: set[int] = set()

    def value(self, node: Any, depth: int) -> Any:
        self._values += 1
        if self._values > self._bounds.values or depth > self._bounds.depth:
            raise Malformed("a value is too large or too deep")
        if node is None or type(node) in (bool, int, str):
            return node
        if type(node) is float:
            return node
        if type(node) is not dict or len(node) != 1:
            raise Malformed("a value is of no kind that is known")
        [(kind, content)] = node.items()
        read = _KINDS.get(kind)
        if read is None:
            raise Malformed("a value is of no kind that is known")
        return read(self, content, depth)

    def read_list(self, content: Any, depth: int) -> list[Any]:
        return [self.value(item, depth + 1) for item in _listed(content)]

    def read_dict(self, content: Any, depth: int) -> dict[str, Any]:
        pairs = [_listed(pair, 2) for pair in _listed(content)]
        if not all(type(name) is str for name, _ in pairs):
            raise Malformed("a name in a dictionary is no text")
        return {name: self.value(item, depth + 1) for name, item in pairs}

    def read_array(self, content: Any, depth: int) -> np.ndarray[Any, Any]:
        if type(content) is not int or not 0 <= content < len(self._arrays):
            raise Malformed("an array is missing")
        if content in self._read:
            # Each array is written once. One that is named a hundred thousand times would fill the memory.
            raise Malformed("an array is there twice")
        self._read.add(content)
        return array_of(self._arrays[content])

    def read_objects(self, content: Any, depth: int) -> np.ndarray[Any, Any]:
        shape, items = _listed(content, 2)
        shape, items = _listed(shape), _listed(items)
        fits = all(type(n) is int and n >= 0 for n in shape) and not is_too_large(shape)
        if not fits or math.prod(shape) != len(items):
            raise Malformed("an array has another size than its shape says")
        flat = np.empty(len(items), dtype=object)
        for place, item in enumerate(items):
            flat[place] = self.value(item, depth + 1)
        return flat.reshape(shape)

    def read_float(self, content: Any, depth: int) -> float:
        if type(content) is not str or content not in _FLOATS:
            raise Malformed("a number is none")
        return _FLOATS[content]

    def read_complex(self, content: Any, depth: int) -> complex:
        parts = [self.value(part, depth + 1) for part in _listed(content, 2)]
        if not all(type(part) in (int, float) for part in parts):
            raise Malformed("a number is none")
        return complex(*parts)

    def read_opaque(self, content: Any, depth: int) -> Any:
        return OPAQUE

    def read_made(self, content: Any, depth: int) -> Any:
        if self._made is None or type(content) is not dict:
            raise Malformed("a value is of no kind that is known")
        return self._made({name: self.value(item, depth + 1) for name, item in content.items()})


_KINDS: dict[str, Callable[[_Reader, Any, int], Any]] = {
    name: getattr(_Reader, f"read_{name}")
    for name in ("list", "dict", "array", "objects", "float", "complex", "opaque", OBJECT)
}


def _listed(content: Any, length: int | None = None) -> list[Any]:
    if type(content) is not list or (length is not None and len(content) != length):
        raise Malformed("a list is missing, or has another length than it should")
    return content
