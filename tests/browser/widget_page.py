"""A notebook with widgets in a real JupyterLab, and what the tests of every widget ask of it.

>>> with widget_page(folder, "from lab_utils.widgets import SoftmaxPlayground", "SoftmaxPlayground()") as lab:
...     assert lab.violations(".dl-playground") == []
"""

from __future__ import annotations

import ast
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbconvert import HTMLExporter
from playwright.sync_api import Page

from tests.browser.chromium import (
    PATIENCE,
    chromium,
    jupyter_home,
    new_page,
    run_all_cells,
    write_notebook,
)
from tests.browser.visited_page import VisitedPage
from tests.served_lab import served_lab

LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"
_THEME = "async (theme) => await window.jupyterapp.commands.execute('apputils:change-theme', { theme })"
_ASK = """async (expression) => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const asked = { code: '', user_expressions: { answer: expression }, store_history: false };
  const { content } = await kernel.requestExecute(asked).done;
  const { status, data, evalue } = content.user_expressions.answer;
  if (status !== 'ok') throw new Error(evalue);
  return data['text/plain'];
}"""
_RUN = """async (code) => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const { content } = await kernel.requestExecute({ code }).done;
  if (content.status !== 'ok') throw new Error(content.evalue);
}"""
_NOTEBOOK = """() => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  return [notebook.widgets.length, notebook.activeCellIndex];
}"""
_SAVE = "async () => await window.jupyterapp.commands.execute('docmanager:save')"
_SHUT_DOWN = "async () => await window.jupyterapp.shell.currentWidget.sessionContext.shutdown()"


@dataclass
class WidgetPage(VisitedPage):
    """A notebook that has been run, in a page of JupyterLab.

    Attributes
    ----------
    notebook : Path
        Its file.
    """

    notebook: Path

    def ask(self, expression: str) -> Any:
        """Return the value of a Python expression in the notebook's kernel, which JSON can hold."""
        text = self.page.evaluate(_ASK, f"__import__('json').dumps({expression})")
        return json.loads(ast.literal_eval(text))

    def settles(self, expression: str, value: Any) -> bool:
        """Wait until a Python expression has a value: a widget sends a change after the last has arrived."""
        return self.comes_to(lambda: self.ask(expression), value)

    def comes_to(self, asked: Callable[[], Any], value: Any) -> bool:
        """Wait until what is asked has a value."""
        until = time.monotonic() + PATIENCE / 1000
        while (found := asked()) != value:
            assert time.monotonic() < until, f"it stays {found}, expected {value}"
            self.page.wait_for_timeout(50)
        return True

    def run(self, code: str) -> None:
        """Run Python in the notebook's kernel, in no cell."""
        self.page.evaluate(_RUN, code)

    def theme(self, name: str) -> None:
        """Change JupyterLab's theme, and wait until the picture that covers the page meanwhile is gone."""
        self.page.evaluate(_THEME, name)
        light = str(name == LIGHT).lower()
        self.page.wait_for_selector(f"body[data-jp-theme-light='{light}']", state="attached")
        self.page.wait_for_selector("#jupyterlab-splash", state="detached")

    def looks(self, theme: str, *widths: int) -> Iterator[str]:
        """Show the page in a theme at some widths, and put both back; give the end of each picture's name."""
        self.theme(theme)
        try:
            for width in widths:
                self.page.set_viewport_size({"width": width, "height": 2400})
                yield f"{theme.split()[-1].lower()}_{width}"
        finally:
            self.page.set_viewport_size({"width": 1400, "height": 2400})
            self.theme(LIGHT)

    def cells(self) -> list[int]:
        """Return how many cells the notebook has, and which one is active."""
        return list(self.page.evaluate(_NOTEBOOK))

    def save(self) -> dict[str, Any]:
        """Save the notebook as its reader would, and return what is in the file."""
        self.page.evaluate(_SAVE)
        saved: dict[str, Any] = json.loads(self.notebook.read_text(encoding="utf-8"))
        return saved

    def open_again_without_kernel(self) -> dict[str, Any]:
        """Save, end the kernel, begin to open the notebook anew, and return what is in its file."""
        saved = self.save()
        self.page.evaluate(_SHUT_DOWN)
        self.page.goto(f"{self.address}&reset")
        return saved

    def exported(self, folder: Path) -> Page:
        """Export the saved notebook to HTML and open it without any net."""
        html, _ = HTMLExporter().from_filename(str(self.notebook))
        file = folder / "exported.html"
        file.write_text(html, encoding="utf-8")
        browser = self.page.context.browser
        assert browser is not None
        page = new_page(browser, offline=True)
        page.goto(file.as_uri(), wait_until="domcontentloaded")
        return page


@contextmanager
def widget_page(folder: Path, *cells: str) -> Iterator[WidgetPage]:
    """Run a notebook of such cells in JupyterLab, and leave its page open."""
    notebook = folder / "lab" / "widgets.ipynb"
    write_notebook(notebook, *cells)
    home = jupyter_home(folder / "home")
    with served_lab(folder / "lab", "/lab/tree/widgets.ipynb", home) as lab, chromium() as browser:
        page = new_page(browser, viewport={"width": 1400, "height": 2400}, accept_downloads=True)
        opened = WidgetPage(page, lab.address, notebook)
        assert run_all_cells(page, lab.address), page.locator(".jp-OutputArea").all_inner_texts()
        yield opened
