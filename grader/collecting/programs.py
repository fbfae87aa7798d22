"""From one file that was found to the program that is run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from grader.collecting.found import Bounds, Found, Unreadable, megabytes
from grader.collecting.notebook_text import ReadFile, read_notebook
from grader.collecting.script_text import read_script
from grader.collecting.text import plain_text, sound
from grader.submission import Cell, Program
from public_tests.written_cells import cells_to_run, exercises_in, lab_notebook_in

__all__ = ["READERS", "Reading", "imported_in", "read_program", "refusal", "unread"]

READERS: dict[str, Callable[[str], ReadFile]] = {".ipynb": read_notebook, ".py": read_script}
_A_CELL = 512
_IMPORTED = re.compile(r"^[ \t]*(?:import|from)[ \t]+([^#\n]*)", re.MULTILINE)


@dataclass(frozen=True)
class Reading:
    """What came of reading one file.

    Attributes
    ----------
    file : str
        Its name within the submission.
    digest : str
        SHA-256 of its content; of a file that was not read it says why.
    program : Program or None
        None where it holds no exercise, or nothing that can be read.
    troubles : tuple of str
        A sentence each, with the file's name before it.
    module : str or None
        The whole text of a script, which other files may import.
    """

    file: str
    digest: str
    program: Program | None = None
    troubles: tuple[str, ...] = ()
    module: str | None = None

    @property
    def code_bytes(self) -> int:
        """How much is kept of it; a cell takes some room also where hardly anything stands in it."""
        cells = self.program.cells if self.program else ()
        return sum(len(cell.source) + _A_CELL for cell in cells) + len(self.module or "")

    @cached_property
    def writing(self) -> Cell:
        """The cell that writes the module: one for all who import it, however many and large they are."""
        return Cell(self.file, f"%%writefile {self.file.rpartition('/')[2]}\n{self.module or ''}\n")

    @cached_property
    def imports(self) -> set[str]:
        """What the module imports."""
        return imported_in(self.module or "")


def imported_in(source: str) -> set[str]:
    """Return all words of the lines that import: too many do no harm."""
    return {word for line in _IMPORTED.findall(source) for word in re.findall(r"\w+", line)}


def read_program(found: Found, file: str, all_cells: bool, bounds: Bounds) -> Reading:
    """Read one notebook or script; no exception says that it can't be read, a trouble does."""
    assert found.read is not None
    digest = f"{found.size} bytes"
    try:
        content = found.read()
        digest = hashlib.sha256(content).hexdigest()
        text, whole = plain_text(content)
        del content
        read = READERS[found.ending](text)
    except Unreadable as problem:
        return Reading(file, digest, troubles=(f"{file}: {problem}",))
    if not whole:
        read.troubles.append(
            "some of its letters are in no known encoding and became \ufffd. Save it as UTF-8."
        )
    code = sum(len(cell.source) for cell in read.cells)
    if code > bounds.code_bytes:
        read.troubles.append(f"it holds more than {megabytes(bounds.code_bytes)} of code, and was not run.")
        read.cells.clear()
    program = _program(read, file, all_cells)
    troubles = tuple(f"{file}: {trouble}" for trouble in read.troubles)
    module = sound(text) if found.ending == ".py" and read.cells else None
    return Reading(file, digest, program, troubles, module)


def unread(found: Found, file: str, bounds: Bounds) -> Reading:
    """Leave out a file of a learner who has handed in more than is kept."""
    size = megabytes(bounds.learner_code_bytes)
    trouble = f"{file}: it was not read, because the files before it hold more than {size} of code."
    return Reading(file, f"{found.size} bytes", troubles=(trouble,))


def refusal(found: Found, file: str) -> Reading:
    """Say why a file that can't be read is none."""
    assert found.read is not None
    try:
        found.read()
    except Unreadable as problem:
        return Reading(file, f"{found.size} bytes", troubles=(f"{file}: {problem}",))
    return Reading(file, f"{found.size} bytes")


def _program(read: ReadFile, file: str, all_cells: bool) -> Program | None:
    if not read.cells:
        return None
    name = file.rpartition("/")[2].rpartition(".")[0]
    exercises = exercises_in(read.cells, read.notebook, lab_notebook_in(name))
    if not exercises:
        return None
    run = cells_to_run(read.cells, all_cells=all_cells)
    cells = tuple(Cell(cell.name, cell.source, next(iter(cell.exercises), None)) for cell in run)
    return Program(file, cells, exercises)
