"""The way back through three layers, in steps that can be replaced by wrong ones.

Nielsen, Neural Networks and Deep Learning (2015), chapter 2, equations BP1 to BP4; for softmax with
cross-entropy the slope of the loss by the logits is the probabilities minus the one-hot labels (Goodfellow,
Bengio and Courville, Deep Learning (2016), section 6.2.2.3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from public_tests.exercises._small_network import Array, Weights, softmax

Gradients = dict[str, Any]
# As they are computed: a gradient depends on those before it.
KEYS = ("b3", "W3", "b2", "W2", "b1", "W1")


class Given(NamedTuple):
    """What `backward` is called with."""

    X: Array
    y: Array
    weights: Weights
    cache: dict[str, Array]

    @property
    def m(self) -> int:
        return len(self.X)

    def z(self, layer: int) -> Array:
        return self.cache[f"Z{layer}"]

    def weight(self, layer: int) -> Array:
        return self.weights[f"W{layer}"]

    def into(self, layer: int) -> Array:
        """Return what goes into a layer: X, A1 or A2."""
        return self.X if layer == 1 else self.cache[f"A{layer - 1}"]

    @property
    def probabilities(self) -> Array:
        return softmax(self.z(3))

    @property
    def one_hot(self) -> Array:
        return np.eye(self.z(3).shape[1])[self.y[:, 0]]


@dataclass(frozen=True)
class Backprop:
    """Backpropagation with the steps that are named; those that are not are right.

    Attributes
    ----------
    given : callable
        What is made of the arguments first.
    error : callable
        ``error(given) -> dZ3``, the slope of the loss by the logits.
    back : callable
        ``back(given, layer, dZ, gradients) -> dA``, through a layer's weights to what went into it.
    gate : callable
        ``gate(given, layer, dA) -> dZ``, through ReLU.
    outer : callable
        ``outer(given, layer, dZ, dA) -> dW``.
    summed : callable
        ``summed(given, layer, dZ, dA) -> db``.
    kept : callable
        ``kept(given, gradients)``: what is returned.
    """

    given: Callable[[Given], Given] = lambda g: g
    error: Callable[[Given], Array] = lambda g: (g.probabilities - g.one_hot) / g.m
    back: Callable[[Given, int, Array, Gradients], Array] = lambda g, layer, dZ, done: dZ @ g.weight(layer).T
    gate: Callable[[Given, int, Array], Array] = lambda g, layer, dA: dA * (g.z(layer) > 0)
    outer: Callable[[Given, int, Array, Array], Any] = lambda g, layer, dZ, dA: g.into(layer).T @ dZ
    summed: Callable[[Given, int, Array, Array], Any] = lambda g, layer, dZ, dA: dZ.sum(axis=0)
    kept: Callable[[Given, Gradients], Any] = lambda g, gradients: gradients

    def __call__(self, X: Array, y: Array, weights: Weights, cache: dict[str, Array]) -> Any:
        floats = [{key: np.asarray(a, dtype=float) for key, a in table.items()} for table in (weights, cache)]
        g = self.given(Given(np.asarray(X, dtype=float), y, *floats))
        done: Gradients = {}
        dZ = dA = self.error(g)
        for layer in (3, 2, 1):
            if layer < 3:
                dA = self.back(g, layer + 1, dZ, done)
                dZ = self.gate(g, layer, dA)
            done[f"b{layer}"] = self.summed(g, layer, dZ, dA)
            done[f"W{layer}"] = self.outer(g, layer, dZ, dA)
        return self.kept(g, done)
