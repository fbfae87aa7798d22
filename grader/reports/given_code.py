"""What the lab itself gives for an exercise: the open cell and the lab's own solution."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from public_tests.catalogue import find_exercise

__all__ = ["given_code"]

_LAB = Path(__file__).resolve().parents[2]
# A hand-out has no solutions, and nothing is compared with them there.
_FOLDERS = ("notebooks", "solutions")


def given_code(exercises: Iterable[str], lab: Path = _LAB) -> dict[str, list[str]]:
    """Return by exercise the texts of its cell in the lab's own notebooks."""
    return {
        id: [text for folder in _FOLDERS for text in _cells(lab / folder, id, find_exercise(id).notebook)]
        for id in exercises
    }


def _cells(folder: Path, id: str, notebook: str) -> list[str]:
    try:
        cells = json.loads((folder / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return ["".join(cell["source"]) for cell in cells if cell.get("id") == f"{id}-exercise"]
