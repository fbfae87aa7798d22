"""Activations, their slopes, and a learner's own one measured: the activation plots without a view."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lab_utils._wording import four_parts

# Where the curves are looked at: every tenth from -5 to 5.
REACH = 5.0
PLACES = np.arange(-50, 51) / 10
_SAME = 1e-6
# Half the width of a measured slope, and how far the two sides of a bend differ.
_NEAR, _BEND = 1e-4, 1e-2


@dataclass(frozen=True)
class Activation:
    """An activation at every tenth from -5 to 5.

    Attributes
    ----------
    name : str
    values : ndarray, shape (101,), float
    left, right : ndarray, shape (101,), float
        Its slope to the left and to the right of each place; they differ where it bends.
    """

    name: str
    values: np.ndarray
    left: np.ndarray
    right: np.ndarray

    def at(self, z: float) -> tuple[float, float, float]:
        """Return value, left and right slope at a place that is one of the tenths."""
        i = int(np.abs(PLACES - z).argmin())
        return float(self.values[i]), float(self.left[i]), float(self.right[i])

    def in_words(self, z: float) -> str:
        """Say value and slope at a place."""
        value, left, right = self.at(z)
        slope = (
            f"slope {left:.3g}"
            if abs(left - right) < _BEND
            else f"slope {left:.3g} before, {right:.3g} after"
        )
        return f"{self.name} {value:.3g}, {slope}"


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + exp(-z)), of any shape, without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(z / 2)))


def _smooth(name: str, values: np.ndarray, slopes: np.ndarray) -> Activation:
    return Activation(name, values, slopes, slopes)


def known_activations() -> list[Activation]:
    """Return linear, sigmoid, tanh and ReLU.

    The slope of sigmoid s is s (1 - s), that of tanh t is 1 - t * t.
    """
    z, s, t = PLACES, sigmoid(PLACES), np.tanh(PLACES)
    return [
        _smooth("linear", z, np.ones_like(z)),
        _smooth("sigmoid", s, s * (1 - s)),
        _smooth("tanh", t, 1 - t * t),
        Activation("ReLU", np.maximum(z, 0), (z > 0) * 1.0, (z >= 0) * 1.0),
    ]


def told_apart(curve: Activation, others: Sequence[Activation]) -> Activation:
    """Return a curve with a name that no other has: it is chosen by its name."""
    taken = curve.name in {other.name for other in others}
    return replace(curve, name=f"{curve.name} (yours)") if taken else curve


def measured(function: Callable[[np.ndarray], Any]) -> tuple[Activation | None, str]:
    """Call a learner's activation; whatever it does becomes a curve or words, never an error.

    Returns
    -------
    Activation or None
        Its slopes are measured over a ten-thousandth of z. None where it gave no curve.
    str
        What is to be said about it.
    """
    name = getattr(function, "__name__", "your function")
    z = np.concatenate([PLACES - _NEAR, PLACES, PLACES + _NEAR])
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            answer = function(z.copy())
            given = np.asarray(answer)
    except NotImplementedError:
        return None, f"{name} is still to be written."
    except Exception as error:
        return None, f"{name} of an array stopped with {type(error).__name__}: {error}"
    if given.shape != z.shape or given.dtype.kind not in "biuf":
        got = "None" if answer is None else f"shape {given.shape} of {given.dtype.name}"
        fix = "An activation gives one number for each number that it is given."
        return None, four_parts(
            f"{name} of an array", expected=f"numbers of shape {z.shape}", got=got, fix=fix
        )
    before, here, after = np.split(given.astype(float), 3)
    curve = Activation(name, here, (here - before) / _NEAR, (after - here) / _NEAR)
    return curve, _compared(curve)


def _compared(curve: Activation) -> str:
    if not np.isfinite(curve.values).all():
        return f"{curve.name} gives nan or inf at z = {PLACES[~np.isfinite(curve.values)][0]:g}."
    known = known_activations()
    apart = [np.abs(curve.values - each.values) for each in known]
    nearest = min(range(len(known)), key=lambda i: apart[i].max())
    # Somebody who calls it relu means ReLU.
    meant = next((i for i, each in enumerate(known) if each.name.lower() in curve.name.lower()), nearest)
    if apart[meant].max() < _SAME:
        return f"{curve.name} agrees with {known[meant].name}."
    worst = int(apart[meant].argmax())
    return (
        f"{curve.name} differs from {known[meant].name}, most at z = {PLACES[worst]:g}: "
        f"{curve.values[worst]:.3g} instead of {known[meant].values[worst]:.3g}."
    )
