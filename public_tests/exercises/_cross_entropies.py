"""What right and wrong cross-entropies compute, for the check of `cross_entropy`."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Imitation = Callable[[Array, Array], Any]


def log_softmax(logits: Any, axis: int = 1) -> Array:
    """Return the logarithms of softmax, shifted by the max: finite for any finite logits.

    Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.2.2.3.
    """
    logits = np.asarray(logits, dtype=float)
    shifted = logits - logits.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def cross_entropy(logits: Any, y: Any) -> float:
    """Return the mean of log(sum(exp(z))) - z[y] over the rows z of `logits`."""
    return float(-picked(log_softmax(logits), y).mean())


def picked(values: Array, y: Any) -> Array:
    """Return one number from each row, at the column of its label: shape (m,)."""
    return values[np.arange(len(values)), np.ravel(y)]


def softmax(logits: Any) -> Array:
    return np.exp(log_softmax(logits))


def naive_softmax(logits: Any) -> Array:
    e = np.exp(np.asarray(logits, dtype=float))
    return e / e.sum(axis=1, keepdims=True)


def unshifted(logits: Any) -> Array:
    logits = np.asarray(logits, dtype=float)
    return logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))


def log_of_softmax(logits: Any) -> Array:
    return np.log(softmax(logits))


def log_of_naive_softmax(logits: Any) -> Array:
    return np.log(naive_softmax(logits))


_ROADS = (log_softmax, unshifted, log_of_softmax, log_of_naive_softmax)


def on_every_road(loss: Callable[[Array, Array], Any]) -> tuple[Imitation, ...]:
    """Imitate ``loss(log_probabilities, y)`` for each way in which learners come to the logarithms."""
    return tuple(lambda logits, y, road=road: loss(road(logits), y) for road in _ROADS)


def numbers_one_by_one(logits: Any, y: Any, *, shifted: bool, softmax_first: bool) -> float:
    """Loop with `math`, which raises an exception where NumPy gives inf or nan."""
    losses = []
    for row, label in zip(np.asarray(logits, dtype=float).tolist(), np.ravel(y), strict=True):
        top = max(row) if shifted else 0.0
        e = [math.exp(number - top) for number in row]
        if softmax_first:
            losses.append(-math.log(e[label] / sum(e)))
        else:
            losses.append(top + math.log(sum(e)) - row[label])
    return sum(losses) / len(losses)


_EPSILONS = (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15,
             2.220446049250313e-16, 1e-16, 1e-20, 1e-30, 1e-38, 1e-50, 1e-100, 1e-300)  # fmt: skip
_BOUNDS = (10, 20, 30, 50, 80, 88, 100, 200, 300, 500, 600, 700, 709)


def patched() -> tuple[Imitation, ...]:
    """Imitate what learners do to make inf and nan go away."""
    with_floor = (
        partial(_with_floor, eps=eps, softmax=probabilities, floor=floor)
        for probabilities in (softmax, naive_softmax)
        for eps in _EPSILONS
        for floor in (np.add, np.maximum)
    )
    clipped = (partial(_clipped_logits, bound=bound) for bound in _BOUNDS)
    replaced = (partial(_infinity_replaced, road=road) for road in _ROADS[1:])
    return (*with_floor, *clipped, *replaced)


def _with_floor(z: Array, y: Array, *, eps: float, softmax: Any, floor: Any) -> float:
    return float(-np.log(floor(picked(softmax(z), y), eps)).mean())


def _clipped_logits(z: Array, y: Array, *, bound: float) -> float:
    return cross_entropy(np.clip(z, -bound, bound), y)


def _infinity_replaced(z: Array, y: Array, *, road: Callable[[Array], Array]) -> float:
    return float(np.nan_to_num(-picked(road(z), y)).mean())


def globally_shifted(logits: Any, y: Any) -> float:
    z = np.asarray(logits, dtype=float)
    top = z.max()
    return float((top + np.log(np.exp(z - top).sum(axis=1)) - picked(z, y)).mean())


def one_sum_for_all(logits: Any, y: Any) -> float:
    z = np.asarray(logits, dtype=float)
    return float((z.max() + np.log(np.exp(z - z.max()).sum()) - picked(z, y)).mean())


def half_shifted(logits: Any, y: Any) -> float:
    z = np.asarray(logits, dtype=float)
    return cross_entropy(z, y) - float(z.max(axis=1).mean())


def top_logit(logits: Any) -> float:
    return float(np.asarray(logits, dtype=float).max(axis=1).mean())


def base_of_the_sum_only(logits: Any, y: Any, base: float) -> float:
    z = np.asarray(logits, dtype=float)
    top = z.max(axis=1)
    sums = np.exp(z - top[:, np.newaxis]).sum(axis=1)
    return float((top + np.log(sums) / np.log(base) - picked(z, y)).mean())


def one_hot(y: Any, classes: int) -> Array:
    return np.eye(classes)[np.ravel(y)]


def squared(logits: Any, y: Any) -> Array:
    return (softmax(logits) - one_hot(y, np.shape(logits)[1])) ** 2


def binary(logits: Any, y: Any) -> Array:
    p, truth = softmax(logits), one_hot(y, np.shape(logits)[1])
    return -(truth * np.log(p) + (1 - truth) * np.log(1 - p))


def paired(values: Array, y: Any) -> Array:
    """Return what ``values[np.arange(m), y]`` gives: m x m where y is a column."""
    return values[np.arange(len(values)), np.asarray(y)]


def logarithms_of_logits(logits: Any, y: Any) -> Array:
    return -np.log(picked(np.asarray(logits, dtype=float), y))


def logarithm_one_by_one(logits: Any, y: Any) -> float:
    """Loop with `math.log` over the logits, which stops at one that is not positive."""
    return sum(-math.log(number) for number in picked(np.asarray(logits, dtype=float), y).tolist()) / len(
        logits
    )


def ten_columns(logits: Any, y: Any, error: type[Exception]) -> float:
    """Imitate a function that stops, or leaves classes out, where there are not ten."""
    z = np.asarray(logits, dtype=float)
    if z.shape[1] < 10:
        raise error
    return cross_entropy(z[:, :10], y)


def stops_for_labels_of(dimensions: int, error: type[Exception]) -> Imitation:
    """Imitate a right function that stops where y has so many dimensions."""

    def imitation(logits: Array, y: Array) -> float:
        if np.ndim(y) == dimensions:
            raise error
        return cross_entropy(logits, y)

    return imitation


def needs_equal_sizes(logits: Array, y: Array) -> float:
    """Compare y with the row of all classes: a flat y fits only where m is 1."""
    if np.ndim(y) == 1 and len(y) > 1:
        raise ValueError
    return cross_entropy(logits, y)


# Only its name counts: it stands for TensorFlow's error of that name.
InvalidArgumentError = type("InvalidArgumentError", (Exception,), {})
