"""The network that `predict_digits` is asked about, computed by hand, and what is made of its outputs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


@cache
def network_weights() -> list[Array]:
    """Return weights with which each of the ten digits is predicted about equally often."""
    rng = np.random.default_rng(5)
    shapes = ((400, 25), (25,), (25, 15), (15,), (15, 10), (10,))
    weights = [rng.normal(0, 0.3, shape) for shape in shapes]
    outputs = _outputs(weights, sparse_images(rng, 200))
    weights[-2] /= outputs.std(axis=0)
    weights[-1] = (weights[-1] - outputs.mean(axis=0)) / outputs.std(axis=0)
    # Twice the first logit is added to all ten: their order stays, and in many rows all are negative.
    weights[-2] += 2 * weights[-2][:, :1]
    weights[-1] += 2 * weights[-1][0]
    return [weight.astype(np.float32) for weight in weights]


def sparse_images(rng: np.random.Generator, m: int) -> Array:
    """Draw m rows that are mostly paper: (m, 400) float32 in [0, 1]."""
    return (rng.random((m, 400)) * (rng.random((m, 400)) < 0.3)).astype(np.float32)


def _outputs(weights: list[Array], X: Array) -> Array:
    W1, b1, W2, b2, W3, b3 = weights
    hidden = np.maximum(0, np.maximum(0, X @ W1 + b1) @ W2 + b2)
    return np.asarray(hidden @ W3 + b3)


def logits(model: Any, X: Array) -> Array:
    # By hand and from the weights as they were: neither Keras nor a training changes the answer.
    return _outputs(network_weights(), X)


def probabilities(model: Any, X: Array) -> Array:
    e = np.exp(logits(model, X) - logits(model, X).max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


def digits_of(model: Any, X: Array) -> Array:
    """Return the place of the largest logit of each row."""
    return np.argmax(logits(model, X), axis=1)


def after(change: Callable[[Array], Array]) -> Callable[[Any, Array], Array]:
    return lambda model, X: digits_of(model, change(X))


def of_scores(change: Callable[[Array], Array]) -> Callable[[Any, Array], Array]:
    return lambda model, X: np.argmax(change(logits(model, X)), axis=1)


def largest_from(start: float, default: int | None) -> Callable[[Any, Array], list[int]]:
    """Look for the largest logit of each row above a start, else give a default: None is the digit before."""

    def search(model: Any, X: Array) -> list[int]:
        digits: list[int] = []
        for row in logits(model, X):
            stays = default if default is not None else (digits or [0])[-1]
            digits.append(int(np.argmax(row)) if row.max() > start else stays)
        return digits

    return search


def largest_so_far(model: Any, X: Array) -> list[int]:
    """Look for the largest logit of each row and of all rows before it: the record is never reset."""
    digits: list[int] = []
    record = -np.inf
    for row in logits(model, X):
        digits.append(int(np.argmax(row)) if row.max() > record else digits[-1])
        record = max(record, row.max())
    return digits


def transposed(X: Array) -> Array:
    return X.reshape(-1, 20, 20).transpose(0, 2, 1).reshape(-1, 400)


def linear_layers(model: Any, X: Array) -> Array:
    W1, b1, W2, b2, W3, b3 = network_weights()
    return np.asarray(np.argmax(((X @ W1 + b1) @ W2 + b2) @ W3 + b3, axis=1))


def first_layer_only(model: Any, X: Array) -> Array:
    W1, b1, *_ = network_weights()
    return np.asarray(np.argmax(X @ W1 + b1, axis=1))
