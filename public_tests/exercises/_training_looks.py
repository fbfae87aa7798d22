"""What a training shows of itself: one look for each thing that can have gone wrong."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from public_tests.exercises._marked_digits import TRAINING_ROWS, MarkedDigits, trained_rows
from public_tests.exercises._replayed_training import agreement_with_labels, in_order, loss_of
from public_tests.exercises._training_beliefs import TRAINING_BELIEFS
from public_tests.misconception import Misconception

EPOCHS = 3
_LEARNING_RATES = (0.0002, 0.005)

Facts = dict[str, Any]
Fault = Misconception | str


@dataclass(frozen=True)
class Run:
    """One training: what went in, and what is known of it afterwards."""

    digits: MarkedDigits
    before: list[np.ndarray]
    model: Facts
    history: Facts

    @property
    def metrics(self) -> dict[str, list[float]]:
        metrics: dict[str, list[float]] = self.history["metrics"]
        return metrics

    @property
    def epochs(self) -> int:
        return len(self.metrics["loss"])

    @property
    def steps(self) -> int | None:
        """Return the optimizer's steps in one epoch, as `fit` counted them."""
        steps = self.history["params"].get("steps")
        return steps if isinstance(steps, int) and steps > 0 else None

    def loss_after(self, X: np.ndarray, y: np.ndarray) -> float:
        return loss_of(self.model["weights"], X, y)


def _rows_fault(run: Run) -> Misconception | None:
    if not all(run.model["trainable"]):
        return _told("frozen", "Some of the model's weights are frozen.")
    training, validation = trained_rows(run.before[0], run.model["weights"][0])
    if validation.any():
        return TRAINING_BELIEFS["trains_on_validation"]
    if not training.any():
        # Pixels that hold no ink in any row moved as far as the others.
        return _of_other_images(run)
    if training.all():
        return None
    kept, said = int(training.sum()), run.metrics.get("val_loss")
    X_rest, y_rest = run.digits.X_train[kept:], run.digits.y_train[kept:]
    if training[:kept].all() and said and _near(said[-1], run.loss_after(X_rest, y_rest)):
        return TRAINING_BELIEFS["validation_split"]
    return _told(
        "leaves_rows_out",
        f"{len(training) - kept} of the {len(training)} training digits were never trained on.",
    )


def _of_other_images(run: Run) -> Misconception:
    said = run.metrics.get("val_loss")
    if said and _near(said[-1], run.loss_after(1 - run.digits.X_val, run.digits.y_val)):
        return _told("scales_again", "Ink and paper were exchanged inside the function.")
    return TRAINING_BELIEFS["other_images"]


def _epochs_fault(run: Run) -> Misconception | None:
    taken = run.history["iterations"]
    if run.epochs == 1 and run.steps and taken == EPOCHS * run.steps:
        return TRAINING_BELIEFS["fit_in_a_loop"]
    if run.epochs == 1 and run.steps == math.ceil(TRAINING_ROWS / EPOCHS):
        return TRAINING_BELIEFS["epochs_as_batch_size"]
    if run.epochs == 1:
        return TRAINING_BELIEFS["one_epoch"]
    if run.epochs < EPOCHS and run.history["params"].get("epochs") == EPOCHS:
        return TRAINING_BELIEFS["stops_early"]
    if run.epochs != EPOCHS:
        id = "epochs_off_by_one" if abs(run.epochs - EPOCHS) == 1 else "epochs_fixed"
        return _told(id, f"It was asked for {EPOCHS} epochs and trained for {run.epochs}.")
    if run.steps and taken is not None and taken > run.epochs * run.steps:
        return TRAINING_BELIEFS["fits_twice"]
    return None


def _scale_fault(run: Run) -> Misconception | None:
    """Recognise pixels in another range by losses that the given images cannot have."""
    digits = run.digits
    # A val_loss of the given images may by chance be near that of others.
    said = [] if _validates_as_given(run) else run.metrics.get("val_loss")
    for factor in (1 / 255, 255.0, 1 / 256, 1 / 16):
        for X, y in ((digits.X_val, digits.y_val), (digits.X_train, digits.y_train)):
            if said and _near(said[-1], run.loss_after(np.float32(factor) * X, y)):
                return TRAINING_BELIEFS["scales_again"]
    losses = np.array(run.metrics["loss"])
    first = loss_of(run.before, digits.X_train, digits.y_train)
    # One epoch alone may pass by log(10) on its way down; several stay there where there is hardly any ink.
    nearly_no_ink = len(losses) > 1 and np.abs(losses - np.log(10)).max() < 0.03
    return TRAINING_BELIEFS["scales_again"] if nearly_no_ink or losses[0] > 4 * first else None


