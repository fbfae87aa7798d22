"""A teacher's own marks: ``overrides.csv`` beside the submissions, with a row for each.

    learner,exercise,points,reason
    Anna Müller,my_softmax,10,"Right idea, the file was cut"

A learner is named as in the reports, by the name or by the submission. A row stands through every later
run, and every report shows it with the machine's mark beside it.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from grader.reports.spreadsheet_cells import as_cell
from grader.reports.visible_text import in_one_line
from grader.submission import Submission
from public_tests.catalogue import EXERCISES, UnknownExercise, find_exercise

__all__ = ["Override", "OverrideMistake", "Overrides", "read_overrides"]

_COLUMNS = ("learner", "exercise", "points", "reason")
_NEEDED = _COLUMNS[:3]
_TOLD = 20


@dataclass(frozen=True)
class Override:
    """What a teacher gives for one exercise in place of the machine's mark.

    Attributes
    ----------
    points : int
    reason : str
        The learner reads it; "" where none was given.
    """

    points: int
    reason: str = ""


# By submission id and exercise.
Overrides = Mapping[tuple[str, str], Override]


class OverrideMistake(ValueError):
    """Rows can't be meant as they stand; a line of the message for each says which, why and what to write."""


def read_overrides(path: Path, submissions: Iterable[Submission]) -> dict[tuple[str, str], Override]:
    """Read a teacher's marks.

    Parameters
    ----------
    path : Path
        CSV with commas, semicolons or tabs, in UTF-8 or in what Excel calls Unicode text. No file is no
        mistake.
    submissions : iterable of Submission
        All that are marked.

    Returns
    -------
    dict
        By submission id and exercise.

    Raises
    ------
    OverrideMistake
    """
    if not path.exists():
        return {}
    names = _names(submissions)
    read: dict[tuple[str, str], Override] = {}
    lines: dict[tuple[str, str], int] = {}
    mistakes: list[str] = []
    for line, row in _rows(path):
        try:
            key = _submission(row["learner"], names), _exercise(row["exercise"])
            if key in lines:
                raise OverrideMistake(f"line {lines[key]} is for the same learner and exercise; keep one")
            read[key], lines[key] = Override(_points(row["points"], key[1]), row["reason"]), line
        except OverrideMistake as mistake:
            mistakes.append(f"{path.name}, line {line}: {mistake}")
    if mistakes:
        raise OverrideMistake("\n".join(_not_too_many(mistakes)))
    return read


def _not_too_many(mistakes: list[str]) -> list[str]:
    """Tell all mistakes of an ordinary file, and of one with another mistake in each row the first ones."""
    more = len(mistakes) - _TOLD
    return [*mistakes[:_TOLD], *([f"... and {more} more"] if more > 0 else [])]


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row that is not empty with its line, its cells by column."""
    text = _text(path)
    heading = text.partition("\n")[0]
    separator = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
        columns = ["learner" if name == "submission" else name for name in columns]
        if missing := [name for name in _NEEDED if columns.count(name) != 1]:
            raise OverrideMistake(
                f"{path.name}: the first line must name the columns {','.join(_COLUMNS)}; "
                f"{missing[0]} is not there once: {in_one_line(heading.strip(), 80)!r}"
            )
        for cells in reader:
            if any(cell.strip() for cell in cells):
                row = dict.fromkeys(_COLUMNS, "") | dict(zip(columns, cells, strict=False))
                yield reader.line_num, {name: cell.strip() for name, cell in row.items()}
    except csv.Error as error:
        raise OverrideMistake(
            f"{path.name}, line {reader.line_num}: it is no CSV here ({error}); look at its quotation marks"
        ) from None


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
        wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise OverrideMistake(
            f"{path.name}: it is not in UTF-8; in Excel choose Save As > CSV UTF-8 (Comma delimited)"
        ) from None
    except OSError as error:
        raise OverrideMistake(f"{path.name}: it can't be read ({error.strerror or error})") from None


def _names(submissions: Iterable[Submission]) -> dict[str, set[str]]:
    """Return the ids that each name can mean; one that was copied from a report means the same."""
    names: dict[str, set[str]] = {}
    for submission in submissions:
        for name in (submission.id, submission.learner):
            for form in (name, in_one_line(name), as_cell(name)):
                names.setdefault(_composed(form), set()).add(submission.id)
    return names


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip()


def _submission(name: str, names: Mapping[str, set[str]]) -> str:
    ids = names.get(_composed(name), set())
    if len(ids) == 1:
        return next(iter(ids))
    if name in ids:  # An id that is somebody's name too means the submission.
        return name
    shown = repr(in_one_line(name, 80))
    if ids:
        some = " or ".join(repr(in_one_line(id, 80)) for id in sorted(ids)[:3])
        raise OverrideMistake(f"{len(ids)} submissions are called {shown}; write the one you mean: {some}")
    near = get_close_matches(_composed(name), names, n=1, cutoff=0.5)
    meant = f"Did you mean {in_one_line(near[0], 80)!r}?" if near else "Copy the name from class.csv."
    raise OverrideMistake(f"nobody handed in as {shown}. {meant}")


def _exercise(name: str) -> str:
    try:
        return find_exercise(name).id
    except UnknownExercise as error:
        raise OverrideMistake(in_one_line(str(error), 500)) from None


def _points(text: str, exercise: str) -> int:
    most = EXERCISES[exercise].points
    if text.isascii() and text.isdigit() and len(text) < 5 and int(text) <= most:
        return int(text)
    shown = in_one_line(text, 40)
    raise OverrideMistake(f"{shown!r} points; {exercise} has whole points from 0 to {most}")
