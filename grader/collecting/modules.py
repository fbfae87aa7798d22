"""A learner's own modules: a script that lies beside a notebook is there when the notebook imports it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from grader.collecting.programs import Reading, imported_in
from grader.submission import Program

__all__ = ["with_modules"]


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
    needed: set[str] = set()
    waiting = [imported_in(cell.source) for cell in program.cells] if beside else []
    while waiting:
        for name in waiting.pop() & beside.keys() - needed:
            needed.add(name)
            waiting.append(beside[name].imports)
    written = [beside[name].writing for name in sorted(needed)]
    return dataclasses.replace(program, cells=(*written, *program.cells)) if written else program
