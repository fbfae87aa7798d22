"""`cross_entropy`: the mean loss of a batch, from logits, finite for any finite logits."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np

from public_tests.comparing import Finding, compare, numbers_of
from public_tests.exercises._cross_entropies import cross_entropy
from public_tests.exercises._cross_entropy_formula import ABOUT_THE_FORMULA
from public_tests.exercises._cross_entropy_rows import ABOUT_THE_ROWS
from public_tests.judging import Rules, Trial, failure
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.shown import shown
from public_tests.target import Outcome, Target

_CUT_TO_WHOLE_NUMBERS = Misconception(
    "integer_truncation",
    "With logits that are whole numbers, fractions are cut off on the way.",
    "An array that is made like an integer array (`zeros_like`, `copy`) keeps its type, and storing a "
    "fraction in it cuts the fraction.",
    "Make your own arrays with a float type, for example `np.zeros(logits.shape)`.",
)

MISCONCEPTIONS: tuple[Misconception, ...] = (*ABOUT_THE_FORMULA, *ABOUT_THE_ROWS, _CUT_TO_WHOLE_NUMBERS)

_NAMED = {belief.id: belief for belief in MISCONCEPTIONS}
# The loss from which on a right answer needs log-sum-exp.
_FAR = 25.0
_WHOLE_LOGITS = (np.array([[3, 1, 0], [0, 2, 1]]), np.array([0, 2]))


def compare_loss(expected: Any, outcome: Outcome) -> Finding | None:
    """Compare one number; any array that holds just one is taken for it."""
    # None would be read as nan.
    numbers = None if outcome.value is None else numbers_of(outcome.value)
    if numbers is None:
        return compare(expected, outcome)
    if numbers.size != 1:
        return Finding("shape", f"It returned {numbers.size} numbers; one is expected, the mean of all rows.")
    finding = compare(expected, dataclasses.replace(outcome, value=numbers.reshape(())))
    if finding and finding.property == "dtype":
        return Finding("whole_number", "The loss is cut to a whole number. Return it as it is.")
    if finding and finding.property in ("values", "sign") and numbers.item() < 0:
        return Finding("negative", "The loss is negative. A cross-entropy never is: its least value is 0.")
    return finding


def _word_on_the_type(target: Target, outcomes: Sequence[Outcome]) -> str | None:
    kinds = sorted({o.type_name for o in outcomes} - {"float", "float64"})
    if not kinds:
        return None
    return f"It returns a {kinds[0]}. That is accepted; a plain number is meant: `float(...)` makes one."


def _recognise(trials: Sequence[Trial]) -> Misconception | None:
    """Tell the road that a function took by what it makes of large logits, however it is written."""
    near = [trial for trial in trials if trial.expected < _FAR]
    far = [trial for trial in trials if trial.expected >= _FAR]
    if any(trial.finding and not _ended_in_infinity(trial) for trial in near):
        return None
    if any(_too_small(trial) for trial in far):
        return _NAMED["patches_the_symptom"]
    if any(trial.finding and not _ended_in_infinity(trial) for trial in far):
        return None
    # A shifted softmax is still right here; only `exp` of the bare logits is not.
    sure_and_right = next(trial for trial in near if trial.expected == 0)
    return _NAMED["exp_overflows" if sure_and_right.finding else "log_of_softmax"]


def _ended_in_infinity(trial: Trial) -> bool:
    if trial.outcome.error:
        return trial.outcome.error.type in ("OverflowError", "ZeroDivisionError", "ValueError")
    return trial.finding is not None and trial.finding.property in ("inf", "nan")


def _too_small(trial: Trial) -> bool:
    numbers = numbers_of(trial.outcome.value)
    return numbers is not None and numbers.size == 1 and 1 < numbers.item() < 0.99 * trial.expected


_RULES = Rules(
    name="cross_entropy",
    reference=cross_entropy,
    probes=(
        (np.array([[0.0, 0.0]]), np.array([0])),
        (np.array([[2.0, 1.0, 0.0]]), np.array([1])),
        (np.array([[1.0, 3.0], [2.5, 0.5], [0.0, 0.25]]), np.array([0, 0, 1])),
        (np.array([[0.5, -1.0, 2.0], [1.0, 0.0, -2.0]]), np.array([[2], [1]])),
        (np.array([[30.0, 0.0, 0.0]]), np.array([2])),
        (np.array([[1000.0, 0.0]]), np.array([0])),
        (np.array([[-1000.0, -1000.0]]), np.array([1])),
        (np.array([[1000.0, 0.0, -1000.0], [0.5, 1.0, 0.0]]), np.array([[2], [1]])),
        # Beyond what even a float of 80 bits can take to the power of e.
        (np.array([[1e5, -1e5]]), np.array([[1]])),
        (
            np.round(np.sin(np.arange(40.0)) * 4, 2).reshape(4, 10).astype(np.float32),
            np.array([[7], [0], [9], [7]]),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    compare=compare_loss,
    note=_word_on_the_type,
    recognise=_recognise,
)


def judge(target: Target) -> Verdict:
    """Judge ``cross_entropy(logits, y)``: (m, K), labels (m,) or (m, 1) -> the mean, a float."""
    verdict = judge_by(_RULES, target)
    if verdict.status != "pass":
        return verdict
    return _with_whole_logits(target, verdict)


def _with_whole_logits(target: Target, verdict: Verdict) -> Verdict:
    """Try logits of an integer type: wrong values count, an exception is worth a word only.

    A network's logits are floats, and TensorFlow's functions rightly take nothing else.
    """
    expected = cross_entropy(*_WHOLE_LOGITS)
    outcome = target.call(*(argument.copy() for argument in _WHOLE_LOGITS))
    if outcome.error or outcome.timed_out:
        word = "It takes logits that are floats only; a network's always are."
        return dataclasses.replace(verdict, note=" ".join(filter(None, [verdict.note, word])))
    if compare_loss(expected, outcome) is None:
        return verdict
    got = shown(outcome.value)
    return failure("cross_entropy", _WHOLE_LOGITS, shown(expected), got, _CUT_TO_WHOLE_NUMBERS)
