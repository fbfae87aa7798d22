"""What learners believe about the way back through a layer: its ReLU, its weights, its inputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from public_tests.exercises._backward_steps import Backprop, Given, Gradients
from public_tests.exercises._forward_network import Network
from public_tests.exercises._small_network import Array
from public_tests.misconception import Misconception

Gate = Callable[[Given, int, Array], Array]


def _right_gate(g: Given, layer: int, dA: Array) -> Array:
    return dA * (g.z(layer) > 0)


def _gated_by(slope: Callable[[Array], Array]) -> Backprop:
    """Make a backpropagation that takes another function of Z for the slope of ReLU."""
    return Backprop(gate=lambda g, layer, dA: dA * slope(g.z(layer)))


def _open_in(layers: tuple[int, ...]) -> Gate:
    return lambda g, layer, dA: dA if layer in layers else _right_gate(g, layer, dA)


def _in_layers(layers: tuple[int, ...], wrong: Gate) -> Gate:
    return lambda g, layer, dA: (wrong if layer in layers else _right_gate)(g, layer, dA)


def _mask_of(source: dict[int, str]) -> Backprop:
    return Backprop(gate=lambda g, layer, dA: dA * (g.cache[source[layer]] > 0))


def _from(inputs: dict[int, str]) -> Backprop:
    """Make a backpropagation in which a layer's dW is computed from another array."""

    def outer(g: Given, layer: int, dZ: Array, dA: Array) -> Array:
        arrays = {"X": g.X, **g.cache}
        return (arrays[inputs[layer]] if layer in inputs else g.into(layer)).T @ dZ

    return Backprop(outer=outer)


def _through_other_weights(source: dict[int, int]) -> Backprop:
    return Backprop(back=lambda g, layer, dZ, done: dZ @ g.weight(source[layer]).T)


def _back_past_the_gate() -> Backprop:
    """Go on from dA, not from dZ: what a layer hands back has not gone through its ReLU."""

    class Remembering(Backprop):
        def __call__(self, *args: Any) -> Any:
            seen: dict[int, Array] = {}

            def gate(g: Given, layer: int, dA: Array) -> Array:
                seen[layer] = dA
                return _right_gate(g, layer, dA)

            def back(g: Given, layer: int, dZ: Array, done: Gradients) -> Array:
                return seen.get(layer, dZ) @ g.weight(layer).T

            return Backprop(gate=gate, back=back)(*args)

    return Remembering()


def _without_bias(g: Given) -> Given:
    no_bias = {key: value * (key[0] == "W") for key, value in g.weights.items()}
    return g._replace(cache=Network()(g.X, no_bias))


_SLOPES: tuple[Callable[[Array], Array], ...] = (
    lambda z: np.maximum(z, 0),
    lambda z: z,
    lambda z: np.sign(z),
    lambda z: 1 / (1 + np.exp(-z)) * (1 - 1 / (1 + np.exp(-z))),
    lambda z: np.maximum(z, 0) * (1 - np.maximum(z, 0)),
    lambda z: z * (1 - z),
    lambda z: 1 - np.tanh(z) ** 2,
    lambda z: 1 - np.maximum(z, 0) ** 2,
    *(lambda z, slope=slope: np.where(z > 0, 1, slope) for slope in (0.01, 0.1, 0.2, 0.3)),
)

