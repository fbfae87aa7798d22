"""The parameters of a chain of dense layers, and the ways in which they are miscounted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np


def reference(sizes: Sequence[int]) -> int:
    """Count one weight for each pair of neighbours and one bias for each unit.

    Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.1: ``h = g(W.T @ x + c)``.
    """
    return sum(per_layer(sizes))


def per_layer(sizes: Sequence[int]) -> list[int]:
    """Return the parameters of each layer."""
    return [n_in * n_out + n_out for n_in, n_out in pairwise(sizes)]


def weights(sizes: Sequence[int]) -> int:
    """Return how many weights there are, without the biases."""
    return sum(n_in * n_out for n_in, n_out in pairwise(sizes))


def four_by_index(sizes: Sequence[int]) -> int:
    return reference([sizes[0], sizes[1], sizes[2], sizes[3]])


def four_by_name(sizes: Sequence[int]) -> int:
    n_in, first, second, n_out = sizes
    return reference([n_in, first, second, n_out])


def from_first_place_on(sizes: Sequence[int]) -> int:
    return sum((n + 1) * sizes[sizes.index(n) + 1] for n in sizes[:-1])


def up_to_first_place(sizes: Sequence[int]) -> int:
    return sum(n * (sizes[sizes.index(n) - 1] + 1) for n in sizes[1:])


def counted_in(kind: Any) -> Callable[[Sequence[int]], int]:
    """Count in a type that begins anew where it is full."""
    return lambda sizes: int(np.array(reference(sizes)).astype(kind))
