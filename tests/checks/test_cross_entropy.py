"""`cross_entropy`: the reference against SciPy and Keras, and what combined mistakes are called."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.special import log_softmax

from public_tests import check
from public_tests.exercises._cross_entropies import cross_entropy

RNG = np.random.default_rng(0)
LOGITS = RNG.normal(0, 5, (40, 7))
LABELS = RNG.integers(0, 7, (40, 1))


def right(logits: Any, y: Any) -> Any:
    return -log_softmax(logits, axis=1)[np.arange(len(y)), np.ravel(y)]


def naive(logits: Any, y: Any) -> Any:
    e = np.exp(logits)
    return -np.log((e / e.sum(axis=1, keepdims=True))[np.arange(len(y)), np.ravel(y)])


def unshifted(logits: Any, y: Any) -> Any:
    return np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(len(y)), np.ravel(y)]


def test_the_reference_agrees_with_scipy_and_keras() -> None:
    import keras

    theirs = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(LABELS, LOGITS)
    assert cross_entropy(LOGITS, LABELS) == pytest.approx(right(LOGITS, LABELS).mean(), rel=1e-12)
    assert cross_entropy(LOGITS, LABELS) == pytest.approx(float(theirs), rel=1e-6)
    assert cross_entropy(LOGITS, LABELS) == cross_entropy(LOGITS, LABELS.ravel())


@pytest.mark.parametrize("size", [1e2, 1e5, 1e300])
def test_the_reference_is_finite_for_any_finite_logits(size: float) -> None:
    assert np.isfinite(cross_entropy(LOGITS * size / 30, LABELS))


@pytest.mark.parametrize("road", [right, naive, unshifted])
@pytest.mark.parametrize(
    ("mistake", "diagnosis"),
    [
        (lambda losses: -losses.mean(), "forgot_the_minus"),
        (lambda losses: losses.sum(), "sum_for_mean"),
        (lambda losses: losses, "returns_each_loss"),
        (lambda losses: losses.mean() / np.log(2), "other_base"),
    ],
)
def test_a_mistake_is_named_on_whatever_road_the_logarithms_were_reached(
    road: Any, mistake: Any, diagnosis: str
) -> None:
    assert check("cross_entropy", lambda z, y: mistake(road(z, y))).diagnosis == diagnosis


def test_large_logits_are_only_shown_to_those_who_have_the_rest_right() -> None:
    assert check("cross_entropy", lambda z, y: naive(z, y).sum()).evidence["input"] == (
        "cross_entropy([[1., 3.], [2.5, 0.5], [0., 0.25]], [0, 0, 1])"
    )
    assert "1000" in check("cross_entropy", lambda z, y: unshifted(z, y).mean()).evidence["input"]


@pytest.mark.parametrize("epsilon", [1e-4, 3e-8, 2.5e-13, 1e-40])
def test_any_floor_below_the_probabilities_is_named(epsilon: float) -> None:
    def with_floor(z: Any, y: Any) -> Any:
        return -np.log(np.exp(-right(z, y)) + epsilon).mean()

    assert check("cross_entropy", with_floor).diagnosis == "patches_the_symptom"


def test_one_number_in_an_array_is_accepted_with_a_word() -> None:
    report = check("cross_entropy", lambda z, y: np.array([right(z, y).mean()]))
    assert report.status == "pass"
    assert "plain number" in (report.note or "")


def test_whole_number_logits_that_a_library_refuses_cost_no_mark() -> None:
    def floats_only(z: Any, y: Any) -> Any:
        if z.dtype.kind != "f":
            raise TypeError("floats, please")
        return float(right(z, y).mean())

    report = check("cross_entropy", floats_only)
    assert report.status == "pass"
    assert "floats only" in (report.note or "")


def test_a_rounded_loss_is_said_to_be_rounded_and_nothing_else() -> None:
    report = check("cross_entropy", lambda z, y: round(float(right(z, y).mean()), 2))
    assert (report.status, report.diagnosis) == ("fail", None)
    assert "rounded to 2 decimals" in report.message
