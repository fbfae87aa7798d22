"""The plots draw what they say, where they are told, and refuse what can't be drawn."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from lab_utils.data import load_digits
from lab_utils.plots import (
    plot_accuracy_against,
    plot_activation,
    plot_class_balance,
    plot_confusion_matrix,
    plot_digit,
    plot_digit_grid,
    plot_history,
    plot_passes,
    plot_probabilities,
)

RUN = {"loss": [2.0, 1.0, 0.5], "val_loss": [2.1, 1.2, 0.9], "accuracy": [0.2, 0.5, 0.8]}
UNIFORM = np.full(10, 0.1)


@pytest.fixture(autouse=True)
def closed_figures() -> Iterator[None]:
    """Begin without a figure that another test has left open, and leave none."""
    plt.close("all")
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def digits() -> tuple[np.ndarray, np.ndarray]:
    return load_digits()


def pixels(ax: Axes) -> np.ndarray:
    """Draw the figure of `ax` and return its grey values, shape (height, width), white is 1."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.canvas.draw()
    return np.asarray(figure.canvas.buffer_rgba())[..., :3].mean(axis=-1) / 255  # type: ignore[attr-defined]


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


SINGLE_AXES: dict[str, Callable[[Axes | None], Any]] = {
    "plot_digit": lambda ax: plot_digit(np.zeros(400), ax=ax),
    "plot_digit_grid": lambda ax: plot_digit_grid(np.zeros((3, 400)), [1, 2, 3], ax=ax),
    "plot_class_balance": lambda ax: plot_class_balance([1, 2, 2], ax=ax),
    "plot_confusion_matrix": lambda ax: plot_confusion_matrix(np.eye(10, dtype=int), ax=ax),
    "plot_probabilities": lambda ax: plot_probabilities(UNIFORM, ax=ax),
    "plot_history": lambda ax: plot_history({"loss": [1.0]}, axes=ax)[0],
    "plot_activation": lambda ax: plot_activation(np.tanh, ax=ax),
}


@pytest.mark.parametrize("name", SINGLE_AXES)
def test_plot_draws_into_the_given_axes_and_returns_it(name: str) -> None:
    ax = Figure().subplots()
    assert SINGLE_AXES[name](ax) is ax
    assert ax.has_data()
    assert plt.get_fignums() == [], "a figure of its own was opened although axes were given"


@pytest.mark.parametrize("name", SINGLE_AXES)
def test_plot_opens_one_figure_of_its_own_and_never_shows_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plt, "show", lambda *_, **__: pytest.fail("show() was called"))
    before = dict(matplotlib.rcParams)
    assert SINGLE_AXES[name](None).has_data()
    assert len(plt.get_fignums()) == 1
    assert dict(matplotlib.rcParams) == before, "a plot must not change the learner's settings"


def test_own_figures_are_no_wider_than_a_notebook(digits: tuple[np.ndarray, np.ndarray]) -> None:
    X, y = digits
    figures = [
        plot_digit_grid(X[::50], y[::50], (y[::50] + 1) % 10, columns=20).figure,
        plot_digit_grid(X[::500], y[::500]).figure,
        plot_class_balance(y).figure,
        plot_history(RUN)[0].figure,
    ]
    assert max(figure.get_size_inches()[0] for figure in figures) <= 9.2


