"""Move, turn and stretch digits a little, so that a network meets each in many forms."""

from __future__ import annotations

import numpy as np

from lab_utils.experiments._form import Augmentation


def augmented(images: np.ndarray, augmentation: Augmentation, generator: np.random.Generator) -> np.ndarray:
    """Return each digit moved, turned, stretched and slanted by amounts that are drawn for it alone.

    Parameters
    ----------
    images : ndarray, shape (m, side, side), float32 in [0, 1]
    augmentation : Augmentation
        The largest amounts; all that are smaller are as likely.
    generator : numpy.random.Generator

    Returns
    -------
    ndarray, shape (m, side, side), float32 in [0, 1]
        Pixels between two are mixed bilinearly; what leaves the image is lost.
    """
    import keras

    if augmentation == Augmentation():
        return images
    backwards = _backwards(len(images), images.shape[1], augmentation, generator)
    moved = keras.ops.image.affine_transform(
        images[..., np.newaxis],
        backwards,
        interpolation="bilinear",
        fill_mode="constant",
        data_format="channels_last",
    )
    return np.asarray(moved)[..., 0]


def _backwards(count: int, side: int, most: Augmentation, generator: np.random.Generator) -> np.ndarray:
    """Return where each pixel comes from: (x, y) = (a x' + b y' + c, d x' + e y' + f), shape (count, 8)."""
    angle = np.deg2rad(generator.uniform(-most.rotation, most.rotation, count))
    wide, high = np.exp(generator.uniform(-1, 1, (2, count)) * np.log1p(most.zoom))
    slant = generator.uniform(-most.shear, most.shear, count)
    shift = generator.uniform(-most.shift, most.shift, (count, 2))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    stretch = np.array([[wide, slant], [np.zeros(count), high]])
    matrix = np.einsum("ijm,jkm->mik", turn, stretch)
    middle = np.full(2, (side - 1) / 2)
    # The middle stays where it is, but for the shift.
    offset = middle - matrix @ middle + shift
    rows = np.concatenate([matrix, offset[:, :, np.newaxis]], axis=2).reshape(count, 6)
    return np.concatenate([rows, np.zeros((count, 2))], axis=1).astype(np.float32)
