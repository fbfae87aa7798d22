"""The page that a teacher reads: who needs help with what, and everything else that comes of a class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.reports.counted import CountedMarking
from grader.reports.needs import learners_in_need, not_begun, stumbles
from grader.reports.pages import page

__all__ = ["class_page"]


def class_page(the_class: Sequence[CountedMarking], tries: Mapping[str, int]) -> str:
    """Write the page of the whole class."""
    return page(
        "class.html.j2",
        the_class=the_class,
        stumbles=stumbles(the_class),
        in_need=learners_in_need(the_class),
        not_begun=not_begun(the_class),
    )
