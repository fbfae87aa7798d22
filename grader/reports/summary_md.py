"""``summary.md``: the class in a few lines, for the summary of a CI job."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from statistics import median

from grader.reports.counted import CountedMark, CountedMarking, exercises_of
from grader.reports.needs import stumbles
from grader.reports.states import state_of
from grader.reports.visible_text import in_one_line
from public_tests.catalogue import find_exercise

__all__ = ["summary_md"]

_MOST_ROWS = 20
# What Markdown and its relatives give a meaning to within a line: a colon starts an emoji or a link.
_MARKS = re.compile(r"[\\`*_\[\]#|~@$]|:(?=\S)|w(?=\.)")


def summary_md(the_class: Sequence[CountedMarking]) -> str:
    """Write one learner's marks, or those of a class in short."""
    parts = _of_one(the_class[0]) if len(the_class) == 1 else _of_many(the_class)
    return "\n\n".join(["## Digit Lab", *parts]) + "\n"


def _of_one(one: CountedMarking) -> list[str]:
    rows = [
        (_code(mark.exercise), state_of(mark).words, _points(mark), _first_words(mark)) for mark in one.marks
    ]
    total = f"{_plain(one.learner)}: **{one.points} of {one.max_points} points**"
    return [total, *_troubles([one]), _table(("exercise", "state", "points", "what was found"), rows)]


def _of_many(the_class: Sequence[CountedMarking]) -> list[str]:
    if not the_class:
        return ["Nothing was handed in."]
    middle = median(one.points for one in the_class)
    total = f"{len(the_class)} submissions, half of them with {middle:g} points or more"
    solved = [_solved(id, the_class) for id in exercises_of(the_class)]
    common = [
        (str(len(each.learners)), _code(each.exercise), _plain(each.finding))
        for each in stumbles(the_class)[:_MOST_ROWS]
    ]
    return [
        total,
        *_troubles(the_class),
        _table(("exercise", "title", "solved", "tried, not solved", "not attempted"), solved),
        *([_table(("learners", "exercise", "what their answers do"), common)] if common else []),
    ]


def _solved(id: str, the_class: Sequence[CountedMarking]) -> tuple[str, ...]:
    marks = [mark for one in the_class for mark in one.marks if mark.exercise == id]
    counts = (
        sum(mark.solved for mark in marks),
        sum(mark.needs_help for mark in marks),
        sum(not mark.tried for mark in marks),
    )
    return _code(id), _plain(find_exercise(id).title), *map(str, counts)


def _troubles(the_class: Sequence[CountedMarking]) -> list[str]:
    troubled = [one for one in the_class if one.marking.troubles or one.marking.status != "marked"]
    lines = [
        f"- {_plain(one.learner)}: {_plain(' '.join(one.marking.troubles) or one.marking.status)}"
        for one in troubled[:_MOST_ROWS]
    ]
    if len(troubled) > _MOST_ROWS:
        lines.append(f"- and {len(troubled) - _MOST_ROWS} more")
    return ["Could not be marked as a whole:\n\n" + "\n".join(lines)] if lines else []


def _points(mark: CountedMark) -> str:
    by_teacher = "" if mark.override is None else f", set by the teacher (machine: {mark.report.points})"
    return f"{mark.points} of {mark.max_points}{by_teacher}"


def _first_words(mark: CountedMark) -> str:
    return "" if mark.solved else _plain(mark.card.said()[0][1])


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _code(id: str) -> str:
    return f"`{id}`"


def _plain(text: str) -> str:
    """Write a text so that nothing in it is Markdown, HTML, a link or a mention."""
    safe = html.escape(in_one_line(text, 200), quote=False)
    return _MARKS.sub(lambda found: f"&#{ord(found[0])};", safe)
