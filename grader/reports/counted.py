"""What counts in the end: each mark with a teacher's override, in an order that is always the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from grader.marking import ExerciseMark, Marking
from grader.reports.file_names import stem_of
from grader.reports.overrides import Override, Overrides
from public_tests.card import Card, card_of
from public_tests.catalogue import EXERCISES
from public_tests.report import Report

__all__ = ["CountedMark", "CountedMarking", "counted"]


@dataclass(frozen=True)
class CountedMark:
    """One exercise of one learner, as it counts.

    Attributes
    ----------
    mark : ExerciseMark
        The machine's.
    override : Override or None
        The teacher's, which counts where there is one.
    """

    mark: ExerciseMark
    override: Override | None = None

    @property
    def report(self) -> Report:
        """What the check found."""
        return self.mark.report

    @property
    def exercise(self) -> str:
        """The exercise's id."""
        return self.report.exercise

    @property
    def max_points(self) -> int:
        """What the exercise is worth."""
        return self.report.max_points

    @property
    def points(self) -> int:
        """What counts."""
        return self.report.points if self.override is None else self.override.points

    @property
    def solved(self) -> bool:
        """Whether nothing is left to do."""
        return self.report.passed if self.override is None else self.points == self.max_points

    @property
    def tried(self) -> bool:
        """Whether there was something to judge."""
        return self.report.status != "not_attempted" or self.override is not None

    @property
    def needs_help(self) -> bool:
        """Whether it was tried and is not solved."""
        return self.tried and not self.solved

    @cached_property
    def card(self) -> Card:
        """The words that a notebook would show."""
        return card_of(self.report)


@dataclass(frozen=True)
class CountedMarking:
    """All that counts of one submission.

    Attributes
    ----------
    marking : Marking
        As the machine left it.
    marks : tuple of CountedMark
        One for each exercise, in the marking's order.
    """

    marking: Marking
    marks: tuple[CountedMark, ...]

    @property
    def learner(self) -> str:
        """What reports call the learner."""
        return self.marking.learner

    @cached_property
    def stem(self) -> str:
        """The stem of the names of this learner's own files."""
        return stem_of(self.marking.submission)

    @property
    def points(self) -> int:
        """The sum of what counts."""
        return sum(mark.points for mark in self.marks)

    @property
    def max_points(self) -> int:
        """What the exercises are worth together."""
        return self.marking.max_points

    @property
    def overridden(self) -> tuple[CountedMark, ...]:
        """The marks that a teacher gave."""
        return tuple(mark for mark in self.marks if mark.override is not None)


def counted(markings: Iterable[Marking], overrides: Overrides) -> tuple[CountedMarking, ...]:
    """Put markings and overrides together, sorted by learner and then by submission.

    Raises
    ------
    ValueError
        Two different markings are of the same submission.
    """
    by_id: dict[str, Marking] = {}
    for marking in markings:
        if by_id.setdefault(marking.submission, marking) != marking:
            raise ValueError(f"two markings of the same submission: {marking.submission!r}")
    return tuple(_counted(marking, overrides) for marking in sorted(by_id.values(), key=_place))


def exercises_of(the_class: Iterable[CountedMarking]) -> tuple[str, ...]:
    """Return the exercises that anybody was marked on, in the catalogue's order."""
    met = {mark.exercise for one in the_class for mark in one.marks}
    return tuple(id for id in EXERCISES if id in met)


def _counted(marking: Marking, overrides: Overrides) -> CountedMarking:
    marks = (
        CountedMark(mark, overrides.get((marking.submission, mark.report.exercise)))
        for mark in marking.exercises
    )
    return CountedMarking(marking, tuple(marks))


def _place(marking: Marking) -> tuple[str, str, str]:
    # Neither Python's version nor the machine's language has a say in this order.
    return unicodedata.normalize("NFKD", marking.learner).casefold(), marking.learner, marking.submission
