"""The solution of an exercise, for the last rung of its hints."""

from __future__ import annotations

from authoring.folders import THIS_LAB, Lab
from authoring.markers import solved
from authoring.source import read_source, source_stems


def solution_of(exercise_id: str, lab: Lab = THIS_LAB) -> str | None:
    """Return the exercise's cell with its solution, None where there is none: in a hand-out."""
    for stem in source_stems(lab):
        for cell in read_source(lab, stem).cells:
            if cell.exercise == exercise_id:
                return solved(cell.text)
    return None
