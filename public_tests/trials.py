"""What one probe showed, and which imitation of a mistake shows the same."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from public_tests import learner_errors
from public_tests.comparing import Finding, same_numbers
from public_tests.misconception import Misconception
from public_tests.plain import is_keras, plain
from public_tests.target import LearnerError, Outcome
from public_tests.verdicts import Arguments

Parts = Callable[[Any], Sequence[Any]]


@dataclass(frozen=True)
class Trial:
    """One probe: what was passed, what should come back, what came back, and what is wrong with it."""

    args: Arguments
    expected: Any
    outcome: Outcome
    finding: Finding | None
    # What each imitation gives for these arguments: it is asked in more than one place, and in every check.
    imitations: dict[int, Any] = field(default_factory=dict, repr=False, compare=False)


def own(args: Arguments) -> Arguments:
    """Copy the arguments of a call, so that no call meets what another one changed. Models stay."""
    return tuple(_own(arg) for arg in args)


def _own(arg: Any) -> Any:
    if isinstance(arg, np.ndarray):
        return arg.copy()
    if isinstance(arg, dict):
        return {key: _own(item) for key, item in arg.items()}
    if isinstance(arg, int | float | str):
        return arg
    return arg if is_keras(arg) else copy.deepcopy(arg)


def imitated(misconception: Misconception, trials: Sequence[Trial]) -> bool:
    """Tell whether one of a misconception's imitations agrees with every trial."""
    # Errors alone say too little: a typing slip raises them on every probe as well.
    if all(trial.outcome.error for trial in trials):
        return False
    return any(all(_agrees(imitation, trial) for trial in trials) for imitation in misconception.imitations)


def named_by_first_part(
    misconceptions: Sequence[Misconception], trials: Sequence[Trial], parts: Parts
) -> Misconception | None:
    """Name a mistake by the part that is computed first and is wrong.

    Several mistakes in one function agree with no imitation as a whole. What is computed up to the first of
    them still agrees with an imitation of it.

    Parameters
    ----------
    misconceptions : sequence of Misconception
    trials : sequence of Trial
    parts : callable
        ``parts(value)`` gives the parts of a plain value in the order in which they are computed.
    """
    told = [trial for trial in trials if not trial.outcome.error]
    for number in range(len(parts(plain(told[0].expected))) if told else 0):
        if all(_same_part(plain(t.expected), t.outcome.value, parts, number) for t in told):
            continue
        # Trials whose part is wrong part most imitations at once.
        told.sort(key=lambda t: _same_part(plain(t.expected), t.outcome.value, parts, number))
        agrees = (m for m in misconceptions if _imitated_in_part(m, told, parts, number))
        return next(agrees, None)
    return None


def _imitated_in_part(belief: Misconception, trials: Sequence[Trial], parts: Parts, number: int) -> bool:
    def agrees(imitation: Callable[..., Any], trial: Trial) -> bool:
        value = _value_of(imitation, trial)
        # The wrong part is asked first: there most imitations part.
        return all(_same_part(value, trial.outcome.value, parts, n) for n in range(number, -1, -1))

    return any(all(agrees(imitation, trial) for trial in trials) for imitation in belief.imitations)


def _same_part(one: Any, other: Any, parts: Parts, number: int) -> bool:
    try:
        return same_numbers(parts(one)[number], parts(other)[number])
    except (TypeError, KeyError, IndexError, ValueError):  # this value has no such parts
        return False


def _agrees(imitation: Callable[..., Any], trial: Trial) -> bool:
    error = trial.outcome.error
    value = _value_of(imitation, trial)
    if isinstance(value, LearnerError):
        return error is not None and learner_errors.alike(error, value)
    if error is not None or trial.outcome.value is None:
        return False
    return same_numbers(value, trial.outcome.value)


def _value_of(imitation: Callable[..., Any], trial: Trial) -> Any:
    """Return what an imitation gives for a probe, as plain data, or the error that it raises."""
    known = trial.imitations
    if id(imitation) not in known:
        known[id(imitation)] = _imitate(imitation, trial.args)
    return known[id(imitation)]


def _imitate(imitation: Callable[..., Any], args: Arguments) -> Any:
    try:
        with np.errstate(all="ignore"):
            return plain(imitation(*own(args)))
    except Exception as raised:
        return LearnerError(type(raised).__name__, str(raised))
