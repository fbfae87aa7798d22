"""The misclassified digits explorer in JupyterLab, on the real digits and the lab's trained network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.chromium import needs_chromium
from tests.browser.widget_page import DARK, LIGHT, WidgetPage, widget_page

pytestmark = needs_chromium

# The 1,000 digits that the network has not seen, all 5,000 at 28 x 28, and a network without mistakes.
CELLS = (
    "import numpy as np\n"
    "from lab_utils.data import load_digits\n"
    "from lab_utils.split import split_lab_digits\n"
    "from lab_utils.training import lab_network\n"
    "from lab_utils.widgets import MisclassifiedExplorer\n"
    "digits, (X, y) = split_lab_digits(), load_digits()\n"
    "model = lab_network()",
    "explorer = MisclassifiedExplorer(\n"
    "    model, digits.X_test, digits.y_test, digits.X_train, digits.y_train\n)\nexplorer",
    "large = np.pad(X.reshape(-1, 20, 20), ((0, 0), (4, 4), (4, 4)))\n"
    "everything = MisclassifiedExplorer(model.predict(X, verbose=0), large, y)\neverything",
    "faultless = MisclassifiedExplorer(np.eye(10)[y.ravel()] * 4, X, y)\nfaultless",
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WidgetPage]:
    with widget_page(tmp_path_factory.mktemp("explorer"), *CELLS) as lab:
        expect(lab.page.locator(".dl-explorer")).to_have_count(3)
        yield lab


@pytest.fixture
def explorer(lab: WidgetPage) -> Locator:
    """The explorer of the test digits as it was at first."""
    widget = lab.page.locator(".dl-explorer").first
    widget.get_by_role("columnheader", name="the whole matrix").click()
    widget.get_by_label("Sort by").select_option("largest loss")
    # Another choice and back: the first page.
    widget.get_by_role("radio", name="All digits").check()
    widget.get_by_role("radio", name="Read wrongly").check()
    chosen = "[explorer.label, explorer.read_as, explorer.shown, explorer.order]"
    assert lab.settles(chosen, [None, None, "wrong", "largest loss"])
    lab.run("explorer.doubtful = []")
    expect(widget.get_by_role("button", name="(0)")).to_be_visible()
    return widget


def rows_of(explorer: Locator) -> list[int]:
    """Return the rows of the digits on the page."""
    seen = explorer.locator(".dl-tile:visible")
    return [int(row) for row in seen.evaluate_all("tiles => tiles.map((tile) => tile.dataset.row)")]


def commonest(lab: WidgetPage) -> tuple[int, int, int]:
    label, read_as, count = lab.ask("explorer.digits.commonest_mistake()")
    return label, read_as, count


def test_it_says_how_many_were_read_wrongly(lab: WidgetPage, explorer: Locator) -> None:
    wrong = lab.ask("int((model.predict(digits.X_test, verbose=0).argmax(1) != digits.y_test.ravel()).sum())")
    assert 0 < wrong < 100
    expect(explorer).to_contain_text(f"1,000 digits, {wrong} read wrongly ({100 - wrong / 10:.1f} % right)")
    expect(explorer.locator(".dl-where")).to_have_text(f"All mistakes, {wrong} digits")


def test_several_explorers_on_a_page_do_not_disturb_each_other(lab: WidgetPage, explorer: Locator) -> None:
    chosen = lab.page.get_by_role("radio", name="Read wrongly")
    assert [radio.is_checked() for radio in chosen.all()] == [True, True, True]
    ids = lab.page.locator(".dl [id]").evaluate_all("nodes => nodes.map((node) => node.id)")
    assert len(set(ids)) == len(ids) == 3


def test_the_matrix_is_that_of_scikit_learn(lab: WidgetPage, explorer: Locator) -> None:
    cells = explorer.get_by_role("gridcell").all_inner_texts()
    theirs = lab.ask(
        "__import__('sklearn.metrics').metrics"
        ".confusion_matrix(digits.y_test, explorer.digits.read_as).tolist()"
    )
    assert [int(cell or 0) for cell in cells] == [count for row in theirs for count in row]


def test_a_click_on_a_cell_shows_the_digits_behind_it(lab: WidgetPage, explorer: Locator) -> None:
    label, read_as, count = commonest(lab)
    explorer.get_by_role("gridcell", name=f"{label} read as {read_as}: {count}").click()
    assert len(rows_of(explorer)) == count
    assert lab.settles("explorer.rows.tolist()", rows_of(explorer))
    assert set(explorer.locator(".dl-tile-words:visible").all_inner_texts()) == {f"{label} → {read_as}"}
    assert lab.settles("[explorer.label, explorer.read_as]", [label, read_as])


def test_a_click_on_a_digit_s_name_shows_its_row_or_column(lab: WidgetPage, explorer: Locator) -> None:
    explorer.get_by_role("rowheader", name="all labelled 8").click()
    assert lab.settles("explorer.rows[:24].tolist()", rows_of(explorer))
    expect(explorer.locator(".dl-where")).to_contain_text("Mistakes labelled 8")
    explorer.get_by_role("columnheader", name="all read as 0").click()
    expect(explorer.locator(".dl-where")).to_contain_text("Mistakes read as 0")
    explorer.get_by_role("columnheader", name="the whole matrix").click()
    expect(explorer.locator(".dl-where")).to_contain_text("All mistakes")


def test_the_diagonal_shows_what_was_read_rightly(lab: WidgetPage, explorer: Locator) -> None:
    explorer.get_by_role("gridcell", name="3 read rightly").click()
    expect(explorer.locator(".dl-where")).to_contain_text("3 read rightly")
    assert lab.settles("explorer.shown", "all")
    assert lab.settles("explorer.rows[:24].tolist()", rows_of(explorer))


@pytest.mark.parametrize("order", ["largest loss", "most confident", "least confident"])
def test_each_order_is_that_of_python_on_every_page(lab: WidgetPage, explorer: Locator, order: str) -> None:
    explorer.get_by_label("Sort by").select_option(order)
    explorer.get_by_role("radio", name="All digits").check()
    seen = []
    for _ in range(5):
        seen += rows_of(explorer)
        explorer.get_by_role("button", name="Next").click()
    assert lab.settles("explorer.order", order)
    assert lab.settles("explorer.rows[:120].tolist()", seen)
    expect(explorer.locator(".dl-count")).to_have_text("121 to 144 of 1,000")
    explorer.get_by_role("button", name="Back").click()
    expect(explorer.locator(".dl-count")).to_have_text("97 to 120 of 1,000")


def test_an_opened_digit_tells_all_about_itself(lab: WidgetPage, explorer: Locator) -> None:
    explorer.locator(".dl-tile").nth(3).click()
    row = rows_of(explorer)[3]
    assert lab.settles("explorer.opened", row)
    detail = explorer.get_by_role("group", name=f"Row {row}")
    label, read_as = lab.ask(
        "[int(explorer.digits.labels[explorer.opened]), int(explorer.digits.read_as[explorer.opened])]"
    )
    expect(detail).to_contain_text(f"label {label}")
    expect(detail).to_contain_text(f"read as {read_as}")
    bars = detail.get_by_role("list", name="Probabilities").get_by_role("listitem")
    assert bars.count() == 10
    for digit, share in enumerate(lab.ask("explorer.digits.probabilities[explorer.opened].tolist()")):
        if 0.001 < share < 0.999:
            expect(bars.nth(digit)).to_contain_text(f"{100 * share:.1f} %")
    ink = detail.locator(".dl-large canvas").evaluate(
        "canvas => [...canvas.getContext('2d').getImageData(0, 0, 20, 20).data].filter((_, i) => i % 4 === 3)"
    )
    assert ink == lab.ask("explorer.digits.images[explorer.opened].ravel().tolist()")


def test_the_nearest_training_digits_stand_beside_it(lab: WidgetPage, explorer: Locator) -> None:
    explorer.locator(".dl-tile").nth(5).click()
    assert lab.settles("explorer.opened", rows_of(explorer)[5])
    nearest = explorer.get_by_role("list", name="Nearest training digits").get_by_role("listitem")
    expect(nearest).to_have_count(6)
    found = lab.ask(
        "__import__('sklearn.neighbors').neighbors.NearestNeighbors(n_neighbors=6, algorithm='brute')"
        ".fit(digits.X_train).kneighbors(digits.X_test[[explorer.opened]])[1][0].tolist()"
    )
    for item, row in zip(nearest.all(), found, strict=True):
        expect(item).to_contain_text(f"row {row}")


def test_doubtful_labels_are_marked_and_exported(lab: WidgetPage, explorer: Locator, tmp_path: Path) -> None:
    rows = rows_of(explorer)
    for place in (4, 1):
        explorer.locator(".dl-tile").nth(place).click()
        explorer.get_by_role("button", name="The label is doubtful").click()
    assert lab.settles("explorer.doubtful", sorted([rows[4], rows[1]]))
    with lab.page.expect_download() as download:
        explorer.get_by_role("button", name="Save marked digits as CSV (2)").click()
    download.value.save_as(tmp_path / "saved.csv")
    assert download.value.suggested_filename == "doubtful_labels.csv"
    saved = (tmp_path / "saved.csv").read_text(encoding="utf-8")
    assert saved == lab.ask("explorer.digits.as_csv(explorer.doubtful)")
    explorer.get_by_role("radio", name="Marked").check()
    assert sorted(rows_of(explorer)) == sorted([rows[4], rows[1]])
    explorer.get_by_role("button", name="The label is doubtful").click()
    expect(explorer.locator(".dl-where")).to_have_text("All marked digits, 1 digit")


def test_what_python_sets_is_seen(lab: WidgetPage, explorer: Locator) -> None:
    lab.run("explorer.order = 'least confident'; explorer.shown = 'all'")
    expect(explorer.get_by_label("Sort by")).to_have_value("least confident")
    lab.run("explorer.opened = int(explorer.rows[100])")
    expect(explorer.locator(".dl-count")).to_have_text("97 to 120 of 1,000")
    expect(explorer.locator(".dl-tile").nth(4)).to_have_attribute("aria-selected", "true")


def test_a_walk_by_keyboard_alone(lab: WidgetPage, explorer: Locator) -> None:
    cells = lab.cells()
    explorer.get_by_role("columnheader", name="the whole matrix").focus()
    lab.press(*["ArrowDown"] * 5, *["ArrowRight"] * 3)
    assert re.match("4 read as 2: ", str(lab.focused().get_attribute("aria-label")))
    lab.press("Home", "Enter")
    expect(explorer.locator(".dl-where")).to_contain_text("Mistakes labelled 4")
    lab.press("Control+Home", " ")
    expect(explorer.locator(".dl-where")).to_contain_text("All mistakes")
    lab.press("Tab", "ArrowRight", "Tab", "ArrowDown", "Tab")
    assert lab.settles("[explorer.shown, explorer.order]", ["all", "most confident"])
    rows = rows_of(explorer)
    lab.press("ArrowRight", "ArrowDown", "ArrowRight", "d")
    assert lab.settles("[explorer.doubtful, explorer.opened]", [[rows[10]], rows[10]])
    lab.press("PageDown", "PageDown", "End")
    assert lab.settles("explorer.rows[48:72].tolist()", rows_of(explorer))
    assert lab.settles("explorer.opened == int(explorer.rows[55])", True)
    lab.press("x", "d", "d", "a", "ArrowUp", "Escape")
    assert lab.cells() == cells


def test_each_part_is_one_tab_stop_with_a_visible_focus(lab: WidgetPage, explorer: Locator) -> None:
    # Matrix, choice, order, digits, back, next, save, mark.
    explorer.locator(".dl-tile").first.click()
    lab.press("d")
    assert lab.tab_stops(explorer) == 8


def test_what_has_changed_is_announced(lab: WidgetPage, explorer: Locator) -> None:
    status = explorer.get_by_role("status")
    label, read_as, count = commonest(lab)
    explorer.get_by_role("gridcell", name=f"{label} read as {read_as}: {count}").click()
    expect(status).to_have_text(f"{label} read as {read_as}, {count} digits, largest loss first")
    explorer.get_by_role("columnheader", name="the whole matrix").click()
    explorer.get_by_role("button", name="Next").click()
    expect(status).to_contain_text("Digits 25 to 48 of")
    explorer.locator(".dl-tile").first.click()
    expect(status).to_contain_text(
        re.compile(r"Row \d+, labelled \d\. \d .* %\. Nearest training digits: \d")
    )


def test_a_cell_without_digits_says_so(lab: WidgetPage, explorer: Locator) -> None:
    label, read_as = lab.ask("list(map(int, next(zip(*np.nonzero(explorer.digits.confusion == 0)))))")
    explorer.get_by_role("gridcell", name=f"{label} read as {read_as}: 0").click()
    expect(explorer.locator(".dl-nothing")).to_contain_text(f"None here: {label} read as {read_as}.")
    explorer.get_by_role("button", name="Show all mistakes").click()
    expect(explorer.locator(".dl-where")).to_contain_text("All mistakes")


def test_without_mistakes_it_offers_the_least_confident(lab: WidgetPage) -> None:
    faultless = lab.page.locator(".dl-explorer").nth(2)
    expect(faultless).to_contain_text("5,000 digits, none of them read wrongly")
    expect(faultless.locator(".dl-nothing")).to_contain_text("No mistakes: every digit was read as its label")
    assert lab.violations(".jp-Cell:nth-child(4) .dl-explorer") == []
    offer = faultless.get_by_role("button", name="Show the least confident")
    offer.focus()
    lab.press("Enter")
    expect(faultless.locator(".dl-count")).to_have_text("1 to 24 of 5,000")
    assert lab.focused().get_attribute("role") == "option"
    assert faultless.locator(".dl-nearest").count() == 0


def test_five_thousand_digits_of_28_x_28_are_shown_too(lab: WidgetPage) -> None:
    everything = lab.page.locator(".dl-explorer").nth(1)
    assert lab.settles("everything.rows[:24].tolist()", rows_of(everything))
    assert everything.locator(".dl-tile canvas").first.get_attribute("width") == "28"
    everything.get_by_role("radio", name="All digits").check()
    expect(everything.locator(".dl-count")).to_have_text("1 to 24 of 5,000")


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_axe_finds_nothing(lab: WidgetPage, explorer: Locator, theme: str) -> None:
    explorer.locator(".dl-tile").nth(1).click()
    lab.press("d")
    for look in lab.looks(theme, 1400, 1000, 720):
        lab.screenshot(explorer, f"explorer_{look}")
        assert lab.fits(explorer)
        assert lab.violations(".jp-Cell:nth-child(2) .dl-explorer") == []


def test_without_a_kernel_a_picture_and_words_remain(lab: WidgetPage, tmp_path: Path) -> None:
    saved = lab.save()
    assert "widgets" not in saved["metadata"]
    exported = lab.exported(tmp_path)
    for name in ("explorer", "everything", "faultless"):
        picture = exported.get_by_alt_text(lab.ask(f"{name}.in_words()"))
        assert picture.evaluate("node => node.naturalWidth") > 500


def test_nothing_is_fetched_from_the_net(lab: WidgetPage) -> None:
    assert lab.foreign_requests() == []
