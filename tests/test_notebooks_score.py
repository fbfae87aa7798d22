"""A solution earns its points in a real kernel too; `test_golden` marks all of them, and open notebooks."""

from __future__ import annotations

from pathlib import Path

from authoring import THIS_LAB
from commands.learner_notebook import check_notebook, exercises_in, read_notebook
from public_tests.catalogue import EXERCISES


def test_a_solution_that_needs_tensorflow_earns_every_point_in_a_kernel(tmp_path: Path) -> None:
    notebook = read_notebook(THIS_LAB.solutions / "03_model.ipynb")
    exercises = exercises_in(notebook, "03_model")
    result = check_notebook(notebook, tmp_path, exercises, all_cells=False, seconds=300)
    assert not result.troubles
    assert {report.exercise: report.points for report in result.reports} == {
        exercise.id: exercise.points for exercise in EXERCISES.values() if exercise.notebook == "03_model"
    }
