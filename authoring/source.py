"""Reading a source: the percent format, cell by cell, each with its line."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any, Literal

from authoring.folders import Lab
from authoring.mistakes import AuthorMistake, AuthorMistakes

KEYS = {"tags", "exercise", "check", "slug"}
# jupytext's own notes about blank lines and quotes: nothing that a cell means.
_LAYOUT = {"lines_to_next_cell", "lines_to_end_of_cell_marker", "cell_marker"}
_MARKER = re.compile(r"^\s*#\s*%%%*(\s.*)?$")
_NAME = re.compile(r"^\d\d_[a-z0-9]+(_[a-z0-9]+)*$")


@dataclass(frozen=True)
class Cell:
    """One cell of a source.

    Attributes
    ----------
    kind : {"markdown", "code"}
    text : str
        Without the marker line; solution markers are still in it.
    marker_line, line : int
        Where its marker stands and where its text begins, counted from 1.
    tags : tuple of str
    exercise, check, slug : str or None
        What the marker line says.
    """

    kind: Literal["markdown", "code"]
    text: str
    marker_line: int
    line: int
    tags: tuple[str, ...] = ()
    exercise: str | None = None
    check: str | None = None
    slug: str | None = None


@dataclass(frozen=True)
class Source:
    """A notebook's source.

    Attributes
    ----------
    stem : str
        ``"02_softmax"``.
    file : str
        ``"source/02_softmax.py"``: what messages and built notebooks call it.
    sha256 : str
        Of the text with ``\\n`` line ends, so that a checkout on Windows says the same.
    cells : tuple of Cell
    """

    stem: str
    file: str
    sha256: str
    cells: tuple[Cell, ...]

    @property
    def topic(self) -> str:
        """The name without its number: ``"softmax"``."""
        return self.stem.partition("_")[2]


def source_stems(lab: Lab) -> list[str]:
    """Return the notebooks that have a source, in order: ``["00_start_here", ...]``.

    Raises
    ------
    AuthorMistakes
        A file in ``source/`` is not called ``NN_topic.py``.
    """
    files = sorted(lab.source.glob("*.py"))
    wrong = [file for file in files if not _NAME.match(file.stem)]
    if wrong:
        what = "a source is called NN_topic.py, in lower case: two digits, '_', the topic"
        raise AuthorMistakes(AuthorMistake(lab.shown(file), 1, what) for file in wrong)
    return [file.stem for file in files]


def read_source(lab: Lab, stem: str) -> Source:
    """Read one source.

    Raises
    ------
    AuthorMistakes
        The cells can't be told apart, or a marker line holds what we don't know.
    """
    import jupytext

    path = lab.source / f"{stem}.py"
    text = path.read_text(encoding="utf-8")
    found = jupytext.reads(text, fmt="py:percent").cells
    lines = text.split("\n")
    markers = [i for i, line in enumerate(lines, start=1) if _MARKER.match(line)]
    file = lab.shown(path)
    if len(found) != len(markers):
        what = (
            f"{len(markers)} lines look like cell markers but jupytext sees {len(found)} cells: "
            "look for '# %%' inside a string, or text before the first marker"
        )
        raise AuthorMistakes([AuthorMistake(file, markers[0] if markers else 1, what)])
    cells, mistakes = [], []
    for node, marker_line in zip(found, markers, strict=True):
        try:
            cells.append(_cell(node, marker_line, _first_text_line(lines, marker_line)))
        except ValueError as error:
            mistakes.append(AuthorMistake(file, marker_line, str(error)))
    if mistakes:
        raise AuthorMistakes(mistakes)
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Source(stem, file, sha256, tuple(cells))


def _first_text_line(lines: list[str], marker_line: int) -> int:
    line = marker_line + 1
    while line < len(lines) and not lines[line - 1].strip():
        line += 1
    return line


def _cell(node: Any, marker_line: int, line: int) -> Cell:
    if node.cell_type not in ("markdown", "code"):
        raise ValueError(f"a cell is code or [markdown], not [{node.cell_type}]")
    said = {key: value for key, value in node.metadata.items() if key not in _LAYOUT}
    unknown = sorted(set(said) - KEYS)
    if unknown:
        shown = ", ".join(f"{key}={said[key]!r}" for key in unknown)
        raise ValueError(
            f'the marker line holds {shown}; it may hold {", ".join(sorted(KEYS))}, written as key="value"'
        )
    tags = said.pop("tags", [])
    if not isinstance(tags, list) or not all(isinstance(value, str) for value in said.values()):
        raise ValueError('write tags=["one","two"] and every other key as key="value"')
    return Cell(node.cell_type, node.source.strip("\n"), marker_line, line, tuple(tags), **said)
