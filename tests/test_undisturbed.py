"""A check leaves the random numbers that follow a seed as they would have been without it."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from public_tests import check
from public_tests.undisturbed import undisturbed


def a_check() -> None:
    check("my_softmax", uses_randomness)


def uses_randomness(z: Any) -> Any:
    """Stands for a learner's function that draws from every global generator and seeds them too."""
    import keras
    import tensorflow as tf

    random.random()
    np.random.rand(3)
    tf.random.uniform([2])
    keras.random.normal([2])
    keras.layers.Dense(3).build((None, 2))
    return np.exp(z) / np.exp(z).sum()


def a_learner_who_seeds() -> None:
    def seeds(z: Any) -> Any:
        import keras

        keras.utils.set_random_seed(99)
        return uses_randomness(z)

    check("my_softmax", seeds)


def a_training() -> None:
    """Stands for the checks of exercises with a network: a model is built, trained and dropped."""
    with undisturbed():
        fitted()


def a_check_of_a_model() -> None:
    import keras

    def build_model() -> Any:
        sizes = [(25, "relu"), (15, "relu"), (10, "linear")]
        layers = [keras.layers.Dense(units, activation=activation) for units, activation in sizes]
        return keras.Sequential([keras.Input((400,)), *layers])

    assert check("build_model", build_model).passed


def a_cleared_session() -> None:
    import keras

    with undisturbed():
        keras.utils.clear_session()
        uses_randomness(np.array([1.0, 2.0]))


def fitted() -> list[float]:
    import keras

    X = np.linspace(0, 1, 64, dtype="float32").reshape(32, 2)
    y = (np.arange(32) % 3).reshape(-1, 1)
    model = keras.Sequential([keras.layers.Dense(4, activation="relu"), keras.layers.Dense(3)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss)
    history = model.fit(X, y, epochs=2, batch_size=4, verbose=0).history["loss"]
    return [*history, *model.get_weights()[0].ravel().tolist()]


def numbers_that_follow(between: Callable[[], None]) -> list[float]:
    """Seed, draw, do something in between, and draw again from everything that has a global state."""
    import keras
    import tensorflow as tf

    keras.utils.set_random_seed(7)
    tf.random.uniform([2]), keras.random.normal([2]), random.random()
    between()
    return [
        random.random(),
        *np.random.rand(2).tolist(),
        *tf.random.uniform([2]).numpy().tolist(),
        *tf.random.uniform([2], seed=5).numpy().tolist(),
        *np.asarray(keras.random.normal([2])).tolist(),
        *np.asarray(keras.initializers.GlorotUniform()((2, 2))).ravel().tolist(),
        *fitted(),
        *tf.random.uniform([2]).numpy().tolist(),
    ]


def nothing() -> None:
    """Stands for the same notebook without the check."""


@pytest.fixture(scope="module")
def undisturbed_numbers() -> list[float]:
    return numbers_that_follow(nothing)


@pytest.mark.parametrize(
    "between", [a_check, a_check_of_a_model, a_learner_who_seeds, a_training, a_cleared_session]
)
def test_the_numbers_that_follow_a_seed_are_the_same_with_and_without_a_check(
    between: Callable[[], None], undisturbed_numbers: list[float]
) -> None:
    assert numbers_that_follow(between) == undisturbed_numbers


def test_without_the_guard_the_numbers_would_differ(undisturbed_numbers: list[float]) -> None:
    def unguarded() -> None:
        uses_randomness(np.ones(2))

    assert numbers_that_follow(unguarded) != undisturbed_numbers


def test_an_operation_with_its_own_seed_goes_on_where_it_was() -> None:
    import tensorflow as tf

    def drawn(between: Callable[[], None]) -> list[float]:
        tf.random.set_seed(3)
        first = tf.random.uniform([1], seed=5)
        between()
        return [float(first[0]), float(tf.random.uniform([1], seed=5)[0])]

    def same_seed() -> None:
        with undisturbed():
            tf.random.uniform([1], seed=5)

    assert drawn(same_seed) == drawn(nothing)


def test_the_next_layer_is_called_as_if_no_check_had_been() -> None:
    import keras

    keras.utils.clear_session()
    first = keras.layers.Dense(1).name
    a_check()
    a_check_of_a_model()
    a_training()
    assert (first, keras.layers.Dense(1).name) == ("dense", "dense_1")


def test_an_unseeded_kernel_stays_unseeded() -> None:
    import keras
    import tensorflow as tf
    from tensorflow.python.eager.context import global_seed

    keras.utils.clear_session()
    tf.random.set_seed(None)
    a_learner_who_seeds()
    assert global_seed() is None
    drawn = {float(tf.random.uniform([1])[0]) for _ in range(3)}
    a_learner_who_seeds()
    assert len(drawn | {float(tf.random.uniform([1])[0])}) == 4


def test_a_numpy_check_does_not_import_tensorflow() -> None:
    program = (
        "import sys, numpy as np\n"
        "from public_tests import check\n"
        "check('my_softmax', lambda z: np.exp(z) / np.exp(z).sum())\n"
        "print('tensorflow' in sys.modules, 'keras' in sys.modules)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "False"]


def test_another_tensorflow_or_keras_never_breaks_a_check(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("tensorflow.python.eager.context", "keras.src.backend.common.global_state"):
        monkeypatch.setitem(sys.modules, name, object())
    assert check("my_softmax", lambda z: np.exp(z) / np.exp(z).sum()).passed


def test_the_states_are_restored_when_the_check_itself_fails() -> None:
    random.seed(1), np.random.seed(1)
    expected = random.Random(1).random(), np.random.RandomState(1).rand()
    with pytest.raises(ZeroDivisionError), undisturbed():
        random.random(), np.random.rand(), 1 / 0
    assert (random.random(), np.random.rand()) == expected
