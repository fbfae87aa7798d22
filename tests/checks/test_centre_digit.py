"""Beyond its cases: the check of `centre_digit` accepts what the lab does, and tells where ink went."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from lab_utils.preparation._fitting import fit_into_box
from public_tests import check
from public_tests.exercises._centred_ink import box_of, boxed, centred, placed
from public_tests.exercises._centring_probes import PROBES


def test_the_last_steps_of_the_lab_s_own_preparation_pass() -> None:
    def prepared(image: np.ndarray) -> np.ndarray:
        return fit_into_box(box_of(image)) if image.any() else image[:1, :1] * np.zeros((20, 20))

    report = check("centre_digit", prepared)
    assert report.passed, (report.message, report.evidence)


def test_the_evidence_tells_where_the_ink_stands_and_where_it_should() -> None:
    report = check("centre_digit", lambda image: centred(image).T)
    assert report.evidence == {
        "input": "centre_digit(image), image: (16, 24), ink in lines 5 to 14 and columns 2 to 7",
        "expected": "(20, 20), ink in lines 0 to 19 and columns 4 to 15",
        "got": "(20, 20), ink in lines 4 to 15 and columns 0 to 19",
    }


@pytest.mark.parametrize("longer", [19, 20])
def test_a_rounding_of_one_pixel_is_free(longer: int) -> None:
    assert check("centre_digit", lambda i: placed(boxed(i, longer)) if i.any() else centred(i)).passed


@pytest.mark.parametrize("shift", [-2, -1, 0, 1, 2])
def test_a_shift_of_one_pixel_is_free_and_one_of_two_is_not(shift: int) -> None:
    def shifted(image: np.ndarray) -> np.ndarray:
        if not image.any():
            return centred(image)
        box = boxed(image)
        top, left = ((20 - side) // 2 for side in box.shape)
        # The longer side has no room: moved along it, ink would be cut off.
        return placed(box, top + shift * (top > 0), left + shift * (left > 0))

    report = check("centre_digit", shifted)
    assert report.passed == (abs(shift) < 2), report.message
    assert report.diagnosis == (None if report.passed else "out_of_place")


@pytest.mark.parametrize(
    ("made_of", "word"),
    [
        (lambda picture: picture, None),
        (lambda picture: (255 * picture).astype(np.uint8), "Divide by 255"),
        (lambda picture: picture > 0, "black and white"),
    ],
)
def test_a_pass_has_a_word_where_the_numbers_are_not_those_that_the_network_knows(
    made_of: Callable[[np.ndarray], np.ndarray], word: str | None
) -> None:
    report = check("centre_digit", lambda image: made_of(centred(image)))
    assert report.passed
    assert report.note is None if word is None else word in (report.note or "")


@pytest.mark.parametrize(("longer", "told"), [(19, True), (20, False)])
def test_a_pass_has_a_word_where_every_digit_is_a_pixel_short(longer: int, told: bool) -> None:
    report = check("centre_digit", lambda i: placed(boxed(i, longer)) if i.any() else centred(i))
    assert report.passed
    assert ("19 pixels" in (report.note or "")) == told


def test_the_pictures_hold_ink_on_clean_paper_and_one_is_blank() -> None:
    for image in PROBES:
        assert image.dtype == np.float32 and image.min() >= 0 and image.max() <= 1
    assert [bool(image.any()) for image in PROBES].count(False) == 1


def test_an_error_on_large_digits_does_not_hide_what_is_wrong_with_small_ones() -> None:
    def unscaled(image: np.ndarray) -> np.ndarray:
        lines, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
        paper = np.zeros((20, 20))
        if len(lines):
            box = image[lines[0] : lines[-1] + 1, columns[0] : columns[-1] + 1]
            top, left = (20 - box.shape[0]) // 2, (20 - box.shape[1]) // 2
            paper[top : top + box.shape[0], left : left + box.shape[1]] = box
        return paper

    assert check("centre_digit", unscaled).diagnosis == "not_scaled"


def test_a_line_that_falls_between_the_pixels_that_are_picked_is_told_beside_the_pass() -> None:
    def blank_for_narrow_ones(image: np.ndarray) -> np.ndarray:
        height, width = box_of(image).shape
        return centred(image) if 40 * width >= height else np.zeros((20, 20))

    report = check("centre_digit", blank_for_narrow_ones)
    assert report.passed
    assert report.note and "never be less than 1" in report.note
