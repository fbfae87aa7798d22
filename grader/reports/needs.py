"""Who needs help with what: the class seen from its misconceptions, and from its learners."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.reports.counted import CountedMark, CountedMarking, exercises_of
from grader.reports.states import state_of
from grader.reports.told import overridden
from grader.reports.visible_text import in_one_line

# To the first end of a sentence that says more than "It could not be judged."
_SENTENCE = re.compile(r".{40,}?[.?!](?=\s)|.*")

__all__ = ["InNeed", "Stumble", "learners_in_need", "not_begun", "own_finding_of", "stumbles"]


@dataclass(frozen=True)
class Stumble:
    """What several learners stumble over in one exercise.

    Attributes
    ----------
    exercise : str
    diagnosis : str or None
        The misconception; None gathers wrong answers that no row of the catalogue names.
    finding : str
        It in a sentence.
    next_step : str
        What its learners are told to try; "" where none is known.
    learners : tuple of CountedMarking
    """

    exercise: str
    diagnosis: str | None
    finding: str
    next_step: str
    learners: tuple[CountedMarking, ...]

    @property
    def is_common(self) -> bool:
        """Whether it is worth a word to several."""
        return len(self.learners) > 1


@dataclass(frozen=True)
class InNeed:
    """A learner with exercises that were tried and are not solved.

    Attributes
    ----------
    one : CountedMarking
    marks : tuple of CountedMark
        Those exercises.
    missing : int
        The points that they would still give.
    """

    one: CountedMarking
    marks: tuple[CountedMark, ...]
    missing: int


def stumbles(the_class: Sequence[CountedMarking]) -> list[Stumble]:
    """Return what learners stumble over, the commonest first; what has a name before what has none."""
    met: dict[tuple[str, str | None, str], list[tuple[CountedMarking, CountedMark]]] = {}
    for one in the_class:
        for mark in one.marks:
            # What a teacher has looked at needs no group.
            if mark.needs_help and mark.override is None:
                key = (mark.exercise, mark.report.diagnosis, finding_of(mark))
                met.setdefault(key, []).append((one, mark))
    order = exercises_of(the_class)
    found = [
        Stumble(exercise, diagnosis, finding, _next_step(who[0][1]), tuple(one for one, _ in who))
        for (exercise, diagnosis, finding), who in met.items()
    ]
    return sorted(found, key=lambda each: (-len(each.learners), order.index(each.exercise), each.finding))


def learners_in_need(the_class: Sequence[CountedMarking]) -> list[InNeed]:
    """Return who tried and did not get through, those first who miss most points by it."""
    needing = []
    for one in the_class:
        marks = tuple(mark for mark in one.marks if mark.needs_help)
        if marks:
            needing.append(InNeed(one, marks, sum(mark.max_points - mark.points for mark in marks)))
    return sorted(needing, key=lambda each: -each.missing)


def not_begun(the_class: Sequence[CountedMarking]) -> list[CountedMarking]:
    """Return who tried no exercise of what could be read and run; a cell that stopped may have been a try."""
    return [
        one
        for one in the_class
        if one.marking.status != "not_marked"
        and not one.marking.troubles
        and not any(mark.tried for mark in one.marks)
    ]


def finding_of(mark: CountedMark) -> str:
    """Say in a sentence what a wrong answer does, without the figures of this one learner."""
    if mark.override is not None:
        return overridden(mark)
    for belief in mark.card.beliefs:
        if belief.id == mark.report.diagnosis:
            return belief.finding
    if mark.report.diagnosis:
        return in_one_line(mark.report.diagnosis.replace("_", " "), 200)
    return f"{state_of(mark).words.capitalize()}, in a way that no misconception of the catalogue explains."


def own_finding_of(mark: CountedMark) -> str:
    """Say what one learner's wrong answer does; where no misconception names it, as the learner is told."""
    if mark.override is not None or mark.report.diagnosis:
        return finding_of(mark)
    said = _SENTENCE.match(mark.report.message)
    return in_one_line(said[0] if said else "", 200)


def _next_step(mark: CountedMark) -> str:
    for belief in mark.card.beliefs:
        if belief.id == mark.report.diagnosis:
            return belief.next_step
    return ""
