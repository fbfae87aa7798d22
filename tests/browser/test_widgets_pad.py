"""The draw pad in JupyterLab: by mouse, touch, pen and keyboard, and a test set of one's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from lab_utils.data import load_own
from tests.browser.chromium import needs_chromium
from tests.browser.drawn_digits import STROKES, draw_by_mouse, draw_by_touch, draw_with_a_pen
from tests.browser.widget_page import DARK, LIGHT, WidgetPage, widget_page

pytestmark = needs_chromium

KEPT = "[digit['label'] for digit in pad._kept]"
NEW_PAD = "pad._test_set.path.unlink(missing_ok=True); pad._test_set._removed.clear(); pad._show_test_set()"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WidgetPage]:
    """A pad with the lab's own network, and a test set in a folder of its own."""
    folder = tmp_path_factory.mktemp("pad")
    cells = (
        "from lab_utils.widgets import DrawPad",
        f"pad = DrawPad(keep_in={str(folder / 'my_digits.npz')!r})\npad",
    )
    with widget_page(folder, *cells) as lab:
        lab.page.locator(".dl-draw").wait_for()
        yield lab


@pytest.fixture
def pad(lab: WidgetPage) -> Locator:
    """The pad, empty, and nothing kept."""
    lab.run(NEW_PAD)
    widget = lab.page.locator(".dl-draw")
    paper_of(widget).press("Delete")
    expect(widget).to_contain_text("Draw a digit on the pad")
    expect(widget).to_contain_text("Nothing is kept yet.")
    return widget


def paper_of(pad: Locator) -> Locator:
    return pad.get_by_role("application", name="Pad")


def digit_of(pad: Locator) -> Locator:
    return pad.locator(".dl-reading-digit")


def ink_of(pad: Locator) -> int:
    """Count the pixels with ink on the screen."""
    count = """(canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
      .filter((value, i) => i % 4 === 3 && value > 127).length"""
    return int(paper_of(pad).locator("canvas").evaluate(count))


def keep(pad: Locator, label: int) -> None:
    pad.get_by_role("button", name=f"Keep as {label}", exact=True).click()


def draw(lab: WidgetPage, pad: Locator, digit: int) -> None:
    draw_by_mouse(lab.page, paper_of(pad), digit)


@pytest.mark.parametrize("digit", sorted(STROKES))
def test_a_digit_drawn_by_mouse_is_read_rightly(lab: WidgetPage, pad: Locator, digit: int) -> None:
    draw(lab, pad, digit)
    expect(digit_of(pad)).to_have_text(str(digit))
    expect(pad.get_by_role("status")).to_have_text(re.compile(rf"Read as {digit}, "))
    # Python prepares the same drawing to the same answer.
    assert lab.settles("pad.reading and pad.reading.digit", digit)


@pytest.mark.parametrize(("by", "digit"), [(draw_by_touch, 3), (draw_with_a_pen, 4)])
def test_a_finger_and_a_pen_draw_too(
    lab: WidgetPage, pad: Locator, by: Callable[[Page, Locator, int], None], digit: int
) -> None:
    by(lab.page, paper_of(pad), digit)
    expect(digit_of(pad)).to_have_text(str(digit))


def test_it_is_read_while_the_pen_is_still_down(lab: WidgetPage, pad: Locator) -> None:
    box = paper_of(pad).bounding_box()
    assert box is not None
    x, y, side = box["x"], box["y"], box["width"]
    lab.page.mouse.move(x + side / 2, y + side * 0.15)
    lab.page.mouse.down()
    lab.page.mouse.move(x + side / 2, y + side * 0.85, steps=5)
    expect(digit_of(pad)).to_have_text("1")
    lab.page.mouse.up()


