"""Check exercises by their functions' names in a notebook's variables, for a program outside of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from public_tests.catalogue import find_exercise
from public_tests.checking import check, report_on
from public_tests.report import Report, Verdict

# The kind of output that carries a report out of a kernel.
REPORT_OUTPUT = "application/vnd.digit-lab.report+json"


def report_by_name(id: str, variables: Mapping[str, Any]) -> Report:
    """Check the function of this name; where there is none the report says so.

    Parameters
    ----------
    id : str
        The exercise, which is also the function's name.
    variables : mapping
        The notebook's: its ``globals()``.
    """
    if id in variables:
        return check(id, variables[id])
    return no_function(id, "no cell that was run makes it. Is it spelled like that?")


def no_function(id: str, why: str) -> Report:
    """Make the report on a function that is not there."""
    return report_on(find_exercise(id), Verdict("not_attempted", f"There is no function `{id}`: {why}"))


def send_report(id: str, variables: Mapping[str, Any]) -> None:
    """Show the report in a form that only the program that asked for it reads."""
    from IPython.display import display

    display({REPORT_OUTPUT: report_by_name(id, variables).to_dict()}, raw=True)
