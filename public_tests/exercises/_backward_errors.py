"""What learners believe about the slope of the loss by the logits, and about the mean over the batch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from public_tests.exercises._backward_steps import Backprop, Given, Gradients
from public_tests.exercises._small_network import Array, softmax
from public_tests.misconception import Misconception


def _scaled(weights: Callable[[Given], float], biases: Callable[[Given], float]) -> Backprop:
    """Make a backpropagation whose gradients are multiplied in the end, those of W and of b apart."""

    def scaled(g: Given, gradients: Gradients) -> Gradients:
        return {key: (weights if key[0] == "W" else biases)(g) * value for key, value in gradients.items()}

    return Backprop(kept=scaled)


def _one(g: Given) -> float:
    return 1.0


def _of_slope(slope: Callable[[Given], Array]) -> tuple[Backprop, Backprop]:
    """Make a wrong slope of the loss in its two forms: divided by m, and not."""
    return Backprop(error=lambda g: slope(g) / g.m), Backprop(error=slope)


def _divided_in_every_layer(g: Given, layer: int, dZ: Array, done: Gradients) -> Array:
    return dZ @ g.weight(layer).T / g.m


def _one_taken_from_every_label(g: Given) -> Array:
    """Do what ``p[np.arange(m), y] -= 1`` does where y has the shape (m, 1)."""
    p = g.probabilities
    p[np.arange(g.m), g.y] -= 1
    return p


def _only_digit(place: int) -> Callable[[Given], Given]:
    """Keep one digit of the batch, as a loop does that overwrites its result, or returns too early."""

    def one(g: Given) -> Given:
        rows = [place]
        cache = {key: value[rows] for key, value in g.cache.items()}
        return Given(g.X[rows], g.y[rows], g.weights, cache)

    return one


def _sigmoid(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


SCALE: tuple[Misconception, ...] = (
    Misconception(
        "no_mean",
        "The gradient is m times too large: it is the sum over the batch, not the mean.",
        "The loss is a mean over the m digits, so its gradient is one too. Otherwise a larger batch would "
        "take longer steps.",
        "Divide by m once. Done in dZ3, at the start of the way back, it reaches every gradient.",
        (
            _scaled(lambda g: g.m, lambda g: g.m),
            _scaled(lambda g: g.m, _one),
            _scaled(_one, lambda g: g.m),
        ),
    ),
    Misconception(
        "mean_twice",
        "The gradient is too small by a factor of m: the batch is divided out more than once.",
        "Once dZ3 is divided by m, everything that is computed from it is divided already.",
        "Look for every `/ m` and every `mean` on the way back. One of them is meant, at one place.",
        (
            _scaled(lambda g: 1 / g.m, lambda g: 1 / g.m),
            _scaled(_one, lambda g: 1 / g.m),
            _scaled(lambda g: 1 / g.m, _one),
            _scaled(lambda g: g.m**-2, lambda g: g.m**-2),
            Backprop(back=_divided_in_every_layer),
            Backprop(back=_divided_in_every_layer, error=lambda g: (g.probabilities - g.one_hot) / g.m**2),
        ),
    ),
    Misconception(
        "another_mean",
        "The gradient is divided by another number than m.",
        "The mean is one over the digits of the batch: m is the number of rows of X. Classes and pixels "
        "are added up, not averaged.",
        "Print the number that you divide by, and `len(X)` beside it.",
        tuple(
            _scaled(factor, factor)
            for factor in (
                lambda g: 1 / g.z(3).shape[1],
                lambda g: g.m / g.z(3).shape[1],
                lambda g: g.m / g.X.shape[1],
                lambda g: 1 / g.X.shape[1],
                lambda g: g.m / 10,
                lambda g: g.m / 32,
            )
        ),
    ),
    Misconception(
        "sign",
        "The sign of the whole gradient is reversed.",
        "The slope of the loss by the logits is the probabilities minus the one-hot labels. The other way "
        "round, each step of the training climbs.",
        "Which of the two do you subtract? For the right class the slope must be negative: a larger logit, a "
        "smaller loss.",
        tuple(_scaled(factor, factor) for factor in (lambda g: -1, lambda g: -g.m, lambda g: -1 / g.m)),
    ),
    Misconception(
        "one_digit_only",
        "The gradient is that of one digit of the batch.",
        "A loop over the digits adds up their gradients. An assignment keeps the last one only, and a "
        "`return` inside the loop ends it with the first.",
        "Start from zeros before the loop, add with `+=`, and return after it.",
        tuple(
            Backprop(given=_only_digit(place), kept=kept)
            for place in (-1, 0)
            for kept in (lambda g, gradients: gradients,)
        ),
    ),
)

ERROR: tuple[Misconception, ...] = (
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
        (*_of_slope(lambda g: softmax(g.probabilities) - g.one_hot),),
    ),
    Misconception(
        "no_share",
        "The exponentials of the logits are not divided by their sum.",
        "`exp` makes numbers above 0; only the division makes shares of them, which add up to 1.",
        "Divide each row by its sum, as in notebook 02.",
        _of_slope(lambda g: np.exp(g.z(3)) - g.one_hot),
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
            *_of_slope(lambda g: (g.probabilities - g.one_hot) ** 2),
            *_of_slope(lambda g: np.abs(g.probabilities - g.one_hot)),
            *_of_slope(lambda g: -np.log(g.probabilities) * g.one_hot),
        ),
    ),
    Misconception(
        "relu_on_output",
        "A slope of ReLU is multiplied into dZ3.",
        "The last layer has no ReLU, so on the way back there is none either: a negative logit learns too.",
        "Leave the mask out of layer 3.",
        _of_slope(lambda g: (g.probabilities - g.one_hot) * (g.z(3) > 0)),
    ),
)

FACTOR = Misconception(
    "another_factor",
    "Every gradient has the right direction and a wrong length, by the same factor.",
    "A factor at the start of the way back reaches every layer. The mean takes one: 1 / m.",
    "Look at k: which number in your function is it, or its inverse?",
)
