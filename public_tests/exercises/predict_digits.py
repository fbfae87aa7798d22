"""`predict_digits`: from a model and many images to one digit for each."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from public_tests.comparing import Finding, compare, same_numbers
from public_tests.exercises._asked_models import ANOTHER_MODEL, TRAINS, WITHOUT_A_ROW
from public_tests.exercises._prediction_beliefs import MISCONCEPTIONS
from public_tests.exercises._prediction_network import digits_of, network_weights, sparse_images
from public_tests.judging import Rules, array_note
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.plain import plain
from public_tests.report import Verdict
from public_tests.target import Outcome, Target
from public_tests.trials import Trial

Array = np.ndarray[Any, Any]


def _model(weights: Sequence[Array]) -> Any:
    import keras

    layers = [keras.Input((400,)), keras.layers.Dense(25, "relu"), keras.layers.Dense(15, "relu")]
    model = keras.Sequential([*layers, keras.layers.Dense(10)])
    model.set_weights(weights)
    return model


@cache
def _probe_model() -> Any:
    return _model(network_weights())


@cache
def _facts() -> dict[str, Any]:
    """Return what the border tells of the model as it is before any call."""
    facts: dict[str, Any] = plain(_probe_model())
    return facts


@cache
def _rules() -> Rules:
    rng = np.random.default_rng(6)
    # One image, fewer than ten, more than ten, and more than Keras predicts in one batch (32).
    batches = [sparse_images(rng, m) for m in (1, 4, 12, 60)]
    return Rules(
        name="predict_digits",
        reference=digits_of,
        probes=[(_probe_model(), X) for X in batches],
        misconceptions=MISCONCEPTIONS,
        compare=_compare_digits,
        recognise=_recognise,
        note=_note,
    )


def _recognise(trials: Sequence[Trial]) -> Misconception | None:
    if any(_model_changed(trial.outcome) for trial in trials):
        return TRAINS
    # What Keras says of an image without its own axis: the shape that came had one axis only. Once `predict`
    # has met several shapes, TensorFlow looks for no shape in advance, and the rank is unknown.
    errors = [trial.outcome.error.message for trial in trials if trial.outcome.error]
    shapes = r"incompatible shape \(\d+,\)|found ndim=1|unknown rank"
    told = [re.search(shapes, message) for message in errors]
    return WITHOUT_A_ROW if len(errors) == len(trials) and all(told) else None


def _model_changed(outcome: Outcome) -> bool:
    """Tell whether a call left other layers, weights or outputs behind than it was given."""
    after = outcome.arguments_after
    if not (after and isinstance(after[0], dict) and after[0].get("weights") is not None):
        return False
    as_it_was, now = _facts(), after[0]
    if not (all(now["trainable"]) and _same_arrays(now["weights"], network_weights())):
        return True
    outputs = now["outputs"], as_it_was["outputs"]
    return np.shape(outputs[0]) != np.shape(outputs[1]) or not np.allclose(*outputs, rtol=1e-3, atol=1e-3)


def _same_arrays(one: Sequence[Array], other: Sequence[Array]) -> bool:
    return len(one) == len(other) and all(map(np.array_equal, one, other))


def _compare_digits(expected: Array, outcome: Outcome) -> Finding | None:
    finding = compare(expected, outcome)
    if finding is None and _model_changed(outcome):
        return Finding("model", TRAINS.finding)
    if finding and finding.property == "shape":
        return Finding("shape", f"{finding.sentence} One digit is meant for each row of X.")
    if finding and finding.property == "order":
        return Finding("order", "The right digits, in another order: digit k belongs to row k of X.")
    if finding is None or finding.property != "values":
        return finding
    digits = np.asarray(outcome.value)
    wrong = np.flatnonzero(digits != expected)
    beyond = digits[~np.isin(digits, range(10))]
    if beyond.size:
        return Finding("values", f"{beyond[0]:g} is no digit: what can be predicted are the places 0 to 9.")
    return Finding(
        "values",
        f"{len(wrong)} of {len(expected)} digits are not where the largest logit stands. Print the ten "
        f"logits of row {wrong[0]}, and look where yours comes from.",
    )


def _note(target: Target, outcomes: Sequence[Outcome]) -> str | None:
    if any(np.asarray(outcome.value).dtype.kind == "f" for outcome in outcomes):
        return "The digits come as floats. That is accepted; whole numbers are meant: `.astype(int)`."
    return array_note(target, outcomes)


def _asks_another_model(target: Target) -> bool:
    """Tell whether the same digits come back for a model whose outputs stand in another order."""
    _, X = _rules().probes[-1]
    *hidden, W, b = network_weights()
    turned = _model([*hidden, W[:, ::-1], b[::-1]])
    answers = [target.call(model, X.copy()) for model in (_probe_model(), turned)]
    return not any(answer.error or answer.timed_out for answer in answers) and same_numbers(
        *(answer.value for answer in answers)
    )


def judge(target: Target) -> Verdict:
    """Judge ``predict_digits(model, X)``: a model with ten logits, X (m, 400) float32 -> (m,) int."""
    _facts()  # before the learner's function can change the model
    verdict = judge_by(_rules(), target)
    if verdict.status == "fail" and verdict.diagnosis is None and _asks_another_model(target):
        verdict = dataclasses.replace(verdict, message=ANOTHER_MODEL.message, diagnosis=ANOTHER_MODEL.id)
    if verdict.status != "pass" and _model_changed(Outcome(arguments_after=[plain(_probe_model())])):
        # A model that the learner's function has trained or rebuilt must not meet the next try.
        _probe_model.cache_clear()
        _rules.cache_clear()
    return verdict
