"""What an author can get wrong, each told in one line."""

from __future__ import annotations

from collections.abc import Iterable


class AuthorMistake(Exception):
    """One mistake in a source, at a line.

    Parameters
    ----------
    file : str
        The source as an author types it: ``"source/02_softmax.py"``.
    line : int
        Counted from 1.
    what : str
        What is wrong and how to mend it.
    """

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(file, line, what)
        self.file, self.line, self.what = file, line, what

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


class AuthorMistakes(Exception):
    """Every mistake that was found, one line each, in the order of files and lines."""

    def __init__(self, mistakes: Iterable[AuthorMistake]) -> None:
        self.mistakes = sorted(mistakes, key=lambda mistake: (mistake.file, mistake.line))
        super().__init__(self.mistakes)

    def __str__(self) -> str:
        return "\n".join(str(mistake) for mistake in self.mistakes)


class BuildFailed(Exception):
    """A notebook could not be built; the message names it, the cell and the error."""
