"""What is done and what comes next: the same rows in a notebook and in a terminal."""

from __future__ import annotations

from dataclasses import dataclass

from lab_utils.guesses import read_guesses
from lab_utils.progress import Record, read_progress, told_in_words
from public_tests.card import state_in_words
from public_tests.catalogue import EXERCISES, Exercise
from public_tests.hints import RUNGS
from public_tests.showing import escaped, show

HEADINGS = ("notebook", "exercise", "state", "points", "tries", "hints")
# The columns that hold numbers, which stand to the right.
NUMBERS = frozenset({"points", "tries", "hints"})


@dataclass(frozen=True)
class Overview:
    """What the progress file says, ready to be shown.

    Attributes
    ----------
    rows : list of tuples of str
        One for each exercise, as `HEADINGS` name their columns.
    summary : str
        The points of all, and what comes next.
    following : str or None
        The first exercise that is not solved; None if all are.
    """

    rows: list[tuple[str, ...]]
    summary: str
    following: str | None


def overview() -> Overview:
    """Read the progress file and put it beside the catalogue."""
    with told_in_words() as told:
        records = read_progress()
        guesses = len(read_guesses())
    known = [(exercise, records.get(exercise.id, Record())) for exercise in EXERCISES.values()]
    got = sum(min(record.points, exercise.points) for exercise, record in known)
    points = sum(exercise.points for exercise in EXERCISES.values())
    unsolved = [exercise for exercise, record in known if not record.first_passed]
    comes_next = (
        f"Next: {unsolved[0].id} in {unsolved[0].notebook} (about {unsolved[0].minutes} minutes)."
        if unsolved
        else "Everything is solved."
    )
    predicted = [f"Predictions made: {guesses}."] if guesses else []
    summary = " ".join([f"{got} of {points} points. {comes_next}", *predicted, *told])
    return Overview([_row(*pair) for pair in known], summary, unsolved[0].id if unsolved else None)


def _row(exercise: Exercise, record: Record) -> tuple[str, ...]:
    state = state_in_words(record.status)
    if record.first_passed:
        again = "" if record.status == "pass" else f"; last try: {state}"
        state = f"passed {record.first_passed}{again}"
    points = f"{record.points} of {exercise.points}"
    hints = f"{len(record.hints)} of {len(RUNGS)}"
    return exercise.notebook, exercise.id, state, points, str(record.tries), hints


def progress() -> None:
    """Show what you have solved, the points so far, and what comes next."""
    seen = overview()
    show(_text(seen), html=_html(seen))


def _text(seen: Overview) -> str:
    table = [HEADINGS, *seen.rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(HEADINGS))]
    lines = (
        "  ".join(
            word.rjust(width) if name in NUMBERS else word.ljust(width)
            for word, width, name in zip(row, widths, HEADINGS, strict=True)
        ).rstrip()
        for row in table
    )
    return "\n".join([*lines, "", seen.summary])


def _html(seen: Overview) -> str:
    head = "".join(f'<th scope="col" style="{_CELL};{_side(name)}">{name}</th>' for name in HEADINGS)
    body = "".join(
        '<tr style="background:transparent">'
        + "".join(
            f'<td style="{_CELL};{_side(name)}">{word}</td>' for name, word in zip(HEADINGS, row, strict=True)
        )
        + "</tr>"
        for row in seen.rows
    )
    caption = f'<caption style="{_CAPTION}">{escaped(seen.summary)}</caption>'
    return (
        f'<table style="border-collapse:collapse;margin:4px 0">{caption}'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


_CELL = "padding:3px 10px;background:transparent;border-bottom:1px solid var(--jp-border-color1,#888)"
_CAPTION = "text-align:left;caption-side:top;padding:4px 10px;font-weight:600;color:inherit"


def _side(name: str) -> str:
    return f"text-align:{'right' if name in NUMBERS else 'left'}"
