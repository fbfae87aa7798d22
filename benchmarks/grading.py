"""Grading: our throughput beside nbgrader's and otter-grader's, on the same submission in the same minutes.

The submission is one notebook with the set-up, the solved exercises and the checks of 02 and 03: seven
exercises, 45 points, no long training. Ours marks it with warm workers, one and two, and keeps every
marking as `grade` does. The others run in environments of their own, which the first run makes. Then one
finished lab, all solutions from 01 to 08, is marked. Run `python benchmarks/grading.py`; it takes about
four minutes, and the tables are kept in benchmarks/results/.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from in_the_lab import with_the_labs_python
from other_graders import Nbgrader, Otter, descendants, most_memory, seconds_of

if TYPE_CHECKING:
    from grader.marking import Task

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "grading.md"
ROUNDS = 3
NOTEBOOKS = ("02_softmax", "03_model")
_ENOUGH = 1000
REACHES = {"nbgrader": 30, "otter-grader": 60}


def main() -> None:
    """Measure all, print the tables and keep them."""
    lines: list[str] = []
    with tempfile.TemporaryDirectory(prefix="digit-lab-grading-") as folder:
        for measure in (_beside_the_others, _a_whole_lab):
            table = measure(Path(folder))
            print("\n".join(table), "\n", flush=True)
            lines += [*table, ""]
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text("\n".join(lines), encoding="utf-8")


class Ours:
    """So many of our workers, which stay warm from round to round."""

    def __init__(self, workers: int, folder: Path, tasks: list[Task]) -> None:
        from grader.batch import mark_batch
        from grader.engine import mark

        self.batch = 20 * workers
        self._workers = workers
        self._marked = mark_batch(tasks, folder / f"kept by {workers}", mark, workers=workers)
        self._others = descendants()
        # After so many each worker has marked one; the first takes it some seconds.
        self.first_seconds = seconds_of(self.get_ready)

    def get_ready(self) -> None:
        """Use up what was finished while others were measured."""
        for _ in range(4 * self._workers):
            next(self._marked)

    def mark(self) -> None:
        for _ in range(self.batch):
            self._last = next(self._marked)

    def points(self) -> float:
        return self._last.marking.points

    def processes(self) -> list[int]:
        """The workers, their warm processes and the learners' code, until others are started."""
        return [pid for pid in descendants() if pid not in self._others]

    def close(self) -> None:
        self._marked.close()


def _tasks(submission: Path, count: int) -> list[Task]:
    """Hand one submission in so many times, by a learner each."""
    from grader.collecting import collect
    from grader.marking import Task
    from public_tests.catalogue import EXERCISES

    (one,) = collect([submission]).submissions
    handed_in = {id for program in one.programs for id in program.exercises}
    asked = tuple(id for id in EXERCISES if id in handed_in)
    return [Task(replace(one, id=f"{submission.name} {number}"), asked) for number in range(count)]


def _beside_the_others(folder: Path) -> list[str]:
    """Measure round by round, each grader in each round, so that a busy minute is everybody's."""
    assignment, submission = _exam("marked_notebook"), _exam("solved_notebook")
    points = _points(submission)
    whole = sum(points.values())
    with ExitStack() as running:
        graders: dict[str, Any] = {
            "nbgrader": Nbgrader(folder / "nbgrader", assignment, submission),
            "otter-grader": Otter(folder / "otter", points, submission),
        }
        memory = {name: _first_round(one, whole) for name, one in graders.items()}
        exams = _tasks(folder / "otter" / "exam.ipynb", _ENOUGH)
        for workers, name in ((1, "ours, 1 worker"), (2, "ours, 2 workers")):
            graders[name] = running.enter_context(closing(Ours(workers, folder, exams)))
            # Before the next is started: these processes are its own.
            memory[name] = _first_round(graders[name], whole)
        each: dict[str, list[float]] = {name: [] for name in graders}
        for _ in range(ROUNDS):
            for name, one in graders.items():
                one.get_ready()
                each[name].append(seconds_of(one.mark) / one.batch)
        versions = ", ".join(f"{name} {graders[name].version}" for name in REACHES)
        first = graders["ours, 1 worker"].first_seconds
    return [f"{versions}; {os.cpu_count()} cores.", "", *_table(each, memory), "", *_verdicts(each, first)]


def _first_round(one: Any, points: int) -> float:
    """Let a grader mark once, untimed; return the memory it took and stop where the points are wrong."""
    most = most_memory(one.processes, one.mark)
    if (got := one.points()) != points:
        sys.exit(f"{type(one).__name__} gave {got} of {points} points.")
    return most


def _table(each: dict[str, list[float]], memory: dict[str, float]) -> list[str]:
    own = each["ours, 1 worker"]
    lines = [
        "| grader | s a submission, median | a minute | to our one worker | round by round | memory, GB |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, seconds in each.items():
        middle = statistics.median(seconds)
        ratios = " ".join(f"{s / o:.3g}" for s, o in zip(seconds, own, strict=True))
        lines.append(
            f"| {name} | {middle:.3f} | {60 / middle:.0f} | {middle / statistics.median(own):.3g} | {ratios} "
            f"| {memory[name]:.2f} |"
        )
    return lines


def _verdicts(each: dict[str, list[float]], first: float) -> list[str]:
    own, two = (statistics.median(each[name]) for name in ("ours, 1 worker", "ours, 2 workers"))
    lines = [f"Two workers mark {own / two:.2f} times as many as one."]
    lines.append(f"A cold worker's first four submissions take {first:.1f} s.")
    for name, reach in REACHES.items():
        got = statistics.median(each[name]) / own
        lines.append(f"One worker marks {got:.0f} times as many as {name}; reach: {reach}.")
    lines.append("Memory is what all its processes took together, shared pages counted once.")
    return lines


def _a_whole_lab(folder: Path) -> list[str]:
    tasks = [*_tasks(folder / "otter" / "exam.ipynb", 4), *_tasks(ROOT / "solutions", 2)]
    with closing(Ours(1, folder / "lab", tasks)) as ours:
        ours.batch = 1
        seconds = min(seconds_of(ours.mark) for _ in range(2))
        points = ours.points()
    return [f"A whole finished lab, 01 to 08, {points:.0f} points, warm, one worker: {seconds:.1f} s."]


def _exam(build: str) -> Any:
    """Put what is needed of 02 and 03 into one notebook: set-up, exercises and checks."""
    from authoring import THIS_LAB, notebook
    from authoring.rules import lab_catalogue
    from authoring.source import read_source

    built = [getattr(notebook, build)(read_source(THIS_LAB, stem), lab_catalogue()) for stem in NOTEBOOKS]
    exam = built[0]
    exam.cells = [
        cell
        for one in built
        for cell in one.cells
        if "setup" in cell.metadata.get("tags", []) or "nbgrader" in cell.metadata
    ]
    return exam


def _points(notebook: Any) -> dict[str, int]:
    found = {cell.id.removesuffix("-check"): cell.metadata.get("nbgrader", {}) for cell in notebook.cells}
    return {id: facts["points"] for id, facts in found.items() if "points" in facts}


if __name__ == "__main__":
    with_the_labs_python()
    main()
