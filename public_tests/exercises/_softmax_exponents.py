"""Beliefs about softmax that show in what becomes of each number: its exponential, or something else."""

from __future__ import annotations

from typing import Any

import numpy as np

from public_tests.exercises._softmax_formula import Array, exps, floats, share, sigmoid, softmax
from public_tests.misconception import Misconception


def _cut_in_whole_arrays(z: Any) -> Array:
    """Exponentials are stored in an array of z's own type."""
    whole = np.asarray(z).dtype.kind in "iu"
    return share(np.trunc(exps(z)) if whole else exps(z))


def _fallen_to_zero(z: Any) -> Array:
    return np.floor(softmax(z))


def _min_max(z: Any) -> Array:
    z = floats(z)
    return (z - z.min()) / (z.max() - z.min())


def _standardised(z: Any) -> Array:
    z = floats(z)
    return (z - z.mean()) / z.std()


def _to_base(z: Any, base: float) -> Array:
    return softmax(floats(z) * np.log(base))


EXPONENTS: tuple[Misconception, ...] = (
    Misconception(
        "integer_truncation",
        "Fractions get lost on the way.",
        "An array of whole numbers cuts every fraction that is stored in it, and so does one that is made "
        "like it (`zeros_like`, `copy`); `//` and `int(...)` cut fractions everywhere.",
        "Store fractions in an array of floats, for example `np.zeros(len(z))`, divide with `/`, and leave "
        "`z` as it is.",
        (
            _cut_in_whole_arrays,
            lambda z: share(np.trunc(exps(z))),
            lambda z: softmax(np.trunc(floats(z))),
            _fallen_to_zero,
        ),
    ),
    Misconception(
        "sigmoid",
        "It gives the sigmoid (or tanh) of each number.",
        "Sigmoid looks at each number alone, as if several classes could be true at once. In softmax "
        "the classes share one probability of 1.",
        "Divide `exp` of each number by the sum of `exp` over all of them.",
        (
            sigmoid,
            lambda z: share(sigmoid(z)),
            lambda z: exps(z) / (1 + exps(z)) + 0 * floats(z),
            lambda z: np.tanh(floats(z)),
        ),
    ),
    Misconception(
        "log_softmax",
        "It gives the logarithm of softmax.",
        "Logarithms of probabilities are negative; the probabilities themselves are between 0 and 1.",
        "Leave the logarithm out: the quotient is already the answer.",
        (
            lambda z: np.log(softmax(z)),
            lambda z: -np.log(softmax(z)),
            lambda z: np.log2(softmax(z)),
            lambda z: np.log10(softmax(z)),
        ),
    ),
    Misconception(
        "negated_exponent",
        "The order is reversed: the smallest number gets the largest probability.",
        "There is a minus in the exponent. Sigmoid has one there, softmax has none.",
        "Compare `np.exp(2)` with `np.exp(-2)`. Which one should the larger number get?",
        (
            lambda z: softmax(-floats(z)),
            lambda z: np.exp(-floats(z)),
            lambda z: np.exp(-floats(z)) / exps(z).sum(),
        ),
    ),
    Misconception(
        "other_base",
        "It uses a base other than e.",
        "Any base gives probabilities, but other ones. With e, one more makes a class e times as likely, "
        "and the training's formulas count on it. A few digits of e are not enough either.",
        "Use `np.exp`, or `np.e` where you need the number itself.",
        (
            *(lambda z, b=base: _to_base(z, b) for base in (2.0, 10.0, 3.0, 2.7, 2.71, 2.72, 2.718)),
            *(lambda z, b=base: b ** floats(z) for base in (2.0, 10.0)),
        ),
    ),
    Misconception(
        "base_and_exponent_swapped",
        "The number is raised to the power e, where e should be raised to the number.",
        "`z ** e` and `e ** z` look alike, but only the second is positive for every z.",
        "In e to the power of z, e stands first. `np.exp(z)` leaves no doubt.",
        (lambda z: share(floats(z) ** np.e), lambda z: floats(z) ** np.e),
    ),
    Misconception(
        "one_hot",
        "It gives 1 to the largest number and 0 to all the others.",
        "That is argmax. Softmax is its soft sister: it keeps how sure the network is.",
        "Every output should be larger than 0. Follow the formula: `exp`, then divide by the sum.",
        (
            lambda z: (np.arange(len(z)) == np.argmax(z)).astype(float),
            lambda z: (floats(z) == np.max(z)).astype(float),
            lambda z: share(floats(z) == np.max(z)),
        ),
    ),
    Misconception(
        "positive_without_exp",
        "It makes the numbers positive by other means than `exp`: squares, absolute values, or a shift.",
        "The outputs may add up to 1, but a large negative number would then count as much as a positive "
        "one, or the smallest would get nothing at all.",
        "Only `exp` keeps the order and is never 0. Take it of each number as it is.",
        (
            lambda z: share(floats(z) ** 2),
            lambda z: share(np.abs(floats(z))),
            lambda z: share(floats(z) - np.min(z)),
            lambda z: share(np.maximum(floats(z), 0)),
            lambda z: share(floats(z) - np.min(z) + 1),
            lambda z: share(np.log1p(exps(z))),
            lambda z: share(exps(z) - 1),
            lambda z: share(exps(z) + 1),
        ),
    ),
    Misconception(
        "scales_without_exp",
        "It scales the numbers (to 0 and 1, or by mean and spread), without `exp`.",
        "Scaled data are no probabilities: they don't add up to 1, and some are 0 or negative.",
        "Leave the scaling out and begin with `exp` of each number.",
        (_min_max, _standardised, lambda z: floats(z) - np.mean(z), lambda z: share(_min_max(z) + 1)),
    ),
    Misconception(
        "drops_sign",
        "Negative numbers lose their sign before `exp` is taken.",
        "`exp` needs no help with negative numbers: `exp(-2)` is small and positive, as it should be.",
        "Hand each number to `exp` as it is.",
        (
            lambda z: softmax(np.abs(floats(z))),
            lambda z: softmax(floats(z) ** 2),
            lambda z: softmax(np.maximum(floats(z), 0)),
        ),
    ),
    Misconception(
        "rescales_first",
        "The numbers are scaled before `exp` is taken.",
        "Adding a constant to all numbers changes nothing in softmax; dividing them does: it brings the "
        "probabilities closer together or pulls them apart.",
        "Take `exp` of the numbers as they come.",
        (
            *(lambda z, t=t: softmax(floats(z) / t) for t in (0.1, 0.5, 2.0, 5.0, 10.0, 50.0, 100.0)),
            lambda z: softmax(floats(z) / len(z)),
            lambda z: softmax(floats(z) / np.max(z)),
            lambda z: softmax(floats(z) / np.max(np.abs(z))),
            lambda z: softmax(floats(z) / np.mean(z)),
            lambda z: softmax(floats(z) / np.linalg.norm(z)),
            lambda z: softmax(floats(z) / np.std(z)),
            lambda z: softmax(_standardised(z)),
            lambda z: softmax(_min_max(z)),
        ),
    ),
    Misconception(
        "clipped",
        "Numbers beyond a limit are cut to it before `exp` is taken.",
        "Cutting avoids what is too large for a float, but numbers beyond the limit become equal, and so do "
        "their probabilities.",
        "Take `exp` of the numbers as they are: up to 50 nothing can overflow.",
        (
            *(lambda z, c=c: softmax(np.clip(floats(z), -c, c)) for c in (1, 5, 10, 20, 30, 40)),
            *(lambda z, c=c: softmax(np.minimum(floats(z), c)) for c in (1, 5, 10, 20, 30, 40)),
        ),
    ),
    Misconception(
        "twice",
        "It applies softmax, or `exp`, twice.",
        "A second softmax flattens: its inputs are between 0 and 1, so the outputs come close together. "
        "A second `exp` does the opposite.",
        "Take `exp` once and divide once.",
        (
            lambda z: softmax(softmax(z)),
            lambda z: share(np.exp(exps(z))),
            lambda z: np.exp(softmax(z)),
        ),
    ),
    Misconception(
        "returns_the_numbers",
        "It gives back the numbers that it was given.",
        "What is computed inside a function is lost unless it is returned.",
        "Return the name under which you keep the quotient.",
        (floats,),
    ),
    Misconception(
        "positions_for_numbers",
        "It takes `exp` of the positions, not of the numbers.",
        "`for i in range(len(z))` gives 0, 1, 2, ...; the numbers stand at these positions: `z[i]`.",
        "Try [5, 5, 5]: three equal numbers should get three equal probabilities.",
        (
            lambda z: softmax(np.arange(len(z))),
            lambda z: exps(z) / exps(np.arange(len(z))).sum(),
            lambda z: exps(np.arange(len(z))) / exps(z).sum(),
        ),
    ),
    Misconception(
        "exp_below_only",
        "`exp` is taken below the line only.",
        "Below stands a sum of exponentials, above the number as it came: negative where the number is, and "
        "their sum is not 1.",
        "The numerator is one of the parts that the divisor adds up.",
        (lambda z: floats(z) / np.sum(exps(z)),),
    ),
)
