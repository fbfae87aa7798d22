"""The small network on which notebook 06 is checked, and digits for it."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Weights = dict[str, Array]
# No two layers are equally wide.
SIZES = (8, 6, 5, 4)
# Here all are, and so is the batch: products in a wrong order give numbers, which tell more than an error.
SQUARE = (4, 4, 4, 4)
LAYERS = (1, 2, 3)


def small_weights(sizes: tuple[int, ...] = SIZES, seed: int = 0) -> Weights:
    """Return W1 (in, out), b1 (out,), W2, b2, W3, b3: float32, two decimals, no bias 0."""
    rng = np.random.default_rng(seed)
    weights: Weights = {}
    for layer in LAYERS:
        weights[f"W{layer}"] = _short(rng.normal(0, 0.6, sizes[layer - 1 : layer + 1]))
        weights[f"b{layer}"] = _short(rng.choice([-1, 1], sizes[layer]) * rng.uniform(0.1, 0.5, sizes[layer]))
    return weights


def small_digits(
    labels: list[int], n: int = SIZES[0], seed: int = 0, lowest: float = 0.0
) -> tuple[Array, Array]:
    """Return X (m, n), float32 from `lowest` to 1, two decimals, and y (m, 1), int64, as in `load_digits`."""
    rng = np.random.default_rng(seed)
    X = _short(rng.uniform(lowest, 1, (len(labels), n)))
    return X, np.array(labels, dtype=np.int64)[:, np.newaxis]


def _short(numbers: Array) -> Array:
    return np.round(numbers, 2).astype(np.float32)


def relu(z: Array) -> Array:
    return np.maximum(z, 0)


def softmax(z: Array, axis: int | None = 1) -> Array:
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
