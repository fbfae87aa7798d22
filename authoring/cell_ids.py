"""A name for every cell, that edits elsewhere don't change."""

from __future__ import annotations

import re
import unicodedata

from authoring.source import Cell

LONGEST = 64  # nbformat 4.5
_WORDS = 6
_SLUG_LENGTH = 40


def cell_id(cell: Cell, topic: str) -> str:
    """Return the cell's id; it depends on this cell and the topic alone.

    Returns
    -------
    str
        ``"relu-exercise"``, ``"relu-check"`` or ``"softmax-the-first-words"``; ends in ``-``
        where the cell has no words, which the rules then tell the author.
    """
    if cell.exercise:
        return f"{cell.exercise}-exercise"
    if cell.check:
        return f"{cell.check}-check"
    return f"{topic.replace('_', '-')}-{cell.slug or _slug(cell.text)}"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    words: list[str] = []
    for word in re.findall(r"[a-z0-9]+", plain)[:_WORDS]:
        if len("-".join([*words, word])) > _SLUG_LENGTH:
            break
        words.append(word)
    return "-".join(words)
