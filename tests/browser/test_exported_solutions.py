"""Each solution as a page without a kernel and without the net: something stands in each widget's place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, Locator

from authoring import THIS_LAB
from lab_utils import widgets
from tests.browser.chromium import chromium, needs_chromium, new_page

pytestmark = needs_chromium

SOLUTIONS = sorted(THIS_LAB.solutions.glob("*.ipynb"))
# A picture that is loaded, or words.
SHOWN = """(cell) => [...cell.querySelectorAll('.jp-OutputArea-output')].map((output) => ({
  words: output.innerText.trim().length,
  pictures: [...output.querySelectorAll('img')].map((img) => img.naturalWidth * img.getClientRects().length),
  alternatives: [...output.querySelectorAll('img')].map((img) => img.alt),
}))"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def root_name(node: ast.expr) -> str:
    """Return the name that an expression begins with: "inside" for `inside.at.push(2)`."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def cells_with_widgets(notebook: Any) -> dict[str, str]:
    """Return each cell that ends in something of a widget's, by its id, with the widget's class.

    Nothing is listed by hand: names are followed from the class that they were made of.
    """
    classes = {name: name for name in widgets.__all__}
    found: dict[str, str] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        body = ast.parse(cell.source).body
        for node in ast.walk(ast.Module(body, [])):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                made = classes.get(root_name(node.value.func))
                classes.update({root_name(target): made for target in node.targets if made})
        shown = [name for name in map(root_name, shown_by(body)) if name in classes]
        if shown:
            found[cell.id] = classes[shown[0]]
    return found


def shown_by(body: list[ast.stmt]) -> Iterator[ast.expr]:
    """Yield what a cell may show: its last value, each `fit`, and what is made on the spot for a call.

    A `fit` shows itself while it runs, also in `train_model(LiveTraining(model), ...)`.
    """
    if body and isinstance(body[-1], ast.Expr):
        yield body[-1].value
    for node in ast.walk(ast.Module(body, [])):
        if isinstance(node, ast.Call):
            yield from (argument for argument in node.args if isinstance(argument, ast.Call))
            if isinstance(node.func, ast.Attribute) and node.func.attr == "fit":
                yield node


def test_the_walk_finds_a_widget_by_whatever_name_it_is_shown() -> None:
    cells = [
        "from lab_utils.widgets import PredictFirst\nasked = PredictFirst('?', key='a')\nasked",
        "asked.reveal(3)",
        "PredictFirst('?', key='b')",
        "history = asked.fit(1)",
        "print(asked)",
        "other = asked.guess",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    assert list(cells_with_widgets(notebook)) == [cell.id for cell in notebook.cells[:4]]


@pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda path: path.stem)
def test_each_widget_of_a_solution_can_be_seen_without_kernel_and_net(
    browser: Browser, solution: Path, tmp_path: Path
) -> None:
    notebook = nbformat.read(solution, as_version=4)
    html, _ = HTMLExporter().from_notebook_node(notebook)
    file = tmp_path / f"{solution.stem}.html"
    file.write_text(html, encoding="utf-8")
    page = new_page(browser, offline=True)
    # Math, which the lab's pages can do without, is fetched from the net where there is one.
    page.goto(file.as_uri(), wait_until="domcontentloaded")
    for id, name in cells_with_widgets(notebook).items():
        cell = page.locator(f"[id='cell-id={id}']")
        assert can_be_seen(cell), f"{id} ({name}) shows nothing"
    assert page.get_by_text("model not found").count() == 0
    page.close()


def can_be_seen(cell: Locator) -> bool:
    """Tell whether a cell's outputs hold words, or pictures that are loaded and have words of their own."""
    outputs = cell.evaluate(SHOWN)
    pictures = [width for output in outputs for width in output["pictures"]]
    alternatives = [alt for output in outputs for alt in output["alternatives"]]
    words = sum(output["words"] for output in outputs)
    return all(width > 100 for width in pictures) and all(alternatives) and bool(words or pictures)


def test_every_widget_of_the_lessons_is_in_some_solution() -> None:
    notebooks = [nbformat.read(solution, as_version=4) for solution in SOLUTIONS]
    shown = {name for notebook in notebooks for name in cells_with_widgets(notebook).values()}
    sources = "".join(path.read_text(encoding="utf-8") for path in THIS_LAB.source.glob("*.py"))
    assert shown == {name for name in widgets.__all__ if f"{name}(" in sources}
    assert len(shown) >= 4
