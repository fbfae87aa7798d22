"""What one call of `split_digits` did: which rows went where, and the first property that broke."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from public_tests.comparing import Finding, numbers_of
from public_tests.exercises._split_probes import UNIT, Array
from public_tests.target import Outcome

NAMES = ("X_train", "X_test", "y_train", "y_test")


@dataclass(frozen=True)
class Rows:
    """Where the rows of X went: their indices in X, in the order of the parts."""

    train: Array
    test: Array


def read_rows(X: Array, y: Array, outcome: Outcome) -> Rows | Finding:
    """Find each returned row in X; or say why there is nothing to find."""
    parts = _four_parts(outcome)
    if isinstance(parts, Finding):
        return parts
    misplaced = _kinds(parts, X.shape[1])
    if misplaced:
        return misplaced
    found = [_indices(X, part, name) for part, name in zip(parts[:2], NAMES[:2], strict=True)]
    foreign = next((rows for rows in found if isinstance(rows, Finding)), None)
    if foreign:
        return foreign
    train, test = found
    assert isinstance(train, np.ndarray) and isinstance(test, np.ndarray)
    strangers = _out_of_step(y, train, parts[2], "train") or _out_of_step(y, test, parts[3], "test")
    return strangers or Rows(train, test)


def broken(y: Array, share: float, rows: Rows) -> Finding | None:
    """Return the first property of a fair split that these rows break."""
    return _membership(y.ravel(), rows) or _shares(y.ravel(), share, rows)


def flat_labels(outcome: Outcome) -> bool:
    """Tell whether the labels came back without their second axis."""
    return any(np.ndim(part) == 1 for part in list(outcome.value)[2:])


def _four_parts(outcome: Outcome) -> list[Array] | Finding:
    value = outcome.value
    if isinstance(value, np.ndarray) and value.dtype == object:
        value = list(value)
    if value is None:
        return Finding("none", "nothing: None")
    if not isinstance(value, list):
        return Finding("type", f"one thing only: a {outcome.type_name}")
    if len(value) == 2:
        return _two_parts(value)
    if len(value) != 4:
        return Finding("count", f"{len(value)} things")
    parts = [numbers_of(part) for part in value]
    for name, part in zip(NAMES, parts, strict=True):
        if part is None:
            return Finding("type", f"as {name} something that is no array of numbers")
    return [part for part in parts if part is not None]


def _two_parts(value: list[Any]) -> Finding:
    if all(isinstance(pair, list) and len(pair) == 2 and np.ndim(pair[0]) for pair in value):
        return Finding("nested", "two pairs")
    if all(np.ndim(part) == 1 for part in value):
        return Finding("indices", "two vectors of numbers, one for each set")
    return Finding("count", "2 things")


def _kinds(parts: list[Array], n: int) -> Finding | None:
    """Tell rows of X from labels by their shapes, and both from anything else."""
    kinds = "".join(_kind(part, n) or want for part, want in zip(parts, "XXyy", strict=True))
    shapes = ", ".join(str(part.shape) for part in parts)
    if kinds[:2] == "yy" and kinds[2:] != "XX" and parts[0].dtype.kind in "iub":
        return Finding("indices", f"no rows of X: the shapes are {shapes}")
    if kinds.count("X") == 2 and kinds.count("y") == 2 and kinds != "XXyy":
        return Finding("order", f"parts of the shapes {shapes}")
    for name, part, kind, want in zip(NAMES, parts, kinds, "XXyy", strict=True):
        if kind != want:
            shape = f"(rows, {n})" if want == "X" else "(rows, 1)"
            return Finding("shape", f"{name} of shape {part.shape}, where {shape} is meant")
    sizes = [len(part) for part in parts]
    if sizes[:2] == sizes[2:]:
        return None
    crossed = sizes[:2] == sizes[:1:-1]
    return Finding("order" if crossed else "lengths", f"parts of the shapes {shapes}")


def _kind(part: Array, n: int) -> str | None:
    """Return "X" or "y", "?" for any other shape, and None for an empty part, which may be both."""
    if part.size == 0:
        return None
    if part.ndim == 2 and part.shape[1] == n:
        return "X"
    return "y" if part.ndim == 1 or (part.ndim == 2 and part.shape[1] == 1) else "?"


def _indices(X: Array, part: Array, name: str) -> Array | Finding:
    if part.size == 0:
        return np.zeros(0, dtype=int)
    part = part.astype(np.float32)
    with np.errstate(invalid="ignore"):
        guess = np.rint(np.clip(np.nan_to_num(part[:, 0]) * UNIT - 1, 0, len(X) - 1)).astype(int)
    strange = np.flatnonzero((X[guess] != part).any(axis=1))
    if len(strange):
        return Finding("foreign", f"{name}[{strange[0]}] holds numbers that no row of X holds")
    return guess


def _out_of_step(y: Array, rows: Array, labels: Array, part: str) -> Finding | None:
    wrong = np.flatnonzero(y.ravel()[rows] != labels.ravel())
    if not len(wrong):
        return None
    i = wrong[0]
    label = labels.ravel()[i]
    what = f"X_{part}[{i}] is a {y.ravel()[rows[i]]}, and y_{part}[{i}] says {label:g}"
    return Finding("out_of_step", what)


def _membership(y: Array, rows: Rows) -> Finding | None:
    m = len(y)
    for name, part in (("X_train", rows.train), ("X_test", rows.test)):
        times = np.bincount(part, minlength=m)
        if times.max() > 1:
            what = f"row {times.argmax()} of X {times.max()} times in {name}"
            return Finding(_kind_of_repeat(y, np.union1d(rows.train, rows.test)), what)
    both = np.intersect1d(rows.train, rows.test)
    if len(both):
        what = f"{len(both)} rows that are in X_train and in X_test, row {both[0]} among them"
        return Finding(_kind_of_overlap(y, rows, both), what)
    lost = np.setdiff1d(np.arange(m), np.concatenate([rows.train, rows.test]))
    return _lost(y, lost) if len(lost) else None


def _kind_of_repeat(y: Array, used: Array) -> str:
    """Tell a draw with replacement from numbers that all point to a few rows; `used` holds those rows."""
    if np.isin(used, [0, 1, len(y) - 2, len(y) - 1]).all():
        return "mask_as_numbers"
    return "places_in_a_digit" if used.max() < np.bincount(y).max() else "twice"


def _kind_of_overlap(y: Array, rows: Rows, both: Array) -> str:
    one_of_each = np.array_equal(np.sort(y[both]), np.unique(y)) and len(rows.test) > len(both)
    if one_of_each and len(rows.train) + len(rows.test) == len(y) + len(both):
        return "shared_border"
    return "left_in_training" if len(rows.train) == len(y) else "overlap"


def _lost(y: Array, lost: Array) -> Finding:
    missing = [digit for digit in np.unique(y) if np.isin(np.flatnonzero(y == digit), lost).all()]
    if len(missing) == len(np.unique(y)) - 1:
        return Finding("first_digit_only", f"rows of digit {np.delete(y, lost)[0]} only")
    if missing and len(lost) < len(y):
        return Finding("digit_left_out", f"no row of digit {missing[0]}, in neither part")
    return Finding("lost", f"{len(lost)} rows that are in neither part, row {lost[0]} among them")


def _shares(y: Array, share: float, rows: Rows) -> Finding | None:
    """Compare how many rows of each digit are in the test part. How a fraction is rounded is free."""
    m, total = len(y), len(rows.test)
    digits, counts = np.unique(y, return_counts=True)
    tested = np.array([np.count_nonzero(y[rows.test] == digit) for digit in digits])
    # A rounded total shifts each digit's share a little: scikit-learn rounds it up.
    slack = counts / m * (not _whole(m * share))
    gap = np.abs(tested - counts * share) - slack
    fair = gap < 1 - 1e-9
    if fair.all():
        return None
    worst = int(gap.argmax())
    what = f"{tested[worst]} of the {counts[worst]} rows of digit {digits[worst]} in X_test"
    if (fair | (tested == 0)).all() and fair.sum() > fair.size / 2:
        return Finding("digit_left_out", what)
    free = 1 + sum(not _whole(count * share) for count in counts)
    if abs(total - m * share) > free:
        swapped = abs(total - m * (1 - share)) <= free
        kind = "fixed_sizes" if total in (0, m) else "swapped" if swapped else "size"
        return Finding(
            kind,
            f"{total} of {m} rows in X_test; of digit {digits[worst]}, {tested[worst]} of {counts[worst]}",
        )
    return Finding("position" if _by_position(y, rows) else "unstratified", what)


def _whole(number: float) -> bool:
    return abs(number - round(number)) < 1e-9


def _by_position(y: Array, rows: Rows) -> bool:
    """Tell whether the test part is one end of X, or of X sorted by label."""
    train, test = rows.train, rows.test
    one_end = train.max() < test.min() or test.max() < train.min()
    return bool(one_end or y[train].max() <= y[test].min() or y[test].max() <= y[train].min())
