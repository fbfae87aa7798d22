"""Scale a digit into the 20 x 20 box and centre it there."""

from __future__ import annotations

import math

import numpy as np

from lab_utils.preparation._resampling import resample

SIDE = 20


def scale_to_box(ink: np.ndarray) -> np.ndarray:
    """Scale so that the longer side is 20 and the shape is kept.

    The shorter side becomes ``max(1, floor(20 * shorter / longer + 0.5))``.
    """
    height, width = ink.shape
    longer = max(height, width)
    return resample(ink, _scaled(height, longer), _scaled(width, longer))


def centre(scaled: np.ndarray) -> np.ndarray:
    """Put a digit of at most 20 x 20 in the middle; an odd pixel left over goes below or to the right."""
    height, width = scaled.shape
    top, left = (SIDE - height) // 2, (SIDE - width) // 2
    image = np.zeros((SIDE, SIDE))
    image[top : top + height, left : left + width] = scaled
    return image


def fit_into_box(ink: np.ndarray) -> np.ndarray:
    """Scale and centre."""
    return centre(scale_to_box(ink))


def _scaled(side: int, longer: int) -> int:
    return max(1, math.floor(SIDE * side / longer + 0.5))
