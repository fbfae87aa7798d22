"""The checks as a notebook calls them: ``check_my_softmax(my_softmax)``."""

from __future__ import annotations

from typing import Any

from public_tests.checking import check
from public_tests.report import Report


class CheckFailed(AssertionError):
    """An exercise is not solved yet. `report` says why."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{report.exercise}: {report.status}")
        self.report = report


def run_check(id: str, work: Any) -> None:
    """Check, show and record."""
    report = check(id, work)
    if not report.passed:
        raise CheckFailed(report)
