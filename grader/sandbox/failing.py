"""What is raised where learner code can't be run at all."""

from __future__ import annotations


class NoSandbox(RuntimeError):
    """No process could be started. The text says why."""