def _settings_fault(run: Run) -> Misconception | None:
    compiled = run.model["compiled"] or {}
    rates = _rates(run)
    is_adam = "Adam" in (compiled.get("optimizer") or {}).get("bases", ())
    if rates and is_adam and not _LEARNING_RATES[0] <= max(rates) <= _LEARNING_RATES[1]:
        return _told(
            "compiles_another_rate",
            f"The model was trained with a learning rate of {max(rates):.4g}.",
        )
    loss = compiled.get("loss") or {}
    if loss.get("from_logits") is True and loss.get("class_name") == "SparseCategoricalCrossentropy":
        return None
    return None if _validates_as_given(run) else TRAINING_BELIEFS["compiles_another_loss"]


def _rates(run: Run) -> list[float] | None:
    """Return the learning rates of the epochs: a callback that changes them writes them into the History."""
    optimizer = (run.model["compiled"] or {}).get("optimizer") or {}
    return run.metrics.get("learning_rate") or optimizer.get("learning_rates")


def _validates_as_given(run: Run) -> bool:
    """Tell whether the History's val_loss is what the trained network has on X_val and y_val."""
    loss = run.loss_after(run.digits.X_val, run.digits.y_val)
    return bool(run.metrics.get("val_loss")) and _after_the_last_or_best(run.metrics, loss)


def _after_the_last_or_best(metrics: dict[str, list[float]], loss: float) -> bool:
    """Tell whether `loss` is that of the last epoch, or of a best one: early stopping may go back to it."""
    said, accuracies = metrics["val_loss"], metrics.get("val_accuracy")
    best = [said[-1], min(said)]
    if accuracies and len(accuracies) == len(said):
        best += [value for value, share in zip(said, accuracies, strict=True) if share == max(accuracies)]
    return any(_near(value, loss) for value in best)


def _validation_fault(run: Run) -> Fault | None:
    if "val_loss" not in run.metrics:
        return TRAINING_BELIEFS["no_validation"]
    if len(run.metrics["val_loss"]) != run.epochs:
        return (
            "There is a val_loss for some epochs only. Leave `validation_freq` out, to validate after each."
        )
    said, digits = run.metrics["val_loss"][-1], run.digits
    if _validates_as_given(run):
        return None
    if _near(said, run.loss_after(digits.X_train, digits.y_train)):
        return TRAINING_BELIEFS["validates_on_training_data"]
    return (
        "The History's val_loss is another one than the trained network has on X_val and y_val. Hand both "
        "over as they are: all rows, each label with its own image, and no other digits in their place."
    )


def _pairs_fault(run: Run) -> Misconception | None:
    moved = (run.model["weights"][0] - run.before[0])[:TRAINING_ROWS].astype(float)
    agreement = agreement_with_labels(run.before, moved, run.digits.X_train, run.digits.y_train)
    return TRAINING_BELIEFS["out_of_step"] if agreement < 0.26 else None


def _order_fault(run: Run) -> Misconception | None:
    optimizer = (run.model["compiled"] or {}).get("optimizer") or {}
    if run.steps is None or run.steps == 1 or optimizer.get("class_name") != "Adam":
        return None
    X, y = run.digits.X_train, run.digits.y_train
    for batch_size in (b for b in range(1, TRAINING_ROWS) if math.ceil(TRAINING_ROWS / b) == run.steps):
        replayed = in_order(
            run.before,
            X,
            y,
            epochs=EPOCHS,
            batch_size=batch_size,
            learning_rate=max(optimizer["learning_rates"]),
        )
        if all(np.allclose(a, b, atol=1e-4) for a, b in zip(replayed, run.model["weights"], strict=True)):
            return TRAINING_BELIEFS["unshuffled"]
    return None


# Settings and scales first: with wild ones a row may leave no trace.
LOOKS: tuple[Callable[[Run], Fault | None], ...] = (
    _settings_fault,
    _scale_fault,
    _rows_fault,
    _epochs_fault,
    _validation_fault,
    _order_fault,
    _pairs_fault,
)


def _near(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-4, abs_tol=1e-5)


def _told(id: str, finding: str) -> Misconception:
    return dataclasses.replace(TRAINING_BELIEFS[id], finding=finding)
