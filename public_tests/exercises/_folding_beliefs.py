"""What learners believe about folding a row into a picture, beside the picture that each belief gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from public_tests.misconception import Misconception

Array = np.ndarray[Any, Any]
SIDE = 20


def image_of(row: Any) -> Array:
    """Return the row as an image, shape (20, 20): line 0 is the top one."""
    return np.reshape(row, (SIDE, SIDE))


def _by_index(index: Callable[[Array, Array], Any]) -> Callable[[Any], Array]:
    """Return an imitation that takes pixel (i, j) from ``row[index(i, j)]``."""
    i, j = np.indices((SIDE, SIDE))
    return lambda row: np.asarray(row)[index(i, j)]


def _only(*kept: slice) -> Callable[[Any], Array]:
    """Return an imitation that fills one part of the picture and leaves zeros elsewhere."""

    def imitation(row: Any) -> Array:
        image = np.zeros((SIDE, SIDE))
        image[kept] = image_of(row)[kept]
        return image

    return imitation


def _one_further(row: Any) -> Array:
    """Count lines and columns from 1, and leave line 0 and column 0 empty."""
    image = np.zeros((SIDE, SIDE))
    image[1:, 1:] = image_of(row)[:-1, :-1]
    return image


def _standardised(row: Any) -> Array:
    return image_of((row - np.mean(row)) / np.std(row))


def _stretched(row: Any) -> Array:
    return image_of((row - np.min(row)) / (np.max(row) - np.min(row)))


MISCONCEPTIONS: tuple[Misconception, ...] = (
    Misconception(
        "column_major",
        "The picture is mirrored along its diagonal: lines and columns have changed places.",
        "A row of X was written down line by line, as a page is read. `.T` and `order='F'` run down the "
        "columns, as some other programs do.",
        "Where should row[1] stand: beside row[0] or below it?",
        (lambda row: image_of(row).T,),
    ),
    Misconception(
        "flipped",
        "The picture is turned or mirrored.",
        "In a diagram the y-axis points up, in an array line 0 is the top one. The numbers already stand as "
        "a page is read.",
        "Leave `flip`, `rot90` and `[::-1]` out, and look at a digit that you know.",
        (
            lambda row: image_of(row)[::-1],
            lambda row: image_of(row)[:, ::-1],
            lambda row: image_of(row)[::-1, ::-1],
            lambda row: np.rot90(image_of(row)),
            lambda row: np.rot90(image_of(row), -1),
            lambda row: image_of(row)[::-1, ::-1].T,
        ),
    ),
    Misconception(
        "inverted_ink",
        "Ink and paper have changed places.",
        "On a screen 1 is often white. In this lab 1 is ink, and it stays ink: which grey is drawn for it is "
        "the plot's business.",
        "Arrange the numbers anew and leave each of them as it is.",
        (lambda row: image_of(1 - row), lambda row: image_of(255 - row)),
    ),
    Misconception(
        "other_values",
        "The pixels stand in the right places, but their numbers were changed.",
        "A picture needs no other numbers: 0 to 1 is as good as 0 to 255, and greys are ink too.",
        "Give the same 400 numbers another shape, and do nothing else with them.",
        (
            lambda row: image_of(row) * 255,
            lambda row: np.round(image_of(row) * 255),
            lambda row: (image_of(row) * 255).astype(np.uint8),
            lambda row: image_of(row) / 255,
            lambda row: image_of(row) / np.max(row),
            lambda row: image_of(row) / np.sum(row),
            lambda row: np.round(image_of(row)),
            lambda row: image_of(row) > 0,
            lambda row: image_of(row) > 0.5,
            _standardised,
            _stretched,
        ),
    ),
    Misconception(
        "still_flat",
        "The 400 numbers still stand in one line or one column.",
        "A picture has two axes: the first counts the lines, the second the pixels in a line.",
        "How many lines has the picture, and how many pixels has each? Print `.shape` of what you return.",
        (lambda row: row, lambda row: np.reshape(row, (1, -1)), lambda row: np.reshape(row, (-1, 1))),
    ),
    Misconception(
        "extra_axis",
        "The picture has an axis too many.",
        "A third axis counts pictures or colours. One grey picture has neither.",
        "Two numbers are enough for the shape: lines and pixels in a line.",
        (lambda row: image_of(row)[np.newaxis], lambda row: image_of(row)[:, :, np.newaxis]),
    ),
    Misconception(
        "size_28",
        "It asks for 28 x 28 pixels.",
        "MNIST's pictures have that size. The lab's are cut to the box that holds the ink.",
        "Which number times itself is 400?",
        (lambda row: np.pad(image_of(row), 4), lambda row: np.resize(row, (28, 28))),
    ),
    Misconception(
        "returns_inside_loop",
        "Only the first pixel or the first line is there.",
        "`return` ends the function at once, also in the middle of a loop.",
        "Move `return` to the left, so that it stands after both loops.",
        (
            _only(slice(1), slice(1)),
            _only(slice(1), slice(None)),
            _only(slice(None), slice(1)),
            lambda row: row[:SIDE],
        ),
    ),
    Misconception(
        "loop_range",
        "A line or a column at the edge stays empty.",
        "Python counts from 0, and `range(a, b)` ends before b: `range(20)` gives 0 to 19.",
        "Print the first and the last value that your loop takes.",
        (
            _only(slice(19), slice(19)),
            _only(slice(1, None), slice(1, None)),
            _only(slice(19), slice(None)),
            _only(slice(1, None), slice(None)),
            _only(slice(None), slice(19)),
            _only(slice(None), slice(1, None)),
            _one_further,
        ),
    ),
    Misconception(
        "index_formula",
        "Pixels are taken from the wrong places of the row.",
        "Before line i begins, i whole lines have passed, each of 20 pixels. Then come j more.",
        "At which place of the row does line 1 begin? And line 2? Write it for line i, then add j.",
        (
            _by_index(lambda i, j: i + j),
            _by_index(lambda i, j: i * j),
            _by_index(lambda i, j: j),
            _by_index(lambda i, j: i),
            _by_index(lambda i, j: 19 * i + j),
            _by_index(lambda i, j: 10 * i + j),
            _by_index(lambda i, j: 20 * (i - 1) + j),
            _by_index(lambda i, j: 20 * i + j - 1),
        ),
    ),
    Misconception(
        "draws_the_picture",
        "It returned a drawing, not the picture's numbers.",
        "`imshow` and `plot_digit` show numbers to a person. Here the numbers themselves are asked for; the "
        "notebook draws them afterwards.",
        "Return the array that you would hand to the drawing function.",
    ),
    Misconception(
        "row_is_a_number",
        "`row` is used as the number of a row.",
        "The function is handed the 400 numbers themselves: `row_to_image(X[0])`, not `row_to_image(0)`.",
        "Leave X out of the function, and work with `row`.",
    ),
)
