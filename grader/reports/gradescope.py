"""``gradescope/NAME.json``: a submission's marks in the form of a ``results.json`` of Gradescope."""

from __future__ import annotations

import json
from typing import Any

from grader.reports.counted import CountedMark, CountedMarking
from grader.reports.told import said_of
from grader.reports.visible_text import shortened, visible

__all__ = ["gradescope_json"]

_LONGEST = 10_000


def gradescope_json(one: CountedMarking) -> str:
    """Write one submission's marks; the total is the sum of its tests.

    Every text is declared to be plain, so that nothing in it is read as Markdown or HTML.
    """
    results = {
        "output": _about_the_whole(one),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "stdout_visibility": "hidden",
        "tests": [_test(number, mark) for number, mark in enumerate(one.marks, start=1)],
    }
    return json.dumps(results, ensure_ascii=False, indent=1) + "\n"


def _about_the_whole(one: CountedMarking) -> str:
    lines = [f"{one.points} of {one.max_points} points."]
    lines += [f"Could not be read or run: {trouble}" for trouble in one.marking.troubles]
    lines += [f"Not kept apart while the code ran: {what}" for what in one.marking.not_isolated]
    return shortened(visible("\n".join(lines)), _LONGEST)


def _test(number: int, mark: CountedMark) -> dict[str, Any]:
    return {
        "name": f"{mark.exercise}: {mark.card.title}",
        "number": str(number),
        "score": mark.points,
        "max_score": mark.max_points,
        "status": "passed" if mark.solved else "failed",
        "output": shortened(visible(said_of(mark)), _LONGEST),
    }
