"""What learners believe about the way back through ReLU."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from public_tests.exercises._backward_steps import Backprop, Given, Gradients
from public_tests.exercises._small_network import Array
from public_tests.misconception import Misconception

Gate = Callable[[Given, int, Array], Array]


def _right_gate(g: Given, layer: int, dA: Array) -> Array:
    return dA * (g.z(layer) > 0)


def _gated_by(slope: Callable[[Array], Array], layers: tuple[int, ...] = (2, 1)) -> Backprop:
    """Make a backpropagation that takes another function of Z for the slope of ReLU in these layers."""
    return Backprop(gate=_in_layers(layers, lambda g, layer, dA: dA * slope(g.z(layer))))


def _open_in(layers: tuple[int, ...]) -> Gate:
    return lambda g, layer, dA: dA if layer in layers else _right_gate(g, layer, dA)


def _in_layers(layers: tuple[int, ...], wrong: Gate) -> Gate:
    return lambda g, layer, dA: (wrong if layer in layers else _right_gate)(g, layer, dA)


def _mask_of(source: dict[int, str]) -> Backprop:
    return Backprop(gate=lambda g, layer, dA: dA * ({"X": g.X, **g.cache}[source[layer]] > 0))


def _before_the_gate(weights: tuple[int, ...], biases: tuple[int, ...]) -> Backprop:
    """Compute dW and db from what has not gone through ReLU, each in some layers."""
    return Backprop(
        outer=lambda g, layer, dZ, dA: g.into(layer).T @ (dA if layer in weights else dZ),
        summed=lambda g, layer, dZ, dA: (dA if layer in biases else dZ).sum(axis=0),
    )


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
            _mask_of({2: "A1", 1: "X"}),
            _mask_of({2: "A2", 1: "X"}),
        ),
    ),
    Misconception(
        "mask_reversed",
        "The mask of ReLU is the wrong way round.",
        "The slope of ReLU is 1 where Z is above 0, and 0 elsewhere.",
        "Print the mask beside Z: where a number is positive, there should be a 1.",
        tuple(_gated_by(lambda z: z <= 0, layers) for layers in ((2, 1), (2,), (1,))),
    ),
    Misconception(
        "another_slope",
        "Another function stands where the slope of ReLU should.",
        "The slope is only ever 1 or 0. Z itself, ReLU of Z, and the slopes of sigmoid, tanh or a leaky ReLU "
        "are other functions.",
        "Make the mask from Z of that layer (`Z > 0`), and multiply by it.",
        (
            *(_gated_by(slope, layers) for slope in _SLOPES for layers in ((2, 1), (2,), (1,))),
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
            *(
                _before_the_gate(weights, biases)
                for layers in ((2, 1), (2,), (1,))
                for weights, biases in ((layers, ()), ((), layers))
            ),
            # Both in layer 1 alone are what an open gate gives there.
            _before_the_gate((2, 1), (2, 1)),
            _before_the_gate((2,), (2,)),
        ),
    ),
)
