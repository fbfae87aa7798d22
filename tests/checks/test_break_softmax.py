"""The five boxes are wrong where they should be, right elsewhere, and worth a point each."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scipy.special

from lab_utils.wrong_softmaxes import BOXES
from public_tests import check
from tests.checks.cases.break_softmax import SOLVED

# An everyday vector on which a box is right: the fault is not to be seen on just any input.
HARMLESS: dict[str, Any] = {
    "box_a": [3.0, -1.0, 2.0],
    "box_b": [4.0, 4.0],
    "box_c": [0.5, -1.0, 2.0],
    "box_d": [0.5, -1.0, 2.0],
    "box_e": [0.5, -1.0, 2.0],
}


@pytest.mark.parametrize("name", BOXES)
def test_a_box_is_right_on_a_harmless_vector(name: str) -> None:
    z = HARMLESS[name]
    np.testing.assert_allclose(BOXES[name](z), scipy.special.softmax(z))


@pytest.mark.parametrize("name", BOXES)
def test_a_box_is_wrong_on_the_input_that_exposes_it(name: str) -> None:
    z = SOLVED[name]
    assert not np.allclose(BOXES[name](z), scipy.special.softmax(z))


@pytest.mark.parametrize("name", BOXES)
def test_the_input_that_exposes_one_box_spares_another(name: str) -> None:
    z = np.array(SOLVED[name], dtype=float)
    assert any(np.allclose(box(z), scipy.special.softmax(z)) for box in BOXES.values())


@pytest.mark.parametrize("z", [3.0, [[1.0, 2.0]], [], [np.nan], [np.inf, 1.0]])
def test_a_box_refuses_what_is_no_vector_of_finite_numbers(z: Any) -> None:
    with pytest.raises(ValueError, match="expected a vector of one or more finite numbers"):
        BOXES["box_a"](z)


@pytest.mark.parametrize("count", range(6))
def test_each_exposed_box_gives_a_point(count: int) -> None:
    inputs = {name: SOLVED[name] for name in list(BOXES)[:count]}
    report = check("break_softmax", lambda: inputs)
    assert report.points == count
    assert report.passed == (count == 5)


def test_what_both_gave_is_shown_for_every_box_that_is_not_exposed() -> None:
    report = check("break_softmax", lambda: {**SOLVED, "box_d": [1.0, 2.0], "box_e": [1.0, 2.0]})
    assert report.points == 3
    assert report.evidence and report.evidence["input"] == "box_d([1., 2.])"
    assert "0.2689, 0.7311" in report.evidence["expected"]
    assert "box_e([1., 2.]), where both give [0.2689, 0.7311]" in report.message


def test_a_name_that_no_box_has_hears_the_nearest() -> None:
    inputs = {name.replace("box_c", "boxc_"): z for name, z in SOLVED.items()}
    assert "Did you mean 'box_c'?" in check("break_softmax", lambda: inputs).message


def test_the_message_describes_the_input_and_does_not_tell_the_fault() -> None:
    message = check("break_softmax", lambda: {**SOLVED, "box_c": [1.0, 2.5]}).message
    assert "2 numbers from 1 to 2.5, not all whole, no two of them equal" in message


def test_names_that_no_box_has_are_told_together() -> None:
    message = check("break_softmax", lambda: {"first": [1.0], "second": [2.0]}).message
    assert "No box is called 'first', 'second'. There are: box_a" in message