def test_digit_is_drawn_upright_with_dark_ink_on_light_paper() -> None:
    image = np.zeros((20, 20))
    image[:10, :5] = 1
    ax = plot_digit(image.ravel())
    ax.set_position((0, 0, 1, 1))
    ax.figure.set_layout_engine("none")  # type: ignore[union-attr]
    shown = pixels(ax)
    height, width = shown.shape
    quarter = shown[: height // 2, : width // 4][10:-10, 10:-10]
    assert quarter.max() < 0.1, "the ink of the upper left must be dark"
    assert shown[height // 2 + 10 : -10, 10:-10].min() > 0.9, "the lower half must be paper"


def test_bytes_and_shares_of_ink_give_the_same_picture() -> None:
    row = np.random.default_rng(0).integers(0, 256, 400, dtype=np.uint8)
    assert np.array_equal(pixels(plot_digit(row)), pixels(plot_digit(row / 255)))


def test_grid_names_what_each_digit_is_and_was_read_as(
    digits: tuple[np.ndarray, np.ndarray],
) -> None:
    X, y = digits
    rows = [0, 700, 3600]
    ax = plot_digit_grid(X[rows], y[rows], [0, 7, 7], confidences=[0.5, 0.98, 1.0])
    assert words(ax) == ["0\n50% sure", "1 read as 7\n98% sure", "7\n100% sure"]
    framed = [patch.get_linewidth() > 1 for patch in ax.patches]
    assert framed == [False, True, False]


def test_grid_captions_of_neighbours_do_not_overlap(digits: tuple[np.ndarray, np.ndarray]) -> None:
    X, y = digits
    for columns in (None, 10, 16):
        ax = plot_digit_grid(X[:32], y[:32], np.ones(32, int), columns=columns)
        pixels(ax)
        boxes = [text.get_window_extent() for text in ax.texts]
        assert not any(a.overlaps(b) for a, b in pairwise(boxes))


def test_class_balance_counts_each_digit_of_each_set() -> None:
    ax = plot_class_balance({"train": [0, 0, 9], "test": np.array([[5], [9]])})
    heights = [[bar.get_height() for bar in bars] for bars in ax.containers]  # type: ignore[attr-defined]
    assert heights == [[2, 0, 0, 0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 1, 0, 0, 0, 1]]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["train", "test"]
    hatches = {bars[0].get_hatch() for bars in ax.containers}  # type: ignore[index]
    assert len(hatches) == 2, "colour alone must not tell the sets apart"


def test_confusion_matrix_has_truth_down_and_prediction_across() -> None:
    matrix = np.zeros((10, 10), int)
    matrix[3, 8] = 42
    ax = plot_confusion_matrix(matrix)
    assert [(t.get_text(), t.get_position()) for t in ax.texts] == [("42", (8, 3))]
    assert (ax.get_ylabel(), ax.get_xlabel()) == ("the digit is", "the network says")


def test_probabilities_mark_the_largest_and_the_true_class_without_colour() -> None:
    values = np.array([0.1, 0.7, 0.2])
    ax = plot_probabilities(values, truth=2)
    assert [bar.get_height() for bar in ax.patches] == list(values)  # type: ignore[attr-defined]
    assert [bool(bar.get_hatch()) for bar in ax.patches] == [False, True, False]
    assert [t.get_text() for t in ax.get_xticklabels()] == ["0", "1", "2\ntrue"]


def test_history_overlays_runs_with_their_own_marker_and_dashed_validation() -> None:
    loss, accuracy = plot_history({"short": RUN, "long": RUN})
    assert [line.get_label() for line in loss.lines] == [
        "short, training",
        "short, validation",
        "long, training",
        "long, validation",
    ]
    assert [line.get_linestyle() for line in loss.lines] == ["-", "--", "-", "--"]
    assert loss.lines[0].get_marker() != loss.lines[2].get_marker()
    assert list(loss.lines[0].get_xdata()) == [1, 2, 3], "epochs count from one"
    assert [line.get_label() for line in accuracy.lines] == ["short, training", "long, training"]


def test_history_takes_what_fit_returns() -> None:
    class History:
        history = RUN

    assert len(plot_history(History())) == 2
    assert len(plot_history({"a": History()})) == 2


def test_history_says_when_a_loss_stopped_being_a_number() -> None:
    (loss,) = plot_history({"loss": [3.0, np.nan, np.nan]})
    assert loss.lines[0].get_label() == "training (NaN from epoch 2)"


def test_activation_draws_what_the_function_returns() -> None:
    def double(z: np.ndarray) -> np.ndarray:
        z *= 2
        return z

    ax = plot_activation(double, np.tanh, z=[-1, 0, 3])
    curves = ax.lines[-2:]
    assert list(curves[0].get_ydata()) == [-2, 0, 6]
    assert np.allclose(curves[1].get_ydata(), np.tanh([-1, 0, 3])), "z was spoilt for the second"
    assert [curve.get_label() for curve in curves] == ["double", "tanh"]
    assert curves[0].get_linestyle() != curves[1].get_linestyle()


REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "a row of 399": (lambda: plot_digit(np.zeros(399)), r"row: expected \(400,\).* got \(399,\)"),
    "a whole X": (lambda: plot_digit(np.zeros((5, 400))), "plot_digit_grid"),
    "floats to 255": (lambda: plot_digit(np.full(400, 255.0)), "Divide 0 to 255 by 255"),
    "a NaN": (lambda: plot_digit(np.full(400, np.nan)), "NaN or infinity"),
    "words": (lambda: plot_digit(["a"] * 400), "finite real numbers"),
    "one digit as grid": (lambda: plot_digit_grid(np.zeros(400)), "plot_digit"),
    "5,000 digits": (lambda: plot_digit_grid(np.zeros((5000, 400))), r"X\[:50\]"),
    "labels too few": (lambda: plot_digit_grid(np.zeros((3, 400)), [1, 2]), r"expected \(3,\)"),
    "probabilities as predictions": (
        lambda: plot_digit_grid(np.zeros((3, 400)), [1, 2, 3], np.zeros((3, 10))),
        "argmax",
    ),
    "percent as confidences": (
        lambda: plot_digit_grid(np.zeros((1, 400)), confidences=[98]),
        "divided by 100",
    ),
    "captions too few": (lambda: plot_digit_grid(np.zeros((2, 400)), captions=["a"]), "same rows"),
    "a label of 10": (lambda: plot_class_balance([1, 10]), r"got 10\. .*y % 10"),
    "no labels": (lambda: plot_class_balance([]), "got none"),
    "3 x 3 counts": (lambda: plot_confusion_matrix(np.eye(3)), r"10 x 10 counts"),
    "negative counts": (lambda: plot_confusion_matrix(-np.eye(10)), "none below 0"),
    "logits": (lambda: plot_probabilities([3.0, -1.0]), "softmax"),
    "a batch": (lambda: plot_probabilities([[0.5, 0.5]]), r"batch\[0\]"),
    "no history": (lambda: plot_history(None), "history = model.fit"),
    "a called function": (lambda: plot_activation(), "without brackets"),
    "a sum": (lambda: plot_activation(np.sum), "the same shape"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_drawn_is_refused_with_a_way_out(case: str) -> None:
    call, message = REFUSED[case]
    with pytest.raises(ValueError, match=message):
        call()
    assert plt.get_fignums() == [], "no empty figure may be left behind"


def test_importing_the_plots_does_not_import_matplotlib() -> None:
    code = "import sys, lab_utils.plots; print('matplotlib' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_both_passes_show_every_array_its_shape_and_the_way_back_to_its_weights() -> None:
    texts = [text.get_text() for text in plot_passes([8, 6, 5, 4], title="passes").texts]
    for array in ("X", "Z1", "A1", "Z2", "A2", "Z3", "loss", "dZ3", "dA2", "dZ2", "dA1", "dZ1"):
        assert texts.count(array) == 1
    assert {"dW1, db1", "X.T @ dZ1, sum", "dW3, db3", "A2.T @ dZ3, sum"} <= set(texts)
    assert texts.count("(m, 5)") == 4
    assert not {"A3", "dA3", "dX"} & set(texts)


def test_passes_through_less_than_one_layer_are_refused_in_four_parts() -> None:
    with pytest.raises(ValueError, match=r"expected .* got"):
        plot_passes([8])


def test_names_of_networks_stay_apart_however_close_they_are() -> None:
    accuracies = {"linear": 0.901, "lab": 0.912, "sgd": 0.9121, "numpy": 0.9122, "cnn": 0.978}
    parameters = {name: 1000.0 * place for place, name in enumerate(accuracies, 1)}
    seconds = dict.fromkeys(accuracies, 2.0)
    axes = plot_accuracy_against(accuracies, {"parameters": parameters, "seconds": seconds})
    assert [ax.get_xlabel() for ax in axes] == ["parameters", "seconds"]
    x, y = axes[0].lines[-1].get_data()
    assert sorted(zip(x, y, strict=True)) == sorted(
        (parameters[name], 100 * accuracies[name]) for name in accuracies
    )
    axes[0].figure.canvas.draw()
    boxes = sorted((Text.get_window_extent(text) for text in axes[-1].texts), key=lambda box: box.y0)
    assert len(boxes) == 5
    assert all(lower.y1 <= upper.y0 for lower, upper in pairwise(boxes))
    assert [text.get_text() for text in axes[-1].texts] == list(accuracies)


def test_a_network_without_its_quantity_is_named() -> None:
    with pytest.raises(ValueError, match="none for cnn in seconds"):
        plot_accuracy_against({"lab": 0.9, "cnn": 0.9}, {"seconds": {"lab": 1.0}})
