"""`predict_digits`: from a model and many images to one digit for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from public_tests.comparing import Finding, compare
from public_tests.exercises._prediction_beliefs import MISCONCEPTIONS, TRAINS, WITHOUT_A_ROW
from public_tests.exercises._prediction_network import digits_of, network_weights, sparse_images
from public_tests.judging import Rules, array_note
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target
from public_tests.trials import Trial

Array = np.ndarray[Any, Any]


@cache
def _probe_model() -> Any:
    import keras

    layers = [keras.Input((400,)), keras.layers.Dense(25, "relu"), keras.layers.Dense(15, "relu")]
    model = keras.Sequential([*layers, keras.layers.Dense(10)])
    model.set_weights(network_weights())
    return model


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
    if any(_weights_changed(trial) for trial in trials):
        return TRAINS
    # What Keras says of an image without its own axis: the shape that came had one axis only.
    errors = [trial.outcome.error.message for trial in trials if trial.outcome.error]
    told = [re.search(r"incompatible shape \(\d+,\)|found ndim=1", message) for message in errors]
    return WITHOUT_A_ROW if len(errors) == len(trials) and all(told) else None


def _weights_changed(trial: Trial) -> bool:
    after = trial.outcome.arguments_after
    weights = after[0].get("weights") if after and isinstance(after[0], dict) else None
    return weights is not None and not all(map(np.array_equal, weights, network_weights()))


def _compare_digits(expected: Array, outcome: Outcome) -> Finding | None:
    finding = compare(expected, outcome)
    if finding and finding.property == "shape":
        return Finding("shape", f"{finding.sentence} One digit is meant for each row of X.")
    if finding and finding.property == "order":
        return Finding("order", "The right digits, in another order: digit k belongs to row k of X.")
    if finding is None or finding.property != "values":
        return finding
    wrong = np.flatnonzero(np.asarray(outcome.value) != expected)
    return Finding(
        "values",
        f"{len(wrong)} of {len(expected)} digits are not where the largest logit stands. Print the ten "
        f"logits of row {wrong[0]}, and look where yours comes from.",
    )


def _note(target: Target, outcomes: Sequence[Outcome]) -> str | None:
    if any(np.asarray(outcome.value).dtype.kind == "f" for outcome in outcomes):
        return "The digits come as floats. That is accepted; whole numbers are meant: `.astype(int)`."
    return array_note(target, outcomes)


def judge(target: Target) -> Verdict:
    """Judge ``predict_digits(model, X)``: a model with ten logits, X (m, 400) float32 -> (m,) int."""
    verdict = judge_by(_rules(), target)
    if not all(map(np.array_equal, _probe_model().get_weights(), network_weights())):
        # A model that the learner's function has trained must not meet the next try.
        _probe_model.cache_clear()
        _rules.cache_clear()
    return verdict
