"""`compile_model`: sparse cross-entropy from logits, and Adam at about 0.001.

The loss is judged by its value, so that functions and lambdas count; the optimizer by its family (a
subclass of Adam passes, AdamW with a note) and its largest learning rate over 40 epochs, which may lie
within a factor of five of 0.001. A compiled copy with the same weights passes like the model itself.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from public_tests.exercises._compile_beliefs import COMPILE_BELIEFS
from public_tests.exercises._compile_loss import RIGHT, loss_fault, loss_note, loss_shown, weight_fault
from public_tests.exercises.build_model import is_model
from public_tests.keras_compiled import SCHEDULE_STEPS
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target
from public_tests.verdicts import failure, passed, stopped

NAME = "compile_model"
EXPECTED = (
    f"the same model, compiled: loss cross-entropy from logits ({RIGHT:.4g} on four test rows), Adam at 0.001"
)
LEARNING_RATES = (0.0002, 0.005)
# Steps of an epoch: 3,200 digits, 32 in a batch.
_EPOCH = 100
MISCONCEPTIONS = tuple(COMPILE_BELIEFS.values())

# Metrics that read whole-number labels, or logits, as something else: Keras computes them without complaint,
# or stops in the first batch. The first two mean something else when they are written otherwise.
_MISREAD_AS_WRITTEN = {"Accuracy", "sparse_categorical_crossentropy"}
_MISREAD = {
    *("categoricalaccuracy", "binaryaccuracy", "topkcategoricalaccuracy"),
    *("categoricalcrossentropy", "binarycrossentropy"),
    *("mse", "meansquarederror", "rootmeansquarederror", "mae", "meanabsoluteerror"),
    *("precision", "recall", "auc", "f1score", "fbetascore"),
}
# Adam's other numbers: what each usually is, and between which values it gets no word.
_USUAL = {"beta_1": (0.9, 0.5, 0.99), "beta_2": (0.999, 0.9, 0.99999), "epsilon": (1e-7, 0.0, 1e-3)}
# What changes each step beside the learning rate, where it is given at all.
_EXTRA = ("weight_decay", "clipnorm", "clipvalue", "global_clipnorm")

Facts = dict[str, Any]
Fault = Misconception | str


def judge(target: Target) -> Verdict:
    """Judge ``compile_model(model)`` -> the compiled model; None means in place."""
    from public_tests.keras_facts import facts_of

    model = _model_with_a_past()
    before = facts_of(model)
    outcome = target.call(model)
    no_value = stopped(NAME, (model,), EXPECTED, outcome)
    if no_value:
        return no_value
    facts = _compiled_model(outcome)
    if facts is None:
        return failure(NAME, (model,), EXPECTED, *_no_model(outcome))
    fault = _model_fault(before, facts, outcome) or _compile_fault(facts["compiled"])
    if fault is None:
        return passed(_note(facts["compiled"]))
    return failure(NAME, (model,), EXPECTED, _shown(facts), fault)


def _model_with_a_past() -> Any:
    """Build the lab's network with weights that no initialiser gives, so that a new model shows."""
    from lab_utils.network import build_lab_network

    model, rng = build_lab_network(), np.random.default_rng(3)
    model.set_weights([w + rng.normal(scale=0.05, size=w.shape) for w in model.get_weights()])
    return model


def _compiled_model(outcome: Outcome) -> Facts | None:
    """Return the facts of the model that counts: the one that came back, or with None the argument."""
    if outcome.value is None:
        after: Facts = outcome.arguments_after[0]
        return after
    return outcome.value if is_model(outcome) else None


def _no_model(outcome: Outcome) -> tuple[str, Fault]:
    if isinstance(outcome.value, dict) and outcome.value.get("kind") == "history":
        return "the history of a training", COMPILE_BELIEFS["trains_already"]
    return f"a value of type {outcome.type_name}", COMPILE_BELIEFS["returns_something_else"]


def _model_fault(before: Facts, facts: Facts, outcome: Outcome) -> Fault | None:
    if facts["compiled"] is None:
        return COMPILE_BELIEFS["not_compiled"]
    if facts["compiled"]["iterations"]:
        return COMPILE_BELIEFS["trains_already"]
    if not _same_arrays(before["weights"], outcome.arguments_after[0]["weights"]):
        return COMPILE_BELIEFS["changed_weights"]
    if not _same_arrays(before["weights"], facts["weights"]):
        return COMPILE_BELIEFS["another_model"]
    if not _same_arrays([before["outputs"]], [facts["outputs"]]):
        return COMPILE_BELIEFS["changed_outputs"]
    return None if all(facts["trainable"]) else COMPILE_BELIEFS["frozen"]


