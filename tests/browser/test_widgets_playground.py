"""The softmax playground in JupyterLab: dragged, typed into, driven by a learner's function."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect
from scipy.special import softmax

from tests.browser.chromium import needs_chromium
from tests.browser.widget_page import DARK, LIGHT, WidgetPage, widget_page

pytestmark = needs_chromium

CELLS = (
    "import numpy as np\nfrom lab_utils.widgets import SoftmaxPlayground\n"
    "def my_softmax(z):\n    return np.exp(z) / np.sum(np.exp(z))",
    "playground = SoftmaxPlayground([1.0, 2.0, 0.0], my_softmax)\nplayground",
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WidgetPage]:
    with widget_page(tmp_path_factory.mktemp("playground"), *CELLS) as lab:
        lab.page.locator(".dl-playground").wait_for()
        yield lab


@pytest.fixture
def playground(lab: WidgetPage) -> Locator:
    """The playground as it was at first."""
    widget = lab.page.locator(".dl-playground")
    widget.get_by_role("button", name="Start again").click()
    numbers = "[playground.scores, playground.constant, playground.temperature]"
    assert lab.settles(numbers, [[1, 2, 0], 0, 1])
    lab.run("playground._softmax = my_softmax")
    return widget


def shares(playground: Locator, column: str = "share") -> list[str]:
    return playground.locator(f"tbody .dl-play-{column} .dl-play-number").all_inner_texts()


def in_percent(*scores: float) -> list[str]:
    """Say the softmax of some scores as the widget does: never 0 or 100 for what is only near it."""
    return [
        "< 0.1 %" if share < 0.001 else "> 99.9 %" if share > 0.999 else f"{100 * share:.1f} %"
        for share in softmax(scores)
    ]


def test_typing_a_score_moves_all_probabilities(lab: WidgetPage, playground: Locator) -> None:
    assert shares(playground) == in_percent(1, 2, 0)
    playground.get_by_label("score of class 2", exact=True).fill("3.5")
    assert shares(playground) == in_percent(1, 2, 3.5)
    expect(playground.locator("tfoot")).to_contain_text("43.22")
    assert lab.settles("playground.scores", [1, 2, 3.5])


def test_dragging_a_slider_does_the_same(lab: WidgetPage, playground: Locator) -> None:
    slider = playground.get_by_label("score of class 0, slider")
    box = slider.bounding_box()
    assert box is not None
    lab.page.mouse.move(box["x"] + box["width"] * 0.55, box["y"] + box["height"] / 2)
    lab.page.mouse.down()
    lab.page.mouse.move(box["x"] + box["width"] - 1, box["y"] + box["height"] / 2, steps=5)
    lab.page.mouse.up()
    expect(playground.get_by_label("score of class 0", exact=True)).to_have_value("10")
    assert shares(playground) == in_percent(10, 2, 0)


def test_a_constant_changes_exp_and_no_probability(playground: Locator) -> None:
    before = shares(playground)
    playground.get_by_label("number added to all scores", exact=True).fill("5")
    assert playground.locator("tbody .dl-play-exp").all_inner_texts() == ["403.4", "1097", "148.4"]
    assert shares(playground) == before


def test_at_1000_the_formula_overflows_and_the_shift_helps(lab: WidgetPage, playground: Locator) -> None:
    playground.get_by_role("button", name="+1000").click()
    assert shares(playground) == ["nan"] * 3
    assert playground.locator("tbody .dl-play-exp").all_inner_texts() == ["inf"] * 3
    expect(playground).to_contain_text("exp(1001) is larger than any float: it becomes inf.")
    playground.get_by_role("switch", name="Subtract the largest first").click()
    assert shares(playground) == in_percent(1, 2, 0)
    expect(playground).to_contain_text("The largest, 1002, is subtracted first")
    assert lab.settles("[playground.constant, playground.stable]", [1000, True])


def test_at_minus_1000_the_formula_divides_0_by_0(playground: Locator) -> None:
    playground.get_by_role("button", name="\u22121000").click()
    assert shares(playground) == ["nan"] * 3
    expect(playground).to_contain_text("And 0 / 0 is nan")


def test_temperature_sharpens_and_flattens(playground: Locator) -> None:
    field = playground.get_by_label("temperature", exact=True)
    field.fill("0.25")
    assert shares(playground) == in_percent(4, 8, 0)
    field.fill("10")
    assert shares(playground) == in_percent(0.1, 0.2, 0)


def test_the_learner_s_own_softmax_answers_beside_the_formula(lab: WidgetPage, playground: Locator) -> None:
    # The words may be those of the scores before; the answer to these comes from the kernel.
    assert lab.comes_to(lambda: shares(playground, "own"), in_percent(1, 2, 0))
    expect(playground).to_contain_text("my_softmax agrees with softmax.")
    playground.get_by_role("switch").click()
    playground.get_by_role("button", name="+1000").click()
    expect(playground).to_contain_text("my_softmax gives nan or inf")
    assert shares(playground, "own") == ["nan"] * 3
    assert shares(playground) == in_percent(1, 2, 0)


def test_a_wrong_or_an_open_softmax_is_told_in_words(lab: WidgetPage, playground: Locator) -> None:
    for body, words in (
        ("z / z.sum()", "differs from softmax, by 0.09 at most"),
        ("z[:2]", "expected shape (3,), got shape (2,)"),
        ("z / undefined", "stopped with NameError: name 'undefined' is not defined"),
    ):
        lab.run(f"playground._softmax = lambda z: {body}")
        playground.get_by_role("button", name="+1000").click()
        playground.get_by_role("button", name="Start again").click()
        expect(playground).to_contain_text(words)


def test_what_python_sets_is_seen(lab: WidgetPage, playground: Locator) -> None:
    lab.run("playground.scores = [0.0, 0.0, 3.0]; playground.temperature = 2")
    expect(playground.get_by_label("temperature", exact=True)).to_have_value("2")
    assert shares(playground) == in_percent(0, 0, 1.5)


def test_the_steps_of_the_browser_are_those_of_python(lab: WidgetPage, playground: Locator) -> None:
    for constant, temperature, stable in ((7.25, 0.5, False), (-333.0, 3.0, True), (800.0, 1.5, False)):
        lab.run(
            f"playground.constant, playground.stable = {constant}, {stable}\n"
            f"playground.temperature = {temperature}"
        )
        expect(playground.get_by_label("temperature", exact=True)).to_have_value(f"{temperature:g}")
        python = lab.ask("[f'{p:.4g}' for p in playground.steps.exponentials]")
        seen = playground.locator("tbody .dl-play-exp").all_inner_texts()
        assert [float(text) for text in seen] == pytest.approx(list(map(float, python)), rel=0.05)


def test_everything_works_by_keyboard_and_no_key_reaches_jupyterlab(
    lab: WidgetPage, playground: Locator
) -> None:
    cells = lab.cells()
    playground.get_by_label("score of class 1, slider").focus()
    lab.press("ArrowRight", "ArrowRight", "End", "x", "d", "d")
    assert shares(playground) == in_percent(1, 10, 0)
    lab.press("Tab", "Control+a", "4", ".", "5")
    assert shares(playground) == in_percent(1, 4.5, 0)
    lab.press("ArrowUp", "ArrowUp", "ArrowDown", "Enter")
    assert shares(playground) == in_percent(1, 4.6, 0)
    playground.get_by_role("button", name="+1000").focus()
    lab.press("Enter")
    playground.get_by_role("switch").focus()
    lab.press(" ")
    assert shares(playground) == in_percent(1, 4.6, 0)
    assert lab.cells() == cells
    assert lab.tab_stops(playground) == 15


def test_a_number_that_can_t_be_is_not_taken(lab: WidgetPage, playground: Locator) -> None:
    field = playground.get_by_label("score of class 0", exact=True)
    field.fill("20000")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert shares(playground) == in_percent(1, 2, 0)
    field.press("Tab")
    expect(field).to_have_value("10000")
    field.fill("")
    field.press("Tab")
    expect(field).to_have_value("10000")
    assert lab.settles("playground.scores", [10000, 2, 0])


def test_what_has_changed_is_announced(playground: Locator) -> None:
    playground.get_by_role("button", name="+1000").click()
    said = re.compile(r"Probabilities nan, nan, nan\. exp\(1001\) is larger")
    expect(playground.get_by_role("status")).to_have_text(said)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_axe_finds_nothing(lab: WidgetPage, playground: Locator, theme: str) -> None:
    for name, state in (("first", "Start again"), ("overflow", "+1000")):
        playground.get_by_role("button", name=state).click()
        for look in lab.looks(theme, 1400, 720):
            assert lab.violations(".dl-playground") == []
            lab.screenshot(playground, f"playground_{name}_{look}")
            assert lab.fits(playground)


def test_nothing_is_fetched_from_the_net(lab: WidgetPage) -> None:
    assert lab.foreign_requests() == []


def test_without_a_kernel_a_picture_and_words_remain(lab: WidgetPage, tmp_path: Path) -> None:
    words = "Softmax playground: the scores 1, 2, 0 become the probabilities 0.245, 0.665, 0.090."
    # The last test: it ends the kernel.
    saved = lab.open_again_without_kernel()
    assert "widgets" not in saved["metadata"]
    shown = saved["cells"][1]["outputs"][0]["data"]
    assert set(shown) == {"text/plain", "text/html", "image/png"}
    assert "".join(shown["text/plain"]) == words
    expect(lab.page.get_by_alt_text(words)).to_be_visible()
    assert lab.page.locator(".dl-playground").count() == 0
    assert lab.violations(".jp-OutputArea-output") == []
    picture = lab.exported(tmp_path).get_by_alt_text(words)
    assert picture.evaluate("node => node.naturalWidth") > 500
