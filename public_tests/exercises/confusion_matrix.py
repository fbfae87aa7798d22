"""`confusion_matrix`: how often each true digit was read as each digit."""

from __future__ import annotations

from typing import Any

import numpy as np

from public_tests.comparing import Finding, compare
from public_tests.judging import Rules
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target

Array = np.ndarray[Any, Any]
CLASSES = 10


def count_pairs(y_true: Any, y_pred: Any) -> Array:
    """Return the (10, 10) counts: row is the true digit, column the predicted one."""
    matrix = np.zeros((CLASSES, CLASSES), dtype=np.int64)
    np.add.at(matrix, (np.asarray(y_true), np.asarray(y_pred)), 1)
    return matrix


def _once(y_true: Any, y_pred: Any) -> Array:
    return np.minimum(count_pairs(y_true, y_pred), 1)


def _mistakes_only(y_true: Any, y_pred: Any) -> Array:
    matrix = count_pairs(y_true, y_pred)
    np.fill_diagonal(matrix, 0)
    return matrix


def _over_row_sums(y_true: Any, y_pred: Any) -> Array:
    matrix = count_pairs(y_true, y_pred)
    return matrix / matrix.sum(axis=1, keepdims=True)


def _over_row_sums_without_nan(y_true: Any, y_pred: Any) -> Array:
    return np.nan_to_num(_over_row_sums(y_true, y_pred))


def _over_column_sums(y_true: Any, y_pred: Any) -> Array:
    matrix = count_pairs(y_true, y_pred)
    return matrix / matrix.sum(axis=0, keepdims=True)


def _diagonal(y_true: Any, y_pred: Any) -> Array:
    return np.diag(np.diag(count_pairs(y_true, y_pred)))


def _present_only(y_true: Any, y_pred: Any) -> Array:
    present = np.unique(np.concatenate([y_true, y_pred]))
    return count_pairs(y_true, y_pred)[np.ix_(present, present)]


def _up_to_largest(y_true: Any, y_pred: Any) -> Array:
    size = int(max(np.max(y_true), np.max(y_pred))) + 1
    return count_pairs(y_true, y_pred)[:size, :size]


def _true_classes_only(y_true: Any, y_pred: Any) -> Array:
    matrix = np.zeros((len(np.unique(y_true)),) * 2)
    for true, predicted in zip(y_true, y_pred, strict=True):
        matrix[true, predicted] += 1
    return matrix


MISCONCEPTIONS: tuple[Misconception, ...] = (
    Misconception(
        "transposed",
        "Rows and columns have changed places: here the rows are the predictions.",
        "Both layouts exist in books. In this lab, as in scikit-learn, a row is a true digit, so that a row "
        "adds up to how often that digit occurs.",
        "Which of the two indices comes first in `matrix[..., ...]`?",
        (lambda y_true, y_pred: count_pairs(y_pred, y_true),),
    ),
    Misconception(
        "counts_once",
        "A pair that occurs several times is counted once.",
        "`matrix[y_true, y_pred] += 1` with whole arrays reads all cells first and writes them afterwards, "
        "so that a cell met five times still grows by one only.",
        "Add 1 for one digit at a time in a loop, or look up what `np.add.at` does.",
        (_once,),
    ),
    Misconception(
        "mistakes_only",
        "The diagonal is empty: only the mistakes are counted.",
        "A confusion matrix holds every digit, those that were read rightly on its diagonal.",
        "Count each pair, whether its two digits are equal or not.",
        (_mistakes_only,),
    ),
    Misconception(
        "hits_only",
        "Only the diagonal is filled: the mistakes are missing.",
        "What the matrix is for is off its diagonal: which digit was taken for which.",
        "Count each pair, whether its two digits are equal or not.",
        (_diagonal,),
    ),
    Misconception(
        "shares_instead_of_counts",
        "It gives shares, not counts.",
        "Shares hide how many digits stand behind them; precision and recall need the counts.",
        "Leave the division out. It can always be done later.",
        (
            _over_row_sums,
            _over_row_sums_without_nan,
            _over_column_sums,
            lambda y_true, y_pred: np.nan_to_num(_over_column_sums(y_true, y_pred)),
            lambda y_true, y_pred: count_pairs(y_true, y_pred) / len(y_true),
        ),
    ),
    Misconception(
        "size_from_the_labels",
        "The size of the matrix depends on which digits occur.",
        "A digit may be missing from a small sample. Its row and column belong there all the same, as "
        "zeros; otherwise every later row stands for another digit.",
        "Make a matrix of 10 x 10 zeros, always.",
        (_present_only, _up_to_largest, _true_classes_only),
    ),
    Misconception(
        "both_directions",
        "Each mistake is counted twice, once in each direction.",
        "A 4 read as a 9 and a 9 read as a 4 are two different mistakes.",
        "Add 1 in one cell for each digit.",
        (
            lambda y_true, y_pred: count_pairs(y_true, y_pred) + count_pairs(y_pred, y_true),
            lambda y_true, y_pred: (
                count_pairs(y_true, y_pred) + count_pairs(y_pred, y_true) - _diagonal(y_true, y_pred)
            ),
        ),
    ),
    Misconception(
        "element_by_element",
        "It gives the number of hits, or one value for each digit.",
        "Accuracy says how often the network is right. The matrix says what it takes for what.",
        "Make 10 x 10 zeros, then add 1 at [true digit, predicted digit] for each pair.",
        (
            lambda y_true, y_pred: np.sum(np.asarray(y_true) == np.asarray(y_pred)),
            lambda y_true, y_pred: np.mean(np.asarray(y_true) == np.asarray(y_pred)),
            lambda y_true, y_pred: np.asarray(y_true) == np.asarray(y_pred),
            lambda y_true, y_pred: np.diag(count_pairs(y_true, y_pred)),
        ),
    ),
)


def _compare_counts(expected: Array, outcome: Outcome) -> Finding | None:
    finding = compare(expected, outcome)
    if finding is None or finding.property not in ("values", "order"):
        return finding
    total = float(np.sum(outcome.value))
    if total != expected.sum():
        return Finding(
            "sum",
            f"The entries add up to {total:g}. Each digit adds 1 to one cell, so that the sum should be "
            f"{expected.sum()}. Is the matrix made anew, with zeros, in each call?",
        )
    return finding


def _sample() -> tuple[Array, Array]:
    # Unbalanced, with a digit that never occurs (9) and one that is never predicted (7).
    rng = np.random.default_rng(1)
    y_true = rng.choice(9, size=60, p=[0.2, 0.05, 0.15, 0.1, 0.05, 0.1, 0.1, 0.2, 0.05])
    y_pred = np.where(rng.random(60) < 0.6, y_true, rng.integers(0, 10, 60))
    return y_true, np.where(y_pred == 7, 1, y_pred)


_RULES = Rules(
    name="confusion_matrix",
    reference=count_pairs,
    probes=(
        (np.array([3]), np.array([5])),
        (np.array([0, 0, 0, 1, 1, 2]), np.array([0, 1, 1, 1, 2, 0])),
        (np.array([9, 8, 8]), np.array([9, 8, 8])),
        _sample(),
    ),
    misconceptions=MISCONCEPTIONS,
    compare=_compare_counts,
)


def judge(target: Target) -> Verdict:
    """Judge ``confusion_matrix(y_true, y_pred)``: both (m,) int 0 to 9 -> (10, 10), rows are the truth."""
    return judge_by(_RULES, target)
