"""What the activation plots and the two ReLU units know: curves, slopes, and where a sum is above 0."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.special import expit

from lab_utils.widgets import ActivationPlots, ReluBump
from lab_utils.widgets.activation_plots_state import PLACES, known_activations, measured
from lab_utils.widgets.relu_bump_state import TwoUnits

# Oracles of the four, written otherwise than in the code under test.
ORACLES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "linear": lambda z: z,
    "sigmoid": expit,
    "tanh": lambda z: 2 * expit(2 * z) - 1,
    "ReLU": lambda z: np.where(z > 0, z, 0.0),
}


def relu(z: np.ndarray) -> np.ndarray:
    return np.maximum(z, 0)


def leaky(z: np.ndarray) -> np.ndarray:
    return np.where(z > 0, z, 0.1 * z)


@pytest.mark.parametrize("curve", known_activations(), ids=lambda curve: curve.name)
def test_values_and_slopes_are_those_of_the_formula(curve: Any) -> None:
    function, step = ORACLES[curve.name], 1e-6
    assert np.allclose(curve.values, function(PLACES))
    assert np.allclose(curve.left, (function(PLACES) - function(PLACES - step)) / step, atol=1e-5)
    assert np.allclose(curve.right, (function(PLACES + step) - function(PLACES)) / step, atol=1e-5)


def test_relu_bends_at_0_and_that_is_said() -> None:
    curve = known_activations()[3]
    assert curve.at(0) == (0, 0, 1)
    assert curve.in_words(0) == "ReLU 0, slope 0 before, 1 after"
    assert curve.in_words(2) == "ReLU 2, slope 1"


OWN: dict[str, tuple[Callable[[np.ndarray], Any], str]] = {
    "right": (relu, "relu agrees with ReLU."),
    "tanh": (np.tanh, "tanh agrees with tanh."),
    "another": (
        leaky,
        "leaky differs from ReLU, most at z = -5: -0.5 instead of 0.",
    ),
    "nan": (lambda z: np.log(z), "<lambda> gives nan or inf at z = -5."),
    "one number": (
        lambda z: max(0, z.max()),
        "<lambda> of an array: expected numbers of shape (303,), got shape ()",
    ),
    "nothing": (lambda z: None, "<lambda> of an array: expected numbers of shape (303,), got None."),
    "an error": (lambda z: max(0, z), "<lambda> of an array stopped with ValueError: The truth value"),
}


@pytest.mark.parametrize("kind", OWN)
def test_an_activation_of_one_s_own_is_judged_in_words(kind: str) -> None:
    function, words = OWN[kind]
    assert measured(function)[1].startswith(words)


def test_a_wrong_relu_is_compared_with_relu_whatever_it_is_nearest_to() -> None:
    def my_relu(z: np.ndarray) -> np.ndarray:
        return np.asarray(z * 1.0)

    assert measured(my_relu)[1] == "my_relu differs from ReLU, most at z = -5: -5 instead of 0."


def test_an_open_exercise_is_no_error() -> None:
    def open_relu(z: np.ndarray) -> np.ndarray:
        raise NotImplementedError

    assert measured(open_relu) == (None, "open_relu is still to be written.")
    plots = ActivationPlots(open_relu)
    assert len(plots.curves) == 4 and plots.in_words().endswith("open_relu is still to be written.")


def test_the_slope_of_one_s_own_is_measured() -> None:
    curve, _ = measured(leaky)
    assert curve is not None
    assert np.allclose(curve.at(-1), (-0.1, 0.1, 0.1)) and np.allclose(curve.at(0), (0, 0.1, 1))


def test_one_s_own_of_a_known_name_can_be_told_apart_and_chosen() -> None:
    def tanh(z: np.ndarray) -> np.ndarray:
        return np.tanh(z) + 1

    plots = ActivationPlots(tanh)
    plots.chosen, plots.z = "tanh (yours)", 0
    assert plots.still().axes[0].get_title(loc="left") == "value; the point: tanh (yours), z = 0"
    assert "tanh 0, slope 1; ReLU 0" in plots.in_words()
    assert "tanh (yours) 1, slope 1. tanh differs from tanh" in plots.in_words()


def test_its_words_name_each_curve_at_the_point() -> None:
    plots = ActivationPlots(relu)
    plots.z = -2.04
    assert plots.z == -2
    words = plots.in_words()
    assert words.startswith("Activation plots: at z = -2, linear -2, slope 1; sigmoid 0.119, slope 0.105; ")
    assert words.endswith("; ReLU 0, slope 0; relu 0, slope 0. relu agrees with ReLU.")
    left, right = plots.still().axes
    assert len(left.lines) == len(right.lines) == 6


def test_what_can_t_be_shown_is_refused_in_words() -> None:
    with pytest.raises(TypeError, match="Give the function without calling it"):
        ActivationPlots(relu(PLACES))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="The place z: expected a number from -5 to 5, got nan"):
        ActivationPlots().z = np.nan
    with pytest.raises(
        ValueError, match="The curve: expected one of linear, sigmoid, tanh, ReLU, got 'softmax'"
    ):
        ActivationPlots().chosen = "softmax"
    for numbers in ([1.0], [1.0, 6.0], [np.nan, 1.0]):
        with pytest.raises(ValueError, match="The weights: expected two numbers from -5 to 5"):
            ReluBump().weights = numbers


# Two units


def test_two_units_add_up_as_numpy_says() -> None:
    z = np.linspace(-4, 4, 33)
    units = TwoUnits((2.0, -1.0), (1.0, 0.5), (0.5, -3.0))
    expected = 0.5 * np.clip(2 * z + 1, 0, None) - 3 * np.clip(0.5 - z, 0, None)
    assert np.allclose(units.sum(z), expected)
    assert units.bends == [-0.5, 0.5]
    assert TwoUnits((0.0, 0.0), (1.0, 1.0), (1.0, 1.0)).bends == []


def brute_force(units: TwoUnits) -> bool:
    """Decide the goal by looking at very many places."""
    inside = np.linspace(1, 2, 2003)[1:-1]
    outside = np.concatenate([np.linspace(-200, 1, 20_101), np.linspace(2, 200, 19_801)])
    return bool((units.sum(inside) > 1e-9).all() and (units.sum(outside) <= 1e-9).all())


def test_the_goal_is_judged_as_by_looking_everywhere() -> None:
    generator = np.random.default_rng(0)
    made = [
        TwoUnits((1.0, 1.0), (-1.0, -1.5), (1.0, -2.0)),
        TwoUnits((-1.0, -2.0), (2.0, 3.0), (1.0, -1.0)),
        TwoUnits((2.0, 5.0), (-2.0, -8.0), (3.0, -3.0)),
        TwoUnits((1.0, 1.0), (-1.0, -1.5), (1.0, -1.9)),
        TwoUnits((1.0, 1.0), (-1.0, -2.0), (1.0, -1.0)),
        TwoUnits((1.0, -1.0), (-1.0, 2.0), (1.0, 1.0)),
        TwoUnits((0.0, 0.0), (1.0, 1.0), (1.0, -1.0)),
    ]
    halves = [tuple(map(tuple, each)) for each in generator.integers(-4, 5, (400, 3, 2)) / 2]
    judged = [(units.reached, brute_force(units)) for units in [*made, *(TwoUnits(*each) for each in halves)]]
    assert [ours for ours, _ in judged] == [theirs for _, theirs in judged]
    assert [ours for ours, _ in judged[:7]] == [True, True, True, False, False, False, False]


def test_the_place_that_is_told_shows_what_is_missing() -> None:
    generator = np.random.default_rng(1)
    for numbers in generator.integers(-4, 5, (400, 3, 2)) / 2:
        units = TwoUnits(*map(tuple, numbers))
        left, between, right = (
            units.above_outside("left"),
            units.not_above_between(),
            units.above_outside("right"),
        )
        assert left is None or (left <= 1 and units.sum(left) > 0)
        assert right is None or (right >= 2 and units.sum(right) > 0)
        assert between is None or (1 < between < 2 and units.sum(between) <= 0)


def test_no_two_units_make_a_bump_but_a_third_behind_them_does() -> None:
    bump = ReluBump()
    assert not bump.units.reached and "not yet" in bump.in_words()
    bump.biases, bump.outputs, bump.third = [-1.0, -1.5], [1.0, -2.0], True
    words = "1 relu(1 z -1) -2 relu(1 z -1.5): above 0 between 1 and 2 only, sent through a third ReLU."
    assert bump.in_words() == f"Two ReLU units: {words}"
    sums = bump.units.sum(np.array([-100.0, 1.0, 1.5, 2.0, 100.0]))
    assert sums[-1] < 0 and np.allclose(np.maximum(0, sums), [0, 0, 0.5, 0, 0])
    assert [line.get_label() for line in bump.still().axes[0].lines][-1] == "relu(sum)"
