"""What is wrong with one result of `centre_digit`: the size, the place or the pattern of its ink."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from public_tests.comparing import Finding, compare, numbers_of
from public_tests.exercises._centred_ink import (
    INK,
    SIDE,
    WITHIN_RIM,
    Array,
    Ink,
    centred,
    ink_of,
    same_pattern,
    same_place,
    same_size,
)
from public_tests.exercises._centring_beliefs import BY_ID
from public_tests.exercises._centring_probes import PROBES
from public_tests.judging import changed
from public_tests.misconception import SHARED
from public_tests.target import Outcome


@dataclass(frozen=True)
class Call:
    """One picture, what came back for it, and what is wrong with that."""

    image: Array
    outcome: Outcome
    finding: Finding | None


def fault_of(image: Array, outcome: Outcome) -> Finding | None:
    """Return what is wrong with one result, None where nothing is."""
    if outcome.error:
        return Finding("error", outcome.error.type)
    blank = np.zeros((SIDE, SIDE))
    finding = compare(blank, outcome)
    if finding and finding.property in ("none", "type", "shape", "nan", "inf"):
        return finding
    want = wanted(image)
    if want is None:
        return finding and Finding("not_blank", "There was no ink, and now there is.")
    got = ink_in(outcome.value)
    if got is None:
        return Finding("blank", "The picture is blank: the digit is lost.")
    misplaced = _misplaced(got, want)
    if misplaced and not _right_within_its_rim(outcome.value, want) and not _right_in_black(got, image):
        return misplaced
    return Finding("changed", SHARED["changed"].finding) if changed((image,), outcome) else None


def _right_within_its_rim(value: Any, want: Ink) -> bool:
    """Tell whether the ink is right but for a rim: enlarging by interpolation makes it a pixel wide."""
    core = ink_in(value, least=WITHIN_RIM)
    return core is not None and _misplaced(core, want) is None


def _right_in_black(got: Ink, image: Array) -> bool:
    """Tell whether the ink is right where all of it, the faint too, became black."""
    want = ink_of(answer_of(_centred_in_black, image))
    return want is not None and _misplaced(got, want) is None


def _centred_in_black(image: Array) -> Array:
    return centred(image > 0)


def _misplaced(got: Ink, want: Ink) -> Finding | None:
    if not same_size(got, want):
        return Finding(
            "size", f"The ink takes {got.height} x {got.width} pixels, expected {want.height} x {want.width}."
        )
    if not same_place(got, want):
        return Finding("place", BY_ID["out_of_place"].finding)
    if not same_pattern(got, want):
        return Finding(
            "pattern",
            "The box has the right size and place, but the ink in it is arranged in another way. Look at the "
            "picture before and after with `plot_digit`.",
        )
    return None


def wanted(image: Array) -> Ink | None:
    return ink_of(answer_of(centred, image))


def answer_of(solution: Callable[[Any], Any], image: Array) -> Any:
    number = next(i for i, probe in enumerate(PROBES) if probe is image)
    return _answers_of(solution)[number]


@cache
def _answers_of(solution: Callable[[Any], Any]) -> list[Any]:
    """Compute what the reference or an imitation gives for the probes, once in a process."""
    return [solution(image) for image in PROBES]


def ink_in(value: Any, least: float = INK) -> Ink | None:
    """Find the ink in what came back: a picture, or its numbers in another shape."""
    numbers = numbers_of(value)
    if numbers is None or not np.isfinite(numbers).all():
        return None
    if numbers.size == SIDE * SIDE:
        numbers = numbers.reshape(SIDE, SIDE)
    return ink_of(numbers.astype(float), least) if numbers.ndim == 2 else None
