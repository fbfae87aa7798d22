"""Watch what a child and all its processes take together, and end them when that is too much."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from typing import Any

from grader.sandbox.processes import below, cpu_seconds, end_below, own_memory, resident, threads


class Child:
    """One child of the warm process, with whatever it has started.

    Parameters
    ----------
    pid : int
    limits : dict
        The fields of `grader.marking.Limits`.
    """

    def __init__(self, pid: int, limits: dict[str, Any]) -> None:
        self._pid = pid
        self._limits = limits
        self._began = time.monotonic()
        self._why: str | None = None

    def look(self) -> dict[str, Any] | None:
        """Return how the child ended; None while it runs. Too much of anything ends it."""
        # What loses its parent falls to the child where it is the first of a pid namespace, and else to us.
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                if ended[0] == self._pid:
                    end_below(os.getpid())
                    return {"ended": os.waitstatus_to_exitcode(ended[1]), "why": self._why}
        too_much = self._too_much()
        if too_much:
            self.kill(too_much)
        return None

    def kill(self, why: str) -> None:
        """End the child; `look` ends what it leaves behind."""
        self._why = self._why or why
        with suppress(OSError):
            os.kill(self._pid, signal.SIGKILL)

    def _too_much(self) -> str | None:
        if time.monotonic() - self._began > self._limits["program_seconds"]:
            return "time"
        tree = below(os.getpid())
        if sum(map(threads, tree)) > self._limits["processes"]:
            return "processes"
        if sum(map(cpu_seconds, tree)) > self._limits["cpu_seconds"]:
            return "cpu"
        most = self._limits["memory_bytes"]
        # The quick sum counts shared pages for each process; only a large one is worth the exact one.
        if sum(map(resident, tree)) > most / 2 and sum(map(own_memory, tree)) > most:
            return "memory"
        return None
