"""Softmax as the checks of notebook 02 compute it, and what they say about values that are not it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np

from public_tests.comparing import Finding, compare
from public_tests.target import LearnerError, Outcome, Target

Array = np.ndarray[Any, Any]


def floats(z: Any) -> Array:
    """Return a float64 array of its own."""
    return np.array(z, dtype=float)


def exps(z: Any) -> Array:
    """Return e to the power of each number, without any shift."""
    return np.exp(floats(z))


def share(values: Any) -> Array:
    """Return each value over the sum along the last axis: what the formula does with `exps`."""
    values = np.asarray(values, dtype=float)
    return values / values.sum(axis=-1, keepdims=True)


def softmax(z: Any) -> Array:
    """Return softmax over the last axis, shifted by the max.

    Goodfellow, Bengio and Courville, Deep Learning (2016), equation 6.29 and section 4.1.
    """
    z = floats(z)
    return share(np.exp(z - z.max(axis=-1, keepdims=True)))


def sigmoid(z: Any) -> Array:
    """Return 1 / (1 + exp(-z)) for each number."""
    return 1 / (1 + np.exp(-floats(z)))


def stops_where(
    is_broken: Callable[[Array], Array], imitation: Callable[[Any], Array]
) -> Callable[[Any], Array]:
    """Return the imitation as Python's own numbers compute it: they stop at a division by 0.

    NumPy goes on there; `is_broken` finds what it gives, `np.isnan` for 0 / 0 and `np.isinf` for 1 / 0.
    """

    def with_python_numbers(z: Any) -> Array:
        if is_broken(imitation(z)).any():
            raise ZeroDivisionError
        return imitation(z)

    return with_python_numbers


def compare_probabilities(expected: Array, outcome: Outcome) -> Finding | None:
    """Compare as `public_tests.comparing.compare`; say what keeps wrong values from being probabilities."""
    finding = compare(expected, outcome)
    if finding is None:
        return None
    if finding.property == "shape":
        sentence = f"{finding.sentence} For each number that goes in, one probability comes out."
        return dataclasses.replace(finding, sentence=sentence)
    if finding.property not in ("values", "order", "sign"):
        return finding
    got = np.asarray(outcome.value, dtype=float)
    if (got < 0).any():
        return Finding("negative", "There is a negative number, and a probability never is.")
    sums = np.atleast_1d(got.sum(axis=-1))
    if not np.allclose(sums, 1, atol=1e-4):
        worst = float(sums[np.argmax(np.abs(sums - 1))])
        return Finding("sum", f"The probabilities add up to {worst:.4g}; they should add up to 1.")
    if finding.property == "order":
        return finding
    return Finding(
        "ratio",
        "The outputs add up to 1, but in other ratios: where two numbers are a and b, the output of a "
        "should be exp(a - b) times that of b.",
    )


class FloatsToo:
    """A target whose calls with whole numbers are tried with the same floats where they stop.

    TensorFlow's `exp` takes no integers. Who writes softmax with it understood softmax: `stopped`
    holds the error for a word about it.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self.stopped: LearnerError | None = None

    def call(self, *args: Any) -> Outcome:
        """Call it once, or once more with floats."""
        outcome = self._target.call(*args)
        whole = all(isinstance(arg, np.ndarray) and arg.dtype.kind in "iu" for arg in args)
        if not whole or outcome.error is None or outcome.error.type == "NotImplementedError":
            return outcome
        again = self._target.call(*(arg.astype(float) for arg in args))
        if again.error or again.timed_out:
            return outcome
        self.stopped = outcome.error
        return again

    @property
    def note(self) -> str | None:
        """A word about whole numbers, where they needed it."""
        if self.stopped is None:
            return None
        return (
            f"With whole numbers it stops ({self.stopped.type}), with the same numbers as floats it is "
            "right. Turn `z` into floats on the first line, and it takes both."
        )
