"""How a process ended in which learner code ran, or that none could be started."""

from __future__ import annotations

from typing import NamedTuple


class Ending(NamedTuple):
    """How a process ended.

    Attributes
    ----------
    status : int or None
        What it exited with, or the signal that ended it as a negative number; None where nobody knows.
    limit : str or None
        The limit that it went beyond: "time", "processes", "cpu" or "memory".
    """

    status: int | None
    limit: str | None


class NoSandbox(RuntimeError):
    """No process could be started. The text says why."""
