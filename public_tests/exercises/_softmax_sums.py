"""Beliefs about softmax that show in how its sum is made: what it holds, and when it is finished."""

from __future__ import annotations

from typing import Any

import numpy as np

from public_tests.exercises._softmax_formula import Array, exps, floats, softmax, stops_where
from public_tests.misconception import Misconception


def _before_adding(z: Any) -> Array:
    e = exps(z)
    return e / (np.cumsum(e) - e)


def _all_but_last(z: Any) -> Array:
    return exps(z) / exps(z)[:-1].sum()


def _all_but_first(z: Any) -> Array:
    return exps(z) / exps(z)[1:].sum()


def _last_never_reached(z: Any) -> Array:
    p = softmax(z)
    p[-1] = 0
    return p


def _first_never_reached(z: Any) -> Array:
    p = softmax(z)
    p[0] = 0
    return p


def _last_in_neither_loop(z: Any) -> Array:
    p = np.zeros(len(z))
    p[:-1] = exps(z)[:-1] / exps(z)[:-1].sum()
    return p


def _the_others(z: Any) -> Array:
    e = exps(z)
    return e / (e.sum() - e)


def _shares_of_what_is_left(z: Any) -> Array:
    """Put each quotient in the place of its exponential, and take the sum anew each time."""
    e = exps(z)
    for i in range(len(e)):
        e[i] = e[i] / e.sum()
    return e


def _lowered_one_by_one(z: Any) -> Array:
    z = floats(z)
    for i in range(len(z)):
        z[i] = z[i] - z.max()
    return softmax(z)


SUMS: tuple[Misconception, ...] = (
    Misconception(
        "running_total",
        "It divides by a sum that is not finished yet.",
        "Adding up and dividing happen in one loop, so early elements meet a divisor that lacks the "
        "later ones.",
        "Use two loops, one after the other: the first finishes the sum, the second divides.",
        (lambda z: exps(z) / np.cumsum(exps(z)), _before_adding),
    ),
    Misconception(
        "sum_of_one_number",
        "The divisor holds one exponential only.",
        "If the sum is set to 0 again inside the loop, or overwritten by `=` where `+=` is meant, only one "
        "of its parts is left.",
        "Print the divisor for [1, 2, 3]. Set it to 0 once, before the loop, and add with `+=`.",
        (
            lambda z: np.ones(len(z)),
            lambda z: exps(z) / exps(z)[-1],
            lambda z: exps(z) / exps(z)[0],
        ),
    ),
    Misconception(
        "total_starts_above_zero",
        "The sum has one part too many.",
        "A sum that starts at 1, or at the first exponential which is then added again, is too large.",
        "Before anything is added, a sum is 0.",
        (
            lambda z: exps(z) / (1 + exps(z).sum()),
            lambda z: exps(z) / (exps(z)[0] + exps(z).sum()),
        ),
    ),
    Misconception(
        "total_not_reset",
        "The outputs are softmax divided by 1, 2, 3, ... or by how many there are.",
        "The sum is built anew for each element, but it still holds what it had before.",
        "Either set the sum to 0 at the start of each round, or build it once, before the loop.",
        (
            lambda z: softmax(z) / np.arange(1, len(z) + 1),
            lambda z: softmax(z) / len(z),
        ),
    ),
    Misconception(
        "off_by_one",
        "A loop leaves out the first or the last element.",
        "`range(n)` ends before n by itself, so `range(len(z) - 1)` misses the last one; positions start at "
        "0, so `range(1, ...)` misses the first.",
        "Print the positions that your loop visits for [1, 2, 3]: 0, 1 and 2 are needed.",
        (
            _all_but_last,
            stops_where(np.isinf, _all_but_last),
            _all_but_first,
            stops_where(np.isinf, _all_but_first),
            _last_never_reached,
            _first_never_reached,
            _last_in_neither_loop,
            lambda z: softmax(z)[:-1],
        ),
    ),
    Misconception(
        "equal_counted_once",
        "Numbers that occur twice are counted once.",
        "A set, `np.unique` and the keys of a dictionary keep one of several equal things. Two classes with "
        "equal scores are two classes all the same.",
        "Go through the positions, or through the array itself. What should come out for [0, 0]?",
        (
            lambda z: exps(z) / np.sum(exps(np.unique(z))),
            lambda z: softmax(list(dict.fromkeys(floats(z).tolist()))),
            lambda z: softmax(np.unique(z)),
        ),
    ),
    Misconception(
        "leaves_itself_out",
        "Each number is divided by the sum of the others.",
        "That gives odds. The formula's sum holds all exponentials, the number's own among them.",
        "Sum over every position, whatever the numerator is.",
        (_the_others, stops_where(np.isinf, _the_others)),
    ),
    Misconception(
        "changes_meanwhile",
        "The numbers change while their sum or their maximum is still needed.",
        "In a loop that writes into the very array that it adds up, each round meets a sum of old and new "
        "numbers.",
        "Take the sum (or the maximum) once, before the loop, and give it a name.",
        (_shares_of_what_is_left, _lowered_one_by_one),
    ),
)
