"""The checks as a notebook calls them: ``check_my_softmax(my_softmax)``."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from lab_utils.progress import Record, record_attempt, told_in_words
from public_tests.card import card_of
from public_tests.catalogue import Exercise, find_exercise
from public_tests.checking import check, report_on
from public_tests.hints import IN_NOTEBOOK, offer
from public_tests.plain import is_keras
from public_tests.report import Report, Verdict
from public_tests.showing import show
from public_tests.target import described
from public_tests.whole_job import whole_job_call

_OFFER_AFTER = 2


class _InOneLine:
    """What ends a check: the frames of the lab's own code would only hide what it says."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class CheckFailed(_InOneLine, AssertionError):
    """An exercise is not solved yet. `report` says why."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{report.exercise} is not solved yet: the card above says why")
        self.report = report


class CheckStopped(_InOneLine, KeyboardInterrupt):
    """The kernel was interrupted during a check. It says where the learner's function was."""

    def __init__(self, exercise: str, interrupt: KeyboardInterrupt, work: Any) -> None:
        error = described(interrupt, work)
        where = f" It was in line {error.line}: {error.code.strip()}" if error.line else ""
        super().__init__(f"you stopped the check of {exercise}, and nothing is noted.{where}")


def check_of(id: str) -> Callable[..., None]:
    """Make the function that checks one exercise in a notebook.

    Parameters
    ----------
    id : str
        The exercise: ``"relu"`` gives ``check_relu``.
    """
    exercise = find_exercise(id)

    def checks(*works: Any, **named: Any) -> None:
        run_check(exercise, (*works, *named.values()))

    checks.__name__ = checks.__qualname__ = f"check_{id}"
    checks.__module__ = "public_tests"
    checks.__doc__ = _DOCSTRING.format(id=id, title=exercise.title, points=exercise.points)
    signature = inspect.Signature([inspect.Parameter(id, inspect.Parameter.POSITIONAL_ONLY)])
    checks.__signature__ = signature  # type: ignore[attr-defined]
    return checks


_DOCSTRING = """Check your `{id}`: {title} ({points} points).

    Shows a card that says what was found, and notes the try in your progress.

    Parameters
    ----------
    {id} : callable
        The function itself, without brackets behind its name: ``check_{id}({id})``.

    Raises
    ------
    CheckFailed
        The exercise is not solved yet, so that a notebook stops there.
    """


_WHOLE_JOB = (
    "The library's `{name}` does the whole job in your function. The points stand. To see what is inside "
    "it, write the formula yourself once."
)


def run_check(exercise: Exercise, works: tuple[Any, ...]) -> None:
    """Check, show the card, note the try, and stop the notebook unless it passed.

    Raises
    ------
    CheckFailed, CheckStopped
    """
    misused = _misuse(exercise, works)
    try:
        report = misused or check(exercise.id, works[0])
    except KeyboardInterrupt as interrupt:
        raise CheckStopped(exercise.id, interrupt, works[0]) from None
    asides = [] if misused else _noted(report)
    if report.passed and (name := whole_job_call(works[0], exercise.whole_job)):
        asides.append(("Note", _WHOLE_JOB.format(name=name)))
    card = card_of(report, *asides)
    show(card.to_text(), html=card.to_html())
    if not report.passed:
        raise CheckFailed(report)


def _misuse(exercise: Exercise, works: tuple[Any, ...]) -> Report | None:
    """Report on a call that hands over something other than one function; None where all is well."""
    if len(works) != 1:
        got = "nothing" if not works else f"{len(works)} things"
    elif callable(works[0]) or is_keras(works[0]) or isinstance(works[0], Mapping):
        return None
    else:
        kind = "None" if works[0] is None else f"a value of type `{type(works[0]).__name__}`"
        got = f"{kind}, such as a call gives back"
    id = exercise.id
    message = (
        f"`check_{id}` wants one function, and got {got}. Hand over the function itself, without "
        f"brackets behind its name: `check_{id}({id})`."
    )
    return report_on(exercise, Verdict("not_attempted", message))


def note(report: Report) -> Record:
    """Note a try in the learner's progress."""
    return record_attempt(
        report.exercise,
        status=report.status,
        points=report.points,
        diagnosis=report.diagnosis,
        message=report.message,
        evidence=report.evidence,
    )


def _noted(report: Report) -> list[tuple[str, str]]:
    """Note the try; return what is to be said of it: trouble with the file, an offer of a hint."""
    with told_in_words() as told:
        record = note(report)
    return [("Your progress", words) for words in told] + _offered(report, record)


def _offered(report: Report, record: Record) -> list[tuple[str, str]]:
    # Who needs hints most rarely asks for one, so the first comes as an offer.
    if report.status in ("fail", "error") and record.failed_in_a_row >= _OFFER_AFTER:
        return [("Hint", text) for text in offer(report.exercise, record, IN_NOTEBOOK)]
    return []
