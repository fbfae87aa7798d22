"""What a Keras model computes: on fixed probes, as it is and with other weights in its place."""

from __future__ import annotations

import contextlib
from typing import Any

import numpy as np

Facts = dict[str, Any]
FEATURES = 400
_ROWS = 16
_MOST_NUMBERS = 1_000_000


def built_twin(model: Any) -> Any:
    """Return a model that has its weights: the model itself, or where it has none yet, a built copy.

    A model without an input layer makes its weights when it is first called. A copy is called, so that
    the learner's own stays unbuilt. A subclass that Keras cannot copy is built itself. So is one that
    calls itself built and is not: `build` believes so when `call` holds functions of TensorFlow.
    """
    import keras

    if getattr(model, "built", False) and not _weightless_layers(model):
        return model
    try:
        twin = keras.models.clone_model(model)
    except Exception:
        twin = model
    with contextlib.suppress(Exception):
        if isinstance(twin, keras.Sequential):
            twin.build((None, FEATURES))
        else:
            twin(probes_of([None, FEATURES]), training=False)
    return twin if getattr(twin, "built", False) else model


def _weightless_layers(model: Any) -> bool:
    return bool(getattr(model, "layers", None)) and not model.weights


def output_facts(model: Any) -> Facts:
    """Call a built model on its probes.

    Returns
    -------
    dict
        ``probes``: float32 of the model's own input shape, 16 rows (of 400 where it has none), rows 0 to
        9 in [0, 1], the others in [-1, 0]. ``outputs``: what comes out, an array, or None; ``dtype``: its
        type, "float32". ``error``: ``"ValueError: ..."`` where the call failed, else None.
        ``trial_weights``, ``trial_outputs``: the same call with drawn weights in place of the model's own
        (which are not touched), so that a network of zeros is told from a right one; None where Keras
        cannot do that.
    """
    import keras

    probes = probes_of(getattr(model, "input_shape", None))
    facts: Facts = dict.fromkeys(("outputs", "dtype", "error", "trial_weights", "trial_outputs"))
    facts["probes"] = probes
    if probes is None:
        return {**facts, "error": "ValueError: the input is not one array of a fixed, ordinary size"}
    try:
        outputs = model(probes, training=False)
        facts["outputs"] = _as_array(outputs)
        facts["dtype"] = keras.backend.standardize_dtype(outputs.dtype)
    except Exception as error:
        return {**facts, "error": f"{type(error).__name__}: {error}"}
    # Where Keras cannot do it the outputs alone are judged.
    with contextlib.suppress(Exception):
        weights = trial_weights([tuple(weight.shape) for weight in model.weights])
        facts["trial_outputs"] = _as_array(_called_with(model, weights, probes))
        facts["trial_weights"] = weights
    return facts


def probes_of(input_shape: Any) -> np.ndarray[Any, Any] | None:
    """Draw the same rows every time, of the model's own input shape; None where that has no fixed size."""
    if not isinstance(input_shape, tuple | list) or any(isinstance(n, tuple | list) for n in input_shape):
        input_shape = (None, FEATURES)
    shape = tuple(input_shape[1:])
    if None in shape or _ROWS * np.prod(shape, dtype=float) > _MOST_NUMBERS:
        return None
    rows = np.random.default_rng(20).random((_ROWS, *shape), dtype=np.float32)
    rows[10:] *= -1
    return rows


def trial_weights(shapes: list[tuple[int, ...]]) -> list[np.ndarray[Any, Any]]:
    """Draw weights that leave some units of each layer off and drive some beyond 6, where ReLU6 ends."""
    rng = np.random.default_rng(15)
    return [rng.normal(scale=_scale(shape), size=shape).astype(np.float32) for shape in shapes]


def _scale(shape: tuple[int, ...]) -> float:
    if len(shape) < 2:
        return 0.5
    inputs = shape[0]
    return float((4 if inputs > 100 else 1.5) / np.sqrt(inputs))


def _called_with(model: Any, weights: list[np.ndarray[Any, Any]], probes: np.ndarray[Any, Any]) -> Any:
    """Call the model with other values in place of its weights, through Keras's stateless call."""
    places = {id(weight): value for weight, value in zip(model.weights, weights, strict=True)}
    trainable, others = (
        # A variable that is no weight (the state of a random generator) keeps its value.
        [places.get(id(variable), variable.value) for variable in variables]
        for variables in (model.trainable_variables, model.non_trainable_variables)
    )
    try:
        return model.stateless_call(trainable, others, _tensor(probes), training=False)[0]
    except TypeError:  # A subclass whose `call` takes the images alone.
        return model.stateless_call(trainable, others, _tensor(probes))[0]


def _tensor(array: np.ndarray[Any, Any]) -> Any:
    from keras import ops

    return ops.convert_to_tensor(array)


def _as_array(outputs: Any) -> np.ndarray[Any, Any]:
    from keras import ops

    if isinstance(outputs, list | tuple | dict):
        raise TypeError(f"it gives a {type(outputs).__name__} of {len(outputs)} outputs, not one array")
    array = np.array(ops.convert_to_numpy(outputs), copy=True, subok=False)
    # NumPy has no bfloat16 of its own.
    return array if array.dtype.kind in "fiu" else array.astype(np.float32)
