"""Compare a learner's numbers with the expected ones, and name the property that broke."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from public_tests.plain import OPAQUE
from public_tests.shown import a_kind
from public_tests.target import Outcome

RELATIVE = 1e-4
ABSOLUTE = 1e-6
# A float16 keeps three digits.
_RELATIVE_HALF = 2e-3


@dataclass(frozen=True)
class Finding:
    """The first property that broke: a short id and a sentence."""

    property: str
    sentence: str


def numbers_of(value: Any) -> np.ndarray[Any, Any] | None:
    """Return a plain value as an array of numbers, None where it holds none.

    A list of arrays of one shape is stacked; texts, ragged lists and missing values are not numbers.
    """
    try:
        array = np.asarray(value)
        if array.dtype == object:
            if any(item is None for item in array.flat):
                return None
            array = array.astype(float)
    except (TypeError, ValueError, OverflowError, RecursionError):
        return None
    return array if array.dtype.kind in "biuf" else None


def same_numbers(a: Any, b: Any) -> bool:
    """Tell whether two values hold the same numbers in the same shape (nan equals nan).

    Dictionaries do where they have the same keys, and the same numbers under each.
    """
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same_numbers(a[key], b[key]) for key in a)
    if _are_lists_of_arrays(a, b):
        # One after the other: to make one array of each list would cost more than to find the difference.
        return _same_in_turn(a, b)
    left, right = numbers_of(a), numbers_of(b)
    if left is None or right is None:
        return _same_in_turn(a, b)
    if left.shape != right.shape:
        return False
    relative = _RELATIVE_HALF if np.float16 in (left.dtype, right.dtype) else RELATIVE
    # Naming a mistake compares often, and most often the first number tells already.
    if left.size and _apart(float(left.flat[0]), float(right.flat[0]), relative):
        return False
    left, right = left.astype(float), right.astype(float)
    with np.errstate(all="ignore"):
        near = (np.abs(left - right) <= ABSOLUTE + relative * np.abs(right)) & np.isfinite(right)
    return bool((near | (left == right) | (np.isnan(left) & np.isnan(right))).all())


def _are_lists_of_arrays(*values: Any) -> bool:
    return all(isinstance(v, list) and v and isinstance(v[0], np.ndarray) for v in values)


def _same_in_turn(a: Any, b: Any) -> bool:
    """Compare lists that are no array: of arrays of several shapes, of dictionaries."""
    if not (isinstance(a, list) and isinstance(b, list) and len(a) == len(b)):
        return False
    return all(same_numbers(*pair) for pair in zip(a, b, strict=True))


def _apart(left: float, right: float, relative: float) -> bool:
    return abs(left - right) > ABSOLUTE + relative * abs(right)


def compare(expected: Any, outcome: Outcome) -> Finding | None:
    """Return what is wrong with an outcome that should hold `expected`, None where nothing is."""
    value = outcome.value
    if value is None:
        return Finding(
            "none",
            "It returned None. A value that is only printed is gone when the function ends: "
            "end it with `return`.",
        )
    if isinstance(value, str) or value is OPAQUE or numbers_of(value) is None:
        return Finding("type", _no_numbers(value, outcome.type_name))
    return _compare_numbers(np.asarray(expected), numbers_of(value))  # type: ignore[arg-type]


def compare_by_key(expected: Mapping[str, Any], outcome: Outcome) -> Finding | None:
    """Return what is wrong with a dictionary of arrays, key by key in the order of `expected`.

    Keys beyond those of `expected` are free.
    """
    value = outcome.value
    if value is None:
        return compare(0, outcome)
    if not isinstance(value, dict):
        kind = a_kind(outcome.type_name)
        return Finding(
            "type", f"It returned {kind}. A dictionary is meant, with the keys {', '.join(expected)}."
        )
    missing = [key for key in expected if key not in value]
    if missing:
        there = ", ".join(value) or "none"
        return Finding("keys", f"In the dictionary {', '.join(missing)} is missing. Its keys are: {there}.")
    for key, want in expected.items():
        finding = _compare_entry(want, value[key], outcome)
        if finding:
            return Finding(finding.property, f"In `{key}`: {finding.sentence}")
    return None


def _compare_entry(want: Any, entry: Any, outcome: Outcome) -> Finding | None:
    if entry is None:
        return Finding("empty", "There is None. Is the value made by a function without `return`?")
    if numbers_of(entry) is None:
        return Finding("type", "It holds something that cannot be read as an array of numbers.")
    return compare(want, dataclasses.replace(outcome, value=entry))


def _no_numbers(value: Any, type_name: str) -> str:
    sentence = f"It returned {a_kind(type_name)} that cannot be read as an array of numbers."
    if type_name in ("generator", "map", "filter", "zip", "dict_values"):
        return f"{sentence} Nothing is computed until somebody asks: `np.array(list(...))` does."
    if _holds_text(value):
        return f"{sentence} It holds text; formatting is for printing, after the function is done."
    if isinstance(value, dict):
        return f"{sentence} Return the numbers themselves, without names or keys."
    if type_name == "tuple":
        return f"{sentence} It holds {len(value)} things, because a comma stands after `return`. Return one."
    if type_name in ("function", "method", "builtin_function_or_method", "type"):
        return f"{sentence} Is a pair of brackets missing behind its name, as in `z.sum()`?"
    return sentence


def _holds_text(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and any(_holds_text(item) for item in value))


def _compare_numbers(want: np.ndarray[Any, Any], got: np.ndarray[Any, Any]) -> Finding | None:
    if got.shape != want.shape:
        return Finding("shape", f"The shape is {got.shape}, expected {want.shape}.")
    if np.isnan(got).any() and not np.isnan(want).any():
        return Finding(
            "nan", "There is a nan (not a number) in the result: 0 / 0, inf / inf and inf - inf make one."
        )
    if np.isinf(got).any() and not np.isinf(want).any():
        return Finding("inf", "There is an inf (infinity) in the result.")
    if same_numbers(want, got):
        return None
    if want.dtype.kind == "f" and got.dtype.kind in "iu":
        return _whole_numbers(want, got)
    if want.any() and not got.any():
        return Finding("zeros", "There are only zeros in the result.")
    decimals = next((d for d in range(6) if same_numbers(np.round(want, d), got)), None)
    if decimals is not None:
        return Finding("rounded", _rounded(decimals))
    if same_numbers(-want, got):
        return Finding("sign", "Every sign is reversed.")
    if want.ndim == 2 and want.shape[0] == want.shape[1] and same_numbers(want.T, got):
        return Finding("transposed", "Rows and columns have changed places.")
    if want.size > 1 and same_numbers(np.sort(want, axis=None), np.sort(got, axis=None)):
        return Finding("order", "The right numbers stand in the wrong order.")
    return _worst_place(want, got)


def _whole_numbers(want: np.ndarray[Any, Any], got: np.ndarray[Any, Any]) -> Finding:
    sentence = f"The result holds whole numbers ({got.dtype})"
    if (np.abs(want - got.astype(float)) < 1).all():
        return Finding("dtype", f"{sentence}: fractions are cut.")
    return Finding("whole", f"{sentence}, and not those that are expected, with their fractions cut either.")


def _rounded(decimals: int) -> str:
    # Whole numbers have many causes: who takes the largest alone has rounded nothing.
    if decimals == 0:
        return "The result holds whole numbers only; what lies between them is lost."
    places = "1 decimal" if decimals == 1 else f"{decimals} decimals"
    return f"The result is rounded to {places}. Leave it as it is."


def _worst_place(want: np.ndarray[Any, Any], got: np.ndarray[Any, Any]) -> Finding:
    if want.size == 1:
        return Finding("values", "The value is another one.")
    gap = np.abs(want.astype(float) - got.astype(float))
    place = np.unravel_index(int(np.nanargmax(gap)), want.shape)
    index = ", ".join(str(int(i)) for i in place)
    return Finding("values", f"The values differ, most of all at index [{index}].")
