"""What learners believe about activations, and about what a cache holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from public_tests.exercises._forward_network import KEYS, Cache, Network, affine
from public_tests.exercises._small_network import LAYERS, Array, Weights, relu, softmax
from public_tests.misconception import Misconception


def _sigmoid(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


def _linear(z: Array) -> Array:
    return z


def _hands_on_z(to: int) -> Callable[[Array, Weights], Any]:
    """Make a network in which one layer works on Z of the layer before it."""

    def network(X: Array, weights: Weights) -> Cache:
        cache = {"A0": X}
        for layer in LAYERS:
            given = cache[f"Z{layer - 1}" if layer == to else f"A{layer - 1}"]
            cache[f"Z{layer}"] = affine(given, weights, layer)
            cache[f"A{layer}"] = relu(cache[f"Z{layer}"])
        return {key: cache[key] for key in KEYS}

    return network


def _renamed(rename: Callable[[str], Any]) -> Network:
    return Network(kept=lambda cache: {rename(key): value for key, value in cache.items()})


def _with_last(key: str, last: Callable[[Array], Array]) -> Network:
    return Network(kept=lambda cache: {**{k: cache[k] for k in KEYS[:4]}, key: last(cache["Z3"])})


def _overwritten(cache: Cache) -> Cache:
    return {**cache, "Z1": cache["A1"], "Z2": cache["A2"]}


def _swapped(cache: Cache) -> Cache:
    return {key: cache[other] for key, other in zip(KEYS, ("A1", "Z1", "A2", "Z2", "Z3"), strict=True)}


_OTHER_HIDDEN: tuple[Callable[[Array], Array], ...] = (
    _sigmoid,
    np.tanh,
    np.abs,
    softmax,
    lambda z: np.minimum(z, 0),
    lambda z: (z > 0).astype(float),
    lambda z: np.clip(z, 0, 1),
    lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
    lambda z: np.logaddexp(0, z),
    lambda z: z * _sigmoid(z),
    *(lambda z, slope=slope: np.where(z > 0, z, slope * z) for slope in (0.01, 0.1, 0.2, 0.3)),
)

_OTHER_OUTPUT: tuple[Callable[[Array], Array], ...] = (
    _sigmoid,
    np.tanh,
    lambda z: z.argmax(axis=1),
    # The first half of a stable softmax.
    lambda z: z - z.max(axis=1, keepdims=True),
    lambda z: z - z.max(),
)

ACTIVATIONS: tuple[Misconception, ...] = (
    Misconception(
        "softmax_on_output",
        "Z3 has gone through softmax.",
        "Z3 are the logits. The loss and its gradient take softmax themselves; twice is once too often.",
        "Leave the last layer linear: Z3 is a product plus a bias.",
        (
            Network(output=softmax),
            Network(output=lambda z: np.log(softmax(z))),
            Network(output=lambda z: softmax(z, axis=0)),
            Network(output=lambda z: softmax(z, axis=None)),
        ),
    ),
    Misconception(
        "relu_on_output",
        "Z3 has gone through ReLU.",
        "A logit may be negative, and a network that cannot say so loses half of what it knows.",
        "Leave the last layer linear: Z3 is a product plus a bias.",
        (Network(output=relu),),
    ),
    Misconception(
        "other_activation_on_output",
        "Z3 has gone through an activation.",
        "Z3 are the logits: any numbers, of both signs. The loss does the rest.",
        "Leave the last layer linear: Z3 is a product plus a bias.",
        tuple(Network(output=other) for other in _OTHER_OUTPUT),
    ),
    Misconception(
        "no_relu",
        "ReLU is missing behind a hidden layer, or its result isn't used.",
        "Without ReLU in between, two layers are no more than one: a product of products is a product.",
        "A1 and A2 go through ReLU, and the next layer works on them, not on Z1 and Z2.",
        (
            Network(hidden=(_linear, _linear)),
            Network(hidden=(relu, _linear)),
            Network(hidden=(_linear, relu)),
            Network(handed_on=lambda z, a: z),
            _hands_on_z(2),
            _hands_on_z(3),
        ),
    ),
    Misconception(
        "other_activation",
        "The hidden layers use another function than ReLU.",
        "ReLU keeps what is above 0 and makes 0 of the rest.",
        "Put your ReLU of notebook 02, or `np.maximum(0, z)`, behind layers 1 and 2.",
        # In layer 1 alone it is told by A1.
        tuple(Network(hidden=(first, other)) for other in _OTHER_HIDDEN for first in (other, relu)),
    ),
)

CACHE: tuple[Misconception, ...] = (
    Misconception(
        "z_after_relu",
        "Z1 or Z2 is kept after ReLU, so that it is the same as A1 or A2.",
        "`Z1[Z1 < 0] = 0` or `out=Z1` writes into Z1 itself. On the way back the network needs Z as it was.",
        "Let ReLU make a new array.",
        (
            Network(kept=_overwritten),
            Network(kept=lambda cache: {**cache, "Z1": cache["A1"]}),
            Network(kept=lambda cache: {**cache, "Z2": cache["A2"]}),
        ),
    ),
    Misconception(
        "a_before_relu",
        "A1 and A2 are kept before ReLU.",
        "A is what a layer hands on: Z after ReLU. The way back multiplies by it.",
        "Store the array that the next layer works on.",
        (Network(kept=lambda cache: {**cache, "A1": cache["Z1"], "A2": cache["Z2"]}),),
    ),
    Misconception(
        "z_and_a_swapped",
        "Z and A have changed their names.",
        "Z is the weighted sum with its bias, A is what ReLU makes of it.",
        "Which of the two may hold negative numbers? That is Z.",
        (
            Network(kept=_swapped),
            Network(kept=lambda cache: {**cache, "Z1": cache["A1"], "A1": cache["Z1"]}),
            Network(kept=lambda cache: {**cache, "Z2": cache["A2"], "A2": cache["Z2"]}),
        ),
    ),
    Misconception(
        "a3_for_z3",
        "The cache ends with A3; Z3 is missing.",
        "The last layer has no activation here: what it gives are the logits, and they are called Z3.",
        "Store the last weighted sum with its bias as `Z3`. More keys do no harm.",
        tuple(_with_last("A3", last) for last in (softmax, _linear, relu, _sigmoid)),
    ),
    Misconception(
        "logits_only",
        "Only the logits come back.",
        "Training needs what happened on the way: the way back uses each Z and A.",
        "Return a dictionary with all five: Z1, A1, Z2, A2, Z3.",
        (
            Network(kept=lambda cache: cache["Z3"]),
            Network(kept=lambda cache: softmax(cache["Z3"])),
            Network(kept=lambda cache: {"Z3": cache["Z3"]}),
        ),
    ),
    Misconception(
        "no_dictionary",
        "The right arrays come back, but not as a dictionary with their names.",
        'The way back asks for them by name: `cache["A1"]`.',
        'Return the dictionary alone: `{"Z1": Z1, ...}`.',
        (
            Network(kept=lambda cache: [cache[key] for key in KEYS]),
            Network(kept=lambda cache: [cache["Z3"], cache]),
            Network(kept=lambda cache: [cache, cache["Z3"]]),
            Network(kept=lambda cache: [softmax(cache["Z3"]), cache]),
        ),
    ),
    Misconception(
        "other_keys",
        "The keys are spelled in another way.",
        "Whoever uses the cache asks for Z1, A1, Z2, A2 and Z3: capital letters, counted from 1.",
        "Use just these five names as keys.",
        (
            _renamed(str.lower),
            _renamed(lambda key: f"{key[0]}{int(key[1]) - 1}"),
            _renamed(lambda key: f"{key[0]}_{key[1]}"),
        ),
    ),
)

KEYS_MISSING = Misconception(
    "keys_missing",
    "Some of the five arrays are missing.",
    "The way back needs all that happened on the way: each Z for the slope of ReLU, each A for the weights "
    "that it was multiplied by, and Z3 for the loss.",
    "Return Z1, A1, Z2, A2 and Z3, under just these names.",
)
KEY_NOT_THERE = Misconception(
    "key_not_there",
    "It asks for a key that is not there.",
    "`weights` holds W1, b1, W2, b2, W3 and b3, spelled like this. What `forward` makes is not in it.",
    "Print `weights.keys()`, and look for the key that your function asks for.",
)
