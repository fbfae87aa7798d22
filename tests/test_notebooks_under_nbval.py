"""A learner's notebook under nbval: a finished one passes, an open one fails at its first check."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from authoring import THIS_LAB
from authoring.build import open_text, sound_sources
from authoring.rules import lab_catalogue
from authoring.source import source_stems

WITH_EXERCISES = [stem for stem in source_stems(THIS_LAB) if not stem.startswith("00")]
# Each run of a notebook that trains takes its time; 02 stands for them in the everyday run.
EACH = [pytest.param(stem, marks=() if stem == "02_softmax" else pytest.mark.full) for stem in WITH_EXERCISES]


def nbval_lax(notebook: Path) -> tuple[int, str]:
    """Run nbval as a learner would; return pytest's status and what it printed."""
    options = ["--nbval-lax", "--nbval-kernel-startup-timeout=300", "-p", "no:cacheprovider", "-rf"]
    command = [sys.executable, "-m", "pytest", *options, str(notebook)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=notebook.parent, timeout=600)
    return done.returncode, done.stdout


@pytest.mark.parametrize("stem", EACH)
def test_a_finished_notebook_passes(stem: str, tmp_path: Path) -> None:
    notebook = tmp_path / f"{stem}.ipynb"
    shutil.copy(THIS_LAB.solutions / notebook.name, notebook)
    status, said = nbval_lax(notebook)
    assert status == 0, said[-3000:]


@pytest.mark.parametrize("stem", EACH)
def test_an_open_notebook_fails_at_its_first_check(stem: str, tmp_path: Path) -> None:
    [source] = sound_sources(THIS_LAB, [stem], lab_catalogue())
    notebook = tmp_path / f"{stem}.ipynb"
    notebook.write_text(open_text(source, lab_catalogue()), encoding="utf-8")
    status, said = nbval_lax(notebook)
    assert status == 1, said[-3000:]
    code = [cell for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"]
    first_check = next(n for n, cell in enumerate(code) if cell.id.endswith("-check"))
    failed = [int(number) for number in re.findall(r"FAILED \S+::Cell (\d+)", said)]
    assert failed[0] == first_check
