"""The operations of the network. Below each one stands its derivative.

A derivative takes how the loss changes with what its operation gave, and returns how the loss changes with
what went in: the chain rule, one link at a time.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def dense(A: Array, W: Array, b: Array) -> Array:
    """Return ``Z = A @ W + b``, a row for each image: (m, in), (in, out), (out,) -> (m, out)."""
    return A @ W + b


def dense_to_weights(dZ: Array, A: Array) -> tuple[Array, Array]:
    """Carry dZ back to W and b. Every row of the batch used the same weights, so their shares add up."""
    return A.T @ dZ, dZ.sum(axis=0)


def dense_to_input(dZ: Array, W: Array) -> Array:
    """Carry dZ back to A: each unit collects from all that it fed."""
    return dZ @ W.T


def relu(Z: Array) -> Array:
    """Return Z with its negative numbers replaced by 0, any shape."""
    return np.maximum(Z, 0)


def relu_to_input(dA: Array, Z: Array) -> Array:
    """Carry dA back to Z: all of it where Z is positive, nothing elsewhere."""
    return dA * (Z > 0)


def softmax(Z: Array) -> Array:
    """Return the probabilities of each row of logits, (m, K) -> (m, K), for any finite logits."""
    # Without the largest logit of each row no exponent is above 0, and nothing overflows.
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def cross_entropy(Z: Array, y: Array) -> float:
    """Return the mean over the rows of ``-log(softmax(Z)[y])``, by log-sum-exp.

    Parameters
    ----------
    Z : ndarray, shape (m, K), float32 or float64
        Logits, any finite numbers.
    y : ndarray, shape (m,) or (m, 1), int in 0 to K - 1

    Returns
    -------
    float
    """
    shifted = Z - Z.max(axis=1, keepdims=True)
    log_sums = np.log(np.exp(shifted).sum(axis=1))
    return float(np.mean(log_sums - shifted[np.arange(len(Z)), y.ravel()]))


def cross_entropy_to_input(Z: Array, y: Array) -> Array:
    """Return how the mean cross-entropy changes with each logit: (softmax(Z) - one-hot y) / m."""
    dZ = softmax(Z)
    dZ[np.arange(len(Z)), y.ravel()] -= 1
    return dZ / len(Z)
