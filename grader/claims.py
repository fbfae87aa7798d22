"""What the sandbox says of a model or a history, checked for its form: nothing of it is believed yet."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.border import Malformed, text_of
from public_tests.plain import OPAQUE

Array = np.ndarray[Any, Any]

_NAME = 200
_ERROR = 4000
_MOST_WEIGHTS = 2000
_MODEL = {
    *(
        "kind",
        "class_name",
        "name",
        "input_shape",
        "output_shape",
        "layers",
        "config",
        "weights",
        "trainable",
    ),
    *("parameters", "probes", "outputs", "dtype", "error", "trial_weights", "trial_outputs", "compiled"),
}
_HISTORY = {"kind", "metrics", "epochs", "params", "iterations"}


@dataclass(frozen=True)
class ModelClaims:
    """What crossed of a model: see `public_tests.keras_facts.facts_of` for what each part means."""

    class_name: str
    name: str
    config: str | None
    input_shape: list[int | None] | None
    layers: list[dict[str, Any]]
    weights: list[Array]
    trainable: list[bool]
    outputs: Array | None
    dtype: str | None
    error: str | None
    trial_outputs: Array | None
    compiled: dict[str, Any] | None

    def key(self) -> bytes:
        """Return a digest of all that the judge's own facts depend on."""
        digest = hashlib.sha256()
        parts = (self.class_name, self.name, self.config, self.input_shape, self.layers, self.trainable)
        digest.update(repr((*parts, self.dtype, self.error)).encode())
        for array in (*self.weights, self.outputs, self.trial_outputs):
            digest.update(b"none" if array is None else f"{array.dtype} {array.shape} ".encode())
            digest.update(b"" if array is None else array.tobytes())
        return digest.digest()


def model_claims_of(value: dict[str, Any]) -> ModelClaims:
    """Read what was said of a model.

    Raises
    ------
    Malformed
    """
    _require(value.keys() == _MODEL)
    weights = _listed(value["weights"], _MOST_WEIGHTS)
    trainable = _listed(value["trainable"], _MOST_WEIGHTS)
    _require(all(_is_numbers(weight) for weight in weights) and len(trainable) == len(weights))
    _require(all(type(flag) is bool for flag in trainable))
    return ModelClaims(
        class_name=_text(value["class_name"], _NAME),
        name=_text(value["name"], _NAME),
        config=_or_none(value["config"], str),
        input_shape=_shape(value["input_shape"]),
        layers=[_layer(layer) for layer in _listed(value["layers"], _MOST_WEIGHTS)],
        weights=weights,
        trainable=trainable,
        outputs=_numbers_or_none(value["outputs"]),
        dtype=_text_or_none(value["dtype"], _NAME),
        error=_text_or_none(value["error"], _ERROR),
        trial_outputs=_numbers_or_none(value["trial_outputs"]),
        compiled=_or_none(value["compiled"], dict),
    )


def history_of(value: dict[str, Any]) -> dict[str, Any]:
    """Read what was said of a training: the check computes what it says once more.

    Raises
    ------
    Malformed
    """
    _require(value.keys() == _HISTORY)
    metrics, params = _or_none(value["metrics"], dict), _or_none(value["params"], dict)
    _require(metrics is not None and params is not None)
    for numbers in metrics.values():
        _require(all(type(number) is float for number in _listed(numbers, 100_000)))
    for setting in params.values():
        _require(type(setting) in (bool, int, float, str))
    _require(all(type(epoch) is int for epoch in _listed(value["epochs"], 100_000)))
    return {
        "kind": "history",
        "metrics": {text_of(name, _NAME): numbers for name, numbers in metrics.items()},
        "epochs": value["epochs"],
        "params": params,
        "iterations": _or_none(value["iterations"], int),
    }


def finite_or_none(value: Any) -> float | None:
    """Read a number.

    Raises
    ------
    Malformed
    """
    if value is None:
        return None
    _require(type(value) in (int, float))
    number = float(value) if abs(value) < 1e300 else math.inf
    return number if math.isfinite(number) else None


def _layer(value: Any) -> dict[str, Any]:
    kinds: dict[str, tuple[type, ...]] = {
        "class_name": (str,),
        "name": (str,),
        "activation": (str, type(None)),
        "units": (int, type(None)),
        "use_bias": (bool, type(None)),
        "trainable": (bool, type(None)),
        "shapes": (list,),
        "parameters": (int,),
    }
    _require(type(value) is dict and value.keys() == kinds.keys())
    _require(all(type(value[name]) in allowed for name, allowed in kinds.items()))
    shapes = [_whole_numbers(shape) for shape in _listed(value["shapes"], 100)]
    return {
        **{name: text_of(v, _NAME) if type(v) is str else v for name, v in value.items()},
        "shapes": shapes,
        "parameters": sum(math.prod(shape) for shape in shapes),
    }


def _whole_numbers(value: Any) -> list[int]:
    _require(type(value) is list and len(value) <= 16 and all(type(n) is int and n >= 0 for n in value))
    return list(value)


def _shape(value: Any) -> list[int | None] | None:
    if value is None:
        return None
    _require(type(value) is list and 0 < len(value) <= 16)
    _require(all(n is None or (type(n) is int and 0 <= n < 2**31) for n in value))
    return list(value)


def _is_numbers(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind in "biuf"


def _numbers_or_none(value: Any) -> Array | None:
    # What NumPy has no type for crosses as opaque: there are no outputs that can be judged.
    if value is None or value is OPAQUE:
        return None
    _require(_is_numbers(value))
    numbers: Array = value
    return numbers


def _text(value: Any, longest: int) -> str:
    _require(type(value) is str)
    return text_of(value, longest)


def _text_or_none(value: Any, longest: int) -> str | None:
    return None if value is None else _text(value, longest)


def _or_none(value: Any, kind: type) -> Any:
    _require(value is None or type(value) is kind)
    return value


def _listed(value: Any, most: int) -> list[Any]:
    _require(type(value) is list and len(value) <= most)
    listed: list[Any] = value
    return listed


def _require(holds: bool) -> None:
    if not holds:
        raise Malformed("what it says of a model or a training has another form than it should")
