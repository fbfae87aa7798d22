"""`precision_recall_f1`: three measures for each digit, from the confusion matrix."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np

from public_tests.comparing import Finding, compare, numbers_of
from public_tests.exercises._confusion_counts import count_pairs
from public_tests.exercises._empty_class_beliefs import ANOTHER_VALUE, NAN, ONE
from public_tests.exercises._measure_beliefs import MISCONCEPTIONS
from public_tests.exercises._measures import measures, with_nan
from public_tests.judging import Rules
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target
from public_tests.trials import Trial, imitated

Array = np.ndarray[Any, Any]

_NAMES = ("precision", "recall", "F1")
_BY_ID = {belief.id: belief for belief in MISCONCEPTIONS}


def _compare_measures(expected: Array, outcome: Outcome) -> Finding | None:
    finding = compare(expected, outcome)
    if finding and finding.property in ("shape", "type"):
        meant = "Return three arrays of ten numbers each: precision, recall, F1, in this order."
        return Finding(finding.property, f"{_what_came(outcome.value) or finding.sentence} {meant}")
    if finding is None or finding.property not in ("values", "nan", "inf", "order"):
        return finding
    got = numbers_of(outcome.value)
    assert got is not None
    right_so_far = np.allclose(expected[:2], got[:2], rtol=1e-4, atol=1e-6)
    beside = "Precision and recall are right, so look at the formula of F1. " if right_so_far else ""
    for name, want, have in zip(_NAMES, expected, got, strict=True):
        wrong = np.flatnonzero(~np.isclose(want, have, rtol=1e-4, atol=1e-6))
        if wrong.size:
            digit = int(wrong[0])
            return Finding(
                finding.property,
                f"The {name} of digit {digit} is {have[digit]:.4g}, expected {want[digit]:.4g}. "
                f"{beside}{_shares_only(have)}{_counted(name, digit, expected, outcome)}".strip(),
            )
    return finding


def _what_came(value: Any) -> str:
    """Say what keeps several parts from being three times ten numbers; "" where something else does."""
    if not isinstance(value, list):
        return ""
    if len(value) != len(_NAMES):
        return f"It returned {len(value)} {'thing' if len(value) == 1 else 'things'}."
    for name, part in zip(_NAMES, value, strict=True):
        missing = [k for k, number in enumerate(part) if number is None] if isinstance(part, list) else []
        if missing:
            return (
                f"The {name} of digit {missing[0]} is None, which is no number: give 0 where there is 0 / 0."
            )
        numbers = numbers_of(part)
        if numbers is None:
            return f"In the place of the {name} stands something that cannot be read as numbers."
        if numbers.shape != (10,):
            size = "one number" if numbers.ndim == 0 else f"an array of shape {numbers.shape}"
            return f"In the place of the {name} stands {size}."
    return ""


def _shares_only(measure: Array) -> str:
    outside = (measure < 0) | (measure > 1)
    return "A measure is a share: it lies between 0 and 1. " if outside.any() else ""


def _counted(name: str, digit: int, expected: Array, outcome: Outcome) -> str:
    """Say which counts a precision or a recall is made of; "" where the call changed the matrix."""
    matrix = outcome.arguments_after[0]
    if name == "F1" or not np.array_equal(measures(matrix), expected):
        return ""
    line, total = ("Column", matrix[:, digit]) if name == "precision" else ("Row", matrix[digit])
    return f"{line} {digit} adds up to {total.sum()}, with {matrix[digit, digit]} of it on the diagonal."


def _recognise(trials: Sequence[Trial]) -> Misconception | None:
    """Recognise missing numbers, measures that are right but for 0 / 0, and what is wrong beside nan."""
    lengths = {_length(trial.outcome.value) for trial in trials}
    if lengths == {0}:
        return _BY_ID["averages"]
    if lengths < set(range(1, 11)) and lengths != {10}:
        return _BY_ID["fewer_than_ten"]
    return _in_place_of_0(trials) if all(map(_right_but_for_empty_classes, trials)) else _beside_nan(trials)


def _length(value: Any) -> int | None:
    """Return how many numbers each of three measures has, 0 where it is a bare number; None elsewhere."""
    several = isinstance(value, list) or (isinstance(value, np.ndarray) and value.ndim > 0)
    parts = [numbers_of(part) for part in value] if several else []
    shapes = {None if part is None else part.shape for part in parts}
    shape = shapes.pop() if len(parts) == len(_NAMES) and len(shapes) == 1 else None
    if shape is None or len(shape) > 1:
        return None
    return shape[0] if shape else 0


def _right_but_for_empty_classes(trial: Trial) -> bool:
    got = numbers_of(trial.outcome.value)
    if trial.outcome.error or got is None or got.shape != (len(_NAMES), 10):
        return False
    empty = np.isnan(with_nan(trial.args[0]))
    return np.allclose(np.where(empty, 0, got), trial.expected, rtol=1e-4, atol=1e-6)


def _in_place_of_0(trials: Sequence[Trial]) -> Misconception:
    """Say what stands where there is 0 / 0: nan wherever it is not 0, or 1, or something else."""
    got = np.array([trial.outcome.value for trial in trials], dtype=float)
    marks = got[~np.isclose(got, [trial.expected for trial in trials], rtol=1e-4, atol=1e-6)]
    if np.isnan(marks).all():
        return NAN
    return ONE if (marks == 1).all() else ANOTHER_VALUE


def _beside_nan(trials: Sequence[Trial]) -> Misconception | None:
    """Name the mistake that stands beside nan for 0 / 0; the nan is told next time."""
    filled = [dataclasses.replace(trial, outcome=_with_zeros_for_nan(trial.outcome)) for trial in trials]
    return next((belief for belief in MISCONCEPTIONS if imitated(belief, filled)), None)


def _with_zeros_for_nan(outcome: Outcome) -> Outcome:
    numbers = numbers_of(outcome.value)
    if numbers is None:
        return outcome
    return dataclasses.replace(outcome, value=np.where(np.isnan(numbers), 0, numbers))


def _note(target: Target, outcomes: Sequence[Outcome]) -> str | None:
    return None


def _matrix(pairs: dict[tuple[int, int], int]) -> Array:
    matrix = np.zeros((10, 10), dtype=np.int64)
    for place, count in pairs.items():
        matrix[place] = count
    return matrix


def _sample() -> Array:
    rng = np.random.default_rng(2)
    y_true = rng.choice(10, size=400, p=[0.2, 0.05, 0.15, 0.1, 0.05, 0.1, 0.1, 0.1, 0.05, 0.1])
    return count_pairs(y_true, np.where(rng.random(400) < 0.7, y_true, rng.integers(0, 10, 400)))


_RULES = Rules(
    name="precision_recall_f1",
    reference=measures,
    probes=(
        (_matrix({(0, 0): 3, (0, 1): 1, (1, 1): 2, (1, 0): 4}),),
        (_matrix({(4, 4): 6, (4, 9): 2, (9, 4): 1}),),
        (np.diag(np.arange(1, 11)),),
        (_sample(),),
    ),
    misconceptions=MISCONCEPTIONS,
    compare=_compare_measures,
    recognise=_recognise,
    note=_note,
)


def judge(target: Target) -> Verdict:
    """Judge ``precision_recall_f1(matrix)``: (10, 10) counts -> three (10,) arrays, in this order."""
    return judge_by(_RULES, target)
