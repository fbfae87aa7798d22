"""The right axis but another formula: what a vector's softmax can suffer, a row's can too."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np

from public_tests.exercises._batch_rows import lowered
from public_tests.exercises._softmax_divisors import DIVISORS
from public_tests.exercises._softmax_exponents import EXPONENTS
from public_tests.exercises._softmax_formula import Array, exps, floats, share, sigmoid, softmax
from public_tests.exercises._softmax_results import RESULTS
from public_tests.exercises._softmax_sums import SUMS
from public_tests.misconception import Misconception

_KNOWN = {belief.id: belief for belief in (*DIVISORS, *SUMS, *EXPONENTS, *RESULTS)}


def _in_rows(id: str, *imitations: Callable[[Any], Any]) -> Misconception:
    """Return what `my_softmax` knows as this belief, with imitations that take a batch."""
    return dataclasses.replace(_KNOWN[id], imitations=imitations)


def _sum(values: Array) -> Array:
    return values.sum(axis=1, keepdims=True)


def _mean(values: Any) -> Array:
    return np.mean(values, axis=1, keepdims=True)


def _top(Z: Any) -> Array:
    return np.max(floats(Z), axis=1, keepdims=True)


def _to_base(Z: Any, base: float) -> Array:
    return softmax(floats(Z) * np.log(base))


FORMULA: tuple[Misconception, ...] = (
    # Shifted, the largest exponential is 1: to stop there and to divide by it look the same.
    dataclasses.replace(
        _in_rows("exp_only", exps, lowered),
        finding="It takes `exp`, and does not divide by the sum of each row.",
    ),
    _in_rows("exp_below_only", lambda Z: floats(Z) / _sum(exps(Z)), lambda Z: floats(Z) / _sum(lowered(Z))),
    _in_rows(
        "equal_counted_once",
        lambda Z: lowered(Z) / np.array([[sum(set(row))] for row in lowered(Z).tolist()]),
        lambda Z: [softmax(list(dict.fromkeys(row))) for row in floats(Z).tolist()],
    ),
    _in_rows("divides_by_max", lambda Z: floats(Z) / _top(Z), lambda Z: exps(Z) / _top(exps(Z))),
    _in_rows(
        "divides_by_count",
        lambda Z: lowered(Z) / np.shape(Z)[1],
        lambda Z: lowered(Z) / np.shape(Z)[0],
        lambda Z: lowered(Z) / _mean(lowered(Z)),
        lambda Z: exps(Z) / np.shape(Z)[1],
        lambda Z: exps(Z) / _mean(exps(Z)),
    ),
    _in_rows("divides_by_sum", lambda Z: share(floats(Z)), lambda Z: share(floats(Z) - _top(Z))),
    _in_rows(
        "sums_before_exp",
        lambda Z: exps(Z) / _sum(floats(Z)),
        lambda Z: lowered(Z) / _sum(floats(Z) - _top(Z)),
        lambda Z: lowered(Z) / _sum(floats(Z)),
        lambda Z: lowered(Z) / np.exp(_sum(floats(Z) - _top(Z))),
    ),
    _in_rows(
        "shift_on_one_side",
        lambda Z: lowered(Z) / _sum(exps(Z)),
        lambda Z: exps(Z) / _sum(lowered(Z)),
        lambda Z: share(exps(Z) - _top(Z)),
    ),
    _in_rows("running_total", lambda Z: lowered(Z) / np.cumsum(lowered(Z), axis=1)),
    _in_rows(
        "sum_of_one_number",
        lambda Z: np.ones(np.shape(Z)),
        lambda Z: lowered(Z) / lowered(Z)[:, -1:],
        lambda Z: exps(Z) / exps(Z)[:, -1:],
    ),
    _in_rows("total_starts_above_zero", lambda Z: lowered(Z) / (1 + _sum(lowered(Z)))),
    _in_rows("upside_down", lambda Z: _sum(lowered(Z)) / lowered(Z), lambda Z: lowered(Z) * _sum(lowered(Z))),
    _in_rows("percent", lambda Z: 100 * softmax(Z)),
    _in_rows(
        "sigmoid",
        sigmoid,
        lambda Z: sigmoid(floats(Z) - _top(Z)),
        lambda Z: share(sigmoid(Z)),
        lambda Z: np.exp(floats(Z)) / (1 + np.exp(floats(Z))),
    ),
    _in_rows(
        "log_softmax",
        lambda Z: floats(Z) - _top(Z) - np.log(_sum(lowered(Z))),
        lambda Z: np.log(softmax(Z)),
        lambda Z: -np.log(softmax(Z)),
        lambda Z: floats(Z) - np.log(_sum(exps(Z))),
        lambda Z: np.log(share(exps(Z))),
    ),
    _in_rows(
        "negated_exponent",
        lambda Z: softmax(-floats(Z)),
        lambda Z: share(np.exp(_top(Z) - floats(Z))),
        lambda Z: share(np.exp(-floats(Z))),
        lambda Z: 1 - softmax(Z),
    ),
    _in_rows(
        "other_base",
        *(lambda Z, b=base: _to_base(Z, b) for base in (2.0, 10.0, 2.718)),
        *(lambda Z, b=base: share(b ** floats(Z)) for base in (2.0, 10.0)),
    ),
    _in_rows(
        "one_hot",
        lambda Z: np.eye(np.shape(Z)[1])[np.argmax(Z, axis=1)],
        lambda Z: (floats(Z) == _top(Z)).astype(float),
        lambda Z: share(floats(Z) == _top(Z)),
    ),
    _in_rows("positive_without_exp", lambda Z: share(floats(Z) ** 2), lambda Z: share(np.abs(floats(Z)))),
    _in_rows("drops_sign", lambda Z: softmax(np.abs(floats(Z)))),
    _in_rows(
        "twice",
        lambda Z: softmax(softmax(Z)),
        lambda Z: share(np.exp(lowered(Z))),
        lambda Z: softmax(share(exps(Z))),
    ),
    _in_rows("returns_the_numbers", floats, lambda Z: floats(Z) - _top(Z)),
    _in_rows(
        "wrong_order",
        lambda Z: np.sort(softmax(Z), axis=1),
        lambda Z: softmax(Z)[:, ::-1],
        lambda Z: softmax(Z)[::-1],
        lambda Z: np.sort(softmax(Z), axis=0),
    ),
    _in_rows("cumulative", lambda Z: np.cumsum(softmax(Z), axis=1)),
    _in_rows("all_alike", lambda Z: np.ones(np.shape(Z)) / np.shape(Z)[1]),
    _in_rows("never_filled", lambda Z: np.zeros(np.shape(Z))),
)
