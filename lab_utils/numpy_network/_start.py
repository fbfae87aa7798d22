"""The weights before the first step: drawn by Keras's rule, or taken from a Keras model."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import DTypeLike

from lab_utils._wording import four_parts
from lab_utils.network import LAYER_SIZES

if TYPE_CHECKING:
    import keras

Weights = dict[str, np.ndarray[Any, Any]]


def start_weights(
    layer_sizes: Sequence[int] = LAYER_SIZES, seed: int = 0, dtype: DTypeLike = np.float32
) -> Weights:
    """Draw weights by the rule that Keras uses for dense layers.

    Each kernel is uniform between plus and minus ``sqrt(6 / (in + out))``, each bias 0. The rule is the same,
    the numbers are others: `weights_of` takes those of a Keras model.

    Parameters
    ----------
    layer_sizes : sequence of int
        Input first.
    seed : int
        The same seed gives the same weights; no global random state is touched.
    dtype : float32 or float64

    Returns
    -------
    dict of str to ndarray
        W1 (in, out), b1 (out,), W2 and so on.

    Notes
    -----
    X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS
    2010, equation 16.
    """
    generator = np.random.default_rng(seed)
    weights: Weights = {}
    for layer, (n_in, n_out) in enumerate(pairwise(layer_sizes), start=1):
        limit = np.sqrt(6 / (n_in + n_out))
        weights[f"W{layer}"] = generator.uniform(-limit, limit, (n_in, n_out)).astype(dtype)
        weights[f"b{layer}"] = np.zeros(n_out, dtype)
    return weights


def weights_of(model: keras.Model) -> Weights:
    """Copy the weights of a Keras model.

    Parameters
    ----------
    model : keras.Model
        Built, its layers with weights all `Dense` with a bias: each takes what the one before it gives.

    Returns
    -------
    dict of str to ndarray
        W1 (in, out), b1 (out,), W2 and so on, in the model's own type.
        `model.set_weights(list(weights.values()))` is the way back.

    Raises
    ------
    ValueError
        If the model's weights are not those of such layers.
    """
    arrays = [np.array(array) for array in model.get_weights()]
    kernels, biases = arrays[::2], arrays[1::2]
    shapes = [array.shape for array in arrays]
    units = [b.shape[0] for b in biases if b.ndim == 1]
    inputs = [W.shape[0] for W in kernels if W.ndim == 2]
    fitting = [
        shape for n_in, n_out in zip(inputs, units, strict=False) for shape in ((n_in, n_out), (n_out,))
    ]
    if not shapes or shapes != fitting or inputs[1:] != units[:-1]:
        raise ValueError(
            four_parts(
                "weights_of(model)",
                expected="a built model of Dense layers with biases, one after another",
                got=f"weights of shapes {shapes}",
                fix="Take a model such as build_lab_network().",
            )
        )
    return {f"{letter}{i // 2 + 1}": array for i, array in enumerate(arrays) for letter in "Wb"[i % 2]}
