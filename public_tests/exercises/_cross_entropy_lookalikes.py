"""Other measures of a classifier, which learners take for its cross-entropy."""

from __future__ import annotations

from typing import Any

import numpy as np

from public_tests.exercises._cross_entropies import Array, cross_entropy, log_softmax, picked, softmax
from public_tests.misconception import Misconception

# What Keras keeps between a probability and 0 or 1.
_KERAS_FLOOR = 1e-7
_FLOORS = (0, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)


def _from_probabilities(logits: Any, y: Any) -> float:
    return cross_entropy(np.log(np.clip(np.asarray(logits, dtype=float), _KERAS_FLOOR, 1 - _KERAS_FLOOR)), y)


def _binary(log_hit: Array, log_miss: Array, y: Any) -> Array:
    """Return the binary cross-entropies of all classes: (m, K)."""
    is_label = np.arange(log_hit.shape[1]) == np.ravel(y)[:, np.newaxis]
    return -np.where(is_label, log_hit, log_miss)


def _of_sigmoids(logits: Any, y: Any) -> Array:
    z = np.asarray(logits, dtype=float)
    return _binary(-np.logaddexp(0, -z), -np.logaddexp(0, z), y)


def _of_softmax(logits: Any, y: Any, floor: float) -> Array:
    p = np.clip(softmax(logits), floor, 1 - floor)
    return _binary(np.log(p), np.log(1 - p), y)


def _hits(logits: Any, y: Any) -> float:
    return float((np.argmax(logits, axis=1) == np.ravel(y)).mean())


def _margins(logits: Any, y: Any) -> float:
    z = np.asarray(logits, dtype=float)
    return float((z.max(axis=1) - picked(z, y)).mean())


def _entropy(logits: Any, y: Any) -> float:
    return float(-(softmax(logits) * log_softmax(logits)).sum(axis=1).mean())


LOOKALIKES: tuple[Misconception, ...] = (
    Misconception(
        "probabilities_expected",
        "The logits are taken for probabilities by a loss that does not know better.",
        "Keras's losses expect probabilities unless they are told. Negative logits then count as nearly 0, "
        "and those above 1 as 1.",
        "Tell the loss that it gets logits, or better: write it yourself with log-sum-exp.",
        (_from_probabilities,),
    ),
    Misconception(
        "binary_cross_entropy",
        "It treats each class as a yes-or-no question of its own.",
        "Binary cross-entropy adds a term for every wrong class. Softmax's classes share one probability, "
        "so the right class's term says all.",
        "Keep only the term of the right class, by log-sum-exp.",
        (
            lambda logits, y: _of_sigmoids(logits, y).mean(),
            lambda logits, y: _of_sigmoids(logits, y).sum(axis=1).mean(),
            lambda logits, y: picked(_of_sigmoids(logits, y), y).mean(),
            *(lambda logits, y, eps=eps: _of_softmax(logits, y, eps).mean() for eps in _FLOORS),
            *(lambda logits, y, eps=eps: _of_softmax(logits, y, eps).sum(axis=1).mean() for eps in _FLOORS),
        ),
    ),
    Misconception(
        "counts_hits",
        "It counts how often the largest logit stands at the label.",
        "That is the accuracy, or its rest. It does not see how sure the network was, and gives training "
        "no slope.",
        "Take the logarithm of the label's probability in each row, by log-sum-exp.",
        (_hits, lambda logits, y: 1 - _hits(logits, y)),
    ),
    Misconception(
        "mean_before_logarithm",
        "The mean is taken before the logarithm.",
        "The logarithm of a mean is another number than the mean of logarithms: one very wrong row is "
        "nearly lost in it.",
        "Give each row its loss first, and take the mean last.",
        (lambda logits, y: -np.log(picked(softmax(logits), y).mean()),),
    ),
    Misconception(
        "distance_to_the_top",
        "It measures how far the label's logit lies below the largest one.",
        "With a right label on top that is 0, however close the others come. Log-sum-exp is a soft maximum: "
        "a little above the largest logit, the more so the closer the others are.",
        "Replace the max by the log-sum-exp of the row.",
        (_margins,),
    ),
    Misconception(
        "raised_to_e",
        "It gives `exp` of the loss.",
        "That is called perplexity. Equal logits of two classes give 2 there, and `np.log(2)` as a loss.",
        "Leave the last `exp` out.",
        (lambda logits, y: np.exp(cross_entropy(logits, y)),),
    ),
    Misconception(
        "without_the_label",
        "The labels play no part: it is the entropy of the network's own probabilities.",
        "That tells how undecided the network is, not whether it is right.",
        "Take the logarithm at the label of each row.",
        (_entropy,),
    ),
    Misconception(
        "one_row_less",
        "The sum is divided by one less than the number of rows.",
        "That belongs to a sample's variance. A mean divides by how many there are.",
        "Divide by the number of rows.",
        (lambda logits, y: cross_entropy(logits, y) * len(logits) / max(1, len(logits) - 1),),
    ),
)
