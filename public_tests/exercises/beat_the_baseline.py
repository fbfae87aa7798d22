"""`beat_the_baseline`: a design of the learner's own, scored on digits that it has not seen.

Nothing that the learner's process says of the score counts: the network is built anew from its layers and
weights, and reads the held-out digits here.
"""

from __future__ import annotations

import dataclasses
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np

from public_tests.exercises._baseline_beliefs import BASELINE_BELIEFS, told
from public_tests.exercises._held_out_scores import Reader, Scores, lab_digits, scored
from public_tests.exercises._learned_by_heart import learned_by_heart
from public_tests.exercises._low_scores import reason
from public_tests.exercises._network_shown import described
from public_tests.keras_rebuilt import NotRebuilt, rebuilt_model
from public_tests.learner_errors import explain, located
from public_tests.misconception import Misconception
from public_tests.plain import OPAQUE
from public_tests.report import Verdict
from public_tests.shown import a_kind
from public_tests.target import LearnerError, Outcome, Target
from public_tests.verdicts import failure, passed, stopped

NAME = "beat_the_baseline"
MARK = 0.95
INPUT = "beat_the_baseline(X_train, y_train), with the 4,000 digits that the lab trains and validates on"
EXPECTED = "a trained Keras model that reads 950 or more of 1,000 held-out digits rightly"
MISCONCEPTIONS = tuple(BASELINE_BELIEFS.values())

Facts = Mapping[str, Any]
Fault = Misconception | str


def judge(target: Target) -> Verdict:
    """Judge ``beat_the_baseline(X_train (4000, 400), y_train (4000, 1))`` -> a trained Keras model."""
    X_train, y_train, _, _ = lab_digits()
    args = (X_train.copy(), y_train.copy())
    outcome = target.call(*args)
    no_value = _no_value(args, outcome)
    if no_value:
        return no_value
    fault = _value_fault(outcome) or _shape_fault(outcome.value)
    if fault:
        return _refused(args, _shown(outcome), fault)
    with warnings.catch_warnings():
        # Keras warns of inputs that have another name than the model's.
        warnings.simplefilter("ignore")
        return _scored(args, outcome.value)


def _no_value(args: tuple[Any, ...], outcome: Outcome) -> Verdict | None:
    verdict = stopped(NAME, args, EXPECTED, outcome)
    if verdict is None:
        return None
    if outcome.timed_out:
        belief = BASELINE_BELIEFS["too_long"]
        verdict = dataclasses.replace(verdict, message=belief.message, diagnosis=belief.id)
    elif outcome.error and _speaks_of_one_hot(outcome.error):
        belief = told("one_hot_labels", f"The training stopped with {located(outcome.error)}.")
        verdict = dataclasses.replace(verdict, message=belief.message, diagnosis=belief.id)
    return _with_input(verdict)


def _speaks_of_one_hot(error: LearnerError) -> bool:
    return "ndim) `target.ndim - 1`" in error.message or "must have the same" in error.message


def _refused(args: tuple[Any, ...], got: str, fault: Fault) -> Verdict:
    return _with_input(failure(NAME, args, EXPECTED, got, fault))


def _with_input(verdict: Verdict) -> Verdict:
    """Name the arguments instead of writing their many numbers."""
    if verdict.evidence is None:
        return verdict
    return dataclasses.replace(verdict, evidence={**verdict.evidence, "input": INPUT})


def _shown(outcome: Outcome) -> str:
    value = outcome.value
    if isinstance(value, dict) and value.get("kind") == "keras_model":
        return described(value)
    return "None" if value is None else f"a value of type {outcome.type_name}"


