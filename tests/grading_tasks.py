"""Submissions that say themselves what becomes of them, and a `mark` that obeys them."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from grader.marking import ExerciseMark, Limits, Marking, Task
from grader.submission import Cell, Program, Submission
from public_tests import Report
from public_tests.catalogue import VERSION, find_exercise


def task(id: str, order: str, exercises: tuple[str, ...] = ("relu",), limits: Limits | None = None) -> Task:
    """Make a task whose one cell holds an order, as ``"note FOLDER"``."""
    programs = (Program("02_softmax.ipynb", (Cell("cell 1", order, "relu"),), exercises),)
    fingerprint = hashlib.sha256(order.encode()).hexdigest()
    return Task(Submission(id, id.title(), programs, (), fingerprint), exercises, limits or Limits())


def obey(task: Task) -> Marking:
    """Do what a submission orders, and mark it with the points of its exercises."""
    order, _, argument = task.submission.programs[0].cells[0].source.partition(" ")
    if argument:
        _ORDERS[order](Path(argument))
    marks = [ExerciseMark(_passed(id), "02_softmax.ipynb", order) for id in task.exercises]
    return Marking(
        task.submission.id, task.submission.learner, task.submission.fingerprint, "marked", tuple(marks)
    )


def _passed(id: str) -> Report:
    points = find_exercise(id).points
    return Report(id, "pass", points, points, None, "Right, also for \u00e9 and \ud83d.", None, None, VERSION)


def _note(folder: Path) -> None:
    (folder / f"{os.getpid()}-{time.monotonic_ns()}").touch()


def _fail(path: Path) -> None:
    raise OSError(f"no room for {path.name}")


def _die(mark: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_once(mark: Path) -> None:
    try:
        mark.open("x").close()
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def _linger(mark: Path) -> None:
    """Say in a file who lingers, and wait until another file lets it go on."""
    mark.write_text(str(os.getpid()))
    while not mark.with_suffix(".go").exists():
        time.sleep(0.02)


_ORDERS: dict[str, Callable[[Path], None]] = {
    "note": _note,
    "fail": _fail,
    "die": _die,
    "die-once": _die_once,
    "linger": _linger,
}
