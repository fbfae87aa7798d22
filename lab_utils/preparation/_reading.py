"""`read_image`: a path, the bytes of a file, a Pillow image or an array become grey levels."""

from __future__ import annotations

import os
import warnings
from typing import Any

import numpy as np

from lab_utils.preparation import _files
from lab_utils.preparation._arrays import grey_of_array
from lab_utils.preparation._errors import PictureError

MOST_PIXELS = _files.MOST_PIXELS


def read_image(source: Any) -> np.ndarray:
    """Read a picture as grey levels.

    Parameters
    ----------
    source : str, path-like, bytes, PIL.Image.Image or ndarray
        An image file or its content; or an array of shape (h, w), (h, w, 3) or (h, w, 4), of bytes from 0
        to 255 or of fractions from 0 to 1. What is transparent is paper. Of an animation the first picture is
        read, and a warning says so.

    Returns
    -------
    ndarray, shape (h, w), float32 in [0, 1], 1 is white
        A very large photograph comes with its sides divided by a whole number.

    Raises
    ------
    PictureError
        If it cannot be read. One sentence says why and what to do.
    """
    grey, notes = read(source)
    for note in notes:
        warnings.warn(note, stacklevel=2)
    return grey


def read(source: Any) -> tuple[np.ndarray, tuple[str, ...]]:
    """Read a picture, and return beside it what there is to say about it."""
    if isinstance(source, str | os.PathLike):
        return _files.read_path(source)
    if isinstance(source, bytes | bytearray | memoryview):
        return _files.read_content(bytes(source), "The picture")
    if _files.is_pillow(source):
        return _files.read_pillow(source, "The picture")
    if source is None or callable(getattr(source, "read", None)):
        raise PictureError(
            f"A picture is a path, the bytes of an image file, a Pillow image or an array, and not "
            f"{'None' if source is None else 'an open file: give its path, or what its read() returns'}."
        )
    try:
        array = np.asarray(source)
    except (TypeError, ValueError) as problem:
        raise PictureError(
            f"A picture is a path, the bytes of an image file, a Pillow image or an array, and this "
            f"{type(source).__name__} makes no array of numbers."
        ) from problem
    if array.size > MOST_PIXELS * 4:
        raise PictureError(_files.too_large("The array", array.shape[1], array.shape[0]))
    return grey_of_array(array), ()
