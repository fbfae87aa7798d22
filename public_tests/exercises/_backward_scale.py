"""What learners believe about the length of a gradient, and about the mean over the batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from public_tests.exercises._backward_steps import Backprop, Given, Gradients
from public_tests.exercises._small_network import Array
from public_tests.misconception import Misconception


def _scaled(weights: Callable[[Given], float], biases: Callable[[Given], float]) -> Backprop:
    """Make a backpropagation whose gradients are multiplied in the end, those of W and of b apart."""

    def scaled(g: Given, gradients: Gradients) -> Gradients:
        return {key: (weights if key[0] == "W" else biases)(g) * value for key, value in gradients.items()}

    return Backprop(kept=scaled)


def _one(g: Given) -> float:
    return 1.0


def _divided_in_every_layer(g: Given, layer: int, dZ: Array, done: Gradients) -> Array:
    return dZ @ g.weight(layer).T / g.m


def _of_some(rows: slice, divisor: Callable[[Given, int], float]) -> Callable[..., Any]:
    """Make a backpropagation from some digits only, as a loop that ends too early does."""

    def gradients(X: Array, y: Array, weights: Any, cache: Any) -> Gradients:
        kept = {key: value[rows] for key, value in cache.items()}
        part = Backprop(error=lambda g: (g.probabilities - g.one_hot) / divisor(g, len(X)))
        return part(X[rows], y[rows], weights, kept)

    return gradients


def _rows_left(g: Given, m: int) -> float:
    return g.m


def _rows_given(g: Given, m: int) -> float:
    return m


def _undivided(g: Given, m: int) -> float:
    return 1.0


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
        "part_divided",
        "Only a part of dZ3 is divided by m.",
        "A division comes before a sum: `p - one_hot / m` divides the labels alone.",
        "Put brackets round the difference: `(p - one_hot) / m`.",
        (
            Backprop(error=lambda g: g.probabilities - g.one_hot / g.m),
            Backprop(error=lambda g: g.probabilities / g.m - g.one_hot),
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
        "digits_left_out",
        "Not all digits of the batch take part.",
        "A loop over the digits adds up their gradients. An assignment keeps the last one only, and a "
        "`return` inside the loop ends it with the first. `range(m - 1)` and `range(1, m)` leave one out.",
        "Start from zeros before the loop, add with `+=`, and return after it.",
        tuple(
            _of_some(rows, divisor)
            for rows in (slice(-1, None), slice(1), slice(-1), slice(1, None))
            for divisor in (_rows_left, _rows_given, _undivided)
        ),
    ),
)

FACTOR = Misconception(
    "another_factor",
    "Every gradient has the right direction and a wrong length, by the same factor.",
    "A factor at the start of the way back reaches every layer. The mean takes one: 1 / m.",
    "Look at k: which number in your function is it, or its inverse?",
)
