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


def centre_by_mass(scaled: np.ndarray) -> np.ndarray:
    """Put the centre of mass of the ink in the middle instead, for a comparison.

    From where `centre` puts it, the digit moves by ``floor(9.5 - centre of mass + 0.5)`` lines and columns.
    What leaves the picture is lost: the longer side has no room.
    """
    image = centre(scaled)
    down, across = (
        math.floor((SIDE - 1) / 2 - float(image.sum(axis=1 - axis) @ np.arange(SIDE)) / image.sum() + 0.5)
        for axis in (0, 1)
    )
    moved = np.roll(np.pad(image, SIDE), (down, across), axis=(0, 1))
    return moved[SIDE:-SIDE, SIDE:-SIDE]


def fit_into_box(ink: np.ndarray) -> np.ndarray:
    """Scale and centre."""
    return centre(scale_to_box(ink))


def _scaled(side: int, longer: int) -> int:
    return max(1, math.floor(SIDE * side / longer + 0.5))
