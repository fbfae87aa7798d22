"""Whose work a file is: one rule, told by its path alone.

The learner is called like the folder directly below what was handed over, or like a loose file without its
ending and without the name of the lab's notebook; a loose file that is called like a notebook of the lab and
nothing else belongs to the folder that holds it. Of names that a learning platform made, only the person's
part counts.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from public_tests.written_cells import lab_notebook_in, notebook_pattern

__all__ = ["Owner", "clean", "owner_of"]

# `who` is the learner's name, `key` what tells people of one name apart, `file` what they called their file.
_PLATFORMS = [
    # Moodle: a folder or a file, "Ada Lovelace_12345_assignsubmission_file_"
    re.compile(r"(?P<key>(?P<who>.+?)_\d+)_assignsubmission_[a-z]+_?(?P<file>.*)", re.DOTALL),
    # Canvas: "lovelaceada_LATE_1234_5678_02_softmax-1.ipynb"
    re.compile(r"(?P<key>(?P<who>[^_]+)(?:_LATE)?_\d+)_\d+_(?P<file>.+)", re.DOTALL),
    # Blackboard: "Softmax_lovelaceada_attempt_2026-01-31-23-59-00_02_softmax.ipynb"
    re.compile(r".*_(?P<key>(?P<who>[^_]+))_attempt_[\d-]+(?:_(?P<file>.+)|\.txt)", re.DOTALL),
    # Brightspace: "12345-67890 - Ada Lovelace - Jan 31, 2026 1159 PM"
    re.compile(r"\d+-\d+ - (?P<key>(?P<who>.+?)) - \w+ \d+, \d+ \d+ [AP]M(?: - (?P<file>.+))?", re.DOTALL),
]
_COPY = re.compile(r"(?:[ _-]*\(\d+\)|[ _-]+copy *\d*)+$", re.IGNORECASE)
_A_COPY_OF = re.compile(r"^(?:copy of|copie de|copia de|kopie von)$", re.IGNORECASE)
_EDGES = " _-.,"
# What would turn or break a line in which a name stands.
_TURNS = set("\u200e\u200f\u061c\u2028\u2029\ufeff") | {
    *map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
}


@dataclass(frozen=True)
class Owner:
    """Whose file it is.

    Attributes
    ----------
    key : str
        The same for all files of one learner.
    learner : str
        What reports call the learner.
    file : str
        The file's name within the submission.
    by_platform : bool
        Whether a learning platform named it.
    """

    key: str
    learner: str
    file: str
    by_platform: bool = False


def owner_of(parts: tuple[str, ...], root: str) -> Owner:
    """Tell whose file lies at a path.

    Parameters
    ----------
    parts : tuple of str
        The path below what was handed over.
    root : str
        What the handed-over folder or zip is called.
    """
    top, below = parts[0], parts[1:]
    for platform in _PLATFORMS:
        found = platform.fullmatch(top)
        if found:
            # A re-sent file of Canvas is late or not, and still of the same person.
            key = found["key"].replace("_LATE", "")
            return Owner(key, found["who"], "/".join(below) or found["file"] or top, True)
    if below:
        return Owner(top, top, "/".join(below))
    learner = _without_notebook(top.rpartition(".")[0] or top)
    return Owner(learner or root, learner or root, top)


def clean(name: str) -> str:
    """Return a name that every report can write: composed letters, nothing that breaks or turns a line."""
    shown = "".join(map(_visible, unicodedata.normalize("NFC", name)))
    return shown.strip() or "unnamed"


def _visible(letter: str) -> str:
    if "\udc80" <= letter <= "\udcff":
        # A byte of a file name that is no UTF-8.
        return f"\\x{ord(letter) - 0xDC00:02x}"
    if unicodedata.category(letter) in ("Cc", "Cs") or letter in _TURNS:
        return f"\\u{ord(letter):04x}"
    return letter


def _without_notebook(stem: str) -> str:
    """Return what a loose file's name says besides the notebook's: nothing, if it is the notebook's alone."""
    notebook = lab_notebook_in(stem)
    if notebook is None:
        return stem
    before, _, after = notebook_pattern(notebook).sub("\0", stem, count=1).partition("\0")
    kept = (part.strip(_EDGES) for part in (before, _COPY.sub("", after)))
    return " ".join(part for part in kept if part and not _A_COPY_OF.match(part))
