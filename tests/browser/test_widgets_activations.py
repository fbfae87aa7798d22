"""The activation plots and the two ReLU units in JupyterLab: dragged, typed into, and walked by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, expect
from scipy.special import expit

from tests.browser.chromium import needs_chromium
from tests.browser.widget_page import DARK, LIGHT, WidgetPage, widget_page

pytestmark = needs_chromium

CELLS = (
    "import numpy as np\nfrom lab_utils.widgets import ActivationPlots, ReluBump\n"
    "def relu(z):\n    return np.maximum(z, 0)",
    "plots = ActivationPlots(relu)\nplots",
    "bump = ReluBump()\nbump",
    "ActivationPlots(lambda z: np.where(z > 1, z, 0.1 * z))",
)
NAMES = ["linear", "sigmoid", "tanh", "ReLU", "relu"]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WidgetPage]:
    with widget_page(tmp_path_factory.mktemp("activations"), *CELLS) as lab:
        lab.page.locator(".dl-bump").wait_for()
        expect(lab.page.locator(".dl-act")).to_have_count(2)
        yield lab


@pytest.fixture
def plots(lab: WidgetPage) -> Locator:
    """The activation plots as they were at first."""
    widget = lab.page.locator(".dl-act").first
    point = widget.get_by_role("slider")
    # What the page has not sent yet would come after what Python sets.
    z, told = (point.get_attribute(f"aria-value{name}") or "" for name in ("now", "text"))
    assert lab.settles("[plots.z, plots.chosen]", [float(z), told.split()[1]])
    lab.run("plots.z, plots.chosen = 1.0, 'ReLU'")
    expect(point).to_have_attribute("aria-valuetext", "1: ReLU 1, slope 1")
    return widget


@pytest.fixture
def bump(lab: WidgetPage) -> Locator:
    """The two units as they were at first."""
    widget = lab.page.locator(".dl-bump")
    widget.get_by_role("button", name="Start again").click()
    expect(widget.get_by_label("unit 1, bias", exact=True)).to_have_value("0")
    numbers = "[bump.weights, bump.biases, bump.outputs, bump.third]"
    assert lab.settles(numbers, [[1, 1], [0, -2], [1, 1], False])
    return widget


def column(plots: Locator, name: str) -> list[str]:
    return plots.locator(f"tbody td[data-name={name}]").all_inner_texts()


def at(z: float) -> list[float]:
    """Return the values at z by SciPy, in the order of the table."""
    return [z, float(expit(z)), float(np.tanh(z)), max(0.0, z), max(0.0, z)]


def read(texts: list[str]) -> list[float]:
    return [float(text.replace("\u2212", "-")) for text in texts]


def drag_to(lab: WidgetPage, plots: Locator, share: float) -> None:
    """Drag the point by mouse to a share of the diagram's width."""
    point, plot = (
        plots.get_by_role("slider").bounding_box(),
        plots.locator("svg.dl-plot").first.bounding_box(),
    )
    assert point is not None and plot is not None
    lab.page.mouse.move(point["x"] + 11, point["y"] + 11)
    lab.page.mouse.down()
    lab.page.mouse.move(plot["x"] + 46 + share * (plot["width"] - 60), plot["y"] + 40, steps=6)
    lab.page.mouse.up()


def test_the_point_is_dragged_and_value_and_slope_follow(lab: WidgetPage, plots: Locator) -> None:
    drag_to(lab, plots, 0.3)
    expect(plots.get_by_label("z", exact=True)).to_have_value("-2")
    assert read(column(plots, "value")) == pytest.approx(at(-2), abs=5e-4)
    assert read(column(plots, "slope")) == pytest.approx([1, 0.105, 0.0707, 0, 0], abs=5e-4)
    assert lab.settles("plots.z", -2)
    drag_to(lab, plots, 2.0)
    assert lab.settles("plots.z", 5)


