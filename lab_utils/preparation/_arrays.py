"""Read a picture that is an array: which shapes, types and ranges are meant, and what else is told."""

from __future__ import annotations

import numpy as np

from lab_utils.preparation._errors import PictureError

# ITU-R BT.601: how bright red, green and blue look to an eye.
_RED_GREEN_BLUE = np.array([0.299, 0.587, 0.114], dtype=np.float32)
# Enlarging with a cubic filter overshoots; the digits of others are read as kindly by `load_own`.
_OVERSHOOT = 0.25


def grey_of_array(array: np.ndarray, name: str = "The array") -> np.ndarray:
    """Return an array of pixels as grey levels.

    Parameters
    ----------
    array : ndarray, shape (h, w), (h, w, 1), (h, w, 2), (h, w, 3) or (h, w, 4)
        Grey, or red, green and blue; the second or the fourth channel is the opacity. Whole numbers count
        to 255 (or are only 0 and 1; uint16 counts to 65535), fractions to 1.
    name : str
        What messages call it.

    Returns
    -------
    ndarray, shape (h, w), float32 in [0, 1], 1 is white
    """
    _require_numbers(array, name)
    _require_shape(array.shape, name)
    channels = _shares(array, name)
    if array.ndim == 2:
        return channels
    colours, opacity = channels, None
    if array.shape[2] in (2, 4):
        colours, opacity = channels[:, :, :-1], channels[:, :, -1]
    grey = colours @ _RED_GREEN_BLUE if colours.shape[2] == 3 else colours[:, :, 0]
    if opacity is None:
        return grey
    return on_paper(grey * opacity, opacity)


def on_paper(visible: np.ndarray, opacity: np.ndarray) -> np.ndarray:
    """Lay a picture with transparent parts on paper: what is transparent is paper.

    The paper is white. It is black where more than half of the picture is transparent and what is seen of
    it is light on average (0.5 or more): white ink on white paper would be lost.

    Parameters
    ----------
    visible : ndarray, shape (h, w), float32 in [0, 1]
        Grey times opacity.
    opacity : ndarray, shape (h, w), float32 in [0, 1]
        0 is transparent.
    """
    covered = float(opacity.mean())
    light = float(visible.mean()) >= 0.5 * covered
    return visible if covered < 0.5 and light else visible + (1 - opacity)


def _require_numbers(array: np.ndarray, name: str) -> None:
    if array.dtype.kind in "OUS" or array.ndim == 0:
        raise PictureError(
            "A picture is a path, the bytes of an image file, a Pillow image or an array of numbers; this is "
            "none of them."
        )
    if array.dtype.kind not in "biuf":
        raise PictureError(f"{name} holds {array.dtype.name} values, and a picture is made of real numbers.")


def _require_shape(shape: tuple[int, ...], name: str) -> None:
    if 0 in shape:
        raise PictureError(f"{name} has the shape {shape}: there is no pixel in it.")
    if len(shape) == 2 and shape not in [(1, 400), (1, 784)]:
        return
    if len(shape) == 3 and shape[2] in (1, 2, 3, 4):
        return
    raise PictureError(
        f"A picture is an array of shape (h, w), (h, w, 3) or (h, w, 4), and this one has the shape {shape}: "
        f"{_about_shape(shape)}"
    )


def _about_shape(shape: tuple[int, ...]) -> str:
    pixels = int(np.prod(shape))
    side = round(pixels**0.5)
    if side > 1 and shape in [(pixels,), (1, pixels)] and side * side == pixels:
        return f"if it is one digit, use X.reshape({side}, {side})."
    if len(shape) == 3 and shape[0] in (1, 3, 4):
        return "if the first axis holds the colours, use numpy.moveaxis(image, 0, -1); if it counts " \
               "pictures, use image[0]."  # fmt: skip
    if len(shape) >= 3:
        return "if the first axis counts pictures, prepare one at a time, image[0] first."
    return "lines and pixels in a line are two axes."


def _shares(array: np.ndarray, name: str) -> np.ndarray:
    """Return the numbers as shares of white, float32 in [0, 1]."""
    if array.dtype.kind == "b":
        return array.astype(np.float32)
    if not np.isfinite(array).all():
        raise PictureError(
            f"{name} holds NaN or infinity, so that some pixels have no grey level; look where they were "
            "computed."
        )
    lowest, highest = float(array.min()), float(array.max())
    if array.dtype.kind in "iu":
        return _of_whole_numbers(array, lowest, highest, name)
    if lowest < -_OVERSHOOT or highest > 1 + _OVERSHOOT:
        raise PictureError(_about_range(lowest, highest, name))
    return np.clip(array, 0, 1).astype(np.float32)


def _of_whole_numbers(array: np.ndarray, lowest: float, highest: float, name: str) -> np.ndarray:
    if lowest < 0 or highest > 65535 or (highest > 255 and array.dtype != np.uint16):
        raise PictureError(
            f"{name} holds whole numbers from {lowest:.0f} to {highest:.0f}, and grey levels run "
            "from 0 (black) to 255 (white)."
        )
    # A picture of bytes with nothing above 1 would be black all over: it is a mask.
    most = 1 if highest <= 1 else 255 if highest <= 255 else 65535
    return (array / np.float32(most)).astype(np.float32)


def _about_range(lowest: float, highest: float, name: str) -> str:
    found = (
        f"{name} holds fractions from {lowest:.4g} to {highest:.4g}, and grey levels as fractions run from "
        "0 (black) to 1 (white)"
    )
    if lowest >= 0 and highest <= 255:
        return f"{found}: divide by 255, or give the same numbers as bytes, image.astype('uint8')."
    return f"{found}: undo what moved them there, for example a standardisation."
