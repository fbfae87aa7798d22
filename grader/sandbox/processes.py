"""What Linux tells of processes in /proc: who is below whom, and what each takes."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def below(pid: int) -> list[int]:
    """Return all processes below one, however deep."""
    parents: dict[int, list[int]] = {}
    for entry in _PROC.iterdir():
        fields = _stat(entry.name) if entry.name.isdigit() else []
        if len(fields) > 1:
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, left = [], [pid]
    while left:
        children = parents.get(left.pop(), [])
        found += children
        left += children
    return found


def end_below(pid: int) -> None:
    """End all processes below one, also those that are started meanwhile."""
    for _ in range(100):
        if not end(below(pid)):
            return


def end(pids: Iterable[int]) -> bool:
    """End processes; tell whether there were any that had not ended yet."""
    left = [pid for pid in pids if _stat(pid)[:1] not in (["Z"], [])]
    for pid in left:
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    return bool(left)


def threads(pid: int) -> int:
    """Return how many threads a process has."""
    fields = _stat(pid)
    return int(fields[17]) if len(fields) > 17 else 0


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process, and of its children that have ended."""
    return sum(int(ticks) for ticks in _stat(pid)[11:15]) / _TICKS


def resident(pid: int | str) -> int:
    """Return the bytes that a process has in memory, those that it shares included."""
    fields = _read(pid, "statm").split()
    return int(fields[1]) * _PAGE if len(fields) > 1 else 0


def own_memory(pid: int) -> int:
    """Return what a process takes: its own pages, and its share of those that it has in common."""
    for line in _read(pid, "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return resident(pid)


def _stat(pid: int | str) -> list[str]:
    """Return the fields of stat behind the name, which may hold anything: state, parent, ..."""
    return _read(pid, "stat").rpartition(")")[2].split()


def _read(pid: int | str, name: str) -> str:
    try:
        return (_PROC / str(pid) / name).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
