"""`train_model`: fit the given model, with validation, and return the History.

The digits are marked, so that the weights tell which rows were trained on. What the History says is
computed once more from the weights, and a training in the order of the rows is replayed: see
`_marked_digits` and `_replayed_training`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np

from public_tests.exercises._marked_digits import MarkedDigits, marked_digits
from public_tests.exercises._training_beliefs import TRAINING_BELIEFS
from public_tests.exercises._training_looks import EPOCHS, LOOKS, Facts, Fault, Run
from public_tests.judging import changed
from public_tests.keras_compiled import SCHEDULE_STEPS
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target
from public_tests.verdicts import failure, passed, stopped

NAME = "train_model"
INPUT = f"train_model(model, X_train, y_train, X_val, y_val, {EPOCHS}), with 100 digits sorted from 0 to 9"
EXPECTED = f"a History of {EPOCHS} epochs with loss and val_loss"
MISCONCEPTIONS = tuple(TRAINING_BELIEFS.values())


def judge(target: Target) -> Verdict:
    """Judge ``train_model(model, X_train, y_train, X_val, y_val, epochs)`` -> History."""
    model, digits = _compiled_model(), marked_digits()
    before = [np.array(weight) for weight in model.get_weights()]
    args = (model, *(part.copy() for part in digits), EPOCHS)
    outcome = target.call(*args)
    no_value = stopped(NAME, args, EXPECTED, outcome)
    if no_value:
        return _with_input(no_value)
    fault = _fault(digits, before, outcome)
    if fault is None:
        return passed(_note(outcome.arguments_after[0]))
    return _with_input(failure(NAME, args, EXPECTED, _shown(outcome), fault))


def _with_input(verdict: Verdict) -> Verdict:
    """Name the arguments instead of writing their many numbers."""
    if verdict.evidence is None:
        return verdict
    return dataclasses.replace(verdict, evidence={**verdict.evidence, "input": INPUT})


def _compiled_model() -> Any:
    from lab_utils.network import build_lab_network, compile_lab_network

    model = compile_lab_network(build_lab_network(seed=11))
    # Large enough that the loss begins well above log(10), which images without ink would give.
    model.set_weights([2 * weight for weight in model.get_weights()])
    # A training of twelve steps is done before Keras would have compiled a graph for it.
    model.run_eagerly = True
    return model


def _fault(digits: MarkedDigits, before: list[np.ndarray], outcome: Outcome) -> Fault | None:
    model, history = outcome.arguments_after[0], outcome.value
    is_history = _is_history(history)
    if not _moved(before, model["weights"]):
        return TRAINING_BELIEFS[_why_unmoved(model, history["metrics"] if is_history else {})]
    if not is_history or not history["metrics"].get("loss"):
        return _no_history(outcome)
    if changed((*digits,), dataclasses.replace(outcome, arguments_after=outcome.arguments_after[1:5])):
        return TRAINING_BELIEFS["changes_input"]
    run = Run(digits, before, model, history)
    for look in LOOKS:
        fault = look(run)
        if fault:
            return fault
    return None


def _is_history(value: Any) -> bool:
    return isinstance(value, dict) and value.get("kind") == "history"


def _why_unmoved(model: Facts, metrics: dict[str, list[float]]) -> str:
    if not any(model["trainable"]):
        return "frozen"
    compiled = model["compiled"] or {}
    if (compiled.get("optimizer") or {}).get("learning_rates") == [0.0] * len(SCHEDULE_STEPS):
        return "compiles_another_rate"
    if compiled.get("iterations"):
        return "old_weights" if any(metrics.get("loss", [1.0])) else "nothing_counts"
    return "trains_another_model" if metrics else "never_trained"


def _moved(before: Sequence[np.ndarray], after: Sequence[np.ndarray]) -> bool:
    return any(not np.array_equal(a, b) for a, b in zip(before, after, strict=True))


def _no_history(outcome: Outcome) -> Misconception:
    value = outcome.value
    if value is None:
        return TRAINING_BELIEFS["returns_none"]
    if isinstance(value, dict):
        kinds = {"keras_model": "returns_the_model", "history": "returns_numbers"}
        return TRAINING_BELIEFS[kinds.get(str(value.get("kind")), "returns_the_dictionary")]
    if isinstance(value, list) and any(_is_history(part) for part in value):
        return TRAINING_BELIEFS["returns_more"]
    return TRAINING_BELIEFS["returns_numbers"]


def _note(model: Facts) -> str | None:
    optimizer = (model["compiled"] or {}).get("optimizer")
    if optimizer and optimizer["class_name"] != "Adam":
        return (
            f"It compiles the model again, with {optimizer['class_name']}. That is accepted; the model "
            "arrives compiled, and this function only needs to train it."
        )
    return None


def _shown(outcome: Outcome) -> str:
    value = outcome.value
    if not isinstance(value, dict) or value.get("kind") != "history":
        return "None" if value is None else f"a value of type {outcome.type_name}"
    epochs = len(value["metrics"].get("loss", ()))
    names = ", ".join(value["metrics"]) or "nothing"
    return f"a History of {epochs} epoch{'s' if epochs != 1 else ''} with {names}"
