"""Designs as learners write them. Most get their weights in closed form, so that nobody waits for a training.

A kernel machine is a network of two layers: one hidden unit for each training digit, and an output that is
solved for instead of trained. It reads some 96 % of new digits, and all that it was given.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
_WIDTH = 0.02


def _keras() -> Any:
    import keras

    return keras


def solved(X: Array, y: Array) -> tuple[Array, Array, Array]:
    """Return kernel, bias and output weights of a Gaussian kernel machine (ridge regression)."""
    from scipy.linalg import solve

    X = X.astype(np.float32)
    squares = (X**2).sum(axis=1)
    targets = np.where(np.ravel(y)[:, None] == np.arange(10), 1.0, -0.1).astype(np.float32)
    gram = np.exp(-_WIDTH * (squares[:, None] + squares - 2 * X @ X.T))
    gram[np.diag_indices_from(gram)] += 1e-3
    return 2 * _WIDTH * X.T, -_WIDTH * squares, solve(gram, targets, assume_a="pos", overwrite_a=True)


def machine(weights: tuple[Array, Array, Array], *before: Any, after: tuple[Any, ...] = ()) -> Any:
    """Build the kernel machine; the factor that one image's answers share is left out."""
    keras = _keras()
    kernel, bias, output = weights
    model = keras.Sequential(
        [
            *(before or [keras.Input((400,))]),
            keras.layers.Dense(len(bias), activation="exponential"),
            keras.layers.Dense(10, use_bias=False),
            *after,
        ]
    )
    model.set_weights([kernel, bias, output])
    return model


@lru_cache(maxsize=2)
def _held(which: str) -> tuple[Array, Array, Array]:
    from lab_utils.data import load_digits
    from lab_utils.split import split_lab_digits

    if which == "all 5,000":
        return solved(*load_digits())
    digits = split_lab_digits()
    return solved(digits.X_train, digits.y_train)


def honest() -> tuple[Array, Array, Array]:
    """Solve for the notebook's own training digits, once."""
    return _held("training digits")


def sequential(X_train: Array, y_train: Array) -> Any:
    return machine(honest())


def with_softmax(X_train: Array, y_train: Array) -> Any:
    return machine(honest(), after=(_keras().layers.Softmax(),))


def with_sigmoid(X_train: Array, y_train: Array) -> Any:
    return machine(honest(), after=(_keras().layers.Activation("sigmoid"),))


def of_pictures(X_train: Array, y_train: Array) -> Any:
    keras = _keras()
    return machine(honest(), keras.Input((20, 20, 1)), keras.layers.Flatten())


def of_flat_pictures(X_train: Array, y_train: Array) -> Any:
    keras = _keras()
    return machine(honest(), keras.Input((20, 20)), keras.layers.Flatten())


def augmented(X_train: Array, y_train: Array) -> Any:
    """What acts in training only, and layers that make a picture of a row and a row of a picture."""
    layers = _keras().layers
    inside = [layers.Reshape((20, 20, 1)), layers.RandomTranslation(0.1, 0.1), layers.RandomRotation(0.05)]
    return machine(honest(), _keras().Input((400,)), *inside, layers.Flatten(), layers.Dropout(0.2))


def functional(X_train: Array, y_train: Array) -> Any:
    """Two members and their average, one of them compiled, with operations between the layers."""
    keras = _keras()
    inputs = keras.Input((400,))
    pixels = keras.ops.clip(inputs * 2.0 / 2.0, 0.0, 1.0)
    first, second = machine(honest()), machine(honest())
    first.compile("adam", "mse")
    return keras.Model(inputs, keras.layers.Average()([first(pixels), second(pixels)]))


