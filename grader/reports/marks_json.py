"""``marks.json``: all that was found, for programs. ``marks.schema.json`` beside this file says its form."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from grader.reports.counted import CountedMark, CountedMarking, exercises_of
from grader.reports.visible_text import encodable
from public_tests.catalogue import VERSION, find_exercise

__all__ = ["FORMAT", "marks_json"]

# Rises when a program that reads the file would have to change.
FORMAT = 1


def marks_json(the_class: Sequence[CountedMarking]) -> str:
    """Write every mark with its reasons."""
    marks = {
        "format": FORMAT,
        "catalogue": VERSION,
        "exercises": [_exercise(id) for id in exercises_of(the_class)],
        "learners": [_learner(one) for one in the_class],
    }
    return encodable(json.dumps(marks, ensure_ascii=False, indent=1)) + "\n"


def _exercise(id: str) -> dict[str, Any]:
    exercise = find_exercise(id)
    return {
        "id": id,
        "title": exercise.title,
        "notebook": exercise.notebook,
        "max_points": exercise.points,
    }


def _learner(one: CountedMarking) -> dict[str, Any]:
    return {
        "learner": one.learner,
        "submission": one.marking.submission,
        "fingerprint": one.marking.fingerprint,
        "page": f"learners/{one.stem}.html",
        "status": one.marking.status,
        "points": one.points,
        "machine_points": one.marking.points,
        "max_points": one.max_points,
        "troubles": list(one.marking.troubles),
        "not_isolated": list(one.marking.not_isolated),
        "exercises": {mark.exercise: _mark(mark) for mark in one.marks},
    }


def _mark(mark: CountedMark) -> dict[str, Any]:
    report = mark.report
    return {
        "points": mark.points,
        "machine_points": report.points,
        "max_points": mark.max_points,
        "override": None if mark.override is None else {"reason": mark.override.reason},
        "status": report.status,
        "diagnosis": report.diagnosis,
        "message": report.message,
        "evidence": report.evidence,
        "note": report.note,
        "file": mark.mark.file,
    }
