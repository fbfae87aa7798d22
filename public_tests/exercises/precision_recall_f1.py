"""`precision_recall_f1`: three measures for each digit, from the confusion matrix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from public_tests.comparing import Finding, compare, numbers_of
from public_tests.exercises._confusion_beliefs import count_pairs
from public_tests.judging import Rules
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target

Array = np.ndarray[Any, Any]


def _ratio(part: Array, whole: Array, empty: float = 0.0) -> Array:
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
            _ratio(hits, predicted, empty),
            _ratio(hits, true, empty),
            _ratio(2 * hits, predicted + true, empty),
        ]
    )


def _f1_of(precision: Array, recall: Array) -> Array:
    return 2 * precision * recall / (precision + recall)


def _with_nan(matrix: Any) -> Array:
    m = np.asarray(matrix, dtype=float)
    precision, recall = np.diag(m) / m.sum(axis=0), np.diag(m) / m.sum(axis=1)
    return np.stack([precision, recall, _f1_of(precision, recall)])


def _with_nan_in_f1_only(matrix: Any) -> Array:
    precision, recall, _ = measures(matrix)
    return np.stack([precision, recall, _f1_of(precision, recall)])


def _with_f1(matrix: Any, f1: Any) -> Array:
    precision, recall, _ = measures(matrix)
    return np.stack([precision, recall, f1(precision, recall)])


def _accuracies(matrix: Any) -> Array:
    return np.stack([np.diag(np.asarray(matrix)) / np.sum(matrix)] * 3)


def _counting_true_negatives(matrix: Any) -> Array:
    m = np.asarray(matrix, dtype=float)
    rest = m.sum() - m.sum(axis=0) - m.sum(axis=1) + np.diag(m)
    share = (np.diag(m) + rest) / m.sum()
    precision, recall, _ = measures(m)
    return np.stack([precision, recall, share])


def _off_diagonal(matrix: Any) -> Array:
    m = np.asarray(matrix, dtype=float)
    hits = np.diag(m)
    precision, recall = _ratio(hits, m.sum(axis=0) - hits), _ratio(hits, m.sum(axis=1) - hits)
    return np.stack([precision, recall, _ratio(2 * precision * recall, precision + recall)])


def _floored_parts(matrix: Any) -> Array:
    precision, recall, _ = np.floor(measures(matrix))
    return np.stack([precision, recall, _ratio(2 * precision * recall, precision + recall)])


MISCONCEPTIONS: tuple[Misconception, ...] = (
    Misconception(
        "precision_recall_swapped",
        "Precision and recall have changed places.",
        "Recall looks along a row: of all true fives, how many were found? Precision looks down a column: of "
        "all that were called five, how many are fives?",
        "Rows of the matrix are the truth. Along which axis does each of your sums run?",
        (lambda matrix: measures(np.asarray(matrix).T),),
    ),
    Misconception(
        "nan_for_empty_class",
        "There is a nan: a digit that never occurs, or is never predicted, gives 0 / 0.",
        "In this lab 0 / 0 counts as 0, as scikit-learn does it by default, so that averages stay numbers.",
        "Divide only where the divisor is not 0: look up `where=` and `out=` of `np.divide`, or `np.where`.",
        (_with_nan, _with_nan_in_f1_only),
    ),
    Misconception(
        "one_for_empty_class",
        "A digit that never occurs, or is never predicted, gets 1.",
        "A perfect score for something that was never shown is too kind.",
        "Give 0 where the divisor is 0.",
        (
            lambda matrix: measures(matrix, empty=1.0),
            lambda matrix: np.nan_to_num(_with_nan(matrix), nan=1.0),
        ),
    ),
    Misconception(
        "arithmetic_mean",
        "F1 is computed as the ordinary mean of precision and recall.",
        "F1 is their harmonic mean, which stays near the smaller one: a classifier that calls everything a "
        "five has a recall of 1 and must not look half good.",
        "Look at the formula again: a product above, a sum below.",
        (lambda matrix: _with_f1(matrix, lambda p, r: (p + r) / 2),),
    ),
    Misconception(
        "f1_without_the_2",
        "F1 is half of what it should be, or not a ratio at all.",
        "With precision and recall both 1, F1 is 1.",
        "Put precision = recall = 1 into your formula. What comes out?",
        (
            lambda matrix: _with_f1(matrix, lambda p, r: _ratio(p * r, p + r)),
            lambda matrix: _with_f1(matrix, lambda p, r: p * r),
            lambda matrix: _with_f1(matrix, lambda p, r: 2 * p * r),
        ),
    ),
    Misconception(
        "geometric_mean",
        "F1 is computed with a square root.",
        "That is the geometric mean. F1 is the harmonic one.",
        "Look at the formula again: a product above, a sum below.",
        (lambda matrix: _with_f1(matrix, lambda p, r: np.sqrt(p * r)),),
    ),
    Misconception(
        "averages",
        "It gives one number for each measure.",
        "An average over the digits hides which digit is in trouble.",
        "Leave the mean out: ten numbers for each of the three.",
        (
            lambda matrix: measures(matrix).mean(axis=1),
            lambda matrix: np.full(3, np.trace(np.asarray(matrix)) / np.sum(matrix)),
        ),
    ),
    Misconception(
        "accuracy_for_all",
        "It divides by the number of all digits.",
        "Each measure has its own divisor: the digits called five (precision), or the true fives (recall).",
        "Take the sum of a column, or of a row, not of the whole matrix.",
        (_accuracies,),
    ),
    Misconception(
        "accuracy_for_f1",
        "In the place of F1 stands the accuracy for each digit, which counts all other digits as hits.",
        "Nine of ten digits are not a five, so that this is high for any network.",
        "F1 needs precision and recall only.",
        (_counting_true_negatives,),
    ),
    Misconception(
        "hits_left_out_of_the_divisor",
        "The hits are missing from the divisor.",
        "Precision is the share of hits in all that was called five, the hits among them.",
        "Sum the whole row or column, its diagonal cell too.",
        (_off_diagonal,),
    ),
    Misconception(
        "whole_number_division",
        "All fractions are cut off.",
        "`//`, or an array of whole numbers for the result, keeps only the part before the point.",
        "Divide with `/`, into an array of floats.",
        (
            lambda matrix: np.floor(measures(matrix)),
            _floored_parts,
        ),
    ),
    Misconception(
        "percent",
        "The values are percentages.",
        "Shares between 0 and 1 are meant: percentages can be made when you print.",
        "Leave the factor of 100 out.",
        (lambda matrix: measures(matrix) * 100,),
    ),
)


def _compare_measures(expected: Array, outcome: Outcome) -> Finding | None:
    finding = compare(expected, outcome)
    if finding and finding.property in ("shape", "type"):
        meant = "Return three arrays of ten numbers each: precision, recall, F1, in this order."
        return Finding(finding.property, f"{finding.sentence} {meant}")
    if finding is None or finding.property not in ("values", "nan", "inf", "order"):
        return finding
    got = numbers_of(outcome.value)
    assert got is not None
    for name, want, have in zip(("precision", "recall", "F1"), expected, got, strict=True):
        wrong = np.flatnonzero(~np.isclose(want, have, rtol=1e-4, atol=1e-6))
        if wrong.size:
            digit = int(wrong[0])
            return Finding(
                finding.property,
                f"The {name} of digit {digit} is {have[digit]:.4g}, expected {want[digit]:.4g}.",
            )
    return finding


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
    note=_note,
)


def judge(target: Target) -> Verdict:
    """Judge ``precision_recall_f1(matrix)``: (10, 10) counts -> three (10,) arrays, in this order."""
    return judge_by(_RULES, target)
