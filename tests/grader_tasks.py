"""Tasks for the grader, made of cells as a test writes them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from grader.engine import mark
from grader.marking import ExerciseMark, Limits, Marking, Task
from grader.sandbox.warm import warm_process
from grader.submission import Cell, Program, Submission
from public_tests.catalogue import EXERCISES

LAB = Path(__file__).resolve().parent.parent
# Short, so that what never ends costs a test little.
LIMITS = Limits(cell_seconds=5, program_seconds=60, memory_bytes=2**30)


@cache
def shipped(exercise: str, folder: str = "solutions") -> str:
    """Return the cell of an exercise as the lab ships it, solved or open."""
    path = LAB / folder / f"{EXERCISES[exercise].notebook}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return next("".join(cell["source"]) for cell in cells if cell["id"] == f"{exercise}-exercise")


def task_of(*cells: tuple[str | None, str] | str, limits: Limits = LIMITS) -> Task:
    """Make a task of one program: each cell is a text, or an exercise and its text."""
    pairs = [(None, cell) if isinstance(cell, str) else cell for cell in cells]
    made = tuple(Cell(f"cell {n}", source, id) for n, (id, source) in enumerate(pairs, start=1))
    exercises = tuple(id for id in EXERCISES if any(id == cell.exercise for cell in made))
    program = Program("work.ipynb", made, exercises)
    return Task(Submission("ada", "Ada", (program,), (), "0" * 64), exercises, limits)


def marked(*cells: tuple[str | None, str] | str, limits: Limits = LIMITS) -> Marking:
    """Mark such a program."""
    return mark(task_of(*cells, limits=limits))


def only(marking: Marking) -> ExerciseMark:
    """Return the one exercise of a marking."""
    (single,) = marking.exercises
    return single


def isolated() -> None:
    """Skip the test, in words, where hostile code would not be kept apart."""
    missing = warm_process().missing
    if missing:
        pytest.skip(f"hostile code is not run here, because it could do harm: {' '.join(missing)}")