def test_each_step_is_shown_and_the_last_is_what_the_network_sees(lab: WidgetPage, pad: Locator) -> None:
    draw(lab, pad, 2)
    steps = pad.locator(".dl-reading-steps")
    expect(steps.locator("strong")).to_have_text(
        ["grey", "ink", "threshold", "crop", "pen", "scaled", "centred"]
    )
    expect(steps.locator("li").last).to_contain_text("20 x 20")
    assert lab.settles("pad.reading and pad.reading.digit", 2)
    pixels = steps.locator("canvas").last.evaluate(
        "(canvas) => Array.from(canvas.getContext('2d').getImageData(0, 0, 20, 20).data)"
    )
    python = lab.ask("pad.reading.preparation.x.tolist()")
    np.testing.assert_allclose(np.array(pixels)[3::4] / 255, python, atol=0.01)


def test_a_one_is_drawn_by_keyboard_and_no_key_reaches_jupyterlab(lab: WidgetPage, pad: Locator) -> None:
    cells = lab.cells()
    paper_of(pad).focus()
    lab.press("x", "d", "d", "ArrowUp", "ArrowDown", " ", *["ArrowDown"] * 18)
    expect(paper_of(pad).locator(".dl-pad-cursor")).to_be_visible()
    expect(paper_of(pad).locator(".dl-pad-cursor")).to_have_attribute("data-down", "true")
    expect(pad.get_by_role("status")).to_have_text(
        re.compile(r"Pen down, 50 % from the left, .* Read as 1, ")
    )
    lab.press(" ")
    expect(paper_of(pad).locator(".dl-pad-cursor")).to_have_attribute("data-down", "false")
    expect(digit_of(pad)).to_have_text("1")
    lab.press("Tab")
    expect(paper_of(pad).locator(".dl-pad-cursor")).to_be_hidden()
    assert lab.cells() == cells


def test_two_arrows_at_once_and_four_other_keys_move_slantwise(lab: WidgetPage, pad: Locator) -> None:
    paper_of(pad).focus()
    lab.press(*["ArrowUp"] * 36, "Enter")
    lab.page.keyboard.down("ArrowDown")
    lab.page.keyboard.down("ArrowLeft")
    for _ in range(8):
        lab.page.keyboard.down("ArrowLeft")
    lab.page.keyboard.up("ArrowLeft")
    lab.page.keyboard.up("ArrowDown")
    lab.press("PageDown", "PageDown", "Shift+ArrowRight", "Enter")
    assert lab.settles("len(pad._strokes)", 1)
    points = np.array(lab.ask("pad._strokes[0]['points']")).reshape(-1, 2)
    steps = np.diff(points, axis=0).tolist()
    assert steps == [[0, 8], *[[-8, 8]] * 9, [8, 8], [8, 8], [2, 0]]


def test_every_change_is_undone_and_done_again(lab: WidgetPage, pad: Locator) -> None:
    draw(lab, pad, 4)
    both = ink_of(pad)
    pad.get_by_role("button", name="Undo").click()
    one = ink_of(pad)
    assert 0 < one < both
    pad.get_by_role("button", name="Redo").click()
    assert ink_of(pad) == both
    expect(pad.get_by_role("button", name="Redo")).to_have_attribute("aria-disabled", "true")
    pad.get_by_role("button", name="Clear").click()
    assert ink_of(pad) == 0
    paper_of(pad).focus()
    lab.press("Control+z")
    assert ink_of(pad) == both
    lab.press("Control+z", "Control+y", "Delete", "Control+z")
    assert ink_of(pad) == both
    expect(pad.get_by_role("status")).to_have_text(re.compile(r"^Undone\. Read as 4, "))


def test_a_thicker_pen_leaves_more_ink(lab: WidgetPage, pad: Locator) -> None:
    draw(lab, pad, 1)
    thin = ink_of(pad)
    field = pad.get_by_label("pen thickness", exact=True)
    field.fill("44")
    pad.get_by_role("button", name="Clear").click()
    draw(lab, pad, 1)
    assert 1.7 * thin < ink_of(pad) < 2.5 * thin
    field.fill("22")


