"""A fresh Chromium for a browser test, JupyterLab in it, and pictures for whoever wants to look.

>>> pytestmark = needs_chromium
>>> with chromium() as browser:
...     page = new_page(browser)
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

__all__ = [
    "PATIENCE",
    "ROOT",
    "chromium",
    "jupyter_home",
    "keep_screenshot",
    "needs_chromium",
    "new_page",
    "open_notebook",
    "run_all_cells",
    "write_notebook",
]

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "tests" / "screenshots"
# Milliseconds. Not how long anything may take: only when a test that hangs is given up.
PATIENCE = 180_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The indicator says "idle" before the kernel is connected, so the page's own session is asked.
READY = """() => {
  const app = window.jupyterapp;
  if (!app || !app.commands.hasCommand('notebook:run-all-cells')) return false;
  const panel = app.shell.currentWidget;
  const session = panel && panel.sessionContext;
  if (!session || !session.isReady) return false;
  const kernel = session.session && session.session.kernel;
  return !!kernel && kernel.connectionStatus === 'connected' && kernel.status === 'idle';
}"""
RUN = "async () => await window.jupyterapp.commands.execute('notebook:run-all-cells')"

_browser_path = next((path for name in BROWSERS if (path := shutil.which(name))), None)
needs_chromium = pytest.mark.skipif(_browser_path is None, reason="there is no Chromium here")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium with a fresh profile, and end it."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser_path, args=FLAGS, timeout=PATIENCE)
        try:
            yield browser
        finally:
            browser.close()


def new_page(browser: Browser, **options: Any) -> Page:
    """Open a page that waits for a busy machine, with the options of `Browser.new_page`."""
    page = browser.new_page(**options)
    page.set_default_timeout(PATIENCE)
    return page


def jupyter_home(home: Path) -> Path:
    """Write settings of Jupyter's: the page's application can be reached, nothing scrolls away."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "jupyter_lab_config.py").write_text("c.LabApp.expose_app_in_browser = True\n")
    tracker = home / "settings" / "@jupyterlab" / "notebook-extension"
    tracker.mkdir(parents=True)
    (tracker / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    return home


def write_notebook(path: Path, *cells: str) -> None:
    """Write a notebook of code cells."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def open_notebook(page: Page, address: str) -> None:
    """Open a notebook in JupyterLab, and wait until its kernel answers and nothing covers the page."""
    page.goto(f"{address}&reset")
    page.wait_for_function(READY)
    page.wait_for_selector("#jupyterlab-splash", state="detached")


def run_all_cells(page: Page, address: str) -> bool:
    """Open a notebook, run it, and tell whether every cell ran to its end."""
    open_notebook(page, address)
    return bool(page.evaluate(RUN))


def keep_screenshot(shown: Page | Locator, name: str) -> None:
    """Keep a picture of a page or a part of it for whoever wants to look; git does not see it."""
    if os.access(ROOT / "tests", os.W_OK):
        shown.screenshot(path=SCREENSHOTS / f"{name}.png")