GATE: tuple[Misconception, ...] = (
    Misconception(
        "no_relu_slope",
        "The way back does not go through ReLU.",
        "Where Z is not above 0, ReLU gave 0 and its slope is 0: whatever comes back ends there. The layers "
        "before it get wrong gradients, the last one does not.",
        "Multiply dA by 1 where Z of that layer is above 0, and by 0 elsewhere, in both hidden layers.",
        (*(Backprop(gate=_open_in(layers)) for layers in ((1, 2), (2,), (1,))), _back_past_the_gate()),
    ),
    Misconception(
        "relu_of_the_gradient",
        "ReLU is applied to the gradient that comes back.",
        "Its slope looks at Z, at what went into ReLU on the way forward. A gradient may well be negative.",
        "Make the mask from Z of that layer (`Z > 0`), and multiply by it.",
        tuple(
            Backprop(gate=_in_layers(layers, gate))
            for layers in ((1, 2), (2,), (1,))
            for gate in (
                lambda g, layer, dA: np.maximum(dA, 0),
                lambda g, layer, dA: np.maximum(_right_gate(g, layer, dA), 0),
            )
        ),
    ),
    Misconception(
        "mask_of_another_layer",
        "The mask of ReLU comes from another layer.",
        "Each ReLU lets pass what its own Z was above 0 for. Layer 2 is masked by Z2 (or A2), layer 1 by Z1.",
        "Go through the numbers behind the names: dZ2, Z2, dZ1, Z1.",
        (
            _mask_of({2: "Z1", 1: "Z1"}),
            _mask_of({2: "Z2", 1: "Z2"}),
            _mask_of({2: "Z1", 1: "Z2"}),
            _mask_of({2: "Z3", 1: "Z2"}),
            _mask_of({2: "Z3", 1: "Z1"}),
        ),
    ),
    Misconception(
        "mask_reversed",
        "The mask of ReLU is the wrong way round.",
        "The slope of ReLU is 1 where Z is above 0, and 0 elsewhere.",
        "Print the mask beside Z: where a number is positive, there should be a 1.",
        (_gated_by(lambda z: z <= 0),),
    ),
    Misconception(
        "another_slope",
        "Another function stands where the slope of ReLU should.",
        "The slope is only ever 1 or 0. Z itself, ReLU of Z, and the slopes of sigmoid, tanh or a leaky ReLU "
        "are other functions.",
        "Make the mask from Z of that layer (`Z > 0`), and multiply by it.",
        (
            *(_gated_by(slope) for slope in _SLOPES),
            Backprop(gate=lambda g, layer, dA: (g.z(layer) > 0).astype(float)),
            Backprop(gate=lambda g, layer, dA: dA + (g.z(layer) > 0)),
        ),
    ),
    Misconception(
        "gate_for_some",
        "A gradient of W or b is computed from what has not yet gone through ReLU.",
        "Both belong to dZ, the slope by the weighted sum. It is dA only after it has passed ReLU.",
        "Compute dW and db of a layer from its dZ, not from its dA.",
        (
            Backprop(
                outer=lambda g, layer, dZ, dA: g.into(layer).T @ dA,
                summed=lambda g, layer, dZ, dA: dA.sum(axis=0),
            ),
            Backprop(outer=lambda g, layer, dZ, dA: g.into(layer).T @ dA),
            Backprop(summed=lambda g, layer, dZ, dA: dA.sum(axis=0)),
        ),
    ),
)

PRODUCTS: tuple[Misconception, ...] = (
    Misconception(
        "gradient_for_weights",
        "On the way back dW stands where W should.",
        "What a unit did to the next layer went through the weights, so the way back goes through them too. "
        "The last layer is right, because nothing comes before it.",
        "In the line that computes dA, use W of the later layer, transposed.",
        (
            Backprop(back=lambda g, layer, dZ, done: dZ @ done[f"W{layer}"].T),
            Backprop(back=lambda g, layer, dZ, done: dZ @ (g.weight(layer) - done[f"W{layer}"]).T),
        ),
    ),
    Misconception(
        "weights_in_another_order",
        "On the way back the weights are not transposed, or stand on the wrong side.",
        "W has the shape (in, out) and dZ the shape (m, out). The way back gives (m, in): `dZ @ W.T`.",
        "Write the shapes below the product. Which two must be equal, and which two remain?",
        (
            Backprop(back=lambda g, layer, dZ, done: dZ @ g.weight(layer)),
            Backprop(back=lambda g, layer, dZ, done: g.weight(layer) @ dZ),
            Backprop(back=lambda g, layer, dZ, done: g.weight(layer).T @ dZ),
            Backprop(back=lambda g, layer, dZ, done: g.weight(layer) @ dZ.T),
            Backprop(back=lambda g, layer, dZ, done: dZ.T @ g.weight(layer)),
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
