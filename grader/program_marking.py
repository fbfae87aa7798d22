"""Mark one program: run its cells, judge its exercises, and begin anew where something ended the run."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator, Sequence

from grader.finding import source_of
from grader.judging import error_report, judged
from grader.marking import ExerciseMark, Limits
from grader.running import CellError, RunningProgram, Stopped
from grader.submission import Cell, Program
from grader.taken_away import taken_away
from grader.wording import tidy
from public_tests import Report
from public_tests.catalogue import find_exercise

# Runs beyond one for each exercise: for cells that end the process and are then left out.
_MORE_RUNS = 3
_MOST_TOLD = 5
# Exercises whose calls get or give a model.
_WITH_MODELS = {"build_model", "compile_model", "train_model", "predict_digits", "beat_the_baseline"}
_NEVER_TRIED = (
    "The file could not be run to its end, so this was not tried. Its report says which cell ended the run."
)


class ProgramMarking:
    """One program and what became of it.

    Parameters
    ----------
    program : Program
    exercises : sequence of str
        Those that are judged.
    limits : Limits

    Attributes
    ----------
    file : str
        What the program is called.
    exercises : tuple of str
    ended : list of str
        What could not be run, and why, a sentence each.
    failed : list of str
        Cells that stopped with an error of their own, a sentence each.
    """

    def __init__(self, program: Program, exercises: Sequence[str], limits: Limits) -> None:
        self._program = program
        self.file = program.file
        self.exercises = tuple(exercises)
        self._limits = limits
        self._left_out: set[int] = set()
        self._errors: dict[int, CellError] = {}
        self._running: RunningProgram | None = None
        self._seconds = limits.program_seconds + sum(find_exercise(id).seconds for id in exercises)
        self.ended: list[str] = []

    def prepare(self, after: float = 0.0) -> float:
        """Start the first run's process before its turn has come.

        Parameters
        ----------
        after : float
            How many seconds that may take.

        Returns
        -------
        float
            How many seconds this program may take.
        """
        if self.exercises:
            self._running = RunningProgram(self._limits, after + self._seconds, self._uses_tensorflow())
        return self._seconds

    def end(self) -> None:
        """End a process that was prepared and is not needed."""
        if self._running is not None:
            self._running.end()
            self._running = None

    @property
    def failed(self) -> list[str]:
        cells = self._program.cells
        told = [f"{self._place(cells[i])} stopped with {error}." for i, error in self._errors.items()]
        more = len(told) - _MOST_TOLD
        return [
            *told[:_MOST_TOLD],
            *([f"{self._program.file}: {more} more cells stopped."] if more > 0 else []),
        ]

    def marks(self) -> Iterator[ExerciseMark]:
        """Yield a mark for each exercise, and another one where more was right before a later cell."""
        deadline = time.monotonic() + self._seconds
        unsolved = []
        for mark in self._marks_of_all(deadline):
            yield mark
            if mark.report.status in ("fail", "error"):
                unsolved.append(mark.report.exercise)
        for id in unsolved:
            if time.monotonic() < deadline:
                yield from self._mark_as_it_stood(id, deadline)

    def _marks_of_all(self, deadline: float) -> Iterator[ExerciseMark]:
        left = list(self.exercises)
        for _ in range(len(left) + _MORE_RUNS):
            if not left or time.monotonic() > deadline:
                break
            running = self._next_run(deadline)
            try:
                if self._cells_run(running):
                    yield from self._judged_in_turn(running, left)
            finally:
                running.end()
        for id in left:
            yield self._mark(id, error_report(id, _NEVER_TRIED))

    def _mark_as_it_stood(self, id: str, deadline: float) -> Iterator[ExerciseMark]:
        """Judge an exercise above the cell that takes away what it uses; yield its mark if that is right."""
        taken = taken_away(self._program, id)
        if taken is None:
            return
        place, name = taken
        running = self._next_run(deadline)
        try:
            if not self._cells_run(running, place):
                return
            report = judged(running, self._program, id, {})
        finally:
            running.end()
        if report.passed:
            note = (
                f"It is right as it stands above {self._program.cells[place].name}, which changes `{name}`."
            )
            notes = " ".join(filter(None, (report.note, note)))
            yield self._mark(id, dataclasses.replace(report, note=tidy(notes)))

    def _next_run(self, deadline: float) -> RunningProgram:
        prepared, self._running = self._running, None
        if prepared is None or prepared.has_ended:
            seconds = max(deadline - time.monotonic(), 1.0)
            return RunningProgram(self._limits, seconds, self._uses_tensorflow())
        prepared.deadline = deadline
        return prepared

    def _uses_tensorflow(self) -> bool:
        named = any("keras" in cell.source or "tensorflow" in cell.source for cell in self._program.cells)
        return named or bool(_WITH_MODELS.intersection(self.exercises))

    def _mark(self, id: str, report: Report) -> ExerciseMark:
        return ExerciseMark(report, self._program.file, source_of(self._program, id))

    def _judged_in_turn(self, running: RunningProgram, left: list[str]) -> Iterator[ExerciseMark]:
        broken = {self._program.cells[i].exercise: error for i, error in self._errors.items()}
        told = {id: error for id, error in broken.items() if id is not None}
        while left and not running.has_ended:
            id = left.pop(0)
            yield self._mark(id, judged(running, self._program, id, told))

    def _cells_run(self, running: RunningProgram, until: int | None = None) -> bool:
        """Run all cells, or those above one; a cell that ends the process is left out in the next run."""
        for number, cell in enumerate(self._program.cells[:until]):
            if number in self._left_out:
                continue
            try:
                error = running.run_cell(cell, self.exercises)
            except Stopped as stopped:
                self._left_out.add(number)
                self._say(cell, f"could not be run: {stopped}.")
                return False
            if error is None:
                continue
            self._errors[number] = error
            if error.type == "OutOfTime":
                del self._errors[number]
                self._say(cell, f"was stopped after {self._limits.cell_seconds:g} seconds.")
        return True

    def _say(self, cell: Cell, what: str) -> None:
        sentence = tidy(f"{self._place(cell)} {what}")
        if sentence not in self.ended:
            self.ended.append(sentence)

    def _place(self, cell: Cell) -> str:
        return f"{self._program.file}: {cell.name}"
