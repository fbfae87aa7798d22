"""Where in a program the work on an exercise is."""

from __future__ import annotations

import ast

from grader.submission import Program
from grader.whole_job import parsed


def source_of(program: Program, exercise: str) -> str:
    """Return the learner's own text of an exercise: the last cell that is meant for it, or ""."""
    sources = [cell.source for cell in program.cells if cell.exercise == exercise]
    return sources[-1] if sources else ""


def names_of(program: Program, exercise: str) -> list[str]:
    """Return the names under which the work may be found: its own, then those that its cell defines."""
    names = defined_names(source_of(program, exercise))
    # The last function of a cell is the likeliest to be the solution; those before help it.
    others = [name for name in reversed(names) if name not in (exercise, *program.exercises)]
    return [exercise, *others]


def defined_names(source: str) -> list[str]:
    """Return the functions that a cell defines at its top, in order; none where it can't be read."""
    tree = parsed(source)
    body = tree.body if tree else []
    return [part.name for part in body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
