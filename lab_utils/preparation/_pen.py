"""How wide is the pen? Thin strokes become as wide as those of the data."""

from __future__ import annotations

import numpy as np

# Parts of the longer side. The data's strokes take 0.14 of it on average.
_THIN, _GOAL = 0.09, 0.11


def stroke_width(digit: np.ndarray) -> float:
    """Estimate the width of the strokes from area and rim.

    A line of length l and width w has w l pixels, of which 2 l lie at its two sides, so that its width is
    twice the area over the rim. The rim holds the pixels with one or more of the four neighbours outside.

    Parameters
    ----------
    digit : ndarray, shape (h, w), bool
    """
    padded = np.pad(digit, 1)
    core = digit & padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    area = np.count_nonzero(digit)
    return 2 * area / (area - np.count_nonzero(core))


def widened(ink: np.ndarray, digit: np.ndarray) -> np.ndarray:
    """Widen strokes that are thinner than 0.09 of the longer side to 0.11 of it.

    In ``floor((0.11 longer - width) / 2 + 0.5)`` rounds each pixel takes the largest value around it: in odd
    rounds among itself and its four neighbours, in even ones among all eight, which makes an octagon.

    Parameters
    ----------
    ink : ndarray, shape (h, w), float in [0, 1]
        The digit, cut to its box.
    digit : ndarray, shape (h, w), bool
        Its pixels above the threshold.

    Returns
    -------
    ndarray, shape (h + 2 rounds, w + 2 rounds), float64
    """
    longer, width = max(ink.shape), stroke_width(digit)
    rounds = int((_GOAL * longer - width) / 2 + 0.5) if width < _THIN * longer else 0
    for number in range(rounds):
        ink = _with_neighbours(np.pad(ink, 1), corners=number % 2 == 1)
    return ink


def _with_neighbours(ink: np.ndarray, corners: bool) -> np.ndarray:
    padded = np.pad(ink, 1)
    lines = np.maximum(np.maximum(padded[:-2], padded[1:-1]), padded[2:])
    if corners:
        return np.maximum(np.maximum(lines[:, :-2], lines[:, 1:-1]), lines[:, 2:])
    beside = np.maximum(padded[1:-1, :-2], padded[1:-1, 2:])
    return np.maximum(lines[:, 1:-1], beside)
