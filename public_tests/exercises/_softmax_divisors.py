"""Beliefs about softmax that show in what it divides by."""

from __future__ import annotations

import numpy as np

from public_tests.exercises._softmax_formula import exps, floats, share, softmax
from public_tests.misconception import Misconception

DIVISORS: tuple[Misconception, ...] = (
    Misconception(
        "divides_by_sum",
        "It divides each number by the sum, without `exp`.",
        "Dividing makes the sum 1, but leaves negative numbers negative, and no probability is.",
        "Take `exp` of each number first: it is always positive. Then divide.",
        (lambda z: share(floats(z)),),
    ),
    Misconception(
        "exp_only",
        "It takes `exp` and stops there.",
        "`exp` makes every number positive, but the results do not add up to 1 yet.",
        "Add up your result. By what must each part be divided so that the sum is 1?",
        (exps,),
    ),
    Misconception(
        "divides_by_max",
        "The largest output is 1: everything is measured by the largest value.",
        "A probability of 1 leaves nothing for the others. Dividing by the largest exponential (or "
        "subtracting the largest number and stopping there) scales, but does not share out.",
        "What must the outputs add up to? Divide by what makes them do so.",
        (
            lambda z: np.exp(floats(z) - np.max(z)),
            lambda z: floats(z) / np.max(z),
            lambda z: floats(z) / np.max(np.abs(z)),
            lambda z: exps(z) / np.max(z),
        ),
    ),
    Misconception(
        "divides_by_count",
        "It divides by how many numbers there are, or by their mean.",
        "That is an average. The outputs of softmax add up to 1, whatever the numbers are.",
        "Print `np.sum` of your result. What should you divide by to make it 1?",
        (
            lambda z: exps(z) / len(z),
            lambda z: exps(z) / 10,
            lambda z: exps(z) / np.mean(exps(z)),
            lambda z: exps(z) / np.mean(z),
            lambda z: floats(z) / len(z),
            lambda z: floats(z) / np.mean(z),
        ),
    ),
    Misconception(
        "sums_before_exp",
        "It adds the numbers up before `exp` is taken.",
        "The formula's divisor is a sum of exponentials. `exp` of a sum, which is the product of the "
        "exponentials, or the sum itself, is another number.",
        "Make the exponentials first and keep them. Their sum is the divisor.",
        (
            lambda z: exps(z) / np.sum(z),
            lambda z: exps(z) / np.exp(np.sum(floats(z))),
            lambda z: np.exp(floats(z) - np.max(z)) / np.sum(z),
        ),
    ),
    Misconception(
        "divides_before_exp",
        "It divides inside of `exp`.",
        "`exp` of a quotient is not the quotient of exponentials: the order of the two steps matters.",
        "Close the bracket of `exp` right after the number, and divide outside of it.",
        (
            lambda z: np.exp(share(floats(z))),
            lambda z: share(np.exp(share(floats(z)))),
            lambda z: np.exp(floats(z) / np.sum(exps(z))),
        ),
    ),
    Misconception(
        "divides_by_norm",
        "It divides by a length (a norm) or by a sum of squares.",
        "That makes the squares add up to 1. Probabilities themselves add up to 1.",
        "Leave squares and roots out: the divisor is the plain sum of the exponentials.",
        (
            lambda z: floats(z) / np.linalg.norm(z),
            lambda z: exps(z) / np.linalg.norm(exps(z)),
            lambda z: exps(z) / np.sum(exps(z) ** 2),
        ),
    ),
    Misconception(
        "shift_on_one_side",
        "A number is subtracted on one side of the fraction only, or outside of `exp`.",
        "Subtracting a constant changes nothing as long as it is done to every number before `exp`, in the "
        "numerator and in the divisor alike.",
        "Make the shifted numbers first, then their exponentials once, and use these both above and below.",
        (
            lambda z: np.exp(floats(z) - np.max(z)) / np.sum(exps(z)),
            lambda z: exps(z) / np.sum(np.exp(floats(z) - np.max(z))),
            lambda z: share(exps(z) - np.max(z)),
            lambda z: share(exps(z) - np.max(exps(z))),
            lambda z: exps(z) - np.max(z) / np.sum(exps(z)),
            lambda z: floats(z) - np.max(z) / np.sum(exps(z)),
        ),
    ),
    Misconception(
        "upside_down",
        "The fraction is upside down, or a product.",
        "The more likely a class is, the larger its own exponential: that one stands above the line.",
        "Numerator: one exponential. Divisor: the sum of all.",
        (
            lambda z: exps(z).sum() / exps(z),
            lambda z: exps(z) * exps(z).sum(),
            lambda z: 1 / softmax(z) / len(z),
        ),
    ),
    Misconception(
        "missing_brackets",
        "It divides by the first exponential and adds the others.",
        "Division comes before addition: `a / b + c` is `(a / b) + c`.",
        "Put the whole sum in brackets, or give it a name first.",
        (lambda z: exps(z) / exps(z)[0] + exps(z)[1:].sum(),),
    ),
    Misconception(
        "adds_epsilon",
        "A small constant is added to the sum, which changes the result where the sum is small.",
        "The sum of exponentials is never 0 here, so nothing needs to be guarded against; and for "
        "[-50, -50, -49] the constant is larger than the sum itself.",
        "Leave the constant out.",
        tuple(
            lambda z, eps=eps: exps(z) / (np.sum(exps(z)) + eps)
            for eps in (*(10.0**-k for k in range(2, 25)), float(np.finfo(float).eps))
        ),
    ),
    Misconception(
        "percent",
        "The outputs add up to 100.",
        "A probability is a share of 1; percent is a way of printing it.",
        "Leave the factor out.",
        (lambda z: 100 * softmax(z),),
    ),
)
