"""The belief behind wrong results of `centre_digit`: by imitations, and by the pictures that go wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from public_tests.comparing import numbers_of, same_numbers
from public_tests.exercises._centred_ink import FREEDOM, SIDE, box_of, same_pattern, same_place
from public_tests.exercises._centring_beliefs import BY_ID, MISCONCEPTIONS
from public_tests.exercises._centring_faults import Call, answer_of, ink_in
from public_tests.exercises._centring_probes import BLANK, NARROW, SMALL, THIN
from public_tests.misconception import SHARED, Misconception
from public_tests.target import Target
from public_tests.trials import own


def named(target: Target, calls: Sequence[Call], wrong: Sequence[Call]) -> Misconception | None:
    """Return the belief behind the results that are wrong, None where none is recognised."""
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
    found = next((belief for calls, belief in (*asked, *again) if _imitated(belief, calls, FREEDOM)), None)
    found = found or _otherwise(target, told, [call for call in told if call.finding])
    # Shrunk with the paper around it, ink is small, and other filters shift its edge by two pixels.
    whole = BY_ID["no_crop"]
    return found or (whole if _imitated(whole, larger, 2) else None)


def _named_by_place(wrong: Sequence[Call]) -> Misconception | None:
    """Name what tells itself by the pictures that go wrong."""
    inked = [call for call in wrong if call.image is not BLANK]
    if not inked:
        return BY_ID["blank_without_box"]
    if any(call.finding and call.finding.property == "changed" for call in inked):
        return None
    if all(call.image is NARROW for call in inked):
        return BY_ID["no_least_side"]
    if all(call.outcome.error and _lies(call) for call in inked):
        return BY_ID["always_by_height"]
    places = {id(call.image) for call in inked}
    if id(THIN) in places and places <= {id(image) for image in (THIN, SMALL, NARROW)}:
        return BY_ID["last_line_lost"]
    return None


def _lies(call: Call) -> bool:
    """Tell whether the ink is wider than high: scaled by its height, it doesn't fit into 20 columns."""
    height, width = box_of(call.image).shape
    return width > height


def _imitated(belief: Misconception, calls: Sequence[Call], freedom: int) -> bool:
    return any(
        all(_alike(answer_of(imitation, call.image), call.outcome.value, freedom) for call in calls)
        for imitation in belief.imitations
    )


def _alike(one: Any, other: Any, freedom: int) -> bool:
    """Tell whether two results show the same ink at the same place, but for roundings."""
    left, right = numbers_of(one), numbers_of(other)
    if left is None or right is None or left.ndim != right.ndim:
        return False
    if left.shape != right.shape and (left.shape == (SIDE, SIDE) or not _near(left.shape, right.shape)):
        return False
    ink, its = ink_in(left), ink_in(right)
    if ink is None or its is None:
        return ink is its
    return same_place(ink, its, freedom) and same_pattern(ink, its)


def _holds_no_fraction(call: Call) -> bool:
    """Tell whether the greys of a picture were cut off: 0 and 1 are left, as whole numbers."""
    picture = numbers_of(call.outcome.value)
    return picture is not None and picture.dtype.kind in "iu" and bool((picture <= 1).all())


def _near(one: Sequence[int], other: Sequence[int]) -> bool:
    """Tell whether two shapes of pictures differ by a rounding."""
    return len(one) == 2 and all(abs(a - b) <= FREEDOM for a, b in zip(one, other, strict=True))


def _otherwise(target: Target, told: Sequence[Call], wrong: Sequence[Call]) -> Misconception | None:
    """Recognise a belief that tells itself by a property."""
    properties = [call.finding.property for call in wrong if call.finding]
    if properties[0] in SHARED and len(set(properties)) == 1:
        return SHARED[properties[0]]
    if ink_in(wrong[0].outcome.value) is None:
        return None
    if all(_holds_no_fraction(call) for call in wrong):
        return SHARED["dtype"]
    if all(same_numbers(told[0].outcome.value, call.outcome.value) for call in told[1:]):
        return SHARED["constant"]
    again = target.call(*own((wrong[0].image,)))
    if not again.error and not again.timed_out and not same_numbers(wrong[0].outcome.value, again.value):
        return SHARED["two_answers"]
    # What is moved too far is cut off elsewhere, or comes in again on the other side.
    return BY_ID["out_of_place"] if properties[0] == "place" else None
