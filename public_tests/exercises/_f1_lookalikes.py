"""Numbers that stand in the place of F1 and are made of the same hits and sums, yet are not it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from public_tests.exercises._measures import Array, ratio, with_f1
from public_tests.misconception import Misconception


def _in_place_of_f1(f1: Callable[[Array, Array], Array]) -> Callable[[Any], Array]:
    return lambda matrix: with_f1(matrix, f1)


def _weighted(beta: float) -> Callable[[Any], Array]:
    """Return the measures with F-beta for F1: a beta above 1 leans towards the recall."""
    return _in_place_of_f1(lambda p, r: ratio((1 + beta**2) * p * r, beta**2 * p + r))


def _overlap(precision: Array, recall: Array) -> Array:
    """Return hits / (hits + both kinds of mistakes): the Jaccard index."""
    return ratio(precision * recall, precision + recall - precision * recall)


def _f1_of_averages(precision: Array, recall: Array) -> Array:
    p, r = precision.mean(), recall.mean()
    return np.full(precision.shape, 2 * p * r / (p + r))


F1_LOOKALIKES: tuple[Misconception, ...] = (
    Misconception(
        "smaller_or_larger_for_f1",
        "In the place of F1 stands one of the two: the smaller or the larger of precision and recall.",
        "F1 lies between them, nearer to the smaller one, and both of them count in it.",
        "Take precision 0.5 and recall 1: F1 is 2/3. What does your line give?",
        (_in_place_of_f1(np.minimum), _in_place_of_f1(np.maximum)),
    ),
    Misconception(
        "overlap_for_f1",
        "In the place of F1 stands the overlap (the Jaccard index): the hits over all hits and mistakes.",
        "It puts digits in the same order as F1 does, but it is smaller: F1 counts the hits twice, above the "
        "line and below.",
        "Make F1 of precision and recall: twice their product, over their sum.",
        (_in_place_of_f1(_overlap),),
    ),
    Misconception(
        "weighted_f1",
        "In the place of F1 stands a measure that weighs precision and recall differently, such as F2.",
        "The 1 of F1 says that both count alike: where they change places, F1 stays as it is.",
        "Swap precision and recall in your formula. Does the same number come out?",
        (_weighted(2.0), _weighted(0.5)),
    ),
    Misconception(
        "f1_of_averages",
        "F1 is the same for all ten digits: it is made of the averages of precision and recall.",
        "Each digit has a precision and a recall of its own, and so an F1 of its own.",
        "Leave the means out: combine the two arrays place by place.",
        (_in_place_of_f1(_f1_of_averages),),
    ),
)
