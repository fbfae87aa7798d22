"""Training in mini-batches: the loop that `fit` hides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from lab_utils.network import LAYER_SIZES, LEARNING_RATE
from lab_utils.numpy_network._adam import Adam
from lab_utils.numpy_network._operations import Array, cross_entropy
from lab_utils.numpy_network._passes import Weights, backward, forward
from lab_utils.numpy_network._start import start_weights

Scores = dict[str, float]


@dataclass(frozen=True)
class TrainedNetwork:
    """A network after its training.

    Attributes
    ----------
    weights : dict of str to ndarray
        W1 (in, out), b1 (out,), W2 and so on.
    history : dict of str to list of float
        As in Keras's History: loss and accuracy of each epoch on its own batches while they were learned, and
        val_loss and val_accuracy after it, if digits to validate were given.
    """

    weights: Weights
    history: dict[str, list[float]]

    def logits(self, X: Array) -> Array:
        """Compute the logits of images, (m, in) -> (m, out)."""
        return _logits(X, self.weights)


def train_network(
    X: Array,
    y: Array,
    *,
    layer_sizes: Sequence[int] = LAYER_SIZES,
    epochs: int = 40,
    batch_size: int = 32,
    learning_rate: float = LEARNING_RATE,
    seed: int = 0,
    validation: tuple[Array, Array] | None = None,
    weights: Mapping[str, Array] | None = None,
    shuffle: bool = True,
    dtype: DTypeLike = np.float32,
    on_epoch: Callable[[int, Scores], Any] | None = None,
) -> TrainedNetwork:
    """Train a network with Adam, as Keras does with `fit` and its defaults.

    Parameters
    ----------
    X : ndarray, shape (m, in), float32
        The lab's images: (m, 400) in [0, 1].
    y : ndarray, shape (m,) or (m, 1), int
        Their classes.
    layer_sizes : sequence of int
        Input first; not asked where `weights` are given.
    epochs, batch_size : int
        The last batch of an epoch is smaller where `batch_size` does not divide m.
    learning_rate : float
        Adam's step size; its other settings are Keras's defaults.
    seed : int
        Decides the first weights and the order of the digits in each epoch. No global random state is
        touched.
    validation : X and y of other digits, optional
    weights : mapping of str to ndarray, optional
        To start with, in place of drawn ones. They are copied, not changed.
    shuffle : bool
        False keeps the digits in their order in every epoch.
    dtype : float32 or float64
        What is computed in.
    on_epoch : callable, optional
        Called as ``on_epoch(epoch, scores)`` after each epoch, counted from 1. Training ends with the epoch
        for which it returns True.

    Returns
    -------
    TrainedNetwork
    """
    X, y = np.asarray(X, dtype), np.ravel(y)
    start = start_weights(layer_sizes, seed) if weights is None else weights
    all_weights, own = _joined({key: np.asarray(array, dtype) for key, array in start.items()})
    adam = Adam(all_weights, learning_rate)
    generator = np.random.default_rng((seed, 1))
    history: dict[str, list[float]] = {}
    for epoch in range(1, epochs + 1):
        # The digits are put in their order once an epoch: a batch is then a slice, which costs nothing.
        order = generator.permutation(len(X)) if shuffle else np.arange(len(X))
        scores = _train_epoch(X[order], y[order], own, adam, batch_size)
        if validation is not None:
            logits = _logits(np.asarray(validation[0], dtype), own)
            scores |= {
                f"val_{name}": value for name, value in _scores(logits, np.ravel(validation[1])).items()
            }
        for name, value in scores.items():
            history.setdefault(name, []).append(value)
        if on_epoch is not None and on_epoch(epoch, scores) is True:
            break
    return TrainedNetwork({key: array.copy() for key, array in own.items()}, history)


def _train_epoch(X: Array, y: Array, weights: Weights, adam: Adam, batch_size: int) -> Scores:
    """Take a step for each batch, and score the logits that led to the steps."""
    logits = []
    for first in range(0, len(X), batch_size):
        batch, labels = X[first : first + batch_size], y[first : first + batch_size]
        cache = forward(batch, weights)
        gradients = backward(batch, labels, weights, cache)
        adam.step(np.concatenate([gradient.ravel() for gradient in gradients.values()]))
        logits.append(cache[f"Z{len(weights) // 2}"])
    # One look at the whole epoch is far quicker than one at each batch, and the mean is the same.
    return _scores(np.concatenate(logits), y)


def _joined(weights: Weights) -> tuple[Array, Weights]:
    """Copy weights into one long array, and give each its window into it: Adam then moves all at once."""
    joined = np.concatenate([array.ravel() for array in weights.values()])
    ends = np.cumsum([array.size for array in weights.values()])
    windows = {
        key: joined[end - array.size : end].reshape(array.shape)
        for (key, array), end in zip(weights.items(), ends, strict=True)
    }
    return joined, windows


def _logits(X: Array, weights: Weights) -> Array:
    return forward(X, weights)[f"Z{len(weights) // 2}"]


def _scores(logits: Array, y: Array) -> Scores:
    return {"loss": cross_entropy(logits, y), "accuracy": float(np.mean(logits.argmax(axis=1) == y))}
