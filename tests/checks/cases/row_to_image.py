"""Ways to fold 400 numbers into 20 lines of 20, and ways to fold them wrongly."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

X = np.linspace(0, 1, 4000, dtype=np.float32).reshape(10, 400)


def two_loops(row: Any) -> Any:
    image = np.zeros((20, 20))
    for i in range(20):
        for j in range(20):
            image[i, j] = row[20 * i + j]
    return image


def one_loop(row: Any) -> Any:
    image = np.empty((20, 20))
    for k in range(len(row)):
        image[k // 20][k % 20] = row[k]
    return image


def slices(row: Any) -> Any:
    return [row[20 * i : 20 * (i + 1)] for i in range(20)]


def nested_lists(row: Any) -> Any:
    picture, line = [], []
    for value in row:
        line.append(float(value))
        if len(line) == 20:
            picture.append(line)
            line = []
    return picture


def side_computed(row: Any) -> Any:
    side = int(math.sqrt(len(row)))
    return np.array(row).reshape(side, side)


def through_a_tensor(row: Any) -> Any:
    import tensorflow as tf

    return tf.reshape(row, (20, 20))


def with_an_iterator(row: Any) -> Any:
    numbers = iter(row.tolist())
    return tuple(tuple(next(numbers) for _ in range(20)) for _ in range(20))


def with_set_shape_on_a_copy(row: Any) -> Any:
    image = row.copy()
    image.shape = (20, 20)
    return image


ACCEPTED = {
    "reshape": lambda row: row.reshape(20, 20),
    "reshape to a tuple": lambda row: row.reshape((20, 20)),
    "reshape with -1": lambda row: np.reshape(row, (-1, 20)),
    "reshape with -1 last": lambda row: row.reshape(20, -1),
    "a copy": lambda row: row.reshape(20, 20).copy(),
    "order C": lambda row: row.reshape((20, 20), order="C"),
    "order F, then transposed": lambda row: row.reshape((20, 20), order="F").T,
    "two loops": two_loops,
    "one loop": one_loop,
    "slices": slices,
    "nested lists": nested_lists,
    "nested tuples": with_an_iterator,
    "the side computed": side_computed,
    "np.split": lambda row: np.split(row, 20),
    "np.array_split": lambda row: np.vstack(np.array_split(row, 20)),
    "np.resize": lambda row: np.resize(row, (20, 20)),
    "indices": lambda row: row[np.arange(400).reshape(20, 20)],
    "one of a batch": lambda row: row.reshape(1, 20, 20)[0],
    "squeezed": lambda row: np.squeeze(row.reshape(20, 20, 1)),
    "shape of a copy": with_set_shape_on_a_copy,
    "a tensor": through_a_tensor,
    "a matrix": lambda row: np.asmatrix(row.reshape(20, 20)),
    "double precision": lambda row: row.astype(float).reshape(20, 20),
    "single precision": lambda row: row.astype(np.float32).reshape(20, 20),
    "flipped twice": lambda row: np.flipud(row.reshape(20, 20)[::-1]),
    "stacked": lambda row: np.stack([row[i : i + 20] for i in range(0, 400, 20)]),
}


def return_in_the_inner_loop(row: Any) -> Any:
    image = np.zeros((20, 20))
    for i in range(20):
        for j in range(20):
            image[i, j] = row[20 * i + j]
        return image


def return_at_once(row: Any) -> Any:
    image = np.zeros((20, 20))
    for i in range(20):
        for j in range(20):
            image[i, j] = row[20 * i + j]
            return image


def columns_by_loops(row: Any) -> Any:
    image = np.zeros((20, 20))
    for i in range(20):
        for j in range(20):
            image[i, j] = row[20 * j + i]
    return image


def one_based(row: Any) -> Any:
    image = np.zeros((20, 20))
    for i in range(1, 20):
        for j in range(1, 20):
            image[i, j] = row[20 * i + j]
    return image


def ends_too_early(row: Any) -> Any:
    image = np.zeros((20, 20))
    for i in range(19):
        image[i] = row[20 * i : 20 * i + 20]
    return image


def sum_of_indices(row: Any) -> Any:
    return np.array([[row[i + j] for j in range(20)] for i in range(20)])


def whole_numbers(row: Any) -> Any:
    image = np.zeros((20, 20), dtype=int)
    for k in range(400):
        image[k // 20, k % 20] = row[k]
    return image


def shape_of_the_argument(row: Any) -> Any:
    row.shape = (20, 20)
    return row


def ink_changed_in_place(row: Any) -> Any:
    image = row.reshape(20, 20)
    image[image < 0.3] = 0
    return image


def resized_in_place(row: Any) -> Any:
    return row.resize((20, 20), refcheck=False)


def draws(row: Any) -> Any:
    from matplotlib.figure import Figure

    return Figure().add_subplot().imshow(row.reshape(20, 20))


def counted_from_one(row: Any) -> Any:
    image = np.zeros((20, 20))
    for i in range(1, 20):
        for j in range(1, 20):
            image[i, j] = row[20 * (i - 1) + (j - 1)]
    return image


def one_list_twenty_times(row: Any) -> Any:
    image = [[0] * 20] * 20
    for i in range(20):
        for j in range(20):
            image[i][j] = row[20 * i + j]
    return image


def one_row_appended(row: Any) -> Any:
    image, line = [], np.zeros(20)
    for i in range(20):
        line[:] = row[20 * i : 20 * i + 20]
        image.append(line)
    return image


PLANTED = {
    "counted from 1, and moved": (counted_from_one, "loop_range"),
    "transposed": (lambda row: row.reshape(20, 20).T, "column_major"),
    "order F": (lambda row: row.reshape((20, 20), order="F"), "column_major"),
    "columns by loops": (columns_by_loops, "column_major"),
    "columns stacked": (lambda row: np.column_stack(np.split(row, 20)), "column_major"),
    "upside down": (lambda row: np.flipud(row.reshape(20, 20)), "flipped"),
    "mirrored": (lambda row: np.fliplr(row.reshape(20, 20)), "flipped"),
    "row reversed": (lambda row: row[::-1].reshape(20, 20), "flipped"),
    "turned": (lambda row: np.rot90(row.reshape(20, 20), 3), "flipped"),
    "inverted": (lambda row: 1 - row.reshape(20, 20), "inverted_ink"),
    "0 to 255": (lambda row: (255 * row).astype(np.uint8).reshape(20, 20), "other_values"),
    "divided by 255": (lambda row: row.reshape(20, 20) / 255.0, "other_values"),
    "divided by the max": (lambda row: (row / row.max()).reshape(20, 20), "other_values"),
    "black and white": (lambda row: np.where(row.reshape(20, 20) > 0.5, 1, 0), "other_values"),
    "standardised": (lambda row: ((row - row.mean()) / row.std()).reshape(20, 20), "other_values"),
    "the row itself": (lambda row: row, "still_flat"),
    "a column": (lambda row: row.reshape(400, 1), "still_flat"),
    "one line": (lambda row: row[np.newaxis, :], "still_flat"),
    "a batch of one": (lambda row: row.reshape(1, 20, 20), "extra_axis"),
    "a channel": (lambda row: row.reshape(20, 20, 1), "extra_axis"),
    "28 x 28": (lambda row: row.reshape(28, 28), "size_28"),
    "padded to 28 x 28": (lambda row: np.pad(row.reshape(20, 20), 4), "size_28"),
    "return in the loop": (return_in_the_inner_loop, "returns_inside_loop"),
    "return at once": (return_at_once, "returns_inside_loop"),
    "counted from 1": (one_based, "loop_range"),
    "ends too early": (ends_too_early, "loop_range"),
    "sum of the indices": (sum_of_indices, "index_formula"),
    "whole numbers": (whole_numbers, "integer_truncation"),
    "the shape of the argument": (shape_of_the_argument, "changes_input"),
    "None": (lambda row: print(row.reshape(20, 20)), "returns_none"),
    "resized in place": (resized_in_place, "returns_none"),
    "a drawing": (draws, "draws_the_picture"),
    "the example": (lambda row: X[0].reshape(20, 20), "ignores_argument"),
    "a row number": (lambda row: X[row].reshape(20, 20), "row_is_a_number"),
}

PLANTED |= {
    "one list, twenty times": (one_list_twenty_times, "one_row_many_times"),
    "one row, appended again and again": (one_row_appended, "one_row_many_times"),
    "counted from 1, up to the end": (
        lambda row: [[row[min(20 * i + j + 1, 399)] for j in range(20)] for i in range(20)],
        "index_formula",
    ),
    "rolled": (lambda row: np.roll(row, 5).reshape(20, 20), "index_formula"),
    "clipped": (lambda row: np.clip(row, 0.1, 0.8).reshape(20, 20), "other_values"),
    "a little off": (lambda row: row.reshape(20, 20) + 0.01, "other_values"),
    "whole numbers of its own": (lambda row: np.arange(400).reshape(20, 20), "ignores_argument"),
}

REFUSED = {
    "10 x 40": lambda row: row.reshape(10, 40),
    "all pictures": lambda row: X.reshape(-1, 20, 20),
    "shuffled": lambda row: np.random.default_rng(0).permutation(row).reshape(20, 20),
    "sorted": lambda row: np.sort(row).reshape(20, 20),
    "zeros": lambda row: np.zeros((20, 20)),
    "changed in place": ink_changed_in_place,
    "transposed and inverted": lambda row: 1 - row.reshape(20, 20).T,
    "mirrored with a channel": lambda row: row.reshape(20, 20, 1)[:, ::-1],
    "one decimal": lambda row: np.round(row.reshape(20, 20), 1),
    "a text": lambda row: str(row.reshape(20, 20)),
    "a list of texts": lambda row: [f"{value:.1f}" for value in row],
    "a generator": lambda row: (row[20 * i : 20 * i + 20] for i in range(20)),
    "a reshape that does not fit": lambda row: row.reshape(20, 21),
    "index beyond the end": lambda row: [[row[20 * i + j + 1] for j in range(20)] for i in range(20)],
    "every other line backwards": lambda row: [
        list(line[:: -1 if i % 2 else 1]) for i, line in enumerate(row.reshape(20, 20))
    ],
    "outer product": lambda row: np.outer(row[:20], row[:20]),
    "repeated line": lambda row: np.tile(row[20:40], (20, 1)),
}
