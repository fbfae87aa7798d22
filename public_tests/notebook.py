"""The checks as a notebook calls them: ``check_my_softmax(my_softmax)``."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from public_tests.catalogue import find_exercise
from public_tests.checking import check
from public_tests.report import Report


class CheckFailed(AssertionError):
    """An exercise is not solved yet. `report` says why."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{report.exercise} is not solved yet: the card above says why")
        self.report = report

    def _render_traceback_(self) -> list[str]:
        # The frames of the lab's own code would only hide the card.
        return [f"{type(self).__name__}: {self}"]


def check_of(id: str) -> Callable[..., None]:
    """Make the function that checks one exercise in a notebook.

    Parameters
    ----------
    id : str
        The exercise: ``"relu"`` gives ``check_relu``.
    """
    exercise = find_exercise(id)

    def checks(*works: Any) -> None:
        run_check(id, *works)

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


def run_check(id: str, *works: Any) -> None:
    """Check, show and record."""
    report = check(id, *works)
    print(report.message)
    if not report.passed:
        raise CheckFailed(report)
