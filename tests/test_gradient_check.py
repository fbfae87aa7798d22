"""The gradient check tells a mistake by k, the cosine and the first layer, from the last, that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from lab_utils.gradient_check import GradientComparison, compare_gradients, numerical_gradient
from lab_utils.numpy_network import backward, cross_entropy, forward, softmax, start_weights

Array = np.ndarray[Any, Any]
Weights = dict[str, Array]
M = 7


@pytest.fixture(scope="module")
def batch() -> tuple[Array, Array, Weights]:
    """Return seven images, labels and weights of a small network, in float64."""
    generator = np.random.default_rng(3)
    weights = start_weights((8, 6, 5, 4), seed=3, dtype=np.float64)
    weights |= {key: generator.normal(0, 0.3, b.shape) for key, b in weights.items() if "b" in key}
    return generator.uniform(0, 1, (M, 8)), generator.integers(0, 4, M), weights


@pytest.fixture(scope="module")
def numerical(batch: tuple[Array, Array, Weights]) -> Weights:
    X, y, weights = batch
    return numerical_gradient(lambda w: cross_entropy(forward(X, w)["Z3"], y), weights)


def step_by_step(
    batch: tuple[Array, Array, Weights],
    *,
    dZ3: Callable[[Array, Array], Array] = lambda P, one_hot: (P - one_hot) / M,
    slope: Callable[[Array], Array] = lambda Z: Z > 0,
    back_through: Callable[[Array, Array], Array] = lambda W, dW: W,
    signal: Callable[[Array, Array], Array] = lambda A, Z: A,
) -> Weights:
    """Go back through three layers, written apart from the lab's own; each part may be a wrong one."""
    X, y, weights = batch
    cache = forward(X, weights)
    g = {"dZ3": dZ3(softmax(cache["Z3"]), np.eye(4)[y])}
    for i in (3, 2, 1):
        A = X if i == 1 else signal(cache[f"A{i - 1}"], cache[f"Z{i - 1}"])
        g[f"W{i}"], g[f"b{i}"] = A.T @ g[f"dZ{i}"], g[f"dZ{i}"].sum(axis=0)
        if i > 1:
            dA = g[f"dZ{i}"] @ back_through(weights[f"W{i}"], g[f"W{i}"]).T
            g[f"dZ{i - 1}"] = dA * slope(cache[f"Z{i - 1}"])
    return {key: g[key] for key in weights}


def ks(comparison: GradientComparison) -> list[float]:
    return [parameter.k for parameter in comparison.parameters]


def test_a_right_backward_pass_agrees_in_float64_and_in_float32(
    batch: tuple[Array, Array, Weights], numerical: Weights
) -> None:
    X, y, weights = batch
    assert compare_gradients(step_by_step(batch), numerical).agree
    for dtype in (np.float64, np.float32):
        X, weights = X.astype(dtype), {key: w.astype(dtype) for key, w in weights.items()}
        comparison = compare_gradients(backward(X, y, weights, forward(X, weights)), numerical)
        assert comparison.agree and comparison.wrong == () and comparison.first_wrong_layer is None
        assert comparison.common_k == pytest.approx(1, abs=1e-6)


def test_the_numerical_gradient_is_that_of_a_formula() -> None:
    # The gradient of the sum of cubes is three times the square.
    weights = {"W1": np.array([[1.0, -2.0], [0.5, 3.0]], np.float32), "b1": np.array([0.0, 4.0])}
    measured = numerical_gradient(lambda w: float(sum((a**3).sum() for a in w.values())), weights)
    for key, w in weights.items():
        assert np.allclose(measured[key], 3 * w.astype(float) ** 2, atol=1e-8)
        assert measured[key].dtype == np.float64
    assert weights["W1"].tolist() == [[1, -2], [0.5, 3]]


def test_a_mean_that_was_forgotten_gives_k_m_in_all_layers(
    batch: tuple[Array, Array, Weights], numerical: Weights
) -> None:
    comparison = compare_gradients(step_by_step(batch, dZ3=lambda P, one_hot: P - one_hot), numerical)
    assert comparison.common_k == pytest.approx(M, rel=1e-6)
    assert np.allclose(ks(comparison), M)
    assert [parameter.cosine for parameter in comparison.parameters] == pytest.approx([1] * 6)
    assert comparison.first_wrong_layer == 3


def test_a_mean_that_was_taken_twice_gives_one_over_m(
    batch: tuple[Array, Array, Weights], numerical: Weights
) -> None:
    comparison = compare_gradients(step_by_step(batch, dZ3=lambda P, t: (P - t) / M**2), numerical)
    assert comparison.common_k == pytest.approx(1 / M, rel=1e-6)
    assert comparison.first_wrong_layer == 3


