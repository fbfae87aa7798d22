"""What is marked: a learner's files, cut into the cells that are run. Plain data, no learner code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from public_tests.names_in_code import Names, names_in


@dataclass(frozen=True)
class Cell:
    """One piece of code that is run.

    Attributes
    ----------
    name : str
        What reports call it: ``"cell 7 (def my_softmax(z):)"``.
    source : str
        As the learner wrote it, magics and all.
    exercise : str or None
        The exercise that it solves: told by the cell's id or tag, or by a function of that name in it.
    """

    name: str
    source: str
    exercise: str | None = None

    @cached_property
    def names(self) -> Names:
        """The names that its code makes and uses."""
        return names_in(self.source)


@dataclass(frozen=True)
class Program:
    """One file, as it is run: its cells share their variables, and no other file sees them.

    Attributes
    ----------
    file : str
        Its name within the submission, with forward slashes: ``"02_softmax.ipynb"``.
    cells : tuple of Cell
        In the file's order; demonstrations and calls of checks are left out.
    exercises : tuple of str
        Those that are looked for in it, in the catalogue's order.
    """

    file: str
    cells: tuple[Cell, ...]
    exercises: tuple[str, ...]


@dataclass(frozen=True)
class Submission:
    """All that one learner handed in.

    Attributes
    ----------
    id : str
        Unique among those that are marked together, the same in every run: the path below the folder that
        was handed over, with forward slashes. Any script; never used as a path to write to.
    learner : str
        What reports call the learner.
    programs : tuple of Program
    troubles : tuple of str
        What could not be read, and why, a sentence each: ``"03_model.ipynb: it is empty."``
    fingerprint : str
        SHA-256 of all that may decide its marks: files' names and contents, and how they were read.
    """

    id: str
    learner: str
    programs: tuple[Program, ...]
    troubles: tuple[str, ...]
    fingerprint: str
