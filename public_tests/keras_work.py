"""How much a Keras model computes, told before it does: a single layer may keep a processor busy for days."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

# Their work is that of reading and writing. Functions of `keras.ops` are among them.
_NAMES = """
Activation ActivityRegularization Add AlphaDropout Average CenterCrop Concatenate Cropping1D Cropping2D
Cropping3D Divide Dropout ELU Exp Flatten GaussianDropout GaussianNoise Gelu GetItem
GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D GlobalMaxPooling1D GlobalMaxPooling2D
GlobalMaxPooling3D Identity InputLayer LeakyReLU Masking Max Maximum Mean Minimum Multiply Permute ReLU
Relu RepeatVector Rescaling Reshape Sigmoid Silu Softmax SpatialDropout1D SpatialDropout2D
SpatialDropout3D Square Subtract Sum Tanh Transpose TrueDivide UnitNormalization UpSampling1D UpSampling2D
UpSampling3D ZeroPadding1D ZeroPadding2D ZeroPadding3D
"""
_READ_AND_WRITE = frozenset(_NAMES.split())


def multiplications(model: Any) -> float:
    """Return a number that the multiplications for one image do not exceed; infinite where a size is open.

    Parameters
    ----------
    model : keras.Model
        A built `Sequential` or functional model of Keras's own layers. Nothing is computed.
    """
    graph = getattr(model, "_functional", None) or model
    return sum(_of_step(step, node) for step in graph.operations for node in step._inbound_nodes)


def _of_step(step: Any, node: Any) -> float:
    if hasattr(step, "operations"):
        return multiplications(step)
    shapes = [tensor.shape[1:] for tensor in (*node.input_tensors, *node.output_tensors)]
    if any(None in shape for shape in shapes):
        return math.inf
    read = sum(math.prod(tensor.shape[1:]) for tensor in node.input_tensors)
    written = sum(math.prod(tensor.shape[1:]) for tensor in node.output_tensors)
    name = type(step).__name__
    weights = sum(math.prod(weight.shape) for weight in getattr(step, "weights", ()))
    if weights:
        # A weight is used once at each place: a row of a picture, a step of a sequence.
        return weights * max(_places(shapes)) + (read * written if "Attention" in name else 0)
    if name in _READ_AND_WRITE:
        return read + written
    window = getattr(step, "pool_size", None)
    return written * (read if window is None else _product(window))


def _places(shapes: list[tuple[int, ...]]) -> Iterator[float]:
    """Yield at how many places each array has something, whichever of its axes is not one of place."""
    for shape in shapes:
        yield math.prod(shape) / max(min(shape, default=1), 1)


def _product(window: Any) -> int:
    return window if isinstance(window, int) else math.prod(window)
