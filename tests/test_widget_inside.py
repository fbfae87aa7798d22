"""What the view into a network knows: its units, connections and pixels, and what it can't read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from lab_utils.data import load_digits
from lab_utils.numpy_network import forward, start_weights
from lab_utils.widgets import InsideNetwork
from lab_utils.widgets.inside_network_state import full_scale, watched_digits
from lab_utils.widgets.inside_network_still import signed_picture
from lab_utils.widgets.reading_networks import read_network

SHAPES = ([400, 25, 15, 10], [400, 128, 64, 10], [400, 10], [400, 12, 9, 8, 10])


@pytest.fixture(scope="module")
def X() -> np.ndarray:
    return np.asarray(load_digits()[0][::500])


def weights(sizes: list[int], seed: int = 0) -> dict[str, np.ndarray]:
    """Random weights whose biases are not 0."""
    drawn = start_weights(sizes, seed)
    generator = np.random.default_rng(seed)
    return {name: array + generator.normal(0, 0.1, array.shape).astype("f4") for name, array in drawn.items()}


def keras_model(*layers: Any, inputs: tuple[int, ...] = (400,)) -> Any:
    import keras

    return keras.Sequential([keras.Input(inputs), *layers])


def dense(units: int, activation: str | None = None, **more: Any) -> Any:
    import keras

    return keras.layers.Dense(units, activation=activation, **more)


@pytest.mark.parametrize("sizes", SHAPES, ids=str)
def test_units_are_those_of_the_lab_s_forward_pass(sizes: list[int], X: np.ndarray) -> None:
    drawn = weights(sizes)
    at = read_network(drawn, X).at(X[3])
    cache = forward(X[3:4].astype(float), drawn)
    for layer in range(1, len(sizes) - 1):
        assert np.allclose(at.units[layer - 1], cache[f"A{layer}"][0])
        assert at.active(layer - 1) == (cache[f"A{layer}"] > 0).sum()
    assert np.allclose(at.logits, cache[f"Z{len(sizes) - 1}"][0])


@pytest.mark.parametrize("sizes", SHAPES, ids=str)
def test_pixels_and_biases_add_up_to_each_logit(sizes: list[int], X: np.ndarray) -> None:
    network = read_network(weights(sizes, seed=4), X)
    for x in X:
        at = network.at(x)
        for digit in range(10):
            push = at.push(digit)
            assert push.pixels.sum() + push.bias == pytest.approx(at.logits[digit], abs=1e-9)


def test_the_push_of_a_pixel_is_keras_s_gradient_times_the_pixel(X: np.ndarray) -> None:
    import tensorflow as tf

    model = keras_model(dense(25, "relu"), dense(15, "relu"), dense(10))
    x = tf.constant(X[2:3])
    with tf.GradientTape() as tape:
        tape.watch(x)
        logit = model(x)[0, 7]
    slope = tape.gradient(logit, x).numpy()[0]
    assert np.allclose(read_network(model, X).at(X[2]).push(7).pixels, slope * X[2], atol=1e-5)


def test_a_contribution_is_weight_times_activation_and_with_the_bias_they_are_the_sum(X: np.ndarray) -> None:
    network = read_network(weights([400, 25, 15, 10]), X)
    at = network.at(X[5])
    for layer in range(3):
        given = at.contributions(layer)
        assert np.allclose(given.sum(axis=0) + network.layers[layer].b, at.sums[layer])


def test_the_strongest_connections_come_first_and_silent_units_have_none(X: np.ndarray) -> None:
    at = read_network(weights([400, 25, 15, 10]), X).at(X[5])
    edges = at.strongest(1, 1000)
    sizes = [abs(edge.contribution) for edge in edges]
    assert sizes == sorted(sizes, reverse=True)
    silent = set(np.flatnonzero(at.units[0] == 0))
    assert silent and not silent & {edge.source for edge in edges}
    assert len(edges) == (25 - len(silent)) * 15
    assert at.strongest(1, 3) == edges[:3]


def test_every_form_of_a_network_is_read_alike(X: np.ndarray) -> None:
    model = keras_model(dense(25, "relu"), dense(15, "relu"), dense(10))
    by_name = {
        f"{letter}{i // 2 + 1}": array
        for i, array in enumerate(model.get_weights())
        for letter in "Wb"[i % 2]
    }

    class Trained:
        weights = by_name

    expected = model.predict(X, verbose=0)
    for form in (model, model.get_weights(), by_name, Trained()):
        assert np.allclose(read_network(form, X).logits(X), expected, atol=1e-4)


def test_dressed_up_keras_models_are_read_too(X: np.ndarray) -> None:
    import keras

    layers = keras.layers
    rewritten = keras_model(dense(9), layers.ReLU(), layers.Dropout(0.5), dense(10, use_bias=False))
    folded = keras_model(layers.Flatten(), dense(9, "relu"), dense(10, "softmax"), inputs=(20, 20))
    nested = keras_model(keras.Sequential([dense(9), layers.Activation("relu")]), dense(10))
    late = keras.Sequential([dense(9, "relu"), dense(10)])
    for model in (rewritten, folded, nested, late):
        network = read_network(model, X)
        assert network.sizes == [400, 9, 10]
        assert [layer.bends for layer in network.layers] == [True, False]


REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "convolution": (lambda: _cnn(), "a layer Conv2D. A convolution has one small filter for many places"),
    "sigmoid": (lambda: keras_model(dense(9, "sigmoid"), dense(10)), "got sigmoid. Only with ReLU"),
    "a sum of two layers": (lambda: _branched(), "got another answer than theirs."),
    "too wide": (
        lambda: weights([400, 300, 10]),
        "256 units each and 12 classes at most, got 400 - 300 - 10",
    ),
    "for 28 x 28": (lambda: weights([784, 9, 10]), "It takes 784 numbers, the digits of X have 400."),
    "a model for 28 x 28": (lambda: keras_model(dense(10), inputs=(784,)), "expected a model that reads X"),
    "NaN": (lambda: [np.full((400, 10), np.nan), np.zeros(10)], "got NaN or infinity"),
    "no weights": (lambda: {}, "expected a Keras model, or its weights"),
    "a word": (lambda: "model.keras", "got str. Give the model itself"),
    "kernels alone": (lambda: [np.ones((400, 10))], "got 1 arrays. Give the model itself"),
    "out of order": (
        lambda: [np.ones((400, 9)), np.ones(9), np.ones((8, 10)), np.ones(10)],
        "kernels (400, 9), (8, 10)",
    ),
}


def _cnn() -> Any:
    import keras

    layers = keras.layers
    return keras_model(layers.Reshape((20, 20, 1)), layers.Conv2D(2, 3), layers.Flatten(), dense(10))


def _branched() -> Any:
    import keras

    inputs = keras.Input((400,))
    hidden = dense(9, "relu")(inputs)
    return keras.Model(inputs, keras.layers.Dropout(0.1)(dense(10)(hidden) * 2))


@pytest.mark.parametrize("kind", REFUSED)
def test_what_can_t_be_shown_is_refused_in_words(kind: str, X: np.ndarray) -> None:
    make, words = REFUSED[kind]
    with pytest.raises(ValueError) as refused:
        read_network(make(), X)
    assert words in str(refused.value)


def test_several_networks_are_told_apart_by_name(X: np.ndarray) -> None:
    both = {"before": weights([400, 25, 10]), "after": weights([400, 25, 10], seed=1)}
    inside = InsideNetwork(both, X)
    before = inside.at.logits
    inside.network = "after"
    assert not np.allclose(before, inside.at.logits)
    with pytest.raises(ValueError, match="expected 'before' or 'after', got 'later'"):
        inside.network = "later"
    with pytest.raises(ValueError, match="The network 'b': expected finite"):
        watched_digits({"a": both["after"], "b": [np.full((400, 10), np.nan), np.ones(10)]}, X)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("chosen", 10, "expected 0 to 9, got 10"),
        ("edges", -1, "expected 0 to 100, got -1"),
        ("digit", 10, "expected 0 to 9, got 10"),
        ("unit", [3, 1], r"expected \[layer, unit\] of the hidden layers of \[25, 15\] units"),
        ("unit", [1, 0], "Both are counted from 1"),
    ],
)
def test_what_python_can_t_choose_is_said(name: str, value: Any, words: str, X: np.ndarray) -> None:
    with pytest.raises(ValueError, match=words):
        setattr(InsideNetwork(weights([400, 25, 15, 10]), X), name, value)


def test_too_many_digits_are_refused() -> None:
    with pytest.raises(ValueError, match="expected 200 at most, got 5,000"):
        InsideNetwork(weights([400, 10]), load_digits()[0])


def test_the_words_say_what_the_network_makes_of_the_digit(X: np.ndarray) -> None:
    inside = InsideNetwork({"lab": weights([400, 25, 15, 10])}, X, np.arange(10))
    inside.chosen = 4
    at = inside.at
    active = f"{(at.units[0] > 0).sum()} of 25, then {(at.units[1] > 0).sum()} of 15"
    words = inside.in_words()
    assert words.startswith("Inside the network: lab, 400 - 25 - 15 - 10. Digit 4, labelled 4, is read as ")
    assert words.endswith(f"Active hidden units: {active}.")


@pytest.mark.parametrize("sizes", [[400, 25, 15, 10], [400, 10], [400, 256, 10]], ids=str)
def test_its_picture_is_small_enough_for_a_notebook(sizes: list[int], X: np.ndarray) -> None:
    from lab_utils.widgets._still import png_of

    assert 5_000 < len(png_of(InsideNetwork(weights(sizes), X).still())) < 100_000


def test_plus_is_solid_and_minus_is_striped() -> None:
    plus, minus = (signed_picture(np.full(4, value), 2, 1.0).reshape(-1, 3) for value in (1.0, -1.0))
    assert len(np.unique(plus, axis=0)) == 1
    assert len(np.unique(minus, axis=0)) == 2
    assert (signed_picture(np.zeros(4), 2, 1.0) == 255).all()


def test_a_network_of_zeros_has_a_scale() -> None:
    assert full_scale(np.zeros((4, 4))) == 1.0
