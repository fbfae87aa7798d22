"""Train the NumPy network of notebook 06, and keep its weights as plain arrays."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np

from lab_utils.experiments._digits import DigitParts
from lab_utils.experiments._form import Experiment
from lab_utils.experiments._layers import Dense
from lab_utils.experiments._progress import Progress
from lab_utils.experiments._trained import Trained

MODEL_FILE = "model.npz"
Weights = dict[str, np.ndarray]


def train_numpy(experiment: Experiment, parts: DigitParts, progress: Progress) -> Trained:
    """Train a network in NumPy.

    Parameters
    ----------
    experiment : Experiment
    parts : DigitParts
    progress : Progress
        Hears of each epoch.

    Returns
    -------
    Trained
    """
    from lab_utils.numpy_network import train_network

    def told(epoch: int, metrics: dict[str, float]) -> bool:
        progress.epoch(epoch, metrics)
        # True ends the training: what is not a number never becomes one again.
        return not np.isfinite(metrics["loss"])

    validation = parts.validation
    began = time.perf_counter()
    trained = train_network(
        _rows(parts.train.X),
        parts.train.y,
        layer_sizes=_layer_sizes(experiment),
        epochs=experiment.epochs,
        batch_size=experiment.batch_size,
        learning_rate=experiment.learning_rate,
        seed=experiment.seed,
        validation=None if validation is None else (_rows(validation.X), validation.y),
        on_epoch=told,
    )
    return Trained(
        outputs=outputs_of(trained.weights),
        save=lambda folder: _saved(trained.weights, folder),
        history={name: [float(value) for value in values] for name, values in trained.history.items()},
        seconds=time.perf_counter() - began,
    )


def load_numpy(file: Path, experiment: Experiment) -> Weights:
    """Load the weights without unpickling anything, and require the config's shapes."""
    # Opened here: NumPy leaves a damaged file open.
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
        weights = {name: arrays[name] for name in arrays.files}
    sizes = _layer_sizes(experiment)
    expected: dict[str, tuple[int, ...]] = {}
    for i, (inputs, units) in enumerate(pairwise(sizes), start=1):
        expected |= {f"W{i}": (inputs, units), f"b{i}": (units,)}
    given = {name: array.shape for name, array in weights.items()}
    if given != expected:
        raise ValueError(f"it holds {given}")
    return weights


def outputs_of(weights: Weights) -> Callable[[np.ndarray], np.ndarray]:
    """Return a function from images (m, side, side) to logits (m, 10)."""
    from lab_utils.numpy_network import forward

    return lambda images: forward(_rows(images), weights)[f"Z{len(weights) // 2}"]


def _layer_sizes(experiment: Experiment) -> tuple[int, ...]:
    units = [layer.units for layer in experiment.layers if isinstance(layer, Dense)]
    return (experiment.input**2, *units)


def _rows(images: np.ndarray) -> np.ndarray:
    return images.reshape(len(images), -1)


def _saved(weights: Weights, folder: Path) -> Path:
    np.savez(folder / MODEL_FILE, **weights)  # type: ignore[arg-type]
    return folder / MODEL_FILE
