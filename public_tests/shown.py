"""Calls and values as short texts: the same on every machine and NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np

from public_tests.plain import OPAQUE, is_keras

_LONGEST = 200
_MOST_NUMBERS = 60


def shown(value: Any) -> str:
    """Write a plain value for a learner, at most some 200 characters long."""
    if is_keras(value):
        return "model"
    if value is OPAQUE:
        return "something that is not numbers"
    if isinstance(value, np.ndarray):
        text = _array(value)
    elif isinstance(value, float | np.floating):
        text = _number(float(value))
    elif isinstance(value, list):
        text = "[" + ", ".join(shown(item) for item in value[:20]) + _more(value, 20)
    elif isinstance(value, dict):
        text = _dictionary({key: shown(item) for key, item in list(value.items())[:20]})
        if len(text) > _LONGEST and len(value) > 1:
            shapes = {key: getattr(item, "shape", type(item).__name__) for key, item in value.items()}
            text = "arrays of the shapes " + _dictionary(shapes)
    else:
        text = str(value) if isinstance(value, np.generic) else repr(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 4] + " ..."


def shown_apart(expected: Any, got: Any) -> tuple[str, str]:
    """Write two values; of two arrays that are too large for that, also the first numbers that differ."""
    texts = shown(expected), shown(got)
    if not (_is_large(expected) and _is_large(got) and expected.shape == got.shape):
        return texts
    places = np.argwhere(~np.isclose(expected.astype(float), got.astype(float), equal_nan=True)).tolist()
    if not places or any(" at [" in text for text in texts):
        return texts
    first = tuple(places[0])
    numbers = (expected[first], got[first])
    return (
        f"{texts[0]}, {shown(numbers[0])} at {places[0]}",
        f"{texts[1]}, {shown(numbers[1])} at {places[0]}",
    )


def shown_call(name: str, args: tuple[Any, ...]) -> str:
    """Write a call as a learner would type it: ``my_softmax([1, 2, 3])``."""
    return f"{name}({', '.join(shown(arg) for arg in args)})"


def a_kind(type_name: str) -> str:
    """Write a type with its article: ``a list``, ``an EagerTensor``."""
    # "ndarray" begins with the sound of its first letter.
    with_vowel = type_name[:1].lower() in "aeiou" or type_name.startswith("nd")
    return f"{'an' if with_vowel else 'a'} {type_name}"


def _more(value: list[Any], limit: int) -> str:
    return ", ...]" if len(value) > limit else "]"


def _dictionary(texts: dict[Any, Any]) -> str:
    return "{" + ", ".join(f"{key!r}: {text}" for key, text in texts.items()) + "}"


def _number(number: float) -> str:
    if number != number:
        return "nan"
    text = f"{number:.4g}"
    return text if any(mark in text for mark in ".einf") else text + "."


def _array(array: np.ndarray[Any, Any]) -> str:
    # Without numbers there may be any number of rows.
    if array.size > _MOST_NUMBERS or (array.size == 0 and array.ndim > 1):
        return _large(array)
    if array.dtype.kind != "f":
        return str(array.tolist())
    if array.ndim == 0:
        return _number(float(array))
    return "[" + ", ".join(_array(row) for row in array) + "]"


def _is_large(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.size > _MOST_NUMBERS and value.dtype.kind in "iufb"


def _large(array: np.ndarray[Any, Any]) -> str:
    places = np.argwhere(array).tolist() if array.dtype.kind in "iuf" else []
    if array.size and array.dtype.kind in "iuf" and not places:
        return f"an array of shape {array.shape}, all 0"
    if not 0 < len(places) <= 10:
        return f"an array of shape {array.shape}, {array.dtype}"
    entries = ", ".join(f"{shown(array[tuple(place)])} at {place}" for place in places)
    return f"an array of shape {array.shape}, all 0 but for {entries}"
