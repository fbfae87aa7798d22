"""The lab as a learner meets it: JupyterLab in a browser, a notebook run, a check's card."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, sync_playwright

from tests.served_lab import served_lab

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "tests" / "screenshots"
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

browser_path = next((path for name in BROWSERS if (path := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(browser_path is None, reason="there is no Chromium here")


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A tall page of a fresh browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        yield browser.new_page(viewport={"width": 1300, "height": 2400})
        browser.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Jupyter's settings for a test: the page's application can be reached, nothing scrolls away."""
    home = tmp_path / "home"
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


def run_all_cells(page: Page, address: str) -> bool:
    """Open a notebook, run it, and tell whether every cell ran to its end."""
    page.goto(f"{address}&reset")
    page.wait_for_function(READY, timeout=90_000)
    return bool(page.evaluate(RUN))


def keep_screenshot(page: Page, name: str) -> None:
    """Keep a picture for whoever wants to look; git does not see it."""
    if os.access(ROOT / "tests", os.W_OK):
        page.screenshot(path=SCREENSHOTS / f"{name}.png")


def test_a_right_answer_shows_its_card(page: Page, home: Path, tmp_path: Path) -> None:
    write_notebook(
        tmp_path / "lab" / "answer.ipynb",
        "import numpy as np\nfrom public_tests import check_relu",
        "def relu(z):\n    return np.maximum(z, 0)",
        "check_relu(relu)",
    )
    with served_lab(tmp_path / "lab", "/lab/tree/answer.ipynb", home) as lab:
        assert run_all_cells(page, lab.address)
        card = page.locator(".jp-OutputArea-output").last
        card.wait_for()
        keep_screenshot(page, "right_answer")
        assert "passed" in card.inner_text()
        assert "2 of 2" in card.inner_text()
        assert page.get_by_text("Jupyter news").count() == 0


def test_a_wrong_answer_shows_its_card_and_stops_the_run(page: Page, home: Path, tmp_path: Path) -> None:
    write_notebook(
        tmp_path / "lab" / "answer.ipynb",
        "from public_tests import check_relu",
        "def relu(z):\n    return abs(z)",
        "check_relu(relu)",
        "print('never reached')",
    )
    with served_lab(tmp_path / "lab", "/lab/tree/answer.ipynb", home) as lab:
        assert not run_all_cells(page, lab.address)
        outputs = page.locator(".jp-OutputArea-output")
        outputs.first.wait_for()
        keep_screenshot(page, "wrong_answer")
        assert "relu" in " ".join(outputs.all_inner_texts())
        assert "never reached" not in " ".join(outputs.all_inner_texts())


def test_the_first_notebook_runs_from_top_to_bottom(page: Page, home: Path, tmp_path: Path) -> None:
    # A copy of the solution: a learner may have written in the open one.
    solution = ROOT / "solutions" / "00_start_here.ipynb"
    (tmp_path / "lab").mkdir()
    shutil.copy(solution, tmp_path / "lab")
    with served_lab(tmp_path / "lab", "/lab/tree/00_start_here.ipynb", home) as lab:
        assert run_all_cells(page, lab.address)
        keep_screenshot(page, "00_start_here")
