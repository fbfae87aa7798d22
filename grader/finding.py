"""Where in a program the work on an exercise is."""

from __future__ import annotations

import ast

from grader.submission import Program


def source_of(program: Program, exercise: str) -> str:
    """Return the learner's own text of an exercise: the last cell that is meant for it, or ""."""
    sources = [cell.source for cell in program.cells if cell.exercise == exercise]
    return sources[-1] if sources else ""


def names_of(program: Program, exercise: str) -> list[str]:
    """Return the names under which the work may be found: its own, then those that its cell defines."""
    others = [name for name in defined_names(source_of(program, exercise)) if name not in program.exercises]
    return [exercise, *reversed(others)]


def defined_names(source: str) -> list[str]:
    """Return the functions that a cell defines at its top, in order; none where it can't be read."""
    plain = "\n".join("" if line.lstrip().startswith(("%", "!")) else line for line in source.splitlines())
    try:
        body = ast.parse(plain).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return [part.name for part in body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
