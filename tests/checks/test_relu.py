"""`relu` for shapes that no probe holds, and what its message says about each side of 0."""

from __future__ import annotations

import numpy as np
import pytest

from public_tests import check
from public_tests.exercises.relu import rectified


@pytest.mark.parametrize("shape", [(), (1,), (4, 3), (2, 3, 2, 2)])
def test_the_reference_agrees_with_keras(shape: tuple[int, ...]) -> None:
    from keras import ops

    z = np.random.default_rng(3).normal(size=shape)
    np.testing.assert_allclose(rectified(z), ops.convert_to_numpy(ops.relu(z)), rtol=1e-6)


def test_wrong_values_are_told_by_their_side() -> None:
    assert "0 or less" in check("relu", lambda z: np.where(z > 0, z, -9.5)).message
    assert "positive" in check("relu", lambda z: np.where(z > 0, 7.5, 0)).message


def test_the_truth_value_of_an_array_is_explained() -> None:
    report = check("relu", lambda z: z if z > 0 else 0)
    assert (report.status, report.diagnosis) == ("error", "if_on_an_array")
    assert "np.where" in report.message
