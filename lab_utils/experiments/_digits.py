"""The digits of a run: which it trains on, which it watches, and which it has never seen."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from lab_utils.data import DataError, load_mnist
from lab_utils.data.places import find_mnist
from lab_utils.experiments._form import Experiment

MnistPlace = str | os.PathLike[str] | None
# 10,000 of 60,000.
_VALIDATION_SHARE = 6


class Part(NamedTuple):
    """Some digits.

    Attributes
    ----------
    X : ndarray, shape (m, side, side), float32 in [0, 1], ink is 1
    y : ndarray, shape (m,), int64 in 0 to 9
    """

    X: np.ndarray
    y: np.ndarray


@dataclass(frozen=True)
class DigitParts:
    """The digits of one run; no digit is in two parts.

    Attributes
    ----------
    data : str
        What they are: "lab", "lab-28" or "mnist". Not what was asked for where MNIST is not here.
    train : Part
    validation : Part or None
        None where a run trains on these digits too.
    lab_test : Part or None
        The lab's 1,000. None for MNIST: they are among its training images.
    mnist_test : Part or None
        MNIST's 10,000 test images; None where they are not here.
    notes : tuple of str
        What a learner should know of them, for example that MNIST is not here.
    """

    data: str
    train: Part
    validation: Part | None
    lab_test: Part | None
    mnist_test: Part | None
    notes: tuple[str, ...] = ()


def digits_for(experiment: Experiment, mnist: MnistPlace = None) -> DigitParts:
    """Load what an experiment trains on and is scored on.

    Parameters
    ----------
    experiment : Experiment
    mnist : str or path-like, optional
        Where MNIST is; looked for in the usual places if left out. For a score the 10,000 are enough.

    Raises
    ------
    DataError
        `mnist` names something that isn't MNIST.
    """
    parts = _all_parts(experiment, mnist)
    if experiment.digits is None:
        return parts
    return replace(parts, train=_some(parts.train, experiment.digits))


def _all_parts(experiment: Experiment, mnist: MnistPlace) -> DigitParts:
    whole = experiment.split == "train+validation"
    if experiment.data == "mnist":
        try:
            return _mnist_parts(mnist, whole)
        except DataError as problem:
            parts = _lab_parts("lab-28", 28, whole, _mnist_test(mnist, 28))
            return replace(parts, notes=(_instead(problem),))
    return _lab_parts(experiment.data, experiment.input, whole, _mnist_test(mnist, experiment.input))


def _some(part: Part, count: int) -> Part:
    """Return so many digits, as many of each as can be; a smaller choice is part of a larger one."""
    earlier_of_its_class = np.zeros(len(part.y), dtype=np.int64)
    for digit in range(10):
        rows = part.y == digit
        earlier_of_its_class[rows] = np.arange(rows.sum())
    chosen = np.sort(np.lexsort((part.y, earlier_of_its_class))[:count])
    return Part(part.X[chosen], part.y[chosen])


def _lab_parts(data: str, side: int, whole: bool, mnist_test: Part | None) -> DigitParts:
    from lab_utils.split import split_lab_digits

    digits = split_lab_digits()
    train, validation, test = (
        Part(images_from_rows(X, side), y[:, 0])
        for X, y in (
            (digits.X_train, digits.y_train),
            (digits.X_val, digits.y_val),
            (digits.X_test, digits.y_test),
        )
    )
    if whole:
        return DigitParts(data, _joined(train, validation), None, test, mnist_test)
    return DigitParts(data, train, validation, test, mnist_test)


def images_from_rows(X: np.ndarray, side: int) -> np.ndarray:
    """Return the lab's rows as images: 20 x 20 as they are, or MNIST's own 28 x 28.

    Parameters
    ----------
    X : ndarray, shape (m, 400), float32 in [0, 1]
    side : {20, 28}

    Returns
    -------
    ndarray, shape (m, side, side), float32
    """
    if side == 20:
        return X.reshape(-1, 20, 20)
    from lab_utils.preparation import as_mnist

    return as_mnist(X)


def _mnist_parts(mnist: MnistPlace, whole: bool) -> DigitParts:
    from sklearn.model_selection import train_test_split

    X, y = load_mnist(mnist, part="train")
    test = _mnist_test(find_mnist() if mnist is None else mnist, 28)
    if whole:
        return DigitParts("mnist", Part(X, y[:, 0]), None, None, test)
    train, validation = train_test_split(
        np.arange(len(X)), test_size=len(X) // _VALIDATION_SHARE, stratify=y, random_state=0
    )
    return DigitParts("mnist", Part(X[train], y[train, 0]), Part(X[validation], y[validation, 0]), None, test)


def _mnist_test(mnist: MnistPlace, side: int) -> Part | None:
    """Return MNIST's test images; None where nobody named a place and they are in none of the usual ones."""
    place = find_mnist() if mnist is None else mnist
    if place is None:
        return None
    X, y = load_mnist(place, part="test")
    if side == 20:
        from lab_utils.preparation import from_mnist

        X = from_mnist(X).reshape(-1, 20, 20)
    return Part(X, y[:, 0])


def _joined(one: Part, other: Part) -> Part:
    return Part(np.concatenate([one.X, other.X]), np.concatenate([one.y, other.y]))


def _instead(problem: DataError) -> str:
    """Say in one line what went wrong and what is used; `python lab.py data --mnist` says more."""
    first = str(problem).split(". ")[0].rstrip(".")
    checked, _, rest = first.partition(": expected ")
    got = rest.partition(", got ")[2]
    words = f"{checked}: {got}" if got else first
    return (
        f"MNIST's training images can't be loaded ({words[0].lower()}{words[1:]}): "
        "the lab's 5,000 digits, rebuilt at 28 x 28, take their place."
    )
