"""Six functions that claim to be `backward`, for a network of three layers. None of them is.

Notebook 06 holds them against numerical gradients, as black boxes: a call gives gradients, and no name tells
the fault. Reading on is allowed, but it takes the fun out of finding them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from lab_utils.numpy_network import softmax

__all__ = ["BOXES", "box_a", "box_b", "box_c", "box_d", "box_e", "box_f"]

Array = np.ndarray[Any, Any]
Arrays = Mapping[str, Array]


def box_a(X: Array, y: Array, weights: Arrays, cache: Arrays) -> dict[str, Array]:
    """Return what this box takes for the gradients of the mean cross-entropy.

    Parameters
    ----------
    X : ndarray, shape (m, in)
    y : ndarray, shape (m,) or (m, 1), int
    weights : mapping of str to ndarray
        W1 (in, out), b1 (out,), W2, b2, W3, b3.
    cache : mapping of str to ndarray
        Z1, A1, Z2, A2, Z3, as `lab_utils.numpy_network.forward` makes them.

    Returns
    -------
    dict of str to ndarray
        The keys and shapes of `weights`.
    """
    return _back(X, weights, cache, -_error(cache, y) / len(X))


def box_b(X: Array, y: Array, weights: Arrays, cache: Arrays) -> dict[str, Array]:
    """Return what this box takes for gradients, as `box_a` does."""
    return _back(X, weights, cache, _error(cache, y) / len(X), gate=lambda Z: np.ones_like(Z))


def box_c(X: Array, y: Array, weights: Arrays, cache: Arrays) -> dict[str, Array]:
    """Return what this box takes for gradients, as `box_a` does."""
    return _back(X, weights, cache, _error(cache, y))


def box_d(X: Array, y: Array, weights: Arrays, cache: Arrays) -> dict[str, Array]:
    """Return what this box takes for gradients, as `box_a` does."""
    return _back(X, weights, cache, softmax(cache["Z3"]) / len(X))


def box_e(X: Array, y: Array, weights: Arrays, cache: Arrays) -> dict[str, Array]:
    """Return what this box takes for gradients, as `box_a` does."""
    return _back(X, weights, cache, _error(cache, y) / len(X), signal="Z")


def box_f(X: Array, y: Array, weights: Arrays, cache: Arrays) -> dict[str, Array]:
    """Return what this box takes for gradients, as `box_a` does."""
    return _back(X, weights, cache, _error(cache, y) / len(X) ** 2)


BOXES: Mapping[str, Callable[[Array, Array, Arrays, Arrays], dict[str, Array]]] = MappingProxyType(
    {box.__name__: box for box in (box_a, box_b, box_c, box_d, box_e, box_f)}
)


def _error(cache: Arrays, y: Array) -> Array:
    """Return the probabilities minus 1 at the right class."""
    error = softmax(cache["Z3"])
    error[np.arange(len(error)), np.ravel(y)] -= 1
    return error


def _back(
    X: Array,
    weights: Arrays,
    cache: Arrays,
    dZ3: Array,
    gate: Callable[[Array], Array] = lambda Z: Z > 0,
    signal: str = "A",
) -> dict[str, Array]:
    dZ2 = (dZ3 @ weights["W3"].T) * gate(cache["Z2"])
    dZ1 = (dZ2 @ weights["W2"].T) * gate(cache["Z1"])
    inputs = (X, cache[f"{signal}1"], cache[f"{signal}2"])
    gradients = {}
    for layer, (signals, dZ) in enumerate(zip(inputs, (dZ1, dZ2, dZ3), strict=True), start=1):
        gradients[f"W{layer}"], gradients[f"b{layer}"] = signals.T @ dZ, dZ.sum(axis=0)
    return gradients
