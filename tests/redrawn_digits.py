"""Digits of the data, redrawn as large as somebody draws them on a pad."""

from __future__ import annotations

import numpy as np
from scipy import ndimage


def large(x: np.ndarray, longer: int = 160, side: int = 280, top: int = 30, left: int = 70) -> np.ndarray:
    """Redraw a digit with smooth, thick strokes on a pad of 280 x 280, ink is 1."""
    box = x.reshape(20, 20)
    box = box[box.any(axis=1)][:, box.any(axis=0)].astype(float)
    ink = ndimage.zoom(np.pad(box, 2), longer / max(box.shape), order=3, mode="grid-constant", grid_mode=True)
    pad = np.zeros((side, side))
    pad[top : top + len(ink), left : left + ink.shape[1]] = np.clip(3 * ink - 1, 0, 1)
    return pad
