"""`prepare_digit`: from a picture to the 400 numbers that the network knows, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from lab_utils.preparation import _ink
from lab_utils.preparation._errors import PictureError
from lab_utils.preparation._fitting import centre, scale_to_box
from lab_utils.preparation._reading import read
from lab_utils.preparation._resampling import resample

# Large enough for a digit that is a tenth as high as the picture, small enough to be quick.
_WORKING_SIDE = 400
_LEAST_CONTRAST = 0.1


@dataclass(frozen=True)
class Preparation:
    """A prepared digit and the way to it.

    Attributes
    ----------
    steps : dict of str to ndarray
        The picture after each step, in order: "grey" (1 is white), "ink" (1 is ink), "threshold" (paper
        is 0), "crop", "scaled", "centred". float32 in [0, 1]; the last one is 20 x 20.
    x : ndarray, shape (400,), float32 in [0, 1]
        The last step as a row, as in `load_digits`.
    notes : tuple of str
        What somebody should know who looks at it, as sentences: the first picture of an animation was
        read, the ink is too wide for one digit.
    """

    steps: dict[str, np.ndarray]
    x: np.ndarray
    notes: tuple[str, ...] = ()


def prepare_digit(image: Any) -> Preparation:
    """Prepare a picture of one handwritten digit as the lab's digits were prepared.

    docs/decisions/preparation.md states the rule.

    Parameters
    ----------
    image : str, path-like, bytes, PIL.Image.Image or ndarray
        Whatever `read_image` reads: dark ink on light paper, or light ink on dark paper.

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
    ink = 1 - grey if _ink.paper_is_light(grey) else grey
    ink = ink - np.median(ink)
    if ink.max() < _LEAST_CONTRAST:
        raise PictureError("There is no ink in the picture; write one digit, with a dark pen on light paper.")
    ink = np.clip(ink / ink.max(), 0, 1)
    steps = {"grey": grey, "ink": ink}
    steps["threshold"] = np.where(ink >= _ink.otsu_threshold(ink) / 2, ink, 0)
    steps["crop"] = _crop(steps["threshold"])
    steps["scaled"] = scale_to_box(steps["crop"])
    steps["centred"] = centre(steps["scaled"])
    steps = {name: step.astype(np.float32) for name, step in steps.items()}
    return Preparation(steps, steps["centred"].reshape(-1), notes)


def _working_size(grey: np.ndarray) -> np.ndarray:
    longer = max(grey.shape)
    if longer <= _WORKING_SIDE:
        return grey
    height, width = (max(1, int(_WORKING_SIDE * side / longer + 0.5)) for side in grey.shape)
    return resample(grey, height, width)


def _crop(ink: np.ndarray) -> np.ndarray:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
