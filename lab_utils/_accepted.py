"""What plots and widgets accept: shapes and values are checked here, before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from lab_utils._wording import four_parts

SIDES = (20, 28)
# Resampled pixels may overshoot a little; 0 to 255 taken for 0 to 1 is far outside.
_OVERSHOOT = 0.25


def digit_images(X: ArrayLike, name: str) -> np.ndarray:
    """Return rows or images of digits as float images, shape (m, side, side), in [0, 1].

    Where they are floats already they are not copied: all of MNIST is some 200 MB.
    """
    pixels = np.asarray(X)
    if pixels.dtype == np.uint8:
        pixels = pixels / np.float32(255)
    pixels = _real_numbers(pixels, name)
    lowest, highest = pixels.min(), pixels.max()
    if lowest < -_OVERSHOOT or highest > 1 + _OVERSHOOT:
        raise ValueError(
            four_parts(
                f"The pixels of {name}",
                expected="values from 0 (paper) to 1 (ink)",
                got=f"{lowest:.4g} to {highest:.4g}",
                fix="Divide 0 to 255 by 255, or give such pixels as uint8.",
            )
        )
    for side in SIDES:
        if pixels.ndim == 2 and pixels.shape[1] == side * side:
            return pixels.reshape(-1, side, side)
        if pixels.ndim == 3 and pixels.shape[1:] == (side, side):
            return pixels
    raise ValueError(
        four_parts(
            f"The shape of {name}",
            expected="(m, 400) or (m, 20, 20), or MNIST's (m, 784) or (m, 28, 28)",
            got=str(pixels.shape),
            fix="Pass rows of X, for example X[:10]; one single digit is for plot_digit.",
        )
    )


def one_digit_image(row: ArrayLike) -> np.ndarray:
    """Return one row or image as a float image, shape (side, side), in [0, 1]."""
    pixels = np.asarray(row)
    if pixels.shape not in [shape for side in SIDES for shape in ((side * side,), (side, side))]:
        raise ValueError(
            four_parts(
                "The shape of row",
                expected="(400,) or (20, 20), or MNIST's (784,) or (28, 28)",
                got=str(pixels.shape),
                fix="Pass one digit, for example X[0]; several are for plot_digit_grid.",
            )
        )
    return digit_images(pixels[np.newaxis], "row")[0]


def digit_labels(y: ArrayLike, name: str, count: int | None = None) -> np.ndarray:
    """Return labels of shape (m,) or (m, 1) as int, shape (m,), in 0 to 9."""
    labels = np.asarray(y)
    if labels.ndim == 2 and labels.shape[1] == 1:
        labels = labels[:, 0]
    expected = "(m,) or (m, 1)" if count is None else f"({count},) or ({count}, 1)"
    if labels.ndim != 1 or (count is not None and len(labels) != count):
        raise ValueError(
            four_parts(
                f"The shape of {name}",
                expected=expected,
                got=str(np.shape(y)),
                fix="Give one digit for each row of X; np.argmax(..., axis=1) makes them of probabilities.",
            )
        )
    labels = _real_numbers(labels, name)
    if not np.isin(labels, np.arange(10)).all():
        wrong = labels[~np.isin(labels, np.arange(10))][0]
        raise ValueError(
            four_parts(
                f"The labels in {name}",
                expected="whole numbers from 0 to 9",
                got=f"{wrong:g}",
                fix="Some data sets write 10 for the digit 0: use y % 10.",
            )
        )
    return labels.astype(int)


def finite_array(values: ArrayLike, name: str, shape: str, dimensions: int) -> np.ndarray:
    """Return `values` as a finite real array of so many dimensions, none of them empty."""
    array = np.asarray(values)
    if array.ndim != dimensions or array.size == 0:
        raise ValueError(
            four_parts(
                f"The shape of {name}",
                expected=shape,
                got=str(array.shape),
                fix="Look at its .shape first; one row of a batch is batch[0].",
            )
        )
    return _real_numbers(array, name)


def as_many(items: Sequence[object] | np.ndarray | None, name: str, count: int) -> None:
    """Refuse `items` that don't come one for each digit; None is always well."""
    if items is not None and len(items) != count:
        raise ValueError(
            four_parts(
                f"The length of {name}",
                expected=f"{count}, one for each digit",
                got=str(len(items)),
                fix="Select the same rows for it as for X.",
            )
        )


def _real_numbers(array: np.ndarray, name: str) -> np.ndarray:
    numeric = array.dtype.kind in "biuf"
    if not numeric or array.size == 0 or not np.isfinite(array).all():
        kind = array.dtype.name if not numeric else "NaN or infinity" if array.size else "none"
        raise ValueError(
            four_parts(
                f"The values in {name}",
                expected="finite real numbers",
                got=kind,
                fix="Look where it was computed, with np.isfinite(...) and .dtype.",
            )
        )
    return array if array.dtype in (np.float32, np.float64) else array.astype(float)
