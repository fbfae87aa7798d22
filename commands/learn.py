"""The verbs of learners: check, progress and hint."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from authoring import THIS_LAB
from commands.learner_notebook import NotANotebook, check_notebook, exercises_in, read_notebook
from commands.start import meant
from lab_utils.progress import told_in_words
from public_tests import Report
from public_tests.card import card_of, state_in_words
from public_tests.catalogue import EXERCISES, UnknownExercise
from public_tests.hints import IN_TERMINAL, RUNGS, hint_text
from public_tests.notebook import note
from public_tests.overview import HEADINGS, NUMBERS, overview

__all__ = ["check_command", "hint_command", "progress_command"]

_WELL, _FAILED, _COULD_NOT_RUN = 0, 1, 2
_CELL_SECONDS = 120
_WIDTH_OF_A_PIPE = 120


@click.command("check")
@click.argument("names", nargs=-1, metavar="[NOTEBOOK ...]")
@click.option("--all-cells", is_flag=True, help="Run the demonstrations too, not only what exercises need.")
@click.option(
    "--seconds",
    default=_CELL_SECONDS,
    show_default=True,
    type=click.IntRange(min=1),
    help="What one cell may take.",
)
def check_command(names: tuple[str, ...], all_cells: bool, seconds: int) -> int:
    """Check your notebooks, all or those named (02, softmax, 02_softmax or a path).

    Each is run in a kernel of its own; the file itself is never changed.
    """
    paths = list(dict.fromkeys(meant(name) for name in names)) or _with_exercises()
    reports: list[Report] = []
    statuses = [_check_one(path, all_cells, seconds, reports) for path in paths]
    _show_reports(reports)
    return max([_WELL if all(report.passed for report in reports) else _FAILED, *statuses])


@click.command("progress")
def progress_command() -> int:
    """Show what is solved, the points so far, and what comes next."""
    seen = overview()
    _show_table(HEADINGS, seen.rows)
    click.echo(f"\n{seen.summary}")
    return _WELL


@click.command("hint")
@click.argument("exercise", required=False)
@click.option("--rung", type=click.IntRange(1, len(RUNGS)), help="A hint that you have seen, once more.")
@click.option("--why", default="", metavar="TEXT", help="For the solution: where are you stuck?")
def hint_command(exercise: str | None, rung: int | None, why: str) -> int:
    """Give the next hint for an exercise, from a question to the solution."""
    if exercise is None:
        following = overview().following or next(iter(EXERCISES))
        raise click.UsageError(f"for which exercise? For the next one type: python lab.py hint {following}")
    with _told_on_stderr():
        try:
            text = hint_text(exercise, rung, why, IN_TERMINAL)
        except UnknownExercise as unknown:
            raise click.UsageError(str(unknown)) from None
    click.echo(text)
    return _WELL


def _with_exercises() -> list[Path]:
    stems = dict.fromkeys(exercise.notebook for exercise in EXERCISES.values())
    return [THIS_LAB.notebooks / f"{stem}.ipynb" for stem in stems]


def _check_one(path: Path, all_cells: bool, seconds: int, reports: list[Report]) -> int:
    """Check one notebook, add its reports, and return the status that its reading alone would give."""
    try:
        notebook = read_notebook(path)
    except NotANotebook as problem:
        again = f"; to start it again type: python lab.py reset {path.stem}"
        click.echo(f"{path.name}: {problem}{again if path.parent == THIS_LAB.notebooks else ''}", err=True)
        return _COULD_NOT_RUN
    exercises = exercises_in(notebook, path.stem)
    if not exercises:
        click.echo(f"{path.name} holds no exercises.")
        return _WELL
    click.echo(f"Running {path.name} ...", err=True)
    checked = check_notebook(notebook, path.parent, exercises, all_cells=all_cells, seconds=seconds)
    for trouble in checked.troubles:
        click.echo(f"{path.name}, {trouble}", err=True)
    with _told_on_stderr():
        for report in checked.reports:
            note(report)
    reports += checked.reports
    return _WELL


def _show_reports(reports: list[Report]) -> None:
    if not reports:
        return
    rows = [
        (
            EXERCISES[report.exercise].notebook,
            report.exercise,
            state_in_words(report.status),
            f"{report.points} of {report.max_points}",
        )
        for report in reports
    ]
    _show_table(HEADINGS[:4], rows)
    for report in reports:
        if not report.passed:
            click.echo(f"\n{card_of(report)}")
    got, points = sum(report.points for report in reports), sum(report.max_points for report in reports)
    click.echo(f"\n{got} of {points} points.")


@contextlib.contextmanager
def _told_on_stderr() -> Iterator[None]:
    with told_in_words() as told:
        yield
    for words in told:
        click.echo(words, err=True)


def _show_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table: Any = Table(box=box.SIMPLE, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in headings:
        number = heading in NUMBERS
        table.add_column(heading, justify="right" if number else "left", no_wrap=heading != "state")
    for row in rows:
        table.add_row(*row)
    # A pipe has no width; what reads it should find a row on each line.
    width = None if sys.stdout.isatty() else _WIDTH_OF_A_PIPE
    Console(highlight=False, width=width).print(table)
