"""`train_model`: the traces of the marked digits, and the replay against Keras."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lab_utils.network import build_lab_network, compile_lab_network
from public_tests import check
from public_tests.exercises._marked_digits import marked_digits, trained_rows
from public_tests.exercises._replayed_training import in_order, loss_of
from public_tests.exercises._training_looks import Run, _after_the_last_or_best, _scale_fault

DIGITS = marked_digits()


def new_model() -> Any:
    model = compile_lab_network(build_lab_network(seed=3))
    model.run_eagerly = True
    return model


def rows_seen(X: np.ndarray, y: np.ndarray, **settings: Any) -> tuple[np.ndarray, np.ndarray]:
    model = new_model()
    before = model.get_weights()[0]
    model.fit(X, y, verbose=0, **settings)
    return trained_rows(before, model.get_weights()[0])


def test_the_marked_digits_are_what_the_exercise_promises() -> None:
    for X, y in ((DIGITS.X_train, DIGITS.y_train), (DIGITS.X_val, DIGITS.y_val)):
        assert X.dtype == np.float32 and X.min() == 0 and X.max() == 1
        assert y.shape == (len(X), 1) and np.array_equal(y, np.sort(y, axis=0))
        assert set(np.unique(y)) == set(range(10))


@pytest.mark.parametrize("batch_size", [1, 32, 1000])
def test_every_row_that_was_trained_on_leaves_its_trace(batch_size: int) -> None:
    training, validation = rows_seen(DIGITS.X_train, DIGITS.y_train, batch_size=batch_size)
    assert training.all() and not validation.any()


def test_rows_that_were_left_out_leave_none() -> None:
    chosen = np.arange(0, 100, 3)
    training, validation = rows_seen(DIGITS.X_train[chosen], DIGITS.y_train[chosen])
    assert np.array_equal(np.flatnonzero(training), chosen) and not validation.any()


def test_validation_rows_show_that_they_were_trained_on() -> None:
    training, validation = rows_seen(DIGITS.X_val[:5], DIGITS.y_val[:5])
    assert not training.any()
    assert np.array_equal(np.flatnonzero(validation), np.arange(5))


def test_the_loss_from_the_weights_is_the_one_that_keras_evaluates() -> None:
    model = new_model()
    theirs = model.evaluate(DIGITS.X_val, DIGITS.y_val, verbose=0)[0]
    assert loss_of(model.get_weights(), DIGITS.X_val, DIGITS.y_val) == pytest.approx(theirs, rel=1e-5)


@pytest.mark.parametrize("batch_size", [30, 100])
def test_the_replay_gives_the_weights_that_keras_gives_without_shuffling(batch_size: int) -> None:
    model = new_model()
    replayed = in_order(
        model.get_weights(), *DIGITS[:2], epochs=2, batch_size=batch_size, learning_rate=0.001
    )
    model.fit(*DIGITS[:2], epochs=2, batch_size=batch_size, shuffle=False, verbose=0)
    for own, theirs in zip(replayed, model.get_weights(), strict=True):
        assert np.allclose(own, theirs, atol=1e-5)


def test_two_checks_of_the_same_function_agree_and_leave_the_global_seed_alone() -> None:
    import keras
    import tensorflow as tf

    def train_model(model: Any, X: Any, y: Any, X_val: Any, y_val: Any, epochs: int = 40) -> Any:
        return model.fit(X, y, epochs=epochs, validation_data=(X_val, y_val), verbose=0)

    keras.utils.set_random_seed(1)
    undisturbed = float(tf.random.uniform(()))
    keras.utils.set_random_seed(1)
    assert [check("train_model", train_model).status for _ in range(2)] == ["pass", "pass"]
    assert float(tf.random.uniform(())) == undisturbed


@pytest.mark.parametrize(("loss", "fits"), [(2.6, True), (2.8, True), (3.2, False), (2.7, False)])
def test_the_weights_may_be_those_of_the_last_epoch_or_of_a_best_one(loss: float, fits: bool) -> None:
    metrics = {"val_loss": [3.2, 2.8, 2.6], "val_accuracy": [0.25, 0.3125, 0.3125]}
    assert _after_the_last_or_best(metrics, loss) == fits


def test_a_val_loss_of_the_given_images_is_no_sign_of_another_scale_though_other_images_have_it_too() -> None:
    before = [2 * weight for weight in new_model().get_weights()]
    blind = [0 * before[0], *before[1:]]
    said = loss_of(blind, DIGITS.X_val, DIGITS.y_val)
    assert said == loss_of(blind, DIGITS.X_val / 255, DIGITS.y_val)
    losses = [loss_of(before, DIGITS.X_train, DIGITS.y_train)] * 3
    told = {"metrics": {"loss": losses, "val_loss": [said] * 3}}
    assert _scale_fault(Run(DIGITS, before, {"weights": blind}, told)) is None


def test_one_epoch_whose_loss_is_that_of_blank_images_by_chance_is_no_sign_of_a_scale() -> None:
    before = [2 * weight for weight in new_model().get_weights()]
    told = {"metrics": {"loss": [np.log(10)], "val_loss": [loss_of(before, DIGITS.X_val, DIGITS.y_val)]}}
    assert _scale_fault(Run(DIGITS, before, {"weights": before}, told)) is None
