"""Watch what a child and all its processes take together, and end them when that is too much."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_PROC = Path("/proc")


class Child:
    """One child of the warm process, with whatever it has started.

    Parameters
    ----------
    pid : int
    limits : dict
        The fields of `grader.marking.Limits`.
    began : float
    """

    def __init__(self, pid: int, limits: dict[str, Any], began: float) -> None:
        self._pid = pid
        self._limits = limits
        self._began = began
        self._why: str | None = None
        self._shared = _resident("self")

    def look(self) -> dict[str, Any] | None:
        """Return how the child ended; None while it runs. Too much of anything ends it."""
        pid, status = os.waitpid(self._pid, os.WNOHANG)
        if pid:
            self._sweep()
            return {"ended": os.waitstatus_to_exitcode(status), "why": self._why}
        too_much = self._too_much()
        if too_much:
            self.kill(too_much)
        return None

    def kill(self, why: str) -> None:
        """End the child and all that it has started."""
        self._why = self._why or why
        tree = self._tree()
        for pid in (self._pid, *tree):
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)

    def _sweep(self) -> None:
        """End what a child without a pid namespace has left behind."""
        with suppress(OSError):
            os.killpg(self._pid, signal.SIGKILL)

    def _too_much(self) -> str | None:
        if time.monotonic() - self._began > self._limits["program_seconds"]:
            return "time"
        tree = [self._pid, *self._tree()]
        if sum(map(_threads, tree)) > self._limits["processes"]:
            return "processes"
        if sum(map(_cpu_seconds, tree)) > self._limits["cpu_seconds"]:
            return "cpu"
        most = self._limits["memory_bytes"]
        # The quick sum counts shared pages for each process; only a large one is worth the exact one.
        if sum(map(_resident, tree)) > most / 2 and sum(map(_own_memory, tree)) > most:
            return "memory"
        return None

    def _tree(self) -> list[int]:
        """Return all processes below the child. What loses its parent falls to the child itself."""
        parents: dict[int, list[int]] = {}
        for entry in _PROC.iterdir() if _PROC.is_dir() else ():
            if entry.name.isdigit():
                parent = _stat(entry.name)[1:2]
                if parent:
                    parents.setdefault(int(parent[0]), []).append(int(entry.name))
        found, left = [], [self._pid]
        while left:
            below = parents.get(left.pop(), [])
            found += below
            left += below
        return found


def _read(pid: int | str, name: str) -> str:
    try:
        return (_PROC / str(pid) / name).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _stat(pid: int | str) -> list[str]:
    """Return the fields of stat behind the name, which may hold anything: state, parent, ..."""
    return _read(pid, "stat").rpartition(")")[2].split()


def _threads(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[17]) if len(fields) > 17 else 0


def _cpu_seconds(pid: int) -> float:
    # Its own and its children's that have ended and were waited for.
    return sum(int(ticks) for ticks in _stat(pid)[11:15]) / _TICKS


def _resident(pid: int | str) -> int:
    fields = _read(pid, "statm").split()
    return int(fields[1]) * _PAGE if len(fields) > 1 else 0


def _own_memory(pid: int) -> int:
    """Return what a process takes: its own pages, and its share of those that it has in common."""
    for line in _read(pid, "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return _resident(pid)
