"""Ways to compile, and the mistakes of the catalogue's rows 24 and 33 to 37."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np


def _keras() -> Any:
    import keras

    return keras


def _from_logits(**settings: Any) -> Any:
    return _keras().losses.SparseCategoricalCrossentropy(from_logits=True, **settings)


def _adam(*args: Any, **settings: Any) -> Any:
    return _keras().optimizers.Adam(*args, **settings)


def _compiling(**change: Callable[[], Any]) -> Callable[[Any], Any]:
    """Return a `compile_model` in the plainest style, with some arguments changed or (None) left out."""

    def compile_model(model: Any) -> Any:
        settings: dict[str, Any] = {"loss": _from_logits, "optimizer": _adam, "metrics": lambda: ["accuracy"]}
        settings.update(change)
        model.compile(**{name: make() for name, make in settings.items() if make is not None})
        return model

    return compile_model


def in_place(model: Any) -> None:
    model.compile(optimizer="adam", loss=_from_logits())


def returns_the_call(model: Any) -> Any:
    return model.compile(optimizer=_adam(0.001), loss=_from_logits(), metrics=["accuracy"])


def tensorflow_course(model: Any) -> Any:
    import tensorflow as tf

    model.compile(
        loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        optimizer=tf.keras.optimizers.Adam(learning_rate=0.001),
    )
    return model


def a_lambda(model: Any) -> Any:
    sparse = _keras().losses.sparse_categorical_crossentropy
    model.compile("adam", loss=lambda y, z: sparse(y, z, from_logits=True), metrics=["accuracy"])
    return model


def tensorflow_function(model: Any) -> Any:
    import tensorflow as tf

    def loss(y: Any, logits: Any) -> Any:
        labels = tf.reshape(tf.cast(y, tf.int64), [-1])
        return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))

    model.compile(optimizer="adam", loss=loss)
    return model


def flat_labels_only(model: Any) -> Any:
    import tensorflow as tf

    model.compile("adam", loss=lambda y, z: tf.nn.sparse_softmax_cross_entropy_with_logits(y, z))
    return model


def one_hot_inside(model: Any) -> Any:
    keras = _keras()

    def loss(y: Any, z: Any) -> Any:
        labels = keras.ops.one_hot(keras.ops.reshape(keras.ops.cast(y, "int32"), (-1,)), 10)
        return keras.losses.categorical_crossentropy(labels, z, from_logits=True)

    model.compile("adam", loss=loss)
    return model


def log_softmax_by_hand(model: Any) -> Any:
    import tensorflow as tf

    def loss(y: Any, z: Any) -> Any:
        rows = tf.nn.log_softmax(z)
        return -tf.gather(rows, tf.reshape(tf.cast(y, tf.int32), [-1]), batch_dims=1)

    model.compile("adam", loss=loss)
    return model


def a_copy(model: Any) -> Any:
    copy = _keras().models.clone_model(model)
    copy.set_weights(model.get_weights())
    copy.compile(optimizer="adam", loss=_from_logits())
    return copy


def schedule(model: Any) -> Any:
    rate = _keras().optimizers.schedules.ExponentialDecay(0.001, 1000, 0.9)
    model.compile(optimizer=_adam(rate), loss=_from_logits())
    return model


def own_adam(model: Any) -> Any:
    keras = _keras()

    class MyAdam(keras.optimizers.Adam):
        pass

    model.compile(optimizer=MyAdam(), loss=_from_logits())
    return model


def twice(model: Any) -> Any:
    model.compile(optimizer="sgd", loss="mse")
    return _compiling()(model)


def prints_as_well(model: Any) -> Any:
    model = _compiling()(model)
    model.summary()
    print(model.get_compile_config())
    return model


ACCEPTED = {
    "plainest": _compiling(),
    "in place": in_place,
    "returns what compile returns": returns_the_call,
    "as in a TensorFlow course": tensorflow_course,
    "a lambda": a_lambda,
    "a function of TensorFlow": tensorflow_function,
    "labels (m,) only": flat_labels_only,
    "one-hot inside the loss": one_hot_inside,
    "log-softmax by hand": log_softmax_by_hand,
    "a compiled copy": a_copy,
    "a schedule": schedule,
    "a subclass of Adam": own_adam,
    "compiled twice": twice,
    "prints as well": prints_as_well,
    "the name adam": _compiling(optimizer=lambda: "adam"),
    "the name Adam": _compiling(optimizer=lambda: "Adam"),
    "0.002": _compiling(optimizer=lambda: _adam(0.002)),
    "0.0005": _compiling(optimizer=lambda: _adam(learning_rate=5e-4)),
    "0.005": _compiling(optimizer=lambda: _adam(0.005)),
    "clipped gradients": _compiling(optimizer=lambda: _adam(1e-3, clipnorm=1.0)),
    "AdamW": _compiling(optimizer=lambda: _keras().optimizers.AdamW(0.001)),
    "sum over the batch": _compiling(loss=lambda: _from_logits(reduction="sum")),
    "no reduction": _compiling(loss=lambda: _from_logits(reduction=None)),
    "no metrics": _compiling(metrics=None),
    "a metric's class": _compiling(metrics=lambda: [_keras().metrics.SparseCategoricalAccuracy()]),
    "a loss in a list": _compiling(loss=lambda: [_from_logits()]),
    "run eagerly": _compiling(run_eagerly=lambda: True),
    "jit": _compiling(jit_compile=lambda: False),
    "a loss that counts once": _compiling(loss_weights=lambda: [1.0]),
    "a loss that counts half": _compiling(loss_weights=lambda: 0.5),
    "a name for the loss": _compiling(loss=lambda: _from_logits(name="loss")),
}


def only_makes_them(model: Any) -> Any:
    _from_logits()
    _adam()
    return model


def builds_its_own(model: Any) -> Any:
    model = _keras().models.clone_model(model)
    return _compiling()(model)


def compiles_another_in_place(model: Any) -> None:
    _compiling()(_keras().models.clone_model(model))


def trains(model: Any) -> Any:
    _compiling()(model)
    rng = np.random.default_rng(0)
    model.fit(rng.random((32, 400)), rng.integers(0, 10, (32, 1)), epochs=1, verbose=0)
    return model


def returns_the_history(model: Any) -> Any:
    _compiling()(model)
    rng = np.random.default_rng(0)
    return model.fit(rng.random((32, 400)), rng.integers(0, 10, (32, 1)), epochs=1, verbose=0)


def adds_a_softmax(model: Any) -> Any:
    model = _keras().Sequential([model, _keras().layers.Softmax()])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


def resets_the_weights(model: Any) -> Any:
    model.set_weights([0 * w for w in model.get_weights()])
    return _compiling()(model)


def freezes(model: Any) -> Any:
    model.layers[0].trainable = False
    return _compiling()(model)


def probabilities_first(model: Any) -> Any:
    keras = _keras()
    sparse = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    # Through NumPy's shape: what Keras knows of the softmax is lost, as it is with any other step.
    model.compile("adam", loss=lambda y, z: sparse(y, 1.0 * keras.ops.softmax(z)))
    return model


def _loss(name: str, **settings: Any) -> Callable[[Any], Any]:
    return _compiling(loss=lambda: getattr(_keras().losses, name)(**settings))


def _named_loss(name: str) -> Callable[[Any], Any]:
    return _compiling(loss=lambda: name)


def _optimizer(name: str, **settings: Any) -> Callable[[Any], Any]:
    return _compiling(optimizer=lambda: getattr(_keras().optimizers, name)(**settings))


def _schedule(name: str, *numbers: float) -> Callable[[Any], Any]:
    def adam() -> Any:
        optimizers = _keras().optimizers
        return optimizers.Adam(getattr(optimizers.schedules, name)(*numbers))

    return _compiling(optimizer=adam)


PLANTED = {
    "a negative learning rate": (_optimizer("Adam", learning_rate=-0.001), "learning_rate_below_zero"),
    "a rate that falls each step": (_schedule("ExponentialDecay", 1e-3, 1, 0.96), "learning_rate_too_small"),
    "a rate that ends at once": (_schedule("PolynomialDecay", 1e-3, 1, 0.0), "learning_rate_too_small"),
    "a schedule from 0.1": (_schedule("ExponentialDecay", 0.1, 100, 0.9), "learning_rate_too_large"),
    "24 from_logits left out": (_loss("SparseCategoricalCrossentropy"), "probabilities_expected"),
    "24 from_logits=False": (
        _loss("SparseCategoricalCrossentropy", from_logits=False),
        "probabilities_expected",
    ),
    "24 by name": (_named_loss("sparse_categorical_crossentropy"), "probabilities_expected"),
    "24 the class": (
        _compiling(loss=lambda: _keras().losses.SparseCategoricalCrossentropy),
        "probabilities_expected",
    ),
    "24 a lambda": (
        _compiling(loss=lambda: lambda y, z: _keras().losses.sparse_categorical_crossentropy(y, z)),
        "probabilities_expected",
    ),
    "24 by name, and SGD": (
        _compiling(loss=lambda: "sparse_categorical_crossentropy", optimizer=lambda: "sgd"),
        "probabilities_expected",
    ),
    "softmax inside the loss too": (probabilities_first, "softmax_inside"),
    "33 categorical": (_loss("CategoricalCrossentropy", from_logits=True), "categorical_crossentropy"),
    "33 categorical by name": (_named_loss("categorical_crossentropy"), "categorical_crossentropy"),
    "33 binary": (_loss("BinaryCrossentropy", from_logits=True), "binary_crossentropy"),
    "33 binary by name": (_named_loss("binary_crossentropy"), "binary_crossentropy"),
    "34 MSE": (_loss("MeanSquaredError"), "regression_loss"),
    "34 mse by name": (_named_loss("mse"), "regression_loss"),
    "34 mae by name": (_named_loss("mae"), "regression_loss"),
    "34 a lambda": (
        _compiling(loss=lambda: lambda y, z: _keras().ops.square(_keras().ops.cast(y, "float32") - z)),
        "regression_loss",
    ),
    "35 learning rate 1": (_optimizer("Adam", learning_rate=1.0), "learning_rate_too_large"),
    "35 learning rate 0.1": (_optimizer("Adam", learning_rate=0.1), "learning_rate_too_large"),
    "35 learning rate 0.01": (_optimizer("Adam", learning_rate=0.01), "learning_rate_too_large"),
    "35 learning rate 1e-6": (_optimizer("Adam", learning_rate=1e-6), "learning_rate_too_small"),
    "35 learning rate 1e-5": (_optimizer("Adam", learning_rate=1e-5), "learning_rate_too_small"),
    "a loss that counts nothing": (_compiling(loss_weights=lambda: 0), "loss_weight"),
    "a loss in a list that counts nothing": (
        _compiling(loss=lambda: [_from_logits()], loss_weights=lambda: [0.0]),
        "loss_weight",
    ),
    "an own loss that counts nothing": (
        _compiling(loss=lambda: partial(_from_logits().call), loss_weights=lambda: 0.0),
        "loss_weight",
    ),
    "a loss that counts against itself": (_compiling(loss_weights=lambda: -1.0), "loss_weight"),
    "a loss that hardly counts": (_compiling(loss_weights=lambda: 1e-9), "loss_weight"),
    "the wrong sign": (_compiling(loss=lambda: lambda y, z: -_from_logits()(y, z)), "negated_loss"),
    "a metric of the right name": (
        _compiling(loss=lambda: _keras().metrics.SparseCategoricalCrossentropy(from_logits=True)),
        "metric_as_loss",
    ),
    "a metric's class as loss": (
        _compiling(loss=lambda: _keras().metrics.SparseCategoricalAccuracy),
        "metric_as_loss",
    ),
    "a metric's function as loss": (
        _compiling(loss=lambda: _keras().metrics.sparse_categorical_accuracy),
        "metric_as_loss",
    ),
    "accuracy as loss": (_named_loss("accuracy"), "metric_as_loss"),
    "a metric's name as loss": (_named_loss("sparse_categorical_accuracy"), "metric_as_loss"),
    "SGD": (_optimizer("SGD", learning_rate=0.001), "another_optimizer"),
    "sgd by name": (_compiling(optimizer=lambda: "sgd"), "another_optimizer"),
    "RMSprop": (_optimizer("RMSprop"), "another_optimizer"),
    "no optimizer given": (_compiling(optimizer=None), "another_optimizer"),
    "Nadam": (_optimizer("Nadam"), "another_optimizer"),
    "37 no compile": (lambda model: model, "not_compiled"),
    "37 loss and optimizer only made": (only_makes_them, "not_compiled"),
    "37 nothing at all": (lambda model: None, "not_compiled"),
    "37 another one, in place": (compiles_another_in_place, "not_compiled"),
    "a new model": (builds_its_own, "another_model"),
    "trains": (trains, "trains_already"),
    "trains, returns the history": (returns_the_history, "trains_already"),
    "adds a softmax": (adds_a_softmax, "changed_outputs"),
    "resets the weights": (resets_the_weights, "changed_weights"),
    "freezes": (freezes, "frozen"),
    "loss among the metrics only": (
        _compiling(loss=None, metrics=lambda: ["sparse_categorical_crossentropy"]),
        "no_loss",
    ),
    "a pair": (lambda model: (_compiling()(model), "adam"), "returns_something_else"),
    "the optimizer": (lambda model: _compiling()(model).optimizer, "returns_something_else"),
    "True": (lambda model: _compiling()(model).built, "returns_something_else"),
    "a text": (lambda model: "compiled", "returns_something_else"),
}

REFUSED = {
    "KL divergence": _loss("KLDivergence"),
    "hinge": _named_loss("hinge"),
    "zeros ignored": _loss("SparseCategoricalCrossentropy", from_logits=True, ignore_class=0),
    "a class ignored": _loss("SparseCategoricalCrossentropy", from_logits=True, ignore_class=3),
    "an unknown loss": _named_loss("cross_entropy"),
    "the class Adam, which Keras itself refuses": _compiling(optimizer=lambda: _keras().optimizers.Adam),
    "an unknown optimizer": _compiling(optimizer=lambda: "adamm"),
    "a misspelled argument": _compiling(losses=lambda: "mse"),
    "another base": _compiling(loss=lambda: lambda y, z: _from_logits()(y, z * 0.6931)),
    "half precision of the rate": _optimizer("Adam", learning_rate=0.02),
    "constant loss": _compiling(loss=lambda: lambda y, z: 0.0 * z),
    "no such variable": lambda m: model,  # type: ignore[name-defined]  # noqa: F821
}
