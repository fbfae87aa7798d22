"""The view into a network in JupyterLab: the lab's network before and after its training, on real digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.chromium import needs_chromium
from tests.browser.widget_page import DARK, LIGHT, WidgetPage, widget_page

pytestmark = needs_chromium

# The lab's network; one of other sizes without labels; one without any hidden layer.
CELLS = (
    "import numpy as np\n"
    "from lab_utils.network import build_lab_network\n"
    "from lab_utils.numpy_network import start_weights\n"
    "from lab_utils.split import split_lab_digits\n"
    "from lab_utils.training import lab_network\n"
    "from lab_utils.widgets import InsideNetwork\n"
    "digits = split_lab_digits()\n"
    "X, y = digits.X_test[:30], digits.y_test[:30]",
    "networks = {'before training': build_lab_network(), 'after training': lab_network()}\n"
    "inside = InsideNetwork(networks, X, y)\ninside",
    "wide = InsideNetwork(start_weights([400, 128, 64, 10]), X[:8])\nwide",
    "flat = InsideNetwork(start_weights([400, 10]), X[:1])\nflat",
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WidgetPage]:
    with widget_page(tmp_path_factory.mktemp("inside"), *CELLS) as lab:
        expect(lab.page.locator(".dl-inside")).to_have_count(3)
        yield lab


@pytest.fixture
def inside(lab: WidgetPage) -> Locator:
    """The view into the trained network, as if nothing had been chosen yet."""
    widget = lab.page.locator(".dl-inside").first
    assert lab.comes_to(lambda: is_as_at_first(lab, widget), True)
    return widget


def is_as_at_first(lab: WidgetPage, widget: Locator) -> bool:
    """Set all that can be chosen, and tell whether the page has it: it may have had changes to send."""
    lab.run(
        "inside.unit, inside.digit, inside.edges = [], None, 20\n"
        "inside.network, inside.chosen = 'after training', 0"
    )
    return (
        widget.get_by_role("radio", name="after training").is_checked()
        and option(widget, "Digits to read", 0).get_attribute("aria-selected") == "true"
        and widget.get_by_role("group", name="The chosen unit").is_hidden()
    )


def option(widget: Locator, listbox: str | re.Pattern[str], place: int) -> Locator:
    return widget.get_by_role("listbox", name=listbox).get_by_role("option").nth(place)


def logits(widget: Locator) -> list[float]:
    seen = widget.get_by_role("listbox", name="Logits").locator(".dl-node-value").all_inner_texts()
    return [float(text.replace("\u2212", "-")) for text in seen]


def lines(widget: Locator) -> list[list[float]]:
    """Return the contributions between each two layers, the strongest first."""
    return [
        [float(number) for number in reversed(gap)]
        for gap in widget.locator(".dl-edges svg").evaluate_all(
            "all => all.map((svg) => [...svg.children].map((line) => line.dataset.contribution))"
        )
    ]


@pytest.mark.parametrize("row", [5, 17])
def test_all_numbers_are_those_of_python(lab: WidgetPage, inside: Locator, row: int) -> None:
    option(inside, "Digits to read", row).click()
    assert lab.settles("inside.chosen", row)
    assert logits(inside) == pytest.approx(lab.ask("inside.at.logits.tolist()"), abs=0.051)
    keras = lab.ask("lab_network().predict(X, verbose=0)[inside.chosen].tolist()")
    assert logits(inside) == pytest.approx(keras, abs=0.051)
    for layer, units in enumerate(lab.ask("[units.tolist() for units in inside.at.units[:-1]]"), start=1):
        names = inside.get_by_role("listbox", name=f"Hidden layer {layer}").get_by_role("option")
        said = names.evaluate_all("all => all.map((each) => each.getAttribute('aria-label'))")
        assert said == [
            f"unit {i}, {'silent' if value == 0 else f'gives {value:.1f}'}"
            for i, value in enumerate(units, 1)
        ]


def test_the_lines_are_the_strongest_contributions(lab: WidgetPage, inside: Locator) -> None:
    field = inside.get_by_label("connections drawn between two layers", exact=True)
    for most in (20, 7):
        field.fill(str(most))
        assert lab.settles("inside.edges", most)
        for layer, seen in enumerate(lines(inside), start=1):
            python = lab.ask(f"[edge.contribution for edge in inside.at.strongest({layer}, {most})]")
            assert seen == pytest.approx(python, abs=1e-3)
            assert len(seen) == most
    kinds = inside.locator(".dl-edges line")
    signs = kinds.evaluate_all(
        "all => all.map((line) => [line.dataset.sign, getComputedStyle(line).strokeDasharray])"
    )
    assert {tuple(kind) for kind in signs} == {("plus", "none"), ("minus", "6px, 4px")}


def test_the_pushes_of_the_pixels_are_python_s_and_add_up_to_the_logit(
    lab: WidgetPage, inside: Locator
) -> None:
    option(inside, "Digits to read", 5).click()
    option(inside, "Pixels that push", 8).click()
    assert lab.settles("[inside.chosen, inside.digit]", [5, 8])
    pixels, bias, logit = lab.ask(
        "[inside.at.push(8).pixels.tolist(), inside.at.push(8).bias, float(inside.at.logits[8])]"
    )
    said = str(inside.locator(".dl-push-words").text_content()).replace("\u2212", "-")
    towards, away, by_bias, whole = (float(number) for number in re.findall(r"[+-]?\d+\.\d\d", said))
    assert towards == pytest.approx(sum(each for each in pixels if each > 0), abs=0.006)
    assert away == pytest.approx(sum(each for each in pixels if each < 0), abs=0.006)
    assert by_bias == pytest.approx(bias, abs=0.006)
    assert towards + away + by_bias == pytest.approx(whole, abs=0.02)
    assert whole == pytest.approx(logit, abs=0.006)
    # Chosen again, it is let go.
    option(inside, "Pixels that push", 8).click()
    assert lab.settles("inside.digit", None)
    read_as = lab.ask("int(inside.at.logits.argmax())")
    expect(inside.locator(".dl-push-words")).to_contain_text(f"Towards {read_as} some pixels push")


def test_a_weight_picture_shows_the_signs_of_the_weights(lab: WidgetPage, inside: Locator) -> None:
    # The middle dot of each pixel: orange has more red than blue.
    seen = (
        inside.locator(".dl-unit canvas")
        .nth(6)
        .evaluate(
            """canvas => {
          const { data } = canvas.getContext('2d').getImageData(0, 0, 80, 80);
          return [...Array(400).keys()].map((i) => {
            const at = 4 * (80 * 4 * Math.floor(i / 20) + 4 * (i % 20));
            return data[at + 3] < 40 ? 0 : Math.sign(data[at + 2] - data[at]);
          });
        }"""
        )
    )
    weights = lab.ask("inside.watched.networks['after training'].layers[0].W[:, 6].tolist()")
    strong = [(sign, weight) for sign, weight in zip(seen, weights, strict=True) if abs(weight) > 0.15]
    assert len(strong) > 50
    assert all(sign == (1 if weight > 0 else -1) for sign, weight in strong)


def test_a_unit_of_the_first_layer_is_shown_as_pixels_times_weights(lab: WidgetPage, inside: Locator) -> None:
    # The one that sends most to the second layer.
    unit = lab.ask("inside.at.strongest(1, 1)[0].source")
    option(inside, "Weights of the 25 units", unit).click()
    assert lab.settles("inside.unit", [1, unit + 1])
    detail = inside.get_by_role("group", name="The chosen unit")
    expect(detail).to_contain_text(f"Unit {unit + 1} of hidden layer 1")
    z = lab.ask(f"float(inside.at.sums[0][{unit}])")
    expect(detail).to_contain_text(f"{abs(z):.2f}.")
    assert detail.get_by_role("img").count() == 3
    assert option(inside, "Hidden layer 1", unit).get_attribute("aria-selected") == "true"
    assert inside.locator('.dl-edges line[data-faint="true"]').count() > 0
    detail.get_by_role("button", name="Close").click()
    expect(detail).to_be_hidden()


def test_a_unit_further_in_tells_who_feeds_it(lab: WidgetPage, inside: Locator) -> None:
    option(inside, "Hidden layer 2", 0).click()
    assert lab.settles("inside.unit", [2, 1])
    parts = inside.get_by_role("list", name="What the units before it add").get_by_role("listitem")
    given = lab.ask("inside.at.contributions(1)[:, 0].tolist()")
    strongest = max(range(25), key=lambda i: abs(given[i]))
    expect(parts.first).to_contain_text(f"unit {strongest + 1}")
    expect(parts.first).to_contain_text(f"{abs(given[strongest]):.2f}")


def test_before_and_after_training_are_compared_on_the_same_digit(lab: WidgetPage, inside: Locator) -> None:
    option(inside, "Digits to read", 9).click()
    inside.get_by_role("radio", name="before training").check()
    assert lab.settles("[inside.network, inside.chosen]", ["before training", 9])
    assert logits(inside) == pytest.approx(lab.ask("inside.at.logits.tolist()"), abs=0.051)
    assert inside.get_by_role("listbox", name="Logits").count() == 1


def test_a_walk_by_keyboard_alone(lab: WidgetPage, inside: Locator) -> None:
    option(inside, "Digits to read", 0).focus()
    cells = lab.cells()
    lab.press("ArrowRight", "ArrowRight", "End")
    assert lab.settles("inside.chosen > 2", True)
    # A digit's key goes to the next such label.
    wanted = lab.ask("int(np.flatnonzero(y.ravel() == 8)[0])")
    lab.press("Home", "Control+Home", "8")
    assert lab.settles("inside.chosen", wanted)
    lab.press("Tab", "Home", "ArrowRight", "ArrowRight", "Enter")
    assert lab.settles("inside.unit", [1, 3])
    lab.press("Tab", "End", " ")
    assert lab.settles("inside.unit", [2, 15])
    lab.press("Tab", "ArrowRight", "Enter")
    assert lab.settles("inside.digit is not None", True)
    lab.press("x", "d", "d", "a", "Escape")
    assert lab.cells() == cells


def test_each_part_is_one_tab_stop_with_a_visible_focus(lab: WidgetPage, inside: Locator) -> None:
    # Network, digit and lines with slider and field, digits, three layers, weights, pushes.
    assert lab.tab_stops(inside) == 11
    option(inside, "Weights of the 25 units", 2).click()
    assert lab.tab_stops(inside) == 12


def test_what_has_changed_is_announced(lab: WidgetPage, inside: Locator) -> None:
    status = inside.get_by_role("status")
    option(inside, "Digits to read", 3).click()
    expect(status).to_have_text(
        re.compile(r"Digit 3, labelled \d: read as \d, .* Active hidden units: \d+ of 25")
    )
    option(inside, "Hidden layer 2", 3).click()
    expect(status).to_have_text(re.compile(r"Unit 4 of hidden layer 2\. All of it together"))
    option(inside, "Pixels that push", 1).click()
    expect(status).to_have_text(re.compile(r"Towards 1 some pixels push .* Together: .*, the logit of 1\."))


def test_a_number_that_can_t_be_is_not_taken(lab: WidgetPage, inside: Locator) -> None:
    field = inside.get_by_label("digit number", exact=True)
    field.fill("99")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.press("Tab")
    expect(field).to_have_value("29")
    assert lab.settles("inside.chosen", 29)


def test_other_sizes_and_no_hidden_layer_are_shown_too(lab: WidgetPage) -> None:
    wide, flat = lab.page.locator(".dl-inside").nth(1), lab.page.locator(".dl-inside").nth(2)
    assert wide.get_by_role("listbox", name="Hidden layer 1").get_by_role("option").count() == 128
    assert logits(wide) == pytest.approx(lab.ask("wide.at.logits.tolist()"), abs=0.051)
    assert flat.locator(".dl-edges").count() == 0
    option(flat, "Weights of the 10 units", 6).click()
    assert lab.settles("flat.digit", 6)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_axe_finds_nothing_and_the_width_is_followed(lab: WidgetPage, inside: Locator, theme: str) -> None:
    lab.theme(theme)
    option(inside, "Digits to read", 5).click()
    option(inside, "Weights of the 25 units", 7).click()
    for width in (1400, 360):
        inside.evaluate("(node, width) => (node.style.maxWidth = `${width}px`)", width)
        lab.screenshot(inside, f"inside_{theme.split()[-1].lower()}_{width}")
        assert lab.fits(inside)
        assert lab.violations(".dl-inside") == []
    lab.theme(LIGHT)


def test_the_system_s_high_contrast_leaves_ink_bars_and_the_choice(lab: WidgetPage, inside: Locator) -> None:
    lab.page.emulate_media(forced_colors="active", color_scheme="dark")
    try:
        lab.screenshot(inside, "inside_high_contrast")
        # Ink is black, whatever the system's paper is.
        assert background(inside.locator("canvas").first) == "rgb(255, 255, 255)"
        bar, button = (background(inside.locator(each).first) for each in ("[data-sign=plus]", "button"))
        assert bar != button == "rgb(0, 0, 0)"
        network = inside.get_by_text("after training", exact=True)
        assert background(network) != network.evaluate("node => getComputedStyle(node).color")
        chosen = option(inside, "Digits to read", 0)
        assert chosen.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    finally:
        lab.page.emulate_media(forced_colors="null", color_scheme="null")


def background(node: Locator) -> str:
    return str(node.evaluate("node => getComputedStyle(node).backgroundColor"))


def test_nothing_is_fetched_from_the_net(lab: WidgetPage) -> None:
    assert lab.foreign_requests() == []


def test_without_a_kernel_a_picture_and_words_remain(lab: WidgetPage, tmp_path: Path) -> None:
    lab.run("inside.network, inside.chosen = 'before training', 0")
    words = lab.ask("inside.in_words()")
    saved = lab.save()
    assert "widgets" not in saved["metadata"]
    assert set(saved["cells"][1]["outputs"][-1]["data"]) == {"text/plain", "text/html", "image/png"}
    picture = lab.exported(tmp_path).get_by_alt_text(words)
    assert picture.evaluate("node => node.naturalWidth") > 500
