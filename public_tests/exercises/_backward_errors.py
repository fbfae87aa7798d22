"""What learners believe about the slope of the loss by the logits."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from public_tests.exercises._backward_steps import Backprop, Given
from public_tests.exercises._small_network import Array, softmax
from public_tests.misconception import Misconception


def _of_slope(slope: Callable[[Given], Array]) -> tuple[Backprop, Backprop]:
    """Make a wrong slope of the loss in its two forms: divided by m, and not."""
    return Backprop(error=lambda g: slope(g) / g.m), Backprop(error=slope)


def _one_taken_from_every_label(g: Given) -> Array:
    """Do what ``p[np.arange(m), y] -= 1`` does where y has the shape (m, 1)."""
    p = g.probabilities
    p[np.arange(g.m), g.y] -= 1
    return p


def _with_rows_of_ones(g: Given, rows: Array) -> Array:
    ones = np.zeros(g.z(3).shape)
    ones[rows] = 1
    return ones


def _slope_through_softmax(g: Given) -> Array:
    """Go back through a softmax of the probabilities, as a library does that takes them for logits."""
    p = g.probabilities
    slope = softmax(p) - g.one_hot
    return p * (slope - (slope * p).sum(axis=1, keepdims=True))


def _slope_of_logits_as_shares(g: Given) -> Array:
    """Take the logits for probabilities, as a loss of Keras does: cut off at 0 and 1, then shared."""
    z = g.z(3)
    cut = np.clip(z, 1e-7, 1 - 1e-7)
    return (cut / cut.sum(axis=1, keepdims=True) - g.one_hot) / cut * (cut == z)


def _sigmoid(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


ERROR: tuple[Misconception, ...] = (
    Misconception(
        "logits_as_probabilities",
        "The loss takes the logits for probabilities.",
        "A loss of Keras does so unless it is told `from_logits=True`. A logit below 0 is then cut off, and "
        "has no slope at all.",
        "Hand the loss logits and tell it so, or take softmax first.",
        _of_slope(_slope_of_logits_as_shares),
    ),
    Misconception(
        "no_one_hot",
        "The one-hot labels are not subtracted: dZ3 is made of the probabilities alone.",
        "So the labels play no part at all. The gradient of b3 should add up to 0, because the probabilities "
        "of a digit and its one-hot label both add up to 1.",
        "dZ3 is the probabilities minus the one-hot labels: 1 is taken from the right class of each digit.",
        _of_slope(lambda g: g.probabilities),
    ),
    Misconception(
        "labels_as_numbers",
        "The labels are subtracted as numbers, the same number from each class of a digit.",
        "A label such as 3 is the name of a class, no amount. What is subtracted is its one-hot row: 1 in "
        "place 3, 0 elsewhere.",
        "Make rows of 0 and 1 from y first, or take 1 from the right class by its index.",
        (
            *_of_slope(lambda g: g.probabilities - g.y),
            *_of_slope(lambda g: g.probabilities - g.y.ravel()),
            *_of_slope(lambda g: g.z(3) - g.y),
        ),
    ),
    Misconception(
        "labels_with_two_axes",
        "The labels are used as an index with their shape (m, 1).",
        "Beside `np.arange(m)`, of shape (m,), they make an m x m table: from every digit 1 is taken at the "
        "labels of all digits. As an index of `np.eye`, they make an array with three axes.",
        "Flatten y first: `y.ravel()` has the shape (m,).",
        (
            *_of_slope(_one_taken_from_every_label),
            *_of_slope(lambda g: g.probabilities - np.eye(g.z(3).shape[1])[g.y]),
            *_of_slope(lambda g: (g.probabilities - np.eye(g.z(3).shape[1])[g.y]).sum(axis=0)),
        ),
    ),
    Misconception(
        "labels_as_rows",
        "The labels are used to choose rows.",
        "A row of the one-hot table is a digit of the batch, and its label says in which column the 1 "
        "stands.",
        "Give both places for each digit: its row and, from y, its column.",
        (
            *_of_slope(lambda g: g.probabilities - _with_rows_of_ones(g, g.y.ravel())),
            *_of_slope(lambda g: g.probabilities - _with_rows_of_ones(g, g.y)),
        ),
    ),
    Misconception(
        "one_from_every_class",
        "1 is subtracted from every class, not from the right one alone.",
        "The one-hot label of a digit is 1 for its class and 0 for all the others.",
        "Give both places: `p[np.arange(m), labels] -= 1`, with labels of the shape (m,).",
        _of_slope(lambda g: g.probabilities - 1),
    ),
    Misconception(
        "labels_shifted",
        "The one-hot labels stand in the place of another class.",
        "The classes are counted from 0: label 0 belongs to the first column.",
        "Use y as it is.",
        (
            *_of_slope(lambda g: g.probabilities - np.roll(g.one_hot, -1, axis=1)),
            *_of_slope(lambda g: g.probabilities - np.roll(g.one_hot, 1, axis=1)),
        ),
    ),
    Misconception(
        "no_softmax",
        "The labels are subtracted from the logits, not from the probabilities.",
        "The cache ends with Z3, the logits. Softmax is a part of the loss, and so its slope needs it.",
        "Take softmax of each row of Z3 first, then subtract the one-hot labels.",
        _of_slope(lambda g: g.z(3) - g.one_hot),
    ),
    Misconception(
        "softmax_over_another_axis",
        "Softmax does not run along the rows of Z3.",
        "Each row is a digit, and its probabilities add up to 1. Another axis, or none, mixes the digits.",
        "Print the sum of each row of your probabilities. `axis=1` and `keepdims=True` make it 1.",
        (
            *_of_slope(lambda g: softmax(g.z(3), axis=0) - g.one_hot),
            *_of_slope(lambda g: softmax(g.z(3), axis=None) - g.one_hot),
            *_of_slope(lambda g: np.exp(g.z(3)) / np.exp(g.z(3)).sum(axis=1) - g.one_hot),
        ),
    ),
    Misconception(
        "softmax_twice",
        "Softmax is taken twice.",
        "Z3 are the logits. Once makes probabilities of them; another time makes them all nearly equal.",
        "Look at what goes into your softmax: it should be Z3 itself.",
        (
            *_of_slope(lambda g: softmax(g.probabilities) - g.one_hot),
            *_of_slope(_slope_through_softmax),
        ),
    ),
    Misconception(
        "not_softmax",
        "What the labels are subtracted from is not softmax of the logits.",
        "Softmax takes `exp` of each logit, with its sign, and divides by the sum of its row.",
        "Compare your probabilities of one row with those of notebook 02.",
        (
            *_of_slope(lambda g: np.exp(g.z(3)) - g.one_hot),
            *_of_slope(lambda g: softmax(-g.z(3)) - g.one_hot),
            *_of_slope(lambda g: g.z(3) / g.z(3).sum(axis=1, keepdims=True) - g.one_hot),
            *_of_slope(lambda g: softmax(np.log(2) * g.z(3)) - g.one_hot),
            *_of_slope(lambda g: np.log(g.probabilities) - g.one_hot),
            *_of_slope(lambda g: np.eye(g.z(3).shape[1])[g.z(3).argmax(axis=1)] - g.one_hot),
        ),
    ),
    Misconception(
        "sigmoid_for_softmax",
        "The probabilities come from sigmoid, not from softmax.",
        "Sigmoid looks at each class alone. Softmax lets the classes of a digit share one whole.",
        "Take softmax of each row of Z3.",
        (
            *_of_slope(lambda g: _sigmoid(g.z(3)) - g.one_hot),
            *_of_slope(lambda g: (_sigmoid(g.z(3)) - g.one_hot) * _sigmoid(g.z(3)) * (1 - _sigmoid(g.z(3)))),
        ),
    ),
    Misconception(
        "another_loss",
        "dZ3 belongs to another loss than the cross-entropy, or a slope of softmax is multiplied in again.",
        "Softmax and cross-entropy together have a short slope: probabilities minus one-hot labels. "
        "`p * (1 - p)`, or a factor of 2, belongs to the squared error.",
        "Set dZ3 to that difference, divided by m, and nothing else.",
        (
            *_of_slope(lambda g: (g.probabilities - g.one_hot) * g.probabilities * (1 - g.probabilities)),
            *_of_slope(lambda g: 2 * (g.probabilities - g.one_hot) * g.probabilities * (1 - g.probabilities)),
            *_of_slope(lambda g: 2 * (g.probabilities - g.one_hot)),
            *_of_slope(lambda g: g.one_hot * (g.probabilities - 1)),
            *_of_slope(lambda g: -g.one_hot / g.probabilities),
            *_of_slope(lambda g: (g.probabilities - g.one_hot) * (1 - g.probabilities)),
            *_of_slope(lambda g: (g.probabilities - g.one_hot) ** 2),
            *_of_slope(lambda g: np.abs(g.probabilities - g.one_hot)),
            *_of_slope(lambda g: -np.log(g.probabilities) * g.one_hot),
        ),
    ),
    Misconception(
        "relu_on_output",
        "ReLU, or its slope, is applied to the last layer.",
        "The last layer has no ReLU, so on the way back there is none either: a negative logit learns too.",
        "Leave ReLU and its mask out of layer 3.",
        (
            *_of_slope(lambda g: (g.probabilities - g.one_hot) * (g.z(3) > 0)),
            *_of_slope(lambda g: softmax(np.maximum(g.z(3), 0)) - g.one_hot),
        ),
    ),
)
