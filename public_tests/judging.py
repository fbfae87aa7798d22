"""Judge a function by its values: probe it, compare, and recognise the belief behind a mistake."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from public_tests import learner_errors
from public_tests.comparing import Finding, compare, same_numbers
from public_tests.misconception import SHARED, Misconception
from public_tests.plain import is_keras, plain
from public_tests.report import Verdict
from public_tests.shown import a_kind, shown
from public_tests.target import LearnerError, Outcome, Target
from public_tests.verdicts import Arguments, early_end, error_verdict, failure, passed


def array_note(target: Target, outcomes: Sequence[Outcome]) -> str | None:
    """Say that an array is meant where a list or a tensor came back. The mark stands."""
    kinds = sorted({o.type_name for o in outcomes} - {"ndarray"})
    if not kinds:
        return None
    return f"It returns {a_kind(kinds[0])}. That is accepted; an array is meant: `np.array(...)` makes one."


@dataclass(frozen=True)
class Trial:
    """One probe: what was passed, what should come back, what came back, and what is wrong with it."""

    args: Arguments
    expected: Any
    outcome: Outcome
    finding: Finding | None


def nothing_more(trials: Sequence[Trial]) -> Misconception | None:
    """Recognise no belief beyond those that have imitations."""
    return None


@dataclass(frozen=True)
class Rules:
    """How one exercise is judged.

    Attributes
    ----------
    name : str
        The learner's function, as messages call it.
    reference : callable
        A right solution.
    probes : sequence of tuples
        The arguments of each call, the smallest first.
    misconceptions : sequence of Misconception
        A wrong answer is named when it agrees with an imitation on every probe.
    compare : callable
        ``compare(expected, outcome)`` gives what is wrong with one outcome, or None.
    note : callable
        ``note(target, outcomes)`` gives a word beside a pass, or None.
    recognise : callable
        ``recognise(trials)`` names a belief that no imitation can compute, such as a length that is
        fixed inside the function; or None. Asked after the imitations.
    """

    name: str
    reference: Callable[..., Any]
    probes: Sequence[Arguments]
    misconceptions: Sequence[Misconception]
    compare: Callable[[Any, Outcome], Finding | None] = compare
    note: Callable[[Target, Sequence[Outcome]], str | None] = array_note
    recognise: Callable[[Sequence[Trial]], Misconception | None] = nothing_more


def judge(rules: Rules, target: Target) -> Verdict:
    """Call the target on every probe and say what was found."""
    trials = []
    for args in rules.probes:
        trial = _try(rules, target, args)
        ended_early = early_end(rules.name, args, trial.outcome)
        if ended_early:
            return ended_early
        trials.append(trial)
    failed = [trial for trial in trials if trial.finding]
    if not failed:
        return passed(rules.note(target, [trial.outcome for trial in trials]))
    return _explain(rules, target, trials, failed[0])


def own(args: Arguments) -> Arguments:
    """Copy the arguments of a call, so that no call meets what another one changed. Models stay."""
    return tuple(_own(arg) for arg in args)


def _own(arg: Any) -> Any:
    if isinstance(arg, np.ndarray):
        return arg.copy()
    return arg if is_keras(arg) else copy.deepcopy(arg)


def _try(rules: Rules, target: Target, args: Arguments) -> Trial:
    expected = rules.reference(*own(args))
    outcome = target.call(*own(args))
    if outcome.timed_out:
        return Trial(args, expected, outcome, None)
    if outcome.error:
        finding: Finding | None = Finding("error", outcome.error.type)
    else:
        finding = rules.compare(expected, outcome)
        if finding is None and changed(args, outcome):
            finding = Finding("changed", SHARED["changed"].finding)
    return Trial(args, expected, outcome, finding)


def changed(args: Arguments, outcome: Outcome) -> bool:
    """Tell whether a call changed an argument that holds numbers."""
    return any(_differs(before, after) for before, after in _pairs(args, outcome))


def _pairs(args: Arguments, outcome: Outcome) -> Iterable[tuple[Any, Any]]:
    return zip(args, outcome.arguments_after, strict=True)


def _differs(before: Any, after: Any) -> bool:
    return isinstance(before, np.ndarray | list) and not same_numbers(before, after)


def _explain(rules: Rules, target: Target, trials: Sequence[Trial], first: Trial) -> Verdict:
    if all(trial.finding is None or trial.finding.property == "changed" for trial in trials):
        # The values are right, so they tell of no belief.
        return _wrong_value(rules, first, SHARED["changed"])
    # Wrong answers first: there most imitations part at once, and are not asked any further.
    telling = sorted(trials, key=lambda trial: trial.finding is None)
    named = (
        next((m for m in rules.misconceptions if _imitated(m, telling)), None)
        or rules.recognise(trials)
        or _in_any_exercise(target, trials, first)
    )
    expected = shown(plain(first.expected))
    if first.outcome.error:
        verdict = error_verdict(rules.name, first.args, expected, first.outcome)
        if named is None:
            return verdict
        return Verdict("error", named.message, named.id, verdict.evidence)
    assert first.finding is not None
    return _wrong_value(rules, first, named or first.finding.sentence)


def _wrong_value(rules: Rules, first: Trial, what: Misconception | str) -> Verdict:
    got = shown(first.outcome.value)
    after = [after for before, after in _pairs(first.args, first.outcome) if _differs(before, after)]
    if after:
        got = f"{got}, and the argument became {shown(after[0])}"
    return failure(rules.name, first.args, shown(plain(first.expected)), got, what)


def _in_any_exercise(target: Target, trials: Sequence[Trial], first: Trial) -> Misconception | None:
    """Recognise a belief that tells itself by a property, whatever the exercise is."""
    if first.outcome.error:
        return None
    if first.finding and first.finding.property in SHARED:
        return SHARED[first.finding.property]
    if _always_the_same(trials):
        return SHARED["constant"]
    if _answers_anew(target, trials[0]):
        return SHARED["two_answers"]
    return _changed_as_well(first) if changed(first.args, first.outcome) else None


def _changed_as_well(first: Trial) -> Misconception:
    wrong = first.finding.sentence if first.finding else ""
    belief = SHARED["changed"]
    return dataclasses.replace(belief, finding=f"{wrong} {belief.finding}")


def _always_the_same(trials: Sequence[Trial]) -> bool:
    values, expected = ([t.outcome.value for t in trials], [t.expected for t in trials])
    asked_for_several = any(not same_numbers(expected[0], other) for other in expected)
    return asked_for_several and all(same_numbers(values[0], other) for other in values)


def _answers_anew(target: Target, trial: Trial) -> bool:
    again = target.call(*own(trial.args))
    if trial.outcome.error or again.error or again.timed_out:
        return False
    numbers = same_numbers(trial.outcome.value, trial.outcome.value)
    return numbers and not same_numbers(trial.outcome.value, again.value)


def _imitated(misconception: Misconception, trials: Sequence[Trial]) -> bool:
    # Errors alone say too little: a typing slip raises them on every probe as well.
    if all(trial.outcome.error for trial in trials):
        return False
    return any(all(_agrees(imitation, trial) for trial in trials) for imitation in misconception.imitations)


def _agrees(imitation: Callable[..., Any], trial: Trial) -> bool:
    error = trial.outcome.error
    try:
        with np.errstate(all="ignore"):
            value = plain(imitation(*own(trial.args)))
    except Exception as raised:
        imitated = LearnerError(type(raised).__name__, str(raised))
        return error is not None and learner_errors.alike(error, imitated)
    if error is not None or trial.outcome.value is None:
        return False
    return same_numbers(value, trial.outcome.value)