def test_only_specks_are_told_and_cannot_be_kept(lab: WidgetPage, pad: Locator) -> None:
    pad.get_by_label("pen thickness", exact=True).fill("4")
    box = paper_of(pad).bounding_box()
    assert box is not None
    for i in range(16):
        across, below = (0.2 + 0.2 * each for each in divmod(i, 4))
        lab.page.mouse.click(box["x"] + across * box["width"], box["y"] + below * box["height"])
    expect(pad.locator(".dl-reading-problem")).to_contain_text("only specks")
    # A click of the script's waits until a button is enabled.
    pad.get_by_role("button", name="Keep as 3", exact=True).press("Enter")
    expect(pad.get_by_role("status")).to_have_text("There is no digit on the pad to keep.")
    expect(pad).to_contain_text("Nothing is kept yet.")
    pad.get_by_label("pen thickness", exact=True).fill("22")


def test_drawings_are_kept_listed_and_removed(lab: WidgetPage, pad: Locator) -> None:
    for digit, label in ((3, 3), (7, 1)):
        draw(lab, pad, digit)
        expect(digit_of(pad)).to_have_text(str(digit))
        keep(pad, label)
        expect(pad.get_by_role("status")).to_contain_text(f"Kept as {label}: ")
        assert ink_of(pad) == 0, "the pad is to be free for the next one"
    tiles = pad.get_by_role("list", name="Your digits").get_by_role("listitem")
    expect(tiles).to_have_count(2)
    expect(tiles.first).to_contain_text("read as 7")
    expect(tiles.last).to_contain_text("read rightly")
    expect(pad).to_contain_text("The network reads 1 of your 2 digits rightly.")
    assert lab.settles(KEPT, [3, 1])
    pad.get_by_role("button", name="Remove digit 1, kept as 1").click()
    expect(tiles).to_have_count(1)
    assert lab.settles(KEPT, [3])
    pad.get_by_role("button", name="Put back").click()
    expect(tiles).to_have_count(2)
    assert lab.settles(KEPT, [3, 1])


def test_digits_are_kept_and_removed_by_keyboard(lab: WidgetPage, pad: Locator) -> None:
    draw(lab, pad, 1)
    pad.get_by_role("button", name="Keep as 0").focus()
    lab.press("ArrowRight", "Enter")
    expect(pad.get_by_role("status")).to_have_text("Kept as 1: 1 digit in your test set.")
    draw(lab, pad, 0)
    pad.get_by_role("button", name="Keep as 1").focus()
    lab.press("Home", "Enter")
    expect(pad.get_by_role("button", name="Remove digit 2, kept as 1")).to_be_visible()
    assert lab.settles(KEPT, [1, 0])
    pad.get_by_role("button", name="Remove digit 1, kept as 0").focus()
    lab.press("ArrowRight", "ArrowLeft", "Enter")
    expect(pad.get_by_role("button", name="Remove digit 1, kept as 1")).to_be_focused()
    lab.press("Enter")
    expect(pad.get_by_role("button", name="Put back")).to_be_focused()
    lab.press("Enter")
    expect(pad.get_by_role("status")).to_have_text("Put back a 1: 1 digit in your test set.")
    assert lab.settles(KEPT, [1])


def test_the_test_set_is_downloaded_as_a_file_that_load_own_reads(
    lab: WidgetPage, pad: Locator, tmp_path: Path
) -> None:
    for digit in (2, 4):
        draw(lab, pad, digit)
        keep(pad, digit)
    assert lab.settles(KEPT, [2, 4])
    expect(pad.get_by_role("list", name="Your digits").get_by_role("listitem")).to_have_count(2)
    with lab.page.expect_download() as download:
        pad.get_by_role("button", name="Download as .npz").click()
    download.value.save_as(tmp_path / download.value.suggested_filename)
    X, y = load_own(tmp_path / "my_digits.npz")
    assert y.ravel().tolist() == [2, 4]
    assert X.ravel().tolist() == lab.ask("pad._test_set.digits()[0].ravel().tolist()")


