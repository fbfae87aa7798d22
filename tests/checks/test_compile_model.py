"""`compile_model` is judged by the value of the loss, and the model that it is given stays itself."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import log_softmax

from public_tests import check
from public_tests.exercises import _compile_loss
from public_tests.exercises.compile_model import LEARNING_RATES, MISCONCEPTIONS
from public_tests.keras_compiled import LOSS_LABELS, LOSS_LOGITS
from tests.checks.cases import compile_model as cases


def test_the_right_loss_is_the_cross_entropy_that_scipy_computes() -> None:
    rows = np.arange(len(LOSS_LABELS))
    assert pytest.approx(-log_softmax(LOSS_LOGITS, axis=1)[rows, LOSS_LABELS].mean()) == _compile_loss.RIGHT


def test_no_two_losses_that_are_named_by_value_have_the_same() -> None:
    values = sorted([_compile_loss.RIGHT, 4 * _compile_loss.RIGHT, *_compile_loss._IMITATED.values()])
    assert np.diff(values).min() > 0.1


def test_every_belief_about_compiling_is_planted() -> None:
    planted = {diagnosis for _, diagnosis in cases.PLANTED.values()}
    assert planted == {belief.id for belief in MISCONCEPTIONS}


@pytest.mark.parametrize("factor", [0.99, 1.01])
@pytest.mark.parametrize("border", LEARNING_RATES)
def test_the_learning_rate_has_two_borders(border: float, factor: float) -> None:
    inside = (factor > 1) == (border == min(LEARNING_RATES))
    solution = cases._compiling(optimizer=lambda: cases._adam(border * factor))
    assert check("compile_model", solution).passed == inside


def test_a_compiled_model_in_place_of_the_function_is_told_to_hand_over_the_function() -> None:
    from lab_utils.network import build_lab_network, compile_lab_network

    report = check("compile_model", compile_lab_network(build_lab_network()))
    assert report.diagnosis == "another_model"
    assert "the function itself" in report.message


@pytest.mark.parametrize(
    "metric", ["CategoricalAccuracy", "mse", "sparse_categorical_crossentropy", "Precision"]
)
def test_a_metric_that_misreads_labels_or_logits_gets_a_word(metric: str) -> None:
    made = getattr(cases._keras().metrics, metric) if metric[0].isupper() else lambda: metric
    report = check("compile_model", cases._compiling(metrics=lambda: [made()]))
    assert report.passed
    assert report.note and metric in report.note


@pytest.mark.parametrize(("name", "number"), [("beta_1", 0.001), ("beta_2", 0.5), ("epsilon", 1.0)])
def test_an_unusual_number_of_adam_passes_with_a_word(name: str, number: float) -> None:
    adam = cases._keras().optimizers.Adam
    report = check("compile_model", cases._compiling(optimizer=lambda: adam(**{name: number})))
    assert report.passed
    assert report.note and f"Adam's {name} is {number:g}" in report.note


@pytest.mark.parametrize(("name", "number"), [("clipvalue", 1e-9), ("clipnorm", 1.0), ("weight_decay", 10.0)])
def test_what_changes_the_steps_besides_passes_with_a_word(name: str, number: float) -> None:
    adam = cases._keras().optimizers.Adam
    report = check("compile_model", cases._compiling(optimizer=lambda: adam(**{name: number})))
    assert report.passed
    assert report.note and f"{name}={number:g} besides" in report.note


@pytest.mark.parametrize("given", ["a name", "a class"])
def test_a_loss_with_all_defaults_is_told_how_it_came_to_them(given: str) -> None:
    losses = cases._keras().losses
    loss = "sparse_categorical_crossentropy" if given == "a name" else losses.SparseCategoricalCrossentropy
    report = check("compile_model", cases._compiling(loss=lambda: loss))
    assert ("brackets" in report.message) == (given == "a class")


def test_the_usual_numbers_of_adam_get_no_word() -> None:
    assert check("compile_model", cases._compiling()).note is None
