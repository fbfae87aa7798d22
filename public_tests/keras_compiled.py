"""How a Keras model is compiled, as plain data: its loss by value, its optimizer, its metrics."""

from __future__ import annotations

import inspect
import json
from typing import Any

import numpy as np

from public_tests.guarded import attempt

Facts = dict[str, Any]
# Steps at which a schedule of the learning rate is read: 40 epochs of 100 batches.
SCHEDULE_STEPS = (0, 1, 100, 1000, 2000, 4000)
# The loss is read on these. Large and small logits, so that a clip or a missing softmax shows.
LOSS_LOGITS = np.array(
    [
        [2.0, -1.0, 0.5, 0.0, 3.0, -2.0, 1.0, 0.25, -0.5, 1.5],
        [0.1, 0.9, 0.3, 0.7, 0.5, 0.2, 0.8, 0.4, 0.6, 0.05],
        [-3.0, 6.0, 1.0, -4.0, 2.0, 0.0, -1.0, 5.0, -2.0, 3.0],
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    ],
    dtype=np.float32,
)
# A zero among them: a loss may leave that label out.
LOSS_LABELS = np.array([4, 0, 3, 9])


def compiled_facts(model: Any) -> Facts | None:
    """Describe what `compile` was given; None where the model is not compiled.

    Returns
    -------
    dict
        ``loss``: None or a dict (see `_loss_facts`). ``optimizer``: a dict (see `_optimizer_facts`).
        ``loss_weight``: the number that the loss is multiplied by, None where it was not given.
        ``metrics``: names as given to `compile`, None where Keras doesn't tell. ``iterations``: how many
        steps the optimizer took.
    """
    if not getattr(model, "compiled", False):
        return None
    optimizer = getattr(model, "optimizer", None)
    return {
        "loss": _loss_facts(_single(getattr(model, "loss", None))),
        "optimizer": None if optimizer is None else _optimizer_facts(optimizer),
        "loss_weight": attempt(lambda: _loss_weight(model)),
        "metrics": attempt(lambda: _metric_names(model)),
        "iterations": attempt(lambda: int(model.optimizer.iterations)),
    }


def _loss_facts(loss: Any) -> Facts | None:
    """Describe a loss by what it computes.

    Returns
    -------
    dict
        ``given``: the text that was given, or None. ``kind``: "metric", "class" (its brackets are missing)
        or "loss". ``class_name``. ``from_logits``: where its configuration tells. ``value``: its mean on
        `LOSS_LOGITS` and `LOSS_LABELS` of shape (m, 1), None where that fails, ``error`` then holds Keras's
        words; ``value_flat``: the same with labels (m,). ``reduction``: its name where Keras tells.
        ``config``: how a loss object is made, as a text; None where Keras can't write it.
    """
    if loss is None:
        return None
    column, error = _loss_values(loss, LOSS_LABELS[:, np.newaxis])
    flat, _ = _loss_values(loss, LOSS_LABELS)
    return {
        "given": loss if isinstance(loss, str) else None,
        "kind": attempt(lambda: _kind_of_loss(loss)) or "loss",
        "class_name": str(getattr(loss, "__name__", None) or type(loss).__name__),
        "from_logits": attempt(lambda: bool(loss.get_config()["from_logits"])),
        "reduction": attempt(lambda: str(loss.reduction)),
        "value": _mean(column),
        "value_flat": _mean(flat),
        "error": error,
        "config": attempt(lambda: _config_text(loss)),
    }


def _kind_of_loss(loss: Any) -> str:
    """Tell a metric from a loss, also where only its name or its class was given."""
    import keras

    if isinstance(loss, str) and attempt(lambda: keras.losses.get(loss)) is None:
        return "metric" if attempt(lambda: keras.metrics.get(loss)) is not None else "loss"
    if inspect.isclass(loss):
        return "metric" if issubclass(loss, keras.metrics.Metric) else "class"
    return "metric" if isinstance(loss, keras.metrics.Metric) else "loss"


def _loss_weight(model: Any) -> float | None:
    # `get_compile_config` writes everything down, and stops at a loss that can't be written.
    weight = _single(model._compile_config.config["loss_weights"])
    return None if weight is None else float(weight)


def _config_text(made: Any) -> str | None:
    """Write down how one of Keras's objects is made; a text or a plain function is told elsewhere."""
    from keras.saving import serialize_keras_object

    return json.dumps(serialize_keras_object(made)) if hasattr(made, "get_config") else None


def _loss_values(loss: Any, labels: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any] | None, str | None]:
    import keras

    try:
        function = keras.losses.get(loss)
        values = function(keras.ops.convert_to_tensor(labels), keras.ops.convert_to_tensor(LOSS_LOGITS))
        return np.asarray(keras.ops.convert_to_numpy(values), dtype=float), None
    except Exception as error:
        return None, f"{type(error).__name__}: {error}"


def _optimizer_facts(optimizer: Any) -> Facts:
    """Describe an optimizer.

    Returns
    -------
    dict
        ``class_name``; ``bases``: the names of its classes that are Keras's; ``learning_rates``: at the
        steps of `SCHEDULE_STEPS` (all the same without a schedule); ``schedule``: its class's name or None;
        ``settings``: the numbers, texts and flags of its configuration. ``config``: how it is made, as a
        text; None where Keras can't write it.
    """
    # In mixed precision Keras wraps the optimizer that was meant.
    optimizer = getattr(optimizer, "inner_optimizer", optimizer)
    schedule = getattr(optimizer, "_learning_rate", None)
    schedule = schedule if hasattr(schedule, "get_config") and callable(schedule) else None
    config = attempt(optimizer.get_config) or {}
    return {
        "class_name": type(optimizer).__name__,
        "bases": _keras_classes(type(optimizer)),
        "learning_rates": attempt(lambda: _learning_rates(optimizer, schedule)),
        "schedule": None if schedule is None else type(schedule).__name__,
        "settings": {str(k): v for k, v in config.items() if isinstance(v, bool | int | float | str)},
        "config": attempt(lambda: _config_text(optimizer)),
    }


def _keras_classes(kind: type) -> list[str]:
    """Return Keras's optimizers from which a class descends: a class that only has such a name is none."""
    import keras

    names = [(base.__name__, base) for base in kind.__mro__]
    return [name for name, base in names if getattr(keras.optimizers, name, None) is base]


def _learning_rates(optimizer: Any, schedule: Any) -> list[float]:
    if schedule is None:
        return [float(optimizer.learning_rate)] * len(SCHEDULE_STEPS)
    return [float(schedule(step)) for step in SCHEDULE_STEPS]


def _metric_names(model: Any) -> list[str] | None:
    given = model.get_compile_config()["metrics"]
    if given is None:
        return []
    if isinstance(given, dict):
        given = list(given.values())
    names: list[str] = []
    for metric in given if isinstance(given, list | tuple) else [given]:
        inner = metric if isinstance(metric, list | tuple) else [metric]
        names += [_metric_name(one) for one in inner]
    return names


def _metric_name(metric: Any) -> str:
    if not isinstance(metric, dict):
        return str(metric)
    inner = metric.get("config")
    return str(inner if isinstance(inner, str) else metric.get("class_name"))


def _single(loss: Any) -> Any:
    """Return the one loss where it was given in a list or a dictionary of one."""
    if isinstance(loss, dict):
        loss = list(loss.values())
    return loss[0] if isinstance(loss, list | tuple) and len(loss) == 1 else loss


def _mean(values: np.ndarray[Any, Any] | None) -> float | None:
    return None if values is None or values.size == 0 else float(values.mean())