def test_what_can_t_be_saved_stays_in_the_list_and_is_saved_again(lab: WidgetPage, pad: Locator) -> None:
    lab.run("pad._test_set.path.write_bytes(b'no archive')")
    draw(lab, pad, 3)
    keep(pad, 3)
    expect(pad.locator(".dl-own-problem")).to_contain_text("Your test set stays as it was")
    tile = pad.get_by_role("list", name="Your digits").get_by_role("listitem")
    expect(tile).to_contain_text("not saved")
    lab.run("pad._test_set.path.unlink()")
    pad.get_by_role("button", name="Save again").click()
    expect(pad.get_by_role("status")).to_have_text("Kept as 3: 1 digit in your test set.")
    expect(tile).not_to_contain_text("not saved")
    expect(pad.locator(".dl-own-problem")).to_be_hidden()
    assert lab.settles(KEPT, [3])


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_axe_finds_nothing_and_the_pad_follows_its_width(lab: WidgetPage, pad: Locator, theme: str) -> None:
    for state in ("empty", "drawn"):
        if state == "drawn":
            draw(lab, pad, 7)
            keep(pad, 7)
            draw(lab, pad, 3)
            expect(pad.get_by_role("button", name="Remove digit 1, kept as 7")).to_be_visible()
        for look in lab.looks(theme, 1400, 720):
            assert lab.violations(".dl-draw") == []
            lab.screenshot(pad, f"pad_{state}_{look}")
            assert lab.fits(pad)


def test_every_stop_of_the_keyboard_is_seen(lab: WidgetPage, pad: Locator) -> None:
    # The paper, undo, redo, clear, two for the pen, one for the ten labels.
    assert lab.tab_stops(pad) == 7
    draw(lab, pad, 1)
    keep(pad, 1)
    expect(pad.get_by_role("status")).to_have_text("Kept as 1: 1 digit in your test set.")
    # And the list, and its download.
    assert lab.tab_stops(pad) == 9


def test_what_python_sets_and_a_second_view_show_the_same_drawing(lab: WidgetPage, pad: Locator) -> None:
    lab.run("pad._strokes = [{'width': 22, 'points': [140, 40, 140, 240]}]")
    expect(digit_of(pad)).to_have_text("1")
    pad.get_by_role("button", name="Undo").click()
    expect(pad).to_contain_text("Draw a digit on the pad")


def test_nothing_is_fetched_from_the_net(lab: WidgetPage) -> None:
    assert lab.foreign_requests() == []


def test_a_kernel_that_has_ended_is_told_and_the_pad_goes_on(lab: WidgetPage, pad: Locator) -> None:
    # From here on there is no kernel: the last tests.
    page = lab.page
    page.evaluate("async () => await window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.clock.install()
    draw(lab, pad, 2)
    page.clock.run_for(2000)
    expect(digit_of(pad)).to_have_text("2")
    keep(pad, 2)
    page.clock.run_for(16_000)
    expect(pad.locator(".dl-own-problem")).to_contain_text("The kernel does not answer")
    tile = pad.get_by_role("list", name="Your digits").get_by_role("listitem")
    expect(tile).to_contain_text("not saved")
    with page.expect_download():
        pad.get_by_role("button", name="Download as .npz").click()


def test_without_a_kernel_a_picture_and_words_remain(lab: WidgetPage, tmp_path: Path) -> None:
    words = "Draw pad: no digit is drawn yet."
    saved = lab.save()
    shown = saved["cells"][1]["outputs"][0]["data"]
    assert set(shown) == {"text/plain", "text/html", "image/png"}
    assert "".join(shown["text/plain"]) == words
    picture = lab.exported(tmp_path).get_by_alt_text(words)
    assert picture.evaluate("node => node.naturalWidth") > 500
