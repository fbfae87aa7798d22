"""Networks that learners build: spelled in any way, and the mistakes of the catalogue's rows 23 to 32."""

from __future__ import annotations

from typing import Any


def _keras() -> Any:
    import keras

    return keras


def _sequential(*layers: Any) -> Any:
    return _keras().Sequential(list(layers))


def _dense(*args: Any, **settings: Any) -> Any:
    return _keras().layers.Dense(*args, **settings)


def _input(*shape: int) -> Any:
    return _keras().Input(shape=shape)


def network(
    units: tuple[int, ...] = (25, 15, 10),
    hidden: Any = "relu",
    output: Any = None,
    inputs: tuple[int, ...] = (400,),
    **settings: Any,
) -> Any:
    """Build a network in the plainest style, with one thing changed."""
    layers = [_dense(n, activation=hidden, **settings) for n in units[:-1]]
    return _sequential(_input(*inputs), *layers, _dense(units[-1], activation=output, **settings))


def plainest() -> Any:
    return network()


def tensorflow_course() -> Any:
    import tensorflow as tf
    from tensorflow.keras.layers import Dense
    from tensorflow.keras.models import Sequential

    tf.random.set_seed(1234)
    model = Sequential(
        [
            tf.keras.Input(shape=(400,)),
            Dense(25, activation="relu", name="L1"),
            Dense(15, activation="relu", name="L2"),
            Dense(10, activation="linear", name="L3"),
        ],
        name="my_model",
    )
    model.summary()
    return model


def no_input_layer() -> Any:
    return _sequential(_dense(25, activation="relu"), _dense(15, activation="relu"), _dense(10))


def no_input_layer_and_lambdas() -> Any:
    import tensorflow as tf

    return _sequential(
        _dense(25, activation=lambda z: tf.maximum(z, 0.0)),
        _dense(15, activation=lambda z: tf.nn.relu(z)),
        _dense(10, activation=lambda z: z),
    )


def input_layer() -> Any:
    keras = _keras()
    return _sequential(
        keras.layers.InputLayer(shape=(400,)), _dense(25, "relu"), _dense(15, "relu"), _dense(10, "linear")
    )


def input_shape_argument() -> Any:
    return _sequential(_dense(25, activation="relu", input_shape=(400,)), _dense(15, "relu"), _dense(10))


def input_dim_argument() -> Any:
    return _sequential(_dense(25, activation="relu", input_dim=400), _dense(15, "relu"), _dense(10))


def functions() -> Any:
    import tensorflow as tf

    keras = _keras()
    return _sequential(
        _input(400),
        _dense(25, activation=tf.nn.relu),
        _dense(15, activation=keras.activations.relu),
        _dense(10, activation=keras.activations.linear),
    )


def separate_layers() -> Any:
    layers = _keras().layers
    return _sequential(
        _input(400), _dense(25), layers.ReLU(), _dense(15), layers.Activation("relu"), _dense(10)
    )


def relu_layer_as_activation() -> Any:
    return network(hidden=_keras().layers.ReLU())


def ending_in_a_linear_activation() -> Any:
    return _sequential(
        _input(400), _dense(25, "relu"), _dense(15, "relu"), _dense(10), _keras().layers.Activation("linear")
    )


def added_one_by_one() -> Any:
    model = _keras().Sequential()
    model.add(_input(400))
    for n in (25, 15):
        model.add(_dense(n))
        model.add(_keras().layers.Activation("relu"))
    model.add(_dense(10))
    return model


def built_by_hand() -> Any:
    model = no_input_layer()
    model.build((None, 400))
    return model


def functional() -> Any:
    keras = _keras()
    inputs = keras.Input((400,), name="pixels")
    x = keras.layers.Dense(25, activation="relu")(inputs)
    x = keras.layers.Dense(15, activation="relu")(x)
    return keras.Model(inputs=inputs, outputs=keras.layers.Dense(10)(x))


def models_in_a_model() -> Any:
    body = _sequential(_input(400), _dense(25, "relu"), _dense(15, "relu"))
    return _sequential(body, _dense(10))


