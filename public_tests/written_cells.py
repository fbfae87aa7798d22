"""Which cells of a learner's file are run when it is checked, and which exercises are looked for in it."""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from public_tests.catalogue import EXERCISES
from public_tests.names_in_code import LONGEST_PARSED, Names, names_in, without_magics

__all__ = ["GIVEN", "WrittenCell", "cells_to_run", "exercises_in", "lab_notebook_in", "notebook_pattern"]

NOTEBOOKS = ("00_start_here", *dict.fromkeys(exercise.notebook for exercise in EXERCISES.values()))
# The ids of the lab's own cells begin like this, and no id that Jupyter gives does.
_TOPICS = tuple(f"{notebook.partition('_')[2].replace('_', '-')}-" for notebook in NOTEBOOKS)
# Where a cell of the lab itself gives an exercise's name to a function: that is not the learner's work.
GIVEN = {"relu": "def relu(z):\n    return np.maximum(z, 0)\n\ndef linear(z):"}
_SHOWS = {"demonstration", "prediction"}
_NAME_LENGTH = 50


@dataclass(frozen=True)
class WrittenCell:
    """A code cell as it stands in a file.

    Attributes
    ----------
    source : str
    place : int
        Its place among all cells of the file, counted from 1.
    id : str
        The cell's id, or the one that nbgrader gave it; "" where there is none.
    tags : frozenset of str
    """

    source: str
    place: int
    id: str = ""
    tags: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def stored(cls, fields: Mapping[str, Any], source: str, place: int) -> WrittenCell:
        """Make one of a notebook's cell as it is stored, whatever its fields hold."""
        metadata = _dictionary(fields, "metadata")
        tags = metadata.get("tags")
        ids = (_dictionary(metadata, "nbgrader").get("grade_id"), fields.get("id"))
        return cls(
            source,
            place,
            id=next((id for id in ids if isinstance(id, str)), ""),
            tags=frozenset(tag for tag in tags if isinstance(tag, str))
            if isinstance(tags, list)
            else frozenset(),
        )

    @cached_property
    def names(self) -> Names:
        """The names that its code makes and uses."""
        return names_in(self.source)

    @cached_property
    def exercises(self) -> tuple[str, ...]:
        """The exercises that it solves, by its id or by what it makes, in the catalogue's order."""
        made = {id for id in self.names.made if id not in GIVEN or GIVEN[id] not in self.source}
        return tuple(id for id in EXERCISES if self.id == f"{id}-exercise" or id in made)

    @property
    def only_shows(self) -> bool:
        """Whether it is a demonstration, or another cell of the lab that neither sets up nor solves."""
        own = self.id.startswith(_TOPICS) and "setup" not in self.tags
        return not self.exercises and (own or not _SHOWS.isdisjoint(self.tags))

    @property
    def name(self) -> str:
        """What messages call it: ``"cell 7 (def my_softmax(z):)"``."""
        first = next((line.strip() for line in self.source.splitlines() if line.strip()), "")
        shown = "".join(letter if letter.isprintable() else "?" for letter in first[:_NAME_LENGTH])
        return f"cell {self.place} ({shown})" if shown else f"cell {self.place}"


