"""One program in the sandbox, as the judge sees it: its cells, its functions, and how it ends."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from grader.border import Bounds, Ended, Malformed, TooLate, fields_of, text_of
from grader.marking import Limits
from grader.sandbox.ending import NoSandbox
from grader.sandbox.warm import started
from grader.submission import Cell

# Beyond a limit that the child keeps itself: for the way there and back.
_GRACE = 3.0
# For the start of a child, which is not the learner's time. A busy machine may need many.
_START_SECONDS = 60.0
_STARTS = 3
BOUNDS = Bounds()


class Stopped(Exception):
    """The child can't go on. The text is a sentence's end: "it used more than 4 GB of memory".

    Attributes
    ----------
    late : bool
        Whether it only did not answer in time.
    """

    def __init__(self, why: str, late: bool = False) -> None:
        super().__init__(why)
        self.late = late


@dataclass(frozen=True)
class CellError:
    """What stopped a cell: claims of the child, as texts that may be shown."""

    type: str
    message: str
    line: int | None

    def __str__(self) -> str:
        words = next(filter(None, map(str.strip, self.message.splitlines())), "")
        told = f"{self.type}: {words}" if words else self.type
        return told if self.line is None else f"{told}, in line {self.line}"


class RunningProgram:
    """A child that runs one program.

    Parameters
    ----------
    limits : Limits
    seconds : float
        When it ends at the latest, whatever the judge does.
    tensorflow : bool
        Whether it should get TensorFlow ready at once.

    Attributes
    ----------
    deadline : float
        By `time.monotonic`: when the judge ends it at the latest.
    """

    def __init__(self, limits: Limits, seconds: float, tensorflow: bool = False) -> None:
        self.deadline = time.monotonic() + seconds
        self._limits = limits
        self._ended: str | None = None
        kept = dataclasses.replace(
            limits,
            program_seconds=seconds + 2 * _GRACE,
            cpu_seconds=limits.cpu_seconds + max(seconds - limits.program_seconds, 0),
        )
        self._started = partial(started, kept, BOUNDS, tensorflow)
        self._child = self._started()
        self._is_ready = False

    @property
    def has_ended(self) -> bool:
        """Whether nothing can be asked any more."""
        return self._ended is not None or not self._child.can_serve

    def run_cell(self, cell: Cell, keeps: Sequence[str] = ()) -> CellError | None:
        """Run one cell; return what stopped it, None where nothing did.

        Parameters
        ----------
        cell : Cell
        keeps : sequence of str
            Functions of these names are found later, also where the name stands for something else by then.

        Raises
        ------
        Stopped
        """
        seconds = self._limits.cell_seconds
        request = {"do": "cell", "source": cell.source, "seconds": seconds, "keeps": list(keeps)}
        answer, _ = self.ask(request, (), seconds)
        error = self._read(answer, {"error": (dict, type(None))})["error"]
        if error is None:
            return None
        fields = self._read(error, {"type": str, "message": str, "line": (int, type(None))})
        return CellError(text_of(fields["type"], 100), text_of(fields["message"], 500), fields["line"])

    def find(self, exercise: str, names: Sequence[str], seconds: float) -> str | None:
        """Look for an exercise's work under several names; return the one that is there."""
        request = {"do": "find", "exercise": exercise, "names": list(names), "seconds": seconds}
        answer, _ = self.ask(request, (), _GRACE)
        found = self._read(answer, {"found": (str, type(None))})["found"]
        if found is not None and found not in names:
            raise self._stopped("it answered with something that nobody asked for")
        return found

    def ask(
        self, request: dict[str, Any], arrays: Sequence[bytes], seconds: float
    ) -> tuple[dict[str, Any], list[bytes]]:
        """Send a request and wait for its answer.

        Raises
        ------
        Stopped, NoSandbox
        """
        if self._ended:
            raise Stopped(self._ended)
        self._wait_for_start()
        left = min(seconds + _GRACE, self.deadline - time.monotonic())
        try:
            self._child.channel.send(request, arrays, seconds=max(left, 0.1))
            return self._child.channel.receive(seconds=max(left, 0.1))
        except TooLate:
            raise self._stopped("it did not answer in time", late=True) from None
        except Ended:
            raise self._stopped(None) from None
        except Malformed as problem:
            raise self._stopped(f"it answered with something that can't be read: {problem}") from None

    def _wait_for_start(self) -> None:
        """Wait for the first word. Who ends before that has run no learner code: take another child."""
        for _ in range(_STARTS):
            if self._is_ready:
                return
            try:
                self._child.channel.receive(seconds=_START_SECONDS)
                self._is_ready = True
            except (Ended, TooLate):
                self._child.end()
                self._child = self._started()
        if not self._is_ready:
            self.end()
            raise NoSandbox("the processes in which learner code runs ended before they had run any")

    def end(self) -> None:
        """End the child, if it still runs."""
        if self._ended is None:
            self._ended = "it was over"
            self._child.end()

    def _read(self, value: Any, kinds: dict[str, Any]) -> dict[str, Any]:
        try:
            return fields_of(value, kinds)
        except Malformed as problem:
            raise self._stopped(f"it answered with something that can't be read: {problem}") from None

    def _stopped(self, why: str | None, late: bool = False) -> Stopped:
        self._child.end()
        how = self._child.how()
        self._ended = self._limit_words(how.limit) or why or _ended_words(how.status)
        return Stopped(self._ended, late)

    def _limit_words(self, limit: str | None) -> str | None:
        words = {
            "memory": f"it used more than {self._limits.memory_bytes / 2**30:g} GB of memory",
            "processes": f"it started more than {self._limits.processes} processes and threads",
            "cpu": f"it used more than {self._limits.cpu_seconds:g} seconds of processor time",
            "time": f"it took longer than {self._limits.program_seconds:g} seconds",
        }
        return words.get(limit or "")


def _ended_words(status: int | None) -> str:
    if status is None:
        return "it ended"
    if status < 0:
        return f"its process was ended by signal {-status}"
    return f"it ended its own process (with status {status})"
