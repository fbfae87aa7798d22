"""`forward` and `backward` in one go: the same gradients, written to where Adam reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from lab_utils.numpy_network._operations import Array, dense, softmax


class Layer(NamedTuple):
    """A layer's weights, and where their gradients are kept."""

    W: Array
    b: Array
    dW: Array
    db: Array


def fill_gradients(X: Array, one_hot: Array, layers: Sequence[Layer]) -> Array:
    """Compute the gradients of a batch, write them into the layers, and return the logits.

    Parameters
    ----------
    X : ndarray, shape (m, in)
    one_hot : ndarray, shape (m, K)
        1 at the right class of each row, else 0.
    layers : sequence of Layer
        First to last.

    Returns
    -------
    ndarray, shape (m, K)
    """
    *hidden, output = layers
    inputs = [X]
    for layer in hidden:
        A = inputs[-1] @ layer.W
        A += layer.b
        inputs.append(np.maximum(A, 0, out=A))
    logits = dense(inputs[-1], output.W, output.b)
    dZ = softmax(logits)
    dZ -= one_hot
    dZ /= len(X)
    for layer, A in zip(reversed(layers), reversed(inputs), strict=True):
        np.matmul(A.T, dZ, out=layer.dW)
        dZ.sum(axis=0, out=layer.db)
        if A is not X:
            dZ = dZ @ layer.W.T
            # ReLU let through what is positive after it as well: Z need not be kept.
            dZ *= A > 0
    return logits
