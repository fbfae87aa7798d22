"""`mark`: one submission from its cells to its marks."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from grader.calls import ProxyTarget, Unreadable
from grader.finding import names_of, source_of
from grader.marking import ExerciseMark, Marking, Task
from grader.running import RunningProgram, Stopped
from grader.sandbox.warm import Warm, warm_process
from grader.submission import Program
from public_tests import Report, check
from public_tests.by_name import no_function
from public_tests.catalogue import VERSION, find_exercise

__all__ = ["mark"]

_MOST_RUNS = 4


def mark(task: Task) -> Marking:
    """Mark one submission: run its programs in the sandbox, and judge each exercise out here.

    Parameters
    ----------
    task : Task

    Returns
    -------
    Marking
    """
    warm = warm_process()
    troubles = list(task.submission.troubles)
    marks: dict[str, ExerciseMark] = {}
    for program in task.submission.programs:
        asked = [id for id in program.exercises if id in task.exercises]
        for made in _ProgramMarking(warm, task, program, troubles).marks(asked):
            known = marks.get(made.report.exercise)
            if known is None or made.report.points > known.report.points:
                marks[made.report.exercise] = made
    missing = "no file that was handed in holds it."
    return Marking(
        task.submission.id,
        task.submission.learner,
        task.submission.fingerprint,
        "partly" if troubles else "marked",
        tuple(marks.get(id) or ExerciseMark(no_function(id, missing)) for id in task.exercises),
        tuple(troubles),
        warm.missing,
    )


class _ProgramMarking:
    """Marks one program, in several runs where one does not reach its end."""

    def __init__(self, warm: Warm, task: Task, program: Program, troubles: list[str]) -> None:
        self._warm = warm
        self._task = task
        self._program = program
        self._troubles = troubles
        self._left_out: set[int] = set()

    def marks(self, exercises: Sequence[str]) -> Iterable[ExerciseMark]:
        left = list(exercises)
        for _ in range(_MOST_RUNS):
            if not left:
                return
            running = RunningProgram(self._warm, self._task.limits)
            try:
                if not self._cells_run(running):
                    continue
                while left:
                    report, goes_on = self._judged(running, left.pop(0))
                    yield ExerciseMark(report, self._program.file, source_of(self._program, report.exercise))
                    if not goes_on:
                        break
            finally:
                running.end()
        for id in left:
            report = error_report(id, "The file could not be run to its end, so this was not tried.")
            yield ExerciseMark(report, self._program.file, source_of(self._program, id))

    def _cells_run(self, running: RunningProgram) -> bool:
        for number, cell in enumerate(self._program.cells):
            if number in self._left_out:
                continue
            try:
                error = running.run_cell(cell)
            except Stopped as stopped:
                self._left_out.add(number)
                self._troubles.append(f"{self._program.file}: {cell.name} could not be run: {stopped}.")
                return False
            if error is not None and error.type == "OutOfTime":
                seconds = self._task.limits.cell_seconds
                self._troubles.append(
                    f"{self._program.file}: {cell.name} was stopped after {seconds:g} seconds."
                )
        return True

    def _judged(self, running: RunningProgram, id: str) -> tuple[Report, bool]:
        """Judge one exercise; tell also whether the run can go on."""
        seconds = find_exercise(id).seconds
        try:
            found = running.find(id, names_of(self._program, id), seconds)
            if found is None:
                return no_function(id, "no cell that was run makes it. Is it spelled like that?"), True
            report = check(id, ProxyTarget(running, id, seconds))
        except Stopped as stopped:
            return error_report(id, f"It could not be judged: {stopped}."), False
        except Unreadable as problem:
            return error_report(id, f"It could not be judged. {problem}"), True
        if found != id:
            note = f"The function is called `{found}` here. That is accepted; `{id}` is meant."
            report = dataclasses.replace(report, note=" ".join(filter(None, [note, report.note])))
        return report, True


def error_report(id: str, message: str) -> Report:
    """Make the report on work that could not be judged. What is unknown gets no points."""
    return Report(
        exercise=id,
        status="error",
        points=0,
        max_points=find_exercise(id).points,
        diagnosis=None,
        message=message,
        evidence=None,
        note=None,
        catalogue=VERSION,
    )
