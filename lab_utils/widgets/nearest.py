"""The digits of a training set that look most like a given one, by plain distance of pixels."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lab_utils._accepted import digit_labels
from lab_utils._wording import four_parts
from lab_utils.widgets.misclassified_state import as_bytes, pictures


class Nearest(NamedTuple):
    """The nearest digits of some others, nearest first.

    Attributes
    ----------
    rows : ndarray, shape (k, count), int
        Where they stand in the training set.
    labels : ndarray, shape (k, count), int in 0 to 9
    distances : ndarray, shape (k, count), float
        Euclidean; 0 is the same picture.
    images : ndarray, shape (k, count, side, side), uint8
    """

    rows: np.ndarray
    labels: np.ndarray
    distances: np.ndarray
    images: np.ndarray


class NearestDigits:
    """Finds the nearest among training digits.

    Parameters
    ----------
    X_train : array_like, shape (n, 400), (n, 20, 20), (n, 784) or (n, 28, 28), float in [0, 1] or uint8
    y_train : array_like, shape (n,) or (n, 1), int in 0 to 9
    side : int
        The side of the digits that will be looked for.
    """

    def __init__(self, X_train: ArrayLike, y_train: ArrayLike, side: int) -> None:
        images = pictures(X_train, "X_train")
        self._labels = digit_labels(y_train, "y_train", len(images))
        if images.shape[1] != side:
            raise ValueError(
                four_parts(
                    "The digits in X_train",
                    expected=f"{side} x {side} pixels, as in X",
                    got=f"{images.shape[1]} x {images.shape[1]}",
                    fix="Prepare both in the same way.",
                )
            )
        # Digits of float32 are used as they stand: all of MNIST is some 200 MB.
        self._ink = np.asarray(images.reshape(len(images), -1), dtype=np.float32)
        self._squares = np.einsum("ij,ij->i", self._ink, self._ink)
        self._side = side

    def of(self, images: np.ndarray, count: int = 6) -> Nearest:
        """Return the `count` nearest of each image, shape (k, side, side), uint8."""
        asked = images.reshape(len(images), -1).astype(np.float32) / 255
        count = min(count, len(self._ink))
        # |a - b|^2 = |a|^2 - 2ab + |b|^2, and |a|^2 is the same for all of a row.
        near = self._squares - 2 * asked @ self._ink.T
        rows = np.argpartition(near, count - 1, axis=1)[:, :count]
        chosen = self._ink[rows]
        distances = np.linalg.norm(chosen.astype(float) - asked[:, np.newaxis], axis=2)
        order = np.argsort(distances, axis=1, kind="stable")
        rows = np.take_along_axis(rows, order, axis=1)
        distances = np.take_along_axis(distances, order, axis=1)
        pixels = as_bytes(self._ink[rows]).reshape(*rows.shape, self._side, self._side)
        return Nearest(rows, self._labels[rows], distances, pixels)
