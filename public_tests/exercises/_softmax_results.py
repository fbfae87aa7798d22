"""Beliefs about softmax that show in what is handed back: its shape, its order, how much of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np

from public_tests.comparing import numbers_of, same_numbers
from public_tests.exercises._softmax_exponents import EXPONENTS
from public_tests.exercises._softmax_formula import Array, exps, floats, softmax
from public_tests.misconception import Misconception
from public_tests.trials import Trial


def _first_place_only(first: Any, length: int) -> Array:
    return np.concatenate([[first], np.zeros(length - 1)])


RESULTS: tuple[Misconception, ...] = (
    Misconception(
        "returns_inside_loop",
        "Only the first element is worked out.",
        "`return` ends the function at once, also in the middle of a loop.",
        "Move `return` to the left, so that it stands after the loop.",
        (
            lambda z: _first_place_only(softmax(z)[0], len(z)),
            lambda z: _first_place_only(exps(z)[0], len(z)),
            lambda z: _first_place_only(1.0, len(z)),
            lambda z: softmax(z)[0],
            lambda z: softmax(z)[:1],
            lambda z: exps(z)[0],
            lambda z: exps(z)[:1],
        ),
    ),
    Misconception(
        "one_number",
        "It returns one number.",
        "Softmax gives a probability to every class, not only to the winner or the last one.",
        "Keep a result for each position, and return all of them together.",
        (
            lambda z: softmax(z).max(),
            lambda z: np.argmax(z),
            lambda z: softmax(z)[-1],
            lambda z: softmax(z)[-1:],
            lambda z: exps(z).sum(),
            lambda z: 1 / exps(z).sum(),
            lambda z: softmax(z).sum(),
        ),
    ),
    Misconception(
        "extra_axis",
        "The probabilities come in an array with an axis too many.",
        "One vector of N numbers goes in, and one vector of N numbers comes out: shape (N,), not (1, N).",
        "Sum over the vector, and leave `keepdims`, `reshape` and double brackets out.",
        (lambda z: softmax(z)[np.newaxis, :], lambda z: softmax(z)[:, np.newaxis]),
    ),
    Misconception(
        "wrong_order",
        "The right probabilities stand in the wrong places.",
        "The first output belongs to the first number. Sorting, or inserting at the front, breaks that tie.",
        "Leave the order as it is; `append` puts each result behind the one before.",
        (
            lambda z: np.sort(softmax(z)),
            lambda z: np.sort(softmax(z))[::-1],
            lambda z: softmax(z)[::-1],
        ),
    ),
    Misconception(
        "cumulative",
        "The outputs are running sums.",
        "A sum that grows from place to place is right for the divisor alone, and only its end counts.",
        "Keep each quotient by itself: don't add it to the one before.",
        (lambda z: np.cumsum(softmax(z)), lambda z: np.cumsum(exps(z))),
    ),
    Misconception(
        "never_filled",
        "It returns an array that nothing was written to.",
        "The results are computed, but kept under another name, or the loop never runs.",
        "In the loop, write to the array that you return: `a[i] = ...`.",
        (lambda z: np.zeros(len(z)),),
    ),
    Misconception(
        "nothing_left",
        "It returns nothing at all, not even zeros.",
        "A generator and a `map` can be gone through once: after `sum(...)` nothing is left of them. (A "
        "list to which no round of a loop appends is as empty.)",
        "Keep the exponentials in a list or an array before you add them up.",
        (lambda z: exps(z)[:0],),
    ),
    Misconception(
        "one_minus",
        "It gives one minus each probability.",
        "That is how likely it is that a class is not meant; all of them together add up to N - 1.",
        "Leave the subtraction from 1 out: the quotient is already the answer.",
        (lambda z: 1 - softmax(z),),
    ),
    Misconception(
        "all_alike",
        "Every class gets the same probability.",
        "The numerator must be the exponential of one number: a whole array above and a whole array "
        "below leaves nothing of the differences.",
        "Print numerator and divisor for [1, 2, 3]: three different numbers over one and the same.",
        (lambda z: np.ones(len(z)) / len(z), lambda z: np.full(len(z), floats(z).max())),
    ),
)

FIXED_LENGTH = Misconception(
    "fixed_length",
    "It works for some lengths only.",
    "The number of classes is fixed inside the function (or a variable from outside is used), but "
    "the function is called with vectors of any length.",
    "Take the length from the argument: `len(z)`, or let NumPy handle the whole array.",
)

AXIS_OF_A_VECTOR = Misconception(
    "axis_of_a_vector",
    "It reduces over axis 1, which a vector does not have.",
    "Axes are counted from 0: a vector of shape (N,) has axis 0 only. Axis 1 comes with a batch.",
    "Leave `axis` out: sum and max then run over all numbers.",
)


DIVISOR_FROM_OUTSIDE = Misconception(
    "divisor_from_outside",
    "Every exponential is divided by the same number, whatever is handed over.",
    "The sum is taken of a variable outside of the function, or typed in, so it fits one vector only.",
    "Add up the exponentials of the very `z` in the `def` line.",
)


def recognise_in_results(trials: Sequence[Trial]) -> Misconception | None:
    """Name what no imitation can compute: a length or axis that does not fit, or any single number."""
    lengths = _lengths_that_work(trials)
    if lengths:
        finding = f"It is right for a vector of length {lengths}, and for no other that was tried."
        return dataclasses.replace(FIXED_LENGTH, finding=finding)
    if all(t.outcome.error and t.outcome.error.type == "AxisError" for t in trials):
        return AXIS_OF_A_VECTOR
    if _scaled(trials):
        return next(belief for belief in EXPONENTS if belief.id == "rescales_first")
    if _one_divisor_for_all(trials):
        return DIVISOR_FROM_OUTSIDE
    arrays = [numbers_of(t.outcome.value) for t in trials if t.outcome.error is None]
    if len(arrays) == len(trials) and all(array is not None and array.ndim == 0 for array in arrays):
        return next(belief for belief in RESULTS if belief.id == "one_number")
    return None


def _scaled(trials: Sequence[Trial]) -> bool:
    """Tell whether each result is the softmax of a vector that is k times as long; k is free, but for 0."""
    return all(is_softmax_of_multiple(trial.args[0], numbers_of(trial.outcome.value)) for trial in trials)


def is_softmax_of_multiple(z: Array, got: Array | None) -> bool:
    """Tell whether `got` is the softmax of k times z for a k above 0; z : (N,)."""
    if got is None or got.shape != z.shape or not (got > 0).all():
        return False
    between = np.ptp(floats(z))
    k = np.log(got[np.argmax(z)] / got[np.argmin(z)]) / between if between else 1.0
    return bool(k > 0) and same_numbers(softmax(k * floats(z)), got)


def _one_divisor_for_all(trials: Sequence[Trial]) -> bool:
    divisors = []
    for trial in trials:
        z, got = trial.args[0], numbers_of(trial.outcome.value)
        if got is None or got.shape != z.shape or not (got > 0).all():
            return False
        divisors += list(exps(z) / got)
    return bool(np.allclose(divisors, divisors[0], rtol=1e-4, atol=0))


def _lengths_that_work(trials: Sequence[Trial]) -> str:
    """Return the lengths for which all is right, where it is the length that tells right from wrong."""
    right = {len(t.args[0]) for t in trials if t.finding is None}
    wrong = {len(t.args[0]) for t in trials if t.finding is not None}
    # Any share is right for one number, and for two equal ones: only from 3 on it tells.
    if not right or max(right) < 3 or right & wrong:
        return ""
    up_to_a_limit = max(right) < min(wrong) and _breaks_by_size(trials)
    return ", ".join(map(str, sorted(right))) if len(right) == 1 or up_to_a_limit else ""


def _breaks_by_size(trials: Sequence[Trial]) -> bool:
    return any(t.finding is not None and t.finding.property in ("error", "shape") for t in trials)
