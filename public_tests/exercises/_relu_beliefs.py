"""What learners believe about ReLU, beside the curve that each belief gives."""

from __future__ import annotations

from math import erf
from typing import Any

import numpy as np

from public_tests.misconception import Misconception

Array = np.ndarray[Any, Any]


def rectified(z: Any) -> Array:
    """Return the larger of each number and 0.

    Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.3.1.
    """
    return np.maximum(np.asarray(z), 0)


def _floats(z: Any) -> Array:
    return np.array(z, dtype=float)


def _below(z: Any, below: Any) -> Array:
    return np.where(_floats(z) > 0, _floats(z), below)


def _softplus(z: Any) -> Array:
    return np.logaddexp(0, _floats(z))


def _sigmoid(z: Any) -> Array:
    return 1 / (1 + np.exp(-_floats(z)))


def _number_by_number(z: Any) -> list[Any]:
    return [max(0, x) for x in z]


def _place_by_place(z: Any) -> Array:
    result = np.array(z)
    for i in range(len(result)):
        if result[i] < 0:
            result[i] = 0
    return result


def _row_by_row(z: Any) -> list[Any]:
    return [[max(0, x) for x in row] for row in z]


def _without_places(z: Any, reached: slice, keep: bool) -> Array:
    """Work out a part of the places; the others keep what was there, or hold 0."""
    result = _floats(z).ravel() if keep else np.zeros(np.size(z))
    result[reached] = rectified(_floats(z).ravel()[reached])
    return result.reshape(np.shape(z))


def _by_rows_and_columns(z: Any) -> Array:
    result = np.zeros(z.shape)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            result[i, j] = max(0, z[i, j])
    return result