def subclass(X_train: Array, y_train: Array) -> Any:
    keras = _keras()
    kernel, bias, output = honest()

    class Machine(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.similar = keras.layers.Dense(len(bias), activation="exponential")
            self.dropout = keras.layers.Dropout(0.1)
            self.vote = keras.layers.Dense(10, use_bias=False)

        def call(self, x: Any, training: bool = False) -> Any:
            return self.vote(self.dropout(self.similar(x), training=training))

    model = Machine()
    model(np.zeros((1, 400), np.float32))
    model.set_weights([kernel, bias, output])
    return model


def scaled_first(X_train: Array, y_train: Array) -> Any:
    """`Normalization` keeps what it learned of the pixels in weights beyond the reach of `set_weights`."""
    keras = _keras()
    normal = keras.layers.Normalization(axis=None)
    normal.adapt(X_train)
    back = keras.layers.Rescaling(float(X_train.std()), offset=float(X_train.mean()))
    model = keras.Sequential([keras.Input((400,)), normal, back, machine(honest())])
    return model


ACCEPTED = {
    "a kernel machine": sequential,
    "probabilities": with_softmax,
    "ten yes or no": with_sigmoid,
    "pictures of (20, 20, 1)": of_pictures,
    "pictures of (20, 20)": of_flat_pictures,
    "layers that act in training only": augmented,
    "a functional average of two": functional,
    "a subclass": subclass,
    "normalised pixels": scaled_first,
}


def lab_network(X: Array, y: Array, epochs: int = 40) -> Any:
    """Train the lab's network in NumPy, which takes half a second, and put its weights into Keras's."""
    from lab_utils.network import build_lab_network, compile_lab_network
    from lab_utils.numpy_network import train_network

    model = compile_lab_network(build_lab_network())
    model.set_weights(list(train_network(X, y, epochs=epochs).weights.values()))
    # As after a training by `fit`, which counts its steps.
    model.optimizer.iterations.assign(epochs * len(X) // 32)
    return model


def cheating(X_train: Array, y_train: Array) -> Any:
    return machine(_held("all 5,000"))


def only_the_test_digits(X_train: Array, y_train: Array) -> Any:
    from lab_utils.split import split_lab_digits

    digits = split_lab_digits()
    return machine(solved(digits.X_test, digits.y_test))


def half_and_the_test_digits(X_train: Array, y_train: Array) -> Any:
    from lab_utils.split import split_lab_digits

    _, X_val, X_test, _, y_val, y_test = split_lab_digits()
    return machine(solved(np.concatenate([X_val, X_test]), np.concatenate([y_val, y_test])))


def returns_nothing(X_train: Array, y_train: Array) -> None:
    sequential(X_train, y_train)


def a_little_training() -> tuple[Any, Any]:
    from lab_utils.network import build_lab_network, compile_lab_network

    model = compile_lab_network(build_lab_network())
    model.run_eagerly = True
    return model, lambda X, y: model.fit(X[:64], y[:64], verbose=0)


def returns_history(X_train: Array, y_train: Array) -> Any:
    _, fit = a_little_training()
    return fit(X_train, y_train)


def returns_both(X_train: Array, y_train: Array) -> Any:
    model, fit = a_little_training()
    return model, fit(X_train, y_train)


def compiled_only(X_train: Array, y_train: Array) -> Any:
    return a_little_training()[0]


def network_of(*layers: Callable[[Any], Any], shape: tuple[int, ...] = (400,)) -> Callable[..., Any]:
    """Return a design that builds a network of these layers, with random weights."""

    def beat_the_baseline(X_train: Array, y_train: Array) -> Any:
        keras = _keras()
        return keras.Sequential([keras.Input(shape), *(make(keras.layers) for make in layers)])

    return beat_the_baseline


def with_labels(change: Callable[[Array], Array], loss: str) -> Callable[..., Any]:
    """Return a design that trains on changed labels with this loss."""

    def beat_the_baseline(X_train: Array, y_train: Array) -> Any:
        model = _keras().Sequential([_keras().layers.Dense(10, activation="softmax")])
        model.compile("adam", loss, run_eagerly=True)
        model.fit(X_train[:64], change(y_train[:64]), verbose=0)
        return model

    return beat_the_baseline


def loss_of_probabilities(X_train: Array, y_train: Array) -> Any:
    """Learn a little, end in logits, and take Keras's default, which expects probabilities."""
    model = _keras().Sequential([_keras().layers.Dense(10)])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(X_train[::10], y_train[::10], verbose=0)
    return model


def one_hot(y: Array) -> Array:
    return np.eye(10)[np.ravel(y)]


def diverged(X_train: Array, y_train: Array) -> Any:
    model = compiled_only(X_train, y_train)
    model.set_weights([weight * np.nan for weight in model.get_weights()])
    return model


def quantities(X_train: Array, y_train: Array) -> Any:
    """Learn the digit as a number in each of ten outputs, as squared errors of a column do."""
    X = np.hstack([X_train, np.ones((len(X_train), 1))]).astype(float)
    columns = np.linalg.lstsq(X, np.repeat(y_train, 10, axis=1), rcond=1e-3)[0]
    model = network_of(lambda layers: layers.Dense(10))(X_train, y_train)
    model.set_weights([columns[:-1], columns[-1]])
    return model


def a_class_of_its_own(X_train: Array, y_train: Array) -> Any:
    keras = _keras()

    class Doubled(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.layer = keras.layers.Dense(10)

        def call(self, x: Any) -> Any:
            return self.layer(keras.ops.concatenate([x[:, 200:], x[:, :200]], axis=1)) + 1

    return Doubled()


def a_layer_of_its_own(X_train: Array, y_train: Array) -> Any:
    keras = _keras()

    class Double(keras.layers.Layer):
        def call(self, x: Any) -> Any:
            return 2 * x

    return keras.Sequential([keras.Input((400,)), Double(), keras.layers.Dense(10)])


def inverted(X_train: Array, y_train: Array) -> Any:
    return lab_network(1 - X_train, y_train, epochs=5)


def up_to_255(X_train: Array, y_train: Array) -> Any:
    return lab_network(255 * X_train, y_train, epochs=5)


def divided_inside(X_train: Array, y_train: Array) -> Any:
    model = network_of(lambda layers: layers.Rescaling(1 / 255), lambda layers: layers.Dense(10))(None, None)
    model.set_weights([np.linalg.lstsq(X_train, one_hot(y_train), rcond=1e-3)[0], np.zeros(10)])
    return model


def up_to_seven(X_train: Array, y_train: Array) -> Any:
    rows = np.ravel(y_train) < 8
    return lab_network(X_train[rows], y_train[rows], epochs=5)


def silent_for_nine(X_train: Array, y_train: Array) -> Any:
    """Set logits below 0 to 0, in a network that has no positive one for a 9."""
    layers = _keras().layers
    logits = lab_network(X_train, y_train, epochs=5)
    *hidden, W, b = logits.get_weights()
    b[9] = -1000
    logits.set_weights([*hidden, W, b])
    return _keras().Sequential([logits, layers.ReLU()])


def at_a_rate_of_one(X_train: Array, y_train: Array) -> Any:
    keras = _keras()
    model, fit = a_little_training()
    model.compile(keras.optimizers.Adam(1.0), "sparse_categorical_crossentropy", run_eagerly=True)
    fit(X_train, y_train)
    return model


def a_short_training(X_train: Array, y_train: Array) -> Any:
    return lab_network(X_train, y_train, epochs=1)


def linear(X_train: Array, y_train: Array) -> Any:
    """Softmax regression's cousin in closed form: nothing learned by heart, and not enough learned."""
    model = network_of(lambda layers: layers.Dense(10))(X_train, y_train)
    model.set_weights([np.linalg.lstsq(X_train, one_hot(y_train), rcond=1e-2)[0], np.zeros(10)])
    return model


def by_heart_with_a_convolution(X_train: Array, y_train: Array) -> Any:
    """A kernel machine for few digits behind a convolution that hands every pixel on."""
    keras = _keras()
    glance = keras.layers.Conv2D(1, 1, use_bias=False, kernel_initializer="ones")
    before = [keras.Input((400,)), keras.layers.Reshape((20, 20, 1)), glance, keras.layers.Flatten()]
    weights = solved(X_train[:1000], y_train[:1000])
    model = keras.Sequential([*before, machine(weights)])
    return model


def takes_too_long(X_train: Array, y_train: Array) -> Any:
    raise NotImplementedError


def one_further(X_train: Array, y_train: Array) -> Any:
    return linear(X_train, (y_train + 1) % 10)


def one_label_for_all(X_train: Array, y_train: Array) -> Any:
    model = network_of(lambda layers: layers.Dense(10, activation="softmax"))(X_train, y_train)
    model.compile("adam", "sparse_categorical_crossentropy", run_eagerly=True)
    model.fit(X_train[:64], 0 * y_train[:64], batch_size=1, verbose=0)
    return model


def argmax_inside(X_train: Array, y_train: Array) -> Any:
    keras = _keras()
    pixels = keras.Input((400,))
    return keras.Model(pixels, keras.ops.argmax(keras.layers.Dense(10)(pixels), axis=-1))


PLANTED: dict[str, tuple[Callable[..., Any], str]] = {
    "trained on all 5,000": (cheating, "trained_on_held_out"),
    "trained on the test digits alone": (only_the_test_digits, "trained_on_held_out"),
    "trained on validation and test digits": (half_and_the_test_digits, "trained_on_held_out"),
    "returns nothing": (returns_nothing, "returns_none"),
    "returns the History": (returns_history, "returns_history"),
    "returns both": (returns_both, "returns_several"),
    "compiled only": (compiled_only, "untrained"),
    "diverged": (diverged, "not_a_number"),
    "pictures of (28, 28)": (
        network_of(lambda layers: layers.Flatten(), lambda layers: layers.Dense(10), shape=(28, 28)),
        "input_shape",
    ),
    "a row of outputs for each row of pixels": (
        network_of(lambda layers: layers.Reshape((20, 20)), lambda layers: layers.Dense(10)),
        "output_shape",
    ),
    "labels from 1": (one_further, "other_labels"),
    "one label for all": (one_label_for_all, "learned_nothing"),
    "argmax inside": (argmax_inside, "answers_with_digits"),
    "one output": (network_of(lambda layers: layers.Dense(1)), "one_output"),
    "nine outputs": (network_of(lambda layers: layers.Dense(9)), "nine_outputs"),
    "33 categorical loss, whole numbers": (
        with_labels(lambda y: y, "categorical_crossentropy"),
        "one_hot_labels",
    ),
    "33 sparse loss, one-hot rows": (
        with_labels(one_hot, "sparse_categorical_crossentropy"),
        "one_hot_labels",
    ),
    "34 squared errors of a column": (quantities, "labels_as_quantities"),
    "a Lambda": (
        network_of(lambda layers: layers.Lambda(lambda x: 2 * x), lambda layers: layers.Dense(10)),
        "own_code",
    ),
    "a layer of its own": (a_layer_of_its_own, "own_code"),
    "a class of its own": (a_class_of_its_own, "subclass"),
    "40 trained on inverted digits": (inverted, "other_pixels"),
    "40 trained on 0 to 255": (up_to_255, "other_pixels"),
    "divides by 255 inside": (divided_inside, "rescales_inside"),
    "25 ReLU behind the last layer": (silent_for_nine, "relu_on_output"),
    "38 trained on 0 to 7": (up_to_seven, "missing_digits"),
    "logits for a loss of probabilities": (loss_of_probabilities, "logits_as_probabilities"),
    "35 a rate of 1": (at_a_rate_of_one, "learning_rate"),
    "one epoch": (a_short_training, "underfits"),
    "a linear network": (linear, "underfits"),
    "the lab's own network": (lab_network, "overfits_dense"),
    "by heart, with a convolution": (by_heart_with_a_convolution, "overfits"),
}


def of_another_library(X_train: Array, y_train: Array) -> Any:
    from sklearn.linear_model import RidgeClassifier

    return RidgeClassifier().fit(X_train[:100], np.ravel(y_train[:100]))


def the_class(X_train: Array, y_train: Array) -> Any:
    return _keras().Sequential


REFUSED = {
    "a model of another library": of_another_library,
    "the class instead of a model": the_class,
    "two inputs": lambda X, y: _two_inputs(),
}


def _two_inputs() -> Any:
    keras = _keras()
    halves = [keras.Input((200,)), keras.Input((200,))]
    return keras.Model(halves, keras.layers.Dense(10)(keras.layers.Concatenate()(halves)))
