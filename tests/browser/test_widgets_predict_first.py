"""Predict first in JupyterLab: guessed by mouse and by keyboard, revealed, kept, and open again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.chromium import RUN, needs_chromium, open_notebook
from tests.browser.widget_page import DARK, LIGHT, WidgetPage, widget_page

pytestmark = needs_chromium

# Real questions about the lab's digits and its trained network; the file is the lab's own for this page.
CELLS = (
    "import os, numpy as np\n"
    "os.environ['DIGIT_LAB_PROGRESS'] = os.path.abspath('progress.json')\n"
    "from lab_utils.split import split_lab_digits\n"
    "from lab_utils.training import lab_network\n"
    "from lab_utils.widgets import PredictFirst\n"
    "digits, model = split_lab_digits(), lab_network()",
    "choice = PredictFirst('Which layer holds most of the parameters?', key='ask-layer',\n"
    "                      choices=['the first', 'the second', 'the last'])\nchoice",
    "number = PredictFirst('How many of a hundred unseen digits are read rightly?', key='ask-accuracy',\n"
    "                      unit='%', within=2)\nnumber",
    "order = PredictFirst('Put the layers in order, the largest first.', key='ask-order',\n"
    "                     order=['the last', 'the first', 'the second'])\norder",
    "names = ['the first', 'the second', 'the last']\n"
    "sizes = [layer.count_params() for layer in model.layers]\n"
    "right = model.predict(digits.X_test, verbose=0).argmax(1) == digits.y_test.ravel()",
    "choice.reveal(names[int(np.argmax(sizes))], because='It has a weight for each pixel and unit.')",
    "number.reveal(100 * right.mean())",
    "order.reveal([names[i] for i in np.argsort(sizes)[::-1]])",
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WidgetPage]:
    with widget_page(tmp_path_factory.mktemp("predict"), *CELLS) as lab:
        expect(lab.page.locator(".dl-predict")).to_have_count(3)
        yield lab


def asked_anew(lab: WidgetPage, *, forget: bool = True) -> None:
    """Run the questions again in a new session of their own."""
    if forget:
        progress_of(lab).unlink(missing_ok=True)
    open_notebook(lab.page, lab.address)
    # The questions without their answers.
    lab.page.evaluate(
        """async () => {
          const { content } = window.jupyterapp.shell.currentWidget;
          content.deselectAll();
          for (let i = 0; i < 4; i++) {
            content.activeCellIndex = i;
            await window.jupyterapp.commands.execute('notebook:run-cell');
          }
        }"""
    )
    expect(lab.page.locator(".dl-predict")).to_have_count(3)


def progress_of(lab: WidgetPage) -> Path:
    return lab.notebook.parent / "progress.json"


def kept(lab: WidgetPage) -> dict[str, Any]:
    """Return the guesses in the file, each without its question and day.

    A widget has its guess before the file has: a kernel may hear widgets beside what it is asked.
    """
    if not progress_of(lab).exists():
        return {}
    guesses = json.loads(progress_of(lab).read_text(encoding="utf-8")).get("guesses", {})
    return {key: (entry["guess"], entry["revealed"]) for key, entry in guesses.items()}


def ask(lab: WidgetPage, place: int) -> Locator:
    return lab.page.locator(".dl-predict").nth(place)


def reveal_all(lab: WidgetPage) -> list[str]:
    """Run the answers' cells, and return what they show."""
    return [
        lab.ask(f"repr({name}.reveal({answer}))")
        for name, answer in (
            ("choice", "names[int(np.argmax(sizes))]"),
            ("number", "100 * right.mean()"),
            ("order", "[names[i] for i in np.argsort(sizes)[::-1]]"),
        )
    ]


def test_run_all_is_not_held_up_and_the_answers_stand_in_their_cells(lab: WidgetPage) -> None:
    shown = lab.page.get_by_role("group", name="The answer to your prediction")
    expect(shown).to_have_count(3)
    expect(shown.first).to_contain_text("The answer: the first. (No guess was given.)")
    expect(shown.first).to_contain_text("It has a weight for each pixel and unit.")
    expect(ask(lab, 0)).to_contain_text("The answer: the first.")
    assert ask(lab, 0).get_by_role("radio", disabled=True).count() == 3
    assert not progress_of(lab).exists()


