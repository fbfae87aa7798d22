"""Two ReLU units and their sum, and whether it is above 0 between 1 and 2 only: without a view."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

START, END = 1.0, 2.0
# What is not 0 here is at least a hundredth, as weights go in tenths.
_NOTHING = 1e-9
_FAR = 1e6


@dataclass(frozen=True)
class TwoUnits:
    """Two ReLU units of one input z, added up.

    Attributes
    ----------
    weights, biases : tuple of two float
        Unit i passes on relu(weight * z + bias).
    outputs : tuple of two float
        By what each unit is multiplied in the sum.
    """

    weights: tuple[float, float]
    biases: tuple[float, float]
    outputs: tuple[float, float]

    def parts(self, z: np.ndarray | float) -> list[np.ndarray]:
        """Return what each of the two adds to the sum, of z's shape."""
        every = zip(self.weights, self.biases, self.outputs, strict=True)
        return [np.asarray(out * np.maximum(0, weight * np.asarray(z) + bias)) for weight, bias, out in every]

    def sum(self, z: np.ndarray | float) -> np.ndarray:
        """Return the sum of the two, of z's shape."""
        return np.asarray(self.parts(z)[0] + self.parts(z)[1])

    @property
    def bends(self) -> list[float]:
        """Where the sum can bend, in order: a unit without a weight bends nowhere."""
        pairs = zip(self.weights, self.biases, strict=True)
        return sorted({-bias / weight for weight, bias in pairs if weight})

    def above_outside(self, side: str) -> float | None:
        """Return a place outside of 1 to 2 where the sum is above 0; None where it never is.

        Between its bends the sum is a straight line: bends and ends are all that must be looked at. `side` is
        "left" or "right"; a place of a million stands for far away.
        """
        edge, far = (START, -_FAR) if side == "left" else (END, _FAR)
        places = [edge, *(bend for bend in self.bends if (bend - edge) * far > 0), far]
        # The nearest one that can be seen is told.
        seen = [*places[:-1], edge + np.sign(far), places[-1]]
        return next((place for place in seen if self.sum(place) > _NOTHING * max(1, abs(place))), None)

    def not_above_between(self) -> float | None:
        """Return a place between 1 and 2 where the sum is not above 0; None where it is everywhere."""
        inner = [bend for bend in self.bends if START < bend < END]
        knots = [START, *inner, END]
        # Whatever is between two bends lies between their two values.
        for low, high in pairwise(knots):
            ends = [float(self.sum(low)), float(self.sum(high))]
            if max(ends) <= _NOTHING:
                return (low + high) / 2
            if min(ends) < -_NOTHING:
                worse = low if ends[0] < ends[1] else high
                return worse + (0.05 if worse == low else -0.05) * (high - low)
        return next((bend for bend in inner if self.sum(bend) <= _NOTHING), None)

    @property
    def reached(self) -> bool:
        """Whether the sum is above 0 everywhere between 1 and 2, and nowhere else."""
        outside = (self.above_outside("left"), self.above_outside("right"))
        return outside == (None, None) and self.not_above_between() is None

    def in_words(self) -> str:
        """Say the sum as a formula, and whether the goal is reached."""
        every = zip(self.outputs, self.weights, self.biases, strict=True)
        formula = " ".join(
            f"{out:+g} relu({weight:g} z {bias:+g})" for out, weight, bias in every
        ).removeprefix("+")
        goal = "above 0 between 1 and 2 only" if self.reached else "not yet above 0 between 1 and 2 only"
        return f"{formula}: {goal}"