def test_a_finger_drags_it_as_well(lab: WidgetPage, plots: Locator) -> None:
    box = plots.locator("svg.dl-plot").first.bounding_box()
    assert box is not None
    place = {"pointerId": 7, "pointerType": "touch", "button": 0, "isPrimary": True, "bubbles": True}
    right = {**place, "clientX": box["x"] + 46 + 0.8 * (box["width"] - 60), "clientY": box["y"] + 90}
    room = plots.locator(".dl-act-room")
    # What a finger sends; Chromium takes no capture of a pointer that it has not made.
    room.evaluate("node => { node.setPointerCapture = () => {}; node.hasPointerCapture = () => true; }")
    room.dispatch_event("pointerdown", right)
    assert lab.settles("plots.z", 3)
    room.dispatch_event("pointermove", {**right, "clientX": box["x"] + 46 + 0.6 * (box["width"] - 60)})
    assert lab.settles("plots.z", 1)
    room.evaluate("node => { delete node.setPointerCapture; delete node.hasPointerCapture; }")


def test_the_keyboard_moves_it_and_no_key_reaches_jupyterlab(lab: WidgetPage, plots: Locator) -> None:
    point = plots.get_by_role("slider")
    point.focus()
    cells = lab.cells()
    for keys, z in (
        (["ArrowLeft"] * 3, "0.7"),
        (["PageDown"], "-0.3"),
        (["Home"], "-5"),
        (["End", "ArrowUp"], "5"),
    ):
        lab.press(*keys)
        expect(point).to_have_attribute("aria-valuenow", z)
    lab.press("x", "d", "d", "Enter")
    plots.get_by_label("ReLU", exact=True).focus()
    lab.press("ArrowUp")
    assert lab.settles("plots.chosen", "tanh")
    plots.get_by_label("z", exact=True).fill("-1.5")
    expect(point).to_have_attribute("aria-valuetext", "\u22121.5: tanh \u22120.905, slope 0.181")
    assert lab.cells() == cells
    assert lab.tab_stops(plots) == 3


def test_at_the_bend_of_relu_both_slopes_are_told(lab: WidgetPage, plots: Locator) -> None:
    plots.get_by_role("slider").focus()
    lab.press("PageDown")
    expect(plots).to_contain_text(
        "Here it bends: the slope is 0 before, 1 after, and at the bend itself there is none"
    )
    assert plots.locator(".dl-act-dot[data-hollow=true]").count() == 2
    expect(plots.get_by_role("status")).to_contain_text("ReLU of 0 is 0. Here it bends")


def test_curves_differ_in_their_lines_and_one_s_own_is_judged(lab: WidgetPage, plots: Locator) -> None:
    assert plots.locator("tbody th").all_inner_texts() == NAMES
    dashes = plots.locator("tbody .dl-line").evaluate_all(
        "all => all.map(each => each.getAttribute('stroke-dasharray'))"
    )
    assert len(set(dashes)) == 5
    expect(plots).to_contain_text("relu agrees with ReLU.")
    other = lab.page.locator(".dl-act").nth(1)
    expect(other).to_contain_text("<lambda> differs from")
    other.get_by_label("<lambda>").check()
    expect(other).to_contain_text("<lambda> of 1 is 0.1. Here it bends")


def test_two_units_reach_the_goal_and_it_is_no_bump_before_a_third(lab: WidgetPage, bump: Locator) -> None:
    goals = bump.locator(".dl-bump-goals li")
    expect(goals.nth(0)).to_contain_text("left of 1: not above 0: no, at z = 1 it is 1")
    bump.get_by_label("unit 1, bias", exact=True).fill("-1")
    expect(goals.nth(0)).to_contain_text("yes")
    expect(goals.nth(2)).to_contain_text("right of 2: not above 0: no, at z = 2 it is 1")
    bump.get_by_label("unit 2, bias", exact=True).fill("-1.5")
    bump.get_by_label("unit 2, counts times", exact=True).fill("-2")
    expect(bump).to_contain_text("Reached: the sum is above 0 between 1 and 2 only. But it is no bump yet")
    expect(bump).to_contain_text("on the right it falls for ever")
    bump.get_by_role("switch").click()
    expect(bump).to_contain_text("There is the bump")
    expect(bump.get_by_role("status")).to_contain_text("There is the bump")
    assert lab.settles("[bump.units.reached, bump.third]", [True, True])


