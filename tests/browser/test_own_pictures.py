"""Own pictures reach a notebook through the browser: several at once, large ones, and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import (
    chromium,
    jupyter_home,
    keep_screenshot,
    needs_chromium,
    new_page,
    open_notebook,
    write_notebook,
)
from tests.browser.widget_page import WidgetPage
from tests.served_lab import served_lab

pytestmark = needs_chromium

BUTTON = """
from ipywidgets import FileUpload
from lab_utils.own_digits import prepare_all, uploaded
upload = FileUpload(accept="image/*", multiple=True, description="Choose pictures", layout={"width": "16em"})
upload
"""
READ = """
good, bad = prepare_all(uploaded(upload))
print("good:", sorted(good), "bad:", *bad.values())
"""
RUN_CELL = """async (i) => {
  const app = window.jupyterapp, cells = app.shell.currentWidget.content;
  cells.deselectAll();
  cells.activeCellIndex = i;
  return await app.commands.execute('notebook:run-cell');
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser:
        page = new_page(browser, viewport={"width": 1200, "height": 1000})
        # From the first listener on a file chooser is heard of; a key may be quicker than a later one.
        page.on("filechooser", lambda chooser: None)
        yield page


def large_photograph(path: Path) -> Path:
    """Write a one on paper with so much noise that the file has more than 10 MB."""
    grain = np.random.default_rng(0).integers(215, 246, (2400, 2000, 3), dtype=np.uint8)
    grain[400:2000, 900:1100] = 20
    Image.fromarray(grain).save(path, format="BMP")
    assert path.stat().st_size > 12e6
    return path


def small_picture(path: Path) -> Path:
    image = np.full((60, 50), 240, dtype=np.uint8)
    image[10:50, 22:28] = 15
    Image.fromarray(image).save(path)
    return path


def read(page: Page) -> Locator:
    """Run the cell that reads what has been uploaded."""
    page.evaluate(RUN_CELL, 1)
    return page.locator(".jp-CodeCell").nth(1).locator(".jp-OutputArea-output")


def test_pictures_are_uploaded_by_keyboard_and_by_mouse(page: Page, tmp_path: Path) -> None:
    notebook = tmp_path / "lab" / "own.ipynb"
    write_notebook(notebook, BUTTON, READ)
    notes = tmp_path / "notes.png"
    notes.write_text("no picture")
    home = jupyter_home(tmp_path / "home")
    with served_lab(tmp_path / "lab", "/lab/tree/own.ipynb", home) as lab:
        open_notebook(page, lab.address)
        page.evaluate(RUN_CELL, 0)
        button = page.get_by_role("button", name="Choose pictures")
        button.focus()
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Space")
        chooser.value.set_files([small_picture(tmp_path / "1.png"), notes])
        expect(button).to_contain_text("(2)")
        expect(read(page)).to_contain_text("good: ['1.png'] bad: notes.png is a text file")
        expect(button).to_contain_text("(0)")
        with page.expect_file_chooser() as chooser:
            button.click()
        chooser.value.set_files([large_photograph(tmp_path / "7.bmp")])
        expect(button).to_contain_text("(1)")
        # The browser says so while the picture is still on its way.
        assert WidgetPage(page, lab.address, notebook).settles("len(upload.value)", 1)
        expect(read(page)).to_contain_text("good: ['7.bmp'] bad:")
        keep_screenshot(page, "own_pictures")
