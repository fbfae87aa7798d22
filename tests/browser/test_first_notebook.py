"""The lab as a learner meets it: JupyterLab in a browser, a notebook run, a check's card."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import (
    ROOT,
    chromium,
    jupyter_home,
    keep_screenshot,
    needs_chromium,
    new_page,
    run_all_cells,
    write_notebook,
)
from tests.served_lab import served_lab

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A tall page of a fresh browser."""
    with chromium() as browser:
        yield new_page(browser, viewport={"width": 1300, "height": 2400})


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Jupyter's settings for a test."""
    return jupyter_home(tmp_path / "home")


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
