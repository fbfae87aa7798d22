"""Scores of a run: how well it reads digits that it learned from, and digits that it has never seen."""

from __future__ import annotations

import numpy as np
from pydantic import BaseModel, ConfigDict


class _Facts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PartScores(_Facts):
    """How well a network reads some digits.

    Attributes
    ----------
    digits : int
        How many they are.
    accuracy : float
        The share that is read rightly.
    loss : float
        The mean cross-entropy of the probabilities, natural logarithm.
    precision, recall, f1 : list of 10 float
        For each digit; 0 where nothing was read as it.
    confusion : list of 10 lists of 10 int
        Rows are the truth, columns the predictions.
    """

    digits: int
    accuracy: float
    loss: float
    precision: list[float]
    recall: list[float]
    f1: list[float]
    confusion: list[list[int]]


class Scores(_Facts):
    """What scores.json holds.

    Attributes
    ----------
    experiment : str
        The name.
    data : str
        What it was really trained on: "lab", "lab-28" or "mnist".
    parameters : int
        How many numbers the network holds.
    seconds : float
        What training took, building the network included.
    train : PartScores
    validation : PartScores or None
        None where a run trained on these digits too.
    lab_test : PartScores or None
        On the lab's 1,000 held-out digits; None for a network that was trained on MNIST, among whose
        training images they are.
    mnist_test : PartScores or None
        On MNIST's 10,000 test images; None where they were not at hand.
    history : dict of str to list of float
        One value an epoch, named as Keras does.
    notes : list of str
        What a learner was told, for example that MNIST could not be loaded.
    model_sha256 : str
        Of the model's file, so that scores stay with the network that they belong to.
    libraries : dict of str to str
        Versions of what trained it.
    """

    experiment: str
    data: str
    parameters: int
    seconds: float
    train: PartScores
    validation: PartScores | None
    lab_test: PartScores | None
    mnist_test: PartScores | None
    history: dict[str, list[float]]
    notes: list[str]
    model_sha256: str
    libraries: dict[str, str]

    def parts(self) -> dict[str, PartScores]:
        """Return the parts that were scored, by what a learner calls them, in a fixed order."""
        named = {
            "training": self.train,
            "validation": self.validation,
            "test": self.lab_test,
            "MNIST test": self.mnist_test,
        }
        return {name: part for name, part in named.items() if part is not None}

    @property
    def held_out(self) -> PartScores:
        """Return the scores on digits never seen: the lab's 1,000, or MNIST's 10,000 after MNIST."""
        part = self.lab_test or self.mnist_test
        assert part is not None, "every run is scored on one of the two"
        return part


def scored(truth: np.ndarray, shares: np.ndarray) -> PartScores:
    """Score probabilities.

    Parameters
    ----------
    truth : ndarray, shape (m,), int64 in 0 to 9
    shares : ndarray, shape (m, 10), float64, each row sums to 1
    """
    from sklearn.metrics import confusion_matrix, log_loss, precision_recall_fscore_support

    labels, read = np.arange(10), shares.argmax(axis=1)
    precision, recall, f1, _ = precision_recall_fscore_support(truth, read, labels=labels, zero_division=0)
    return PartScores(
        digits=len(truth),
        accuracy=float((read == truth).mean()),
        loss=float(log_loss(truth, shares, labels=labels)),
        precision=precision.tolist(),
        recall=recall.tolist(),
        f1=f1.tolist(),
        confusion=confusion_matrix(truth, read, labels=labels).tolist(),
    )
