"""The page that a teacher reads: who needs help with what, and everything else that comes of a class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from grader.reports.alike import alike
from grader.reports.counted import CountedMark, CountedMarking, exercises_of
from grader.reports.given_code import given_code
from grader.reports.needs import learners_in_need, not_begun, own_finding_of, stumbles
from grader.reports.pages import page
from grader.reports.scores import bars, exercise_scores, middle
from grader.reports.states import STATES, state_of
from public_tests.catalogue import VERSION

__all__ = ["class_page"]


def class_page(the_class: Sequence[CountedMarking], tries: Mapping[str, int]) -> str:
    """Write the page of the whole class.

    Parameters
    ----------
    the_class : sequence of CountedMarking
    tries : mapping of str to int
        By submission id: how often it was begun to be marked.
    """
    exercises = exercises_of(the_class)
    return page(
        "class.html.j2",
        the_class=the_class,
        shared_names=_shared_names(the_class),
        exercises=exercises,
        states=STATES,
        state_of=state_of,
        own_finding_of=own_finding_of,
        catalogue=VERSION,
        **_needs(the_class),
        **_scores(the_class),
        alike=alike(the_class, given_code(exercises)),
        mark_of=_mark_of,
        lost=[one for one in the_class if one.marking.status != "marked"],
        troubled=[one for one in the_class if one.marking.troubles or one.marking.status != "marked"],
        set_by_teacher=[one for one in the_class if one.overridden],
        again=[(one, tries[id]) for one in the_class if tries.get(id := one.marking.submission, 1) > 1],
        not_isolated=_not_isolated(the_class),
    )


def _needs(the_class: Sequence[CountedMarking]) -> dict[str, Any]:
    return {
        "stumbles": stumbles(the_class),
        "in_need": learners_in_need(the_class),
        "not_begun": not_begun(the_class),
    }


def _scores(the_class: Sequence[CountedMarking]) -> dict[str, Any]:
    return {
        "bars": bars(the_class),
        "middle": middle(the_class),
        "exercise_scores": exercise_scores(the_class),
        "most": max((one.max_points for one in the_class), default=0),
    }


def _shared_names(the_class: Sequence[CountedMarking]) -> set[str]:
    """Return the names that more than one submission has: beside them the submission is shown."""
    met = Counter(one.learner for one in the_class)
    return {name for name, number in met.items() if number > 1}


def _mark_of(one: CountedMarking, exercise: str) -> CountedMark:
    return next(mark for mark in one.marks if mark.exercise == exercise)


def _not_isolated(the_class: Sequence[CountedMarking]) -> list[tuple[str, int]]:
    """Return what was not kept apart, and for how many."""
    met: dict[str, int] = {}
    for one in the_class:
        for what in one.marking.not_isolated:
            met[what] = met.get(what, 0) + 1
    return sorted(met.items())
