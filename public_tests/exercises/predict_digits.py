"""`predict_digits`: from a model and many images to one digit for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from public_tests.comparing import Finding, compare
from public_tests.judging import Rules, Trial, array_note
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target

Array = np.ndarray[Any, Any]


def _logits(model: Any, X: Array) -> Array:
    # By hand from the weights: an answer that does not depend on Keras.
    W1, b1, W2, b2, W3, b3 = (np.asarray(w) for w in model.get_weights())
    hidden = np.maximum(0, np.maximum(0, X @ W1 + b1) @ W2 + b2)
    return np.asarray(hidden @ W3 + b3)


def _probabilities(model: Any, X: Array) -> Array:
    e = np.exp(_logits(model, X) - _logits(model, X).max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


def _digits(model: Any, X: Array) -> Array:
    return np.argmax(_logits(model, X), axis=1)


WITHOUT_A_ROW = Misconception(
    "one_image_without_a_row",
    "It hands single images to the model as they are.",
    "A model takes a table of images, one a row: shape (1, 400) for one image, not (400,).",
    "Hand over the whole of `X` at once, or give the single image a row with `reshape(1, 400)`.",
)

MISCONCEPTIONS: tuple[Misconception, ...] = (
    WITHOUT_A_ROW,
    Misconception(
        "argmax_over_images",
        "It takes the largest value down each column: for each digit, the image that fits it best.",
        "In `(m, 10)` a row is an image and a column is a digit. Axis 0 runs over the images.",
        "Which axis must disappear so that one number for each image is left?",
        (lambda model, X: np.argmax(_logits(model, X), axis=0),),
    ),
    Misconception(
        "argmax_of_everything",
        "It looks for one largest value in the whole batch.",
        "Without an axis, `argmax` numbers all values of all images in one row, so that the index can even "
        "be larger than 9.",
        "Tell `argmax` along which axis to look.",
        (
            lambda model, X: np.argmax(_logits(model, X)),
            lambda model, X: [np.argmax(_logits(model, X))],
        ),
    ),
    Misconception(
        "first_image_only",
        "It gives the digit of one image, whatever the number of images.",
        "The function is called with many images at once.",
        "Keep one prediction for each row of `X`.",
        (
            lambda model, X: np.argmax(_logits(model, X)[0]),
            lambda model, X: [np.argmax(_logits(model, X)[0])],
            lambda model, X: np.argmax(_logits(model, X)[-1]),
        ),
    ),
    Misconception(
        "threshold",
        "It compares each output with a limit instead of looking for the largest.",
        "A logit is no probability: several can lie above any limit, or none. Even of probabilities the "
        "largest is often below a half.",
        "For each image, ask which output is the largest.",
        (
            lambda model, X: _logits(model, X) > 0.5,
            lambda model, X: _probabilities(model, X) > 0.5,
            lambda model, X: _logits(model, X) > 0,
            lambda model, X: np.argmax(_logits(model, X) > 0.5, axis=1),
            lambda model, X: np.argmax(_probabilities(model, X) > 0.5, axis=1),
            lambda model, X: np.argmax(_logits(model, X) > 0, axis=1),
        ),
    ),
    Misconception(
        "scores_instead_of_digits",
        "It returns ten numbers for each image.",
        "Logits or probabilities say how well each digit fits. The prediction is the place of the largest.",
        "Find the index of the largest number in each row.",
        (_logits, _probabilities),
    ),
    Misconception(
        "largest_score",
        "It returns how large the largest output is, not where it stands.",
        "`max` gives the value, `argmax` its index; the index is the digit.",
        "Look for the index.",
        (
            lambda model, X: _logits(model, X).max(axis=1),
            lambda model, X: _probabilities(model, X).max(axis=1),
        ),
    ),
    Misconception(
        "smallest_score",
        "It looks for the smallest output.",
        "The largest logit belongs to the digit that fits best.",
        "Turn the comparison round.",
        (lambda model, X: np.argmin(_logits(model, X), axis=1),),
    ),
    Misconception(
        "counts_from_one",
        "Each digit is larger by one than it should be.",
        "Python counts from 0, and so do the digits: output 0 stands for the digit 0.",
        "Leave the `+ 1` out.",
        (lambda model, X: _digits(model, X) + 1,),
    ),
    Misconception(
        "one_hot",
        "It returns a row with a 1 for each image.",
        "One-hot rows are a way to write labels down. Here the digits themselves are meant.",
        "The place of the 1 in each row is the digit: return that.",
        (lambda model, X: np.eye(10)[_digits(model, X)],),
    ),
    Misconception(
        "column_of_digits",
        "The digits stand in a column, with an axis too many.",
        "`(m, 1)` and `(m,)` look alike, but `(m, 1) == (m,)` compares all with all: m x m values.",
        "Return an array of shape (m,).",
        (
            lambda model, X: _digits(model, X)[:, np.newaxis],
            lambda model, X: _digits(model, X)[np.newaxis, :],
        ),
    ),
)


@cache
def _probe_model() -> Any:
    import keras

    layers = [keras.Input((400,)), keras.layers.Dense(25, "relu"), keras.layers.Dense(15, "relu")]
    model = keras.Sequential([*layers, keras.layers.Dense(10)])
    rng = np.random.default_rng(5)
    model.set_weights([rng.normal(0, 0.3, w.shape) for w in model.get_weights()])
    return model


@cache
def _rules() -> Rules:
    rng = np.random.default_rng(6)
    # One image, fewer than ten, more than ten, and more than Keras predicts in one batch (32).
    batches = [rng.random((m, 400), dtype=np.float32) * (rng.random((m, 400)) < 0.3) for m in (1, 4, 12, 37)]
    return Rules(
        name="predict_digits",
        reference=_digits,
        probes=[(_probe_model(), X.astype(np.float32)) for X in batches],
        misconceptions=MISCONCEPTIONS,
        compare=_compare_digits,
        recognise=_recognise,
        note=_note,
    )


def _recognise(trials: Sequence[Trial]) -> Misconception | None:
    # What Keras says of an image without its own axis: the shape that came had one axis only.
    errors = [trial.outcome.error.message for trial in trials if trial.outcome.error]
    told = [re.search(r"incompatible shape \(\d+,\)|found ndim=1", message) for message in errors]
    return WITHOUT_A_ROW if len(errors) == len(trials) and all(told) else None


def _compare_digits(expected: Array, outcome: Outcome) -> Finding | None:
    finding = compare(expected, outcome)
    if finding is None or finding.property not in ("values", "order"):
        return finding
    wrong = int(np.sum(np.asarray(outcome.value) != expected))
    return Finding("values", f"{wrong} of {len(expected)} digits are not where the largest logit stands.")


def _note(target: Target, outcomes: Sequence[Outcome]) -> str | None:
    if any(np.asarray(outcome.value).dtype.kind == "f" for outcome in outcomes):
        return "The digits come as floats. That is accepted; whole numbers are meant: `.astype(int)`."
    return array_note(target, outcomes)


def judge(target: Target) -> Verdict:
    """Judge ``predict_digits(model, X)``: a model with ten logits, X (m, 400) float32 -> (m,) int."""
    return judge_by(_rules(), target)
