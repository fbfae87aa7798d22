"""What every trainer gives back, and how a network's outputs become probabilities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lab_utils.experiments._form import Experiment
from lab_utils.experiments._layers import Dense

_AT_ONCE = 1000


@dataclass(frozen=True)
class Trained:
    """A trained network, whoever trained it.

    Attributes
    ----------
    outputs : callable
        Images (m, side, side) -> what the last layer gives, (m, 10).
    save : callable
        Writes the network into a folder and returns the file.
    history : dict of str to list of float
        "loss" and "accuracy", and with validation digits "val_loss" and "val_accuracy", one value an epoch.
    seconds : float
        What training took, building the network included.
    """

    outputs: Callable[[np.ndarray], np.ndarray]
    save: Callable[[Path], Path]
    history: dict[str, list[float]]
    seconds: float


def in_portions(outputs: Callable[[np.ndarray], np.ndarray], images: np.ndarray) -> np.ndarray:
    """Return the outputs for many images, computed some at a time: filters need much memory for each."""
    if not len(images):
        return np.zeros((0, 10), dtype=np.float32)
    portions = (images[i : i + _AT_ONCE] for i in range(0, len(images), _AT_ONCE))
    return np.concatenate([np.asarray(outputs(portion)) for portion in portions])


def probabilities(outputs: np.ndarray, experiment: Experiment) -> np.ndarray:
    """Make probabilities of what the last layer gives.

    Parameters
    ----------
    outputs : ndarray, shape (m, 10)
    experiment : Experiment

    Returns
    -------
    ndarray, shape (m, 10), float64 in [0, 1], each row sums to 1
        Of logits by softmax. Of softmax's outputs as they are. Ten sigmoids answer ten separate
        questions; their answers are divided by their sum, as Keras's cross-entropy does with them.
    """
    last = experiment.layers[-1]
    assert isinstance(last, Dense)
    outputs = np.asarray(outputs, dtype=np.float64)
    if last.activation == "linear":
        outputs = np.exp(outputs - outputs.max(axis=1, keepdims=True))
    # Ten sigmoids may all be 0 in float32: then nothing is known, and each digit gets a tenth.
    outputs = np.where(outputs.sum(axis=1, keepdims=True) > 0, outputs, 1.0)
    return outputs / outputs.sum(axis=1, keepdims=True)
