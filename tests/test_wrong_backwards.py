"""Each black box of notebook 06 shows its own mistake in the gradient check, and no other one's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lab_utils.gradient_check import GradientComparison, compare_gradients, numerical_gradient
from lab_utils.numpy_network import cross_entropy, forward, start_weights
from lab_utils.wrong_backwards import BOXES

M = 7
ALL = ("W3", "b3", "W2", "b2", "W1", "b1")


@pytest.fixture(scope="module")
def compared() -> dict[str, GradientComparison]:
    generator = np.random.default_rng(0)
    X, y = generator.uniform(0, 1, (M, 8)), generator.integers(0, 4, (M, 1))
    weights = start_weights((8, 6, 5, 4), seed=3, dtype=np.float64)
    truth = numerical_gradient(lambda w: cross_entropy(forward(X, w)["Z3"], y), weights)
    cache = forward(X, weights)
    return {name: compare_gradients(box(X, y, weights, cache), truth) for name, box in BOXES.items()}


@pytest.mark.parametrize(("box", "k"), [("box_a", -1), ("box_c", M), ("box_f", 1 / M)])
def test_three_boxes_share_one_factor_in_all_layers(
    box: str, k: float, compared: dict[str, GradientComparison]
) -> None:
    assert compared[box].common_k == pytest.approx(k)
    assert compared[box].first_wrong_layer == 3


@pytest.mark.parametrize(
    ("box", "wrong", "first"),
    [("box_b", ALL[2:], 2), ("box_d", ALL, 3), ("box_e", ("W3", "W2"), 3)],
)
def test_three_boxes_share_no_factor_and_differ_in_what_is_wrong(
    box: str, wrong: Any, first: int, compared: dict[str, GradientComparison]
) -> None:
    assert compared[box].common_k is None
    assert compared[box].wrong == wrong
    assert compared[box].first_wrong_layer == first
