"""The training of a small dense network in NumPy: what it should report, and in which order it went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from public_tests.exercises._cross_entropies import cross_entropy, softmax

Array = np.ndarray[Any, Any]
Weights = Sequence[Array]


def loss_of(weights: Weights, X: Array, y: Array) -> float:
    """Return the mean cross-entropy of a network W1, b1, W2, b2, ... with ReLU between its layers."""
    return cross_entropy(_activations(weights, X)[-1], y)


def in_order(
    weights: Weights, X: Array, y: Array, *, epochs: int, batch_size: int, learning_rate: float
) -> list[Array]:
    """Return the weights after training with Adam on the rows as they stand, never shuffled.

    Kingma and Ba, Adam (ICLR 2015), algorithm 1, with Keras's defaults.
    """
    weights = [np.asarray(weight, dtype=float) for weight in weights]
    m, v = ([np.zeros_like(weight) for weight in weights] for _ in range(2))
    batches = [slice(start, start + batch_size) for start in range(0, len(X), batch_size)]
    for step, rows in enumerate(batches * epochs, start=1):
        rate = learning_rate * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
        for i, gradient in enumerate(_gradients(weights, X[rows], y[rows])):
            m[i] += 0.1 * (gradient - m[i])
            v[i] += 0.001 * (gradient**2 - v[i])
            weights[i] = weights[i] - rate * m[i] / (np.sqrt(v[i]) + 1e-7)
    return weights


def agreement_with_labels(weights: Weights, moved: Array, X: Array, y: Array) -> float:
    """Tell whether each row moved its own weights as its label asks for.

    Parameters
    ----------
    weights : as before the training
    moved : ndarray, shape (m, units)
        How the first layer's weights of a pixel moved in which row k alone has ink, for each k.

    Returns
    -------
    float
        A cosine: 0.75 after a few steps, 0.3 after hundreds of wild ones (the other rows change the network
        meanwhile), and below 0.24 where the labels belong to other rows, or are all alike.
    """
    wish = _wish_of_each_row(weights, X, y)
    # What all rows have in common would agree under any labels.
    wish, moved = wish - wish.mean(axis=0), moved - moved.mean(axis=0)
    return float((moved * wish).sum() / (np.linalg.norm(moved) * np.linalg.norm(wish)))


def _wish_of_each_row(weights: Weights, X: Array, y: Array) -> Array:
    *inputs, logits = _activations(weights, X)
    dz = _output_gradient(logits, y)
    for a, W in zip(reversed(inputs[1:]), reversed(weights[2::2]), strict=True):
        dz = (dz @ W.T) * (a > 0)
    return -dz


def _activations(weights: Weights, X: Array) -> list[Array]:
    """Return the input of each layer, and the logits last."""
    activations = [np.asarray(X, dtype=float)]
    for W, b in zip(weights[::2], weights[1::2], strict=True):
        z = activations[-1] @ W + b
        last = len(activations) == len(weights) // 2
        activations.append(z if last else np.maximum(z, 0))
    return activations


def _gradients(weights: Weights, X: Array, y: Array) -> list[Array]:
    *inputs, logits = _activations(weights, X)
    dz = _output_gradient(logits, y) / len(logits)
    gradients: list[Array] = []
    for a, W in zip(reversed(inputs), reversed(weights[::2]), strict=True):
        gradients = [a.T @ dz, dz.sum(axis=0), *gradients]
        dz = (dz @ W.T) * (a > 0)
    return gradients


def _output_gradient(logits: Array, y: Array) -> Array:
    dz = softmax(logits)
    dz[np.arange(len(dz)), np.ravel(y)] -= 1
    return dz
