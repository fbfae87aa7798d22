"""What is done and what comes next."""

from __future__ import annotations


def progress() -> None:
    """Show what you have solved, and what comes next."""
    print("The overview is still being written.")
