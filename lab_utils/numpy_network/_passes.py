"""From images to logits, and from the loss back to every weight."""

from __future__ import annotations

from collections.abc import Mapping

from lab_utils.numpy_network._operations import (
    Array,
    cross_entropy_to_input,
    dense,
    dense_to_input,
    dense_to_weights,
    relu,
    relu_to_input,
)

Weights = dict[str, Array]


def forward(X: Array, weights: Mapping[str, Array]) -> dict[str, Array]:
    """Compute the logits of each image, and keep all that lies on the way.

    Parameters
    ----------
    X : ndarray, shape (m, in), float32 or float64
        The lab's images: (m, 400) in [0, 1].
    weights : mapping of str to ndarray
        W1 (in, out), b1 (out,), W2 and so on, for any number of layers.

    Returns
    -------
    dict of str to ndarray
        Z1, A1, Z2, A2, Z3: Z before and A after ReLU, each (m, out). The last Z, which has no A, are the
        logits. float32 if images and weights are, else float64.
    """
    last = len(weights) // 2
    cache = {}
    A = X
    for layer in range(1, last + 1):
        cache[f"Z{layer}"] = dense(A, weights[f"W{layer}"], weights[f"b{layer}"])
        if layer < last:
            cache[f"A{layer}"] = A = relu(cache[f"Z{layer}"])
    return cache


def backward(X: Array, y: Array, weights: Mapping[str, Array], cache: Mapping[str, Array]) -> Weights:
    """Compute how the mean cross-entropy changes with each weight.

    Parameters
    ----------
    X : ndarray, shape (m, in)
    y : ndarray, shape (m,) or (m, 1), int
        The right class of each row.
    weights : mapping of str to ndarray
    cache : mapping of str to ndarray
        What `forward` made of these images and weights.

    Returns
    -------
    dict of str to ndarray
        The keys, their order and the shapes of `weights`.

    Notes
    -----
    D. Rumelhart, G. Hinton, R. Williams, "Learning representations by back-propagating errors", Nature 323,
    1986.
    """
    last = len(weights) // 2
    gradients = {}
    dZ = cross_entropy_to_input(cache[f"Z{last}"], y)
    for layer in range(last, 0, -1):
        A = X if layer == 1 else cache[f"A{layer - 1}"]
        gradients[f"W{layer}"], gradients[f"b{layer}"] = dense_to_weights(dZ, A)
        if layer > 1:
            dA = dense_to_input(dZ, weights[f"W{layer}"])
            dZ = relu_to_input(dA, cache[f"Z{layer - 1}"])
    return {key: gradients[key] for key in weights}
