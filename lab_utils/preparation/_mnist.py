"""From the lab's 20 x 20 digits to MNIST's 28 x 28, and back."""

from __future__ import annotations

import numpy as np

from lab_utils._wording import four_parts
from lab_utils.preparation._errors import PictureError
from lab_utils.preparation._fitting import SIDE, fit_into_box

FULL_SIDE = 28
_MARGIN = (FULL_SIDE - SIDE) // 2


def as_mnist(X: np.ndarray) -> np.ndarray:
    """Rebuild MNIST's own images from the lab's digits.

    MNIST's makers moved each digit so that the centre of mass of its ink came to the middle. The lab
    keeps the box around the ink, so that this step can be computed again: pad with 4 pixels of paper on each
    side, then shift by ``round(14 - centre of mass)`` pixels, where the first pixel's place is 0. For all
    digits of `load_digits` this is MNIST's image, pixel by pixel (see data/README.md).

    Parameters
    ----------
    X : ndarray, shape (m, 400), in [0, 1]
        Row-major 20 x 20 digits, ink is 1.

    Returns
    -------
    ndarray, shape (m, 28, 28), float32
        A digit moves no further than its ink has room. A blank image stays blank.
    """
    X = np.asarray(X)
    if X.ndim != 2 or X.shape[1] != SIDE * SIDE:
        raise PictureError(
            four_parts(
                "The shape of X",
                expected="(m, 400), one digit a row",
                got=str(X.shape),
                fix="A single digit is X.reshape(1, 400).",
            )
        )
    images = X.reshape(-1, SIDE, SIDE).astype(np.float32)
    rows, columns = _places_in_full_size(images, axis=1), _places_in_full_size(images, axis=2)
    return _taken(images, rows, columns)


def from_mnist(images: np.ndarray) -> np.ndarray:
    """Cut MNIST's images to the box around their ink, as data/build_digits.py did with the lab's digits.

    Parameters
    ----------
    images : ndarray, shape (m, 28, 28)
        Ink is 1, or uint8 with ink 255. Other sizes may stand in place of 28.

    Returns
    -------
    ndarray, shape (m, 400), float32 in [0, 1]
        Each box centred in 20 x 20; an odd line or column left over goes below or to the right. MNIST's
        boxes all fit. A larger one (of a rotated digit, say) is scaled until its longer side is 20. A
        blank image stays blank.
    """
    images = np.asarray(images)
    if images.ndim != 3:
        raise PictureError(
            four_parts(
                "The shape of the images",
                expected="(m, 28, 28)",
                got=str(images.shape),
                fix="A single image is image[np.newaxis].",
            )
        )
    if images.dtype == np.uint8:
        images = np.divide(images, 255, dtype=np.float32)
    images = images.astype(np.float32, copy=False)
    if not len(images):
        return np.zeros((0, SIDE * SIDE), dtype=np.float32)
    top, height = _box(images != 0, 1)
    left, width = _box(images != 0, 2)
    places = np.arange(SIDE)
    rows = (top - (SIDE - height) // 2)[:, np.newaxis] + places
    columns = (left - (SIDE - width) // 2)[:, np.newaxis] + places
    X = _taken(images, rows, columns)
    for i in np.flatnonzero(np.maximum(height, width) > SIDE):
        ink = images[i, top[i] : top[i] + height[i], left[i] : left[i] + width[i]]
        X[i] = fit_into_box(ink)
    return X.reshape(-1, SIDE * SIDE)


def _places_in_full_size(images: np.ndarray, axis: int) -> np.ndarray:
    """Return which of the 20 lines (or columns) stands on each of the 28, shape (m, 28)."""
    profile = images.sum(axis=3 - axis, dtype=np.float64)
    mass = profile.sum(axis=1)
    centre = profile @ (np.arange(SIDE) + _MARGIN) / np.where(mass > 0, mass, 1)
    # floor(x + 0.5) rounds as JavaScript does; no digit of MNIST comes close to a half.
    shift = np.floor(np.where(mass > 0, FULL_SIDE // 2 - centre, 0) + 0.5).astype(int)
    first, length = _box(images != 0, axis)
    shift = np.clip(shift, -_MARGIN - first, FULL_SIDE - _MARGIN - first - length)
    return np.arange(FULL_SIDE) - _MARGIN - shift[:, np.newaxis]


def _box(ink: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the first line (or column) with ink and how many there are to the last, each of shape (m,)."""
    occupied = np.asarray(ink.any(axis=3 - axis))
    first = occupied.argmax(axis=1)
    end = occupied.shape[1] - occupied[:, ::-1].argmax(axis=1)
    return first, np.where(occupied.any(axis=1), end - first, 0)


def _taken(images: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Return the chosen lines and columns of each image; those outside are paper."""
    for axis, chosen in ((1, rows), (2, columns)):
        inside = (chosen >= 0) & (chosen < images.shape[axis])
        index = np.where(inside, chosen, 0)
        images = np.take_along_axis(images, np.expand_dims(index, 3 - axis), axis=axis)
        images = images * np.expand_dims(inside, 3 - axis)
    return images
