"""`backward`: the check against TensorFlow and numerical gradients, and what its messages tell."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from public_tests import check
from public_tests.card import card_of
from public_tests.exercises import backward as module
from public_tests.exercises._backward_figures import numerical
from public_tests.exercises._backward_steps import Backprop
from tests.checks.cases.backward import line_by_line, masks_swapped, written

PROBES = module._PROBES


@pytest.mark.parametrize("probe", range(len(PROBES)))
def test_the_gradients_that_are_asked_for_are_those_of_tensorflow(probe: int) -> None:
    import tensorflow as tf

    X, y, weights, cache = PROBES[probe]
    variables = {key: tf.Variable(value.astype(np.float64)) for key, value in weights.items()}
    with tf.GradientTape() as tape:
        A = tf.constant(X.astype(np.float64))
        for layer in "12":
            A = tf.nn.relu(A @ variables["W" + layer] + variables["b" + layer])
        logits = A @ variables["W3"] + variables["b3"]
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y[:, 0], logits))
    theirs = tape.gradient(loss, variables)
    for asked in (module._right(X, y, weights, cache), Backprop()(X, y, weights, cache)):
        for key, gradient in theirs.items():
            np.testing.assert_allclose(asked[key], gradient.numpy(), atol=1e-6)
    for key, gradient in numerical(X, y, weights).items():
        np.testing.assert_allclose(gradient, theirs[key].numpy(), atol=1e-8)


def test_batches_are_as_large_as_no_layer_and_no_unit_is_at_the_corner_of_relu() -> None:
    for X, y, weights, _ in PROBES[:3]:
        assert len(X) not in {size for value in weights.values() for size in value.shape}
        assert y.shape == (len(X), 1) and y.dtype == np.int64
    for *_, cache in PROBES:
        assert min(np.abs(cache["Z1"]).min(), np.abs(cache["Z2"]).min()) > 0.01


@pytest.mark.parametrize(
    ("mistake", "words"),
    [
        ({"mean": lambda dZ, m: dZ}, "with m = 3: k = 3 and the cosine is 1 in every layer."),
        ({"mean": lambda dZ, m: dZ / m**2}, "k = 0.333 and the cosine is 1 in every layer."),
        ({"slope": lambda p, t, z: t - p}, "k = -1 and the cosine is -1 in every layer."),
        ({"slope": lambda p, t, z: p}, "The gradient of b3 adds up to 1, not 0."),
        ({"gate": lambda dA, Z, A: dA}, "the first wrong layer, from the last one, is 2, where W2 has k ="),
        ({"back": lambda dZ, W, dW: dZ @ dW.T}, "the first wrong layer, from the last one, is 2,"),
        ({"inputs": ("A1", "Z2")}, "only layer 3 is wrong, where W3 has k ="),
        ({"inputs": ("Z1", "A2")}, "only layer 2 is wrong, where W2 has k ="),
        ({"dW": lambda A, dZ, m: dZ.T @ A}, "W3 has the shape (4, 5), not (5, 4)"),
        ({"dW": lambda A, dZ, m: A.T @ dZ * np.nan}, "W3 is not finite"),
        ({"dW": lambda A, dZ, m: 0 * (A.T @ dZ)}, "W3 is 0"),
    ],
)
def test_the_message_tells_k_the_cosine_and_the_first_wrong_layer(mistake: Any, words: str) -> None:
    message = check("backward", written(**mistake)).message
    assert "Held against the numerical gradient, on a network 8-6-5-4" in message
    assert words in message


def test_where_products_do_not_fit_the_figures_come_from_a_network_whose_layers_are_equal() -> None:
    report = check("backward", masks_swapped)
    assert report.status == "error"
    assert "on a network 4-4-4-4 with m = 4: the first wrong layer, from the last one, is 2" in report.message


def test_the_card_keeps_its_three_parts_with_the_figures_in_the_first() -> None:
    text = card_of(check("backward", written(mean=lambda dZ, m: dZ))).to_text()
    does, why = text.index("What it does: The gradient is m times"), text.index("Why: The loss is a mean")
    assert does < text.index("k = 3") < why < text.index("Try next: Divide by m once.")


def test_a_right_gradient_is_told_no_figures_and_no_beliefs() -> None:
    report = check("backward", line_by_line)
    assert (report.passed, report.diagnosis, report.evidence, report.note) == (True, None, None, None)


@pytest.mark.parametrize("key", ["W1", "b1", "W2", "b2", "W3", "b3"])
def test_one_weight_that_is_moved_in_place_is_seen(key: str) -> None:
    def moves(X: Any, y: Any, weights: Any, cache: Any) -> Any:
        gradients = line_by_line(X, y, weights, cache)
        weights[key] -= 0.1 * gradients[key]
        return gradients

    report = check("backward", moves)
    assert report.diagnosis == "changes_input"
    assert report.evidence and f"the argument became {{'{key}'" in report.evidence["got"]


@pytest.mark.parametrize("key", ["Z1", "A1", "Z2", "A2", "Z3"])
def test_one_array_of_the_cache_that_is_changed_is_seen(key: str) -> None:
    def cuts(X: Any, y: Any, weights: Any, cache: Any) -> Any:
        gradients = line_by_line(X, y, weights, cache)
        np.abs(cache[key] + 1, out=cache[key])
        return gradients

    assert check("backward", cuts).diagnosis == "changes_input"


@pytest.mark.parametrize("factor", [0.01, -0.003, 10, 1 / 400])
def test_any_common_factor_is_named_with_its_k(factor: float) -> None:
    report = check(
        "backward", lambda *args: {key: factor * value for key, value in line_by_line(*args).items()}
    )
    assert report.diagnosis == "another_factor"
    assert f"k = {factor:.3g} and the cosine" in report.message


@pytest.mark.parametrize("rate", [0.5, 0.03, 3e-3])
def test_weights_after_a_step_of_any_length_are_named(rate: float) -> None:
    def steps(X: Any, y: Any, weights: Any, cache: Any) -> Any:
        return {key: weights[key] - rate * value for key, value in line_by_line(X, y, weights, cache).items()}

    assert check("backward", steps).diagnosis == "updated_weights"


def test_gradients_that_are_rounded_a_little_are_not_told_to_have_another_length() -> None:
    report = check("backward", lambda *args: {k: v.round(4) for k, v in line_by_line(*args).items()})
    assert report.status == "fail"
    assert report.diagnosis != "another_factor"
