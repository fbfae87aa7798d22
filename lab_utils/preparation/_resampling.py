"""Resample a picture by area: each new pixel is the mean of the old ones that it covers."""

from __future__ import annotations

import numpy as np


def resample(image: np.ndarray, height: int, width: int) -> np.ndarray:
    """Scale a picture to another size by area averages.

    Old pixel j covers the interval [j, j + 1]; new pixel i covers [i s, (i + 1) s] with
    s = old size / new size. Its value is the mean of the old pixels, weighted by the overlap:
    ``max(0, min((i + 1) s, j + 1) - max(i s, j)) / s``, along the lines and along the columns.

    Parameters
    ----------
    image : ndarray, shape (h, w), float
    height, width : int
        The new size, 1 or more.

    Returns
    -------
    ndarray, shape (height, width), float64
        The same picture where the size stays the same.
    """
    return _overlaps(image.shape[0], height) @ image @ _overlaps(image.shape[1], width).T


def _overlaps(old: int, new: int) -> np.ndarray:
    """Return the weights of one axis, shape (new, old); each row sums to 1."""
    scale = old / new
    begin, j = np.arange(new)[:, np.newaxis] * scale, np.arange(old)
    overlap = np.minimum(begin + scale, j + 1) - np.maximum(begin, j)
    return np.maximum(overlap, 0) / scale