def test_guesses_by_mouse_are_kept_and_answered(lab: WidgetPage) -> None:
    asked_anew(lab)
    choice, number, order = (ask(lab, place) for place in range(3))
    expect(choice).to_contain_text("No guess yet. Nothing waits for it.")
    choice.get_by_text("the second").click()
    choice.get_by_text("the first").click()
    expect(choice.get_by_role("status")).to_have_text(
        "Your guess: the first. You can change it until the answer is shown."
    )
    number.get_by_role("spinbutton", name="How many of a hundred").fill("50.5")
    order.get_by_role("button", name="move the first up").click()
    order.get_by_role("button", name="move the second up").click()
    assert lab.settles("[choice.guess, number.guess]", ["the first", 50.5])
    assert lab.settles("order.guess", ["the first", "the second", "the last"])
    in_the_file = {
        "ask-layer": ("the first", False),
        "ask-accuracy": (50.5, False),
        "ask-order": (["the first", "the second", "the last"], False),
    }
    assert lab.comes_to(lambda: kept(lab), in_the_file)
    lab.run(CELLS[4])
    answer = lab.ask("f'{100 * right.mean():.1f}'").removesuffix(".0")
    assert reveal_all(lab) == [
        "As you expected: the first.",
        f"You expected: 50.5 %. The answer: {answer} %.",
        "As you expected: the first, the second, the last.",
    ]
    expect(number).to_contain_text(f"You expected: 50.5 %. The answer: {answer} %.")
    expect(number.get_by_role("status")).to_contain_text("The answer: ")
    expect(number.get_by_role("spinbutton")).to_be_disabled()
    assert lab.comes_to(lambda: {revealed for _, revealed in kept(lab).values()}, {True})


def test_a_guess_is_there_when_the_notebook_is_opened_again(lab: WidgetPage) -> None:
    asked_anew(lab)
    ask(lab, 0).get_by_text("the last").click()
    ask(lab, 1).get_by_role("spinbutton").fill("90")
    ask(lab, 2).get_by_role("button", name="This is my order").click()
    in_the_file = {
        "ask-layer": ("the last", False),
        "ask-accuracy": (90, False),
        "ask-order": (["the last", "the first", "the second"], False),
    }
    assert lab.comes_to(lambda: kept(lab), in_the_file)
    lab.run("choice.reveal('the first')")
    asked_anew(lab, forget=False)
    expect(ask(lab, 0).get_by_role("radio", name="the last")).to_be_checked()
    expect(ask(lab, 0)).to_contain_text("You gave it before the answer was shown, so it stays.")
    expect(ask(lab, 0).get_by_role("radio", name="the first")).to_be_disabled()
    expect(ask(lab, 1).get_by_role("spinbutton")).to_have_value("90")
    expect(ask(lab, 1).get_by_role("spinbutton")).to_be_enabled()
    expect(ask(lab, 2)).to_contain_text("Your guess: the last, the first, the second.")


def test_a_walk_by_keyboard_alone(lab: WidgetPage) -> None:
    asked_anew(lab)
    cells = lab.cells()
    ask(lab, 0).get_by_role("radio").first.focus()
    lab.press(" ", "ArrowDown")
    assert lab.settles("choice.guess", "the second")
    ask(lab, 1).get_by_role("spinbutton").focus()
    lab.press("9", "1", "Enter", "x")
    assert lab.settles("number.guess", 91)
    ask(lab, 2).get_by_role("button", name="move the last down").focus()
    lab.press("Enter", "Enter")
    assert lab.settles("order.guess", ["the first", "the second", "the last"])
    assert lab.focused().get_attribute("aria-label") == "move the last down"
    lab.press("x", "d", "d", "a", "Escape")
    assert lab.cells() == cells
    # A group of choices is one stop; each item of an order has two.
    assert [lab.tab_stops(ask(lab, place)) for place in range(3)] == [1, 1, 6]


def test_what_is_no_number_is_said_and_not_taken(lab: WidgetPage) -> None:
    asked_anew(lab)
    field = ask(lab, 1).get_by_role("spinbutton")
    field.focus()
    lab.press("-", "e", "Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(ask(lab, 1)).to_contain_text("Write a number, such as 12 or 0.5.")
    assert lab.ask("number.guess") is None


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_axe_finds_nothing_and_the_width_is_followed(lab: WidgetPage, theme: str) -> None:
    asked_anew(lab)
    ask(lab, 0).get_by_text("the second").click()
    answers = lab.page.get_by_role("group", name="The answer to your prediction")
    for state in ("asked", "answered"):
        if state == "answered":
            lab.page.evaluate(RUN)
            expect(answers).to_have_count(3)
        for look in lab.looks(theme, 1400, 720):
            assert lab.violations(".dl-predict") == []
            assert all(lab.fits(ask(lab, place)) for place in range(3))
            lab.screenshot(lab.page.locator(".jp-Notebook"), f"predict_{state}_{look}")
            if state == "answered":
                assert lab.violations("[aria-label='The answer to your prediction']") == []


def test_without_a_kernel_the_question_and_the_answer_can_be_read(lab: WidgetPage, tmp_path: Path) -> None:
    lab.page.evaluate(RUN)
    answers = lab.page.get_by_role("group", name="The answer to your prediction")
    expect(answers).to_have_count(3)
    saved = lab.save()
    assert set(saved["cells"][1]["outputs"][0]["data"]) == {"text/plain", "text/html"}
    exported = lab.exported(tmp_path)
    question = exported.get_by_role("group", name="Predict first").first
    expect(question).to_contain_text("Which layer holds most of the parameters?")
    expect(question).to_contain_text("Choices: the first; the second; the last.")
    answer = exported.get_by_role("group", name="The answer to your prediction").first
    expect(answer).to_contain_text("the first")


def test_nothing_is_fetched_from_the_net(lab: WidgetPage) -> None:
    assert lab.foreign_requests() == []
