"""How a Keras model is made, as a text that crosses the border."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from public_tests.guarded import attempt

# What Keras calls the models that it can build from a configuration alone.
_KINDS = {"Sequential": "keras", "Functional": "keras.src.models.functional"}


def config_text(model: Any, layers: Sequence[Any]) -> str | None:
    """Write down how a model is made, without weights, optimizer or loss.

    Parameters
    ----------
    model : keras.Model
        Built.
    layers : sequence of keras.Layer
        What `flat_layers` gives of it.

    Returns
    -------
    str or None
        JSON: ``{"model": ...}`` of a `Sequential` or a functional model, ``{"layers": [...]}`` of a
        subclass, whose way from layer to layer is Python code and not told; None where Keras can't write
        it. See `public_tests.keras_rebuilt` for who reads it.
    """
    kind = next((base.__name__ for base in type(model).__mro__ if base.__name__ in _KINDS), None)
    text = attempt(lambda: _model_text(model, str(kind))) if kind else None
    return text or attempt(lambda: _layers_text(layers))


def flat_layers(layer: Any) -> Iterator[Any]:
    """Walk the layers in order, into models inside models and layers inside layers."""
    inner = attempt(lambda: list(layer.layers))
    if inner is None:
        # Layers that hold layers tell so in private only.
        inner = list(getattr(layer, "_layers", None) or [])
    for child in inner:
        if not hasattr(child, "layers"):
            yield child
        yield from flat_layers(child)


def configs_of(config: Any, class_name: str) -> Iterator[dict[str, Any]]:
    """Walk what `config_text` wrote, read as JSON, and yield the settings of each layer of a class."""
    if isinstance(config, dict):
        settings = config.get("config")
        if config.get("class_name") == class_name and isinstance(settings, dict):
            yield settings
        config = list(config.values())
    if isinstance(config, list):
        for value in config:
            yield from configs_of(value, class_name)


def _model_text(model: Any, kind: str) -> str:
    config = model.get_config()
    if "layers" not in config:
        # A subclass that hands its inputs and outputs on: the same layers, without its own class.
        config = _functional(model).get_config()
    made = {"module": _KINDS[kind], "class_name": kind, "config": config, "registered_name": None}
    return json.dumps({"model": made})


def _functional(model: Any) -> Any:
    import keras

    return keras.Model(model.inputs, model.outputs)


def _layers_text(layers: Sequence[Any]) -> str:
    return json.dumps({"layers": [_layer_config(layer) for layer in layers]})


def _layer_config(layer: Any) -> Any:
    from keras.saving import serialize_keras_object

    config = attempt(lambda: serialize_keras_object(layer))
    return config if attempt(lambda: json.dumps(config)) else None
