"""Is a notebook on disk what its source says, older, or somebody's work?"""

from __future__ import annotations

import copy
from enum import Enum
from pathlib import Path
from typing import Any

from authoring.fingerprints import has_own_cells, is_untouched, sealed
from authoring.notebook import notebook_in, text_of


class State(Enum):
    """What a file is; the value is how a message says it."""

    FRESH = "is fresh"
    MISSING = "is missing"
    STALE = "is older than its source"
    RUN = "was run or saved since it was built"
    WORKED_IN = "has cells that differ from those that were built"
    UNREADABLE = "is not a notebook that can be read"

    @property
    def is_anothers(self) -> bool:
        """Whether the file holds something that no build can make again."""
        return self in (State.RUN, State.WORKED_IN, State.UNREADABLE)


def open_state(path: Path, expected: str) -> State:
    """Judge an open notebook.

    Parameters
    ----------
    path : Path
        In ``notebooks/``.
    expected : str
        What a build would store there now.
    """
    if not path.exists():
        return State.MISSING
    stored = path.read_bytes()
    if stored.replace(b"\r\n", b"\n") == expected.encode("utf-8"):
        return State.FRESH
    return _by_hand(stored) or State.STALE


def solution_state(path: Path, expected: Any) -> State:
    """Judge a solution; its outputs come from a run and are taken as they are.

    Parameters
    ----------
    path : Path
        In ``solutions/``.
    expected : nbformat.NotebookNode
        The complete notebook as the source says it now, not executed.
    """
    if not path.exists():
        return State.MISSING
    stored = path.read_bytes()
    if by_hand := _by_hand(stored):
        return by_hand
    notebook = notebook_in(stored)
    is_fresh = was_executed(notebook) and _not_executed(notebook) == text_of(sealed(expected))
    return State.FRESH if is_fresh else State.STALE


def was_executed(notebook: Any) -> bool:
    """Return whether every code cell that holds code has been run."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    return all(cell.execution_count is not None for cell in code)


def _by_hand(stored: bytes) -> State | None:
    notebook = notebook_in(stored)
    if notebook is None:
        return State.UNREADABLE
    if has_own_cells(notebook):
        return State.WORKED_IN
    return None if is_untouched(stored) else State.RUN


def _not_executed(notebook: Any) -> str:
    bare = copy.deepcopy(notebook)
    for cell in bare.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None

    return text_of(sealed(bare))
