"""The solution markers: what stands between them, and what stands there in an open notebook."""

from __future__ import annotations

import re

BEGIN = "# BEGIN SOLUTION"
END = "# END SOLUTION"
_LOOKS_LIKE_ONE = re.compile(r"^\s*#+\s*(begin|end)[\s_-]+solutions?\b", re.IGNORECASE)


class MarkerMistake(ValueError):
    """Markers that don't pair.

    Parameters
    ----------
    offset : int
        The line in the cell, counted from 0.
    what : str
    """

    def __init__(self, offset: int, what: str) -> None:
        super().__init__(offset, what)
        self.offset, self.what = offset, what


def marker_lines(text: str) -> list[int]:
    """Return the lines (from 0) that are solution markers, or look as if they were meant to be."""
    return [i for i, line in enumerate(text.split("\n")) if _LOOKS_LIKE_ONE.match(line)]


def solution_blocks(text: str) -> list[tuple[int, int]]:
    """Return (begin, end) of each solution: the lines (from 0) of its two markers.

    Raises
    ------
    MarkerMistake
        A marker is misspelt, has no partner, or the two hold no line between them.
    """
    lines = text.split("\n")
    blocks: list[tuple[int, int]] = []
    begin: int | None = None
    for i in marker_lines(text):
        marker = lines[i].strip()
        if marker not in (BEGIN, END):
            raise MarkerMistake(i, f"write this marker exactly as '{BEGIN}' or '{END}'")
        if marker == BEGIN:
            if begin is not None:
                raise MarkerMistake(begin, f"'{BEGIN}' without '{END}' before the next one")
            begin = i
        elif begin is None:
            raise MarkerMistake(i, f"'{END}' without '{BEGIN}' before it")
        else:
            if not "".join(lines[begin + 1 : i]).strip():
                raise MarkerMistake(begin, "no solution stands between the two markers")
            blocks.append((begin, i))
            begin = None
    if begin is not None:
        raise MarkerMistake(begin, f"'{BEGIN}' without '{END}' in this cell")
    return blocks


def solved(text: str) -> str:
    """Return the cell as a learner reads it in the solution: the code, without the markers."""
    markers = set(marker_lines(text))
    return "\n".join(line for i, line in enumerate(text.split("\n")) if i not in markers)


def opened(text: str, function: str) -> str:
    """Return the cell as a learner meets it: each solution gives way to a stub."""
    lines = text.split("\n")
    for begin, end in reversed(solution_blocks(text)):
        indent = lines[begin][: len(lines[begin]) - len(lines[begin].lstrip())]
        lines[begin : end + 1] = [
            f"{indent}# Your code takes the place of the next line.",
            f'{indent}raise NotImplementedError("{function} is still to be written")',
        ]
    return "\n".join(lines)
