"""Where the ink of a picture stands: what `centre_digit` is judged by, whatever the resampling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
SIDE = 20
# Resampling makes grey rims, and cubic filters throw faint rings. From a third of full ink on, a box whose
# edges fall between two pixels still has the size that rounding gives it, or one pixel more.
INK = 0.35
WITHIN_RIM = 0.55
# Roundings and the odd pixel that is left over: one pixel, either way.
FREEDOM = 1
# Between two resamplings of one shape a tenth of the pixels in the box differ; between two shapes a half.
_ANOTHER_PATTERN = 0.22


@dataclass(frozen=True)
class Ink:
    """The box around the ink of a picture, and what it holds.

    Attributes
    ----------
    top, left : int
        The first line and column with ink.
    pattern : ndarray, shape (height, width)
        The ink in the box, 1 for the darkest.
    """

    top: int
    left: int
    pattern: Array

    @property
    def height(self) -> int:
        return int(self.pattern.shape[0])

    @property
    def width(self) -> int:
        return int(self.pattern.shape[1])

    def __str__(self) -> str:
        bottom, right = self.top + self.height - 1, self.left + self.width - 1
        return f"ink in lines {self.top} to {bottom} and columns {self.left} to {right}"


def ink_of(picture: Array, least: float = INK) -> Ink | None:
    """Find the ink of a picture, None where there is none.

    Parameters
    ----------
    picture : ndarray, shape (h, w)
        Ink on paper 0, on any scale: 0 to 1, or 0 to 255.
    least : float
        What counts as ink, as a share of the darkest.
    """
    full = float(picture.max(initial=0))
    if full <= 0:
        return None
    dark = picture > least * full
    lines, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    box = picture[lines[0] : lines[-1] + 1, columns[0] : columns[-1] + 1]
    return Ink(int(lines[0]), int(columns[0]), np.clip(box / full, 0, 1))


def same_size(one: Ink, other: Ink, freedom: int = FREEDOM) -> bool:
    """Tell whether two boxes have the same sides but for a rounding."""
    return max(abs(one.height - other.height), abs(one.width - other.width)) <= freedom


def same_place(one: Ink, other: Ink, freedom: int = FREEDOM) -> bool:
    """Tell whether two boxes have the same sides and edges but for a rounding."""
    edges = [(i.top, i.left, i.top + i.height, i.left + i.width) for i in (one, other)]
    near = max(abs(a - b) for a, b in zip(*edges, strict=True)) <= freedom
    return near and same_size(one, other, freedom)


def same_pattern(one: Ink, other: Ink) -> bool:
    """Tell whether two boxes hold the same shape, whatever their sizes. A thin line has none."""
    thin = min(one.height, one.width, other.height, other.width) <= 2
    return thin or distance(one, other) <= _ANOTHER_PATTERN


def distance(one: Ink, other: Ink) -> float:
    """Return the mean difference between two patterns, at the size of the second one."""
    pattern = scaled(one.pattern, other.height, other.width)
    return float(np.mean(np.abs(pattern - other.pattern)))


def scaled(picture: Array, height: int, width: int) -> Array:
    """Scale a picture: each new pixel is the mean of 4 x 4 old ones that it covers."""
    lines, columns = (
        np.floor((np.arange(4 * new) + 0.5) * old / (4 * new)).astype(int)
        for new, old in zip((height, width), picture.shape, strict=True)
    )
    return picture[np.ix_(lines, columns)].reshape(height, 4, width, 4).mean(axis=(1, 3))


def boxed(image: Array, longer: int = SIDE) -> Array:
    """Cut the box around all ink and scale it, so that its longer side becomes `longer`."""
    box = box_of(image)
    factor = longer / max(box.shape)
    return scaled(box, *(max(1, round(factor * side)) for side in box.shape))


def box_of(image: Array, above: float = 0) -> Array:
    """Cut the box around all pixels above a level; nothing is left of an empty picture."""
    lines, columns = (np.flatnonzero((image > above).any(axis=axis)) for axis in (1, 0))
    if not len(lines):
        return image[:0, :0]
    return image[lines[0] : lines[-1] + 1, columns[0] : columns[-1] + 1]


def placed(pattern: Array, top: int | None = None, left: int | None = None, side: int = SIDE) -> Array:
    """Put a pattern on paper of side x side pixels, in the middle where no place is given.

    What reaches beyond the paper is cut off.
    """
    height, width = pattern.shape
    top = (side - height) // 2 if top is None else top
    left = (side - width) // 2 if left is None else left
    paper = np.zeros((side, side))
    lines = slice(max(0, top), max(0, min(side, top + height)))
    columns = slice(max(0, left), max(0, min(side, left + width)))
    paper[lines, columns] = pattern[
        lines.start - top : lines.stop - top, columns.start - left : columns.stop - left
    ]
    return paper


def centred(image: Array) -> Array:
    """Return a right answer: the ink's box, longer side 20, in the middle of 20 x 20."""
    image = np.asarray(image, dtype=float)
    return placed(boxed(image)) if image.any() else np.zeros((SIDE, SIDE))
