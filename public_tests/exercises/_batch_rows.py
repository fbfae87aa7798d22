"""Beliefs about the rows of a batch: over which axis, how often, and in what shape."""

from __future__ import annotations

from typing import Any

import numpy as np

from public_tests.exercises._softmax_formula import Array, exps, floats, share, softmax
from public_tests.misconception import Misconception


def lowered(Z: Array) -> Array:
    """Return the exponentials, shifted by each row's max."""
    return np.exp(floats(Z) - floats(Z).max(axis=1, keepdims=True))


def _without_keepdims(Z: Any) -> Array:
    Z = floats(Z)
    e = np.exp(Z - Z.max(axis=1))
    return e / e.sum(axis=1)


def _sum_without_keepdims(Z: Any) -> Array:
    return lowered(Z) / lowered(Z).sum(axis=1)


def _max_without_keepdims(Z: Any) -> Array:
    Z = floats(Z)
    return share(np.exp(Z - Z.max(axis=1)))


def _first_row_only(Z: Any) -> Array:
    p = np.zeros(np.shape(Z))
    p[0] = softmax(Z)[0]
    return p


def _rows_counted_as_columns(Z: Any) -> Array:
    p = np.zeros(np.shape(Z))
    for i in range(np.shape(Z)[1]):
        p[i] = softmax(Z[i])
    return p


def _cut_in_whole_arrays(Z: Any) -> Array:
    """Exponentials are stored in an array of Z's own type."""
    whole = np.asarray(Z).dtype.kind in "iu"
    return share(np.trunc(lowered(Z)) if whole else lowered(Z))


ROWS: tuple[Misconception, ...] = (
    Misconception(
        "whole_batch",
        "All the numbers of the batch share one sum.",
        "Each row is one digit's scores, and each digit has a probability of 1 to share out. A sum without "
        "`axis` runs over all digits together.",
        "Print the sum of each row of your result. Which `axis` adds up along a row?",
        (
            lambda Z: exps(Z) / exps(Z).sum(),
            lambda Z: np.exp(floats(Z) - np.max(Z)) / np.exp(floats(Z) - np.max(Z)).sum(),
            lambda Z: lowered(Z) / lowered(Z).sum(),
        ),
    ),
    Misconception(
        "columns",
        "It adds up along the columns.",
        "Axis 0 runs down through the rows: it mixes different digits. The classes of one digit stand "
        "beside each other, along axis 1.",
        "Print the sum of each row and of each column of your result. Which of them should be 1?",
        (
            lambda Z: exps(Z) / exps(Z).sum(axis=0),
            lambda Z: softmax(np.transpose(Z)).T,
            lambda Z: lowered(Z) / lowered(Z).sum(axis=0),
            lambda Z: np.exp(floats(Z) - np.max(Z)) / np.exp(floats(Z) - np.max(Z)).sum(axis=0),
        ),
    ),
    Misconception(
        "no_keepdims",
        "The maximum or the sum of each row is not kept in a column.",
        "Of shape (m,), they are lined up with the columns: NumPy stops where m and N differ, and goes wrong "
        "in silence where they are equal.",
        "Print the shape of the maximum and of the sum. `keepdims=True` makes (m, 1) of (m,).",
        (
            _without_keepdims,
            _sum_without_keepdims,
            _max_without_keepdims,
            lambda Z: exps(Z) / exps(Z).sum(axis=1),
        ),
    ),
    Misconception(
        "first_row_only",
        "Only the first row is worked out.",
        "`return` ends the function at once, also in the middle of a loop.",
        "Move `return` to the left, so that it stands after the loop.",
        (_first_row_only, lambda Z: softmax(Z)[0], lambda Z: softmax(Z)[:1]),
    ),
    Misconception(
        "last_row_only",
        "Only the last row comes back.",
        "Each round of the loop overwrites the result of the round before.",
        "Collect the rows: write to row i of an array, or append to a list that is made before the loop.",
        (lambda Z: softmax(Z)[-1], lambda Z: softmax(Z)[-1:]),
    ),
    Misconception(
        "rows_counted_as_columns",
        "The loop runs as often as there are columns.",
        "`Z.shape[1]` is how many classes there are; the rows are `Z.shape[0]`, which is also `len(Z)`.",
        "Try a batch with 2 rows and 3 columns, and print i in each round.",
        (_rows_counted_as_columns,),
    ),
    Misconception(
        "transposed",
        "Rows and columns have changed places in the result.",
        "A batch of shape (m, N) gives probabilities of shape (m, N), row i for row i.",
        "Turn the result round once more, or leave out the `.T`.",
        (lambda Z: softmax(Z).T, lambda Z: softmax(Z).T.reshape(np.shape(Z))),
    ),
    Misconception(
        "flattened",
        "The rows come in one long row.",
        "The right numbers are there, but the shape says which digit they belong to.",
        "The result should have the shape of `Z`.",
        (lambda Z: softmax(Z).ravel(), lambda Z: softmax(Z)[np.newaxis], lambda Z: softmax(Z).reshape(1, -1)),
    ),
    Misconception(
        "winners_only",
        "It gives one number per row.",
        "Softmax gives a probability to every class; the winner alone is for later, when a digit is chosen.",
        "Keep all N probabilities of each row.",
        (
            lambda Z: np.argmax(Z, axis=1),
            lambda Z: softmax(Z).max(axis=1),
            lambda Z: softmax(Z).sum(axis=1),
            lambda Z: exps(Z).sum(axis=1),
        ),
    ),
    Misconception(
        "integer_truncation",
        "Fractions get lost on the way.",
        "An array of whole numbers cuts every fraction that is stored in it, and so does one that is made "
        "like it (`zeros_like`, `copy`); `//` and `int(...)` cut fractions everywhere.",
        "Make the array for the result with floats, for example `np.zeros(Z.shape)`.",
        (
            lambda Z: np.trunc(softmax(Z)),
            lambda Z: softmax(np.trunc(floats(Z))),
            _cut_in_whole_arrays,
        ),
    ),
)
