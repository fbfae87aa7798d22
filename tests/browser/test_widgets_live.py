"""Live training in JupyterLab: watched, compared, and stopped while a real network learns the real digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.chromium import needs_chromium
from tests.browser.widget_page import DARK, LIGHT, WidgetPage, widget_page

pytestmark = needs_chromium

CELLS = (
    "import keras\nfrom lab_utils.network import build_lab_network, compile_lab_network\n"
    "from lab_utils.split import split_lab_digits\nfrom lab_utils.widgets import LiveTraining\n"
    "digits = split_lab_digits()\nparts = digits.X_train, digits.y_train\n"
    "kept_apart = digits.X_val, digits.y_val\n"
    "def new(rate=0.001):\n"
    "    return compile_lab_network(build_lab_network(0), rate, steps_per_execution=25)",
    "live = LiveTraining(new())\nhistory = live.fit(*parts, epochs=6, validation_data=kept_apart).history",
    "many = LiveTraining()\nfor rate in (0.00001, 0.001, 0.1):\n"
    "    _ = many.next_run(new(rate), f'rate {rate:g}').fit(*parts, epochs=3, validation_data=kept_apart)",
)
LONG = (
    "long = LiveTraining(new())\nstopped = long.fit(*parts, epochs=3000, validation_data=kept_apart).history",
    "print('the next cell:', len(stopped['loss']))",
)
# Puts cells at the notebook's end and starts them, without waiting for their end.
_START = """(cells) => {
  const { content } = window.jupyterapp.shell.currentWidget;
  const first = content.widgets.length;
  for (const source of cells) {
    const at = content.model.sharedModel.cells.length;
    content.model.sharedModel.insertCell(at, { cell_type: 'code', source });
  }
  content.activeCellIndex = first;
  window.jupyterapp.commands.execute('notebook:run-all-below');
}"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WidgetPage]:
    with widget_page(tmp_path_factory.mktemp("live"), *CELLS) as lab:
        expect(lab.page.locator(".dl-live")).to_have_count(2)
        yield lab


@pytest.fixture
def one(lab: WidgetPage) -> Locator:
    """The training of one network."""
    return lab.page.locator(".dl-live").first


@pytest.fixture
def many(lab: WidgetPage) -> Locator:
    """Three learning rates in one picture."""
    return lab.page.locator(".dl-live").nth(1)


def figures(widget: Locator, row: int = 0) -> list[float]:
    """Return the numbers of one run in the table: loss and accuracy, training and validation."""
    cells = widget.locator("tbody tr").nth(row).locator("td").all_inner_texts()
    return [float(text) for text in cells[1:5]]


def measured(lab: WidgetPage, epoch: int, history: str = "history") -> list[float]:
    """Return what the kernel has in its History."""
    keys = "('loss', 'val_loss', 'accuracy', 'val_accuracy')"
    return list(lab.ask(f"[{history}[key][{epoch - 1}] for key in {keys}]"))


def start_long_training(lab: WidgetPage) -> tuple[Locator, Locator]:
    """Start a training that would take long, in cells of its own; return its view and the cell after it."""
    lab.page.evaluate(_START, list(LONG))
    cells = lab.page.locator(".jp-Notebook-cell")
    widget = cells.nth(-2).locator(".dl-live")
    expect(widget.get_by_text(re.compile("running, epoch [2-9]")).first).to_be_visible()
    return widget, cells.last.locator(".jp-OutputArea-output")


def test_the_table_has_what_was_measured_at_each_epoch(lab: WidgetPage, one: Locator) -> None:
    assert figures(one) == pytest.approx(measured(lab, 6), rel=1e-3)
    one.get_by_label("Figures of epoch").focus()
    lab.press("ArrowLeft", "ArrowLeft")
    expect(one.get_by_label("Figures of epoch")).to_have_attribute("aria-valuetext", "epoch 4")
    assert figures(one) == pytest.approx(measured(lab, 4), rel=1e-3)
    expect(one.get_by_role("status")).to_contain_text("Epoch 4. run 1: loss")
    lab.press("Home")
    assert figures(one) == pytest.approx(measured(lab, 1), rel=1e-3)
    lab.press("End")


def test_a_pointer_over_a_diagram_chooses_the_epoch_while_it_is_there(lab: WidgetPage, one: Locator) -> None:
    box = one.locator("svg[role=img]").first.bounding_box()
    assert box is not None
    lab.page.mouse.move(box["x"] + 50, box["y"] + 80)
    expect(one.locator(".dl-live-at")).to_have_text("1")
    assert figures(one) == pytest.approx(measured(lab, 1), rel=1e-3)
    lab.page.mouse.move(box["x"] + 50, box["y"] - 400)
    expect(one.locator(".dl-live-at")).to_have_text("6, the last")


