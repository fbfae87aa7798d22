"""Which cells of a learner's file are run when it is checked, and which exercises are looked for in it."""

from __future__ import annotations

import ast
import re
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
    """Leave out empty cells, calls of checks, and what the lab shows or asks, unless an exercise needs it.

    Parameters
    ----------
    cells : sequence of WrittenCell
    all_cells : bool
        Keep all that the lab shows, too.
    """
    wanted = [cell for cell in cells if cell.source.strip() and not _only_checks(cell.source)]
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
    waiting = [cell for cell in cells if cell.exercises]
    while waiting:
        cell = waiting.pop()
        if cell.place not in needed:
            needed.add(cell.place)
            for name in cell.names.used:
                waiting += makers.pop(name, [])
    return needed


def _only_checks(source: str) -> bool:
    """Tell whether all that a cell does is to check: whoever asks for the marks calls the checks itself."""
    if "check_" not in source or len(source) > LONGEST_PARSED:
        return False
    try:
        statements = ast.parse(without_magics(source)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    called = [statement for statement in statements if not isinstance(statement, ast.Pass)]
    return bool(called) and all(_is_check(statement) for statement in called)


def _is_check(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(ast.Call(ast.Name(name), [ast.Name(given)], [])):
            return name == f"check_{given}" and given in EXERCISES
    return False
