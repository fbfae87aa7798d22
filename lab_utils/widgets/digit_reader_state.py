"""Reading one picture of a digit, from the file to what the network says: the reader without a view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lab_utils._wording import four_parts
from lab_utils.data.places import DATA_FOLDER
from lab_utils.numpy_network import forward, softmax
from lab_utils.preparation import PictureError, Preparation, prepare_digit, prepare_drawing

DRAWN_FOLDER = DATA_FOLDER / "drawn"
ALWAYS_A_DIGIT = (
    "The network answers with one of the ten digits whatever it is shown, a letter or a blot as well, "
    "and it can be sure of itself and wrong."
)
_INPUTS, _CLASSES = 400, 10
_SURE, _DOUBTFUL = 0.9, 0.5
# What each step of the preparation does, in the words of the page.
STEPS = {
    "grey": "The picture without its colours.",
    "ink": "Ink and paper told apart, whichever is darker.",
    "threshold": "What is too faint for ink is paper.",
    "crop": "The box around the ink.",
    "pen": "A thin line is made as wide as a pen's.",
    "scaled": "Scaled: the longer side has 20 pixels.",
    "centred": "In the middle: what the network sees.",
}


@dataclass(frozen=True)
class DigitReading:
    """What a network makes of one picture.

    Attributes
    ----------
    name : str
        What the picture is called.
    preparation : Preparation
    hidden : tuple of ndarray, each of shape (units,), float32, 0 or more
        What the units of each hidden layer give: 25 and 15 in the lab's network.
    probabilities : ndarray, shape (10,), float32 in [0, 1], sum 1
    """

    name: str
    preparation: Preparation
    hidden: tuple[np.ndarray, ...]
    probabilities: np.ndarray

    @property
    def digit(self) -> int:
        """The digit with the largest probability."""
        return int(self.probabilities.argmax())

    @property
    def confidence(self) -> float:
        """That probability."""
        return float(self.probabilities.max())

    @property
    def runner_up(self) -> int:
        """The digit with the second largest probability."""
        return int(np.argsort(-self.probabilities, kind="stable")[1])

    def in_words(self) -> str:
        """Say what was read, how sure the network is, and what else it might be."""
        second = float(self.probabilities[self.runner_up])
        return f"Read as {self.digit}, {self.sureness()}. Next comes {self.runner_up} with {percent(second)}."

    def sureness(self) -> str:
        """Say how sure the network is, in a word and a number."""
        word = "sure" if self.confidence >= _SURE else "not quite sure"
        return f"{word if self.confidence >= _DOUBTFUL else 'a guess'}: {percent(self.confidence)}"

    def steps(self) -> list[tuple[str, str, np.ndarray]]:
        """Return each step of the preparation: its name, what it does, the picture after it."""
        return [(name, STEPS.get(name, ""), image) for name, image in self.preparation.steps.items()]


def read_digit(picture: Any, weights: Mapping[str, np.ndarray], name: str = "The picture") -> DigitReading:
    """Prepare a picture of a digit and let a network read it.

    Parameters
    ----------
    picture : str, path-like, bytes, PIL.Image.Image or ndarray
        Whatever `lab_utils.preparation.prepare_digit` takes.
    weights : mapping of str to ndarray
        W1 (400, n1), b1 (n1,) and so on to 10 logits: what `lab_utils.training.lab_weights` returns.
    name : str
        What the picture is called in messages.

    Raises
    ------
    PictureError
        If the picture can't be read or holds no ink; one sentence says why and what to do.
    """
    try:
        preparation = prepare_digit(picture)
    except PictureError as problem:
        raise PictureError(str(problem).replace("The picture", name, 1)) from problem
    return _reading(preparation, weights, name)


def read_drawing(picture: np.ndarray, weights: Mapping[str, np.ndarray]) -> DigitReading | None:
    """Prepare a drawing from a pad and let a network read it, as the browser has done already.

    Parameters
    ----------
    picture : ndarray, shape (h, w), uint8
        Dark ink on white paper: 255 is white.
    weights : mapping of str to ndarray
        As in `read_digit`.

    Returns
    -------
    DigitReading or None
        None where there is no digit to read.
    """
    try:
        return _reading(prepare_drawing(picture), weights, "Your drawing")
    except PictureError:
        return None


def _reading(preparation: Preparation, weights: Mapping[str, np.ndarray], name: str) -> DigitReading:
    cache = forward(preparation.x[np.newaxis], weights)
    last = len(weights) // 2
    hidden = tuple(cache[f"A{layer}"][0] for layer in range(1, last))
    return DigitReading(name, preparation, hidden, softmax(cache[f"Z{last}"])[0])


def accepted_weights(weights: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """Return weights that lead from 400 pixels to 10 logits.

    Raises
    ------
    ValueError
        If they don't.
    """
    names = [f"{letter}{layer}" for layer in range(1, len(weights) // 2 + 1) for letter in "Wb"]
    fitting = bool(names) and sorted(names) == sorted(weights)
    if not fitting or (np.shape(weights["W1"])[:1], np.shape(weights[names[-1]])) != (
        (_INPUTS,),
        (_CLASSES,),
    ):
        raise ValueError(
            four_parts(
                "weights",
                expected=f"W1 ({_INPUTS}, n), b1 (n,) and so on to {_CLASSES} logits",
                got=", ".join(f"{name} {np.shape(array)}" for name, array in weights.items()) or "none",
                fix="lab_utils.numpy_network.weights_of(model) gives them for a model of 20 x 20 digits.",
            )
        )
    return {name: np.asarray(weights[name]) for name in names}


def drawn_examples(folder: Path = DRAWN_FOLDER) -> list[Path]:
    """List the pictures that come with the lab, in the order of their names; a folder need not be there."""
    return sorted(folder.glob("*.png")) if folder.is_dir() else []


def percent(share: float) -> str:
    """Say a share in percent, never 0 or 100 for what is only near it."""
    if 0 < share < 0.001:
        return "< 0.1 %"
    return "> 99.9 %" if 0.999 < share < 1 else f"{100 * share:.1f} %"
