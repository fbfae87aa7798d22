"""From a Keras model or NumPy weights to a stack of dense layers, or to words why that can't be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from lab_utils._accepted import SIDES
from lab_utils._wording import four_parts
from lab_utils.widgets.dense_network import DenseLayer, DenseNetwork, stacked

MOST_UNITS, MOST_LAYERS, MOST_CLASSES = 256, 6, 12
# They change no number once a network is trained, or only how an image is folded.
_TRANSPARENT = {"InputLayer", "Dropout", "Flatten", "Reshape", "GaussianNoise", "GaussianDropout"}
_CONVOLUTION = re.compile(r"Conv|Pool")
_NAME = re.compile(r"[Wb][1-9]\d*")
# float32 against float64, relative to the largest logit.
_SAME = 1e-3


def read_network(network: Any, X: np.ndarray, name: str = "The network") -> DenseNetwork:
    """Read the layers of a network.

    Parameters
    ----------
    network : model, mapping or sequence of arrays
        A Keras model of dense layers; anything with such weights in `.weights`; W1, b1 and so on by name; or
        the list that `model.get_weights()` gives. The last two have ReLU in the hidden layers.
    X : ndarray, shape (m, inputs), float
        Some digits. A model's own answer to them is held against what was read.
    name : str
        What the network is called in messages.

    Raises
    ------
    ValueError
        If it is no stack of dense layers, or does not take these digits.
    """
    layers = list(_keras_layers(network, X, name)) if _is_model(network) else _numpy_layers(network, name)
    found = stacked(layers)
    if found is None:
        shapes = ", ".join(str(layer.W.shape) for layer in layers) or "none"
        raise _unread(
            name, "layers that each take what the one before gives", f"kernels {shapes}", "Look at .shape."
        )
    _within_reason(found, X, name)
    if _is_model(network):
        _same_answer(found, network, X, name)
    return found


def is_one_network(thing: Any) -> bool:
    """Tell a network from several by name."""
    return not isinstance(thing, Mapping) or not thing or all(_is_weight_name(key) for key in thing)


def _is_weight_name(key: Any) -> bool:
    return isinstance(key, str) and bool(_NAME.fullmatch(key))


def _is_model(network: Any) -> bool:
    return hasattr(network, "layers") and callable(network)


def _unread(name: str, expected: str, got: str, fix: str) -> ValueError:
    return ValueError(four_parts(name, expected=expected, got=got, fix=fix))


def _numpy_layers(network: Any, name: str) -> list[DenseLayer]:
    weights = getattr(network, "weights", network)
    if isinstance(weights, Mapping):
        count = len(weights) // 2
        keys = [f"{letter}{layer}" for layer in range(1, count + 1) for letter in "Wb"]
        weights = [weights[key] for key in keys] if sorted(keys) == sorted(map(str, weights)) else None
    if not isinstance(weights, list | tuple) or not weights or len(weights) % 2:
        got = (
            f"{len(network)} arrays"
            if isinstance(network, list | tuple | Mapping)
            else type(network).__name__
        )
        fix = "Give the model itself, or model.get_weights()."
        raise _unread(name, "a Keras model, or its weights W1, b1, W2 and so on", got, fix)
    arrays = [_finite(array, name) for array in weights]
    last = len(arrays) // 2 - 1
    return [DenseLayer(arrays[2 * i], arrays[2 * i + 1], i < last) for i in range(last + 1)]


def _finite(array: Any, name: str) -> np.ndarray:
    numbers = np.asarray(array)
    if numbers.dtype.kind not in "biuf" or not np.isfinite(numbers).all():
        kind = "NaN or infinity" if numbers.dtype.kind == "f" else numbers.dtype.name
        raise _unread(
            f"The weights of {name}", "finite numbers", kind, "A learning rate too large can do that."
        )
    return numbers.astype(float)


def _keras_layers(model: Any, X: np.ndarray, name: str) -> Iterator[DenseLayer]:
    _built(model, X, name)
    found: list[DenseLayer] = []
    layers = list(_flat(model))
    for place, layer in enumerate(layers):
        kind = type(layer).__name__
        if kind == "Dense":
            W = _finite(layer.kernel, name)
            b = _finite(layer.bias, name) if layer.use_bias else np.zeros(W.shape[1])
            found.append(DenseLayer(W, b, False))
        elif kind not in {*_TRANSPARENT, "ReLU", "Activation", "Softmax"}:
            raise _unread(name, "Dense layers", f"a layer {kind}", _why_not(kind))
        bend = _bend(layer, kind, is_last=place == len(layers) - 1, name=name)
        if bend and found:
            found[-1] = found[-1]._replace(bends=True)
    yield from found


def _bend(layer: Any, kind: str, *, is_last: bool, name: str) -> bool:
    """Tell whether a layer bends at 0; softmax at the end is left out, because logits are shown."""
    activation = getattr(getattr(layer, "activation", None), "__name__", "linear")
    shape = {"ReLU": "relu", "Softmax": "softmax"}.get(kind, activation)
    if shape == "relu" or shape == "linear" or (shape == "softmax" and is_last):
        return shape == "relu"
    raise _unread(
        name,
        "ReLU or nothing after each layer",
        shape,
        "Only with ReLU is the network a straight line around each digit, so that pixels add up to a logit.",
    )


def _flat(model: Any) -> Iterator[Any]:
    for layer in model.layers:
        if hasattr(layer, "layers"):
            yield from _flat(layer)
        else:
            yield layer


def _why_not(kind: str) -> str:
    if _CONVOLUTION.search(kind):
        return (
            "A convolution has one small filter for many places, not a weight for each pixel. "
            "Look into a network of Dense layers, such as lab_network()."
        )
    return "Look into a network of Dense layers, such as lab_network()."


def _built(model: Any, X: np.ndarray, name: str) -> None:
    """Make sure that the model has weights, which one without an Input has only after its first call."""
    try:
        _answer(model, X)
    except Exception as error:
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        fix = "Give X in the shape that the model was built for."
        raise _unread(name, f"a model that reads X of shape {X.shape}", first, fix) from error


def _answer(model: Any, X: np.ndarray) -> np.ndarray:
    """Ask the model about some digits, as images where it takes images."""
    some = X[:4].astype(np.float32)
    _, *shape = getattr(model, "input_shape", None) or (None, X.shape[1])
    fitting = None not in shape and np.prod(shape, dtype=int) == X.shape[1]
    return np.asarray(model(some.reshape(-1, *shape) if fitting else some, training=False))


def _within_reason(network: DenseNetwork, X: np.ndarray, name: str) -> None:
    inputs, *hidden, classes = network.sizes
    shown = " - ".join(map(str, network.sizes))
    if inputs != X.shape[1]:
        expected = " or ".join(str(side * side) for side in SIDES)
        fix = f"It takes {inputs} numbers, the digits of X have {X.shape[1]}."
        raise _unread(name, f"as many inputs as pixels, {expected}", shown, fix)
    if max([0, *hidden]) > MOST_UNITS or len(network.layers) > MOST_LAYERS or classes > MOST_CLASSES:
        limits = f"{MOST_LAYERS} layers, {MOST_UNITS} units each and {MOST_CLASSES} classes at most"
        raise _unread(name, limits, shown, "More can't be made out on a page.")


def _same_answer(network: DenseNetwork, model: Any, X: np.ndarray, name: str) -> None:
    """Refuse a model that computes something else than its dense layers in a row."""
    answer, logits = _answer(model, X), network.logits(X[:4].astype(float))
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    size = max(1.0, float(np.abs(logits).max()))
    candidates = ((logits, size), (e / e.sum(axis=1, keepdims=True), 1.0))
    if not any(
        answer.shape == ours.shape and np.abs(answer - ours).max() < _SAME * scale
        for ours, scale in candidates
    ):
        raise _unread(
            name,
            "a model that computes its Dense layers one after another",
            "another answer than theirs",
            "It has a step in between, such as a sum of two layers, that can't be shown here.",
        )
