"""Softmax step by step, and a learner's own softmax judged in words: the playground without a view."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lab_utils._accepted import finite_array
from lab_utils._wording import four_parts

MOST_SCORES = 12
# Far outside of what a float's exp survives, so that every overflow can be shown.
LARGEST_SCORE = 10_000.0
COOLEST, HOTTEST = 0.05, 20.0
# A float32 softmax still agrees.
_SAME = 1e-5


@dataclass(frozen=True)
class SoftmaxSteps:
    """What happens between scores and probabilities.

    Attributes
    ----------
    scores : ndarray, shape (N,), float
    constant : float
        Added to every score.
    temperature : float > 0
        Then everything is divided by it.
    stable : bool
        Whether the largest is subtracted before `exp`.
    """

    scores: np.ndarray
    constant: float = 0.0
    temperature: float = 1.0
    stable: bool = False

    @cached_property
    def z(self) -> np.ndarray:
        """What softmax is asked for, shape (N,)."""
        return np.asarray((self.scores + self.constant) / self.temperature)

    @cached_property
    def exponents(self) -> np.ndarray:
        """What `exp` is asked for, shape (N,)."""
        return np.asarray(self.z - self.z.max() if self.stable else self.z)

    @cached_property
    def exponentials(self) -> np.ndarray:
        """Shape (N,); infinite where a float can't hold them."""
        with np.errstate(over="ignore", under="ignore"):
            return np.asarray(np.exp(self.exponents))

    @cached_property
    def total(self) -> float:
        """The sum of the exponentials; 0 where all of them are too small for a float."""
        return float(self.exponentials.sum())

    @cached_property
    def probabilities(self) -> np.ndarray:
        """Shape (N,); `nan` where it is infinity by infinity, or 0 by 0."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self.exponentials / self.total)

    def in_words(self) -> str:
        """Say which scores become which probabilities."""
        inputs = ", ".join(f"{number:g}" for number in self.z)
        shares = ", ".join(f"{share:.3f}" for share in self.probabilities)
        return f"the scores {inputs} become the probabilities {shares}"


@dataclass(frozen=True)
class Answer:
    """What a learner's softmax gave for some scores.

    Attributes
    ----------
    probabilities : ndarray, shape (N,), or None
        None where it gave no N numbers.
    words : str
        What is to be said about it.
    """

    probabilities: np.ndarray | None
    words: str


def ask(softmax: Callable[[np.ndarray], Any], z: np.ndarray) -> Answer:
    """Call a learner's softmax; whatever it does becomes an answer, never an error."""
    name = getattr(softmax, "__name__", "your function")
    call = f"{name}({[float(f'{number:.4g}') for number in z]})"
    try:
        # What NumPy warns of is seen in the bars.
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            answer = softmax(z.copy())
            given = np.asarray(answer)
    except NotImplementedError:
        return Answer(None, f"{name} is still to be written.")
    except Exception as error:
        return Answer(None, f"{call} stopped with {type(error).__name__}: {error}")
    if given.shape != z.shape or given.dtype.kind not in "biuf":
        got = "None" if answer is None else f"{given.dtype.name}, no numbers"
        got = f"shape {given.shape}" if given.dtype.kind in "biuf" else got
        fix = "Return one number for each score."
        return Answer(None, four_parts(call, expected=f"shape {z.shape}", got=got, fix=fix))
    return Answer(given.astype(float), _compared(name, given.astype(float), z))


def _compared(name: str, given: np.ndarray, z: np.ndarray) -> str:
    if not np.isfinite(given).all():
        return f"{name} gives nan or inf: exp was asked for a number that is too large or too small."
    difference = np.abs(given - SoftmaxSteps(z, stable=True).probabilities).max()
    if difference < _SAME:
        return f"{name} agrees with softmax."
    return f"{name} differs from softmax, by {difference:.3g} at most."


def accepted_scores(scores: ArrayLike) -> list[float]:
    """Return 1 to 12 scores as floats.

    Raises
    ------
    ValueError
        If they are none, too many, too large, or not finite.
    """
    array = finite_array(scores, "scores", "(N,), one score for each class", 1)
    largest = float(np.abs(array).max())
    if len(array) > MOST_SCORES or largest > LARGEST_SCORE:
        raise ValueError(
            four_parts(
                "The scores",
                expected=f"{MOST_SCORES} at most, none beyond {LARGEST_SCORE:g}",
                got=f"{len(array)}, the largest of size {largest:g}",
                fix="Give a few of them, such as scores[:5].",
            )
        )
    return [float(score) for score in array]
