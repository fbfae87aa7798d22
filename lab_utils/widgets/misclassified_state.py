"""Digits with what a network reads them as: what the misclassified digits explorer knows, without a view.

The browser filters and turns pages by the orders that are computed here; a browser test holds the two
together.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lab_utils._accepted import digit_images, digit_labels, finite_array
from lab_utils._wording import four_parts

ORDERS = ("largest loss", "most confident", "least confident")
SHOWN = ("wrong", "all", "doubtful")
# A probability of 0 would be an endless loss; this is the smallest that a float32 holds.
_LEAST = float(np.finfo(np.float32).tiny)


@dataclass(frozen=True)
class ReadDigits:
    """Digits, their labels, and a network's ten probabilities for each.

    Attributes
    ----------
    images : ndarray, shape (m, side, side), uint8
        Ink is 255; side is 20 or 28.
    labels : ndarray, shape (m,), int in 0 to 9
    log_probabilities : ndarray, shape (m, 10), float64
        Natural logarithms, so that a probability near 1 or 0 loses nothing.
    """

    images: np.ndarray
    labels: np.ndarray
    log_probabilities: np.ndarray

    @cached_property
    def probabilities(self) -> np.ndarray:
        """Shape (m, 10), float in [0, 1]."""
        return np.asarray(np.exp(self.log_probabilities))

    @cached_property
    def read_as(self) -> np.ndarray:
        """The digit that each was read as, shape (m,), int in 0 to 9."""
        return np.asarray(self.log_probabilities.argmax(axis=1))

    @cached_property
    def confidence(self) -> np.ndarray:
        """The largest probability of each digit, shape (m,)."""
        return np.asarray(self.probabilities.max(axis=1))

    @cached_property
    def loss(self) -> np.ndarray:
        """Minus the logarithm of the label's probability, shape (m,): how surprising the label is."""
        return np.asarray(-self.log_probabilities[np.arange(len(self.labels)), self.labels])

    @cached_property
    def wrong(self) -> np.ndarray:
        """Whether each was read wrongly, shape (m,), bool."""
        return np.asarray(self.read_as != self.labels)

    @cached_property
    def confusion(self) -> np.ndarray:
        """Counts, shape (10, 10): rows are the labels, columns what they were read as."""
        counts = np.zeros((10, 10), dtype=int)
        np.add.at(counts, (self.labels, self.read_as), 1)
        return counts

    def ordered(self, order: str) -> np.ndarray:
        """Return all rows in one of `ORDERS`, equal ones by row, shape (m,), int."""
        if order not in ORDERS:
            raise ValueError(
                four_parts(
                    "The order", expected=" or ".join(map(repr, ORDERS)), got=repr(order), fix="Name one."
                )
            )
        keys = {
            "largest loss": -self.loss,
            "most confident": -self.confidence,
            "least confident": self.confidence,
        }
        return np.argsort(keys[order], kind="stable")

    def rows(
        self,
        label: int | None = None,
        read_as: int | None = None,
        *,
        shown: str = "wrong",
        order: str = "largest loss",
        doubtful: Iterable[int] = (),
    ) -> np.ndarray:
        """Return the rows behind a cell of the confusion matrix; None stands for every digit."""
        keep = {
            "wrong": self.wrong,
            "all": np.ones(len(self.labels), dtype=bool),
            "doubtful": np.isin(np.arange(len(self.labels)), list(doubtful)),
        }[shown]
        if label is not None:
            keep = keep & (self.labels == label)
        if read_as is not None:
            keep = keep & (self.read_as == read_as)
        rows = self.ordered(order)
        return np.asarray(rows[keep[rows]])

    def headline(self) -> str:
        """Say in a sentence how many there are and how many were read wrongly."""
        count, mistakes = len(self.labels), int(self.wrong.sum())
        if not mistakes:
            return f"{count:,} digits, none of them read wrongly"
        return f"{count:,} digits, {mistakes:,} read wrongly ({1 - mistakes / count:.1%} right)"

    def commonest_mistake(self) -> tuple[int, int, int] | None:
        """Return label, what it was read as, and how often; None without a mistake."""
        mistakes = self.confusion * ~np.eye(10, dtype=bool)
        label, read_as = divmod(int(mistakes.argmax()), 10)
        count = int(mistakes[label, read_as])
        return (label, read_as, count) if count else None

    def as_csv(self, rows: Iterable[int]) -> str:
        """Return rows as CSV with a header, for example those whose label is doubtful."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(("row", "label", "read_as", "confidence", "loss"))
        for row in sorted(rows):
            # As float32, which the browser has too: both write the same file.
            numbers = (f"{np.float32(self.confidence[row]):.4f}", f"{np.float32(self.loss[row]):.4f}")
            writer.writerow((row, self.labels[row], self.read_as[row], *numbers))
        return text.getvalue()


def read_digits(model_or_logits: Any, X: ArrayLike, y: ArrayLike) -> ReadDigits:
    """Let a model read digits, or take what it gave.

    Parameters
    ----------
    model_or_logits : model, callable or array_like, shape (m, 10)
        A Keras model; anything with `predict_proba`, `predict`, `logits` or `probabilities`; a function of
        X; or logits. Rows that are nowhere negative and each add up to 1 are taken as probabilities.
    X : array_like, shape (m, 400), (m, 20, 20), (m, 784) or (m, 28, 28), float in [0, 1] or uint8
        As the model takes them; a last axis of length 1 may follow.
    y : array_like, shape (m,) or (m, 1), int in 0 to 9

    Returns
    -------
    ReadDigits

    Raises
    ------
    ValueError
        If shapes, labels or numbers can't be right; the message says how to mend it.
    """
    images = as_bytes(pictures(X, "X"))
    labels = digit_labels(y, "y", len(images))
    answers = _answers(model_or_logits, X)
    name = "the logits" if _is_array(model_or_logits) else "the model's logits"
    answers = finite_array(answers, name, f"({len(images)}, 10)", 2).astype(float)
    if answers.shape != (len(images), 10):
        raise ValueError(
            four_parts(
                f"The shape of {name}",
                expected=f"({len(images)}, 10), ten for each digit of X",
                got=str(answers.shape),
                fix="Give the logits of the same rows as X, for example model.predict(X).",
            )
        )
    return ReadDigits(images, labels, _log_probabilities(answers))


def pictures(X: ArrayLike, name: str) -> np.ndarray:
    """Return digits as float images, shape (m, side, side), also where a channel axis follows."""
    array = np.asarray(X)
    return digit_images(array[..., 0] if array.ndim == 4 and array.shape[-1] == 1 else array, name)


def as_bytes(images: np.ndarray) -> np.ndarray:
    """Return images in [0, 1] as uint8: ink is 255."""
    return np.rint(np.clip(images, 0, 1) * 255).astype(np.uint8)


def _is_array(thing: Any) -> bool:
    return not callable(thing) and not any(hasattr(thing, way) for way in _WAYS)


# `predict` of scikit-learn gives labels, so the probabilities are asked for first.
_WAYS = ("predict_proba", "predict", "logits", "probabilities")


def _answers(model: Any, X: ArrayLike) -> Any:
    if model is None or isinstance(model, (str, bytes, Path)):
        raise ValueError(
            four_parts(
                "The model, or its logits",
                expected=f"a model, or logits of shape ({len(np.asarray(X))}, 10)",
                got=f"{model!r}",
                fix="Give the model itself. If a function builds it, does it return it?",
            )
        )
    if _is_array(model):
        return model
    way = next((getattr(model, name) for name in _WAYS if hasattr(model, name)), model)
    # Keras draws a progress bar unless it is told not to.
    quiet = {"verbose": 0} if hasattr(model, "predict") and hasattr(model, "compile") else {}
    try:
        return way(X, **quiet)
    except (ValueError, TypeError) as error:
        shape = np.shape(X)
        raise ValueError(
            four_parts(
                f"The model's answer to X of shape {shape}",
                expected=f"logits of shape ({shape[0]}, 10)",
                got=f"{type(error).__name__}: {str(error).strip().splitlines()[0]}",
                fix="Give X in the shape that the model was trained on.",
            )
        ) from error


def _log_probabilities(answers: np.ndarray) -> np.ndarray:
    if answers.min() >= 0 and np.allclose(answers.sum(axis=1), 1, atol=1e-3):
        return np.log(np.maximum(answers, _LEAST))
    # Imported here: SciPy takes longer to import than all of this.
    from scipy.special import log_softmax

    return np.asarray(log_softmax(answers, axis=1))
