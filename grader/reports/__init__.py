"""What a teacher and a learner read after marking.

`write_reports` writes the pages and files of a class; `read_overrides` reads a teacher's own marks.
"""

from __future__ import annotations

from grader.reports.overrides import Override, OverrideMistake, Overrides, read_overrides
from grader.reports.writing import write_reports

__all__ = ["Override", "OverrideMistake", "Overrides", "read_overrides", "write_reports"]
