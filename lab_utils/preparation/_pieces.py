"""Pieces of ink: which ones are the digit, and which are specks, lines and shadows?"""

from __future__ import annotations

from typing import Any

import numpy as np

from lab_utils.preparation._errors import PictureError
from lab_utils.preparation._paper import Levels, otsu_threshold

_ADVICE = "write one digit, with a dark pen on light paper."
NO_INK = f"There is no ink in the picture; {_ADVICE}"
_ONLY_SPECKS = f"There is no digit in the picture, only specks; {_ADVICE}"
# A picture of fewer pixels on a side is no photograph: there is nothing to clean.
SMALLEST_PHOTOGRAPH = 40
_SPECK, _RIVAL = 0.05, 0.1
_FRINGE, _FAINTEST, _SPREADS, _LEAST = 2, 0.02, 4, 0.01
# A digit has one to four pieces, noise has hundreds. Ink rises above the paper by more than noise does.
_MOST_PIECES, _LEAST_HEIGHT, _LEAST_SPREADS = 12, 0.1, 3


def cleaned(ink: np.ndarray, found: Levels) -> tuple[np.ndarray, np.ndarray]:
    """Take the digit's ink and leave all else as paper.

    Returns
    -------
    digit : ndarray, shape (h, w), bool
        The pixels above the threshold that belong to the digit.
    grey : ndarray, shape (h, w), float64 in [0, 1]
        The ink of these and of their fringe: pixels within 2 pixels of them that are darker than the paper
        and its noise. So the grey rim of a stroke stays grey. 1 is the digit's ninth decile.

    Raises
    ------
    PictureError
        There is no ink, or nothing but specks.
    """
    digit, threshold = _digit(ink, found)
    above = ink - found.paper
    full = float(np.sort(above[digit])[int(0.9 * np.count_nonzero(digit))])
    if _is_photograph(ink) and full < _LEAST_HEIGHT + _LEAST_SPREADS * found.spread:
        raise PictureError(NO_INK)
    faint = max(_FAINTEST * (threshold - found.paper), _SPREADS * found.spread, _LEAST)
    fringe = _grown(digit, _FRINGE) & (above >= min(faint, threshold - found.paper))
    return digit, np.where(fringe, np.minimum(above / full, 1), 0)


def _digit(ink: np.ndarray, found: Levels) -> tuple[np.ndarray, float]:
    dark = ink >= found.threshold
    if not _is_photograph(ink):
        return dark, found.threshold
    digit, whole = _without_specks(dark, drop_at_border=found.spread > 0)
    if whole or found.spread == 0 or np.ptp(ink[dark]) == 0:
        return digit, found.threshold
    # A line of the paper may tie the digit to the border. It is fainter than the pen, most often.
    higher = otsu_threshold(ink[dark])
    again, whole = _without_specks(ink >= higher, drop_at_border=True)
    return (again, higher) if whole else (digit, found.threshold)


def _without_specks(dark: np.ndarray, drop_at_border: bool) -> tuple[np.ndarray, bool]:
    """Keep the pieces of the digit; tell whether none of them touches the border.

    A piece is what hangs together over sides and corners. Pieces at the border are lines and shadows
    if there is one inside with a tenth of the largest one's area or more. Specks have less than a
    twentieth of the largest area that is left.
    """
    from scipy import ndimage

    numbers, count = ndimage.label(dark, structure=np.ones((3, 3)))
    areas = np.bincount(numbers.ravel(), minlength=count + 1)
    areas[0] = 0
    inside = np.ones(count + 1, dtype=bool)
    inside[[*numbers[0], *numbers[-1], *numbers[:, 0], *numbers[:, -1]]] = False
    whole = bool((areas * inside).max() >= _RIVAL * areas.max())
    kept = areas * inside if whole and drop_at_border else areas
    digit = kept >= max(1, _SPECK * kept.max())
    if np.count_nonzero(digit) > _MOST_PIECES:
        raise PictureError(_ONLY_SPECKS)
    return digit[numbers], whole


def _is_photograph(ink: np.ndarray) -> bool:
    return min(ink.shape) >= SMALLEST_PHOTOGRAPH


def _grown(mask: np.ndarray, rounds: int) -> np.ndarray:
    """Add the pixels beside a mask, over sides and corners, as many times as asked."""
    from scipy import ndimage

    grown: Any = ndimage.binary_dilation(mask, structure=np.ones((3, 3)), iterations=rounds)
    return np.asarray(grown)
