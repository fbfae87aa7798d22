"""A stack of dense layers as plain NumPy: its units, its connections, and what pixels do to its logits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np


class DenseLayer(NamedTuple):
    """One layer.

    Attributes
    ----------
    W : ndarray, shape (n_in, n_out), float64
    b : ndarray, shape (n_out,), float64
    bends : bool
        Whether ReLU follows; else the numbers stay as they are.
    """

    W: np.ndarray
    b: np.ndarray
    bends: bool


class Edge(NamedTuple):
    """What one unit of a layer gives one unit of the next: weight times activation.

    Attributes
    ----------
    source, target : int
    contribution : float
    """

    source: int
    target: int
    contribution: float


class Push(NamedTuple):
    """Which pixels push towards one class, and which away from it.

    Attributes
    ----------
    pixels : ndarray, shape (inputs,), float64
        Slope of the logit by the pixel, times the pixel.
    bias : float
        What all biases add. The sum of the pixels and this are the logit.
    """

    pixels: np.ndarray
    bias: float


@dataclass(frozen=True)
class DenseNetwork:
    """A stack of dense layers, with or without ReLU, and logits at its end.

    Attributes
    ----------
    layers : tuple of DenseLayer
    """

    layers: tuple[DenseLayer, ...]

    @property
    def sizes(self) -> list[int]:
        """How many numbers go in, and how many each layer gives: [400, 25, 15, 10]."""
        return [len(self.layers[0].W), *(len(layer.b) for layer in self.layers)]

    def logits(self, X: np.ndarray) -> np.ndarray:
        """Return the logits of many digits, (m, inputs) -> (m, classes)."""
        A = X
        for layer in self.layers:
            A = A @ layer.W + layer.b
            A = np.maximum(A, 0) if layer.bends else A
        return A

    def at(self, x: np.ndarray) -> NetworkAt:
        """Look at one digit, shape (inputs,)."""
        return NetworkAt(self, np.asarray(x, dtype=float))


@dataclass(frozen=True)
class NetworkAt:
    """A network while it reads one digit.

    Attributes
    ----------
    network : DenseNetwork
    x : ndarray, shape (inputs,), float64
    """

    network: DenseNetwork
    x: np.ndarray

    @cached_property
    def sums(self) -> list[np.ndarray]:
        """What each layer's units add up, before ReLU: one array a layer."""
        return self._passed[0]

    @cached_property
    def units(self) -> list[np.ndarray]:
        """What each layer's units give; the last are the logits."""
        return self._passed[1]

    @cached_property
    def _passed(self) -> tuple[list[np.ndarray], list[np.ndarray]]:
        sums, units = [], []
        a = self.x
        for layer in self.network.layers:
            z = a @ layer.W + layer.b
            a = np.maximum(z, 0) if layer.bends else z
            sums.append(z)
            units.append(a)
        return sums, units

    @property
    def logits(self) -> np.ndarray:
        """Shape (classes,)."""
        return self.units[-1]

    @property
    def probabilities(self) -> np.ndarray:
        """Softmax of the logits, shape (classes,)."""
        e = np.exp(self.logits - self.logits.max())
        return np.asarray(e / e.sum())

    def active(self, layer: int) -> int:
        """Count the units of a layer that are not silent."""
        return int(np.count_nonzero(self.units[layer]))

    def contributions(self, layer: int) -> np.ndarray:
        """Return what each input of a layer adds to each of its units: weight x activation, (n_in, n_out)."""
        inputs = self.x if layer == 0 else self.units[layer - 1]
        return np.asarray(inputs[:, np.newaxis] * self.network.layers[layer].W)

    def strongest(self, layer: int, count: int) -> list[Edge]:
        """Return the strongest contributions to a layer, the strongest first; none that is 0."""
        shares = self.contributions(layer)
        order = np.argsort(-np.abs(shares), axis=None, kind="stable")[:count]
        edges = [
            Edge(int(place) // shares.shape[1], int(place) % shares.shape[1], float(shares.flat[place]))
            for place in order
        ]
        return [edge for edge in edges if edge.contribution]

    def push(self, digit: int) -> Push:
        """Return which pixels push towards a class.

        Each ReLU either lets through or is silent, so around this digit the network is a straight line: the
        slopes of its logit are exact, and the parts add up to it.
        """
        *_, last = self.network.layers
        slope, bias = last.W[:, digit], float(last.b[digit])
        before = zip(self.network.layers[-2::-1], self.sums[-2::-1], strict=True)
        for layer, z in before:
            slope = slope * (z > 0) if layer.bends else slope
            bias += float(slope @ layer.b)
            slope = layer.W @ slope
        return Push(slope * self.x, bias)


def stacked(layers: Sequence[DenseLayer]) -> DenseNetwork | None:
    """Return layers as a network, None where one does not take what the one before it gives."""
    fitting = all(
        layer.W.ndim == 2 and layer.b.shape == layer.W.shape[1:] and layer.W.size for layer in layers
    ) and all(len(first.b) == len(second.W) for first, second in pairwise(layers))
    return DenseNetwork(tuple(layers)) if layers and fitting else None
