"""Watch what each child and all its processes take together, and end them when that is too much."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from grader.sandbox.processes import below, cpu_seconds, end, own_memory, resident, threads

_TICK = 0.01
# For the end of a fork bomb on a busy machine.
_PATIENCE = 30.0


class Child:
    """One child of the warm process, with whatever it has started.

    Parameters
    ----------
    number : int
        The judge's name for it.
    pid : int
    limits : dict
        The fields of `grader.marking.Limits`.
    folder : tempfile.TemporaryDirectory or None
        Where it works, if it has no file system of its own; removed when it has ended.
    """

    def __init__(
        self, number: int, pid: int, limits: dict[str, Any], folder: tempfile.TemporaryDirectory[str] | None
    ) -> None:
        self.number = number
        self.pid = pid
        self.sign = _sign_of(pid)
        self.why: str | None = None
        self.killed = False
        self._limits = limits
        self._folder = folder
        self._began = time.monotonic()

    def kill(self, why: str | None = None) -> None:
        """End the child; a pid namespace ends with it, and what else it leaves is ended by `Children`."""
        self.why = self.why or why
        self.killed = True
        with suppress(OSError):
            os.kill(self.pid, signal.SIGKILL)

    def dies_slowly(self) -> bool:
        """Tell whether it was killed with many processes, which still count as the user's."""
        if not self.killed:
            return False
        return sum(map(threads, [self.pid, *below(self.pid)])) > self._limits["processes"] / 4

    def too_much(self) -> str | None:
        """Return the limit that the child has gone beyond, None where it keeps them all."""
        if time.monotonic() - self._began > self._limits["program_seconds"]:
            return "time"
        tree = [self.pid, *below(self.pid)]
        if sum(map(threads, tree)) > self._limits["processes"]:
            return "processes"
        if sum(map(cpu_seconds, tree)) > self._limits["cpu_seconds"]:
            return "cpu"
        most = self._limits["memory_bytes"]
        # The quick sum counts shared pages for each process; only a large one is worth the exact one.
        if sum(map(resident, tree)) > most / 2 and sum(map(own_memory, tree)) > most:
            return "memory"
        return None

    def clear(self) -> None:
        """Remove what it used."""
        if self.sign is not None:
            os.close(self.sign)
        if self._folder is not None:
            self._folder.cleanup()


class Children:
    """All children that run: the one that is being judged, and one that waits for its turn."""

    def __init__(self) -> None:
        self._all: dict[int, Child] = {}

    def __bool__(self) -> bool:
        return bool(self._all)

    @property
    def signs(self) -> list[int]:
        """What becomes readable when a child ends."""
        return [child.sign for child in self._all.values() if child.sign is not None]

    def add(self, child: Child) -> None:
        """Watch one more."""
        self._all[child.pid] = child

    def kill(self, number: int) -> None:
        """End the child of a number, if it is still there."""
        for child in self._all.values():
            if child.number == number:
                child.kill()

    def look_until_gone(self) -> Iterator[dict[str, Any]]:
        """Do as `look` does until no killed child has many processes left: a new one could start none."""
        deadline = time.monotonic() + _PATIENCE
        while any(child.dies_slowly() for child in self._all.values()) and time.monotonic() < deadline:
            time.sleep(_TICK)
            yield from self.look()

    def look(self) -> Iterator[dict[str, Any]]:
        """Yield how each child ended that has; too much of anything ends one."""
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                child = self._all.pop(ended[0], None)
                if child is None:
                    continue
                self._end_orphans()
                child.clear()
                yield {"child": child.number, "ended": os.waitstatus_to_exitcode(ended[1]), "why": child.why}
        for child in self._all.values():
            too_much = child.too_much()
            if too_much:
                child.kill(too_much)

    def _end_orphans(self) -> None:
        """End what children without a pid namespace have left behind: it falls to this process."""
        for _ in range(100):
            kept = {pid for own in self._all for pid in (own, *below(own))}
            if not end([pid for pid in below(os.getpid()) if pid not in kept]):
                return


def _sign_of(pid: int) -> int | None:
    """Return a handle that becomes readable when a process ends; None before Linux 5.3."""
    try:
        return os.pidfd_open(pid)
    except OSError:
        return None