def test_losses_can_stand_on_a_logarithmic_axis(lab: WidgetPage, one: Locator) -> None:
    plot = one.locator("svg[role=img]").first
    expect(plot.get_by_text("0", exact=True)).to_be_visible()
    one.get_by_role("switch", name="logarithmic").click()
    expect(plot.get_by_text("0", exact=True)).to_have_count(0)
    assert lab.settles("live.logarithmic", True)
    assert lab.ask("live.still().axes[0].get_yscale()") == "log"
    one.get_by_role("switch", name="logarithmic").press(" ")
    assert lab.settles("live.logarithmic", False)


def test_several_trainings_are_told_apart_by_marker_and_name(many: Locator) -> None:
    assert many.locator("tbody th").all_inner_texts() == ["rate 1e-05", "rate 0.001", "rate 0.1"]
    legend = many.locator("tbody th .dl-marker").evaluate_all(
        "all => all.map(each => each.getAttribute('d'))"
    )
    assert len(set(legend)) == 3
    dashed = "svg[role=img] path.dl-line[stroke-dasharray]"
    assert many.locator(dashed).count() == many.locator("svg[role=img] path.dl-line").count() / 2 == 6
    losses = [figures(many, row)[1] for row in range(3)]
    assert min(losses) == losses[1]


def test_stop_by_mouse_ends_the_training_and_the_next_cell_runs(lab: WidgetPage) -> None:
    widget, following = start_long_training(lab)
    widget.get_by_role("button", name="Stop").click()
    expect(following).to_contain_text("the next cell:")
    assert 1 <= lab.ask("len(stopped['loss'])") < 3000
    expect(widget).to_contain_text("stopped in epoch")
    assert lab.ask("long.runs[0].state") == "stopped"


def test_stop_by_keyboard_keeps_the_focus_and_is_announced(lab: WidgetPage) -> None:
    widget, following = start_long_training(lab)
    status = widget.get_by_role("status")
    expect(status).to_contain_text("run 1:")
    widget.get_by_role("button", name="Stop").focus()
    lab.screenshot(widget, "live_running")
    lab.press("Enter")
    expect(following).to_contain_text("the next cell:")
    # JupyterLab has put a new view in the place of the old one.
    expect(widget.get_by_role("button", name="Stop")).to_be_focused()
    expect(widget.get_by_role("button", name="Stop")).to_have_attribute("aria-disabled", "true")
    lab.press("Enter", " ", "x")
    assert lab.ask("long._number") == 1


def test_no_key_reaches_jupyterlab_and_all_is_reached_by_tab(lab: WidgetPage, one: Locator) -> None:
    one.get_by_role("switch").focus()
    cells = lab.cells()
    lab.press("x", "d", "d", "b", "ArrowDown", "Enter", "Enter")
    assert lab.cells() == cells
    assert lab.tab_stops(one) == 3


def test_a_loss_that_is_no_number_is_told_and_more_metrics_can_be_chosen(
    lab: WidgetPage, many: Locator
) -> None:
    lab.run(
        "lost = build_lab_network(0)\n"
        "loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)\n"
        "lost.compile('sgd', loss=loss, metrics=['accuracy', 'mae'])\n"
        "lost.optimizer.learning_rate = 1e30\n"
        "_ = many.next_run(lost, 'lost').fit(*parts, epochs=2)"
    )
    expect(many).to_contain_text("lost: the loss is no finite number from epoch 1 on")
    row = many.locator("tbody tr").last
    # It has fewer epochs than the others, and its own last stands beside theirs.
    expect(row).to_contain_text("nan")
    expect(many.locator(".dl-live-at")).to_have_text("the last of each run")
    many.get_by_label("second figure").select_option(label="mae")
    expect(many.locator("thead")).to_contain_text("mae")
    assert lab.settles("many.metric", "mae")
    assert lab.tab_stops(many) == 4
    many.get_by_label("second figure").select_option(label="accuracy")


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_axe_finds_nothing(lab: WidgetPage, one: Locator, many: Locator, theme: str) -> None:
    for look in lab.looks(theme, 1400, 790):
        assert lab.violations(".dl-live") == []
        for name, widget in (("one", one), ("many", many)):
            lab.screenshot(widget, f"live_{name}_{look}")
            assert lab.fits(widget)


def test_nothing_is_fetched_from_the_net(lab: WidgetPage) -> None:
    assert lab.foreign_requests() == []


def test_without_a_kernel_a_picture_and_words_remain(lab: WidgetPage, tmp_path: Path) -> None:
    # The last test: it ends the kernel.
    words = lab.ask("live.in_words()")
    saved = lab.open_again_without_kernel()
    assert "widgets" not in saved["metadata"]
    shown = saved["cells"][1]["outputs"][0]["data"]
    assert set(shown) == {"text/plain", "text/html", "image/png"}
    assert "".join(shown["text/plain"]) == words
    assert words.startswith("Live training: 6 epochs: loss ")
    expect(lab.page.get_by_alt_text(words)).to_be_visible()
    picture = lab.exported(tmp_path).get_by_alt_text(words)
    assert picture.evaluate("node => node.naturalWidth") > 500
