"""Prepare handwriting of your own for a network that was trained on the lab's digits.

>>> from lab_utils.preparation import prepare_digit
>>> prepared = prepare_digit("my_digit.png")
>>> prepared.x.shape
(400,)
"""

from __future__ import annotations

from lab_utils.preparation._errors import PictureError
from lab_utils.preparation._mnist import as_mnist, from_mnist
from lab_utils.preparation._preparing import Preparation, prepare_digit, prepare_drawing
from lab_utils.preparation._reading import read_image
from lab_utils.preparation._resampling import resample

__all__ = [
    "PictureError",
    "Preparation",
    "as_mnist",
    "from_mnist",
    "prepare_digit",
    "prepare_drawing",
    "read_image",
    "resample",
]
