"""What a network would have to multiply is known before it does."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from keras import Input, Model, Sequential, layers, ops

from public_tests.keras_config import config_text, flat_layers
from public_tests.keras_rebuilt import NotRebuilt, rebuilt_model
from public_tests.keras_work import multiplications

PICTURE = (20, 20, 1)


def functional(*steps: Any) -> Model:
    """Chain steps behind an input of 20 x 20 pixels, and end in ten outputs."""
    image = Input((400,))
    values = layers.Reshape(PICTURE)(image)
    for step in steps:
        values = step(values)
    return Model(image, layers.Dense(10)(layers.Flatten()(values)))


def convolutions(number: int, filters: int) -> list[Any]:
    return [layers.Conv2D(filters, 3, padding="same", activation="relu") for _ in range(number)]


def test_dense_layers_take_a_multiplication_a_weight() -> None:
    sizes = (400, 25, 15, 10)
    by_hand = sum(a * b + b for a, b in pairwise(sizes))
    network = Sequential([Input((400,)), *[layers.Dense(n) for n in sizes[1:]]])
    assert by_hand <= multiplications(network) <= by_hand + 400


def test_a_convolution_takes_its_kernel_at_each_place() -> None:
    places, kernel = 20 * 20, 3 * 3 * 1 * 32
    assert places * kernel <= multiplications(functional(*convolutions(1, 32))) < 4 * places * kernel


# Made in the tests: whoever only looks for tests should not wait for TensorFlow.
ORDINARY: dict[str, Callable[[], Model]] = {
    "ten layers of 128 filters": lambda: functional(*convolutions(10, 128)),
    "pooling": lambda: functional(
        *convolutions(2, 64), layers.MaxPooling2D(), layers.BatchNormalization(), layers.Dropout(0.5)
    ),
    "a shortcut": lambda: functional(*convolutions(1, 64), lambda x: x + ops.relu(x)),
    "a sequence": lambda: functional(layers.Reshape((20, 20)), layers.Bidirectional(layers.LSTM(128))),
    "a network inside": lambda: functional(Sequential([Input(PICTURE), *convolutions(2, 64)])),
    "attention": lambda: functional(
        layers.Reshape((400, 1)), layers.Dense(64), lambda x: layers.MultiHeadAttention(4, 16)(x, x)
    ),
}


@pytest.mark.parametrize("kind", ORDINARY)
def test_what_a_learner_may_try_is_built(kind: str) -> None:
    network = ORDINARY[kind]()
    assert rebuilt_model(told(network)).count_params() == network.count_params()


def larger() -> Any:
    return layers.UpSampling2D(50)


TAKES_HOURS: dict[str, Callable[[], Model]] = {
    "a convolution": lambda: functional(larger(), layers.Conv2D(1, 600), layers.GlobalMaxPooling2D()),
    "a pooling": lambda: functional(
        larger(), layers.MaxPooling2D(900, strides=1, padding="same"), layers.GlobalMaxPooling2D()
    ),
    "one inside": lambda: functional(
        Sequential([Input(PICTURE), larger(), layers.Conv2D(1, 600)]), layers.GlobalMaxPooling2D()
    ),
    "one of any size inside": lambda: functional(
        larger(), Sequential([Input((None, None, 1)), layers.Conv2D(1, 600)]), layers.GlobalMaxPooling2D()
    ),
    "a product": lambda: functional(
        larger(),
        lambda x: ops.matmul(x[..., 0], x[..., 0]),
        layers.Reshape((1000, 1000, 1)),
        layers.MaxPooling2D(900),
    ),
}


@pytest.mark.parametrize("kind", TAKES_HOURS)
def test_what_would_take_hours_is_refused_before_it_is_computed(kind: str) -> None:
    with pytest.raises(NotRebuilt) as refused:
        rebuilt_model(told(TAKES_HOURS[kind]()))
    assert refused.value.reason == "too_large"


def told(network: Model) -> dict[str, Any]:
    """Return what is asked of a model that its configuration tells whole."""
    config = config_text(network, list(flat_layers(network)))
    return {"config": config, "weights": network.get_weights(), "outputs": None, "error": None}
