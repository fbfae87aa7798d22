"""The lab's network: 400 inputs, 25 and 15 hidden units with ReLU, 10 logits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import keras

LAYER_SIZES = (400, 25, 15, 10)
LEARNING_RATE = 0.001


def build_lab_network(seed: int = 0) -> keras.Model:
    """Build the network of the lab with fresh weights.

    The same seed gives the same weights, whatever random numbers were drawn before, and no global
    random state is touched.

    Parameters
    ----------
    seed : int

    Returns
    -------
    keras.Model
        Not compiled. float32 of shape (m, 400) in [0, 1] goes in, logits (m, 10) come out: 25 ReLU,
        15 ReLU, 10 linear. Kernels are drawn by Glorot and Bengio's rule (AISTATS 2010, equation 16),
        biases are 0.
    """
    import keras

    inputs, *units = LAYER_SIZES
    last = len(units) - 1
    layers = [
        keras.layers.Dense(
            n,
            activation="linear" if i == last else "relu",
            kernel_initializer=keras.initializers.GlorotUniform(seed=seed * len(units) + i),
            name="logits" if i == last else f"hidden_{i + 1}",
        )
        for i, n in enumerate(units)
    ]
    return keras.Sequential([keras.Input((inputs,)), *layers], name="digits")


def compile_lab_network(
    model: keras.Model, learning_rate: float = LEARNING_RATE, *, steps_per_execution: int = 1
) -> keras.Model:
    """Give a model that returns logits its loss, optimizer and metric, in place.

    Parameters
    ----------
    model : keras.Model
    learning_rate : float
        Adam's step size.
    steps_per_execution : int
        How many steps Keras takes before it comes back to Python: more are faster, and change no number.

    Returns
    -------
    keras.Model
        The same model: sparse categorical cross-entropy from logits, Adam, accuracy.
    """
    import keras

    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
        steps_per_execution=steps_per_execution,
    )
    return model
