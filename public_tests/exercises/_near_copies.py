"""Near-copies of digits: each turned, slanted and stretched by a little, and put back into its box.

A network that has never seen a digit reads it and its near-copies alike. One that has learned it by heart
reads the digit itself better.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
_SIDE = 20
_INK = 0.2
# Room around the image, for what lies outside of it.
_MARGIN = 4


def near_copies(X: Array, amount: float, seed: int) -> Array:
    """Move each digit by a small linear map, drawn at random.

    Parameters
    ----------
    X : ndarray, shape (m, 400), float32 in [0, 1]
        Row-major 20 x 20, ink is 1; every digit has ink.
    amount : float
        The four entries of each map differ from those of the identity by so much at most.
    seed : int

    Returns
    -------
    ndarray, shape (m, 400), float32 in [0, 1]
        The longer side of each digit's box keeps its length, and the box its middle.
    """
    m = len(X)
    maps = np.eye(2) + np.random.default_rng(seed).uniform(-amount, amount, (m, 2, 2))
    grid = np.stack(np.meshgrid(*2 * [np.arange(float(_SIDE))], indexing="ij"), axis=-1).reshape(1, -1, 2)
    low, high = _boxes(X, np.broadcast_to(grid, (m, *grid.shape[1:])))
    middle = ((low + high) / 2)[:, np.newaxis]
    moved_low, moved_high = _boxes(X, (grid - middle) @ maps.transpose(0, 2, 1))
    scale = (high - low).max(axis=1) / (moved_high - moved_low).max(axis=1)
    back = np.linalg.inv(maps * scale[:, np.newaxis, np.newaxis])
    moved_middle = (scale[:, np.newaxis] * (moved_low + moved_high) / 2)[:, np.newaxis]
    places = (grid - middle + moved_middle) @ back.transpose(0, 2, 1) + middle
    return _read_at(X.reshape(-1, _SIDE, _SIDE), places)


def _boxes(X: Array, places: Array) -> tuple[Array, Array]:
    """Return the corners of each digit's box, where its pixels lie at these places."""
    ink = (X > _INK)[..., np.newaxis]
    return np.where(ink, places, np.inf).min(axis=1), np.where(ink, places, -np.inf).max(axis=1)


def _read_at(images: Array, places: Array) -> Array:
    """Read images between their pixels, by cubic convolution (Keys, 1981, with a = -1/2)."""
    padded = np.pad(images, ((0, 0), (_MARGIN, _MARGIN), (_MARGIN, _MARGIN)))
    side = padded.shape[1]
    places = np.clip(places + _MARGIN, 1, side - 2.001)
    corner = places.astype(int)
    down, right = (_weights((places - corner)[..., axis].astype(np.float32)) for axis in (0, 1))
    flat, first = padded.reshape(-1), np.arange(len(images))[:, np.newaxis] * side * side
    first = first + (corner[..., 0] - 1) * side + corner[..., 1] - 1
    rows = (down[i] * sum(right[j] * flat[first + i * side + j] for j in range(4)) for i in range(4))
    return np.clip(sum(rows), 0, 1).astype(np.float32)


def _weights(t: Array) -> tuple[Array, Array, Array, Array]:
    """Return what the four neighbours count for at a share t of the way from the second to the third."""
    return (
        t * (-0.5 + t * (1 - 0.5 * t)),
        1 + t * t * (-2.5 + 1.5 * t),
        t * (0.5 + t * (2 - 1.5 * t)),
        t * t * (-0.5 + 0.5 * t),
    )
