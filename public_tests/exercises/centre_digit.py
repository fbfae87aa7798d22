"""`centre_digit`: the ink's box in the middle of 20 x 20, longer side 20, shape kept.

Geometry is judged, not pixels. What is accepted: every way to resample (nearest, area, bilinear, cubic),
every rounding of sizes and places, ink of 1 or of 255, black and white, lists and tensors. A way to resample
that picks pixels may miss a line of 42 x 1 pixels (it is told beside the pass); an error there is a mistake.

What is asked: the box around all ink above 0, however faint and in however many parts, both sides scaled by
one factor until the longer one has 20 pixels (small digits grow, large ones shrink), the same paper on both
sides but for one pixel, nothing turned or mirrored; a picture without ink stays blank.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from public_tests.comparing import numbers_of
from public_tests.exercises._centred_ink import SIDE, Array, Ink, ink_of
from public_tests.exercises._centring_beliefs import MISCONCEPTIONS
from public_tests.exercises._centring_faults import Call, fault_of, ink_in, wanted
from public_tests.exercises._centring_named import named
from public_tests.exercises._centring_notes import word_beside
from public_tests.exercises._centring_probes import NARROW, PROBES
from public_tests.judging import array_note
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.shown import shown
from public_tests.target import Target
from public_tests.trials import own
from public_tests.verdicts import early_end, error_verdict, failure, passed

__all__ = ["MISCONCEPTIONS", "judge"]

NAME = "centre_digit"
_LINE_GONE = (
    "A line of 42 x 1 pixels gets lost: the picture that comes back is blank. That is accepted. Scaled to "
    "20, the line is less than half a pixel wide, and the shorter side should never be less than 1."
)


def judge(target: Target) -> Verdict:
    """Judge ``centre_digit(image)``: image of shape (h, w), ink is 1 -> (20, 20)."""
    calls = []
    for image in PROBES:
        outcome = target.call(*own((image,)))
        ended_early = early_end(NAME, (image,), outcome)
        if ended_early:
            return _told(ended_early, image)
        calls.append(Call(image, outcome, fault_of(image, outcome)))
    wrong = [call for call in calls if call.finding]
    if not [call for call in wrong if not _fell_between_pixels(call)]:
        note = word_beside(calls) or array_note(target, [call.outcome for call in calls])
        return passed(_LINE_GONE if wrong else note)
    # A wrong picture says more than an error on another one.
    first = next((call for call in wrong if not call.outcome.error), wrong[0])
    return _verdict(first, named(target, calls, wrong))


def _fell_between_pixels(call: Call) -> bool:
    """Tell whether the narrow line got lost in good order: a resampling that picks pixels may miss it too."""
    return call.image is NARROW and call.finding is not None and call.finding.property == "blank"


def _verdict(call: Call, what: Misconception | None) -> Verdict:
    assert call.finding is not None
    if call.outcome.error:
        verdict = error_verdict(NAME, (call.image,), "", call.outcome)
        if what:
            verdict = replace(verdict, message=what.message, diagnosis=what.id)
        return _told(verdict, call.image)
    got = (
        _described(np.asarray(call.outcome.value), ink_in(call.outcome.value))
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
    after = f"({SIDE}, {SIDE}), {wanted(image) or 'blank'}"
    evidence = {**verdict.evidence, "input": f"{NAME}(image), image: {before}", "expected": after}
    return replace(verdict, evidence=evidence)


def _described(picture: Array, ink: Ink | None) -> str:
    return f"{picture.shape}, {ink or 'blank'}"
