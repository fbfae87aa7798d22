"""Five functions that claim to be softmax, for any vector of finite numbers. None of them is.

Notebook 02 shows them as black boxes: a call gives numbers, and no name tells the fault. Reading on is
allowed, but it takes the fun out of finding them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lab_utils._wording import four_parts

__all__ = ["BOXES", "box_a", "box_b", "box_c", "box_d", "box_e"]

Vector = np.ndarray[Any, Any]


def box_a(z: ArrayLike) -> Vector:
    """Return what this box takes for softmax.

    Parameters
    ----------
    z : array_like, shape (N,), N >= 1, finite numbers

    Returns
    -------
    ndarray, shape (N,), float64
    """
    whole = np.trunc(_vector(z))
    return _shares(np.exp(whole - whole.max()))


def box_b(z: ArrayLike) -> Vector:
    """Return what this box takes for softmax, as `box_a` does."""
    z = _vector(z)
    return _shares(2.0 ** (z - z.max()))


def box_c(z: ArrayLike) -> Vector:
    """Return what this box takes for softmax, as `box_a` does."""
    z = _vector(z)
    return np.exp(z - z.max()) / np.exp(np.unique(z) - z.max()).sum()


def box_d(z: ArrayLike) -> Vector:
    """Return what this box takes for softmax, as `box_a` does."""
    # As its author would run it: without NumPy's warning, which would tell.
    with np.errstate(all="ignore"):
        return _shares(np.exp(_vector(z)))


def box_e(z: ArrayLike) -> Vector:
    """Return what this box takes for softmax, as `box_a` does."""
    z = _vector(z)
    e = np.exp(z - z.max())
    return _shares(np.where(np.arange(len(e)) < 10, e, 0.0))


BOXES: Mapping[str, Callable[[ArrayLike], Vector]] = MappingProxyType(
    {box.__name__: box for box in (box_a, box_b, box_c, box_d, box_e)}
)


def _vector(z: ArrayLike) -> Vector:
    array = np.array(z, dtype=float)
    if array.ndim != 1 or array.size == 0 or not np.isfinite(array).all():
        raise ValueError(
            four_parts(
                "The input of a box",
                expected="a vector of one or more finite numbers",
                got=repr(z),
                fix="Put the numbers in one pair of square brackets: [1.0, 2.0].",
            )
        )
    return array


def _shares(values: Vector) -> Vector:
    return values / values.sum()
