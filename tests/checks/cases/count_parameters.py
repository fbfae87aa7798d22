"""Styles that real learners write, and what they leave out of the count or count twice."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np


def loop_over_indices(layer_sizes: Any) -> Any:
    total = 0
    for i in range(len(layer_sizes) - 1):
        total += layer_sizes[i] * layer_sizes[i + 1] + layer_sizes[i + 1]
    return total


def one_more_input(layer_sizes: Any) -> Any:
    return sum((a + 1) * b for a, b in zip(layer_sizes, layer_sizes[1:], strict=False))  # noqa: RUF007


def array_product(layer_sizes: Any) -> Any:
    n = np.array(layer_sizes)
    return np.dot(n[:-1] + 1, n[1:])


def weights_then_biases(layer_sizes: Any) -> Any:
    weights = [a * b for a, b in pairwise(layer_sizes)]
    biases = layer_sizes[1:]
    return sum(weights) + sum(biases)


def asks_keras(layer_sizes: Any) -> Any:
    import keras

    layers = [keras.layers.Dense(n) for n in layer_sizes[1:]]
    return keras.Sequential([keras.Input((layer_sizes[0],)), *layers]).count_params()


def recursion(layer_sizes: Any) -> Any:
    if len(layer_sizes) < 2:
        return 0
    return layer_sizes[0] * layer_sizes[1] + layer_sizes[1] + recursion(layer_sizes[1:])


def remembers_the_last(layer_sizes: Any) -> Any:
    previous, total = layer_sizes[0], 0
    for n in layer_sizes[1:]:
        total += previous * n
        total += n
        previous = n
    print("total:", total)
    return total


def backwards(layer_sizes: Any) -> Any:
    i = len(layer_sizes) - 1
    total = 0
    while i > 0:
        total = total + layer_sizes[i] * (layer_sizes[i - 1] + 1)
        i -= 1
    return total


def shapes_of_arrays(layer_sizes: Any) -> Any:
    return sum(np.zeros((a, b)).size + np.zeros(b).size for a, b in pairwise(layer_sizes))


def tensor(layer_sizes: Any) -> Any:
    import tensorflow as tf

    return tf.constant(loop_over_indices(layer_sizes))


ACCEPTED = {
    "loop over indices": loop_over_indices,
    "one more input": one_more_input,
    "array product": array_product,
    "weights then biases": weights_then_biases,
    "asks Keras": asks_keras,
    "recursion": recursion,
    "remembers the last": remembers_the_last,
    "backwards": backwards,
    "sizes of arrays": shapes_of_arrays,
    "a float": lambda layer_sizes: float(loop_over_indices(layer_sizes)),
    "np.sum": lambda n: np.sum([a * b + b for a, b in pairwise(n)]),
    "tensor": tensor,
    "array without axes": lambda n: np.array(loop_over_indices(n)),
}


def return_in_the_loop(layer_sizes: Any) -> Any:
    total = 0
    for i in range(len(layer_sizes) - 1):
        total += layer_sizes[i] * layer_sizes[i + 1] + layer_sizes[i + 1]
        return total


def overwrites(layer_sizes: Any) -> Any:
    for a, b in pairwise(layer_sizes):
        total = a * b + b
    return total


def pops(layer_sizes: Any) -> Any:
    total = 0
    previous = layer_sizes.pop(0)
    while layer_sizes:
        n = layer_sizes.pop(0)
        total += previous * n + n
        previous = n
    return total


def indices(n: Any) -> Any:
    return n[0] * n[1] + n[1] + n[1] * n[2] + n[2] + n[2] * n[3] + n[3]


def unpacks(layer_sizes: Any) -> Any:
    pixels, first, second, digits = layer_sizes
    return (pixels + 1) * first + (first + 1) * second + (second + 1) * digits


def only_prints(layer_sizes: Any) -> None:
    print(loop_over_indices(layer_sizes))


def in_sixteen_bits(sizes: Any) -> Any:
    sizes = np.array(sizes, dtype=np.int16)
    return int(((sizes[:-1] + 1) * sizes[1:]).sum(dtype=np.int16))


PLANTED = {
    "a layer for the input": (
        lambda sizes: sum((a + 1) * b for a, b in pairwise([sizes[0], *sizes])),
        "layer_for_the_input",
    ),
    "a pair too many": (
        lambda sizes: sum((sizes[i] + 1) * sizes[i + 1] for i in range(len(sizes))),
        "pair_past_the_end",
    ),
    "one bias for all": (lambda sizes: sum(a * b for a, b in pairwise(sizes)) + 1, "one_bias_for_all"),
    "biases of the first layer": (
        lambda sizes: sum(a * b for a, b in pairwise(sizes)) + sizes[1],
        "biases_of_one_layer",
    ),
    "biases of the last layer": (
        lambda sizes: sum(a * b for a, b in pairwise(sizes)) + sizes[-1],
        "biases_of_one_layer",
    ),
    "in sixteen bits": (in_sixteen_bits, "counts_in_a_small_type"),
    "each pair once": (
        lambda sizes: sum((a + 1) * b for a, b in set(pairwise(sizes))),
        "equal_layers_lost",
    ),
    "each number once": (lambda sizes: sum({a * b + b for a, b in pairwise(sizes)}), "equal_layers_lost"),
    "where the size stands first": (
        lambda sizes: sum((a + 1) * sizes[sizes.index(a) + 1] for a in sizes[:-1]),
        "first_of_equal_sizes",
    ),
    "what stands before its first place": (
        lambda sizes: sum(b * sizes[sizes.index(b) - 1] + b for b in sizes[1:]),
        "first_of_equal_sizes",
    ),
    "wraps round": (lambda s: sum(s[i - 1] * s[i] + s[i] for i in range(len(s))), "last_joined_to_first"),
    "no biases": (lambda n: sum(a * b for a, b in pairwise(n)), "no_biases"),
    "biases of the input": (lambda n: sum(a * b for a, b in pairwise(n)) + sum(n), "input_biases"),
    "bias for each input": (lambda n: sum(a * (b + 1) for a, b in pairwise(n)), "bias_per_input"),
    "one bias a layer": (lambda n: sum(a * b + 1 for a, b in pairwise(n)), "one_bias_per_layer"),
    "no biases in the last layer": (
        lambda n: one_more_input(n[:-1]) + n[-2] * n[-1],
        "hidden_biases_only",
    ),
    "output layer forgotten": (lambda n: one_more_input(n[:-1]), "output_forgotten"),
    "first layer forgotten": (lambda n: one_more_input(n[1:]), "first_layer_forgotten"),
    "return in the loop": (return_in_the_loop, "first_layer_only"),
    "overwrites": (overwrites, "last_layer_only"),
    "sum of the sizes": (lambda n: sum(n), "sum_of_sizes"),
    "number of units": (lambda n: np.sum(n[1:]), "sum_of_sizes"),
    "product of the sizes": (lambda n: np.prod(n), "product_of_sizes"),
    "one more on both sides": (
        lambda n: sum((a + 1) * (b + 1) for a, b in pairwise(n)),
        "both_plus_one",
    ),
    "a list": (lambda n: [a * b + b for a, b in pairwise(n)], "list_of_layers"),
    "four by index": (indices, "fixed_depth"),
    "four by name": (unpacks, "fixed_depth"),
    "hard-coded": (lambda n: 10575, "ignores_argument"),
    "hard-coded without biases": (lambda n: 400 * 25 + 25 * 15 + 15 * 10, "ignores_argument"),
    "None": (only_prints, "returns_none"),
    "changes the list": (pops, "changes_input"),
}

REFUSED = {
    "one too many": lambda n: one_more_input(n) + 1,
    "one too few for the lab's network alone": lambda n: one_more_input(n) - (n[0] == 400),
    "a text": lambda n: f"{one_more_input(n):,}",
    "thousands": lambda n: one_more_input(n) / 1000,
    "400 inputs always": lambda n: one_more_input([400, *n]),
    "no biases and no last layer": lambda n: sum(a * b for a, b in pairwise(n[:-1])),
    "twice the weights": lambda n: sum(2 * a * b + b for a, b in pairwise(n)),
    "every pair, not only neighbours": lambda n: (
        sum(a * b for i, a in enumerate(n) for b in n[i + 1 :]) + sum(n[1:])
    ),
    "squares": lambda n: sum(a**2 + a for a in n),
    "an array of one number": lambda n: np.array([one_more_input(n)]),
    "at most three layers": lambda n: one_more_input(n[:4]),
    "a dictionary": lambda n: {"total": one_more_input(n)},
    "bytes": lambda n: 4 * one_more_input(n),
}
