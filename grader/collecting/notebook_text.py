"""Read a notebook from its text: whatever can be read of it, and a sentence about the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from grader.collecting.found import Unreadable
from grader.collecting.text import sound
from public_tests.written_cells import WrittenCell, lab_notebook_in

__all__ = ["ReadFile", "not_too_many", "read_notebook"]

_AGAIN = "Open it in Jupyter, save it, and hand it in again."
_MOST_CELLS = 20_000
_CONFLICT = re.compile(r"^<{7}[^\n]*\n(.*?)^={7}\n.*?^>{7}[^\n]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)
_CELLS = re.compile(r'"cells"\s*:\s*\[')
_A_CELL = re.compile(r'\{\s*"(?:cell_type|attachments|execution_count|id|metadata|outputs|source)"\s*:')
_SEPARATORS = re.compile(r"[\s,]*")


Cell = TypeVar("Cell")


@dataclass
class ReadFile:
    """What a file holds.

    Attributes
    ----------
    cells : list of WrittenCell
        Its code, in its order.
    notebook : str or None
        The notebook of the lab that it says it was made from.
    troubles : list of str
        What could not be read, a sentence each, without the file's name.
    """

    cells: list[WrittenCell] = field(default_factory=list)
    notebook: str | None = None
    troubles: list[str] = field(default_factory=list)


def read_notebook(text: str) -> ReadFile:
    """Read a notebook of any format.

    Raises
    ------
    Unreadable
        There is no cell in it that can be read.
    """
    read = ReadFile()
    if not text.strip("\0 \n\t\ufeff"):
        raise Unreadable(f"it is empty. {_AGAIN}")
    if _CONFLICT.search(text):
        text = _CONFLICT.sub(lambda found: found[1], text)
        read.troubles.append(
            "two versions are in it, with git's marks between them; the first one was read. "
            "Keep one, and hand it in again."
        )
    raw, read.notebook = _raw_cells(text, read)
    read.cells = list(_code_cells(not_too_many(raw), read))
    return read


def not_too_many(cells: Iterable[Cell]) -> list[Cell]:
    """Return a file's cells, if a person can have written them.

    Raises
    ------
    Unreadable
        There are so many that it would take minutes to look at each.
    """
    some = list(islice(cells, _MOST_CELLS + 1))
    if len(some) > _MOST_CELLS:
        raise Unreadable(f"it holds more than {_MOST_CELLS:,} cells, and was not run.")
    return some


def _raw_cells(text: str, read: ReadFile) -> tuple[list[Any], str | None]:
    try:
        notebook = _JSON.decode(text.strip("\ufeff\0 \n\t"))
    except (ValueError, RecursionError):
        return _salvaged(text, read), None
    cells = _cells_of(notebook)
    if cells is None:
        raise Unreadable(f"it holds no notebook: it has no cells. {_AGAIN}")
    return cells, _notebook_of(notebook)


def _cells_of(notebook: Any) -> list[Any] | None:
    if not isinstance(notebook, dict):
        return None
    if isinstance(notebook.get("cells"), list):
        return notebook["cells"]
    sheets = notebook.get("worksheets")  # format 3
    if not isinstance(sheets, list):
        return None
    lists = [sheet["cells"] for sheet in sheets if isinstance(sheet, dict) and "cells" in sheet]
    return [cell for cells in lists if isinstance(cells, list) for cell in cells]


def _notebook_of(notebook: dict[str, Any]) -> str | None:
    source = _dictionary(_dictionary(notebook, "metadata"), "digit_lab").get("source")
    return lab_notebook_in(source) if isinstance(source, str) else None


def _salvaged(text: str, read: ReadFile) -> list[Any]:
    """Return the cells that are whole in a text that is no JSON as a whole."""
    start = _CELLS.search(text)
    if start is None:
        raise Unreadable(f"it is no notebook: it was cut, or is a file of another kind. {_AGAIN}")
    cells: list[Any] = []
    at = start.end()
    while at < len(text):
        at = _SEPARATORS.match(text, at).end()  # type: ignore[union-attr]
        try:
            cell, at = _JSON.raw_decode(text, at)
            cells.append(cell)
        except (ValueError, RecursionError):
            if text[at : at + 1] == "]":
                break
            following = _A_CELL.search(text, at + 1)
            at = following.start() if following else len(text)
            # Its place counts, so that messages name the cells as Jupyter does.
            cells.append(None)
    read.troubles.append(f"it was cut or changed outside of Jupyter {_where_lost(cells)}. {_AGAIN}")
    return cells


def _where_lost(cells: list[Any]) -> str:
    """Say where cells are that could not be read: those are None."""
    lost = [place for place, cell in enumerate(cells, start=1) if cell is None]
    if len(lost) == len(cells):
        return "before a cell was whole"
    if not lost or lost == [len(cells)]:
        where = f"after cell {len(cells) - len(lost)}"
    else:
        where = f"in cell {lost[0]}" if len(lost) == 1 else f"in {len(lost)} places"
    return f"{where}; the whole cells were read"


def _code_cells(raw: list[Any], read: ReadFile) -> Iterator[WrittenCell]:
    odd = 0
    for place, cell in enumerate(raw, start=1):
        if not isinstance(cell, dict):
            odd += cell is not None
        elif cell.get("cell_type", "code") == "code":
            yield WrittenCell.stored(cell, _joined(cell.get("source", cell.get("input"))), place)
    if odd:
        read.troubles.append(f"{odd} of its cells are no cells at all, and were left out.")


def _joined(source: Any) -> str:
    lines = source if isinstance(source, list) else [source]
    text = "".join(line for line in lines if isinstance(line, str))
    return sound(text.replace("\r\n", "\n").replace("\r", "\n"))


def _dictionary(fields: dict[str, Any], name: str) -> dict[str, Any]:
    value = fields.get(name)
    return value if isinstance(value, dict) else {}


def _short_number(digits: str) -> int:
    """Read a whole number; nothing that is read here is a long one."""
    return int(digits[:18])


_JSON = json.JSONDecoder(parse_int=_short_number, strict=False)
