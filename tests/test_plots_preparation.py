"""The pictures of notebook 08: the steps of a preparation, and right answers beside confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure

from lab_utils.plots import plot_preparation, plot_right_and_sure
from lab_utils.preparation import prepare_digit

RESULTS = {"as they are": (0.92, 0.96), "shifted": (0.68, 0.9), "upside down": (0.1, 0.95)}


@pytest.fixture(autouse=True)
def closed_figures() -> Iterator[None]:
    """Begin without a figure that another test has left open, and leave none."""
    plt.close("all")
    yield
    plt.close("all")


def picture() -> np.ndarray:
    """Return a dark stroke on light paper."""
    image = np.full((60, 40), 0.9)
    image[10:50, 18:23] = 0.1
    return image


def test_each_step_is_drawn_in_order_with_its_size() -> None:
    prepared = prepare_digit(picture())
    axes = plot_preparation(prepared, title="a one")
    titles = [f"{i} {name}" for i, name in enumerate(prepared.steps, start=1)]
    assert [ax.get_title() for ax in axes] == titles
    assert [axes[0].get_xlabel(), axes[-1].get_xlabel()] == ["60 x 40", "20 x 20"]
    for ax, step in zip(axes, prepared.steps.values(), strict=True):
        assert np.array_equal(ax.images[0].get_array(), step)


def test_the_picture_is_shown_as_it_was_taken_and_ink_is_dark_in_every_other_step() -> None:
    grey, *others = plot_preparation(prepare_digit(picture()))
    assert grey.images[0].get_cmap().name == "gray"
    assert {ax.images[0].get_cmap().name for ax in others} == {"gray_r"}
    assert all(ax.images[0].get_clim() == (0, 1) for ax in (grey, *others))


def test_all_steps_together_are_no_wider_than_a_notebook_and_their_words_do_not_overlap() -> None:
    axes = plot_preparation(prepare_digit(picture()))
    figure = axes[0].figure
    assert figure.get_size_inches()[0] <= 9.2
    figure.canvas.draw()
    words = [ax.title.get_window_extent() for ax in axes]
    assert not any(a.overlaps(b) for a, b in pairwise(words))


def test_some_steps_can_be_drawn_into_given_axes() -> None:
    steps = prepare_digit(picture()).steps
    places = Figure().subplots(1, 2)
    drawn = plot_preparation({"crop": steps["crop"], "centred": steps["centred"]}, axes=places)
    assert list(drawn) == list(places)
    assert [ax.get_title() for ax in drawn] == ["crop", "centred"]
    assert plt.get_fignums() == []


def test_right_and_sure_stand_at_their_shares_from_top_to_bottom() -> None:
    ax = plot_right_and_sure(RESULTS)
    confidence, right = ax.lines
    assert list(right.get_xdata()) == [0.92, 0.68, 0.1]
    assert list(confidence.get_xdata()) == [0.96, 0.9, 0.95]
    assert [label.get_text() for label in ax.get_yticklabels()] == list(RESULTS)
    top, bottom = ax.transData.transform([(0, 0), (0, 2)])
    assert top[1] > bottom[1]
    assert right.get_marker() != confidence.get_marker(), "colour alone must not tell them apart"


REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "a picture": (lambda: plot_preparation(picture()), "prepare_digit"),
    "no step": (lambda: plot_preparation({}), "no step"),
    "a row as a step": (lambda: plot_preparation({"x": np.zeros(400)}), "the step 'x'"),
    "too few axes": (
        lambda: plot_preparation(prepare_digit(picture()), axes=Figure().subplots()),
        "one for each step",
    ),
    "no results": (lambda: plot_right_and_sure({}), "a pair for each name"),
    "percent": (lambda: plot_right_and_sure({"a": (92, 96)}), "divided by 100"),
    "three numbers": (lambda: plot_right_and_sure({"a": (0.1, 0.2, 0.3)}), "a pair"),  # type: ignore[dict-item]
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_drawn_is_refused_with_a_way_out(case: str) -> None:
    call, message = REFUSED[case]
    with pytest.raises(ValueError, match=message):
        call()
    assert plt.get_fignums() == []
