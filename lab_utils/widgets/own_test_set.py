"""A learner's own test set as a widget shows it: what is in the file, and each change told in words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from lab_utils.data import load_own
from lab_utils.own_digits import keep_digits, own_digits_file, remove_digits


@dataclass
class OwnTestSet:
    """The digits with labels in a .npz file that `lab_utils.data.load_own` reads.

    Each change reads the file anew, so that what a notebook or another pad has kept meanwhile stays in it.

    Attributes
    ----------
    path : Path
        It need not exist.
    problem : str
        Why the file can't be read or written, as a sentence; empty if it can.
    """

    path: Path = field(default_factory=own_digits_file)
    problem: str = ""
    _removed: list[tuple[np.ndarray, int]] = field(default_factory=list)

    def digits(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the digits, shape (m, 400), float32 in [0, 1], and their labels, shape (m,), int."""
        self.problem = ""
        try:
            if self.path.exists():
                X, y = load_own(self.path)
                return X, y.ravel()
        except (ValueError, OSError) as error:
            self.problem = f"Your test set can't be read: {error}"
        return np.zeros((0, 400), dtype=np.float32), np.zeros(0, dtype=int)

    @property
    def can_put_back(self) -> bool:
        """Whether a digit was removed and not put back."""
        return bool(self._removed)

    def keep(self, x: np.ndarray, label: int) -> str:
        """Add a digit, shape (400,), float32 in [0, 1], and say so, or say why not."""
        if not np.any(x):
            self.problem = "Not kept: there is no ink in it."
            return self.problem
        return self._changed(lambda: f"Kept as {label}: {_so_many(keep_digits([x], [label], self.path))}.")

    def remove(self, key: str) -> str:
        """Take a digit out, and say so. `put_back` undoes it."""
        X, y = self.digits()
        found = [row for row in range(len(X)) if key_of(X[row]) == key]
        if self.problem or not found:
            return self.problem or "That digit is no longer in your test set."
        x, label = X[found[0]], int(y[found[0]])

        def removed() -> str:
            left = remove_digits([x], self.path)
            self._removed.append((x, label))
            return f"Removed a {label}: {_so_many(left)}."

        return self._changed(removed)

    def put_back(self) -> str:
        """Add the digit again that was removed last, and say so."""
        if not self._removed:
            return "There is nothing to put back."
        x, label = self._removed[-1]
        words = self._changed(
            lambda: f"Put back a {label}: {_so_many(keep_digits([x], [label], self.path))}."
        )
        if not self.problem:
            self._removed.pop()
        return words

    def _changed(self, change: Callable[[], str]) -> str:
        self.problem = ""
        try:
            return change()
        except (ValueError, OSError) as error:
            self.problem = f"Your test set stays as it was: {error}"
            return self.problem


def key_of(x: np.ndarray) -> str:
    """Return a name for a digit that no other digit has."""
    return hashlib.sha256(np.asarray(x, dtype="<f4").tobytes()).hexdigest()[:16]


def _so_many(count: int) -> str:
    return f"{count} digit{'' if count == 1 else 's'} in your test set"
