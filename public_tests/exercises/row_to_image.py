"""`row_to_image`: 400 numbers become 20 lines of 20, row-major.

A view of the row is as good as a copy, and lists, tuples and tensors are accepted with a word.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from public_tests.comparing import Finding, compare, numbers_of, same_numbers
from public_tests.exercises._folding_beliefs import MISCONCEPTIONS, SIDE, Array, image_of
from public_tests.judging import Rules
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target
from public_tests.trials import Trial

__all__ = ["MISCONCEPTIONS", "judge"]

_INDEX_IS_OFF = "arrays used as indices must be of integer"
_DRAWINGS = ("AxesImage", "Axes", "AxesSubplot", "Figure", "Image")
_BY_ID = {belief.id: belief for belief in MISCONCEPTIONS}


def compare_image(expected: Array, outcome: Outcome) -> Finding | None:
    """Compare as `public_tests.comparing.compare`, and notice a drawing."""
    if outcome.type_name in _DRAWINGS and numbers_of(outcome.value) is None:
        return Finding("drawing", _BY_ID["draws_the_picture"].finding)
    finding = compare(expected, outcome)
    if finding and finding.property == "order":
        return Finding(
            "order", f"All 400 numbers are there, in another order. {_first_moved(expected, outcome)}"
        )
    return finding


def _first_moved(expected: Array, outcome: Outcome) -> str:
    got = np.asarray(outcome.value)
    i, j = np.argwhere(~np.isclose(got, expected))[0]
    return f"The first that is not in its place stands at [{i}, {j}]."


def _recognise(trials: Sequence[Trial]) -> Misconception | None:
    error = trials[0].outcome.error
    if error and _INDEX_IS_OFF in error.message:
        return _BY_ID["row_is_a_number"]
    if error and "cannot reshape array of size 400 into shape (28,28)" in error.message:
        return _BY_ID["size_28"]
    if all(trial.finding and trial.finding.property == "drawing" for trial in trials):
        return _BY_ID["draws_the_picture"]
    pictures = [numbers_of(trial.outcome.value) for trial in trials]
    flat = [picture.ravel() for picture in pictures if picture is not None and picture.shape == (SIDE, SIDE)]
    return (
        _recognise_in_pixels([trial.args[0] for trial in trials], flat) if len(flat) == len(trials) else None
    )


def _recognise_in_pixels(rows: Sequence[Array], pixels: Sequence[Array]) -> Misconception | None:
    pairs = list(zip(rows, pixels, strict=True))
    for steps in range(1, SIDE + 1):
        if all(same_numbers(row[steps:], got[:-steps]) for row, got in pairs):
            return _moved(steps, "early")
        if all(same_numbers(row[:-steps], got[steps:]) for row, got in pairs):
            return _moved(steps, "late")
    # Where the pixels keep their places, more ink in the row is more ink in the picture, or as much.
    kept = all((np.diff(got[np.argsort(row, kind="stable")].astype(float)) >= 0).all() for row, got in pairs)
    return _BY_ID["other_values"] if kept and np.ptp(pixels[-1]) > 0 else None


def _moved(steps: int, how: str) -> Misconception:
    places = "one place" if steps == 1 else f"{steps} places"
    finding = f"The pixels come {places} too {how}. Is something counted from 1, or from another number?"
    return dataclasses.replace(_BY_ID["index_formula"], finding=finding)


def _one_pixel(place: int) -> Array:
    row = np.zeros(SIDE * SIDE, dtype=np.float32)
    row[place] = 0.625
    return row


# Ink at one place says most to a reader. The others have 400 different numbers, neither 0 nor 1 among them.
_RULES = Rules(
    name="row_to_image",
    reference=image_of,
    probes=(
        (_one_pixel(1),),
        (_one_pixel(SIDE),),
        (np.linspace(0.0625, 0.875, SIDE * SIDE, dtype=np.float32),),
        (np.cos(np.arange(SIDE * SIDE)) / 4 + 0.5,),
    ),
    misconceptions=MISCONCEPTIONS,
    compare=compare_image,
    recognise=_recognise,
)


def judge(target: Target) -> Verdict:
    """Judge ``row_to_image(row)``: row of shape (400,) -> (20, 20), row-major."""
    return judge_by(_RULES, target)
