"""Cut a Python file into the cells that are run: by its cell marks, or by its functions."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from itertools import pairwise

from grader.collecting.found import Unreadable
from grader.collecting.notebook_text import ReadFile, not_too_many
from grader.collecting.text import sound
from public_tests.names_in_code import LONGEST_PARSED
from public_tests.written_cells import WrittenCell

__all__ = ["read_script"]

# Jupytext, VS Code and Spyder write `# %% title [markdown] key="value"`, nbconvert `# In[3]:`.
_MARK = re.compile(r"^#\s*%%+(?=\s|$)(.*)$|^# In\[[ \d*]*\]:\s*$", re.MULTILINE)
_TAGS = re.compile(r"tags=(\[[^\]]*\])")
_ID = re.compile(r'\bid="([^"]*)"')
_A_NAME = re.compile(r"[\"']([^\"']*)[\"']")
_STARTS = re.compile(r"^(?:@|def\s|async\s+def\s|class\s)")


def read_script(text: str) -> ReadFile:
    """Read a Python file.

    Raises
    ------
    Unreadable
        It is empty, or no person wrote it.
    """
    text = sound(text.replace("\0", ""))
    if not text.strip("\ufeff \n\t"):
        raise Unreadable("it is empty. Save it, and hand it in again.")
    text = text.removeprefix("\ufeff")
    return ReadFile(not_too_many(_marked_cells(text) if _MARK.search(text) else _plain_cells(text)))


def _marked_cells(text: str) -> Iterator[WrittenCell]:
    marks = list(_MARK.finditer(text))
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    titles = ["", *(mark[1] or "" for mark in marks)]
    cells = zip(titles, starts, ends, strict=True)
    written = [(title, text[start:end].strip("\n")) for title, start, end in cells]
    if not written[0][1].strip():
        del written[0]
    for place, (title, source) in enumerate(written, start=1):
        if "[markdown]" not in title and "[md]" not in title and "[raw]" not in title:
            tags = _TAGS.search(title)
            id = _ID.search(title)
            yield WrittenCell(
                source, place, id[1] if id else "", frozenset(_A_NAME.findall(tags[1] if tags else ""))
            )


def _plain_cells(text: str) -> Iterator[WrittenCell]:
    """Yield each function and class as a cell, so that one that stops with an error stops no other."""
    lines = text.split("\n")
    cuts = sorted({0, *_cuts(text, lines), len(lines)})
    sources = ["\n".join(lines[start:end]) for start, end in pairwise(cuts)]
    for place, source in enumerate((source for source in sources if source.strip()), start=1):
        tags = {"demonstration"} if source.lstrip().startswith("if __name__") else set[str]()
        yield WrittenCell(source.strip("\n"), place, tags=frozenset(tags))


def _cuts(text: str, lines: list[str]) -> list[int]:
    """Return the lines, counted from 0, at which a cell starts."""
    if len(text) > LONGEST_PARSED:
        return _cuts_by_looks(lines)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            statements = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _cuts_by_looks(lines)
    cuts = []
    for statement in statements:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.If):
            decorators = getattr(statement, "decorator_list", [])
            cuts += [min([statement.lineno, *(d.lineno for d in decorators)]) - 1, statement.end_lineno or 0]
    return cuts


def _cuts_by_looks(lines: list[str]) -> list[int]:
    """Return where functions start in a file that Python can't read as a whole, and where they end."""
    cuts = []
    inside = decorated = False
    for number, line in enumerate(lines):
        if _STARTS.match(line):
            if not decorated:
                cuts.append(number)
            inside, decorated = True, line.startswith("@")
        elif inside and line[:1].strip() and line[0] not in ")]}#":
            cuts.append(number)
            inside = decorated = False
    return cuts
