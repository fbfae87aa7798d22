"""Precision, recall and F1, and the ways in which they come out wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def ratio(part: Array, whole: Array, empty: float = 0.0) -> Array:
    return np.divide(part, whole, out=np.full(part.shape, empty), where=whole != 0)


def measures(matrix: Any, empty: float = 0.0) -> Array:
    """Return precision, recall and F1 of each class, stacked: shape (3, 10).

    Manning, Raghavan and Schuetze, Introduction to Information Retrieval (2008), section 8.3. With 0 / 0
    the value is `empty`.
    """
    matrix = np.asarray(matrix, dtype=float)
    hits, predicted, true = np.diag(matrix), matrix.sum(axis=0), matrix.sum(axis=1)
    return np.stack(
        [
            ratio(hits, predicted, empty),
            ratio(hits, true, empty),
            ratio(2 * hits, predicted + true, empty),
        ]
    )


def _f1_of(precision: Array, recall: Array) -> Array:
    return 2 * precision * recall / (precision + recall)


def with_nan(matrix: Any) -> Array:
    m = np.asarray(matrix, dtype=float)
    with np.errstate(invalid="ignore"):
        precision, recall = np.diag(m) / m.sum(axis=0), np.diag(m) / m.sum(axis=1)
        return np.stack([precision, recall, _f1_of(precision, recall)])


# Of precision, recall and F1, those that hold nan where another one is guarded.
NAN_PLACES = ([0], [1], [2], [0, 1], [0, 2], [1, 2])


def with_nan_in(places: list[int]) -> Callable[[Any], Array]:
    def some_unguarded(matrix: Any) -> Array:
        guarded = measures(matrix)
        guarded[places] = with_nan(matrix)[places]
        return guarded

    return some_unguarded


def with_f1(matrix: Any, f1: Any) -> Array:
    precision, recall, _ = measures(matrix)
    return np.stack([precision, recall, f1(precision, recall)])


def accuracies(matrix: Any) -> Array:
    return np.stack([np.diag(np.asarray(matrix)) / np.sum(matrix)] * 3)


def counting_true_negatives(matrix: Any) -> Array:
    m = np.asarray(matrix, dtype=float)
    rest = m.sum() - m.sum(axis=0) - m.sum(axis=1) + np.diag(m)
    share = (np.diag(m) + rest) / m.sum()
    precision, recall, _ = measures(m)
    return np.stack([precision, recall, share])


def counting_true_negatives_in(*places: int) -> Callable[[Any], Array]:
    """Return the measures with the accuracy for each digit in some places, F1 computed from the first two."""

    def mixed(matrix: Any) -> Array:
        parts = measures(matrix)
        parts[list(places)] = counting_true_negatives(matrix)[2]
        return parts if 2 in places else with_own_f1(parts[0], parts[1])

    return mixed


def specificity_for_recall(matrix: Any) -> Array:
    m = np.asarray(matrix, dtype=float)
    others = m.sum() - m.sum(axis=1)
    right_others = others - m.sum(axis=0) + np.diag(m)
    return with_own_f1(measures(m)[0], ratio(right_others, others))


def with_own_f1(precision: Array, recall: Array) -> Array:
    """Stack a precision and a recall, right or wrong, with the F1 that follows from them."""
    return np.stack([precision, recall, ratio(2 * precision * recall, precision + recall)])


def hits_counted_twice(matrix: Any) -> Array:
    m = np.asarray(matrix, dtype=float)
    hits = np.diag(m)
    return with_own_f1(ratio(hits, hits + m.sum(axis=0)), ratio(hits, hits + m.sum(axis=1)))


def hits_counted_twice_throughout(matrix: Any) -> Array:
    m = np.asarray(matrix, dtype=float)
    parts = hits_counted_twice(m)
    parts[2] = ratio(2 * np.diag(m), 2 * np.diag(m) + m.sum(axis=0) + m.sum(axis=1))
    return parts


def all_zero_for_one_empty_class(matrix: Any) -> Array:
    return measures(matrix) * (not np.isnan(with_nan(matrix)).any())


def off_diagonal(matrix: Any) -> Array:
    m = np.asarray(matrix, dtype=float)
    hits = np.diag(m)
    return with_own_f1(ratio(hits, m.sum(axis=0) - hits), ratio(hits, m.sum(axis=1) - hits))


def off_diagonal_throughout(matrix: Any) -> Array:
    """Return hits over mistakes, in F1 too, with what NumPy's `nan_to_num` makes of x / 0."""
    m = np.asarray(matrix, dtype=float)
    hits, predicted, true = np.diag(m), m.sum(axis=0), m.sum(axis=1)
    parts = hits / (predicted - hits), hits / (true - hits), 2 * hits / (predicted + true - 2 * hits)
    return np.nan_to_num(np.stack(parts))


