"""The points of a class: their middle, their spread, and how each exercise went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from grader.reports.counted import CountedMarking, exercises_of
from grader.reports.states import STATES, state_of
from public_tests.catalogue import Exercise, find_exercise

__all__ = ["Bar", "ExerciseScore", "bars", "exercise_scores", "middle"]

_BARS = 10


@dataclass(frozen=True)
class Bar:
    """How many learners have so many points.

    Attributes
    ----------
    first, last : int
        The points, both included.
    learners : int
    """

    first: int
    last: int
    learners: int


@dataclass(frozen=True)
class ExerciseScore:
    """How one exercise went.

    Attributes
    ----------
    exercise : Exercise
    mean : float
        Of the points of all learners.
    counts : dict of str to int
        Learners by state, in the order of `STATES`.
    """

    exercise: Exercise
    mean: float
    counts: dict[str, int]


def bars(the_class: Sequence[CountedMarking]) -> list[Bar]:
    """Return the distribution of the points, in some ten bars of the same width."""
    most = max((one.max_points for one in the_class), default=0)
    width = max(1, -(-most // _BARS))
    number = max(1, -(-most // width))
    counts = Counter(min(one.points // width, number - 1) for one in the_class)
    firsts = [bar * width for bar in range(number)]
    # Who has all points stands in the last bar.
    lasts = [first - 1 for first in firsts[1:]] + [most]
    return [Bar(first, last, counts[first // width]) for first, last in zip(firsts, lasts, strict=True)]


def middle(the_class: Sequence[CountedMarking]) -> float:
    """Return the points that half of the class reaches."""
    return float(median(one.points for one in the_class)) if the_class else 0.0


def exercise_scores(the_class: Sequence[CountedMarking]) -> list[ExerciseScore]:
    """Return how each exercise went."""
    scores = []
    for id in exercises_of(the_class):
        marks = [mark for one in the_class for mark in one.marks if mark.exercise == id]
        met = Counter(state_of(mark).id for mark in marks)
        mean = sum(mark.points for mark in marks) / len(marks)
        scores.append(ExerciseScore(find_exercise(id), mean, {state: met[state] for state in STATES}))
    return scores
