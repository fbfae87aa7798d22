"""Compare gradients with numerical ones, and tell where a backward pass goes wrong.

A numerical gradient knows nothing of the chain rule: it nudges one weight at a time and looks at the loss.
That is far too slow to train with, and just right to check with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["GradientComparison", "ParameterComparison", "compare_gradients", "numerical_gradient"]

Array = np.ndarray[Any, Any]
# Central differences in float64 err by about 1e-9 of the gradient here, gradients in float32 by about 1e-6.
_TOLERANCE = 1e-4


@dataclass(frozen=True)
class ParameterComparison:
    """How the gradient of one array of weights relates to the numerical one.

    Attributes
    ----------
    name : str
        "W1", "b1" and so on.
    k : float
        The number that, times the numerical gradient, comes closest to the gradient (least squares): 1 if all
        is well, -1 for a wrong sign, m where the mean over m rows was forgotten. NaN where nothing can be
        said.
    cosine : float
        The cosine of the angle between the two: 1 if they point the same way, whatever their lengths. NaN
        where nothing can be said.
    agrees : bool
        They are the same but for rounding.
    problem : str
        Why the two can't be compared, "missing" or "shape (6, 8), not (8, 6)" or "not finite"; else empty.
    """

    name: str
    k: float
    cosine: float
    agrees: bool
    problem: str = ""


@dataclass(frozen=True)
class GradientComparison:
    """How gradients relate to the numerical ones, layer by layer; printed, a table.

    Attributes
    ----------
    parameters : tuple of ParameterComparison
        In the order of the backward pass: the last layer first, in each layer W before b.
    """

    parameters: tuple[ParameterComparison, ...]

    @property
    def agree(self) -> bool:
        """Whether all gradients are the numerical ones, but for rounding."""
        return all(parameter.agrees for parameter in self.parameters)

    @property
    def wrong(self) -> tuple[str, ...]:
        """The names of the parameters that don't agree, in the order of the backward pass."""
        return tuple(parameter.name for parameter in self.parameters if not parameter.agrees)

    @property
    def first_wrong_layer(self) -> int | None:
        """The number of the layer where the backward pass first goes wrong, None if all is well.

        The backward pass begins at the *last* layer and goes down to layer 1, and a mistake is handed on to
        all layers that come after it. So "first" is first on that way: the layer with the highest number
        among those with a wrong W or b. Every layer with a higher number is right, and the mistake was made
        in this layer, or on the step into it. In the network of three layers a wrong ReLU derivative, which
        leaves layer 3 alone and spoils layers 2 and 1, gives 2, not 1.
        """
        return max((layer_of(name) for name in self.wrong), default=None)

    @property
    def common_k(self) -> float | None:
        """The factor that all gradients share, if they are the numerical ones times one factor; else None."""
        ks = [parameter.k for parameter in self.parameters]
        # A cosine is 1 to second order in the angle: this much is an angle of about 1e-4.
        aligned = all(abs(abs(p.cosine) - 1) < _TOLERANCE**2 for p in self.parameters)
        if not ks or not aligned or not np.allclose(ks, ks[0], rtol=_TOLERANCE, atol=0):
            return None
        return float(np.mean(ks))

    def __str__(self) -> str:
        lines = [f"{'':9}{'k':>9}{'cosine':>9}"]
        for parameter in self.parameters:
            numbers = f"{_three_decimals(parameter.k)}{_three_decimals(parameter.cosine)}"
            words = "right" if parameter.agrees else parameter.problem or "wrong"
            lines.append(f"{parameter.name:9}{numbers}   {words}")
        first = self.first_wrong_layer
        lines.append(
            "all layers are right" if first is None else f"first wrong layer, from the last: {first}"
        )
        return "\n".join(lines)


def numerical_gradient(
    loss: Callable[[dict[str, Array]], float], weights: Mapping[str, Array], step: float = 1e-5
) -> dict[str, Array]:
    """Measure how a loss changes with each weight, by central differences.

    Parameters
    ----------
    loss : callable
        Takes weights as a dict, gives one number; called twice for every single weight.
    weights : mapping of str to ndarray
        W1 (in, out), b1 (out,) and so on. They are copied to float64, not changed.
    step : float
        How far each weight is nudged. The loss must be smooth that far: where a Z lies within a nudge of 0,
        ReLU's corner spoils the number.

    Returns
    -------
    dict of str to ndarray, float64
        The keys and shapes of `weights`.
    """
    nudged = {key: np.array(array, dtype=np.float64) for key, array in weights.items()}
    gradients = {key: np.zeros_like(array) for key, array in nudged.items()}
    for key, array in nudged.items():
        for place in np.ndindex(array.shape):
            middle = array[place]
            array[place] = middle + step
            above = loss(nudged)
            array[place] = middle - step
            below = loss(nudged)
            array[place] = middle
            gradients[key][place] = (above - below) / (2 * step)
    return gradients


def compare_gradients(
    gradients: Mapping[str, Any], numerical: Mapping[str, Array], tolerance: float = _TOLERANCE
) -> GradientComparison:
    """Compare gradients with the numerical ones, parameter by parameter.

    Parameters
    ----------
    gradients : mapping of str to array_like
        What a backward pass returned. Missing keys, other shapes and numbers that are not finite are told.
    numerical : mapping of str to ndarray
        What `numerical_gradient` returned, for W1, b1, W2, b2 and so on.
    tolerance : float
        How far apart the two may be, as a share of the numerical gradient's length.

    Returns
    -------
    GradientComparison
    """
    # A parameter whose true gradient is nearly 0 is measured by the others, so that rounding is no mistake.
    longest = max((float(np.linalg.norm(array)) for array in numerical.values()), default=0.0)
    names = sorted(numerical, key=lambda name: (-layer_of(name), name))
    return GradientComparison(
        tuple(_compared(name, gradients.get(name), numerical[name], tolerance, longest) for name in names)
    )


def layer_of(name: str) -> int:
    """Return the number of the layer that a parameter belongs to: 2 for "W2" and "b2"."""
    return int(name[1:])


def _compared(
    name: str, given: Any, numerical: Array, tolerance: float, longest: float
) -> ParameterComparison:
    gradient, problem = _as_numbers(given, numerical.shape)
    if problem:
        return ParameterComparison(name, float("nan"), float("nan"), False, problem)
    length, true_length = float(np.linalg.norm(gradient)), float(np.linalg.norm(numerical))
    product = float(np.vdot(gradient, numerical))
    k = product / true_length**2 if true_length else float("nan")
    cosine = product / (length * true_length) if length and true_length else float("nan")
    apart = float(np.linalg.norm(gradient - numerical))
    return ParameterComparison(name, k, cosine, apart <= tolerance * max(true_length, 1e-3 * longest))


def _as_numbers(given: Any, shape: tuple[int, ...]) -> tuple[Array, str]:
    if given is None:
        return np.zeros(0), "missing"
    try:
        gradient = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        return np.zeros(0), "no numbers"
    if gradient.shape != shape:
        return gradient, f"shape {gradient.shape}, not {shape}"
    return gradient, "" if np.isfinite(gradient).all() else "not finite"


def _three_decimals(number: float) -> str:
    # Adding 0 turns a -0.0 that rounding left into 0.0.
    return f"{'-':>9}" if np.isnan(number) else f"{round(number, 3) + 0:9.3f}"
