"""Beliefs about a loop over the rows of a batch: what goes on from row to row, and how far it counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from public_tests.exercises._batch_rows import lowered
from public_tests.exercises._softmax_formula import Array, floats, share, softmax, stops_where
from public_tests.misconception import Misconception


def _shifted_by_earlier(Z: Any) -> Array:
    """Return the softmax whose maximum is never set back: it is that of all rows so far."""
    Z = floats(Z)
    so_far = np.maximum.accumulate(Z.max(axis=1))[:, np.newaxis]
    return share(np.exp(Z - so_far))


def _shifted_by_row(row: int) -> Callable[[Any], Array]:
    return lambda Z: share(np.exp(floats(Z) - np.max(Z[row])))


def _without_row(row: int) -> Callable[[Any], Array]:
    """Return the softmax that leaves one row at 0."""

    def left_out(Z: Any) -> Array:
        p = softmax(Z)
        p[row] = 0
        return p

    return left_out


def _square(summed: bool, filled: bool) -> Callable[[Any], Array]:
    """Return the softmax whose inner loops, of the sum, of the filling or of both, run to `len(Z)`."""

    def counted_by_rows(Z: Any) -> Array:
        m, n = np.shape(Z)
        if m > n:
            raise IndexError
        e = lowered(Z)
        p = e / e[:, : m if summed else n].sum(axis=1, keepdims=True)
        return np.where(np.arange(n) < (m if filled else n), p, 0.0)

    return counted_by_rows


# An empty array knows how many columns it has, an empty list does not.
_SHORTENED: tuple[Callable[[Any], Any], ...] = (
    lambda Z: softmax(Z)[:-1],
    lambda Z: softmax(Z)[1:],
    lambda Z: list(softmax(Z)[:-1]),
    lambda Z: list(softmax(Z)[1:]),
)
_OF_OTHER_ROWS = (_shifted_by_earlier, _shifted_by_row(0), _shifted_by_row(-1))

LOOPS: tuple[Misconception, ...] = (
    Misconception(
        "carried_to_the_next_row",
        "A sum or a maximum of one row is used in another.",
        "What is made before the loop over the rows keeps its value from round to round, and after a loop "
        "the last round's is left. Each row has a sum and a maximum of its own.",
        "Set both anew at the start of each round, and use them inside the loop.",
        (
            lambda Z: lowered(Z) / np.cumsum(lowered(Z).sum(axis=1))[:, np.newaxis],
            *_OF_OTHER_ROWS,
            *(stops_where(np.isnan, imitation) for imitation in _OF_OTHER_ROWS),
        ),
    ),
    Misconception(
        "row_left_out",
        "The loop leaves out the first or the last row.",
        "`range(n)` gives 0 to n - 1: with `range(n - 1)` or `range(1, n)` one row is never reached.",
        "Print the rows that your loop goes through for a batch of 2: 0 and 1 are needed.",
        (_without_row(0), _without_row(-1), *_SHORTENED),
    ),
    Misconception(
        "columns_counted_as_rows",
        "A loop over the numbers of a row runs as often as there are rows.",
        "`len(Z)` is `Z.shape[0]`, how many rows there are; the numbers of each are `Z.shape[1]`.",
        "Try a batch with 2 rows and 3 columns, and print the positions that the inner loop visits.",
        (_square(True, True), _square(True, False), _square(False, True)),
    ),
    Misconception(
        "row_axis_lost",
        "A batch of one row, or of one column, comes back without that axis.",
        "`squeeze` takes away every axis of size 1. A batch of one digit is a batch still: its shape is "
        "(1, N).",
        "Leave `squeeze` out, and print the shape of your result for [[1, 2, 3]].",
        (
            lambda Z: np.squeeze(softmax(Z)),
            lambda Z: softmax(Z)[0] if len(Z) == 1 else softmax(Z),
        ),
    ),
)
