"""`mark`: one submission from its cells to its marks."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Iterable, Iterator, Sequence

from grader.judging import error_report
from grader.marking import ExerciseMark, Marking, MarkingStatus, Task
from grader.program_marking import ProgramMarking
from grader.sandbox.ending import NoSandbox
from grader.sandbox.warm import need_network, warm_process
from grader.submission import Program, Submission
from grader.wording import tidy
from public_tests import Report
from public_tests.by_name import no_function

__all__ = ["mark"]

_MISSING = "no file that was handed in holds it."
_NOT_RUN = "Its file was not run, because the other files that were handed in took too long."
# Cells that ask for the lab's trained network would train it in every sandbox.
_ASK_FOR_NETWORK = ("lab_network", "lab_weights", "kept_weights")
_ONE_AT_A_TIME = threading.Lock()


def mark(task: Task) -> Marking:
    """Mark one submission: run its programs in the sandbox, and judge each exercise out here.

    The first call in a process takes some seconds: it starts the warm process, which imports TensorFlow once
    for all that follow. Calls from several threads wait for each other.

    Parameters
    ----------
    task : Task

    Returns
    -------
    Marking
        The same for the same submission, every time.
    """
    with _ONE_AT_A_TIME:
        try:
            return _marked(task)
        except NoSandbox as problem:
            reports = [error_report(id, f"It could not be judged: {problem}.") for id in task.exercises]
            marks = tuple(map(ExerciseMark, reports))
            return _marking(task, "not_marked", marks, [*task.submission.troubles, f"{problem}."], ())


def _marked(task: Task) -> Marking:
    programs = task.submission.programs
    if any(word in cell.source for p in programs for cell in p.cells for word in _ASK_FOR_NETWORK):
        need_network()
    best: dict[str, ExerciseMark] = {}
    ended: list[str] = []
    failed: list[str] = []
    markings = [_program_marking(program, task) for program in programs]
    run = 0
    for marking in _each_in_time(markings, task.limits.submission_seconds):
        run += 1
        marks = list(marking.marks())
        _keep_best(best, marks)
        ended += marking.ended
        if not all(made.report.passed for made in marks):
            failed += marking.failed
    left = markings[run:]
    if left:
        ended.append(_too_long(left, task.limits.submission_seconds))
    not_run = {id for marking in left for id in marking.exercises}
    found = tuple(best.get(id) or ExerciseMark(_without_work(id, not_run)) for id in task.exercises)
    troubles = [*task.submission.troubles, *ended, *failed]
    return _marking(task, _status(task.submission, ended), found, troubles, warm_process().missing)


def _keep_best(best: dict[str, ExerciseMark], marks: Iterable[ExerciseMark]) -> None:
    for made in marks:
        known = best.get(made.report.exercise)
        if known is None or made.report.points > known.report.points:
            best[made.report.exercise] = made


def _too_long(left: Sequence[ProgramMarking], seconds: float) -> str:
    files = "1 file was" if len(left) == 1 else f"{len(left)} files were"
    return f"{left[0].file}: {files} not run, from this one on: all those before took {seconds:g} seconds."


def _without_work(id: str, not_run: Collection[str]) -> Report:
    return error_report(id, _NOT_RUN) if id in not_run else no_function(id, _MISSING)


def _each_in_time(markings: Sequence[ProgramMarking], most: float) -> Iterator[ProgramMarking]:
    """Yield each program when its turn has come, while the process of the next one gets ready."""
    deadline = time.monotonic() + most
    seconds = markings[0].prepare() if markings else 0.0
    try:
        for number, marking in enumerate(markings):
            if time.monotonic() > deadline:
                return
            if number + 1 < len(markings):
                seconds = markings[number + 1].prepare(after=seconds)
            yield marking
    finally:
        for marking in markings:
            marking.end()


def _program_marking(program: Program, task: Task) -> ProgramMarking:
    return ProgramMarking(program, [id for id in program.exercises if id in task.exercises], task.limits)


def _status(submission: Submission, ended: list[str]) -> MarkingStatus:
    if not submission.programs and submission.troubles:
        return "not_marked"
    return "partly" if submission.troubles or ended else "marked"


def _marking(
    task: Task,
    status: MarkingStatus,
    marks: tuple[ExerciseMark, ...],
    troubles: list[str],
    not_isolated: tuple[str, ...],
) -> Marking:
    submission = task.submission
    return Marking(
        submission=submission.id,
        learner=submission.learner,
        fingerprint=submission.fingerprint,
        status=status,
        exercises=marks,
        troubles=tuple(tidy(sentence) for sentence in troubles),
        not_isolated=not_isolated,
    )
