"""What may be the pixels and the labels of handwritten digits."""

from __future__ import annotations

import warnings

import numpy as np

from lab_utils.data._errors import DataError, data_error

SIDE = 20
# Enlarging or shrinking an image with a cubic filter overshoots: a well-known .mat set of digits
# runs from -0.13 to 1.13. Rounding alone stays below the smaller figure.
_OVERSHOOT, _ROUNDING = 0.25, 1e-5
# Among the lab's digits about a quarter of the paper is ink, so three quarters mean a negative.
_MOSTLY_INK = 0.65


def accepted_pixels(X: np.ndarray, label: str, order: str) -> np.ndarray:
    """Return rows of pixels as float32, shape (m, 400), row-major, in [0, 1]."""
    if X.dtype.kind not in "biuf":
        raise _wrong_type(X, label, "X.astype('float32')")
    wide = X.ndim == 2 and X.shape[1] == SIDE * SIDE
    if not (wide or (X.ndim == 3 and X.shape[1:] == (SIDE, SIDE))):
        raise _wrong_pixel_shape(X, label)
    if len(X) == 0:
        raise data_error(
            f"The rows of {label}", expected="one digit or more", got="none", fix="Save some rows."
        )
    images = _shares_of_ink(X, label).reshape(-1, SIDE, SIDE)
    if order == "F":
        images = images.transpose(0, 2, 1)
    if images.mean() > _MOSTLY_INK:
        warnings.warn(
            f"{label}: {images.mean():.0%} of the paper is ink. Ink must be 1 and paper 0; "
            "if it is the other way round, save 1 - X.",
            stacklevel=3,
        )
    return np.ascontiguousarray(images, dtype=np.float32).reshape(-1, SIDE * SIDE)


def accepted_labels(y: np.ndarray, label: str) -> np.ndarray:
    """Return labels as int64, shape (m, 1), in 0 to 9."""
    if y.dtype.kind not in "iuf":
        raise _wrong_type(y, label, "y.astype('int64')")
    if y.ndim != 1 and not (y.ndim == 2 and y.shape[1] == 1):
        one_hot = y.ndim == 2 and y.shape[1] == 10
        raise data_error(
            f"The shape of {label}",
            expected="(m,) or (m, 1), one label for each row of X",
            got=str(y.shape),
            fix="Turn one-hot rows into labels: y.argmax(axis=1)."
            if one_hot
            else "Use y.reshape(-1, 1) if it holds nothing but labels.",
        )
    wrong = ~np.isin(y, np.arange(10))
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        value = y.ravel()[row]
        raise data_error(
            f"The labels in {label}",
            expected="whole numbers from 0 to 9",
            got=f"{value:g} in row {row} ({int(wrong.sum())} such rows)",
            fix="If 10 stands for the digit 0, save y % 10." if value == 10 else "Correct them.",
        )
    return y.astype(np.int64).reshape(-1, 1)


def require_pairs(X: np.ndarray, y: np.ndarray, label: str) -> None:
    """Raise if there isn't one label for each digit."""
    if len(X) != len(y):
        raise data_error(
            f"The rows of {label}",
            expected="as many labels as digits",
            got=f"{len(X)} digits in X and {len(y)} labels in y",
            fix="Save X and y from the same cell, so that they belong together.",
        )


def _shares_of_ink(X: np.ndarray, label: str) -> np.ndarray:
    if not np.isfinite(X).all():
        row = int(np.argwhere(~np.isfinite(X))[0, 0])
        raise data_error(
            f"The pixels of {label}",
            expected="finite numbers",
            got=f"NaN or infinity, first in row {row}",
            fix="Look where they were computed; a blank picture divided by its maximum gives NaN.",
        )
    lowest, highest = float(X.min()), float(X.max())
    if X.dtype == np.uint8 and highest != 1:
        return X / np.float32(255)
    integers = X.dtype.kind in "iu"
    slack = 0 if integers else _OVERSHOOT
    if X.dtype == np.uint8 or lowest < -slack or highest > 1 + slack:
        raise _wrong_range(X, label, lowest, highest)
    if lowest < -_ROUNDING or highest > 1 + _ROUNDING:
        share = np.mean((X < 0) | (X > 1))
        warnings.warn(
            f"{label}: pixels from {lowest:.3g} to {highest:.3g} were clipped to 0 to 1 "
            f"({share:.1%} of them). Resampled images overshoot a little; this is harmless.",
            stacklevel=4,
        )
    return np.clip(X, 0, 1)


def _wrong_range(X: np.ndarray, label: str, lowest: float, highest: float) -> DataError:
    if X.dtype == np.uint8:
        fix = "If 1 is full ink, save X.astype('float32'); bytes count to 255."
    elif lowest >= 0 and highest <= 255:
        fix = "If 255 is full ink, divide by 255: X / 255. Otherwise divide by its full ink."
    else:
        fix = "Undo what moved them there, for example a standardisation."
    return data_error(
        f"The range of {label}",
        expected="0 (paper) to 1 (ink), or 0 to 255 as uint8",
        got=f"{lowest:.4g} to {highest:.4g} as {X.dtype}",
        fix=fix,
    )


def _wrong_pixel_shape(X: np.ndarray, label: str) -> DataError:
    fix = "Each row is one digit of 20 x 20 pixels."
    if X.shape == (SIDE * SIDE,):
        fix = "A single digit is a table of one row: X.reshape(1, 400)."
    elif X.ndim == 2 and X.shape[0] == SIDE * SIDE:
        fix = "It looks as if digits were columns: save X.T."
    elif X.ndim == 3 and X.shape[:2] == (SIDE, SIDE):
        fix = "The digit's number must come first: save numpy.moveaxis(X, -1, 0)."
    elif X.shape[1:] in [(784,), (28, 28)]:
        fix = "Digits of 28 x 28 must be cut to their 20 x 20 box first; data/README.md says how."
    return data_error(f"The shape of {label}", expected="(m, 400) or (m, 20, 20)", got=str(X.shape), fix=fix)


def _wrong_type(array: np.ndarray, label: str, fix: str) -> DataError:
    kinds = {"U": "text", "S": "text", "O": "Python objects", "c": "complex numbers"}
    kind = kinds.get(array.dtype.kind, "no numbers")
    return data_error(
        f"The type of {label}",
        expected="plain real numbers",
        got=f"{array.dtype.name} ({kind})",
        fix=f"Convert before you save, for example {fix}.",
    )
