"""Beliefs about the softmax of large numbers: what overflows, and what only looks like a cure."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from typing import Any

import numpy as np

from public_tests.exercises._softmax_formula import Array, exps, floats, share
from public_tests.misconception import Misconception

Imitation = Callable[[Any], Array]


def naive(Z: Any) -> Array:
    """Return softmax of each row without any shift."""
    return share(exps(Z))


def shifted_by(constant: Callable[[Array], Any]) -> Imitation:
    """Return the softmax that subtracts ``constant(Z)`` before `exp`."""

    def shifted(Z: Any) -> Array:
        Z = floats(Z)
        return share(np.exp(Z - constant(Z)))

    return shifted


def _per_row(reduce: Callable[..., Any]) -> Imitation:
    return shifted_by(lambda Z: reduce(Z, axis=1, keepdims=True))


def _always(constant: float) -> Callable[[Array], float]:
    return lambda Z: constant


def _finite(values: Array) -> Array:
    return np.nan_to_num(values)


def _long_double(Z: Any) -> Array:
    e = np.exp(floats(Z).astype(np.longdouble))
    return (e / e.sum(axis=1, keepdims=True)).astype(float)


def _in_python(constant: Callable[[list[float]], float]) -> Callable[[Any], Any]:
    """Return the softmax that `math.exp` makes, which stops where NumPy gives inf or nan."""

    def rows(Z: Any) -> list[list[float]]:
        result = []
        for row in floats(Z).tolist():
            e = [math.exp(x - constant(row)) for x in row]
            result.append([x / sum(e) for x in e])
        return result

    return rows


def _even_where_nan(Z: Any) -> Array:
    p = naive(Z)
    return np.where(np.isnan(p).any(axis=1, keepdims=True), 1 / p.shape[1], p)


def _sums_below(Z: Any) -> Array:
    return np.exp(floats(Z) - np.max(Z)).sum(axis=1, keepdims=True)


def _clipped(low: float, high: float) -> Imitation:
    return lambda Z: share(np.exp(np.clip(floats(Z), low, high)))


def _not_below(floor: float) -> tuple[Imitation, ...]:
    """Return the softmaxes whose shift is never smaller than `floor`."""
    return (
        shifted_by(lambda Z: np.maximum(Z.max(axis=1, keepdims=True), floor)),
        _in_python(lambda row: max(floor, *row)),
    )


_FLOORS = (0.0, -1.0, -100.0, -999.0, -9999.0, -1e6, -1e9)
# Limits between these give the same on every probe.
_LIMITS = (20, 100, 500, 700, 709)

STABILITY: tuple[Misconception, ...] = (
    Misconception(
        "naive",
        "It is right for small numbers, and breaks on large ones.",
        "The formula is right, but a float is not: `exp(710)` is more than it can hold, so inf / inf gives "
        "nan, and far below 0 every `exp` becomes 0. More digits only move the border.",
        "What changes in softmax when the same number is subtracted from a whole row? Choose that number "
        "so that no exponent is above 0.",
        (naive, _long_double, _in_python(lambda row: 0)),
    ),
    Misconception(
        "unsafe_shift",
        "It subtracts a number that does not keep `exp` in range.",
        "Any constant leaves softmax unchanged on paper. In a float, the largest exponent decides: after "
        "subtracting the minimum, the mean or the sum it can still be 800.",
        "Which number must you subtract from [-800, 0, 800] so that the largest exponent is 0?",
        (
            _per_row(np.min),
            _per_row(np.mean),
            _per_row(np.sum),
            _per_row(np.median),
            shifted_by(lambda Z: Z[:, :1]),
            shifted_by(lambda Z: Z[:, -1:]),
            shifted_by(lambda Z: np.abs(Z).max(axis=1, keepdims=True)),
            shifted_by(lambda Z: (Z.max(axis=1, keepdims=True) + Z.min(axis=1, keepdims=True)) / 2),
            shifted_by(np.min),
            shifted_by(np.mean),
            shifted_by(np.sum),
            *(_in_python(constant) for constant in (min, sum, statistics.fmean, lambda row: row[0])),
            *(shifted_by(_always(constant)) for constant in (100, 500, 700, 1000)),
        ),
    ),
    Misconception(
        "floor_under_the_max",
        "What is subtracted from a row far below 0 is not its largest number.",
        "A maximum that starts at 0 or at -999 stays there where every number of the row is smaller, and a "
        "shift that is made for large numbers only leaves such a row alone: all its exponentials become 0, "
        "and 0 / 0 is nan.",
        "Shift every row, and begin the search with the row's first number, or with `-np.inf`.",
        tuple(imitation for floor in _FLOORS for imitation in _not_below(floor)),
    ),
    Misconception(
        "global_max",
        "It subtracts the largest number of the whole batch from every row.",
        "A row far below that number is pushed so far down that all its exponentials become 0, and 0 / 0 is "
        "nan. In another batch, the same row would be right.",
        "Each row needs its own maximum. Which `axis` reduces over the columns, and what keeps the result "
        "in a column?",
        (
            shifted_by(np.max),
            shifted_by(lambda Z: np.abs(Z).max()),
            lambda Z: _finite(shifted_by(np.max)(Z)),
            lambda Z: np.exp(floats(Z) - np.max(Z)) / (_sums_below(Z) + 1e-9),
        ),
    ),
    Misconception(
        "shift_along_columns",
        "It subtracts the largest number of each column.",
        "A shift changes nothing only if a row's numbers all get the same one. Here each column has another.",
        "You want one maximum per row: reduce over the columns, which are axis 1.",
        (
            shifted_by(lambda Z: Z.max(axis=0)),
            shifted_by(lambda Z: Z.min(axis=0)),
            shifted_by(lambda Z: Z.mean(axis=0)),
        ),
    ),
    Misconception(
        "clipped",
        "Numbers beyond a limit are cut to it before `exp` is taken.",
        "No nan appears, but numbers beyond the limit become equal, and so do their probabilities: the "
        "symptom is gone, the error stays.",
        "Keep the differences within a row: subtract instead of cutting.",
        (
            *(_clipped(-limit, limit) for limit in _LIMITS),
            *(_clipped(-np.inf, limit) for limit in _LIMITS),
            lambda Z: share(_finite(exps(Z))),
            *(lambda Z, top=top: share(np.minimum(exps(Z), top)) for top in (1e100, 1e308)),
        ),
    ),
    Misconception(
        "adds_epsilon",
        "A small constant is added to the sum.",
        "That keeps 0 / 0 away, but not inf / inf, and rows far below 0 come out as all zeros. The cause is "
        "the size of the exponents.",
        "Mend the exponents, and the sum is never 0: leave the constant out.",
        tuple(
            lambda Z, eps=eps: exps(Z) / (exps(Z).sum(axis=1, keepdims=True) + eps)
            # The last one adds nothing to the sum of a row near -400, which is 1e-174.
            for eps in (1e-2, 1e-3, 1e-4, 1e-5, 1e-9, 1e-300)
        ),
    ),
    Misconception(
        "patches_nan",
        "It replaces what is not a number afterwards.",
        "`nan_to_num` and its like hide where the numbers were lost: what comes out are no probabilities "
        "of these rows.",
        "Prevent the overflow instead: what can you subtract from a row before `exp` is taken?",
        (
            lambda Z: _finite(naive(Z)),
            lambda Z: np.nan_to_num(naive(Z), nan=1.0),
            lambda Z: np.nan_to_num(naive(Z), nan=1 / np.shape(Z)[1]),
            lambda Z: _finite(share(_finite(exps(Z)))),
            lambda Z: share(_finite(naive(Z))),
            _even_where_nan,
        ),
    ),
    Misconception(
        "scales_instead",
        "It makes the numbers small by dividing them.",
        "Subtracting the same number from a row changes nothing in softmax; dividing changes every ratio: "
        "[1, 2] and [10, 20] are not alike.",
        "Subtract instead of dividing. Which number of the row?",
        (
            lambda Z: share(np.exp(floats(Z) / np.max(Z, axis=1, keepdims=True))),
            lambda Z: share(np.exp(floats(Z) / np.abs(Z).max(axis=1, keepdims=True))),
            lambda Z: share(np.exp(floats(Z) / np.max(Z))),
            lambda Z: share(np.exp(floats(Z) / np.max(np.abs(Z)))),
            lambda Z: share(np.exp(floats(Z) / np.sum(Z, axis=1, keepdims=True))),
            lambda Z: share(np.exp(floats(Z) / np.linalg.norm(Z, axis=1, keepdims=True))),
            lambda Z: share(np.exp((floats(Z) - np.mean(Z)) / np.std(Z))),
            lambda Z: share(
                np.exp((floats(Z) - np.mean(Z, axis=1, keepdims=True)) / np.std(Z, axis=1, keepdims=True))
            ),
            *(lambda Z, by=by: share(np.exp(floats(Z) / by)) for by in (2, 10, 100, 1000)),
        ),
    ),
)
