"""What `softmax_batch`'s check demands of hard batches, judged by SciPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scipy.special

from public_tests import check
from public_tests.exercises.softmax_batch import _RULES


def from_scipy(Z: Any) -> Any:
    return scipy.special.softmax(Z, axis=1)


def test_the_reference_agrees_with_scipy_on_every_probe() -> None:
    with np.errstate(over="ignore"):
        for (Z,) in _RULES.probes:
            np.testing.assert_allclose(_RULES.reference(Z), from_scipy(Z.astype(float)), rtol=1e-12)


def test_a_softmax_that_is_right_up_to_the_largest_floats_passes() -> None:
    with np.errstate(over="ignore"):
        Z = np.array([[1.7e308, -1.7e308, 0.0]])
        assert from_scipy(Z).tolist() == [[1.0, 0.0, 0.0]]
    assert check("softmax_batch", from_scipy).passed


@pytest.mark.parametrize("epsilon", [1e-3, 1e-8, 1e-16, 1e-300])
def test_no_epsilon_makes_the_naive_formula_stable(epsilon: float) -> None:
    def patched(Z: Any) -> Any:
        return np.exp(Z) / (np.exp(Z).sum(axis=1, keepdims=True) + epsilon)

    assert check("softmax_batch", patched).diagnosis == "adds_epsilon"


@pytest.mark.parametrize("limit", [30, 88, 250, 500, 600, 708, 709])
def test_no_limit_makes_the_naive_formula_stable(limit: float) -> None:
    def clipped(Z: Any) -> Any:
        e = np.exp(np.clip(Z, -limit, limit))
        return e / e.sum(axis=1, keepdims=True)

    assert check("softmax_batch", clipped).diagnosis == "clipped"


def test_a_square_batch_catches_a_sum_without_keepdims() -> None:
    def of_squares_only(Z: Any) -> Any:
        if Z.shape[0] != Z.shape[1]:
            return from_scipy(Z)
        e = np.exp(Z - Z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1)

    report = check("softmax_batch", of_squares_only)
    assert report.status == "fail"
    assert report.evidence and report.evidence["input"] == "softmax_batch([[0., 1.], [2., -1.]])"


def test_rows_that_lie_far_apart_catch_one_maximum_for_all() -> None:
    def one_maximum(Z: Any) -> Any:
        e = np.exp(Z - Z.max())
        return e / e.sum(axis=1, keepdims=True)

    report = check("softmax_batch", one_maximum)
    assert report.diagnosis == "global_max"
    assert report.evidence and "-1000" in report.evidence["input"]
