"""What is accepted of `centre_digit`, and still worth a word beside the pass."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from public_tests.comparing import numbers_of
from public_tests.exercises._centred_ink import SIDE, Array
from public_tests.exercises._centring_faults import Call, ink_in, wanted
from public_tests.exercises._centring_probes import GREY, NARROW

# Cubic filters overshoot full ink by a fifth.
_FULL_INK = 1.5
_AS_BYTES = (
    "The ink comes back as numbers up to {most:g}. That is accepted, since place and shape are right; but "
    "the network has learned from ink of 1. Divide by 255 where the picture becomes an array."
)
_BLACK = (
    "The picture comes back in black and white. That is accepted; keep the greys, which tell where a stroke "
    "ends between two pixels, and the network reads a little better."
)
_ONE_LESS = (
    "In every picture the ink ends up 19 pixels long. That is accepted as a rounding; 20 are asked for. Look "
    "at the number in your factor, and at how many lines the box has."
)


def word_beside(calls: Sequence[Call]) -> str | None:
    """Say what is unusual about right pictures, None where nothing is."""
    pictures = {id(call.image): numbers_of(call.outcome.value) for call in calls}
    most = max(float(picture.max()) for picture in pictures.values() if picture is not None)
    if most > _FULL_INK:
        return _AS_BYTES.format(most=most)
    if _is_black_and_white(pictures[id(GREY)]):
        return _BLACK
    return _ONE_LESS if all(_one_pixel_short(call) for call in calls if _is_told(call)) else None


def _is_told(call: Call) -> bool:
    """Tell whether all of a picture's ink is seen at its full length, whatever the resampling."""
    want = wanted(call.image)
    return call.image is not NARROW and want is not None and max(want.height, want.width) == SIDE


def _one_pixel_short(call: Call) -> bool:
    ink = ink_in(call.outcome.value)
    return ink is not None and max(ink.height, ink.width) == SIDE - 1


def _is_black_and_white(picture: Array | None) -> bool:
    return picture is not None and len(np.unique(picture)) == 2
