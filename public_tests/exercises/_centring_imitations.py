"""What wrong solutions of `centre_digit` compute: the imitations of each belief, by its id."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any

import numpy as np

from public_tests.exercises._centred_ink import SIDE, Array, box_of, boxed, centred, placed, scaled
from public_tests.exercises._centring_boxes import (
    box_of_dark,
    closed_up,
    counted,
    cut_and_scaled,
    dark,
    edges_cut,
    one_less,
    one_range_for_both,
    scaled_from,
    to_the_first_gap,
    with_paper,
)

Imitation = Callable[[Any], Any]


def _of_ink(*imitations: Imitation) -> tuple[Imitation, ...]:
    """Let a picture without ink stay blank: what becomes of that is another mistake."""

    def of_ink(imitation: Imitation, image: Array) -> Array:
        return imitation(np.asarray(image, float)) if np.any(image) else np.zeros((SIDE, SIDE))

    return tuple(partial(of_ink, imitation) for imitation in imitations)


def _only_shrunk(image: Array) -> Array:
    return centred(image) if max(box_of(image).shape) > SIDE else placed(box_of(image))


def _only_enlarged(image: Array) -> Array:
    return centred(image) if max(box_of(image).shape) < SIDE else placed(box_of(image))


def _by_shorter_side(image: Array, odd: int = 0) -> Array:
    box = box_of(image)
    large = boxed(image, round(SIDE * max(box.shape) / min(box.shape)))
    height, width = large.shape
    return placed(large, (SIDE - height + odd) // 2, (SIDE - width + odd) // 2)


def _by_height(image: Array, squeezed: bool) -> Array:
    """Give the height 20 pixels; a width of more is squeezed into 20, or cut off."""
    box = box_of(image)
    height, width = box.shape
    width = max(1, round(SIDE * width / height))
    return placed(scaled(box, SIDE, min(width, SIDE) if squeezed else width))


def _one_side_scaled(image: Array) -> Array:
    """Give the longer side 20 pixels and leave the shorter one as it was."""
    box = box_of(image)
    height, width = (SIDE if side == max(box.shape) else side for side in box.shape)
    return placed(scaled(box, height, width))


def _sizes_swapped(image: Array) -> Array:
    height, width = boxed(image).shape
    return placed(scaled(box_of(image), width, height))


def _by_mass(image: Array, side: int, middle: float) -> Array:
    box = boxed(image)
    lines, columns = (np.arange(n) for n in box.shape)
    top = round(middle - float(box.sum(axis=1) @ lines / box.sum()))
    left = round(middle - float(box.sum(axis=0) @ columns / box.sum()))
    return placed(box, top, left, side)


def _place_turned(image: Array) -> Array:
    """Put the digit as far from above as it should be from the left, and the other way round."""
    height, width = boxed(image).shape
    return placed(boxed(image), (SIDE - width) // 2, (SIDE - height) // 2)


def _squared(image: Array, corner: int | None = None) -> Array:
    """Pad to a square, with the picture in the middle or in a corner, and scale that."""
    return scaled(placed(image, corner, corner, max(image.shape)), SIDE, SIDE)


def _at_the_end(image: Array) -> Array:
    height, width = boxed(image).shape
    return placed(boxed(image), SIDE - height, SIDE - width)


def _one_part(image: Array, chosen: Callable[[list[Array]], Array]) -> Array:
    """Keep the lines of one part of the ink, where empty lines lie between the parts."""
    lines = np.flatnonzero(image.any(axis=1))
    part = chosen(np.split(lines, np.flatnonzero(np.diff(lines) > 1) + 1))
    return image[part[0] : part[-1] + 1]


def _by_each_side(image: Array) -> Array:
    box = box_of(image)
    sides = (max(1, round(SIDE * a / b)) for a, b in zip(box.shape, image.shape, strict=True))
    return placed(scaled(box, *sides))


IMITATIONS: dict[str, tuple[Imitation, ...]] = {
    "inverted_ink": _of_ink(lambda image: 1 - centred(image), lambda image: 255 - 255 * centred(image)),
    "no_crop": _of_ink(
        lambda image: scaled(image, SIDE, SIDE),
        _squared,
        lambda image: _squared(image, 0),
        lambda image: _squared(image[image.any(axis=1)]),
        lambda image: _squared(image[:, image.any(axis=0)]),
    ),
    "stretched": _of_ink(lambda image: scaled(box_of(image), SIDE, SIDE)),
    "one_side_scaled": _of_ink(_one_side_scaled),
    "sizes_swapped": _of_ink(_sizes_swapped),
    "shorter_side": _of_ink(_by_shorter_side, partial(_by_shorter_side, odd=1)),
    "always_by_height": _of_ink(partial(_by_height, squeezed=True), partial(_by_height, squeezed=False)),
    "only_shrinks": _of_ink(_only_shrunk),
    "only_enlarges": _of_ink(_only_enlarged),
    "not_scaled": _of_ink(lambda image: placed(box_of(image))),
    "by_mass": _of_ink(
        lambda image: _by_mass(image, SIDE, SIDE / 2), lambda image: _by_mass(image, SIDE, SIDE / 2 - 0.5)
    ),
    "in_a_corner": _of_ink(lambda image: placed(boxed(image), 0, 0), _at_the_end),
    "transposed": _of_ink(
        lambda image: centred(image).T,
        # The lines of the box are looked for where its columns are.
        lambda image: cut_and_scaled(image.T, image),
        _place_turned,
    ),
    "flipped": _of_ink(
        lambda image: centred(image)[::-1],
        lambda image: centred(image)[:, ::-1],
        lambda image: centred(image)[::-1, ::-1],
        lambda image: np.rot90(centred(image)),
        lambda image: np.rot90(centred(image), -1),
        lambda image: centred(image)[::-1, ::-1].T,
    ),
    "margin_left": _of_ink(
        *(partial(lambda longer, image: placed(boxed(image, longer)), n) for n in (18, 17, 16, 15, 14, 12))
    ),
    "faint_ink_lost": _of_ink(
        lambda image: centred(dark(image)),
        lambda image: placed(dark(boxed(image))),
        box_of_dark,
        # The probes know no ink between 0.04 and 0.45: this stands for all thresholds in between.
        lambda image: centred(dark(image, 0.1)),
        # Made whole numbers: only full ink is left.
        lambda image: centred(dark(image, 0.99)),
    ),
    "one_part_kept": _of_ink(
        lambda image: centred(_one_part(image, lambda parts: max(parts, key=len))),
        lambda image: centred(_one_part(image, lambda parts: parts[0])),
        to_the_first_gap,
    ),
    "last_line_lost": _of_ink(
        *(
            # Some look for the columns in the lines that they kept.
            partial(edges_cut, first=cut, last=other, then=then, least=least)
            for edges in ((1, 1), (1, 0), (0, 1))
            for cut, other in (((0, 0), edges), (edges, (0, 0)))
            for then in (lambda box: box, box_of)
            # Of a digit that is one pixel wide nothing is left then, or all of it.
            for least in (1, 0)
        )
    ),
    "sides_too_small": _of_ink(one_less),
    "paper_around_the_box": _of_ink(
        # A column on the left and one on the right are a rounding, as long as nothing is left above or below.
        *(partial(with_paper, sides=sides) for sides in product((1, 0), repeat=4) if sides > (0, 0, 1, 1)),
        partial(with_paper, sides=(0, 0, 1, 0)),
        partial(with_paper, sides=(0, 0, 0, 1)),
    ),
    "one_range_for_both": _of_ink(*(partial(one_range_for_both, axis=axis) for axis in (0, 1, -1))),
    "empty_lines_left_out": _of_ink(counted, closed_up),
    "scaled_by_the_paper": _of_ink(
        lambda image: placed(scaled_from(max(image.shape), box_of(image))),
        lambda image: placed(scaled_from(min(image.shape), box_of(image))),
        _by_each_side,
    ),
    "whole_28": _of_ink(
        lambda image: placed(boxed(image), side=28),
        lambda image: _by_mass(image, 28, 14),
        lambda image: _by_mass(image, 28, 13.5),
        lambda image: placed(boxed(image, 28), side=28),
    ),
    "still_flat": (lambda image: centred(image).ravel(), lambda image: centred(image).reshape(1, -1)),
    "extra_axis": (
        lambda image: centred(image)[np.newaxis],
        lambda image: centred(image)[:, :, np.newaxis],
    ),
    "box_only": _of_ink(boxed, box_of),
}
