"""`cross_entropy`: the mean loss of a batch, from logits, finite for any finite logits."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from public_tests.comparing import Finding, compare, numbers_of, same_numbers
from public_tests.exercises._cross_entropies import cross_entropy
from public_tests.exercises._cross_entropy_formula import ABOUT_THE_FORMULA
from public_tests.exercises._cross_entropy_lookalikes import LOOKALIKES
from public_tests.exercises._cross_entropy_rows import ABOUT_THE_ROWS
from public_tests.judging import Rules
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.shown import shown
from public_tests.target import Outcome, Target
from public_tests.trials import Trial
from public_tests.verdicts import failure

_CUT_TO_WHOLE_NUMBERS = Misconception(
    "integer_truncation",
    "With logits that are whole numbers, fractions are cut off on the way.",
    "An array that is made like an integer array (`zeros_like`, `copy`) keeps its type, and storing a "
    "fraction in it cuts the fraction.",
    "Make your own arrays with a float type, for example `np.zeros(logits.shape)`.",
)

MISCONCEPTIONS: tuple[Misconception, ...] = (
    *ABOUT_THE_FORMULA,
    *ABOUT_THE_ROWS,
    *LOOKALIKES,
    _CUT_TO_WHOLE_NUMBERS,
)

_NAMED = {belief.id: belief for belief in MISCONCEPTIONS}
# Logits up to this size are no trouble, on whatever road the logarithms are reached.
_MODERATE = 10.0
_ANOTHER_LOSS = (
    "The loss is another one. Work this input out by hand, row by row: the log-sum-exp of the row, minus the "
    "logit of its label, and then the mean. Where does the function go another way?"
)
_NEGATIVE_LOSS = (
    "The loss is negative, and a cross-entropy never is: 0 is its least value. Work this input out by hand, "
    "row by row: the log-sum-exp of the row, minus the logit of its label, and then the mean."
)
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
    # One number may be round by chance, or nearly round.
    rounded = finding and finding.property == "rounded" and _has_few_decimals(numbers.item())
    if finding and (finding.property in ("values", "sign", "rounded") and not rounded):
        return Finding("values", _ANOTHER_LOSS if numbers.item() >= 0 else _NEGATIVE_LOSS)
    return finding


def _has_few_decimals(number: float) -> bool:
    return number != round(number, 1) and any(number == round(number, decimals) for decimals in range(2, 6))


def _word_on_the_type(target: Target, outcomes: Sequence[Outcome]) -> str | None:
    kinds = sorted({o.type_name for o in outcomes} - {"float", "float64"})
    if not kinds:
        return None
    return f"It returns a {kinds[0]}. That is accepted; a plain number is meant: `float(...)` makes one."


def _recognise(trials: Sequence[Trial]) -> Misconception | None:
    """Tell a mistake by moderate logits, or else the road that was taken by what became of large ones."""
    near = [trial for trial in trials if np.abs(trial.args[0]).max() <= _MODERATE]
    far = [trial for trial in trials if np.abs(trial.args[0]).max() > _MODERATE]
    shape_of_labels = _stops_for_a_shape_of_y(near)
    if shape_of_labels:
        return shape_of_labels
    if all(map(_right_where_labels_tell_all_classes, trials)):
        return _NAMED["classes_from_labels"]
    if any(trial.finding and not _nearly_right(trial) for trial in near):
        told = near + [trial for trial in far if not _ended_in_infinity(trial)]
        return next((belief for belief in MISCONCEPTIONS if _imitated(belief, told)), None)
    if any(_too_small(trial) for trial in far):
        return _NAMED["patches_the_symptom"]
    if any(trial.finding and not _ended_in_infinity(trial) for trial in trials):
        return None
    # A shifted softmax is still right where the network is; only `exp` of large numbers is not.
    overflows = any(trial.finding for trial in far if trial.expected == 0)
    return _NAMED["exp_overflows" if overflows else "log_of_softmax"]


def _stops_for_a_shape_of_y(trials: Sequence[Trial]) -> Misconception | None:
    """Recognise a function that takes one of the two shapes of y and ends in an exception for the other."""
    # A single flat label fits wherever a column does.
    flat = [trial for trial in trials if trial.args[1].ndim == 1 and len(trial.args[1]) > 1]
    column = [trial for trial in trials if trial.args[1].ndim == 2]
    for belief, fails, works in (("needs_a_column", flat, column), ("needs_flat_labels", column, flat)):
        if all(t.outcome.error for t in fails) and not any(t.finding for t in works):
            return _NAMED[belief]
    return None


def _right_where_labels_tell_all_classes(trial: Trial) -> bool:
    logits, y = trial.args
    return (trial.finding is None) == (int(y.max()) + 1 == logits.shape[1])


def _imitated(belief: Misconception, trials: Sequence[Trial]) -> bool:
    return any(all(_computes(imitation, trial) for trial in trials) for imitation in belief.imitations)


def _computes(imitation: Callable[..., Any], trial: Trial) -> bool:
    if trial.outcome.error:
        return False
    try:
        with np.errstate(all="ignore"):
            return same_numbers(imitation(*trial.args), trial.outcome.value)
    except Exception:
        return False


def _ended_in_infinity(trial: Trial) -> bool:
    if trial.outcome.error:
        return trial.outcome.error.type in ("OverflowError", "ZeroDivisionError", "ValueError")
    numbers = numbers_of(trial.outcome.value)
    return numbers is not None and not np.isfinite(numbers).all()


def _nearly_right(trial: Trial) -> bool:
    numbers = numbers_of(trial.outcome.value)
    return numbers is not None and numbers.size == 1 and abs(numbers.item() / trial.expected - 1) < 0.02


def _too_small(trial: Trial) -> bool:
    numbers = numbers_of(trial.outcome.value)
    return numbers is not None and numbers.size == 1 and 0 <= numbers.item() < 0.99 * trial.expected


_RULES = Rules(
    name="cross_entropy",
    reference=cross_entropy,
    probes=(
        (np.array([[0.0, 0.0]]), np.array([0])),
        (np.array([[2.0, 1.0, 0.0]]), np.array([1])),
        (np.array([[1.0, 3.0], [2.5, 0.5], [0.0, 0.25]]), np.array([0, 0, 1])),
        (np.array([[0.5, -1.0, 2.0], [1.0, 0.0, -2.0]]), np.array([[2], [1]])),
        (
            np.round(np.sin(np.arange(40.0)) * 4, 2).reshape(4, 10).astype(np.float32),
            np.array([[7], [0], [9], [7]]),
        ),
        (np.array([[30.0, 0.0, 0.0]]), np.array([2])),
        (np.array([[1000.0, 0.0]]), np.array([0])),
        (np.array([[0.0, 1000.0]]), np.array([1])),
        (np.array([[-1000.0, -1000.0]]), np.array([1])),
        (np.array([[1000.0, 0.0, -1000.0], [0.5, 1.0, 0.0]]), np.array([[2], [1]])),
        # More than even a float of 80 bits can take to the power of e.
        (np.array([[20000.0, 0.0]]), np.array([[0]])),
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
