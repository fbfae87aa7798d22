"""``class.csv``: a row for each learner, for a spreadsheet or a learning platform."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from grader.reports.counted import CountedMarking, exercises_of
from grader.reports.spreadsheet_cells import as_cell

__all__ = ["class_csv"]

# With it Excel reads UTF-8 as UTF-8; every other reader knows it as the mark that it is.
_BYTE_ORDER_MARK = "\ufeff"


def class_csv(the_class: Sequence[CountedMarking]) -> str:
    """Write what counts as CSV: learner, submission, status, total, and a column for each exercise."""
    exercises = exercises_of(the_class)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["learner", "submission", "status", "points", "max_points", *exercises, "overridden"])
    for one in the_class:
        points = {mark.exercise: mark.points for mark in one.marks}
        writer.writerow(
            [
                as_cell(one.learner),
                as_cell(one.marking.submission),
                one.marking.status,
                one.points,
                one.max_points,
                *(points.get(exercise, "") for exercise in exercises),
                " ".join(mark.exercise for mark in one.overridden),
            ]
        )
    return _BYTE_ORDER_MARK + text.getvalue()