def test_the_browser_judges_as_python_does(lab: WidgetPage, bump: Locator) -> None:
    for numbers in ("[-1, -2], [2, 3], [1, -1]", "[0, 0], [1, 1], [1, -1]", "[1, -1], [-1, 2], [1, 1]",
                    "[1, 1], [-1, -1.5], [1, -1.9]", "[2, 1], [-2, -1.5], [-1, 2]"):  # fmt: skip
        lab.run(f"bump.weights, bump.biases, bump.outputs = {numbers}")
        for trait, name in (("weights", "weight"), ("biases", "bias"), ("outputs", "counts times")):
            for i, number in enumerate(lab.ask(f"[f'{{each:g}}' for each in bump.{trait}]"), 1):
                expect(bump.get_by_label(f"unit {i}, {name}", exact=True)).to_have_value(number)
        outside = lab.ask("[bump.units.above_outside(side) for side in ('left', 'right')]")
        python = [outside[0], lab.ask("bump.units.not_above_between()"), outside[1]]
        told = bump.locator(".dl-bump-goals li").all_inner_texts()
        assert ["yes" in text for text in told] == [place is None for place in python]
        for text, place in zip(told, python, strict=True):
            if place is not None and abs(place) < 1000:
                found = re.search(r"at z = (\S+) it is", text)
                assert found is not None and read([found[1]]) == pytest.approx([place], rel=1e-3)


def test_sliders_of_both_units_are_reached_by_tab(lab: WidgetPage, bump: Locator) -> None:
    bump.get_by_label("unit 1, weight, slider").focus()
    cells = lab.cells()
    lab.press("ArrowRight", "ArrowRight", "x", "d", "d")
    expect(bump.get_by_label("unit 1, weight", exact=True)).to_have_value("1.2")
    assert lab.cells() == cells
    assert lab.tab_stops(bump) == 14


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_axe_finds_nothing(lab: WidgetPage, plots: Locator, bump: Locator, theme: str) -> None:
    lab.run("bump.biases, bump.outputs, bump.third = [-1, -1.5], [1, -2], True")
    expect(bump).to_contain_text("There is the bump")
    for look in lab.looks(theme, 1400, 790):
        for name, widget in (("act", plots), ("bump", bump)):
            assert lab.violations(f".dl-{name}") == []
            lab.screenshot(widget, f"activations_{name}_{look}")
            assert lab.fits(widget)


def test_nothing_is_fetched_from_the_net(lab: WidgetPage) -> None:
    assert lab.foreign_requests() == []


def test_without_a_kernel_a_picture_and_words_remain(lab: WidgetPage, tmp_path: Path) -> None:
    # The last test: it ends the kernel.
    saved = lab.open_again_without_kernel()
    assert "widgets" not in saved["metadata"]
    begins = (
        "Activation plots: at z = 1, linear 1, slope 1; ",
        "Two ReLU units: 1 relu(1 z +0) +1 relu(1 z -2): not yet",
    )
    for cell, words in zip(saved["cells"][1:3], begins, strict=True):
        shown = cell["outputs"][0]["data"]
        assert set(shown) == {"text/plain", "text/html", "image/png"}
        text = "".join(shown["text/plain"])
        assert text.startswith(words)
        expect(lab.page.get_by_alt_text(text)).to_be_visible()
    picture = lab.exported(tmp_path).get_by_alt_text(re.compile("^Two ReLU units"))
    assert picture.evaluate("node => node.naturalWidth") > 500
