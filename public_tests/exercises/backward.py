"""`backward`: from the loss back to every weight.

A gradient is judged by its numbers, whatever road led to them. The message on a wrong one tells k (the
gradient over the numerical one), the cosine and the first wrong layer.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from lab_utils.numpy_network import backward as right_gradients
from lab_utils.numpy_network import forward
from public_tests.comparing import compare_by_key
from public_tests.exercises._backward_errors import ERROR
from public_tests.exercises._backward_figures import in_figures, numerical
from public_tests.exercises._backward_gates import GATE
from public_tests.exercises._backward_products import PRODUCTS
from public_tests.exercises._backward_recognised import belief_of
from public_tests.exercises._backward_returned import RETURNED, TOLD_OTHERWISE
from public_tests.exercises._backward_scale import FACTOR, SCALE
from public_tests.exercises._backward_steps import KEYS
from public_tests.exercises._named_arrays import WantedKeys
from public_tests.exercises._small_network import SIZES, SQUARE, Array, Weights, small_digits, small_weights
from public_tests.judging import Rules, no_figures, nothing_more
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target
from public_tests.trials import Trial, named_by_first_part
from public_tests.verdicts import Arguments

__all__ = ["MISCONCEPTIONS", "judge"]

_BY_NUMBERS = (*SCALE, *ERROR, *RETURNED, *GATE, *PRODUCTS)
MISCONCEPTIONS: tuple[Misconception, ...] = (*_BY_NUMBERS, FACTOR, *TOLD_OTHERWISE)
_NAMED = {belief.id: belief for belief in MISCONCEPTIONS}


def _right(X: Array, y: Array, weights: Weights, cache: Weights) -> Weights:
    """Return the right gradients in the order in which they are computed: the first wrong one tells most."""
    gradients = right_gradients(X, y, weights, cache)
    return {key: gradients[key] for key in KEYS}


def _call(labels: list[int], sizes: tuple[int, ...] = SIZES, seed: int = 0) -> Arguments:
    weights = small_weights(sizes, seed)
    X, y = small_digits(labels, sizes[0], seed, lowest=-1)
    return X, y, weights, forward(X, weights)


def _in_float64(args: Arguments) -> Arguments:
    X, y, weights, _ = args
    X = np.round(X.astype(np.float64), 2)
    weights = {key: np.round(weight.astype(np.float64), 2) for key, weight in weights.items()}
    return X, y, weights, forward(X, weights)


# The batch is as large as no layer, but in the last call: there every product that is turned round gives
# numbers, which tell more than an error. With these seeds no Z lies near 0, and most units are on
# for some digits and off for others.
_PROBES = (
    _call([2, 0, 3], seed=46),
    _call([3], seed=9),
    _call([1, 3, 0, 2, 2, 1, 0], seed=60),
    _call([3, 1, 0, 2], SQUARE, seed=55),
)


def _no_note(target: Target, outcomes: Sequence[Outcome]) -> str | None:
    return None


def _recognise(trials: Sequence[Trial]) -> Misconception | None:
    id = belief_of(trials)
    if id:
        return _NAMED[id]
    return named_by_first_part(_BY_NUMBERS, trials, _in_order_of_work)


def _in_order_of_work(gradients: Any) -> list[Any]:
    return [gradients[key] for key in KEYS]


@cache
def _numerical(number: int) -> Weights:
    X, y, weights, _ = _PROBES[number]
    return numerical(X, y, weights)


def _measured(trial: Trial) -> str:
    number = next(number for number, args in enumerate(_PROBES) if args is trial.args)
    return in_figures(trial.outcome.value, _numerical(number), len(trial.args[0]))


_RULES = Rules(
    name="backward",
    reference=_right,
    probes=_PROBES,
    misconceptions=_BY_NUMBERS,
    compare=compare_by_key,
    note=_no_note,
    recognise=_recognise,
    measure=_measured,
)


# The same calls in float64. Weights that are nudged in float32 give gradients that err by a hundredth.
_PRECISELY = dataclasses.replace(
    _RULES,
    probes=tuple(_in_float64(args) for args in _PROBES),
    misconceptions=(),
    recognise=nothing_more,
    measure=no_figures,
)


def judge(target: Target) -> Verdict:
    """Judge ``backward(X, y, weights, cache)``: y is (m, 1) -> gradients of the mean loss, as weights.

    What is wrong in the lab's float32, without a belief that explains it, may be a numerical gradient: it is
    right if it is in float64.
    """
    wanted = WantedKeys(target, KEYS, scratch=3)
    verdict = judge_by(_RULES, wanted)
    if verdict.status != "fail" or verdict.diagnosis is not None:
        return verdict
    precisely = judge_by(_PRECISELY, wanted)
    return precisely if precisely.status == "pass" else verdict
