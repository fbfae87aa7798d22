"""Which loss a model was compiled with, told by its value on fixed logits and labels."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np

from public_tests.exercises._compile_beliefs import COMPILE_BELIEFS
from public_tests.exercises._dense_network import log_softmax, softmax
from public_tests.keras_compiled import LOSS_LABELS, LOSS_LOGITS
from public_tests.learner_errors import explain, located
from public_tests.misconception import Misconception
from public_tests.target import LearnerError

Facts = Mapping[str, Any]

# Keras keeps probabilities this far from 0 and 1 before it takes logarithms.
_CLIP = 1e-7
# Adam's steps don't depend on the slope's size, until it comes near epsilon, 1e-7.
LEAST_WEIGHT = 1e-3
_DISTANCES = ("mse", "mae", "msle", "mape", "huber", "logcosh", "error", "cosine")


def _cross_entropy(logits: np.ndarray[Any, Any]) -> float:
    return float(-log_softmax(logits)[np.arange(len(LOSS_LABELS)), LOSS_LABELS].mean())


_Z = LOSS_LOGITS.astype(float)
RIGHT = _cross_entropy(_Z)
_IMITATED = {
    "probabilities_expected": _cross_entropy(np.log(np.clip(_Z, _CLIP, 1 - _CLIP))),
    "softmax_inside": _cross_entropy(softmax(_Z)),
    "regression_loss": float(((_Z - LOSS_LABELS[:, np.newaxis]) ** 2).mean()),
    "metric_as_loss": float((_Z.argmax(axis=1) == LOSS_LABELS).mean()),
    "negated_loss": -RIGHT,
}
_DEFAULTS = {
    "text": "A name in quotes takes all defaults. Which class in `keras.losses` takes an argument?",
    "class": "A class without its brackets takes all defaults. What do you write between them?",
}


def loss_fault(loss: Facts | None) -> Misconception | str | None:
    """Return what is wrong with a loss, None where it is cross-entropy from logits."""
    if loss is None:
        return COMPILE_BELIEFS["no_loss"]
    if loss["kind"] == "metric":
        return COMPILE_BELIEFS["metric_as_loss"]
    if _right(loss["value"]) or _right(loss["value_flat"]):
        return None
    id = _by_value(loss) or _by_name(loss)
    defaults = _DEFAULTS.get("text" if loss["given"] else loss["kind"])
    if id == "probabilities_expected" and defaults:
        return dataclasses.replace(COMPILE_BELIEFS[id], next_step=defaults)
    if id:
        return COMPILE_BELIEFS[id]
    if loss["value"] is None:
        type_name, _, words = (loss["error"] or "").partition(": ")
        error = LearnerError(type_name, words)
        return f"Keras cannot compute this loss for whole-number labels: {located(error)}. {explain(error)}"
    return (
        f"On four rows of logits this loss is {loss['value']:.4g}, and the cross-entropy of the labels is "
        f"{RIGHT:.4g}. {_what_to_ask(loss)}"
    )


def _what_to_ask(loss: Facts) -> str:
    if loss["class_name"] == "SparseCategoricalCrossentropy" and loss["from_logits"]:
        return "It is the right loss; which of its other arguments changes what it counts? Leave them out."
    return "Which loss compares logits with whole-number labels?"


def weight_fault(weight: float | None) -> Misconception | None:
    """Return what is wrong with the number that the loss is multiplied by; None is no number."""
    if weight is None or weight >= LEAST_WEIGHT:
        return None
    finding = f"The loss is multiplied by {weight:.4g} (`loss_weights`)."
    return dataclasses.replace(COMPILE_BELIEFS["loss_weight"], finding=finding)


def loss_shown(loss: Facts | None) -> str:
    """Name a loss for the card, with its value."""
    if loss is None:
        return "no loss"
    name = loss["given"] or loss["class_name"]
    name = "its own function" if name.startswith("<") else name
    value = loss["value"] if loss["value"] is not None else loss["value_flat"]
    return f"loss {name} ({'cannot be computed' if value is None else f'{value:.4g} on four test rows'})"


def loss_note(loss: Facts) -> str | None:
    """Say what a right loss does otherwise than is usual."""
    if not _right(loss["value"]):
        return (
            "The loss takes labels of shape (m,) only. That is accepted here; the lab's have the shape "
            "(m, 1), and Keras's own loss takes both."
        )
    if not _near(loss["value"], RIGHT):
        return "The loss is a sum over the batch, so its numbers grow with the batch. The mean is usual."
    return None


def _right(value: float | None) -> bool:
    """Tell whether a value is the mean, or the sum over the rows."""
    return _near(value, RIGHT) or _near(value, RIGHT * len(LOSS_LABELS))


def _near(value: float | None, expected: float) -> bool:
    return value is not None and abs(value - expected) <= 1e-4 * abs(expected)


def _by_value(loss: Facts) -> str | None:
    values = (loss["value"], loss["value_flat"])
    return next((id for id, v in _IMITATED.items() if any(_near(value, v) for value in values)), None)


def _by_name(loss: Facts) -> str | None:
    name = (loss["given"] or loss["class_name"]).lower().replace("_", "")
    if name.startswith("categoricalcrossentropy") or name.startswith("categoricalfocal"):
        return "categorical_crossentropy"
    if name.startswith("binary"):
        return "binary_crossentropy"
    if any(part in name for part in _DISTANCES):
        return "regression_loss"
    return None
