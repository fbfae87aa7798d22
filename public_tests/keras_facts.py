"""A Keras model, or a training's history, as plain data."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from public_tests.guarded import attempt
from public_tests.keras_compiled import compiled_facts
from public_tests.keras_config import config_text, flat_layers
from public_tests.keras_outputs import built_twin, output_facts

Facts = dict[str, Any]


def facts_of(value: Any) -> Facts:
    """Describe a Keras model or `History` by numbers, texts, lists and NumPy arrays alone.

    The model stays as it is: weights, compiled state, step count. Whatever Keras cannot tell is None.

    Parameters
    ----------
    value : keras.Model or keras.callbacks.History

    Returns
    -------
    dict
        Of a history: ``kind`` ("history"), ``metrics`` (name -> list of one float an epoch), ``epochs``
        (list of int), ``params`` (dict), ``iterations`` (int or None: steps of its model's optimizer).

        Of a model: ``kind`` ("keras_model"), ``class_name``, ``name``, ``input_shape`` and
        ``output_shape`` (lists that start with None; None where unknown), ``layers`` (flat, each a dict:
        see `layer_facts`), ``config`` (a text or None: see `public_tests.keras_config.config_text`),
        ``weights`` (all arrays in Keras's order), ``trainable`` (a bool for each of them), ``parameters``
        (int), ``probes``, ``outputs``, ``dtype``, ``error``, ``trial_weights`` and ``trial_outputs`` (see
        `public_tests.keras_outputs.output_facts`), and ``compiled`` (None, or see
        `public_tests.keras_compiled.compiled_facts`).
    """
    with warnings.catch_warnings():
        # Keras warns of lambdas, which are fine here: nothing is saved.
        warnings.simplefilter("ignore")
        return _model_facts(value) if hasattr(value, "layers") else _history_facts(value)


def layer_facts(layer: Any) -> Facts:
    """Describe one layer.

    Returns
    -------
    dict
        ``class_name``, ``name``, ``activation`` (a name, or None where it has none), ``units``,
        ``use_bias``, ``trainable``, ``shapes`` (of its own weights), ``parameters``.
    """
    shapes = attempt(lambda: [list(map(int, weight.shape)) for weight in layer.weights]) or []
    return {
        "class_name": type(layer).__name__,
        "name": str(attempt(lambda: layer.name)),
        "activation": _activation_name(getattr(layer, "activation", None)),
        "units": attempt(lambda: int(layer.units)),
        "use_bias": attempt(lambda: bool(layer.use_bias)),
        "trainable": attempt(lambda: bool(layer.trainable)),
        "shapes": shapes,
        "parameters": sum(int(np.prod(shape)) for shape in shapes),
    }


def _model_facts(model: Any) -> Facts:
    twin = built_twin(model)
    weights = attempt(lambda: list(twin.weights)) or []
    trainable = {id(weight) for weight in attempt(lambda: twin.trainable_weights) or []}
    arrays = [_array(weight) for weight in weights]
    layers = list(flat_layers(twin))
    return {
        "kind": "keras_model",
        "class_name": type(model).__name__,
        "name": str(attempt(lambda: model.name)),
        "input_shape": _shape(attempt(lambda: twin.input_shape)),
        "output_shape": _shape(attempt(lambda: twin.output_shape)),
        "layers": [layer_facts(layer) for layer in layers],
        "config": config_text(twin, layers),
        "weights": arrays,
        "trainable": [id(weight) in trainable for weight in weights],
        "parameters": sum(int(array.size) for array in arrays),
        **output_facts(twin),
        "compiled": compiled_facts(model),
    }


def _history_facts(history: Any) -> Facts:
    metrics = attempt(lambda: {str(k): [float(x) for x in v] for k, v in history.history.items()}) or {}
    params = attempt(lambda: dict(history.params)) or {}
    return {
        "kind": "history",
        "metrics": metrics,
        "epochs": attempt(lambda: [int(epoch) for epoch in history.epoch]) or [],
        "params": {str(k): v for k, v in params.items() if isinstance(v, bool | int | float | str)},
        "iterations": attempt(lambda: int(history.model.optimizer.iterations)),
    }


def _activation_name(activation: Any) -> str | None:
    if activation is None:
        return None
    return str(getattr(activation, "__name__", None) or type(activation).__name__)


def _shape(shape: Any) -> list[Any] | None:
    """Return a single tensor's shape as a list, None for anything else (several inputs, unknown)."""
    if not isinstance(shape, tuple | list) or any(isinstance(n, tuple | list) for n in shape):
        return None
    return [None if n is None else int(n) for n in shape]


def _array(weight: Any) -> np.ndarray[Any, Any]:
    return np.array(weight.numpy() if hasattr(weight, "numpy") else weight, copy=True, subok=False)
