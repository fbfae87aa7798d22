"""`centre_digit`: the ink's box in the middle of 20 x 20, longer side 20, shape kept.

Geometry is judged, not pixels. What is accepted: every way to resample (nearest, area, bilinear, cubic),
every rounding of sizes and places, ink of 1 or of 255, black and white, lists and tensors. A way to resample
that picks pixels may miss a line of 42 x 1 pixels (it is told beside the pass); an error there is a mistake.

What is asked: the box around all ink above 0, however faint and in however many parts, both sides scaled by
one factor until the longer one has 20 pixels (small digits grow, large ones shrink), the same paper on both
sides but for one pixel, nothing turned or mirrored; a picture without ink stays blank.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from public_tests.comparing import Finding, compare, numbers_of, same_numbers
from public_tests.exercises._centred_ink import (
    FREEDOM,
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
from public_tests.exercises._centring_beliefs import BY_ID, MISCONCEPTIONS
from public_tests.exercises._centring_probes import BLANK, NARROW, PROBES, SMALL, THIN
from public_tests.judging import array_note, changed
from public_tests.misconception import SHARED, Misconception
from public_tests.report import Verdict
from public_tests.shown import shown
from public_tests.target import Outcome, Target
from public_tests.trials import own
from public_tests.verdicts import early_end, error_verdict, failure, passed

__all__ = ["MISCONCEPTIONS", "judge"]

NAME = "centre_digit"


_LINE_GONE = (
    "A line of 42 x 1 pixels gets lost: the picture that comes back is blank. That is accepted. Scaled to "
    "20, the line is less than half a pixel wide, and the shorter side should never be less than 1."
)


@dataclass(frozen=True)
class Call:
    """One picture, what came back for it, and what is wrong with that."""

    image: Array
    outcome: Outcome
    finding: Finding | None


def judge(target: Target) -> Verdict:
    """Judge ``centre_digit(image)``: image of shape (h, w), ink is 1 -> (20, 20)."""
    calls = []
    for image in PROBES:
        outcome = target.call(*own((image,)))
        ended_early = early_end(NAME, (image,), outcome)
        if ended_early:
            return _told(ended_early, image)
        calls.append(Call(image, outcome, _fault(image, outcome)))
    wrong = [call for call in calls if call.finding]
    if not [call for call in wrong if not _fell_between_pixels(call)]:
        note = array_note(target, [call.outcome for call in calls])
        return passed(_LINE_GONE if wrong else note)
    # A wrong picture says more than an error on another one.
    first = next((call for call in wrong if not call.outcome.error), wrong[0])
    return _verdict(first, _named(target, calls, wrong))


def _fell_between_pixels(call: Call) -> bool:
    """Tell whether the narrow line got lost in good order: a resampling that picks pixels may miss it too."""
    return call.image is NARROW and call.finding is not None and call.finding.property == "blank"


def _fault(image: Array, outcome: Outcome) -> Finding | None:
    """Return what is wrong with one result, None where nothing is."""
    if outcome.error:
        return Finding("error", outcome.error.type)
    blank = np.zeros((SIDE, SIDE))
    finding = compare(blank, outcome)
    if finding and finding.property in ("none", "type", "shape", "nan", "inf"):
        return finding
    want = _wanted(image)
    if want is None:
        return finding and Finding("not_blank", "There was no ink, and now there is.")
    got = _ink(outcome.value)
    if got is None:
        return Finding("blank", "The picture is blank: the digit is lost.")
    misplaced = _misplaced(got, want)
    if misplaced and not _right_within_its_rim(outcome.value, want) and not _right_in_black(got, image):
        return misplaced
    return Finding("changed", SHARED["changed"].finding) if changed((image,), outcome) else None


def _right_within_its_rim(value: Any, want: Ink) -> bool:
    """Tell whether the ink is right but for a rim: enlarging by interpolation makes it a pixel wide."""
    core = _ink(value, least=WITHIN_RIM)
    return core is not None and _misplaced(core, want) is None


def _right_in_black(got: Ink, image: Array) -> bool:
    """Tell whether the ink is right where all of it, the faint too, became black."""
    want = ink_of(_answer_of(_centred_in_black, image))
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


def _named(target: Target, calls: Sequence[Call], wrong: Sequence[Call]) -> Misconception | None:
    by_place = _named_by_place(wrong)
    if by_place:
        return by_place
    # What becomes of a blank picture is a matter of its own.
    told = [call for call in calls if not call.outcome.error and call.image is not BLANK]
    faults = {call.finding.property for call in told if call.finding}
    if faults <= {"changed"}:
        return SHARED["changed"] if faults else None
    # In ink of a few pixels the filter shows more than the belief, so that others are asked alone as well.
    larger = [call for call in told if not any(call.image is few for few in (SMALL, NARROW))]
    asked = ((told, belief) for belief in MISCONCEPTIONS)
    again = ((larger, belief) for belief in MISCONCEPTIONS if any(call.finding for call in larger))
    named = next((belief for calls, belief in (*asked, *again) if _imitated(belief, calls, FREEDOM)), None)
    named = named or _otherwise(target, told, [call for call in told if call.finding])
    # Shrunk with the paper around it, ink is small, and other filters shift its edge by two pixels.
    whole = BY_ID["no_crop"]
    return named or (whole if _imitated(whole, larger, 2) else None)


def _named_by_place(wrong: Sequence[Call]) -> Misconception | None:
    """Name what tells itself by the pictures that go wrong."""
    inked = [call for call in wrong if call.image is not BLANK]
    if not inked:
        return BY_ID["blank_without_box"]
    if any(call.finding and call.finding.property == "changed" for call in inked):
        return None
    if all(call.image is NARROW for call in inked):
        return BY_ID["no_least_side"]
    places = {id(call.image) for call in inked}
    if id(THIN) in places and places <= {id(image) for image in (THIN, SMALL, NARROW)}:
        return BY_ID["last_line_lost"]
    return None


def _imitated(belief: Misconception, calls: Sequence[Call], freedom: int) -> bool:
    return any(
        all(_alike(_answer_of(imitation, call.image), call.outcome.value, freedom) for call in calls)
        for imitation in belief.imitations
    )


def _wanted(image: Array) -> Ink | None:
    return ink_of(_answer_of(centred, image))


def _answer_of(solution: Callable[[Any], Any], image: Array) -> Any:
    number = next(i for i, probe in enumerate(PROBES) if probe is image)
    return _answers_of(solution)[number]


@cache
def _answers_of(solution: Callable[[Any], Any]) -> list[Any]:
    """Compute what the reference or an imitation gives for the probes, once in a process."""
    return [solution(image) for image in PROBES]


def _alike(one: Any, other: Any, freedom: int) -> bool:
    """Tell whether two results show the same ink at the same place, but for roundings."""
    left, right = numbers_of(one), numbers_of(other)
    if left is None or right is None or left.ndim != right.ndim:
        return False
    if left.shape != right.shape and (left.shape == (SIDE, SIDE) or not _near(left.shape, right.shape)):
        return False
    ink, its = _ink(left), _ink(right)
    if ink is None or its is None:
        return ink is its
    return same_place(ink, its, freedom) and same_pattern(ink, its)


def _near(one: Sequence[int], other: Sequence[int]) -> bool:
    """Tell whether two shapes of pictures differ by a rounding."""
    return len(one) == 2 and all(abs(a - b) <= FREEDOM for a, b in zip(one, other, strict=True))


def _otherwise(target: Target, told: Sequence[Call], wrong: Sequence[Call]) -> Misconception | None:
    """Recognise a belief that tells itself by a property."""
    properties = [call.finding.property for call in wrong if call.finding]
    if properties[0] in SHARED and len(set(properties)) == 1:
        return SHARED[properties[0]]
    if _ink(wrong[0].outcome.value) is None:
        return None
    if all(same_numbers(told[0].outcome.value, call.outcome.value) for call in told[1:]):
        return SHARED["constant"]
    again = target.call(*own((wrong[0].image,)))
    if not again.error and not again.timed_out and not same_numbers(wrong[0].outcome.value, again.value):
        return SHARED["two_answers"]
    # What is moved too far is cut off elsewhere, or comes in again on the other side.
    return BY_ID["out_of_place"] if properties[0] == "place" else None


def _ink(value: Any, least: float = INK) -> Ink | None:
    """Find the ink in what came back: a picture, or its numbers in another shape."""
    numbers = numbers_of(value)
    if numbers is None or not np.isfinite(numbers).all():
        return None
    if numbers.size == SIDE * SIDE:
        numbers = numbers.reshape(SIDE, SIDE)
    return ink_of(numbers.astype(float), least) if numbers.ndim == 2 else None


def _verdict(call: Call, what: Misconception | None) -> Verdict:
    assert call.finding is not None
    if call.outcome.error:
        verdict = error_verdict(NAME, (call.image,), "", call.outcome)
        if what:
            verdict = replace(verdict, message=what.message, diagnosis=what.id)
        return _told(verdict, call.image)
    got = (
        _described(np.asarray(call.outcome.value), _ink(call.outcome.value))
        if _pictured(call)
        else shown(call.outcome.value)
    )
    return _told(failure(NAME, (call.image,), "", got, what or call.finding.sentence), call.image)


def _pictured(call: Call) -> bool:
    numbers = numbers_of(call.outcome.value)
    return numbers is not None and numbers.size > 0 and bool(np.isfinite(numbers).all())


def _told(verdict: Verdict, image: Array) -> Verdict:
    """Describe the picture that went in and the one that is expected: their numbers would fill a page."""
    if verdict.evidence is None:
        return verdict
    before = _described(image, ink_of(image, least=0))
    after = f"({SIDE}, {SIDE}), {_wanted(image) or 'blank'}"
    evidence = {**verdict.evidence, "input": f"{NAME}(image), image: {before}", "expected": after}
    return replace(verdict, evidence=evidence)


def _described(picture: Array, ink: Ink | None) -> str:
    return f"{picture.shape}, {ink or 'blank'}"
