"""Kept markings: one file for each submission, so that nothing is marked twice and nothing is lost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grader.deciding import what_decides
from grader.marking import Marking, Task
from grader.reports.file_names import stem_of
from lab_utils._shared_file import write_json

__all__ = ["Kept", "KeptMarkings", "key_of"]


@dataclass(frozen=True)
class Kept:
    """A marking as it is kept.

    Attributes
    ----------
    marking : Marking
    tries : int
        How often marking was begun: more than once where a process died meanwhile.
    """

    marking: Marking
    tries: int = 1


def key_of(task: Task) -> str:
    """Return what tells whether a kept marking still holds.

    It changes with the submission, with what is counted, with the limits, and with all that decides a mark.
    """
    submission = task.submission
    told = [
        submission.id,
        submission.learner,
        submission.fingerprint,
        task.exercises,
        asdict(task.limits),
        what_decides(),
    ]
    return _sha256(told)


class KeptMarkings:
    """The markings of a report's folder.

    Parameters
    ----------
    folder : Path
        Made when the first one is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, task: Task) -> Kept | None:
        """Return what is kept of a task; None where that is nothing, out of date or damaged."""
        try:
            stored = json.loads(self._file(task.submission.id).read_bytes())
            whole = stored["sha256"] == _sha256([stored["key"], stored["tries"], stored["marking"]])
            if not whole or stored["key"] != key_of(task):
                return None
            return Kept(Marking.from_dict(stored["marking"]), stored["tries"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def keep(self, task: Task, marking: Marking, tries: int) -> Kept:
        """Keep a marking, whole or not at all.

        Returns
        -------
        Kept
            Read back: a report is made of the same data whether a marking is new or was found.
        """
        fields = json.loads(json.dumps(marking.to_dict()))
        key = key_of(task)
        sealed = {"sha256": _sha256([key, tries, fields]), "key": key, "tries": tries, "marking": fields}
        write_json(self._file(task.submission.id), sealed)
        return Kept(Marking.from_dict(fields), tries)

    def drop_others(self, ids: Iterable[str]) -> None:
        """Remove the markings of submissions that are no longer there, and what a killed run was writing."""
        wanted = {self._file(id) for id in ids}
        for file in self._folder.glob("*"):
            if file not in wanted:
                file.unlink(missing_ok=True)

    def _file(self, id: str) -> Path:
        return self._folder / f"{stem_of(id)}.json"


def _sha256(told: Any) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