def off_diagonal_over_1_at_least(matrix: Any) -> Array:
    """Return hits over mistakes, where a divisor of 0 is kept away by `np.maximum(..., 1)`."""
    m = np.asarray(matrix, dtype=float)
    hits = np.diag(m)
    parts = (hits / np.maximum(m.sum(axis=axis) - hits, 1) for axis in (0, 1))
    return with_own_f1(*parts)


def floored_parts(matrix: Any) -> Array:
    precision, recall, _ = np.floor(measures(matrix))
    return with_own_f1(precision, recall)


def in_order(*places: int) -> Callable[[Any], Array]:
    return lambda matrix: measures(matrix)[list(places)]


def along_one_axis(axis: int) -> Callable[[Any], Array]:
    def both(matrix: Any) -> Array:
        share = measures(matrix)[axis]
        return np.stack([share, share, share])

    return both


def with_a_constant(constant: float, in_f1: bool) -> Callable[[Any], Array]:
    def smoothed(matrix: Any) -> Array:
        m = np.asarray(matrix, dtype=float)
        p, r = (np.diag(m) / (m.sum(axis=axis) + constant) for axis in (0, 1))
        f1 = 2 * p * r / (p + r + constant) if in_f1 else ratio(2 * p * r, p + r)
        return np.stack([p, r, f1])

    return smoothed


def with_a_constant_in_f1(constant: float) -> Callable[[Any], Array]:
    return lambda matrix: with_f1(matrix, lambda p, r: 2 * p * r / (p + r + constant))


def with_a_constant_in_counts(constant: float) -> Callable[[Any], Array]:
    def smoothed(matrix: Any) -> Array:
        m = np.asarray(matrix, dtype=float)
        hits, predicted, true = np.diag(m), m.sum(axis=0), m.sum(axis=1)
        return np.stack(
            [
                hits / (predicted + constant),
                hits / (true + constant),
                2 * hits / (predicted + true + constant),
            ]
        )

    return smoothed


def of_digits(kept: Sequence[int]) -> Callable[[Any], Array]:
    return lambda matrix: measures(matrix) * np.isin(np.arange(10), kept)


def first_digits(count: int) -> Callable[[Any], Array]:
    return lambda matrix: measures(matrix)[:, :count]


def filled_only(each: bool) -> Callable[[Any], list[Array]]:
    """Return the measures without the places where there is 0 / 0, in each or in any of the three."""

    def shortened(matrix: Any) -> list[Array]:
        kept = ~np.isnan(with_nan(matrix))
        kept = kept if each else np.tile(kept.all(axis=0), (3, 1))
        return [part[there] for part, there in zip(measures(matrix), kept, strict=True)]

    return shortened


def mistakes(matrix: Any) -> Array:
    p, r, _ = 1 - measures(matrix)
    return with_own_f1(p, r)


def averages_with_their_f1(matrix: Any) -> Array:
    p, r, _ = measures(matrix).mean(axis=1)
    return np.array([p, r, 2 * p * r / (p + r)])


def divided_by_zero(matrix: Any) -> Array:
    m = np.asarray(matrix)
    if not (m.sum(axis=0).all() and m.sum(axis=1).all()):
        raise ZeroDivisionError
    return measures(m)
