"""The lab's network in NumPy, and which activations explain a network's outputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from math import erf
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]
Facts = Mapping[str, Any]

# Where each weight belongs. No two shapes are alike, so that a subclass may make them in any order.
_SHAPES = {"W1": (400, 25), "b1": (25,), "W2": (25, 15), "b2": (15,), "W3": (15, 10), "b3": (10,)}
# Outputs agree when they differ by less than this share of their size: a graphics card may round to
# ten bits. The nearest activations differ by several times as much.
_NEAR = 5e-3


def relu(z: Array) -> Array:
    return np.maximum(z, 0)


def linear(z: Array) -> Array:
    return z


def sigmoid(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


def softmax(z: Array) -> Array:
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def log_softmax(z: Array) -> Array:
    return np.log(softmax(z))


def _leaky(slope: float) -> Callable[[Array], Array]:
    return lambda z: np.where(z > 0, z, slope * z)


def _elu(z: Array) -> Array:
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))


HIDDEN: dict[str, Callable[[Array], Array]] = {
    "relu": relu,
    "linear": linear,
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "leaky_relu": _leaky(0.2),
    "leaky_relu (slope 0.3)": _leaky(0.3),
    "leaky_relu (slope 0.01)": _leaky(0.01),
    "elu": _elu,
    "selu": lambda z: 1.05070099 * np.where(z > 0, z, 1.67326324 * np.expm1(np.minimum(z, 0))),
    "gelu": lambda z: z * (1 + np.vectorize(erf)(z / np.sqrt(2))) / 2,
    "silu": lambda z: z * sigmoid(z),
    "softplus": lambda z: np.logaddexp(0, z),
    "relu6": lambda z: np.clip(z, 0, 6),
    "softmax": softmax,
}
OUTPUT: dict[str, Callable[[Array], Array]] = {
    "linear": linear,
    "softmax": softmax,
    "log_softmax": log_softmax,
    "sigmoid": sigmoid,
    "relu": relu,
    "tanh": np.tanh,
}


class Activations(NamedTuple):
    """The names of what the two hidden layers and the output apply."""

    first: str
    second: str
    output: str


RIGHT = Activations("relu", "relu", "linear")


def placed(arrays: Sequence[Array]) -> dict[str, Array] | None:
    """Put six weights in their places by shape; None where they are no 400-25-15-10 network's.

    A kernel may be transposed and a bias may be a row or a column: a subclass is free in that.
    """
    places: dict[str, Array] = {}
    for array in arrays:
        array = array.reshape(-1) if array.ndim == 2 and 1 in array.shape else array
        name = next((n for n, shape in _SHAPES.items() if array.shape in (shape, shape[::-1])), None)
        if name is None or name in places:
            return None
        places[name] = array if array.shape == _SHAPES[name] else array.T
    return places if len(places) == len(_SHAPES) else None


def forward(X: Array, weights: Mapping[str, Array], activations: Activations = RIGHT) -> Array:
    """Compute the network in float64: two hidden layers, then the output.

    Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.1.
    """
    first, second, output = HIDDEN[activations.first], HIDDEN[activations.second], OUTPUT[activations.output]
    A1 = first(X.astype(float) @ weights["W1"] + weights["b1"])
    A2 = second(A1 @ weights["W2"] + weights["b2"])
    return output(A2 @ weights["W3"] + weights["b3"])


def explain_outputs(facts: Facts) -> Activations | None:
    """Return the activations that explain a model's outputs on its probes, None where none do.

    Parameters
    ----------
    facts : dict
        What `public_tests.keras_facts.facts_of` tells of a model with the weights of the lab's network.
        Weights that were drawn for the trial are decisive; without them, the right ones win a draw.
    """
    runs = _runs(facts)
    for weights, outputs in runs:
        if _near(forward(facts["probes"], weights), outputs, 1e-4):
            continue
        return _nearest(facts["probes"], weights, outputs)
    return RIGHT if runs else None


def explain_rescaled(facts: Facts) -> float | None:
    """Return the factor on the inputs that explains the outputs of an else right network, or None."""
    for factor in (1 / 255, 1 / 256, 255.0, 2.0, -1.0):
        scaled = {**facts, "probes": facts["probes"] * factor}
        if all(_near(forward(scaled["probes"], w), outputs, _NEAR) for w, outputs in _runs(facts)):
            return factor
    return None


def _runs(facts: Facts) -> list[tuple[dict[str, Array], Array]]:
    if np.shape(facts["probes"])[1:] != _SHAPES["W1"][:1]:
        return []
    pairs = [("trial_weights", "trial_outputs"), ("weights", "outputs")]
    runs = [(placed(facts[w]), facts[out]) for w, out in pairs if facts[w] and facts[out] is not None]
    return [(weights, outputs) for weights, outputs in runs if weights is not None]


def _nearest(X: Array, weights: Mapping[str, Array], outputs: Array) -> Activations | None:
    # Right first and like hidden layers next: they win where weights such as zeros leave a draw.
    for pairs in ([("relu", "relu")], [(name, name) for name in HIDDEN], product(HIDDEN, HIDDEN)):
        gaps = {
            Activations(first, second, name): _gap(OUTPUT[name](logits), outputs)
            for first, second in pairs
            for logits in [forward(X, weights, Activations(first, second, "linear"))]
            for name in OUTPUT
        }
        best = min(gaps, key=lambda names: gaps[names])
        if gaps[best] < _NEAR:
            return best
    return None


def _near(expected: Array, got: Array, share: float) -> bool:
    return _gap(expected, got) < share


def _gap(expected: Array, got: Array) -> float:
    """Return the largest difference as a share of the outputs' size; infinite where one is not a number."""
    if expected.shape != got.shape:
        return np.inf
    gap = float(np.abs(expected - got).max() / (np.abs(expected).max() + 1e-9))
    return gap if np.isfinite(gap) else np.inf