def subclass() -> Any:
    keras = _keras()

    class Digits(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.hidden1 = keras.layers.Dense(25, activation="relu")
            self.hidden2 = keras.layers.Dense(15, activation="relu")
            self.out = keras.layers.Dense(10)

        def call(self, x: Any) -> Any:
            return self.out(self.hidden2(self.hidden1(x)))

    return Digits()


def subclass_with_a_list() -> Any:
    keras = _keras()

    class Digits(keras.Model):
        def __init__(self, units: Any) -> None:
            super().__init__()
            self.steps = [keras.layers.Dense(n) for n in units]

        def call(self, x: Any, training: bool = False) -> Any:
            for step in self.steps[:-1]:
                x = keras.ops.relu(step(x))
            return self.steps[-1](x)

    return Digits((25, 15, 10))


def subclass_with_its_own_weights() -> Any:
    import tensorflow as tf

    keras = _keras()

    class Digits(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.kernels = [self.add_weight(shape=s, name="W") for s in ((25, 400), (15, 25), (10, 15))]
            self.biases = [self.add_weight(shape=(1, n), initializer="zeros", name="b") for n in (25, 15, 10)]

        def call(self, x: Any) -> Any:
            for W, b in zip(self.kernels, self.biases, strict=True):
                x = tf.matmul(x, W, transpose_b=True) + b
                if W.shape[0] != 10:
                    x = tf.maximum(x, 0.0)
            return x

    return Digits()


def subclass_made_out_of_order() -> Any:
    keras = _keras()

    class Digits(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.out = keras.layers.Dense(10)
            self.first, self.second = keras.layers.Dense(25, "relu"), keras.layers.Dense(15, "relu")

        def call(self, inputs: Any) -> Any:
            return self.out(self.second(self.first(inputs)))

    return Digits()


def subclass_that_is_told_whether_it_trains() -> Any:
    keras = _keras()

    class Digits(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.first, self.second, self.out = _dense(25, "relu"), _dense(15, "relu"), _dense(10)
            self.dropout = keras.layers.Dropout(0.1)

        def call(self, inputs: Any, training: bool) -> Any:
            x = self.dropout(self.first(inputs), training=training)
            return self.out(self.second(x))

    return Digits()


def blocks() -> Any:
    keras = _keras()

    class Block(keras.layers.Layer):
        def __init__(self, units: int) -> None:
            super().__init__()
            self.dense, self.bend = _dense(units), keras.layers.ReLU()

        def call(self, x: Any) -> Any:
            return self.bend(self.dense(x))

    return _sequential(Block(25), Block(15), _dense(10))


def compiled_already() -> Any:
    model = network()
    model.compile(optimizer="adam", loss="mse")
    return model


def trained_already() -> Any:
    import numpy as np

    model = network()
    loss = _keras().losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss)
    rng = np.random.default_rng(0)
    model.fit(rng.random((40, 400)), rng.integers(0, 10, (40, 1)), epochs=2, verbose=0)
    return model


def with_dropout() -> Any:
    layers = _keras().layers
    return _sequential(
        _input(400),
        _dense(25, "relu"),
        layers.Dropout(0.2),
        _dense(15, "relu"),
        layers.Dropout(0.2),
        _dense(10),
    )


def regularised() -> Any:
    regularisers = _keras().regularizers
    return network(kernel_regularizer=regularisers.L2(0.01))


def flattened() -> Any:
    return _sequential(
        _input(400), _keras().layers.Flatten(), _dense(25, "relu"), _dense(15, "relu"), _dense(10)
    )


def clears_the_session() -> Any:
    _keras().backend.clear_session()
    return network()


def says_it_is_built() -> Any:
    import tensorflow as tf

    class Network(_keras().Model):
        def __init__(self) -> None:
            super().__init__()
            self.first, self.second, self.last = _dense(25), _dense(15), _dense(10)

        def call(self, x: Any) -> Any:
            return self.last(tf.nn.relu(self.second(tf.nn.relu(self.first(x)))))

    model = Network()
    # Keras cannot follow TensorFlow's functions here, and takes the model for built all the same.
    model.build((None, 400))
    return model


ACCEPTED = {
    "a subclass of TensorFlow's functions that was told to build": says_it_is_built,
    "plainest": plainest,
    "as in a TensorFlow course": tensorflow_course,
    "no input layer": no_input_layer,
    "no input layer, lambdas": no_input_layer_and_lambdas,
    "InputLayer": input_layer,
    "input_shape": input_shape_argument,
    "input_dim": input_dim_argument,
    "activation functions": functions,
    "separate activation layers": separate_layers,
    "a ReLU layer as activation": relu_layer_as_activation,
    "a linear activation at the end": ending_in_a_linear_activation,
    "added one by one": added_one_by_one,
    "built by hand": built_by_hand,
    "functional": functional,
    "a model in a model": models_in_a_model,
    "subclass": subclass,
    "subclass with a list of layers": subclass_with_a_list,
    "subclass with its own weights": subclass_with_its_own_weights,
    "subclass, layers made out of order": subclass_made_out_of_order,
    "subclass that is told whether it trains": subclass_that_is_told_whether_it_trains,
    "blocks": blocks,
    "compiled already": compiled_already,
    "trained already": trained_already,
    "dropout": with_dropout,
    "regularised": regularised,
    "He initialisation": lambda: network(kernel_initializer="he_normal", bias_initializer="zeros"),
    "biases of one": lambda: network(bias_initializer="ones"),
    "flattened": flattened,
    "rescaled by 1": lambda: _sequential(
        _input(400), _keras().layers.Rescaling(1.0), _dense(25, "relu"), _dense(15, "relu"), _dense(10)
    ),
    "clears the session": clears_the_session,
    "zero output kernel": lambda: _sequential(
        _input(400), _dense(25, "relu"), _dense(15, "relu"), _dense(10, kernel_initializer="zeros")
    ),
    "tf.keras functional": lambda: functional(),
    "double precision": lambda: network(dtype="float64"),
    "fixed batch": lambda: _sequential(
        _keras().Input(batch_shape=(16, 400)), _dense(25, "relu"), _dense(15, "relu"), _dense(10)
    ),
}


def only_adds() -> None:
    model = _keras().Sequential()
    model.add(_dense(25))


def frozen() -> Any:
    model = network()
    model.trainable = False
    return model


def one_frozen_layer() -> Any:
    model = network()
    model.layers[0].trainable = False
    return model


def softmax_layer() -> Any:
    return _sequential(
        _input(400), _dense(25, "relu"), _dense(15, "relu"), _dense(10), _keras().layers.Softmax()
    )


def softmax_in_call() -> Any:
    import tensorflow as tf

    keras = _keras()

    class Digits(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.steps = [_dense(25, "relu"), _dense(15, "relu"), _dense(10)]

        def call(self, x: Any) -> Any:
            for step in self.steps:
                x = step(x)
            return tf.nn.softmax(x)

    return Digits()


def normalised() -> Any:
    return _sequential(
        _input(400),
        _dense(25, "relu"),
        _keras().layers.BatchNormalization(),
        _dense(15, "relu"),
        _dense(10),
    )


def own_variables_that_keras_does_not_know() -> Any:
    import tensorflow as tf

    keras = _keras()

    class Digits(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            sizes = ((400, 25), (25, 15), (15, 10))
            self.kernels = [tf.Variable(tf.random.normal(s, stddev=0.1)) for s in sizes]

        def call(self, x: Any) -> Any:
            x = tf.nn.relu(x @ self.kernels[0])
            return tf.nn.relu(x @ self.kernels[1]) @ self.kernels[2]

    return Digits()


def digits_class() -> Any:
    keras = _keras()

    class Digits(keras.Model):
        pass

    return Digits


def outputs_of_a_layer() -> Any:
    return _dense(10)(_dense(15, "relu")(_dense(25, "relu")(_input(400))))


def rescaled(factor: float) -> Any:
    return _sequential(
        _input(400), _keras().layers.Rescaling(factor), _dense(25, "relu"), _dense(15, "relu"), _dense(10)
    )


def class_as_activation() -> Any:
    keras = _keras()
    hidden = [keras.layers.Dense(units, activation=keras.layers.ReLU) for units in (25, 15)]
    return keras.Sequential([keras.Input((400,)), *hidden, keras.layers.Dense(10)])


def relu_layers(**settings: float) -> Any:
    layers = _keras().layers
    hidden = [layer for n in (25, 15) for layer in (layers.Dense(n), layers.ReLU(**settings))]
    return _keras().Sequential([_keras().Input((400,)), *hidden, layers.Dense(10)])


def layers_made_in_call() -> Any:
    keras = _keras()

    class Anew(keras.Model):  # type: ignore[misc, name-defined]
        def call(self, x: Any) -> Any:
            for units in (25, 15):
                x = keras.layers.Dense(units, activation="relu")(x)
            return keras.layers.Dense(10)(x)

    return Anew()


PLANTED = {
    "a class as activation": (class_as_activation, "activation_class"),
    "ReLU with a slope": (lambda: relu_layers(negative_slope=0.1), "another_hidden_activation"),
    "ReLU with a ceiling": (lambda: relu_layers(max_value=1.0), "another_hidden_activation"),
    "layers made in call": (layers_made_in_call, "no_weights"),
    "23 softmax at the end": (lambda: network(output="softmax"), "softmax_output"),
    "23 a Softmax layer": (softmax_layer, "softmax_output"),
    "23 tf.nn.softmax in call": (softmax_in_call, "softmax_output"),
    "23 softmax, sigmoid hidden": (lambda: network(hidden="sigmoid", output="softmax"), "softmax_output"),
    "25 ReLU at the end": (lambda: network(output="relu"), "relu_output"),
    "25 one loop for all layers": (
        lambda: _sequential(_input(400), *(_dense(n, "relu") for n in (25, 15, 10))),
        "relu_output",
    ),
    "sigmoid at the end": (lambda: network(output="sigmoid"), "sigmoid_output"),
    "sigmoid everywhere": (lambda: network(hidden="sigmoid", output="sigmoid"), "sigmoid_output"),
    "log-softmax at the end": (lambda: network(output="log_softmax"), "log_softmax_output"),
    "tanh at the end": (lambda: network(output="tanh"), "other_output"),
    "26 linear hidden layers": (lambda: network(hidden=None), "linear_hidden"),
    "26 second hidden layer linear": (
        lambda: _sequential(_input(400), _dense(25, "relu"), _dense(15), _dense(10)),
        "linear_hidden",
    ),
    "27 sigmoid": (lambda: network(hidden="sigmoid"), "saturating_hidden"),
    "27 tanh": (lambda: network(hidden="tanh"), "saturating_hidden"),
    "27 sigmoid in the second": (
        lambda: _sequential(_input(400), _dense(25, "relu"), _dense(15, "sigmoid"), _dense(10)),
        "saturating_hidden",
    ),
    "leaky ReLU": (lambda: network(hidden="leaky_relu"), "another_hidden_activation"),
    "LeakyReLU layers": (
        lambda: network(hidden=_keras().layers.LeakyReLU(negative_slope=0.01)),
        "another_hidden_activation",
    ),
    "gelu": (lambda: network(hidden="gelu"), "another_hidden_activation"),
    "elu": (lambda: network(hidden="elu"), "another_hidden_activation"),
    "relu6": (lambda: network(hidden="relu6"), "another_hidden_activation"),
    "mish": (lambda: network(hidden="mish"), "another_hidden_activation"),
    "softmax hidden": (lambda: network(hidden="softmax"), "another_hidden_activation"),
    "28 swapped": (lambda: network((15, 25, 10)), "swapped_units"),
    "29 Dense(400) first": (lambda: network((400, 25, 15, 10)), "dense_as_input"),
    "30 784 pixels": (lambda: network(inputs=(784,)), "input_shape"),
    "30 20 x 20": (
        lambda: _sequential(
            _input(20, 20), _keras().layers.Flatten(), _dense(25, "relu"), _dense(15, "relu"), _dense(10)
        ),
        "input_shape",
    ),
    "30 the number of digits in the shape": (lambda: network(inputs=(5000, 400)), "input_shape"),
    "30 an axis too many": (lambda: network(inputs=(400, 1)), "input_shape"),
    "30 401 with a bias": (lambda: network(inputs=(401,)), "input_shape"),
    "31 9 outputs": (lambda: network((25, 15, 9)), "output_units"),
    "31 1 output": (lambda: network((25, 15, 1)), "output_units"),
    "31 1 sigmoid output": (lambda: network((25, 15, 1), output="sigmoid"), "output_units"),
    "32 zeros": (lambda: network(kernel_initializer="zeros"), "equal_weights"),
    "32 ones": (lambda: network(kernel_initializer="ones"), "equal_weights"),
    "32 zeros and softmax": (
        lambda: network(kernel_initializer="zeros", output="softmax"),
        "softmax_output",
    ),
    "32 zeros and sigmoid hidden": (
        lambda: network(kernel_initializer="zeros", hidden="sigmoid"),
        "saturating_hidden",
    ),
    "32 no bias": (lambda: network(use_bias=False), "no_bias"),
    "32 frozen": (frozen, "frozen_layers"),
    "32 one frozen layer": (one_frozen_layer, "frozen_layers"),
    "32 one frozen, set before": (
        lambda: _sequential(_input(400), _dense(25, "relu", trainable=False), _dense(15, "relu"), _dense(10)),
        "frozen_layers",
    ),
    "second hidden layer missing": (lambda: network((25, 10)), "missing_layer"),
    "no hidden layer": (lambda: network((10,)), "missing_layer"),
    "output layer missing": (lambda: network((25, 15), output="relu"), "missing_layer"),
    "a hidden layer too many": (lambda: network((25, 15, 15, 10)), "extra_layer"),
    "ten twice": (lambda: network((25, 15, 10, 10)), "extra_layer"),
    "BatchNormalization": (normalised, "extra_layer"),
    "other units": (lambda: network((128, 64, 10)), "other_units"),
    "20 for 25": (lambda: network((20, 15, 10)), "other_units"),
    "rescaled by 255": (lambda: rescaled(1 / 255), "rescaled_input"),
    "an axis too many at the end": (
        lambda: _sequential(
            _input(400),
            _dense(25, "relu"),
            _dense(15, "relu"),
            _dense(10),
            _keras().layers.Reshape((10, 1)),
        ),
        "output_shape",
    ),
    "half precision": (lambda: network(dtype="float16"), "half_precision"),
    "None": (only_adds, "returns_none"),
    "a class": (digits_class, "returns_class"),
    "a function": (lambda: network, "returns_function"),
    "a list of layers": (lambda: [_dense(25, "relu"), _dense(15, "relu"), _dense(10)], "returns_list"),
    "a model and its summary": (lambda: (network(), None), "returns_more"),
    "a tensor without a model": (outputs_of_a_layer, "returns_layer"),
    "a layer": (lambda: _dense(10), "returns_layer"),
    "no layers": (lambda: _keras().Sequential(), "no_layers"),
    "weights that Keras does not know": (own_variables_that_keras_does_not_know, "no_weights"),
}


def convolution() -> Any:
    layers = _keras().layers
    return _sequential(
        _input(400),
        layers.Reshape((20, 20, 1)),
        layers.Conv2D(4, 3, activation="relu"),
        layers.Flatten(),
        _dense(10),
    )


def two_outputs() -> Any:
    keras = _keras()
    inputs = keras.Input((400,))
    x = keras.layers.Dense(15, "relu")(keras.layers.Dense(25, "relu")(inputs))
    out = keras.layers.Dense(10)(x)
    return keras.Model(inputs, [out, keras.layers.Softmax()(out)])


def skips_a_relu() -> Any:
    keras = _keras()

    class Digits(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.steps = [_dense(25, "relu"), _dense(15, "relu"), _dense(10)]

        def call(self, x: Any) -> Any:
            first, second, last = self.steps
            return last(second(first(x))) * 2

    return Digits()


def no_call_method() -> Any:
    keras = _keras()

    class Digits(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.a = _dense(10)

    return Digits()


REFUSED = {
    "convolution": convolution,
    "two outputs": two_outputs,
    "outputs doubled": skips_a_relu,
    "no call method": no_call_method,
    "an activation that does not exist": lambda: network(hidden="ReLU"),
    "layers without a list": lambda: _keras().Sequential(_dense(25), _dense(15), _dense(10), _dense(3)),
    "400 is no shape": lambda: _sequential(_keras().Input(400), _dense(25)),
    "a misspelled argument": lambda: _dense(25, activations="relu"),
    "a text": lambda: "Sequential",
    "a network of another library": lambda: _another_library(),
    "a number of parameters": lambda: 10575,
    "an absolute value at the end": lambda: network(output=lambda z: abs(z)),
    "normalised rows": lambda: _sequential(
        _input(400),
        _keras().layers.UnitNormalization(),
        _dense(25, "relu"),
        _dense(15, "relu"),
        _dense(10),
    ),
    "layers in parallel": lambda: _parallel(),
    "scaled wrongly": lambda: rescaled(0.5),
    "logits shared by all": lambda: network(output=lambda z: z - z),
}


def _parallel() -> Any:
    keras = _keras()
    inputs = keras.Input((400,))
    both = [keras.layers.Dense(n, activation="relu")(inputs) for n in (25, 15)]
    return keras.Model(inputs, keras.layers.Dense(10)(keras.layers.Concatenate()(both)))


def _another_library() -> Any:
    from sklearn.neural_network import MLPClassifier

    return MLPClassifier(hidden_layer_sizes=(25, 15))
