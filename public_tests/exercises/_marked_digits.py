"""Small made-up digits of which each row leaves its own trace in a network that is trained on it.

Row i of the training set, and no other row, has ink in pixel i; the validation rows have pixels of their
own too. A weight of the first layer only moves when its pixel has ink, so the weights tell afterwards
which rows were trained on, without a look at the learner's code.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]

TRAINING_ROWS = 100
# One batch of Keras's default size.
VALIDATION_ROWS = 32
_OF_TRAINING = slice(0, TRAINING_ROWS)
_OF_VALIDATION = slice(TRAINING_ROWS, TRAINING_ROWS + VALIDATION_ROWS)
_NEVER_INKED = slice(TRAINING_ROWS + VALIDATION_ROWS, 200)
_DRAWN = slice(200, 400)


class MarkedDigits(NamedTuple):
    """What `train_model` is called with: X float32 (m, 400) in [0, 1], y int64 (m, 1), sorted by digit."""

    X_train: Array
    y_train: Array
    X_val: Array
    y_val: Array


def marked_digits() -> MarkedDigits:
    """Draw the same digits every time."""
    rng = np.random.default_rng(4)
    patterns = rng.random((10, 200)) < 0.3
    y_train = np.repeat(np.arange(10), TRAINING_ROWS // 10)
    y_val = np.sort(np.arange(VALIDATION_ROWS) % 10)
    X_train = _rows(patterns[y_train], rng, _OF_TRAINING, wrong=0.05)
    X_val = _rows(patterns[y_val], rng, _OF_VALIDATION, wrong=0.15)
    return MarkedDigits(X_train, y_train[:, np.newaxis], X_val, y_val[:, np.newaxis])


def _rows(drawn: Array, rng: np.random.Generator, marks: slice, wrong: float) -> Array:
    X = np.zeros((len(drawn), 400), dtype=np.float32)
    X[:, _DRAWN] = np.where(rng.random(drawn.shape) < wrong, ~drawn, drawn) * 0.8
    X[:, marks] = np.eye(len(drawn))
    return X


def trained_rows(first_layer_before: Array, first_layer_after: Array) -> tuple[Array, Array]:
    """Tell which rows a network was trained on.

    Parameters
    ----------
    first_layer_before, first_layer_after : ndarray, shape (400, units)

    Returns
    -------
    training, validation : ndarray of bool, shapes (100,) and (32,)
    """
    moved = np.abs(np.asarray(first_layer_after, dtype=float) - first_layer_before).max(axis=1)
    # Weight decay moves the weights of pixels without ink as well, but far less.
    moves = moved > max(1e-7, 10 * moved[_NEVER_INKED].max())
    return moves[_OF_TRAINING], moves[_OF_VALIDATION]
