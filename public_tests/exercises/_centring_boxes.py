"""Boxes that are cut in a wrong way out of a picture, and what `centre_digit` makes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from public_tests.exercises._centred_ink import SIDE, Array, box_of, boxed, placed, scaled


def corners(image: Array) -> tuple[slice, slice]:
    """Return the lines and the columns of the box."""
    lines, columns = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
    return slice(lines[0], lines[-1] + 1), slice(columns[0], columns[-1] + 1)


def scaled_from(longer: int, box: Array) -> Array:
    """Scale a box by 20 / `longer`, whatever its longer side is."""
    return scaled(box, *(max(1, round(SIDE * side / longer)) for side in box.shape))


def fitted(box: Array) -> Array:
    """Scale a box so that its longer side becomes 20, and put it in the middle."""
    return placed(scaled_from(max(box.shape), box))


def dark(image: Array, above: float = 0.5) -> Array:
    return np.where(image > above, image, 0)


def box_of_dark(image: Array) -> Array:
    """Find the box by dark ink only, and keep the grey within it."""
    seen = image > 0.5
    box = image[seen.any(axis=1)][:, seen.any(axis=0)]
    return placed(scaled(box, *boxed(dark(image)).shape))


def edges_cut(
    image: Array, first: tuple[int, int], last: tuple[int, int], then: Callable[[Any], Any], least: int
) -> Array:
    """Lose lines and columns at the edges of the box, but for one that is the only one if `least` is 1."""
    box = box_of(image)
    for axis, (before, after) in enumerate(zip(first, last, strict=True)):
        if box.shape[axis] > 1:
            box = np.take(box, np.arange(before, box.shape[axis] - after), axis)
        elif (before or after) and not least:
            return np.zeros((SIDE, SIDE))
    return fitted(then(box))


def cut_and_scaled(looked_at: Array, image: Array) -> Array:
    """Cut the box that one picture has out of another one."""
    box = image[corners(looked_at)]
    return fitted(box) if box.size else np.zeros((SIDE, SIDE))


def one_less(image: Array) -> Array:
    box = box_of(image)
    sides = [side - 1 for side in box.shape]
    return placed(scaled(box, *(max(1, round(SIDE * side / max(sides))) for side in sides)))


def with_paper(image: Array, sides: tuple[int, ...]) -> Array:
    """Leave a line of paper around the ink on those sides that are 1: above, below, left and right."""
    above, below, left, right = sides
    box = np.pad(box_of(image), ((above, below), (left, right)))
    return fitted(box)


def one_range_for_both(image: Array, axis: int) -> Array:
    """Cut lines and columns by where one of the two holds ink; -1 is where either does."""
    lines, columns = corners(image)
    either = slice(min(lines.start, columns.start), max(lines.stop, columns.stop))
    both = (lines, columns, either)[axis]
    box = image[both, both]
    return fitted(box) if box.size else np.zeros((SIDE, SIDE))


def to_the_first_gap(image: Array) -> Array:
    """Take the columns of all ink, and the lines up to the first one without."""
    lines, columns = corners(image)
    gaps = np.flatnonzero(~image[lines].any(axis=1))
    box = image[lines, columns][: gaps[0] if len(gaps) else None]
    return fitted(box)


def counted(image: Array) -> Array:
    """Take as many lines and columns as there are with ink, from the first on."""
    lines, columns = corners(image)
    height, width = (int(image.any(axis=axis).sum()) for axis in (1, 0))
    box = image[lines.start : lines.start + height, columns.start : columns.start + width]
    return fitted(box)


def closed_up(image: Array) -> Array:
    box = image[image.any(axis=1)][:, image.any(axis=0)]
    return fitted(box)
