"""How often each digit was read as each digit, and the ways in which that is miscounted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
CLASSES = 10


def count_pairs(y_true: Any, y_pred: Any) -> Array:
    """Return the (10, 10) counts: row is the true digit, column the predicted one."""
    matrix = np.zeros((CLASSES, CLASSES), dtype=np.int64)
    np.add.at(matrix, (np.asarray(y_true), np.asarray(y_pred)), 1)
    return matrix


def once(y_true: Any, y_pred: Any) -> Array:
    return np.minimum(count_pairs(y_true, y_pred), 1)


def mistakes_only(y_true: Any, y_pred: Any) -> Array:
    matrix = count_pairs(y_true, y_pred)
    np.fill_diagonal(matrix, 0)
    return matrix


def over_row_sums(y_true: Any, y_pred: Any) -> Array:
    matrix = count_pairs(y_true, y_pred)
    return matrix / matrix.sum(axis=1, keepdims=True)


def over_row_sums_without_nan(y_true: Any, y_pred: Any) -> Array:
    return np.nan_to_num(over_row_sums(y_true, y_pred))


def over_column_sums(y_true: Any, y_pred: Any) -> Array:
    matrix = count_pairs(y_true, y_pred)
    return matrix / matrix.sum(axis=0, keepdims=True)


def diagonal(y_true: Any, y_pred: Any) -> Array:
    return np.diag(np.diag(count_pairs(y_true, y_pred)))


def present_only(y_true: Any, y_pred: Any) -> Array:
    present = np.unique(np.concatenate([y_true, y_pred]))
    return count_pairs(y_true, y_pred)[np.ix_(present, present)]


def up_to_largest(y_true: Any, y_pred: Any) -> Array:
    size = int(max(np.max(y_true), np.max(y_pred))) + 1
    return count_pairs(y_true, y_pred)[:size, :size]


def up_to_largest_pair(y_true: Any, y_pred: Any) -> Array:
    return np.bincount(CLASSES * y_true + y_pred).reshape(CLASSES, CLASSES)


def true_classes_only(y_true: Any, y_pred: Any) -> Array:
    matrix = np.zeros((len(np.unique(y_true)),) * 2)
    for true, predicted in zip(y_true, y_pred, strict=True):
        matrix[true, predicted] += 1
    return matrix


def sized(size: int) -> Callable[[Any, Any], Array]:
    def count(y_true: Any, y_pred: Any) -> Array:
        matrix = np.zeros((size, size), dtype=np.int64)
        np.add.at(matrix, (np.asarray(y_true), np.asarray(y_pred)), 1)
        return matrix

    return count


def first_nine(y_true: Any, y_pred: Any) -> Array:
    return count_pairs(y_true, y_pred)[:9, :9]


def with_sums(y_true: Any, y_pred: Any) -> Array:
    """Return the counts with a column and a row of their sums: shape (11, 11)."""
    matrix = count_pairs(y_true, y_pred)
    beside = np.hstack([matrix, matrix.sum(axis=1, keepdims=True)])
    return np.vstack([beside, beside.sum(axis=0)])


def of_one_to_ten(y_true: Any, y_pred: Any) -> Array:
    """Return what cells for 1 to 10 hold: no pair with a 0 has one."""
    matrix = np.zeros((CLASSES, CLASSES), dtype=np.int64)
    matrix[:-1, :-1] = count_pairs(y_true, y_pred)[1:, 1:]
    return matrix


def between_smallest_and_largest(y_true: Any, y_pred: Any) -> Array:
    """Return what ten bins make of the span of the data, as `np.histogram2d` chooses it."""
    return np.histogram2d(y_true, y_pred, bins=CLASSES)[0]


def between(first: int, last: int) -> Callable[[Any, Any], Array]:
    kept = np.isin(np.arange(CLASSES), np.arange(first, last + 1))
    return lambda y_true, y_pred: count_pairs(y_true, y_pred) * np.outer(kept, kept)


def in_shared_rows(y_true: Any, y_pred: Any) -> Array:
    return np.tile(count_pairs(y_true, y_pred).sum(axis=0), (CLASSES, 1))


def either(y_true: Any, y_pred: Any) -> Array:
    matrix = count_pairs(y_true, y_pred)
    return matrix.sum(axis=1, keepdims=True) + matrix.sum(axis=0, keepdims=True) - matrix


def all_with_all(y_true: Any, y_pred: Any) -> Array:
    matrix = count_pairs(y_true, y_pred)
    return np.outer(matrix.sum(axis=1), matrix.sum(axis=0))
