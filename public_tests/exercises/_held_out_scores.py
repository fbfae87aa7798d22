"""How a network does on the digits that it has not seen, and on those that it was given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from public_tests.exercises._confusion_counts import count_pairs
from public_tests.keras_rebuilt import outputs_of

Array = np.ndarray[Any, Any]
# As many training digits as held-out ones tell how well a network knows what it was given.
_SAMPLE = 1000


@lru_cache(maxsize=1)
def lab_digits() -> tuple[Array, Array, Array, Array]:
    """Return X_train (4000, 400), y_train (4000, 1), and 1,000 held-out digits.

    Exactly the lab's own split: its training and validation digits, in this order, and its test digits.
    """
    from lab_utils.split import split_lab_digits

    digits = split_lab_digits()
    X_train = np.concatenate([digits.X_train, digits.X_val])
    y_train = np.concatenate([digits.y_train, digits.y_val])
    return X_train, y_train, digits.X_test, digits.y_test.ravel()


@dataclass(frozen=True)
class Reader:
    """A network that reads rows of 400 pixels, whatever shape it takes them in.

    Attributes
    ----------
    model : keras.Model
    shape : tuple of int
        The shape of one image: (400,), (20, 20) or (20, 20, 1).
    """

    model: Any
    shape: tuple[int, ...]

    def outputs(self, X: Array) -> Array:
        """Return ten numbers for each row of pixels, float64."""
        return outputs_of(self.model, X.reshape(-1, *self.shape).astype(np.float32))

    def answers(self, X: Array) -> Array:
        """Return the digit that each row is read as."""
        return self.outputs(X).argmax(axis=1)


@dataclass(frozen=True)
class Scores:
    """What a network makes of the held-out digits.

    Attributes
    ----------
    reader : Reader
    answers : ndarray, shape (1000,)
        What the held-out digits are read as.
    """

    reader: Reader
    answers: Array

    @property
    def right(self) -> Array:
        """Which of the held-out digits are read rightly."""
        return self.answers == lab_digits()[3]

    @property
    def held_out(self) -> float:
        return float(self.right.mean())

    def training(self) -> float:
        """Return the share that it reads rightly of the training digits, by a sample."""
        X_train, y_train, _, _ = lab_digits()
        return float((self.reader.answers(X_train[:_SAMPLE]) == y_train[:_SAMPLE, 0]).mean())

    def held_out_as(self, change: Callable[[Array], Array]) -> float:
        """Return the share of changed held-out digits that it reads rightly."""
        _, _, X, y = lab_digits()
        return float((self.reader.answers(change(X)) == y).mean())

    def table(self) -> Array:
        """Return how often each held-out digit was read as each: (10, 10) int, rows are the truth."""
        return count_pairs(lab_digits()[3], self.answers)

    def most_confused(self) -> tuple[int, int, int]:
        """Return the two digits that are most often taken for each other, and how often."""
        table = self.table()
        both = np.triu(table + table.T, 1)
        a, b = np.unravel_index(int(both.argmax()), both.shape)
        return int(a), int(b), int(both[a, b])


def scored(reader: Reader) -> Scores:
    """Let a network read the held-out digits."""
    return Scores(reader, reader.answers(lab_digits()[2]))
