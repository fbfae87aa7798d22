"""What learners believe about the layers of a network: products, biases, inputs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from itertools import permutations
from typing import Any

import numpy as np

from public_tests.exercises._forward_network import KEYS, Cache, Network, affine
from public_tests.exercises._small_network import LAYERS, Array, Weights, relu
from public_tests.misconception import Misconception


def _without_bias(layers: Collection[int]) -> Network:
    def product(a: Array, weights: Weights, layer: int) -> Array:
        return a @ weights[f"W{layer}"] if layer in layers else affine(a, weights, layer)

    return Network(affine=product)


def _mixed_up() -> Iterator[Network]:
    """Make each network in which one layer uses the weights, the bias or both of another layer."""

    def product(a: Array, weights: Weights, layer: int, one: int, of: tuple[int, int]) -> Array:
        weight, bias = of if layer == one else (layer, layer)
        return a @ weights[f"W{weight}"] + weights[f"b{bias}"]

    for one, other in permutations(LAYERS, 2):
        for of in ((other, one), (one, other), (other, other)):
            yield Network(affine=partial(product, one=one, of=of))


def _with_product(product: Callable[[Array, Array], Array]) -> Network:
    return Network(affine=lambda a, weights, layer: product(a, weights[f"W{layer}"]) + weights[f"b{layer}"])


def _skips(source: Callable[[int], int]) -> Callable[[Array, Weights], Any]:
    """Make a network whose layer k reads what layer ``source(k)`` gave; 0 is X."""

    def network(X: Array, weights: Weights) -> Cache:
        given, cache = {0: X}, {}
        for layer in LAYERS:
            cache[f"Z{layer}"] = affine(given[source(layer)], weights, layer)
            given[layer] = cache[f"A{layer}"] = relu(cache[f"Z{layer}"])
        return {key: cache[key] for key in KEYS}

    return network


def _with_bias(layers: Collection[int], joined: Callable[[Array, Array, Array], Array]) -> Network:
    def product(a: Array, weights: Weights, layer: int) -> Array:
        if layer not in layers:
            return affine(a, weights, layer)
        return joined(a, weights[f"W{layer}"], weights[f"b{layer}"])

    return Network(affine=product)


def _copied_relu(X: Array, weights: Weights) -> Cache:
    """Take ReLU of Z1 twice, as a copied line does."""
    Z1 = affine(X, weights, 1)
    Z2 = affine(relu(Z1), weights, 2)
    return {"Z1": Z1, "A1": relu(Z1), "Z2": Z2, "A2": relu(Z1), "Z3": affine(relu(Z1), weights, 3)}


def _bias_after_relu(X: Array, weights: Weights) -> Cache:
    cache: Cache = {}
    for layer in (1, 2):
        cache[f"Z{layer}"] = X @ weights[f"W{layer}"]
        cache[f"A{layer}"] = X = relu(cache[f"Z{layer}"]) + weights[f"b{layer}"]
    return {**cache, "Z3": X @ weights["W3"] + weights["b3"]}


LAYERS_BELIEFS: tuple[Misconception, ...] = (
    Misconception(
        "no_bias",
        "A bias is missing.",
        "Each unit adds its bias to the weighted sum. Without it, the line between on and off always runs "
        "through the origin.",
        "Look at each layer: is its b added, before ReLU?",
        tuple(_without_bias(layers) for layers in ((1, 2, 3), (3,), (1, 2), (1,), (2,), (2, 3), (1, 3))),
    ),
    Misconception(
        "bias_in_the_wrong_way",
        "A bias is there, but not as it should be.",
        "Each unit adds its own bias to its weighted sum, the same one for every digit. ReLU then looks at "
        "both together.",
        "In each layer: the product first, then plus b as it is, of the shape (out,), then ReLU.",
        (
            *(
                _with_bias(layers, joined)
                for layers in (LAYERS, (1,), (2,), (3,))
                for joined in (
                    lambda a, W, b: a @ W - b,
                    lambda a, W, b: a @ W * b,
                    lambda a, W, b: a @ (W + b),
                    lambda a, W, b: a @ W + b[:, np.newaxis],
                    lambda a, W, b: a @ W + b.sum(),
                    lambda a, W, b: a @ W + b.mean(),
                    lambda a, W, b: a @ W + 2 * b,
                )
            ),
            _bias_after_relu,
        ),
    ),
    Misconception(
        "product_in_another_order",
        "The weights are transposed, or stand on the wrong side of the product.",
        "X has the shape (m, in) and W the shape (in, out): only `X @ W` has inner sizes that are equal, and "
        "gives (m, out).",
        "Write the shapes below the product. Which two must be equal, and which two remain?",
        (
            _with_product(lambda a, W: a @ W.T),
            _with_product(lambda a, W: W @ a),
            _with_product(lambda a, W: W.T @ a),
        ),
    ),
    Misconception(
        "digits_in_columns",
        "The digits stand in columns: the arrays have the shape (out, m).",
        "Some books write a layer as W x, with one digit in each column. In this lab a digit is a row, "
        "from X to the logits.",
        "Write each layer as `A @ W + b`; then no `.T` is needed anywhere.",
        (
            Network(kept=lambda cache: {key: value.T for key, value in cache.items()}),
            Network(kept=lambda cache: {**cache, "Z3": cache["Z3"].T}),
        ),
    ),
    Misconception(
        "not_a_matrix_product",
        "`*` stands where a matrix product is meant.",
        "`*` multiplies element by element. A layer adds up products: that is `@`.",
        "Put `@` between the activations and the weights.",
        (_with_product(lambda a, W: a * W),),
    ),
    Misconception(
        "another_layer",
        "A layer reads the wrong array: the weights or the bias of another layer, or not what came before.",
        "Layer 2 works on A1 with W2 and b2, layer 3 on A2 with W3 and b3. A copied line easily keeps an old "
        "number.",
        "Go through the numbers behind the names, line by line.",
        (
            *_mixed_up(),
            _copied_relu,
            _skips(lambda k: 0),
            _skips(lambda k: {1: 0, 2: 1, 3: 1}[k]),
            _skips(lambda k: {1: 0, 2: 0, 3: 2}[k]),
        ),
    ),
    Misconception(
        "other_input",
        "X does not go into the first layer as it is.",
        "The digits come with ink between 0 and 1 already. Whoever calls the function decides what goes in.",
        "Use `X` itself in the first product.",
        (
            Network(entry=relu),
            Network(entry=lambda X: X / 255),
            Network(entry=lambda X: X / X.max()),
            Network(entry=lambda X: X / X.sum(axis=1, keepdims=True)),
            Network(entry=lambda X: (X - X.mean()) / X.std()),
            Network(entry=lambda X: X - X.mean(axis=0)),
            Network(entry=lambda X: X - X.mean()),
        ),
    ),
    Misconception(
        "one_digit_only",
        "Only one digit of the batch goes through the network.",
        "X holds a digit in each row, and every array of the cache has a row for each of them.",
        "Use the whole of `X` in the first product: `X @ W1` takes all rows at once.",
        (
            Network(entry=lambda X: X[:1]),
            Network(entry=lambda X: X[0]),
            Network(entry=lambda X: X[-1:]),
            Network(entry=lambda X: X[-1]),
        ),
    ),
)
