"""How a model is compiled, judged anew: a loss and an optimizer of Keras's are built from their settings.

What can't be built here, a loss function of the learner's or a subclass of an optimizer, is taken as it is
told: a loss function is Python code, and only its values on fixed rows can cross. docs/decisions/grader.md
says what that means.
"""

from __future__ import annotations

import inspect
import json
import math
from typing import Any

from grader.border import Malformed, text_of
from grader.claims import finite_or_none
from public_tests.guarded import attempt
from public_tests.keras_compiled import SCHEDULE_STEPS, compiled_facts

Facts = dict[str, Any]

_FIELDS = {"loss", "optimizer", "loss_weight", "metrics", "iterations"}
_LOSS = {"given", "kind", "class_name", "from_logits", "reduction", "value", "value_flat", "error", "config"}
_OPTIMIZER = {"class_name", "bases", "learning_rates", "schedule", "settings", "config"}
_MOST = 50
_LONGEST = 2000
_LONGEST_CONFIG = 20_000


class _Compiled:
    """Stands for a compiled model, of which only loss and optimizer are asked."""

    compiled = True

    def __init__(self, loss: Any, optimizer: Any) -> None:
        self.loss = loss
        self.optimizer = optimizer


def judged_compiled(told: Facts | None) -> Facts | None:
    """Return how a model is compiled.

    Raises
    ------
    Malformed
    """
    if told is None:
        return None
    if told.keys() != _FIELDS:
        raise _malformed()
    loss, optimizer = _loss_told(told["loss"]), _optimizer_told(told["optimizer"])
    made = _Compiled(_made_loss(loss), _made_optimizer(optimizer))
    own = compiled_facts(made) or {}
    return {
        "loss": {**own["loss"], "given": loss["given"]}
        if loss and _same_loss(loss, own.get("loss"))
        else loss,
        "optimizer": own["optimizer"] if _same_kind(optimizer, own.get("optimizer")) else optimizer,
        "loss_weight": finite_or_none(told["loss_weight"]),
        "metrics": None if told["metrics"] is None else [_text(name) for name in _listed(told["metrics"])],
        "iterations": _kind(told["iterations"], int),
    }


def _same_loss(told: Facts, own: Facts | None) -> bool:
    """Tell whether a loss computes what the one of its name does; one that does not only claims the name."""
    return own is not None and all(
        told[name] is own[name] or _close(told[name], own[name]) for name in ("value", "value_flat")
    )


def _close(told: Any, own: Any) -> bool:
    return None not in (told, own) and math.isclose(told, own, rel_tol=0.01, abs_tol=1e-3)


def _same_kind(told: Facts | None, own: Facts | None) -> bool:
    """Tell whether an optimizer is of the kind that its name says, and steps as its settings say."""
    if told is None or own is None or told["bases"] != own["bases"]:
        return False
    pairs = zip(told["learning_rates"] or (), own["learning_rates"] or (), strict=False)
    return all(math.isclose(read, made, rel_tol=1e-4) for read, made in pairs)


def _loss_told(told: Any) -> Facts | None:
    if told is None:
        return None
    if type(told) is not dict or told.keys() != _LOSS:
        raise _malformed()
    return {
        "given": _text_or_none(told["given"]),
        "kind": _text(told["kind"]),
        "class_name": _text(told["class_name"]),
        "from_logits": _kind(told["from_logits"], bool),
        "reduction": _text_or_none(told["reduction"]),
        "value": finite_or_none(told["value"]),
        "value_flat": finite_or_none(told["value_flat"]),
        "error": _text_or_none(told["error"]),
        "config": _kind(told["config"], str),
    }


def _optimizer_told(told: Any) -> Facts | None:
    if told is None:
        return None
    if type(told) is not dict or told.keys() != _OPTIMIZER or type(told["settings"]) is not dict:
        raise _malformed()
    rates = told["learning_rates"]
    numbers = None if rates is None else [finite_or_none(rate) for rate in _listed(rates)]
    known = None if numbers is None or None in numbers or len(numbers) != len(SCHEDULE_STEPS) else numbers
    return {
        "class_name": _text(told["class_name"]),
        "bases": [_text(name) for name in _listed(told["bases"])],
        "learning_rates": known,
        "schedule": _text_or_none(told["schedule"]),
        "settings": {},
        "config": _kind(told["config"], str),
    }


def _made_loss(told: Facts | None) -> Any:
    """Build a loss of Keras's from its name or settings; None where it is none."""
    import keras

    if told is None:
        return None
    if told["given"] is not None:
        return told["given"] if attempt(lambda: keras.losses.get(told["given"])) else None
    return _made(told["config"], "keras.losses", keras.losses, keras.losses.Loss)


def _made_optimizer(told: Facts | None) -> Any:
    import keras

    if told is None:
        return None
    return _made(told["config"], "keras.optimizers", keras.optimizers, keras.optimizers.Optimizer)


def _made(text: str | None, module: str, package: Any, base: Any) -> Any:
    config = attempt(lambda: json.loads(text or "")) if len(text or "") < _LONGEST_CONFIG else None
    if not isinstance(config, dict) or config.get("module") != module:
        return None
    # A class that is registered under a name of its own is not Keras's.
    if config.get("registered_name") not in (None, config.get("class_name")):
        return None
    kind, settings = _class_of(package, config.get("class_name"), base), config.get("config")
    if kind is None or not isinstance(settings, dict):
        return None
    return attempt(lambda: kind.from_config({name: _setting(item) for name, item in settings.items()}))


def _class_of(package: Any, name: Any, base: Any) -> Any:
    kind = getattr(package, str(name), None)
    return kind if inspect.isclass(kind) and issubclass(kind, base) else None


def _setting(value: Any) -> Any:
    """Return a setting that is a number, a text or a list of them, or a schedule of Keras's."""
    import keras

    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, list):
        return [_setting(item) for item in value]
    schedules = keras.optimizers.schedules
    made = _made(json.dumps(value), "keras.optimizers.schedules", schedules, schedules.LearningRateSchedule)
    if made is None:
        raise _malformed()
    return made


def _text(value: Any) -> str:
    if type(value) is not str:
        raise _malformed()
    return text_of(value, _LONGEST)


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _kind(value: Any, kind: type) -> Any:
    if value is not None and type(value) is not kind:
        raise _malformed()
    return value


def _listed(value: Any) -> list[Any]:
    if type(value) is not list or len(value) > _MOST:
        raise _malformed()
    listed: list[Any] = value
    return listed


def _malformed() -> Malformed:
    return Malformed("what it says of how a model is compiled has another form than it should")
