"""Train with Keras: its layers, loss and optimizer, and one TensorFlow graph for a hundred steps.

`fit` spends most of its time between the steps of a network as small as these. The same steps in a graph give
the same weights and take a quarter of the time; docs/decisions/experiments.md has the figures.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lab_utils.experiments._augmenting import augmented
from lab_utils.experiments._building import build_model, model_input
from lab_utils.experiments._digits import DigitParts, Part
from lab_utils.experiments._form import Experiment
from lab_utils.experiments._progress import Progress
from lab_utils.experiments._trained import Trained, in_portions
from lab_utils.quiet_tensorflow import load_tensorflow

if TYPE_CHECKING:
    import keras

MODEL_FILE = "model.keras"
# So many steps between two looks at the keyboard: Ctrl-C is heard within a second or two.
_STEPS_AT_ONCE = 100
_AT_ONCE = 1000


def train_keras(experiment: Experiment, parts: DigitParts, progress: Progress) -> Trained:
    """Train a network with Keras.

    Which digits stand in which batch follows from the seed alone, and no global random state is touched.

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
    # Loading TensorFlow is no part of training.
    load_tensorflow()
    began = time.perf_counter()
    model = build_model(experiment)
    loss = _loss(experiment)
    steps = _steps(model, loss, _optimizer(experiment, model, len(parts.train.y)), experiment.batch_size)
    judge = _judge(model, loss)
    generator = np.random.default_rng(experiment.seed)
    history: dict[str, list[float]] = {}
    for epoch in range(experiment.epochs):
        order = generator.permutation(len(parts.train.y))
        images = augmented(parts.train.X, experiment.augmentation, generator)
        metrics = _epoch(steps, model_input(experiment, images), parts.train.y, order, experiment.batch_size)
        if parts.validation is not None:
            metrics |= _judged(judge, model_input(experiment, parts.validation.X), parts.validation)
        for name, value in metrics.items():
            history.setdefault(name, []).append(value)
        progress.epoch(epoch + 1, metrics)
        if not np.isfinite(metrics["loss"]):
            break
    return Trained(
        outputs=outputs_of(model, experiment),
        save=lambda folder: _saved(model, folder),
        history=history,
        seconds=time.perf_counter() - began,
    )


def load_keras(file: Path, experiment: Experiment) -> Any:
    """Load a model without running any code that its file may hold, and require the config's shapes."""
    load_tensorflow()
    import keras

    model = keras.saving.load_model(file, compile=False, safe_mode=True)
    given, expected = model.input_shape[1:], build_model(experiment).input_shape[1:]
    if given != expected or model.output_shape[1:] != (10,):
        raise ValueError(f"it takes {given} and gives {model.output_shape[1:]}")
    return model


def outputs_of(model: keras.Model, experiment: Experiment) -> Callable[[np.ndarray], np.ndarray]:
    """Return a function from images (m, side, side) to the model's outputs (m, 10)."""

    def answer(images: np.ndarray) -> np.ndarray:
        return np.asarray(model(model_input(experiment, images), training=False))

    return lambda images: in_portions(answer, images)


def _loss(experiment: Experiment) -> Any:
    import keras

    return keras.losses.SparseCategoricalCrossentropy(from_logits=experiment.from_logits)


def _optimizer(experiment: Experiment, model: keras.Model, digits: int) -> Any:
    import keras

    rate: Any = experiment.learning_rate
    if experiment.schedule == "cosine":
        steps = experiment.epochs * -(-digits // experiment.batch_size)
        rate = keras.optimizers.schedules.CosineDecay(rate, steps)
    if experiment.optimizer == "adam":
        optimizer = keras.optimizers.Adam(rate)
    else:
        optimizer = keras.optimizers.SGD(rate, momentum=experiment.momentum)
    optimizer.build(model.trainable_variables)
    return optimizer


def _steps(model: keras.Model, loss: Any, optimizer: Any, batch_size: int) -> Any:
    """Return a graph that takes the optimizer's step for one batch after the other."""
    import tensorflow as tf

    images = tf.TensorSpec([None, *model.input_shape[1:]], tf.float32)

    @tf.function(input_signature=[images, tf.TensorSpec([None], tf.int64), tf.TensorSpec([None], tf.int64)])
    def steps(X: Any, y: Any, order: Any) -> Any:
        summed, right = tf.zeros(()), tf.zeros((), tf.int64)
        for start in tf.range(0, tf.size(order), batch_size):
            batch = order[start : start + batch_size]
            truth = tf.gather(y, batch)
            with tf.GradientTape() as tape:
                outputs = model(tf.gather(X, batch), training=True)
                mean = loss(truth, outputs)
            optimizer.apply(tape.gradient(mean, model.trainable_variables), model.trainable_variables)
            summed += mean * tf.cast(tf.size(batch), tf.float32)
            right += tf.math.count_nonzero(tf.equal(tf.argmax(outputs, 1), truth))
        return summed, right

    return steps


def _epoch(steps: Any, X: np.ndarray, y: np.ndarray, order: np.ndarray, batch_size: int) -> dict[str, float]:
    import tensorflow as tf

    images, truth = tf.constant(X), tf.constant(y)
    summed, right, portion = 0.0, 0, _STEPS_AT_ONCE * batch_size
    for start in range(0, len(order), portion):
        more, hits = steps(images, truth, tf.constant(order[start : start + portion]))
        summed, right = summed + float(more), right + int(hits)
    return {"loss": summed / len(y), "accuracy": right / len(y)}


def _judge(model: keras.Model, loss: Any) -> Any:
    """Return a graph that measures a batch without learning from it."""
    import tensorflow as tf

    images = tf.TensorSpec([None, *model.input_shape[1:]], tf.float32)

    @tf.function(input_signature=[images, tf.TensorSpec([None], tf.int64)])
    def judge(X: Any, truth: Any) -> Any:
        outputs = model(X, training=False)
        right = tf.math.count_nonzero(tf.equal(tf.argmax(outputs, 1), truth))
        return loss(truth, outputs) * tf.cast(tf.size(truth), tf.float32), right

    return judge


def _judged(judge: Any, X: np.ndarray, part: Part) -> dict[str, float]:
    pairs = [judge(X[i : i + _AT_ONCE], part.y[i : i + _AT_ONCE]) for i in range(0, len(part.y), _AT_ONCE)]
    summed, right = (sum(float(pair[i]) for pair in pairs) for i in range(2))
    return {"val_loss": summed / len(part.y), "val_accuracy": right / len(part.y)}


def _saved(model: keras.Model, folder: Path) -> Path:
    model.save(folder / MODEL_FILE)
    return folder / MODEL_FILE
