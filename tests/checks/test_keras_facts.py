"""A Keras model crosses the border as facts, and stays as it was."""

from __future__ import annotations

import json
import random
from typing import Any

import numpy as np
import pytest
from scipy.special import log_softmax

from public_tests.keras_compiled import LOSS_LABELS, LOSS_LOGITS, SCHEDULE_STEPS
from public_tests.keras_facts import facts_of
from public_tests.plain import plain
from tests.checks.cases import build_model as networks


def compiled(**settings: Any) -> Any:
    model = networks.plainest()
    model.compile(**settings)
    return model


def trained() -> tuple[Any, Any]:
    model = compiled(optimizer="adam", loss="mse", metrics=["mae"])
    rng = np.random.default_rng(0)
    history = model.fit(
        rng.random((40, 400)), rng.random((40, 10)), epochs=2, verbose=0, validation_split=0.2
    )
    return model, history


def json_safe(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        assert value.dtype.kind in "fiu"
        return None
    if isinstance(value, list):
        return [json_safe(item) for item in value]
    return {key: json_safe(item) for key, item in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize(
    "build",
    [
        networks.plainest,
        networks.functional,
        networks.subclass,
        networks.no_input_layer,
        networks.with_dropout,
    ],
)
def test_outputs_are_what_the_model_predicts_with_the_weights_that_are_told(build: Any) -> None:
    model = build()
    facts = facts_of(model)
    twin = build()
    twin(facts["probes"])
    twin.set_weights(facts["weights"])
    assert np.allclose(facts["outputs"], twin.predict(facts["probes"], verbose=0), atol=1e-5)
    twin.set_weights(facts["trial_weights"])
    assert np.allclose(facts["trial_outputs"], twin.predict(facts["probes"], verbose=0), atol=1e-4)


def test_facts_are_numbers_texts_lists_and_arrays_alone() -> None:
    model, history = trained()
    for facts in (facts_of(model), facts_of(history), facts_of(networks.two_outputs())):
        json.dumps(json_safe(facts), allow_nan=False)


def test_facts_leave_weights_steps_and_later_training_as_they_were() -> None:
    rng = np.random.default_rng(1)
    X, y = rng.random((64, 400)), rng.random((64, 10))
    left_alone, _ = trained()
    looked_at, _ = trained()
    looked_at.set_weights(left_alone.get_weights())
    before = looked_at.get_weights()
    facts_of(looked_at)
    assert all(np.array_equal(a, b) for a, b in zip(before, looked_at.get_weights(), strict=True))
    assert int(looked_at.optimizer.iterations) == int(left_alone.optimizer.iterations)
    losses = [model.evaluate(X, y, verbose=0, return_dict=True) for model in (left_alone, looked_at)]
    assert losses[0] == pytest.approx(losses[1])


def test_facts_of_a_built_model_draw_no_random_number() -> None:
    model = networks.with_dropout()
    python_state, numpy_state = random.getstate(), np.random.get_state()[1].copy()
    facts_of(model)
    assert random.getstate() == python_state
    assert np.array_equal(np.random.get_state()[1], numpy_state)


def test_an_unbuilt_model_stays_unbuilt() -> None:
    model = networks.no_input_layer()
    facts = facts_of(model)
    assert facts["parameters"] == 10575
    assert not model.built


def test_layers_inside_layers_are_told_flat_and_in_order() -> None:
    names = [layer["class_name"] for layer in facts_of(networks.models_in_a_model())["layers"]]
    assert names == ["Dense", "Dense", "Dense"]


def test_frozen_weights_are_told_one_by_one() -> None:
    facts = facts_of(networks.one_frozen_layer())
    frozen = [
        w.shape for w, trainable in zip(facts["weights"], facts["trainable"], strict=True) if not trainable
    ]
    assert frozen == [(400, 25), (25,)]


def test_a_model_that_cannot_be_called_says_why() -> None:
    assert facts_of(networks.two_outputs())["error"].startswith("TypeError")
    assert "call()" in facts_of(networks.no_call_method())["error"]


def test_a_history_is_told_epoch_by_epoch() -> None:
    model, history = trained()
    facts = plain(history)
    assert facts["metrics"] == history.history
    assert facts["epochs"] == [0, 1]
    assert facts["params"]["epochs"] == 2
    assert facts["iterations"] == int(model.optimizer.iterations) == 2


def test_the_loss_is_told_by_its_value() -> None:
    keras = networks._keras()
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    expected = -log_softmax(LOSS_LOGITS, axis=1)[np.arange(4), LOSS_LABELS].mean()
    for given in (loss, {"logits": loss}, lambda y, z: loss(y, z)):
        facts = facts_of(compiled(optimizer="adam", loss=given))["compiled"]["loss"]
        assert facts["value"] == pytest.approx(expected, rel=1e-5)
        assert facts["value_flat"] == pytest.approx(expected, rel=1e-5)


def test_a_loss_that_keras_cannot_compute_is_told_with_its_words() -> None:
    facts = facts_of(compiled(optimizer="adam", loss="categorical_crossentropy"))["compiled"]["loss"]
    assert facts["value"] is None
    assert "same shape" in facts["error"]


def test_the_optimizer_is_told_with_its_learning_rate_along_a_schedule() -> None:
    keras = networks._keras()
    schedule = keras.optimizers.schedules.ExponentialDecay(0.01, 500, 0.5)
    model = compiled(optimizer=keras.optimizers.Adam(schedule), loss="mse", metrics=["accuracy"])
    facts = facts_of(model)["compiled"]
    expected = [0.01 * 0.5 ** (step / 500) for step in SCHEDULE_STEPS]
    assert facts["optimizer"]["learning_rates"] == pytest.approx(expected, rel=1e-4)
    assert facts["optimizer"]["schedule"] == "ExponentialDecay"
    assert facts["metrics"] == ["accuracy"]
    assert facts["iterations"] == 0


def test_a_model_that_is_not_compiled_says_so() -> None:
    assert facts_of(networks.plainest())["compiled"] is None
