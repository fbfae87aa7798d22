"""A learner's own modules: a script that lies beside a notebook is there when the notebook imports it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

from grader.collecting.programs import Reading
from grader.submission import Cell, Program

__all__ = ["with_modules"]

_IMPORTED = re.compile(r"^[ \t]*(?:import|from)[ \t]+([^#\n]*)", re.MULTILINE)


def with_modules(program: Program, readings: Iterable[Reading]) -> Program:
    """Let a program begin by writing the modules that it imports, and those that these import.

    Parameters
    ----------
    program : Program
    readings : iterable of Reading
        All files of the learner.

    Returns
    -------
    Program
        The same one where it imports none of them.
    """
    folder = program.file.rpartition("/")[0]
    beside = {
        reading.file.rpartition("/")[2].removesuffix(".py"): reading
        for reading in readings
        if reading.module is not None
        and reading.file.rpartition("/")[0] == folder
        and reading.file != program.file
    }
    needed: dict[str, str] = {}
    waiting = [cell.source for cell in program.cells] if beside else []
    while waiting:
        for name in _imported_in(waiting.pop()) & beside.keys() - needed.keys():
            needed[name] = beside[name].module or ""
            waiting.append(needed[name])
    written = [_writing(beside[name].file, name, needed[name]) for name in sorted(needed)]
    return dataclasses.replace(program, cells=(*written, *program.cells)) if written else program


def _imported_in(source: str) -> set[str]:
    """Return all words of the lines that import: too many do no harm."""
    return {word for line in _IMPORTED.findall(source) for word in re.findall(r"\w+", line)}


def _writing(file: str, name: str, text: str) -> Cell:
    return Cell(file, f"%%writefile {name}.py\n{text}\n")