def test_a_wrong_sign_gives_minus_1(batch: tuple[Array, Array, Weights], numerical: Weights) -> None:
    comparison = compare_gradients(step_by_step(batch, dZ3=lambda P, t: (t - P) / M), numerical)
    assert comparison.common_k == pytest.approx(-1, rel=1e-6)
    assert [parameter.cosine for parameter in comparison.parameters] == pytest.approx([-1] * 6)
    assert comparison.first_wrong_layer == 3


def test_probabilities_without_the_one_hot_labels_are_wrong_from_layer_3_on_and_share_no_k(
    batch: tuple[Array, Array, Weights], numerical: Weights
) -> None:
    gradients = step_by_step(batch, dZ3=lambda P, t: P / M)
    comparison = compare_gradients(gradients, numerical)
    assert gradients["b3"].sum() == pytest.approx(1)
    assert comparison.common_k is None
    assert comparison.first_wrong_layer == 3
    assert comparison.wrong == ("W3", "b3", "W2", "b2", "W1", "b1")


@pytest.mark.parametrize(
    "mistake",
    [
        {"slope": lambda Z: np.ones_like(Z)},
        {"slope": lambda Z: Z <= 0},
        {"slope": lambda Z: np.where(Z > 0, Z, 0)},
        {"back_through": lambda W, dW: dW},
    ],
    ids=["no slope", "slope the wrong way round", "z itself as slope", "dW used for W"],
)
def test_a_mistake_on_the_way_to_layer_2_leaves_layer_3_right(
    mistake: dict[str, Any], batch: tuple[Array, Array, Weights], numerical: Weights
) -> None:
    comparison = compare_gradients(step_by_step(batch, **mistake), numerical)
    assert comparison.first_wrong_layer == 2
    assert comparison.wrong == ("W2", "b2", "W1", "b1")
    assert comparison.common_k is None


def test_z_in_place_of_a_spoils_that_w_alone(batch: tuple[Array, Array, Weights], numerical: Weights) -> None:
    both = compare_gradients(step_by_step(batch, signal=lambda A, Z: Z), numerical)
    assert both.wrong == ("W3", "W2")
    assert both.first_wrong_layer == 3

    right, wrong = step_by_step(batch), step_by_step(batch, signal=lambda A, Z: Z)
    one = compare_gradients({**right, "W2": wrong["W2"]}, numerical)
    assert one.wrong == ("W2",)
    assert one.first_wrong_layer == 2


def test_what_can_t_be_compared_is_told(batch: tuple[Array, Array, Weights], numerical: Weights) -> None:
    gradients: dict[str, Any] = step_by_step(batch)
    gradients |= {"W3": gradients["W3"].T, "b2": gradients["b2"] * np.nan, "b1": ["a", "b"]}
    del gradients["W1"]
    comparison = compare_gradients(gradients, numerical)
    problems = {p.name: p.problem for p in comparison.parameters if not p.agrees}
    assert problems == {
        "W3": "shape (4, 5), not (5, 4)",
        "b2": "not finite",
        "W1": "missing",
        "b1": "no numbers",
    }
    assert comparison.first_wrong_layer == 3 and comparison.common_k is None


def test_rounding_in_a_gradient_that_is_almost_0_is_no_mistake(numerical: Weights) -> None:
    tiny = {**numerical, "b2": 1e-12 * numerical["b2"]}
    assert compare_gradients({**tiny, "b2": np.full(5, 1e-12)}, tiny).agree
    nothing = {**numerical, "b2": 0 * numerical["b2"]}
    assert compare_gradients(nothing, nothing).agree


def test_a_gradient_of_nothing_but_zeros_has_k_0_and_is_wrong(numerical: Weights) -> None:
    comparison = compare_gradients({key: 0 * g for key, g in numerical.items()}, numerical)
    assert ks(comparison) == [0] * 6
    assert comparison.first_wrong_layer == 3 and comparison.common_k is None


def test_printed_it_is_a_small_table_from_the_last_layer_to_the_first(
    batch: tuple[Array, Array, Weights], numerical: Weights
) -> None:
    gradients = {**step_by_step(batch), "W2": -numerical["W2"], "b1": np.zeros(3)}
    assert str(compare_gradients(gradients, numerical)).splitlines() == [
        "                 k   cosine",
        "W3           1.000    1.000   right",
        "b3           1.000    1.000   right",
        "W2          -1.000   -1.000   wrong",
        "b2           1.000    1.000   right",
        "W1           1.000    1.000   right",
        "b1               -        -   shape (3,), not (6,)",
        "first wrong layer, from the last: 2",
    ]
    assert str(compare_gradients(numerical, numerical)).endswith("all layers are right")
