"""`build_model` is judged by outputs: NumPy's network against Keras, and each activation told apart."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from public_tests import check
from public_tests.exercises._dense_network import (
    HIDDEN,
    OUTPUT,
    RIGHT,
    Activations,
    explain_outputs,
    forward,
    placed,
)
from public_tests.exercises.build_model import MISCONCEPTIONS
from public_tests.keras_facts import facts_of
from public_tests.keras_outputs import probes_of, trial_weights
from tests.checks.cases import build_model as networks

SHAPES = [(400, 25), (25,), (25, 15), (15,), (15, 10), (10,)]
# Keras's own names and settings for what the check calls otherwise.
KERAS = {"leaky_relu (slope 0.3)": 0.3, "leaky_relu (slope 0.01)": 0.01}


def facts_with(activations: Activations, noise: float = 0.0) -> dict[str, Any]:
    weights, probes = trial_weights(SHAPES), probes_of(None)
    assert probes is not None
    outputs = forward(probes, placed(weights) or {}, activations)
    outputs = outputs + noise * np.random.default_rng(0).normal(size=outputs.shape) * np.abs(outputs).max()
    return {
        "probes": probes,
        "weights": weights,
        "outputs": outputs,
        "trial_weights": weights,
        "trial_outputs": outputs,
    }


@pytest.mark.parametrize("output", OUTPUT)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_each_pair_of_activations_is_told_apart_from_all_others(hidden: str, output: str) -> None:
    activations = Activations(hidden, hidden, output)
    assert explain_outputs(facts_with(activations)) == activations


@pytest.mark.parametrize("place", ["first", "second"])
@pytest.mark.parametrize("hidden", HIDDEN)
def test_one_odd_hidden_layer_is_found_at_its_place(hidden: str, place: str) -> None:
    activations = RIGHT._replace(**{place: hidden})
    assert explain_outputs(facts_with(activations)) == activations


def test_a_right_network_with_the_rounding_of_a_graphics_card_is_right() -> None:
    assert explain_outputs(facts_with(RIGHT, noise=5e-4)) == RIGHT


@pytest.mark.parametrize("name", [*HIDDEN, *OUTPUT])
def test_the_activations_are_those_of_keras(name: str) -> None:
    keras = networks._keras()
    z = np.linspace(-8, 8, 33, dtype=np.float32).reshape(3, 11)
    if name in KERAS:
        expected = keras.layers.LeakyReLU(negative_slope=KERAS[name])(z)
    else:
        expected = getattr(keras.activations, name)(keras.ops.convert_to_tensor(z))
    got = {**HIDDEN, **OUTPUT}[name](z.astype(float))
    assert np.allclose(got, keras.ops.convert_to_numpy(expected), atol=1e-5)


def test_numpy_and_keras_compute_the_same_network() -> None:
    facts = facts_of(networks.plainest())
    weights = placed(facts["weights"])
    assert weights is not None
    assert np.allclose(forward(facts["probes"], weights), facts["outputs"], atol=1e-5)


def test_a_model_may_be_handed_over_instead_of_the_function() -> None:
    model = networks.no_input_layer()
    assert check("build_model", model).passed
    assert not model.built
    assert check("build_model", networks.network(output="softmax")).diagnosis == "softmax_output"


def test_the_check_leaves_the_random_numbers_as_they_were() -> None:
    np.random.seed(5)
    random.seed(5)
    check("build_model", networks.tensorflow_course)
    assert np.random.random() == np.random.RandomState(5).random_sample()
    assert random.random() == random.Random(5).random()


def test_every_belief_about_the_network_is_planted() -> None:
    planted = {diagnosis for _, diagnosis in networks.PLANTED.values()}
    assert planted == {belief.id for belief in MISCONCEPTIONS}


def test_what_was_found_stands_beside_what_was_expected() -> None:
    report = check("build_model", lambda: networks.network((15, 25, 10)))
    assert report.evidence is not None
    assert report.evidence["got"] == "a model 400 -> 15 relu -> 25 relu -> 10 linear, 6,675 parameters"
