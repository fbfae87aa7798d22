"""`adam_step`: the check against Keras, and where epsilon may stand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from public_tests import check
from public_tests.exercises._adam_recipe import Recipe, as_in_the_paper
from public_tests.exercises.adam_step import _PROBES, _RULES
from tests.checks.cases.adam_step import as_keras_does, as_the_paper_does, by_keras_s_optimizer, variant


@pytest.mark.parametrize("probe", range(len(_PROBES)))
def test_the_numbers_that_are_asked_for_are_those_of_keras(probe: int) -> None:
    args = _PROBES[probe]
    theirs = by_keras_s_optimizer(*args)
    for asked in (_RULES.reference(*args), Recipe()(*args)):
        for ours, keras in zip(asked, theirs, strict=True):
            np.testing.assert_allclose(ours, keras, rtol=5e-5, atol=1e-7)


def test_the_form_of_the_paper_gives_other_numbers_and_is_accepted_with_a_word() -> None:
    paper = Recipe(ratio=as_in_the_paper)
    apart = [np.abs(paper(*args)[0] - Recipe()(*args)[0]).max() for args in _PROBES]
    assert max(apart) > 0.01
    report = check("adam_step", as_the_paper_does)
    assert report.passed
    assert "as the paper on Adam does" in (report.note or "")


def test_the_form_of_keras_needs_no_word() -> None:
    assert check("adam_step", as_keras_does).note is None


@pytest.mark.parametrize("epsilon", [1e-4, 1e-3])
def test_another_epsilon_than_the_one_given_is_refused(epsilon: float) -> None:
    def own_epsilon(*args: Any) -> Any:
        return as_keras_does(*args[:-1], epsilon)

    assert not check("adam_step", own_epsilon).passed


@pytest.mark.parametrize("part", range(4))
def test_each_argument_that_is_changed_in_place_is_seen(part: int) -> None:
    def changes(*args: Any) -> Any:
        result = as_keras_does(*args)
        args[part][...] += 1
        return result

    assert check("adam_step", changes).diagnosis == "changes_input"


def test_of_two_mistakes_the_one_in_the_averages_is_named_first() -> None:
    both = variant(
        m=lambda m, dw, b1, t: b1 * m + dw, step=lambda m, v, t, b1, b2, eps: m / (np.sqrt(v) + eps)
    )
    report = check("adam_step", both)
    assert report.diagnosis == "no_one_minus_beta"


def test_a_mistake_without_a_name_is_told_in_which_of_the_three_it_is() -> None:
    halved = variant(move=lambda w, rate, step: w - rate * step / 2)
    assert "m and v are right, so look at the line that computes w" in check("adam_step", halved).message
    capped = variant(v=lambda v, dw, b2, t: np.minimum(b2 * v + (1 - b2) * dw**2, 0.01))
    assert "m is right. In `v`" in check("adam_step", capped).message