MISCONCEPTIONS: tuple[Misconception, ...] = (
    Misconception(
        "leaky",
        "Negative numbers come out as small negative numbers.",
        "That is a leaky ReLU (or an ELU). ReLU lets nothing through below 0.",
        "What should `relu` give for -1? Exactly 0.",
        (
            *(lambda z, a=a: _below(z, a * _floats(z)) for a in (0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5)),
            lambda z: _below(z, np.expm1(np.minimum(_floats(z), 0))),
        ),
    ),
    Misconception(
        "absolute_value",
        "Negative numbers come out positive.",
        "That is the absolute value. ReLU does not turn a negative number round, it replaces it.",
        "What should `relu` give for -1? Not 1.",
        (lambda z: np.abs(_floats(z)), lambda z: _floats(z) ** 2),
    ),
    Misconception(
        "capped",
        "Large numbers are cut off.",
        "An activation need not end at 1: above 0, ReLU leaves every number as it is.",
        "Only one side has a limit. What should `relu` give for 300?",
        (
            *(lambda z, top=top: np.clip(_floats(z), 0, top) for top in (1, 6, 255)),
            *(lambda z, f=f: f(_floats(z)) for f in (np.tanh, np.sign, lambda z: np.clip(z, -1, 1))),
        ),
    ),
    Misconception(
        "scaled",
        "Positive numbers come out larger or smaller than they went in.",
        "ReLU has the slope 1 above 0. (`z + np.abs(z)` is twice ReLU, so that formula needs a half.)",
        "What should `relu` give for 2? Exactly 2.",
        (lambda z: _floats(z) + np.abs(_floats(z)), lambda z: rectified(_floats(z)) / 2),
    ),
    Misconception(
        "step",
        "Every positive number comes out as 1.",
        "A comparison such as `z > 0` says where to keep a number; it is not the number itself. (It is "
        "ReLU's derivative, which you will meet again.)",
        "Use the comparison to choose between z and 0.",
        (lambda z: (_floats(z) > 0).astype(float), lambda z: (_floats(z) >= 0).astype(float)),
    ),
    Misconception(
        "smooth",
        "It gives a smooth curve: softplus, sigmoid, SiLU or GELU.",
        "These bend where ReLU has a corner. ReLU uses no `exp` at all.",
        "For each number there are two cases only: it stays, or it becomes 0.",
        (
            _softplus,
            # As they are most often written: `exp` of a large number is infinite.
            lambda z: np.log(1 + np.exp(_floats(z))),
            lambda z: np.exp(_floats(z)) / (1 + np.exp(_floats(z))),
            _sigmoid,
            lambda z: _floats(z) * _sigmoid(z),
            lambda z: _floats(z) * _sigmoid(1.702 * _floats(z)),
            lambda z: _floats(z) * (1 + np.vectorize(erf)(_floats(z) / np.sqrt(2))) / 2,
        ),
    ),
    Misconception(
        "mirrored",
        "Positive numbers become 0, and negative ones are kept.",
        "The comparison points the other way, `minimum` stands for `maximum`, or there is a minus too many.",
        "Which numbers should survive? Try -1 and 2 by hand.",
        (
            lambda z: np.minimum(_floats(z), 0),
            lambda z: np.maximum(-_floats(z), 0),
            lambda z: -np.maximum(_floats(z), 0),
        ),
    ),
    Misconception(
        "unchanged",
        "It gives back what it was given.",
        "What a function computes is lost unless it is returned: many NumPy functions return a new array "
        "and leave the old one alone.",
        "Give the result a name, and return that.",
        (_floats,),
    ),
    Misconception(
        "all_zero",
        "Every number becomes 0.",
        "The array of zeros is a good start, but the positive numbers were never copied into it.",
        "Print the result for [-1, 2]. Where should the 2 come from?",
        (lambda z: np.zeros(np.shape(z)),),
    ),
    Misconception(
        "other_threshold",
        "Numbers between 0 and 1 are treated like negative ones.",
        "The corner of ReLU is at 0: 0.5 is positive and stays.",
        "Look at what you compare with, and at which of the two choices 0.5 gets.",
        (
            lambda z: np.where(_floats(z) > 1, _floats(z), 0),
            lambda z: np.maximum(_floats(z), 1),
            lambda z: np.where(_floats(z) > 0.5, _floats(z), 0),
        ),
    ),
    Misconception(
        "drops_negatives",
        "Negative numbers are missing from the result.",
        "Choosing by a mask, `z[z > 0]`, makes a shorter, flat array. ReLU keeps the shape: 0 stands where a "
        "negative number stood.",
        "Put 0 in their places instead of leaving them out.",
        (lambda z: _floats(z)[_floats(z) > 0], lambda z: _floats(z)[_floats(z) >= 0]),
    ),
    Misconception(
        "largest_only",
        "It gives the largest numbers of the array.",
        "`max` and `np.max` look for the largest value along an array, and their second argument is an axis. "
        "`np.maximum` compares number by number.",
        "Which function compares each z with 0, and keeps the shape?",
        (
            lambda z: np.max(z, 0),
            lambda z: max(0, np.max(z)),
            lambda z: np.max(z, -1),
            lambda z: np.maximum(np.max(z, 0), 0),
            np.max,
        ),
    ),
    Misconception(
        "returns_inside_loop",
        "Only the first number is worked out.",
        "`return` ends the function at once, also in the middle of a loop.",
        "Move `return` to the left, so that it stands after the loop.",
        (lambda z: _without_places(z, slice(1), keep=False),),
    ),
    Misconception(
        "loop_range",
        "The loop leaves out the first or the last number.",
        "`range(n)` gives 0 to n - 1: with `range(n - 1)` or `range(1, n)` one number is never looked at.",
        "Print the places that your loop goes through for [-1, 2].",
        (
            lambda z: _without_places(z, slice(None, -1), keep=True),
            lambda z: _without_places(z, slice(1, None), keep=True),
            lambda z: _without_places(z, slice(None, -1), keep=False),
            lambda z: _without_places(z, slice(1, None), keep=False),
        ),
    ),
    Misconception(
        "one_dimension_only",
        "It works for a vector, and not for an array with rows.",
        "A loop over a two-dimensional array gives whole rows, and a row is no single number.",
        "Work on the whole array at once, as `np.where`, `np.maximum` or a mask do; or loop over "
        "`z.reshape(-1)` and bring the shape back.",
        (_number_by_number, _place_by_place),
    ),
    Misconception(
        "two_dimensions_only",
        "It works for rows and columns only.",
        "Two nested loops want two axes, but z may be a vector or have three axes.",
        "Work on the whole array at once, as `np.where`, `np.maximum` or a mask do.",
        (_row_by_row, _by_rows_and_columns),
    ),
    Misconception(
        "flattened",
        "The right numbers come in one long row.",
        "The shape is a part of the answer: the next layer counts on it.",
        "Give the result the shape of z: `.reshape(z.shape)`.",
        (lambda z: rectified(z).ravel(), lambda z: rectified(z).reshape(1, -1)),
    ),
    Misconception(
        "if_on_an_array",
        "It asks one question about the whole array.",
        "`if z > 0` and `max(0, z)` need one True or False, and an array gives one for each number.",
        "Choose number by number: `np.where`, `np.maximum` or a mask.",
        (lambda z: z if z > 0 else 0, lambda z: z if z > 0 else 0 * z, lambda z: max(0, z)),
    ),
    Misconception(
        "all_or_nothing",
        "It decides for the whole array at once.",
        "`any` and `all` give one answer for all numbers, but each number has its own.",
        "Choose number by number: `np.where`, `np.maximum` or a mask.",
        (
            lambda z: _floats(z) * (_floats(z) > 0).any(),
            lambda z: _floats(z) * (_floats(z) > 0).all(),
            lambda z: _floats(z) * (np.sum(z) > 0),
        ),
    ),
)
