"""What became of one task, and the way of a task to a process and back."""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

Function = Callable[[Any], Any]


@dataclass(frozen=True)
class Done:
    """One task that is finished, well or not.

    Attributes
    ----------
    task : object
        As it was handed over.
    result : object
        What the function returned; None where there is an error.
    error : str or None
        ``"ValueError: no such digit"``, or how often the process that worked at it died.
    traceback : str
        Where the function raised the error; "" where it raised none.
    tries : int
        How often the task was begun. More than 1: a process died over it, or was killed.
    """

    task: Any
    result: Any = None
    error: str | None = None
    traceback: str = ""
    tries: int = 1


class Answer(NamedTuple):
    """What one try gives: a result, or an error in words (an exception may not survive the way back)."""

    result: Any = None
    error: str | None = None
    traceback: str = ""


@dataclass(eq=False)
class Job:
    """A task, packed together with its function, and how often it was begun."""

    task: Any
    packed: bytes
    begun: int = 0

    def done(self, answer: Answer) -> Done:
        """Give the task back with its answer."""
        return Done(self.task, *answer, tries=self.begun)

    def died(self) -> Done:
        """Give the task back that no process survived."""
        words = f"each process that worked at it ended without a result: {self.begun} were tried"
        return Done(self.task, error=words, tries=self.begun)


def next_job(function: Function, tasks: Iterator[Any]) -> Job | Done | None:
    """Pack the next task; give it back at once where it can't be packed; None where there is none."""
    for task in tasks:
        try:
            return Job(task, pickle.dumps((function, task)))
        except Exception as error:
            return Done(task, *_refusal(error), tries=0)
    return None


def work_at(packed: bytes) -> bytes:
    """Work at a packed job, in whichever process this is, and pack the answer."""
    try:
        function, task = pickle.loads(packed)
        answer = Answer(function(task))
    except BaseException as error:  # `sys.exit()` in a task must not end the worker
        answer = _refusal(error)
    try:
        return pickle.dumps(answer)
    except Exception as error:
        return pickle.dumps(_refusal(error))


def unpacked(answer: bytes) -> Answer:
    """Unpack an answer."""
    try:
        return pickle.loads(answer)
    except Exception as error:
        return _refusal(error)


def _refusal(error: BaseException) -> Answer:
    words = f"{type(error).__name__}: {error}"
    return Answer(None, words, "".join(traceback.format_exception(error)))