def _value_fault(outcome: Outcome) -> Fault | None:
    value, type_name = outcome.value, outcome.type_name
    if value is None:
        return BASELINE_BELIEFS["returns_none"]
    kind = value.get("kind") if isinstance(value, dict) and type_name != "dict" else None
    if kind == "keras_model":
        return None
    if kind == "history":
        return BASELINE_BELIEFS["returns_history"]
    inner = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
    if any(isinstance(item, dict) and item.get("kind") == "keras_model" for item in inner):
        return BASELINE_BELIEFS["returns_several"]
    hint = (
        "Put its brackets behind it."
        if type_name in ("function", "method", "type", "ABCMeta")
        else (
            "A model of another library can be a first try; here a network of Keras is asked for."
            if value is OPAQUE
            else "Return the model itself."
        )
    )
    return f"It returned {a_kind(type_name)}, and a trained model of Keras is asked for. {hint}"


def _shape_fault(facts: Facts) -> Fault | None:
    shape = facts["input_shape"]
    if shape is not None and tuple(shape[1:]) not in _SHAPES:
        one_image = str(tuple(shape[1:])).replace("None", "any")
        return told("input_shape", f"The model takes images of shape {one_image}, expected (400,).")
    if facts["error"] is not None:
        type_name, _, words = facts["error"].partition(": ")
        error = LearnerError(type_name, words)
        return f"Called on 16 digits, the model stops with {located(error)}. {explain(error)}"
    outputs = np.asarray(facts["outputs"])
    if outputs.shape != (16, 10):
        finding = f"For 16 images the outputs have the shape {outputs.shape}, expected (16, 10)."
        if outputs.shape in ((16,), (16, 1)) and (outputs == np.round(outputs)).all():
            return told("answers_with_digits", finding)
        id = {(16, 1): "one_output", (16,): "one_output", (16, 9): "nine_outputs"}.get(outputs.shape)
        return told(id or "output_shape", finding)
    return None if np.isfinite(outputs).all() else BASELINE_BELIEFS["not_a_number"]


_SHAPES = {(400,), (20, 20), (20, 20, 1)}


def _scored(args: tuple[Any, ...], facts: Facts) -> Verdict:
    try:
        model = rebuilt_model(facts)
    except NotRebuilt as problem:
        return _refused(args, f"a model of the class {facts['class_name']}", _not_rebuilt(problem))
    scores = scored(Reader(model, _image_shape(facts)))
    got = f"a model that reads {scores.right.sum()} of them rightly"
    if scores.held_out < MARK:
        return _refused(args, got, reason(facts, scores))
    by_heart = learned_by_heart(scores)
    if by_heart:
        return _refused(args, got, told("trained_on_held_out", by_heart))
    return dataclasses.replace(passed(_note(facts)), message=_praise(scores))


def _image_shape(facts: Facts) -> tuple[int, ...]:
    shape = facts["input_shape"]
    return tuple(shape[1:]) if shape is not None else (400,)


def _not_rebuilt(problem: NotRebuilt) -> Fault:
    if problem.reason == "own_code":
        return told("own_code", f"The model holds Python code of its own: {problem.what}.")
    if problem.reason == "subclass":
        return BASELINE_BELIEFS["subclass"]
    if problem.reason == "too_large":
        return (
            "To read one image the network needs thousands of millions of multiplications, more than can be "
            "waited for. Make the pictures in it smaller, its filters fewer, or its windows narrower."
        )
    return (
        "The network that the check built from the model's layers and weights computes something else than "
        "the model itself. Is a layer replaced after the model was made, or does a layer act in training "
        "only by its own switch? Return a `keras.Sequential` or a functional model as `fit` left it."
    )


def _praise(scores: Scores) -> str:
    return (
        f"It reads {100 * scores.held_out:.1f} % of 1,000 digits that it has not seen. The lab's own network "
        "reads about 92 %."
    )


def _note(facts: Facts) -> str | None:
    if _image_shape(facts) == (400,):
        return None
    return (
        f"The model takes pictures of shape {_image_shape(facts)}, so the rows of 400 pixels were reshaped "
        "for it. With `Reshape` as its first layer it would read the rows as they are."
    )