def _dictionary(fields: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = fields.get(name)
    return value if isinstance(value, Mapping) else {}


def lab_notebook_in(name: str) -> str | None:
    """Return the notebook that a file's name tells, as ``"02_softmax (1)"`` and ``"ada 02-Softmax"`` do."""
    for notebook in NOTEBOOKS:
        if notebook_pattern(notebook).search(name):
            return notebook
    return None


def notebook_pattern(notebook: str) -> re.Pattern[str]:
    """Return what finds a notebook's name in a file's name, whichever separators and case it has."""
    words = r"[ _.-]*".join(re.escape(word) for word in notebook.split("_"))
    return re.compile(rf"(?<!\d){words}(?![a-z])", re.IGNORECASE)


def exercises_in(cells: Iterable[WrittenCell], *notebooks: str | None) -> tuple[str, ...]:
    """Return the exercises that are looked for in a file, in the catalogue's order.

    Parameters
    ----------
    cells : iterable of WrittenCell
    *notebooks : str or None
        The lab's notebooks that the file's name and metadata tell.
    """
    ids, solved = set[str](), set[str]()
    for cell in cells:
        ids.add(cell.id)
        solved.update(cell.exercises)
    homes = {exercise.notebook for id, exercise in EXERCISES.items() if f"{id}-exercise" in ids}
    return tuple(
        id
        for id, exercise in EXERCISES.items()
        if id in solved or exercise.notebook in homes or exercise.notebook in notebooks
    )


def cells_to_run(cells: Sequence[WrittenCell], *, all_cells: bool = False) -> list[WrittenCell]:
    """Leave out what is empty, checks, open copies, and what the lab shows unless an exercise needs it.

    Parameters
    ----------
    cells : sequence of WrittenCell
    all_cells : bool
        Keep all that the lab shows, too.
    """
    wanted = [cell for cell in cells if cell.source.strip() and not _only_checks(cell.source)]
    wanted = _without_open_copies(wanted)
    if all_cells or not any(cell.only_shows for cell in wanted):
        return wanted
    needed = _needed_by_exercises(wanted)
    return [cell for cell in wanted if not cell.only_shows or cell.place in needed]


def _needed_by_exercises(cells: Sequence[WrittenCell]) -> set[int]:
    """Return the places of the cells that make what exercises use, and what those use, and so on."""
    makers: dict[str, list[WrittenCell]] = {}
    for cell in cells:
        for name in cell.names.made | cell.names.imported:
            makers.setdefault(name, []).append(cell)
    needed: set[int] = set()
    taken: dict[str, int] = {}
    waiting = [cell for cell in cells if cell.exercises]
    while waiting:
        cell = waiting.pop()
        if cell.place in needed:
            continue
        needed.add(cell.place)
        for name in cell.names.used & makers.keys():
            wanted = _makers_for(cell, name, makers[name])
            waiting += makers[name][taken.get(name, 0) : wanted]
            taken[name] = max(wanted, taken.get(name, 0))
    return needed


def _makers_for(cell: WrittenCell, name: str, makers: Sequence[WrittenCell]) -> int:
    """Return how many of the cells that make a name a cell needs: those above it, else all.

    What makes the name again further down would take its value away: ``model`` is made often in a notebook.
    """
    above = bisect_left(makers, cell.place, key=lambda maker: maker.place)
    return above if above or name in cell.names.made else len(makers)


def _without_open_copies(cells: Sequence[WrittenCell]) -> list[WrittenCell]:
    """Leave out open cells of exercises that are solved elsewhere: a copy of one takes no solution away."""
    open_ones = {cell.place for cell in cells if cell.exercises and _is_open(cell.source)}
    made = {name for cell in cells if cell.place not in open_ones for name in cell.names.made}
    return [cell for cell in cells if cell.place not in open_ones or not made.issuperset(cell.exercises)]


def _is_open(source: str) -> bool:
    """Tell whether a cell holds one function, and all that it does is to say that it is not written."""
    if "NotImplementedError" not in source:
        return False
    match _statements(source):
        case [ast.FunctionDef(body=[*text, ast.Raise(exc=ast.Call(ast.Name("NotImplementedError")))])]:
            return len(text) <= 1 and all(isinstance(part, ast.Expr) for part in text)
    return False


def _only_checks(source: str) -> bool:
    """Tell whether all that a cell does is to check: whoever asks for the marks calls the checks itself."""
    if "check_" not in source:
        return False
    called = [statement for statement in _statements(source) if not isinstance(statement, ast.Pass)]
    return bool(called) and all(_is_check(statement) for statement in called)


def _statements(source: str) -> list[ast.stmt]:
    """Return the statements of a cell; none where no person wrote it, or no parser takes it."""
    if len(source) > LONGEST_PARSED:
        return []
    try:
        return ast.parse(without_magics(source)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _is_check(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(ast.Call(ast.Name(name), [ast.Name(given)], [])):
            return name == f"check_{given}" and given in EXERCISES
    return False
