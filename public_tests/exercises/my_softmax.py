"""`my_softmax`: softmax of one vector, |z| <= 50, stable or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from public_tests.comparing import Finding, compare
from public_tests.judging import Rules, array_note
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target

Array = np.ndarray[Any, Any]


def softmax(z: Any) -> Array:
    """Return softmax over the last axis, shifted by the max.

    Goodfellow, Bengio and Courville, Deep Learning (2016), equation 6.29 and section 4.1.
    """
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def sigmoid(z: Any) -> Array:
    """Return 1 / (1 + exp(-z)) for each number."""
    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))


def _trailing_zeros(z: Any) -> Array:
    p = np.zeros(len(z))
    p[0] = softmax(z)[0]
    return p


def _ten_outputs(z: Any) -> Array:
    p = np.zeros(10)
    for i in range(10):
        p[i] = np.exp(z[i]) / sum(np.exp(z[j]) for j in range(10))
    return p


def _first_ten(z: Any) -> Array:
    e = np.exp(np.asarray(z, dtype=float))
    return e[:10] / e[:10].sum()


MISCONCEPTIONS: tuple[Misconception, ...] = (
    Misconception(
        "divides_by_sum",
        "It divides each number by the sum, without `exp`.",
        "Dividing makes the sum 1, but leaves negative numbers negative, and no probability is.",
        "Take `exp` of each number first: it is always positive. Then divide.",
        (lambda z: np.asarray(z, dtype=float) / np.sum(z),),
    ),
    Misconception(
        "exp_only",
        "It takes `exp` and stops there.",
        "`exp` makes every number positive, but the results do not add up to 1 yet.",
        "Add up your result. By what must each part be divided so that the sum is 1?",
        (lambda z: np.exp(np.asarray(z, dtype=float)),),
    ),
    Misconception(
        "divides_by_max",
        "It divides by the largest value, so the largest output is 1.",
        "A probability of 1 leaves nothing for the others.",
        "Divide by the sum of all the exponentials, not by the largest one.",
        (
            lambda z: np.exp(np.asarray(z, dtype=float)) / np.exp(np.max(z)),
            lambda z: np.asarray(z, dtype=float) / np.max(z),
            lambda z: np.exp(np.asarray(z, dtype=float)) / np.max(z),
        ),
    ),
    Misconception(
        "divides_by_count",
        "It divides by how many numbers there are, or by their mean.",
        "That is an average. The outputs of softmax add up to 1, whatever the numbers are.",
        "Print `np.sum` of your result. What should you divide by to make it 1?",
        (
            lambda z: np.exp(np.asarray(z, dtype=float)) / len(z),
            lambda z: np.exp(np.asarray(z, dtype=float)) / np.mean(np.exp(z)),
            lambda z: np.exp(np.asarray(z, dtype=float)) / np.mean(z),
            lambda z: np.asarray(z, dtype=float) / len(z),
        ),
    ),
    Misconception(
        "sums_before_exp",
        "It adds the numbers up before `exp` is taken.",
        "The formula's divisor is a sum of exponentials. `exp` of a sum, or the sum itself, is another "
        "number.",
        "Make the exponentials first and keep them. Their sum is the divisor.",
        (
            lambda z: np.exp(np.asarray(z, dtype=float)) / np.sum(z),
            lambda z: np.exp(np.asarray(z, dtype=float)) / np.exp(np.sum(z)),
        ),
    ),
    Misconception(
        "sigmoid",
        "It gives the sigmoid of each number.",
        "Sigmoid looks at each number alone, as if several classes could be true at once. In softmax "
        "the classes share one probability of 1.",
        "Divide `exp` of each number by the sum of `exp` over all of them.",
        (sigmoid, lambda z: sigmoid(z) / sigmoid(z).sum()),
    ),
    Misconception(
        "log_softmax",
        "It gives the logarithm of softmax.",
        "Logarithms of probabilities are negative; the probabilities themselves are between 0 and 1.",
        "Leave the logarithm out: the quotient is already the answer.",
        (lambda z: np.log(softmax(z)), lambda z: -np.log(softmax(z))),
    ),
    Misconception(
        "negated_exponent",
        "The order is reversed: the smallest number gets the largest probability.",
        "There is a minus in the exponent. Sigmoid has one there, softmax has none.",
        "Compare `np.exp(2)` with `np.exp(-2)`. Which one should the larger logit get?",
        (lambda z: softmax(-np.asarray(z, dtype=float)),),
    ),
    Misconception(
        "other_base",
        "It uses a base other than e.",
        "Any base gives probabilities, but other ones. With e, one logit more makes a class e times as "
        "likely, and the training's formulas count on it.",
        "Use `np.exp`.",
        tuple(lambda z, b=base: softmax(np.asarray(z, dtype=float) * np.log(b)) for base in (2.0, 10.0)),
    ),
    Misconception(
        "one_hot",
        "It gives 1 to the largest number and 0 to all the others.",
        "That is argmax. Softmax is its soft sister: it keeps how sure the network is.",
        "Every output should be larger than 0. Follow the formula: `exp`, then divide by the sum.",
        (lambda z: (np.arange(len(z)) == np.argmax(z)).astype(float),),
    ),
    Misconception(
        "returns_inside_loop",
        "Only the first element is filled in; the rest are zeros.",
        "`return` ends the function at once, also in the middle of a loop.",
        "Move `return` to the left, so that it stands after the loop.",
        (
            _trailing_zeros,
            lambda z: softmax(z)[0],
            lambda z: np.concatenate([[np.exp(float(z[0]))], np.zeros(len(z) - 1)]),
        ),
    ),
    Misconception(
        "fixed_length",
        "It works for one length only.",
        "The number of classes is fixed inside the function (or a variable from outside is used), but "
        "the function is called with vectors of any length.",
        "Take the length from the argument: `len(z)`, or let NumPy handle the whole array.",
        (_ten_outputs, _first_ten),
    ),
    Misconception(
        "twice",
        "It applies softmax twice.",
        "A second softmax flattens: its inputs are between 0 and 1, so the outputs come close together.",
        "Return the quotient as it is.",
        (lambda z: softmax(softmax(z)),),
    ),
    Misconception(
        "shift_on_one_side",
        "The largest number is subtracted on one side of the fraction only.",
        "Subtracting a constant changes nothing as long as numerator and divisor get the same one.",
        "Make the shifted exponentials once, and use them both above and below.",
        (
            lambda z: np.exp(np.asarray(z, dtype=float) - np.max(z)) / np.sum(np.exp(z)),
            lambda z: np.exp(np.asarray(z, dtype=float)) / np.sum(np.exp(z - np.max(z))),
        ),
    ),
    Misconception(
        "extra_axis",
        "The probabilities come in an array with an axis too many.",
        "One vector of N numbers goes in, and one vector of N numbers comes out: shape (N,), not (1, N).",
        "Sum over the vector, and leave `keepdims`, `reshape` and double brackets out.",
        (
            lambda z: softmax(z)[np.newaxis, :],
            lambda z: softmax(z)[:, np.newaxis],
        ),
    ),
    Misconception(
        "printed_example",
        "It gives the same numbers whatever it is called with.",
        "An answer that is typed in fits one input only.",
        "Compute the result from the argument `z`.",
        (
            lambda z: softmax([1.0, 2.0, 3.0]),
            lambda z: softmax([1.0, 2.0, 3.0, 4.0]),
        ),
    ),
    Misconception(
        "adds_epsilon",
        "A small constant is added to the sum, which changes the result where the sum is small.",
        "The sum of exponentials is never 0, so nothing needs to be guarded against.",
        "Leave the constant out.",
        tuple(
            lambda z, eps=eps: np.exp(z) / (np.sum(np.exp(z)) + eps)
            for eps in (1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12)
        ),
    ),
)


def compare_probabilities(expected: Array, outcome: Outcome) -> Finding | None:
    """Compare as `public_tests.comparing.compare`; say what keeps wrong values from being probabilities."""
    finding = compare(expected, outcome)
    if finding is None or finding.property not in ("values", "order", "sign"):
        return finding
    got = np.asarray(outcome.value, dtype=float)
    if (got < 0).any():
        return Finding("negative", "There is a negative number, and a probability never is.")
    sums = got.sum(axis=-1)
    if not np.allclose(sums, 1, atol=1e-4):
        worst = float(np.atleast_1d(sums)[np.argmax(np.abs(np.atleast_1d(sums) - 1))])
        return Finding("sum", f"The probabilities add up to {worst:.4g}; they should add up to 1.")
    return finding


def _what_comes_next(target: Target, outcomes: Sequence[Outcome]) -> str | None:
    large = target.call(np.array([1000.0, 1001.0, 999.0]))
    if large.error is None and compare(softmax([1000.0, 1001.0, 999.0]), large) is None:
        return array_note(target, outcomes)
    later = (
        "Right for everyday numbers. On [1000, 1001, 999] it breaks, because `exp` of a large number is "
        "more than a float can hold: that is what the next exercise mends."
    )
    return " ".join(filter(None, [array_note(target, outcomes), later]))


_RULES = Rules(
    name="my_softmax",
    reference=softmax,
    probes=(
        (np.array([1, 2, 3]),),
        (np.array([0.0]),),
        (np.array([0.0, 0.0]),),
        (np.array([-1.0, 0.0, 1.0]),),
        (np.array([2.0, -1.0, 0.5, 4.0]),),
        (np.array([-50.0, -50.0, -49.0]),),
        (np.array([50, -50, 49]),),
        (np.linspace(-3.0, 2.5, 12),),
        (np.array([0.3, -0.2, 1.1, 0.0, 2.2, -1.7, 0.9, 0.4, -0.6, 1.5]),),
    ),
    misconceptions=MISCONCEPTIONS,
    compare=compare_probabilities,
    note=_what_comes_next,
)


def judge(target: Target) -> Verdict:
    """Judge ``my_softmax(z)``: z of shape (N,), int or float, |z| <= 50 -> (N,) float."""
    return judge_by(_RULES, target)
