"""What every source keeps to, so that a mistake is told before a learner meets it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from authoring.cell_ids import LONGEST, cell_id
from authoring.markers import MarkerMistake, marker_lines, opened, solution_blocks, solved
from authoring.mistakes import AuthorMistake
from authoring.prediction_rules import prediction_mistakes
from authoring.source import Cell, Source

LONGEST_CELL = 15
TAGS = {
    "setup",
    "demonstration",
    "prediction",
    "reflection",
    "raises-exception",
    "nbval-ignore-output",
    "nbval-raises-exception",
    "nbval-skip",
}
_ID = re.compile(r"^[a-zA-Z0-9_-]+$")
# A rule yields (line, what) for each mistake.
Found = Iterator[tuple[int, str]]


class CatalogueEntry(Protocol):
    """What authoring needs to know of an exercise."""

    @property
    def notebook(self) -> str:
        """``"02_softmax"``."""

    @property
    def points(self) -> int:
        """What its check is worth."""


Catalogue = Mapping[str, CatalogueEntry]


def lab_catalogue() -> Catalogue:
    """Return the lab's own catalogue."""
    from public_tests.catalogue import EXERCISES

    return EXERCISES


def mistakes_in(source: Source, catalogue: Catalogue) -> list[AuthorMistake]:
    """Return every mistake in one source, by line."""
    found = [
        *_ids(source),
        *_exercises(source, catalogue),
        *_ignored_outputs(source),
        *prediction_mistakes(source),
        *(mistake for cell in source.cells for rule in _CELL_RULES for mistake in rule(cell)),
    ]
    return [AuthorMistake(source.file, line, what) for line, what in sorted(found)]


def unwritten(stems: Iterable[str], catalogue: Catalogue) -> list[str]:
    """Return the catalogue's notebooks that have no source yet."""
    return sorted({entry.notebook for entry in catalogue.values()} - set(stems))


def _ids(source: Source) -> Found:
    first_line: dict[str, int] = {}
    for cell in source.cells:
        id, line = cell_id(cell, source.topic), cell.marker_line
        if id.endswith("-"):
            yield line, 'no word to name this cell after: give it slug="..." on its marker line'
        elif len(id) > LONGEST or not _ID.match(id):
            yield line, f"{id!r} is no cell id: {LONGEST} of a-z, 0-9, '_' and '-' at most"
        elif id in first_line:
            what = f"the cell at line {first_line[id]} is called {id!r} too: "
            single = cell.exercise or cell.check
            yield line, what + ("keep one of them" if single else 'give one of them slug="..."')
        first_line.setdefault(id, line)


def _exercises(source: Source, catalogue: Catalogue) -> Found:
    written: dict[str, int] = {}
    checked = set()
    for cell in source.cells:
        line = cell.marker_line
        if cell.exercise:
            written.setdefault(cell.exercise, line)
            yield from _catalogued(cell.exercise, source.stem, line, catalogue)
        if cell.check:
            checked.add(cell.check)
            if cell.check not in written:
                yield line, f"a check without its exercise: no exercise={cell.check!r} before it"
    for id, line in written.items():
        if id not in checked:
            yield line, f"an exercise without its check: no check={id!r} after it"
    for id, entry in catalogue.items():
        if entry.notebook == source.stem and id not in written:
            yield 1, f"the catalogue puts exercise {id!r} here, but no cell holds it"


def _catalogued(id: str, stem: str, line: int, catalogue: Catalogue) -> Found:
    if id not in catalogue:
        yield line, f"the catalogue has no exercise {id!r}"
    elif catalogue[id].notebook != stem:
        yield line, f"the catalogue puts exercise {id!r} in {catalogue[id].notebook}, not here"


def _ignored_outputs(source: Source) -> Found:
    code = [cell for cell in source.cells if cell.kind == "code"]
    for i, cell in enumerate(code):
        # Imports in a set-up cell show nothing; a check is its own assert.
        exempt = "setup" in cell.tags or cell.check
        if _ignored(cell) and not exempt and not _asserted_by(code[i + 1 :]):
            what = "no cell with an assert follows this one, whose output nbval does not compare"
            yield cell.marker_line, what


def _asserted_by(following: list[Cell]) -> bool:
    for cell in following:
        if _has_assert(cell):
            return True
        if not _ignored(cell):
            return False
    return False


def _ignored(cell: Cell) -> bool:
    return "nbval-ignore-output" in cell.tags


def _has_assert(cell: Cell) -> bool:
    return re.search(r"^\s*assert\b", cell.text, re.MULTILINE) is not None


def _roles(cell: Cell) -> Found:
    if cell.exercise and cell.check:
        yield cell.marker_line, "a cell is an exercise or a check, not both"
    if cell.kind == "markdown" and (cell.exercise or cell.check):
        yield cell.marker_line, "an exercise or a check is a code cell, not [markdown]"
    if cell.slug and (cell.exercise or cell.check):
        yield cell.marker_line, "an exercise or a check is named after itself: leave out slug"
    for tag in cell.tags:
        if tag not in TAGS:
            yield cell.marker_line, f"unknown tag {tag!r}; there are: {', '.join(sorted(TAGS))}"


def _markers(cell: Cell) -> Found:
    lines = [cell.line + offset for offset in marker_lines(cell.text)]
    if not cell.exercise:
        for line in lines:
            yield line, "a solution marker outside an exercise cell"
        return
    try:
        blocks = solution_blocks(cell.text)
    except MarkerMistake as mistake:
        yield cell.line + mistake.offset, mistake.what
        return
    if not blocks:
        yield cell.marker_line, "the exercise has no '# BEGIN SOLUTION': it would ship solved"
    for version in (solved(cell.text), opened(cell.text, cell.exercise)):
        if cell.exercise not in _functions(version):
            yield cell.marker_line, f"this cell does not define {cell.exercise}(...)"
            return


def _functions(code: str) -> set[str]:
    try:
        body = ast.parse(code).body
    except SyntaxError:
        return set()
    return {node.name for node in body if isinstance(node, ast.FunctionDef)}


def _check_call(cell: Cell) -> Found:
    if cell.check and cell.text.strip() != f"check_{cell.check}({cell.check})":
        yield cell.line, f"a check cell is exactly: check_{cell.check}({cell.check})"


def _length(cell: Cell) -> Found:
    if cell.kind == "code" and (length := _code_lines(solved(cell.text))) > LONGEST_CELL:
        what = f"{length} lines of code; a cell holds one idea in {LONGEST_CELL} or fewer"
        yield cell.marker_line, what


def _code_lines(code: str) -> int:
    """Count what a reader must follow: no blank lines, comments or docstrings."""
    skipped: set[int] = set()
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except SyntaxError:
        nodes = []
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node):
            skipped.update(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return sum(
        bool(line.strip()) and not line.lstrip().startswith("#") and i not in skipped
        for i, line in enumerate(code.split("\n"), start=1)
    )


def _silenced(cell: Cell) -> Found:
    if cell.kind == "code" and cell.text.rstrip().endswith(";") and not _ignored(cell):
        what = "nbval shows the value in spite of the ';' at the end: give it a name, as in ax = ..."
        yield cell.line + cell.text.rstrip().count("\n"), what


_CELL_RULES: tuple[Callable[[Cell], Found], ...] = (_roles, _markers, _check_call, _length, _silenced)
