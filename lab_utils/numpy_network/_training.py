"""Training in mini-batches: the loop that `fit` hides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from lab_utils.network import LAYER_SIZES, LEARNING_RATE
from lab_utils.numpy_network._adam import Adam
from lab_utils.numpy_network._operations import Array, cross_entropy
from lab_utils.numpy_network._passes import Weights, forward
from lab_utils.numpy_network._quick import Layer, fill_gradients
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
    start = start_weights(layer_sizes, seed) if weights is None else weights
    own = _OwnWeights({key: np.asarray(array, dtype) for key, array in start.items()})
    adam = Adam(own.joined, learning_rate)
    train = _Digits.of(X, y, own, dtype)
    held_out = None if validation is None else _Digits.of(*validation, own, dtype)
    generator = np.random.default_rng((seed, 1))
    history: dict[str, list[float]] = {}
    for epoch in range(1, epochs + 1):
        # Put in order once an epoch, a batch is a slice, which costs nothing.
        ordered = train.in_order(generator.permutation(len(train.X))) if shuffle else train
        scores = _train_epoch(ordered, own, adam, batch_size)
        if held_out is not None:
            after = _scores(_logits(held_out.X, own.weights), held_out.y)
            scores |= {f"val_{name}": value for name, value in after.items()}
        for name, value in scores.items():
            history.setdefault(name, []).append(value)
        if on_epoch is not None and on_epoch(epoch, scores) is True:
            break
    return TrainedNetwork({key: array.copy() for key, array in own.weights.items()}, history)


class _Digits(NamedTuple):
    """Images, their labels, and the labels once more as rows with a single 1."""

    X: Array
    y: Array
    one_hot: Array

    @classmethod
    def of(cls, X: Array, y: Array, own: _OwnWeights, dtype: DTypeLike) -> _Digits:
        labels = np.ravel(y)
        return cls(np.asarray(X, dtype), labels, np.eye(own.layers[-1].b.size, dtype=dtype)[labels])

    def in_order(self, order: Array) -> _Digits:
        return _Digits(*(part[order] for part in self))


class _OwnWeights:
    """A copy of weights in one long array, and their gradients in another: Adam moves all at once.

    Attributes
    ----------
    joined, gradients : ndarray, shape (n,)
    weights : dict of str to ndarray
        W1, b1 and so on: windows into `joined`.
    layers : list of Layer
        Windows into both.
    """

    def __init__(self, weights: Weights) -> None:
        self.joined = np.concatenate([array.ravel() for array in weights.values()])
        self.gradients = np.zeros_like(self.joined)
        ends = np.cumsum([array.size for array in weights.values()])[:-1]

        def windows(whole: Array) -> Weights:
            parts = zip(weights.items(), np.split(whole, ends), strict=True)
            return {key: part.reshape(array.shape) for (key, array), part in parts}

        self.weights, slopes = windows(self.joined), windows(self.gradients)
        self.layers = [
            Layer(self.weights[W], self.weights[b], slopes[W], slopes[b])
            for W, b in ((f"W{i}", f"b{i}") for i in range(1, len(weights) // 2 + 1))
        ]


def _train_epoch(digits: _Digits, own: _OwnWeights, adam: Adam, batch_size: int) -> Scores:
    """Take a step for each batch, and score the logits that led to the steps."""
    logits = []
    for first in range(0, len(digits.X), batch_size):
        batch = slice(first, first + batch_size)
        logits.append(fill_gradients(digits.X[batch], digits.one_hot[batch], own.layers))
        adam.step(own.gradients)
    # One look at the whole epoch is far quicker than one at each batch, and the mean is the same.
    return _scores(np.concatenate(logits), digits.y)


def _logits(X: Array, weights: Weights) -> Array:
    return forward(X, weights)[f"Z{len(weights) // 2}"]


def _scores(logits: Array, y: Array) -> Scores:
    return {"loss": cross_entropy(logits, y), "accuracy": float(np.mean(logits.argmax(axis=1) == y))}
