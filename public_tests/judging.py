"""Judge a function by its values: probe it, compare, and recognise the belief behind a mistake."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from public_tests.comparing import Finding, compare, numbers_of, same_numbers
from public_tests.misconception import SHARED, Misconception
from public_tests.plain import plain
from public_tests.report import Verdict
from public_tests.shown import a_kind, shown, shown_apart
from public_tests.target import Outcome, Target
from public_tests.trials import Trial, imitated, own
from public_tests.verdicts import Arguments, early_end, error_verdict, failure, passed


def array_note(target: Target, outcomes: Sequence[Outcome]) -> str | None:
    """Say that an array is meant where a list or a tensor came back. The mark stands."""
    kinds = sorted({o.type_name for o in outcomes} - {"ndarray"})
    if not kinds:
        return None
    return f"It returns {a_kind(kinds[0])}. That is accepted; an array is meant: `np.array(...)` makes one."


def nothing_more(trials: Sequence[Trial]) -> Misconception | None:
    """Recognise no belief beyond those that have imitations."""
    return None


def no_figures(trial: Trial) -> str:
    """Tell no figures."""
    return ""


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
    alternatives : sequence of callables
        Other right solutions, where they give other numbers than `reference` does.
    recognise : callable
        ``recognise(trials)`` names a belief that no imitation can compute, such as a length that is
        fixed inside the function; or None. Asked after the imitations.
    measure : callable
        ``measure(trial)`` tells a wrong value in figures, told beside what it does; or "".
    """

    name: str
    reference: Callable[..., Any]
    probes: Sequence[Arguments]
    misconceptions: Sequence[Misconception]
    compare: Callable[[Any, Outcome], Finding | None] = compare
    note: Callable[[Target, Sequence[Outcome]], str | None] = array_note
    alternatives: Sequence[Callable[..., Any]] = ()
    recognise: Callable[[Sequence[Trial]], Misconception | None] = nothing_more
    measure: Callable[[Trial], str] = no_figures
    # For each probe what the imitations gave, so that only the first wrong answer has to wait for them.
    known: list[dict[int, Any]] = field(default_factory=list, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.known.extend({} for _ in self.probes)


def judge(rules: Rules, target: Target) -> Verdict:
    """Call the target on every probe and say what was found."""
    trials = []
    for args, known in zip(rules.probes, rules.known, strict=True):
        trial = dataclasses.replace(_try(rules, target, args), imitations=known)
        ended_early = early_end(rules.name, args, trial.outcome)
        if ended_early:
            return ended_early
        trials.append(trial)
    failed = [trial for trial in trials if trial.finding]
    if not failed:
        return passed(rules.note(target, [trial.outcome for trial in trials]))
    return _explain(rules, target, trials, failed[0])


def _try(rules: Rules, target: Target, args: Arguments) -> Trial:
    expected = rules.reference(*own(args))
    outcome = target.call(*own(args))
    if outcome.timed_out:
        return Trial(args, expected, outcome, None)
    if outcome.error:
        finding: Finding | None = Finding("error", outcome.error.type)
    else:
        finding = _fault(rules, args, expected, outcome)
        if finding is None and changed(args, outcome):
            finding = Finding("changed", SHARED["changed"].finding)
    return Trial(args, expected, outcome, finding)


def _fault(rules: Rules, args: Arguments, expected: Any, outcome: Outcome) -> Finding | None:
    finding = rules.compare(expected, outcome)
    if finding is None:
        return None
    others = (plain(other(*own(args))) for other in rules.alternatives)
    return None if any(same_numbers(other, outcome.value) for other in others) else finding


def changed(args: Arguments, outcome: Outcome) -> bool:
    """Tell whether a call changed an argument that holds numbers."""
    return any(_differs(before, after) for before, after in _pairs(args, outcome))


def _pairs(args: Arguments, outcome: Outcome) -> Iterable[tuple[Any, Any]]:
    return zip(args, outcome.arguments_after, strict=True)


def _differs(before: Any, after: Any) -> bool:
    return isinstance(before, np.ndarray | list | dict) and not same_numbers(before, after)


def _explain(rules: Rules, target: Target, trials: Sequence[Trial], first: Trial) -> Verdict:
    if all(trial.finding is None or trial.finding.property == "changed" for trial in trials):
        # The values are right, so they tell of no belief.
        return _wrong_value(rules, first, SHARED["changed"])
    # Wrong answers first: there most imitations part at once, and are not asked any further.
    telling = sorted(trials, key=lambda trial: trial.finding is None)
    named = (
        next((m for m in rules.misconceptions if imitated(m, telling)), None)
        or rules.recognise(trials)
        or _in_any_exercise(target, trials, first)
    )
    expected = shown(plain(first.expected))
    if first.outcome.error:
        verdict = error_verdict(rules.name, first.args, expected, first.outcome)
        if named is None:
            return verdict
        # The smallest probe brought an error, so that another one has to tell in figures.
        told = (rules.measure(trial) for trial in trials if not trial.outcome.error)
        named = _with_figures(named, next(filter(None, told), ""))
        return Verdict("error", named.message, named.id, verdict.evidence)
    assert first.finding is not None
    return _wrong_value(rules, first, named or first.finding.sentence)


def _wrong_value(rules: Rules, first: Trial, what: Misconception | str) -> Verdict:
    expected, value = apart(plain(first.expected), first.outcome.value)
    wanted, got = shown_apart(expected, value)
    after = [apart(*pair)[1] for pair in _pairs(first.args, first.outcome) if _differs(*pair)]
    if after:
        got = f"{got}, and the argument became {shown(after[0])}"
    figures = rules.measure(first)
    what = f"{what} {figures}".strip() if isinstance(what, str) else _with_figures(what, figures)
    return failure(rules.name, first.args, wanted, got, what)


def _with_figures(belief: Misconception, figures: str) -> Misconception:
    return dataclasses.replace(belief, finding=f"{belief.finding} {figures}".strip())


def apart(expected: Any, got: Any) -> tuple[Any, Any]:
    """Cut two dictionaries down to the first key that tells them apart; other values stay whole."""
    if not (isinstance(expected, dict) and isinstance(got, dict)):
        return expected, got
    if expected.keys() - got.keys():
        return list(expected), list(got)
    for key in [*expected, *got]:
        if key not in expected or not same_numbers(expected[key], got[key]):
            return {key: expected.get(key)}, {key: got[key]}
    return expected, got


def _in_any_exercise(target: Target, trials: Sequence[Trial], first: Trial) -> Misconception | None:
    """Recognise a belief that tells itself by a property, whatever the exercise is."""
    if first.outcome.error:
        return None
    if first.finding and first.finding.property in SHARED:
        return SHARED[first.finding.property]
    if _always_the_same(trials):
        return SHARED["constant"]
    wrong = [trial for trial in trials if trial.finding]
    if _every_row_is_the_last(wrong):
        return SHARED["last_row"]
    # In a few numbers, chance often gives the same twice: the last probe has many.
    if any(_answers_anew(target, trial) for trial in (trials[0], wrong[-1])):
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


def _every_row_is_the_last(wrong: Sequence[Trial]) -> bool:
    wanted = [numbers_of(trial.expected) for trial in wrong]
    return all(
        want is not None
        and want.ndim == 2
        and same_numbers(np.repeat(want[-1:], len(want), axis=0), trial.outcome.value)
        for want, trial in zip(wanted, wrong, strict=True)
    )


def _answers_anew(target: Target, trial: Trial) -> bool:
    again = target.call(*own(trial.args))
    if trial.outcome.error or again.error or again.timed_out:
        return False
    numbers = same_numbers(trial.outcome.value, trial.outcome.value)
    return numbers and not same_numbers(trial.outcome.value, again.value)
