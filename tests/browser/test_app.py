"""The app in a real browser: a picture in, an answer out, by mouse, by keyboard and without the net."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.chromium import chromium, needs_chromium, new_page
from tests.browser.drawn_digits import STROKES, draw_by_mouse, draw_by_touch
from tests.browser.visited_page import VisitedPage
from tests.served_app import held_out_digit, photograph, served_app
from tests.served_lab import PATIENCE

pytestmark = needs_chromium

PNG = "image/png"
# A DataTransfer with one file, as a paste or a drop brings it.
HAND_OVER = """(node, [event, name, content]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  if (name) transfer.items.add(new File([bytes], name, { type: 'image/png' }));
  const options = { bubbles: true, cancelable: true, composed: true };
  node.dispatchEvent(event === 'paste'
    ? new ClipboardEvent('paste', { ...options, clipboardData: transfer })
    : new DragEvent(event, { ...options, dataTransfer: transfer }));
}"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VisitedPage]:
    """The page, whose browser reaches no other machine."""
    with served_app(tmp_path_factory.mktemp("app")) as served, chromium() as browser:
        page = new_page(browser, viewport={"width": 1280, "height": 1200})
        page.route("**/*", lambda route: route.continue_() if here(route.request.url) else route.abort())
        app = VisitedPage(page, served.address)
        # From the first listener on a file chooser is heard of; a key may be quicker than a later one.
        page.on("filechooser", lambda chooser: None)
        page.goto(served.address)
        page.locator(".dl-reader").wait_for()
        yield app


def here(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "blob:", "data:"))


@pytest.fixture
def reader(app: VisitedPage) -> Locator:
    """The reader, with the first of its examples read."""
    reader = app.page.locator(".dl-reader")
    take(reader, "0")
    expect(digit_of(reader)).to_have_text("0")
    return reader


def take(reader: Locator, example: str) -> None:
    reader.get_by_role("button", name=example, exact=True).click()


