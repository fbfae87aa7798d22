"""What a learner has tried, solved and been hinted at: one local file that a person can read.

Its records are kept by exercise. Whatever else stands in the file, or in a record, is left as it is, so
that other rooms can keep something of their own there. See docs/decisions/progress-file.md.
"""

from __future__ import annotations

import contextlib
import json
import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from lab_utils._shared_file import keep_aside, turn_at, write_json

LAB = Path(__file__).resolve().parents[1]
_ABOUT = (
    "Your progress in Digit Lab. The checks and hints write it; nobody else reads it. "
    "To start again from nothing, delete this file."
)
_TEXT_OR_NONE = (str, type(None))
_TYPES: dict[str, tuple[type, ...]] = {
    "status": (str,),
    "points": (int,),
    "tries": (int,),
    "failed_in_a_row": (int,),
    "diagnosis": _TEXT_OR_NONE,
    "finding": (dict, type(None)),
    "hints": (list,),
    "why": _TEXT_OR_NONE,
    "first_passed": _TEXT_OR_NONE,
}
_told: set[str] = set()


class ProgressWarning(UserWarning):
    """Progress could not be kept, or an older file of it could not be read."""


@dataclass(frozen=True)
class Record:
    """What is known of one exercise.

    Attributes
    ----------
    status : {"pass", "fail", "error", "not_attempted"}
        What the last check said.
    points : int
        The most that a check has given: what was earned stays earned.
    tries, failed_in_a_row : int
        An open exercise is no try.
    diagnosis : str or None
        The misconception that the last failed try was recognised by.
    finding : dict or None
        What the last failed try was told: texts under ``"message"`` and, where there was evidence,
        ``"input"``, ``"expected"`` and ``"got"``. None once the exercise is solved.
    hints : tuple of int
        The rungs that were taken, in ascending order.
    why : str or None
        What the learner wrote before the solution was shown.
    first_passed : str or None
        ISO date.
    """

    status: str = "not_attempted"
    points: int = 0
    tries: int = 0
    failed_in_a_row: int = 0
    diagnosis: str | None = None
    finding: dict[str, str] | None = None
    hints: tuple[int, ...] = ()
    why: str | None = None
    first_passed: str | None = None


@contextlib.contextmanager
def told_in_words() -> Iterator[list[str]]:
    """Collect what is to be said of the progress file, for whoever shows it in a better place."""
    words: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ProgressWarning)
        yield words
    for warning in caught:
        if issubclass(warning.category, ProgressWarning):
            words.append(str(warning.message))
        else:
            warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)


def progress_path() -> Path:
    """Return where progress is kept: $DIGIT_LAB_PROGRESS, or progress.json in the lab's folder."""
    return Path(os.environ.get("DIGIT_LAB_PROGRESS") or LAB / "progress.json")


def read_progress() -> dict[str, Record]:
    """Return the record of every exercise that was tried or hinted at, in the file's order."""
    return _records(content_of_file())


def record_attempt(
    exercise: str,
    *,
    status: str,
    points: int,
    diagnosis: str | None = None,
    message: str = "",
    evidence: Mapping[str, str] | None = None,
    today: date | None = None,
) -> Record:
    """Note what a check said, and return the exercise's record.

    Parameters
    ----------
    exercise : str
    status, points, diagnosis, message, evidence
        As in ``public_tests.Report``.
    today : date, optional
    """

    def noted(before: Record) -> Record:
        if status == "not_attempted":
            return replace(before, status=status)
        tried = replace(before, status=status, points=max(before.points, points), tries=before.tries + 1)
        if status == "pass":
            first = before.first_passed or (today or date.today()).isoformat()
            return replace(tried, failed_in_a_row=0, diagnosis=None, finding=None, first_passed=first)
        finding = {"message": message, **(evidence or {})}
        in_a_row = before.failed_in_a_row + 1
        return replace(tried, failed_in_a_row=in_a_row, diagnosis=diagnosis, finding=finding)

    return _changed(exercise, noted)


def record_hint(exercise: str, rung: int, why: str | None = None) -> Record:
    """Note that a rung of the hints was shown (and why, for the solution); return the record."""

    def noted(before: Record) -> Record:
        rungs = tuple(sorted({*before.hints, rung}))
        return replace(before, hints=rungs, why=why or before.why)

    return _changed(exercise, noted)


def rewrite(change: Callable[[dict[str, Any]], None]) -> bool:
    """Change what is in the file, in turn and as a whole; where that can't be done, say so once.

    Parameters
    ----------
    change : callable
        It is given the file's content, and changes it in place.

    Returns
    -------
    bool
        Whether it was written.
    """
    path = progress_path()
    try:
        with turn_at(path):
            content = _load(path)
            change(content)
            write_json(path, content)
            return True
    except OSError as error:
        _tell_once(
            f"Your progress could not be written to {path} ({error.strerror or error}); checks work without "
            "it. To keep progress, make that folder writable, or set DIGIT_LAB_PROGRESS to another file."
        )
    return False


def content_of_file() -> dict[str, Any]:
    """Return all that is in the file, also from a folder in which nothing can be written."""
    path = progress_path()
    try:
        with turn_at(path):
            return _load(path)
    except OSError:
        with contextlib.suppress(OSError, ValueError):
            return _parsed(path.read_bytes())
    return _parsed(b"{}")


def _changed(exercise: str, change: Callable[[Record], Record]) -> Record:
    """Change one record in the file, and return it also where the file can't be written."""
    after: list[Record] = []

    def put(content: dict[str, Any]) -> None:
        after.append(change(_records(content).get(exercise, Record())))
        records = content["exercises"]
        records[exercise] = {**records.get(exercise, {}), **asdict(after[0])}
        content["exercises"] = dict(sorted(records.items()))

    rewrite(put)
    return after[0] if after else change(Record())


def _load(path: Path) -> dict[str, Any]:
    try:
        return _parsed(path.read_bytes())
    except FileNotFoundError:
        return _parsed(b"{}")
    except ValueError:
        aside = keep_aside(path)
        warnings.warn(
            f"Your progress file could not be read, so a new one was begun. The old one is kept as {aside}.",
            ProgressWarning,
            stacklevel=2,
        )
        return _parsed(b"{}")


def _parsed(stored: bytes) -> dict[str, Any]:
    """Return the file's content with every part that we count on; a ValueError where one is damaged."""
    try:
        content = json.loads(stored.decode("utf-8-sig"))
    except RecursionError:
        raise ValueError("nested without an end") from None
    if not isinstance(content, dict):
        raise ValueError("no object")
    content = {"about": _ABOUT, "exercises": {}, **content}
    _records(content)
    return content


def _records(content: Mapping[str, Any]) -> dict[str, Record]:
    raw = content["exercises"]
    if not isinstance(raw, dict):
        raise ValueError("the exercises are no object")
    return {name: _record(entry) for name, entry in raw.items()}


def _record(entry: Any) -> Record:
    if not isinstance(entry, dict):
        raise ValueError("a record is no object")
    known = {name: entry[name] for name in _TYPES if name in entry}
    if not all(type(value) in _TYPES[name] for name, value in known.items()):
        raise ValueError("a record of another type")
    rungs = tuple(known.pop("hints", ()))
    texts = (known.get("finding") or {}).values()
    if not all(type(rung) is int for rung in rungs) or not all(type(text) is str for text in texts):
        raise ValueError("a record that holds another type")
    return Record(**known, hints=rungs)


def _tell_once(message: str) -> None:
    if message not in _told:
        _told.add(message)
        warnings.warn(message, ProgressWarning, stacklevel=5)
