"""How the lab words an error: four parts, so that none is forgotten."""

from __future__ import annotations


def four_parts(checked: str, *, expected: str, got: str, fix: str) -> str:
    """Say what was checked, what was expected, what came instead and how to mend it."""
    return f"{checked}: expected {expected}, got {got}. {fix}"
