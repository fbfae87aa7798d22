"""The page that a learner reads: what each exercise earned, what was found, and what to try next."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from grader.reports.counted import CountedMark, CountedMarking
from grader.reports.pages import page
from grader.reports.states import State, state_of
from grader.reports.told import overridden
from public_tests.card import EVIDENCE_WORDS
from public_tests.catalogue import find_exercise

__all__ = ["learner_page"]


@dataclass(frozen=True)
class _Told:
    """One exercise, ready for the template."""

    mark: CountedMark
    state: State
    evidence: list[tuple[str, str]]
    set_by_teacher: str

    @property
    def notebook(self) -> str:
        return find_exercise(self.mark.exercise).notebook


def learner_page(one: CountedMarking) -> str:
    """Write the page of one learner; it tells nothing of any other."""
    told = [_told(mark) for mark in one.marks]
    notebooks = [(name, list(group)) for name, group in groupby(told, lambda each: each.notebook)]
    return page("learner.html.j2", one=one, notebooks=notebooks, next_up=_next_up(told))


def _told(mark: CountedMark) -> _Told:
    evidence = [(EVIDENCE_WORDS.get(key, key), text) for key, text in (mark.report.evidence or {}).items()]
    return _Told(mark, state_of(mark), evidence, overridden(mark))


def _next_up(told: list[_Told]) -> _Told | None:
    """Choose what to go on with: what was tried first, and of the rest the first."""
    unsolved = [each for each in told if not each.mark.solved]
    return min(unsolved, key=lambda each: not each.mark.tried, default=None)
