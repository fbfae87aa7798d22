"""The data on which `split_digits` is called: every row can be recognised wherever it went."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
# Exact in float32, so that a row is found again after any change of type.
UNIT = 1024


@dataclass(frozen=True)
class Probe:
    """One data set and what its rows look like, in words."""

    X: Array
    y: Array
    words: str


def marked_rows(m: int, n: int) -> Array:
    """Return X, shape (m, n), float32 in (0, 1): the first number of row k is (k + 1) / 1024."""
    k, column = np.arange(m)[:, np.newaxis], np.arange(n)
    numbers = (k * 37 + column * 101) % 1021
    numbers[:, 0] = np.arange(m) + 1
    return (numbers / UNIT).astype(np.float32)


@cache
def _probes() -> tuple[Probe, ...]:
    few = _probe([5] * 10, 2, "sorted, 5 of each digit")
    uneven = [10, 30, 20, 10, 10, 40, 20, 30, 10, 20]
    mixed = [8, 24, 12, 16, 8, 20, 28, 16, 12, 16]
    odd = [7, 8, 9, 11, 12, 13, 14, 16, 17, 18]
    return (
        few,
        _probe(uneven, 3, "sorted, 10 to 40 of each digit"),
        _probe(mixed, 5, "in mixed order, 8 to 28 of each digit", seed=5),
        _probe(odd, 4, "in mixed order, 7 to 18 of each digit", seed=6),
    )


def _probe(counts: list[int], n: int, words: str, seed: int | None = None) -> Probe:
    y = np.repeat(np.arange(10), counts)
    if seed is not None:
        y = np.random.default_rng(seed).permutation(y)
    X = marked_rows(len(y), n)
    return Probe(X, y[:, np.newaxis], f"X has shape {X.shape}, labels are {words}")


def planned() -> list[tuple[Probe, tuple[Any, ...]]]:
    """Return the calls: data, and `test_size` and `seed` or nothing.

    The first four repeat a seed. Calls 5 and 6 differ by their seed only, on data with so many rows of
    each digit that two draws are never equal by chance, even when each digit starts from the same seed.
    """
    few, uneven, mixed, odd = _probes()
    repeated = [(few, (0.2, seed)) for seed in (0, 0, 42, 42)]
    other_seeds = [(uneven, (0.3, seed)) for seed in (7, 8)]
    return [*repeated, (few, ()), *other_seeds, (mixed, (0.25, 3)), (odd, (0.2, 11))]