def _compile_fault(compiled: Facts) -> Fault | None:
    return (
        loss_fault(compiled["loss"])
        or weight_fault(compiled["loss_weight"])
        or _optimizer_fault(compiled["optimizer"])
    )


def _optimizer_fault(optimizer: Facts | None) -> Fault | None:
    if optimizer is None or "Adam" not in optimizer["bases"]:
        name = "missing" if optimizer is None else optimizer["class_name"]
        return _told("another_optimizer", f"The optimizer is {name}, not Adam.")
    rate = _learning_rate(optimizer)
    if rate is None or LEARNING_RATES[0] <= rate <= LEARNING_RATES[1]:
        return None
    if rate < 0:
        return _told("learning_rate_below_zero", f"The learning rate of {rate:.4g} is negative.")
    size = "large" if rate > LEARNING_RATES[1] else "small"
    return _told(f"learning_rate_too_{size}", f"The learning rate of {rate:.4g} is too {size}.")


def _learning_rate(optimizer: Facts) -> float | None:
    """Return the largest rate; one that a schedule leaves within an epoch counts only if it is too large."""
    rates = optimizer["learning_rates"]
    if not rates or max(rates) > LEARNING_RATES[1]:
        return max(rates) if rates else None
    lasting = [rate for step, rate in zip(SCHEDULE_STEPS, rates, strict=True) if step >= _EPOCH]
    return max(lasting)


def _same_arrays(before: list[Any], after: list[Any]) -> bool:
    if len(before) != len(after):
        return False
    return all(
        a is not None and np.shape(a) == np.shape(b) and np.allclose(a, b, rtol=1e-4, atol=1e-5)
        for a, b in zip(after, before, strict=True)
    )


def _shown(facts: Facts) -> str:
    compiled = facts["compiled"]
    if compiled is None:
        return "a model that is not compiled"
    steps = f", {compiled['iterations']} training steps done" if compiled["iterations"] else ""
    weight = compiled["loss_weight"]
    times = "" if weight in (None, 1) else f" times {weight:.4g}"
    return f"a model compiled with {loss_shown(compiled['loss'])}{times}, {_optimizer_shown(compiled)}{steps}"


def _optimizer_shown(compiled: Facts) -> str:
    optimizer = compiled["optimizer"]
    if optimizer is None:
        return "no optimizer"
    rate = _learning_rate(optimizer)
    return optimizer["class_name"] + ("" if rate is None else f" at {rate:.4g}")


def _note(compiled: Facts) -> str | None:
    optimizer = compiled["optimizer"]
    notes = [loss_note(compiled["loss"])]
    if compiled["loss_weight"] not in (None, 1):
        notes.append("The loss is multiplied by a number (`loss_weights`). That is accepted; none is needed.")
    if "AdamW" in optimizer["bases"]:
        notes.append("AdamW is Adam with weight decay. That is accepted; plain Adam is meant.")
    if optimizer["schedule"]:
        notes.append("The learning rate follows a schedule. That is accepted; one number is enough here.")
    notes += _unusual_numbers(optimizer)
    return " ".join(filter(None, [*notes, _metrics_note(compiled["metrics"])])) or None


def _unusual_numbers(optimizer: Facts) -> list[str]:
    """Say which of Adam's numbers are far from the usual ones: most often another one was meant."""
    settings = optimizer["settings"]
    extra = [name for name in _EXTRA if isinstance(settings.get(name), float | int)]
    if "AdamW" in optimizer["bases"]:
        extra = [name for name in extra if name != "weight_decay"]
    words = [
        f"The optimizer has {name}={settings[name]:g} besides. That is accepted; it is not needed here."
        for name in extra
    ]
    return words + [
        f"Adam's {name} is {settings[name]:g}, where {usual:g} is usual. That is accepted; the learning rate "
        "is `learning_rate`, and the others may stay as they are."
        for name, (usual, low, high) in _USUAL.items()
        if isinstance(settings.get(name), float | int) and not low <= settings[name] <= high
    ]


def _metrics_note(metrics: list[str] | None) -> str | None:
    if metrics == []:
        return 'With `metrics=["accuracy"]` training also reports the share of digits that are read right.'
    for metric in metrics or []:
        if metric in _MISREAD_AS_WRITTEN or metric.replace("_", "").lower() in _MISREAD:
            return f'The metric {metric} does not fit whole-number labels and logits; `"accuracy"` does.'
    return None


def _told(id: str, finding: str) -> Misconception:
    return dataclasses.replace(COMPILE_BELIEFS[id], finding=finding)
