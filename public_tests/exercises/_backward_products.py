"""What learners believe about the products on the way back: with the weights, and with what went in."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from public_tests.exercises._backward_steps import Backprop, Given, Gradients
from public_tests.exercises._forward_network import Network
from public_tests.exercises._small_network import Array
from public_tests.misconception import Misconception

Product = Callable[[Array, Array], Array]


def _outer_in(layers: tuple[int, ...], product: Product) -> Backprop:
    """Make a backpropagation with another product for dW in these layers."""

    def outer(g: Given, layer: int, dZ: Array, dA: Array) -> Array:
        return product(g.into(layer), dZ) if layer in layers else g.into(layer).T @ dZ

    return Backprop(outer=outer)


def _back_in(layers: tuple[int, ...], product: Product) -> Backprop:
    """Make a backpropagation with another product with W on leaving these layers."""

    def back(g: Given, layer: int, dZ: Array, done: Gradients) -> Array:
        return product(dZ, g.weight(layer)) if layer in layers else dZ @ g.weight(layer).T

    return Backprop(back=back)


def _from(inputs: dict[int, str]) -> Backprop:
    """Make a backpropagation in which a layer's dW is computed from another array."""

    def outer(g: Given, layer: int, dZ: Array, dA: Array) -> Array:
        arrays = {"X": g.X, **g.cache}
        return (arrays[inputs[layer]] if layer in inputs else g.into(layer)).T @ dZ

    return Backprop(outer=outer)


def _under_other_names(kind: str, source: dict[int, int]) -> Backprop:
    """Make a backpropagation that returns the gradient of one layer's W or b under the name of another's."""
    return Backprop(
        kept=lambda g, done: {
            **done,
            **{f"{kind}{layer}": done[f"{kind}{other}"] for layer, other in source.items()},
        }
    )


def _through_other_weights(source: dict[int, int]) -> Backprop:
    return Backprop(back=lambda g, layer, dZ, done: dZ @ g.weight(source[layer]).T)


def _with_gradient_for_weights(layers: tuple[int, ...]) -> Backprop:
    def back(g: Given, layer: int, dZ: Array, done: Gradients) -> Array:
        return dZ @ (done[f"W{layer}"] if layer in layers else g.weight(layer)).T

    return Backprop(back=back)


def _without_bias(g: Given) -> Given:
    no_bias = {key: value * (key[0] == "W") for key, value in g.weights.items()}
    return g._replace(cache=Network()(g.X, no_bias))


PRODUCTS: tuple[Misconception, ...] = (
    Misconception(
        "product_in_another_order",
        "In the product for dW the digits do not meet: the order, or a `.T`, is wrong.",
        "dW has the shape (in, out). What has to go is m, the digits: they are added up.",
        "Write the shapes below the product: (in, m) times (m, out).",
        (
            *(
                _outer_in(layers, product)
                for layers in ((3, 2, 1), (3,), (2,), (1,))
                for product in (
                    lambda A, dZ: A @ dZ,
                    lambda A, dZ: dZ @ A,
                    lambda A, dZ: A @ dZ.T,
                    lambda A, dZ: dZ @ A.T,
                    lambda A, dZ: A * dZ,
                )
            ),
        ),
    ),
    Misconception(
        "gradient_for_weights",
        "On the way back dW stands where W should.",
        "What a unit did to the next layer went through the weights, so the way back goes through them too. "
        "The last layer is right, because nothing comes before it.",
        "In the line that computes dA, use W of the later layer, transposed.",
        (
            *(_with_gradient_for_weights(layers) for layers in ((3, 2), (3,), (2,))),
            Backprop(back=lambda g, layer, dZ, done: dZ @ (g.weight(layer) - done[f"W{layer}"]).T),
        ),
    ),
    Misconception(
        "weights_in_another_order",
        "On the way back the weights are not transposed, or stand on the wrong side.",
        "W has the shape (in, out) and dZ the shape (m, out). The way back gives (m, in): `dZ @ W.T`.",
        "Write the shapes below the product. Which two must be equal, and which two remain?",
        (
            *(
                _back_in(layers, product)
                for layers in ((3, 2), (3,), (2,))
                for product in (
                    lambda dZ, W: dZ @ W,
                    lambda dZ, W: W @ dZ,
                    lambda dZ, W: W.T @ dZ,
                    lambda dZ, W: W @ dZ.T,
                    lambda dZ, W: dZ.T @ W,
                    lambda dZ, W: dZ * W,
                )
            ),
        ),
    ),
    Misconception(
        "weights_of_another_layer",
        "The way back goes through the weights of another layer.",
        "Layer 3 is left through W3, layer 2 through W2. W1 is not needed: X gets no gradient.",
        "Go through the numbers behind the names: dZ3 and W3 give dA2; dZ2 and W2 give dA1.",
        tuple(_through_other_weights({3: a, 2: b}) for a in (1, 2, 3) for b in (1, 2, 3) if (a, b) != (3, 2)),
    ),
    Misconception(
        "z_for_a",
        "In dW stands Z where A should: the way forward multiplied the weights by A.",
        "Z2 is what went into ReLU; layer 3 got A2, what came out. Only the gradient of that W is wrong, "
        "everything else is right.",
        "For each W look up what it was multiplied by on the way forward: X, A1, A2.",
        (_from({3: "Z2", 2: "Z1"}), _from({3: "Z2"}), _from({2: "Z1"})),
    ),
    Misconception(
        "input_of_another_layer",
        "In dW stands the input of another layer.",
        "W1 was multiplied by X, W2 by A1, W3 by A2.",
        "Go through the numbers behind the names, line by line.",
        (
            *(
                _from({layer: name})
                for layer, right in ((3, "A2"), (2, "A1"), (1, "X"))
                for name in ("X", "A1", "A2", "Z3")
                if name != right
            ),
            _from({3: "Z3", 2: "A2", 1: "A1"}),
            _from({3: "A1", 2: "X"}),
            _from({3: "Z3", 2: "Z2", 1: "Z1"}),
        ),
    ),
    Misconception(
        "gradient_of_another_layer",
        "Under the name of a weight or a bias stands the gradient of another layer's.",
        "dW1 and db1 are made of dZ1, dW2 and db2 of dZ2, dW3 and db3 of dZ3. A copied line easily keeps an "
        "old number.",
        "Go through the numbers behind the names, line by line.",
        tuple(
            _under_other_names(kind, source)
            for kind in "bW"
            for source in (
                *({2: 3}, {1: 2}, {1: 3}, {3: 2}, {1: 2, 2: 3}),
                *({1: 2, 2: 1}, {1: 3, 3: 1}, {2: 3, 3: 2}),
            )
        ),
    ),
    Misconception(
        "products_of_means",
        "dW is the product of two means.",
        "Each digit has its own product of input and slope; their sum is not the product of their sums.",
        "Multiply first and add up afterwards: `A.T @ dZ` does both.",
        (
            Backprop(outer=lambda g, layer, dZ, dA: np.outer(g.into(layer).mean(axis=0), dZ.sum(axis=0))),
            Backprop(outer=lambda g, layer, dZ, dA: np.outer(g.into(layer).sum(axis=0), dZ.sum(axis=0))),
            Backprop(outer=lambda g, layer, dZ, dA: np.outer(g.into(layer).mean(axis=0), dZ.mean(axis=0))),
        ),
    ),
    Misconception(
        "another_cache",
        "The way forward is computed anew, without the biases.",
        "The cache holds what happened on the way forward, biases and all.",
        "Take Z1, A1, Z2, A2 and Z3 from the cache.",
        (Backprop(given=_without_bias),),
    ),
)