def choose(reader: Locator, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": PNG, "buffer": content}
    reader.get_by_label("Choose a picture").set_input_files(file)


def hand_over(node: Locator, event: str, name: str = "", content: bytes = b"") -> None:
    node.evaluate(HAND_OVER, [event, name, base64.b64encode(content).decode()])


def paper_of(reader: Locator) -> Locator:
    return reader.get_by_role("application", name="Pad")


def digit_of(reader: Locator) -> Locator:
    return reader.locator(".dl-reading-digit")


def problem_of(reader: Locator) -> Locator:
    return reader.locator(".dl-reading-problem")


def test_a_first_visitor_sees_an_example_read(app: VisitedPage) -> None:
    reader = app.page.locator(".dl-reader")
    expect(digit_of(reader)).to_be_visible()
    expect(app.page.get_by_text("The reader is starting")).to_be_hidden()
    expect(app.page.get_by_role("heading", name="Read a digit")).to_be_visible()


@pytest.mark.parametrize("digit", [3, 7])
def test_an_uploaded_digit_is_read_and_all_that_lies_between_is_shown(reader: Locator, digit: int) -> None:
    choose(reader, "mine.png", photograph(held_out_digit(digit)))
    expect(reader.locator(".dl-reading-result")).to_contain_text("mine.png")
    expect(digit_of(reader)).to_have_text(str(digit))
    expect(reader.get_by_role("list", name="Probabilities").get_by_role("listitem")).to_have_count(10)
    steps = reader.locator(".dl-reading-steps li")
    expect(steps.first).to_contain_text("grey")
    expect(steps.last).to_contain_text("20 x 20")
    for layer, units in ((1, 25), (2, 15)):
        bars = reader.get_by_role("list", name=f"Hidden layer {layer}").get_by_role("listitem")
        expect(bars).to_have_count(units)
    expect(reader.get_by_role("status")).to_have_text(re.compile(rf"mine\.png\. Read as {digit}, "))


def test_the_picture_that_is_shown_is_the_one_that_is_read(reader: Locator) -> None:
    choose(reader, "mine.png", photograph(held_out_digit(2)))
    expect(digit_of(reader)).to_have_text("2")
    pixels = reader.locator(".dl-reading-verdict canvas").evaluate(
        "(canvas) => Array.from(canvas.getContext('2d').getImageData(0, 0, 20, 20).data)"
    )
    # Ink is the opacity, the last of four channels.
    shown = np.array(pixels).reshape(400, 4)[:, 3]
    assert np.corrcoef(shown, held_out_digit(2).ravel())[0, 1] > 0.9


def test_an_example_is_read_with_a_click(reader: Locator) -> None:
    take(reader, "6")
    expect(digit_of(reader)).to_have_text("6")
    expect(reader.get_by_role("button", name="6", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(reader.get_by_role("button", name="0", exact=True)).to_have_attribute("aria-pressed", "false")


def test_a_letter_is_answered_with_a_digit_and_the_page_says_why(reader: Locator) -> None:
    take(reader, "letter a")
    expect(reader.locator(".dl-reading-result")).to_contain_text("letter a")
    expect(digit_of(reader)).to_have_text(re.compile(r"^\d$"))
    expect(reader).to_contain_text("one of the ten digits whatever it is shown")


@pytest.mark.parametrize("digit", sorted(STROKES))
def test_a_digit_drawn_on_the_page_is_read(app: VisitedPage, reader: Locator, digit: int) -> None:
    draw_by_mouse(app.page, paper_of(reader), digit)
    expect(digit_of(reader)).to_have_text(str(digit))
    expect(reader.locator(".dl-reading-result")).to_contain_text("Your drawing")
    expect(reader.get_by_role("list", name="Hidden layer 1").get_by_role("listitem")).to_have_count(25)
    expect(reader.get_by_role("status")).to_have_text(re.compile(rf"Read as {digit}, "))
    expect(reader.get_by_role("button", name="0", exact=True)).to_have_attribute("aria-pressed", "false")


def test_a_drawing_makes_way_for_a_picture_and_comes_back(app: VisitedPage, reader: Locator) -> None:
    draw_by_mouse(app.page, paper_of(reader), 3)
    expect(digit_of(reader)).to_have_text("3")
    take(reader, "6")
    expect(digit_of(reader)).to_have_text("6")
    expect(reader.get_by_role("status")).to_have_text(re.compile(r"^6\. Read as 6, "))
    reader.get_by_role("button", name="Undo").click()
    expect(digit_of(reader)).to_have_text("3")
    reader.get_by_role("button", name="Clear").click()
    expect(reader.locator(".dl-reading-invitation")).to_have_text("Draw a digit, or give a picture of one.")


def test_a_one_is_drawn_on_the_page_by_keyboard_and_by_touch(app: VisitedPage, reader: Locator) -> None:
    paper_of(reader).focus()
    app.press("ArrowDown", "ArrowUp", " ", *["ArrowDown"] * 18, " ")
    expect(digit_of(reader)).to_have_text("1")
    take(reader, "0")
    draw_by_touch(app.page, paper_of(reader), 7)
    expect(digit_of(reader)).to_have_text("7")


def test_what_cannot_be_read_gets_its_sentence_which_is_announced(reader: Locator) -> None:
    for name, content, sentence in (
        ("broken.png", photograph(held_out_digit(7))[:200], "broken.png is damaged or cut off"),
        ("letter.png", b"%PDF-1.7", "letter.png is a PDF document"),
    ):
        choose(reader, name, content)
        expect(problem_of(reader)).to_contain_text(sentence)
        expect(reader.get_by_role("status")).to_contain_text(sentence)
        expect(digit_of(reader)).to_be_hidden()
    take(reader, "blank")
    expect(problem_of(reader)).to_contain_text("There is no ink in the picture")
    take(reader, "1")
    expect(digit_of(reader)).to_have_text("1")
    expect(problem_of(reader)).to_be_hidden()


def test_a_picture_is_pasted_and_dropped_anywhere_on_the_page(app: VisitedPage, reader: Locator) -> None:
    body = app.page.locator("body")
    hand_over(body, "paste", "image.png", photograph(held_out_digit(4)))
    expect(digit_of(reader)).to_have_text("4")
    expect(reader.locator(".dl-reading-result")).to_contain_text("The pasted picture")
    hand_over(body, "dragover", "nine.png", b"")
    expect(reader).to_have_attribute("data-dragging", "true")
    hand_over(body, "drop", "nine.png", photograph(held_out_digit(9)))
    expect(digit_of(reader)).to_have_text("9")
    expect(reader).not_to_have_attribute("data-dragging", "true")


def test_a_paste_and_a_drop_without_a_picture_say_so(app: VisitedPage, reader: Locator) -> None:
    body = app.page.locator("body")
    hand_over(body, "paste")
    expect(problem_of(reader)).to_contain_text("There is no picture in the clipboard")
    hand_over(body, "drop")
    expect(problem_of(reader)).to_contain_text("What was dropped is no file")


def test_a_number_is_pasted_into_its_field_and_not_taken_for_a_picture(
    app: VisitedPage, reader: Locator
) -> None:
    hand_over(reader.get_by_role("spinbutton", name="pen thickness"), "paste")
    expect(problem_of(reader)).to_be_hidden()
    hand_over(app.page.locator("body"), "paste")
    expect(problem_of(reader)).to_be_visible()


def test_everything_works_by_keyboard(app: VisitedPage, reader: Locator) -> None:
    examples = reader.locator(".dl-reader-example")
    # The pad, its buttons and its pen, the file button and each example; the focus is seen at every stop.
    assert app.tab_stops(reader) == 6 + 1 + examples.count()
    reader.get_by_label("Choose a picture").focus()
    with app.page.expect_file_chooser() as chooser:
        app.press("Enter")
    chooser.value.set_files({"name": "five.png", "mimeType": PNG, "buffer": photograph(held_out_digit(5))})
    expect(digit_of(reader)).to_have_text("5")
    app.press("Tab", "Tab", "Enter")
    expect(digit_of(reader)).to_have_text("1")
    app.press("Tab", " ")
    expect(digit_of(reader)).to_have_text("2")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_the_page_follows_its_width(
    app: VisitedPage, reader: Locator, scheme: str
) -> None:
    page = app.page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 1200})
        for example, shown in (("7", digit_of(reader)), ("blank", problem_of(reader))):
            take(reader, example)
            expect(shown).to_be_visible()
            expect(reader).not_to_have_attribute("aria-busy", "true")
            assert app.violations("html") == []
            app.screenshot(page.locator("main"), f"app_{example}_{scheme}_{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.emulate_media(color_scheme="light")


def test_the_scheme_of_the_browser_is_followed(app: VisitedPage, reader: Locator) -> None:
    paper = "() => getComputedStyle(document.documentElement).backgroundColor"
    for scheme, colour in (("dark", "rgb(17, 17, 17)"), ("light", "rgb(255, 255, 255)")):
        app.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert app.page.evaluate(paper) == colour


def test_nothing_is_asked_of_the_net(app: VisitedPage, reader: Locator) -> None:
    assert len(app._requests) > 10, "the page's own requests were not seen"
    assert [url for url in app._requests if not here(url)] == []


def test_a_server_that_has_ended_is_told(tmp_path: Path, app: VisitedPage) -> None:
    browser = app.page.context.browser
    assert browser is not None
    page = new_page(browser)
    page.clock.install()
    with served_app(tmp_path) as served:
        page.goto(served.address)
        reader = page.locator(".dl-reader")
        reader.wait_for()
        served.process.terminate()
        served.process.communicate(timeout=PATIENCE)
        take(reader, "3")
        page.clock.fast_forward(20_000)
        expect(problem_of(reader)).to_contain_text("There is no answer")
    page.close()
