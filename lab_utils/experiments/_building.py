"""Build the Keras model of an experiment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lab_utils.experiments._form import Experiment
from lab_utils.experiments._layers import BatchNorm, Conv, Dense, Dropout, Flatten, Layer, MaxPool
from lab_utils.experiments._shapes import input_shape

if TYPE_CHECKING:
    import keras


def build_model(experiment: Experiment) -> keras.Model:
    """Build the network with fresh weights, not compiled.

    Whatever random numbers were drawn before, the same seed gives the same weights: the lab's network is
    that of `lab_utils.network.build_lab_network`.

    Parameters
    ----------
    experiment : Experiment

    Returns
    -------
    keras.Model
        (m, side * side) or (m, side, side, 1), as `model_input` gives them -> (m, 10).
    """
    import keras

    drawn = [i for i, layer in enumerate(experiment.layers) if isinstance(layer, Dense | Conv | Dropout)]
    layers = [
        _keras_layer(
            layer,
            name=f"{layer.kind}_{i}",
            seed=experiment.seed * len(drawn) + (drawn.index(i) if i in drawn else 0),
        )
        for i, layer in enumerate(experiment.layers)
    ]
    shape = input_shape(experiment.layers, experiment.input)
    return keras.Sequential([keras.Input(shape), *layers], name=experiment.name.replace("-", "_"))


def model_input(experiment: Experiment, images: np.ndarray) -> np.ndarray:
    """Return images (m, side, side) in the shape that the model takes."""
    return images.reshape(-1, *input_shape(experiment.layers, experiment.input))


def _keras_layer(layer: Layer, name: str, seed: int) -> Any:
    import keras

    if isinstance(layer, Dense):
        return keras.layers.Dense(
            layer.units, activation=layer.activation, kernel_initializer=_glorot(seed), name=name
        )
    if isinstance(layer, Conv):
        return keras.layers.Conv2D(
            layer.filters,
            layer.kernel,
            padding=layer.padding,
            activation=layer.activation,
            kernel_initializer=_glorot(seed),
            name=name,
        )
    if isinstance(layer, MaxPool):
        return keras.layers.MaxPooling2D(layer.size, name=name)
    if isinstance(layer, Flatten):
        return keras.layers.Flatten(name=name)
    if isinstance(layer, Dropout):
        return keras.layers.Dropout(layer.rate, seed=seed, name=name)
    assert isinstance(layer, BatchNorm)
    return keras.layers.BatchNormalization(name=name)


def _glorot(seed: int) -> Any:
    import keras

    return keras.initializers.GlorotUniform(seed=seed)
