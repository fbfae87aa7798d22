"""`adam_step`: one step of Adam for one array of weights.

The numbers asked for are those of Keras, which adds epsilon to the root of v before v is corrected. The paper
adds it afterwards. Both are Adam, and they differ only where a gradient is hardly larger than epsilon: the
paper's form is accepted, with a word.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np

from lab_utils.numpy_network import adam_step
from public_tests.comparing import Finding, compare
from public_tests.exercises._adam_averages import AVERAGES
from public_tests.exercises._adam_corrections import BIAS_CORRECTION, EPSILON, nothing
from public_tests.exercises._adam_moves import RETURNED, STEP
from public_tests.exercises._adam_recipe import Recipe, as_in_the_paper
from public_tests.exercises._adam_relatives import RELATIVES
from public_tests.judging import Rules
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target
from public_tests.trials import Trial, named_by_first_part

__all__ = ["MISCONCEPTIONS", "judge"]

MISCONCEPTIONS: tuple[Misconception, ...] = (
    *BIAS_CORRECTION,
    *EPSILON,
    *AVERAGES,
    *STEP,
    *RELATIVES,
    *RETURNED,
)

# Who leaves the correction out and makes another mistake in the same line hears of the correction first.
_WITH_ANOTHER_MISTAKE = dataclasses.replace(
    BIAS_CORRECTION[0],
    imitations=tuple(
        dataclasses.replace(imitation, of_m=nothing, of_v=nothing)
        for belief in (*EPSILON, *STEP)
        for imitation in belief.imitations
        if isinstance(imitation, Recipe)
    ),
)

_NAMES = ("w", "m", "v")
_THREE = "Three arrays are expected, each of the shape of w: the new w, m and v, in this order."
_AS_IN_THE_PAPER = (
    "It adds epsilon after the correction of v, as the paper on Adam does. That is accepted. Keras adds it "
    "before, so with yours the losses part from Keras's after some steps."
)


def _compare_step(expected: Any, outcome: Outcome) -> Finding | None:
    value = outcome.value
    if value is None:
        return compare(0, outcome)
    if not _are_three(value):
        return Finding("type", f"It returned {_what(outcome)}. {_THREE}")
    wrong = {}
    for name, want, have in zip(_NAMES, expected, value, strict=True):
        finding = compare(want, Outcome(have, type(have).__name__))
        if finding:
            wrong[name] = finding
    # The step is computed from the averages, so they come first.
    for name in ("m", "v", "w"):
        if name in wrong:
            finding = wrong[name]
            # Nothing, or whole numbers, in one place of three is no belief about the whole.
            kind = "values" if finding.property in ("none", "dtype") else finding.property
            return Finding(kind, f"{_beside(wrong)}In `{name}`: {finding.sentence}")
    return None


def _are_three(value: Any) -> bool:
    several = isinstance(value, list) or (isinstance(value, np.ndarray) and value.ndim > 0)
    return several and len(value) == len(_NAMES)


def _what(outcome: Outcome) -> str:
    if isinstance(outcome.value, list):
        return f"{len(outcome.value)} things"
    if isinstance(outcome.value, np.ndarray):
        return f"one array of the shape {outcome.value.shape}"
    return f"one thing, of the type {outcome.type_name}"


def _beside(wrong: dict[str, Finding]) -> str:
    if list(wrong) == ["w"]:
        return "m and v are right, so look at the line that computes w. "
    return "m is right. " if "m" not in wrong else ""


def _floats(*rows: Any) -> tuple[Any, ...]:
    return tuple(np.array(row, dtype=np.float32) for row in rows)


def _wave(shape: tuple[int, int], pace: float, size: float) -> Any:
    """Return numbers of both signs that nobody has to remember, rounded so that they can be read."""
    return np.round(np.sin(pace * np.arange(1.0, shape[0] * shape[1] + 1)) * size, 2).reshape(shape)


def _later(shape: tuple[int, int], t: int, *constants: float) -> tuple[Any, ...]:
    """Make a call in the middle of a training, with averages that remember other gradients."""
    arrays = (
        _wave(shape, 1, 0.5),
        _wave(shape, 2.3, 3),
        _wave(shape, 3.1, 2),
        0.2 + _wave(shape, 5.3, 2) ** 2,
    )
    return (*_floats(*arrays), t, *constants)


# Weights and gradients are float32, as in the lab's network. Steps are long beside the weights: in a weight
# of 1, the tolerance of the comparison would hide a tenth of a step of 0.001.
_PROBES = (
    (*_floats([0.5, -1], [2, -3], [0, 0], [0, 0]), 1, 0.1, 0.9, 0.999, 1e-7),
    (*_floats([0.5, -1], [0, 4], [0, 0], [0, 0]), 1, 0.25, 0.9, 0.999, 1e-7),
    (*_floats([0.5, -1, 2], [-2, 1, 0.1], [1, -1, 0.5], [4, 0.25, 0.01]), 2, 0.5, 0.8, 0.9, 0.5),
    _later((2, 3), 10, 0.05, 0.5, 0.99, 1e-3),
    _later((3, 2), 1000, 0.01, 0.99, 0.999, 1e-7),
    _later((4, 2), 3, 0.2, 0.7, 0.95, 0.125),
)


def _note(target: Target, outcomes: Sequence[Outcome]) -> str | None:
    exact = (_compare_step(adam_step(*args), o) is None for args, o in zip(_PROBES, outcomes, strict=True))
    return None if all(exact) else _AS_IN_THE_PAPER


def _in_order_of_work(value: Any) -> list[Any]:
    w, m, v = value
    return [m, v, w]


def _recognise(trials: Sequence[Trial]) -> Misconception | None:
    named = named_by_first_part(MISCONCEPTIONS, trials, _in_order_of_work)
    return named or named_by_first_part([_WITH_ANOTHER_MISTAKE], trials, _in_order_of_work)


_RULES = Rules(
    name="adam_step",
    reference=adam_step,
    probes=_PROBES,
    misconceptions=MISCONCEPTIONS,
    compare=_compare_step,
    note=_note,
    alternatives=(Recipe(ratio=as_in_the_paper),),
    recognise=_recognise,
)


def judge(target: Target) -> Verdict:
    """Judge ``adam_step(w, dw, m, v, t, learning_rate, beta_1, beta_2, epsilon)`` -> w, m, v, new arrays."""
    return judge_by(_RULES, target)
