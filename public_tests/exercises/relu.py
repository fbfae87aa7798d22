"""`relu`: the larger of z and 0, for an array of any shape."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np

from public_tests.comparing import Finding, compare, numbers_of, same_numbers
from public_tests.exercises._relu_beliefs import MISCONCEPTIONS, rectified
from public_tests.judging import Rules
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target
from public_tests.trials import Trial

__all__ = ["MISCONCEPTIONS", "judge", "rectified"]

Array = np.ndarray[Any, Any]
# What is left of z - z where a float has rounded on the way.
_ROUNDING = 1e-12
# Beyond what a limit in code would be, and within what a float16 can hold.
_LARGEST = 40000.0
_BY_ID = {belief.id: belief for belief in MISCONCEPTIONS}


def _compare_sides(expected: Array, outcome: Outcome) -> Finding | None:
    """Compare as `public_tests.comparing.compare`; say on which side of 0 wrong values are."""
    finding = compare(expected, outcome)
    if finding is None:
        return _nearly_zero(expected, outcome)
    if finding.property != "values":
        return finding
    wrong = np.abs(np.asarray(outcome.value, dtype=float) - expected) > 1e-4
    if wrong[expected == 0].any():
        return Finding("below", "Where z is 0 or less, the result should be exactly 0.")
    return Finding("above", "Where z is positive, it should come out as it went in.")


def _nearly_zero(expected: Array, outcome: Outcome) -> Finding | None:
    """Find a small constant in the place of a 0: a 0 needs no rounding."""
    values = np.asarray(outcome.value, dtype=float)
    if not np.abs(values[expected == 0]).max(initial=0) > _ROUNDING:
        return None
    return Finding("below", "Where z is 0 or less, the result should be exactly 0, not a small number.")


def _recognise(trials: Sequence[Trial]) -> Misconception | None:
    """Name a limit or a factor of any size: no list of imitations holds them all."""
    values = [numbers_of(trial.outcome.value) for trial in trials]
    pairs = [(t.expected, got) for t, got in zip(trials, values, strict=True) if got is not None]
    if len(pairs) < len(trials) or any(want.shape != got.shape for want, got in pairs):
        return None
    top = max(float(got.max()) for _, got in pairs)
    if top < _LARGEST and all(same_numbers(np.minimum(want, top), got) for want, got in pairs):
        return dataclasses.replace(_BY_ID["capped"], finding=f"Numbers above {top:g} are cut off.")
    factor = top / _LARGEST
    if factor not in (0, 1) and all(same_numbers(factor * want, got) for want, got in pairs):
        finding = f"Positive numbers come out {factor:g} times as large."
        return dataclasses.replace(_BY_ID["scaled"], finding=finding)
    return None


_RULES = Rules(
    name="relu",
    reference=rectified,
    probes=(
        (np.array([-1.0, 0.5, 2.0]),),
        (np.array([-2.0]),),
        (np.array([3.0]),),
        (np.array([-3, 0, 4]),),
        (np.array([[-0.25, 1.5, -7.0], [0.75, -300.0, _LARGEST]]),),
        (np.array([[[0.5, -2.5]], [[-0.1, 12.0]]]),),
        (np.array([[2, -5], [-1, 8]]),),
    ),
    misconceptions=MISCONCEPTIONS,
    compare=_compare_sides,
    recognise=_recognise,
)


def judge(target: Target) -> Verdict:
    """Judge ``relu(z)``: z of any shape, int or float -> the same shape, a new array."""
    return judge_by(_RULES, target)
