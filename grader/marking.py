"""What comes of marking: plain data that JSON can hold, the same for the same submission every time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from grader.submission import Submission
from public_tests import Report

__all__ = ["ExerciseMark", "Limits", "Marking", "MarkingStatus", "Task"]

# "marked": every file was read and run to its end, whatever its marks. "partly": something could not be
# read or run, and what could be was marked. "not_marked": nothing could be.
MarkingStatus = Literal["marked", "partly", "not_marked"]


@dataclass(frozen=True)
class Limits:
    """What learner code may take; who goes beyond is stopped, and the report says so.

    Attributes
    ----------
    cell_seconds, program_seconds, submission_seconds : float
        On the wall: one cell; one file, where the catalogue's seconds for its exercises come on top; all that
        one learner handed in, after which no other file is begun.
    cpu_seconds : float
        Of one file's processes together; the catalogue's seconds come on top here too.
    memory_bytes, file_bytes, output_bytes : int
        Of one file's processes together; of all that it writes. What it prints is dropped as a whole, so that
        `output_bytes` is for a time when some of it is kept.
    processes : int
        Processes and threads.
    """

    cell_seconds: float = 60
    program_seconds: float = 300
    submission_seconds: float = 3600
    cpu_seconds: float = 600
    memory_bytes: int = 4 * 2**30
    file_bytes: int = 256 * 2**20
    output_bytes: int = 2**20
    processes: int = 128


@dataclass(frozen=True)
class Task:
    """One submission and how it is marked: all that a worker needs, also on another machine.

    Attributes
    ----------
    submission : Submission
    exercises : tuple of str
        What is counted, in the catalogue's order; what was not handed in gets no points.
    limits : Limits
    """

    submission: Submission
    exercises: tuple[str, ...]
    limits: Limits = Limits()


@dataclass(frozen=True)
class ExerciseMark:
    """One exercise's report and where its work was found.

    Attributes
    ----------
    report : Report
    file : str or None
        The program that was judged: of several the one with the most points, of equals the first.
    source : str
        The learner's own text of the exercise's cell, "" where there is none. For people to read and to
        compare; no mark depends on it.
    """

    report: Report
    file: str | None = None
    source: str = ""


@dataclass(frozen=True)
class Marking:
    """All that was found about one submission.

    Attributes
    ----------
    submission, learner, fingerprint : str
        As in `Submission`.
    status : MarkingStatus
    exercises : tuple of ExerciseMark
        One for each exercise of the task, in its order.
    troubles : tuple of str
        What could not be read or run, and why, a sentence each.
    not_isolated : tuple of str
        What this machine could not keep apart while the code ran, a sentence each; usually empty on Linux.
    """

    submission: str
    learner: str
    fingerprint: str
    status: MarkingStatus
    exercises: tuple[ExerciseMark, ...]
    troubles: tuple[str, ...] = ()
    not_isolated: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """The sum of all exercises' points."""
        return sum(mark.report.points for mark in self.exercises)

    @property
    def max_points(self) -> int:
        """What the exercises are worth together."""
        return sum(mark.report.max_points for mark in self.exercises)

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as a dictionary that ``json`` can write."""
        return asdict(self)

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Marking:
        """Make a marking of what `to_dict` gave, also after a way through JSON."""
        marks = tuple(
            ExerciseMark(Report(**mark["report"]), mark["file"], mark["source"])
            for mark in fields["exercises"]
        )
        lists = {name: tuple(fields[name]) for name in ("troubles", "not_isolated")}
        return cls(**{**fields, **lists, "exercises": marks})
