"""Solutions earn every point of the catalogue, open notebooks none: each run in a real kernel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from authoring import THIS_LAB
from authoring.build import open_text, sound_sources
from authoring.rules import lab_catalogue
from commands.learner_notebook import Checked, check_notebook, exercises_in, read_notebook
from public_tests.catalogue import EXERCISES

WITH_EXERCISES = sorted({exercise.notebook for exercise in EXERCISES.values()})


def checked(notebook: Any, stem: str, folder: Path) -> Checked:
    """Run what the exercises need, as `python lab.py check` does."""
    return check_notebook(notebook, folder, exercises_in(notebook, stem), all_cells=False, seconds=120)


@pytest.mark.parametrize("stem", WITH_EXERCISES)
def test_a_solution_earns_every_point(stem: str, tmp_path: Path) -> None:
    result = checked(read_notebook(THIS_LAB.solutions / f"{stem}.ipynb"), stem, tmp_path)
    assert not result.troubles
    assert {report.exercise: report.points for report in result.reports} == {
        exercise.id: exercise.points for exercise in EXERCISES.values() if exercise.notebook == stem
    }


@pytest.mark.parametrize("stem", WITH_EXERCISES)
def test_an_open_notebook_earns_nothing(stem: str, tmp_path: Path) -> None:
    [source] = sound_sources(THIS_LAB, [stem], lab_catalogue())
    notebook = nbformat.reads(open_text(source, lab_catalogue()), as_version=4)
    result = checked(notebook, stem, tmp_path)
    assert len(result.reports) == sum(exercise.notebook == stem for exercise in EXERCISES.values())
    assert {(report.status, report.points) for report in result.reports} == {("not_attempted", 0)}
