"""Beyond its cases: the check of `row_to_image` shows where one pixel went."""

from __future__ import annotations

import numpy as np
import pytest

from lab_utils.data import load_digits
from public_tests import check
from public_tests.exercises.row_to_image import image_of


def test_the_evidence_shows_where_a_single_pixel_went() -> None:
    report = check("row_to_image", lambda row: row.reshape(20, 20).T)
    assert report.evidence is not None
    assert "at [1]" in report.evidence["input"]
    assert "at [0, 1]" in report.evidence["expected"]
    assert "at [1, 0]" in report.evidence["got"]


def test_the_evidence_shows_the_first_of_many_pixels_that_differ() -> None:
    def without_the_last_line(row: np.ndarray) -> np.ndarray:
        image = row.reshape(20, 20).copy()
        image[19] = 0
        return image

    report = check("row_to_image", without_the_last_line)
    assert report.evidence is not None
    assert report.evidence["got"].endswith(", 0. at [19, 0]")
    assert report.evidence["expected"].endswith("at [19, 0]")


def test_the_reference_is_the_layout_that_the_data_was_stored_in() -> None:
    X, _ = load_digits()
    row = X[1015]
    by_hand = [[row[20 * line + pixel] for pixel in range(20)] for line in range(20)]
    np.testing.assert_array_equal(image_of(row), by_hand)


@pytest.mark.parametrize("order", ["C", "F"])
def test_only_one_of_the_two_orders_passes(order: str) -> None:
    report = check("row_to_image", lambda row: row.reshape((20, 20), order=order))
    assert report.passed == (order == "C")


def test_a_view_of_the_row_passes_without_a_word() -> None:
    report = check("row_to_image", lambda row: row.reshape(20, 20))
    assert (report.status, report.note) == ("pass", None)
