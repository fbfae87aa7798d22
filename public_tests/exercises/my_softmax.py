"""`my_softmax`: softmax of one vector, |z| <= 50, stable or not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from public_tests.comparing import Finding, compare
from public_tests.exercises._softmax_divisors import DIVISORS
from public_tests.exercises._softmax_exponents import EXPONENTS
from public_tests.exercises._softmax_formula import Array, FloatsToo, compare_probabilities, softmax
from public_tests.exercises._softmax_results import (
    AXIS_OF_A_VECTOR,
    DIVISOR_FROM_OUTSIDE,
    FIXED_LENGTH,
    RESULTS,
    recognise_in_results,
)
from public_tests.exercises._softmax_sums import SUMS
from public_tests.judging import Rules, array_note
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target

MISCONCEPTIONS: tuple[Misconception, ...] = (
    *DIVISORS,
    *SUMS,
    *EXPONENTS,
    *RESULTS,
    FIXED_LENGTH,
    AXIS_OF_A_VECTOR,
    DIVISOR_FROM_OUTSIDE,
)

# What a float16 can still tell from 0.
_SMALL = 1e-7
_LARGE = [1000.0, 1001.0, 999.0]
_LATER = (
    "Right for everyday numbers. On [1000, 1001, 999] it breaks, because `exp` of a large number is "
    "more than a float can hold: that is what the next exercise mends."
)


def _what_comes_next(target: Target, outcomes: Sequence[Outcome]) -> str | None:
    words = [array_note(target, outcomes), target.note if isinstance(target, FloatsToo) else None]
    large = target.call(np.array(_LARGE))
    if large.error or compare(softmax(_LARGE), large):
        words.append(_LATER)
    return " ".join(filter(None, words)) or None


def _compare_positive(expected: Array, outcome: Outcome) -> Finding | None:
    """Compare as `compare_probabilities`, and notice a small probability that became 0."""
    finding = compare_probabilities(expected, outcome)
    if finding or np.all(np.asarray(outcome.value, dtype=float)[expected > _SMALL]):
        return finding
    return Finding("zero", "A small probability came out as exactly 0. Softmax rounds nothing away.")


_RULES = Rules(
    name="my_softmax",
    reference=softmax,
    probes=(
        (np.array([1, 2, 3]),),
        (np.array([0.0]),),
        (np.array([0.0, 0.0]),),
        (np.array([2.5]),),
        (np.array([-1.0, 0.0, 1.0]),),
        (np.array([2.0, -1.0, 0.5, 4.0]),),
        (np.array([-50.0, -50.0, -49.0]),),
        (np.array([50, -50, 49]),),
        # Probabilities from 0.99 down to 0.00001, then one of 0.0000003: none is too small to count.
        (np.array([7.0, 0.5, -1.5, -4.5]),),
        (np.array([-15.0, 0.0]),),
        (np.linspace(-3.0, 2.5, 12),),
        (np.array([0.3, -0.2, 1.1, 0.0, 2.2, -1.7, 0.9, 0.4, -0.6, 1.5]),),
    ),
    misconceptions=MISCONCEPTIONS,
    compare=_compare_positive,
    note=_what_comes_next,
    recognise=recognise_in_results,
)


def judge(target: Target) -> Verdict:
    """Judge ``my_softmax(z)``: z of shape (N,), int or float, |z| <= 50 -> (N,) float."""
    return judge_by(_RULES, FloatsToo(target))
