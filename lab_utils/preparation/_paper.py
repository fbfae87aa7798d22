"""Which pixels are paper? Light paper or dark, its shading, and the threshold between paper and ink."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lab_utils.preparation._resampling import resample

_BINS = 256
# Paper is told by a frame as wide as this part of the side: a median would fail on a bold digit that fills
# its picture, and a single line at the border on a screenshot with a black rim.
_FRAME = 12
_COARSE, _ROUNDS, _FAR, _LEAST_SLOPE = 40, 5, 1.5, 0.1


@dataclass(frozen=True)
class Levels:
    """Where paper ends and ink begins, on the scale of the picture.

    Attributes
    ----------
    paper : float
        The median of the pixels below the threshold.
    spread : float
        How far these pixels lie from `paper`: 1.4826 times the median of the distances, which is the
        standard deviation of normal noise. 0 for a picture that was drawn on a screen.
    threshold : float
        From here on a pixel is ink.
    """

    paper: float
    spread: float
    threshold: float


def paper_is_light(grey: np.ndarray) -> bool:
    """Tell whether the paper is light.

    It is if the mean of the frame, ``max(1, side // 12)`` pixels wide on each side, lies above the middle
    between the darkest and the lightest pixel.
    """
    height, width = grey.shape
    across, along = max(1, height // _FRAME), max(1, width // _FRAME)
    framed = np.ones(grey.shape, dtype=bool)
    framed[across : height - across, along : width - along] = False
    return float(grey[framed].mean()) > (float(grey.min()) + float(grey.max())) / 2


def shading(ink: np.ndarray) -> np.ndarray:
    """Return how the light changes over the paper, as a plane: 0 where it hardly does.

    The plane ``a u + b v + c`` is fitted by least squares to the picture at 40 x 40; u and v run from 0 to 1
    over lines and columns. Five times, and each time without the pixels that lay higher above the plane
    than 1.5 times the root mean square of the distances so far: these are ink. A plane that changes by
    less than a tenth of the picture's contrast is none.

    Parameters
    ----------
    ink : ndarray, shape (h, w), float, 1 is ink

    Returns
    -------
    ndarray, shape (h, w), float64
    """
    coarse = resample(ink, min(_COARSE, ink.shape[0]), min(_COARSE, ink.shape[1]))
    u, v = np.meshgrid(*(_places(side) for side in coarse.shape), indexing="ij")
    terms = np.stack([u.ravel(), v.ravel(), np.ones(coarse.size)], axis=1)
    values, paper = coarse.ravel(), np.ones(coarse.size, dtype=bool)
    for _ in range(_ROUNDS):
        plane = np.linalg.lstsq(terms[paper], values[paper])[0]
        above = values - terms @ plane
        paper = above <= _FAR * np.sqrt(np.mean(above[paper] ** 2)) + 1e-9
    if abs(plane[0]) + abs(plane[1]) < _LEAST_SLOPE * float(np.ptp(ink)):
        return np.zeros(ink.shape)
    down, across = (_places(side) for side in ink.shape)
    return plane[0] * down[:, np.newaxis] + plane[1] * across + plane[2]


def levels(ink: np.ndarray) -> Levels:
    """Find the level of the paper and the threshold of the ink."""
    threshold = otsu_threshold(ink)
    below = ink[ink < threshold]
    paper = float(np.median(below))
    return Levels(paper, 1.4826 * float(np.median(np.abs(below - paper))), threshold)


def otsu_threshold(values: np.ndarray) -> float:
    """Return the level that parts numbers best into two: Otsu's threshold.

    The numbers are counted in 256 bins between the smallest and the largest: number v falls into bin
    ``min(255, floor(256 (v - smallest) / (largest - smallest)))``. For each border between two bins, the
    variance between the two parts is w0 w1 (m0 - m1)^2, with the count w and the mean bin m of each
    part. The first border with the largest variance is the threshold.

    N. Otsu: A Threshold Selection Method from Gray-Level Histograms, IEEE Transactions on Systems, Man, and
    Cybernetics 9(1), 1979, equation 14.
    """
    lowest, span = float(values.min()), float(np.ptp(values))
    bins = np.minimum(np.floor(_BINS * ((values.ravel() - lowest) / span)), _BINS - 1).astype(int)
    counts = np.bincount(bins, minlength=_BINS).astype(float)
    below, sums = np.cumsum(counts), np.cumsum(counts * np.arange(_BINS))
    # The first bin holds the smallest number and the last one the largest, so that no part is empty.
    w0, w1 = below[:-1], below[-1] - below[:-1]
    between = w0 * w1 * (sums[:-1] / w0 - (sums[-1] - sums[:-1]) / w1) ** 2
    return lowest + span * (int(np.argmax(between)) + 1) / _BINS


def _places(side: int) -> np.ndarray:
    return (np.arange(side) + 0.5) / side
