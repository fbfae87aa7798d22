"""Tasks for other processes, which find them in a module."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any


def do(task: tuple[str, Any]) -> Any:
    """Do what the task's first word says."""
    what, value = task
    return _DEEDS[what](value)


def _square(number: int) -> int:
    return number * number


def _raise(words: str) -> None:
    raise ValueError(words)


def _unpicklable(_: Any) -> Any:
    return lambda: None


def _kill() -> None:
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def _die(_: Any) -> None:
    _kill()


def _die_once(mark: str) -> str:
    """Die in the first process that begins this task, after a mark that it was here."""
    if not Path(mark).exists():
        Path(mark).touch()
        _kill()
    return "survived"


def _linger(mark: str) -> None:
    """Say which process works at it, and work for a long time."""
    Path(mark).write_text(str(os.getpid()))
    time.sleep(600)


def _note(folder: str) -> int:
    """Leave one file for each time that the task was begun."""
    for number in range(100):
        try:
            (Path(folder) / str(number)).touch(exist_ok=False)
            return number
        except FileExistsError:
            continue
    raise RuntimeError


_DEEDS = {
    "square": _square,
    "raise": _raise,
    "exit": sys.exit,
    "unpicklable": _unpicklable,
    "die": _die,
    "die once": _die_once,
    "linger": _linger,
    "note": _note,
    "process": lambda _: os.getpid(),
}
