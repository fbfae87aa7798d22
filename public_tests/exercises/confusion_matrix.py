"""`confusion_matrix`: how often each true digit was read as each digit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from public_tests.comparing import Finding, compare
from public_tests.exercises._confusion_beliefs import MISCONCEPTIONS as BY_IMITATION
from public_tests.exercises._confusion_beliefs import ONE_AGAINST_THE_REST, recognise_by_shape
from public_tests.exercises._confusion_counts import count_pairs
from public_tests.judging import Rules, array_note
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target

Array = np.ndarray[Any, Any]

MISCONCEPTIONS: tuple[Misconception, ...] = (*BY_IMITATION, ONE_AGAINST_THE_REST)


def _compare_counts(expected: Array, outcome: Outcome) -> Finding | None:
    finding = compare(expected, outcome)
    if finding and finding.property == "shape":
        return Finding("shape", f"{finding.sentence} There is a row and a column for each digit, 0 to 9.")
    if finding is None or finding.property not in ("values", "order"):
        return finding
    counts = np.asarray(outcome.value)
    if (counts != np.round(counts)).any():
        return Finding(
            "fractions", "There are fractions in it. Counts are whole numbers: leave divisions out."
        )
    total = float(np.sum(counts))
    if total != expected.sum():
        ask = "Which pairs are left out?" if total < expected.sum() else "What is counted that is no pair?"
        return Finding(
            "sum",
            f"The entries add up to {total:g}. Each digit adds 1 to one cell, so that the sum should be "
            f"{expected.sum()}. {ask}",
        )
    true, read = (int(i) for i in np.argwhere(counts != expected)[0])
    return Finding(
        finding.property,
        f"As many are counted as there are, but not in their cells: [{true}, {read}] should hold "
        f"{expected[true, read]} and holds {counts[true, read]:g}. Row is the truth, column the prediction.",
    )


def _note(target: Target, outcomes: Sequence[Outcome]) -> str | None:
    if any(np.asarray(outcome.value).dtype.kind == "f" for outcome in outcomes):
        return "The counts come as floats. That is accepted; whole numbers are meant: `dtype=int`."
    return array_note(target, outcomes)


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
        # More of a kind than a byte can count.
        (np.repeat([6, 2], [300, 2]), np.repeat([6, 8], [300, 2])),
    ),
    misconceptions=MISCONCEPTIONS,
    compare=_compare_counts,
    recognise=recognise_by_shape,
    note=_note,
)


def judge(target: Target) -> Verdict:
    """Judge ``confusion_matrix(y_true, y_pred)``: both (m,) int 0 to 9 -> (10, 10), rows are the truth."""
    return judge_by(_RULES, target)
