"""What shape each layer gives, computed before Keras is asked: wrong orders and sizes get a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from lab_utils.experiments._layers import BatchNorm, Conv, Dense, Flatten, Layer, MaxPool

CLASSES = 10
_MOST_PARAMETERS = 20_000_000
Shape = tuple[int, ...]


def input_shape(layers: Sequence[Layer], side: int) -> Shape:
    """Return (side, side, 1) where the layers start with an image, and (side * side,) for a row."""
    for layer in layers:
        if isinstance(layer, Dense):
            return (side * side,)
        if isinstance(layer, Conv | MaxPool | Flatten):
            break
    return (side, side, 1)


def shapes(layers: Sequence[Layer], side: int) -> list[Shape]:
    """Return the shape of one digit behind each layer.

    Parameters
    ----------
    layers : sequence of Layer
    side : int
        Of the images that come in, in pixels.

    Raises
    ------
    ValueError
        A layer can't take what the one before it gives, or the last doesn't give ten numbers.
    """
    shape, behind = input_shape(layers, side), []
    for i, layer in enumerate(layers):
        shape = _behind(layer, shape, f"`layers.{i}` ({layer.kind})")
        behind.append(shape)
    last = layers[-1]
    if not isinstance(last, Dense) or last.units != CLASSES:
        got = f"{last.units} units" if isinstance(last, Dense) else f"`{last.kind}`"
        raise ValueError(
            f"the last layer, `layers.{len(layers) - 1}`, must be `dense` with {CLASSES} units, one for each "
            f"digit, and it is {got}"
        )
    return behind


def parameters(layers: Sequence[Layer], side: int) -> int:
    """Return how many numbers a network of these layers holds, those of batch_norm's averages included.

    Raises
    ------
    ValueError
        More than a learner's machine should be asked for.
    """
    ins = [input_shape(layers, side), *shapes(layers, side)]
    total = sum(_parameters(layer, shape) for layer, shape in zip(layers, ins, strict=False))
    if total > _MOST_PARAMETERS:
        raise ValueError(
            f"the layers hold {total:,} parameters, more than the {_MOST_PARAMETERS:,} that the lab trains: "
            "take fewer units or filters, or put `max_pool` before `flatten`"
        )
    return total


def _behind(layer: Layer, shape: Shape, name: str) -> Shape:
    if isinstance(layer, Dense):
        if len(shape) > 1:
            raise ValueError(
                f"{name} takes a row and gets an image of {_size(shape)}: put "
                '{ kind = "flatten" } before it'
            )
        return (layer.units,)
    if isinstance(layer, Conv | MaxPool):
        if len(shape) == 1:
            raise ValueError(
                f"{name} takes an image and gets a row of {shape[0]} numbers: it must stand before every "
                "`flatten` and `dense`"
            )
        return _of_image(layer, shape, name)
    if isinstance(layer, Flatten):
        if len(shape) == 1:
            raise ValueError(f"{name} makes a row of an image and gets a row already: leave it out")
        return (shape[0] * shape[1] * shape[2],)
    return shape


def _of_image(layer: Conv | MaxPool, shape: Shape, name: str) -> Shape:
    side, _, channels = shape
    needed = layer.size if isinstance(layer, MaxPool) else layer.kernel
    padded = isinstance(layer, Conv) and layer.padding == "same"
    if needed > side and not padded:
        raise ValueError(
            f"{name} needs {needed} x {needed} pixels and gets {side} x {side}: take a smaller one, fewer "
            "`max_pool` before it, or larger images"
        )
    if isinstance(layer, MaxPool):
        return (side // layer.size, side // layer.size, channels)
    left = side if padded else side - layer.kernel + 1
    return (left, left, layer.filters)


def _parameters(layer: Layer, shape: Shape) -> int:
    if isinstance(layer, Dense):
        return (shape[0] + 1) * layer.units
    if isinstance(layer, Conv):
        return (layer.kernel**2 * shape[-1] + 1) * layer.filters
    return 4 * shape[-1] if isinstance(layer, BatchNorm) else 0


def _size(shape: Shape) -> str:
    return " x ".join(map(str, shape))
