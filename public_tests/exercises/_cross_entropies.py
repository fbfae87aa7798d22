"""What right and wrong cross-entropies compute, for the check of `cross_entropy`."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial, reduce
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
    # Adding 0 turns a minus 0 into 0.
    return float(-picked(log_softmax(logits), y).mean()) + 0.0


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


def from_logarithms(loss: Callable[[Array, Array], Any]) -> Imitation:
    """Imitate ``loss(log_probabilities, y)``.

    Learners come to the logarithms on several roads. They differ where a road ends in inf or nan, which
    `public_tests.exercises.cross_entropy` overlooks once the moderate logits tell the mistake.
    """
    return lambda logits, y: loss(log_softmax(logits), y)


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


_EPSILONS = (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)


def patched() -> tuple[Imitation, ...]:
    """Imitate what learners do to make inf and nan go away."""
    with_floor = (
        partial(_with_floor, eps=eps, softmax=probabilities, floor=floor)
        for probabilities in (softmax, naive_softmax)
        for eps in _EPSILONS
        for floor in (np.add, np.maximum)
    )
    clipped = (partial(_clipped_logits, bound=bound) for bound in (100, 500, 700, 709))
    roads = (unshifted, log_of_softmax, log_of_naive_softmax)
    replaced = (partial(_infinity_replaced, road=road) for road in roads)
    at_the_end = (partial(_infinite_loss_replaced, road=road) for road in roads)
    return (*with_floor, *clipped, *replaced, *at_the_end)


def _with_floor(z: Array, y: Array, *, eps: float, softmax: Any, floor: Any) -> float:
    return float(-np.log(floor(picked(softmax(z), y), eps)).mean())


def _clipped_logits(z: Array, y: Array, *, bound: float) -> float:
    return cross_entropy(np.clip(z, -bound, bound), y)


def _infinity_replaced(z: Array, y: Array, *, road: Callable[[Array], Array]) -> float:
    return float(np.nan_to_num(-picked(road(z), y)).mean())


def _infinite_loss_replaced(z: Array, y: Array, *, road: Callable[[Array], Array]) -> float:
    return float(np.nan_to_num(-picked(road(z), y).mean()))


def one_hot_of_a_column(logs: Array, y: Array) -> float:
    """Index `eye` by y as it comes: from labels of shape (m, 1) come m x m x K products."""
    return -float((np.eye(logs.shape[1])[np.asarray(y)] * logs).sum(axis=1).mean())


def shifted_by(logits: Any, y: Any, *, of_rows: Callable[[Array], Any]) -> float:
    """Take ``of_rows(logits)`` out of each row's sum, and add it again behind the logarithm."""
    z = np.asarray(logits, dtype=float)
    taken = np.broadcast_to(of_rows(z), len(z))
    sums = np.exp(z - taken[:, np.newaxis]).sum(axis=1)
    return float((taken + np.log(sums) - picked(z, y)).mean())


def globally_shifted(logits: Any, y: Any) -> float:
    return shifted_by(logits, y, of_rows=np.max)


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


def divided_in_each_round(logits: Any, y: Any) -> float:
    losses = -picked(log_softmax(logits), y)
    return float(reduce(lambda total, loss: (total + loss) / len(losses), losses, 0.0))


def ten_columns(logits: Any, y: Any) -> float:
    """Loop over ten classes, which stops at the end of a shorter row and leaves out the rest of a longer."""
    rows = [[row[k] for k in range(10)] for row in np.asarray(logits, dtype=float)]
    return cross_entropy(rows, y)


def ten_wide_labels(logits: Any, y: Any) -> float:
    """Multiply by one-hot rows of width ten, which fit ten columns only."""
    return float(-(np.eye(10)[np.ravel(y)] * log_softmax(logits)).sum() / len(logits))
