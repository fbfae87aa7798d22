"""From a picture, or a drawing, to the 400 numbers that the network knows, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lab_utils.preparation._errors import PictureError
from lab_utils.preparation._fitting import centre, centre_by_mass, scale_to_box
from lab_utils.preparation._paper import Levels, levels, otsu_threshold, paper_is_light, shading
from lab_utils.preparation._pen import widened
from lab_utils.preparation._pieces import NO_INK, SMALLEST_PHOTOGRAPH, cleaned
from lab_utils.preparation._reading import read
from lab_utils.preparation._resampling import resample

# Large enough for a digit that is a tenth as high as the picture, small enough to be quick.
_WORKING_SIDE = 400
_LEAST_CONTRAST = 0.1
_WIDEST = 1.8
_WIDE = "The ink is much wider than high: is it one digit, and upright?"


@dataclass(frozen=True)
class Preparation:
    """A prepared digit and the way to it.

    Attributes
    ----------
    steps : dict of str to ndarray
        The picture after each step, in order: "grey" (1 is white), "ink" (1 is ink), "threshold" (paper
        is 0), "crop", "pen", "scaled", "centred". float32 in [0, 1]; the last one is 20 x 20.
    x : ndarray, shape (400,), float32 in [0, 1]
        The last step as a row, as in `load_digits`.
    notes : tuple of str
        What somebody should know who looks at it, as sentences: the first picture of an animation was
        read, the ink is too wide for one digit.
    """

    steps: dict[str, np.ndarray]
    x: np.ndarray
    notes: tuple[str, ...] = ()


def prepare_digit(image: Any, *, by_mass: bool = False) -> Preparation:
    """Prepare a picture of one handwritten digit as the lab's digits were prepared.

    docs/decisions/preparation.md states the rule.

    Parameters
    ----------
    image : str, path-like, bytes, PIL.Image.Image or ndarray
        Whatever `read_image` reads: dark ink on light paper, or light ink on dark paper.
    by_mass : bool
        Put the ink's centre of mass in the middle, and not its box. For a comparison only: the lab's data
        is centred by the box.

    Returns
    -------
    Preparation

    Raises
    ------
    PictureError
        If the picture cannot be read, or there is no ink in it.
    """
    grey, notes = read(image)
    grey = _working_size(grey.astype(np.float64))
    ink = _ink(grey)
    return _prepared(grey, ink, levels(ink), notes, centre_by_mass if by_mass else centre)


def prepare_drawing(picture: np.ndarray) -> Preparation:
    """Prepare a drawing from a pad, as the browser does while somebody draws.

    A pad knows its paper: it is white and clean, whatever covers it, and no light falls on it. So the frame,
    the shading and the noise are not asked for; all else is as in `prepare_digit`.

    Parameters
    ----------
    picture : ndarray, shape (h, w), uint8
        Dark ink on white paper: 255 is white.

    Returns
    -------
    Preparation

    Raises
    ------
    PictureError
        If there is no ink on it, or nothing but specks.
    """
    ink = (255 - picture) / 255
    if not ink.any():
        raise PictureError(NO_INK)
    # Where all is ink there is nothing to part.
    threshold = otsu_threshold(ink) if np.ptp(ink) else float(ink.min())
    return _prepared(1 - ink, ink, Levels(paper=0, spread=0, threshold=threshold), (), centre)


def _prepared(
    grey: np.ndarray,
    ink: np.ndarray,
    found: Levels,
    notes: tuple[str, ...],
    put: Callable[[np.ndarray], np.ndarray],
) -> Preparation:
    digit, clean = cleaned(ink, found)
    steps = {"grey": grey, "ink": np.clip(ink - found.paper, 0, 1), "threshold": clean}
    lines, columns = _box(clean)
    steps["crop"] = clean[lines, columns]
    steps["pen"] = widened(steps["crop"], digit[lines, columns])
    steps["scaled"] = scale_to_box(steps["pen"])
    steps["centred"] = put(steps["scaled"])
    steps = {name: step.astype(np.float32) for name, step in steps.items()}
    return Preparation(steps, steps["centred"].reshape(-1), (*notes, *_doubts(steps)))


def _working_size(grey: np.ndarray) -> np.ndarray:
    longer = max(grey.shape)
    if longer <= _WORKING_SIDE:
        return grey
    height, width = (max(1, int(_WORKING_SIDE * side / longer + 0.5)) for side in grey.shape)
    return resample(grey, height, width)


def _ink(grey: np.ndarray) -> np.ndarray:
    """Return ink as large numbers, without the shading of the paper."""
    ink = 1 - grey if paper_is_light(grey) else grey
    if np.ptp(ink) < _LEAST_CONTRAST:
        raise PictureError(NO_INK)
    return ink - shading(ink) if min(ink.shape) >= SMALLEST_PHOTOGRAPH else ink


def _box(ink: np.ndarray) -> tuple[slice, slice]:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def _doubts(steps: dict[str, np.ndarray]) -> list[str]:
    height, width = steps["crop"].shape
    doubts = []
    if width > _WIDEST * height:
        doubts.append(_WIDE)
    return doubts
