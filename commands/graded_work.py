"""What `python lab.py grade` was asked to mark: the submissions, what counts, and a teacher's own marks."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from launcher.verbs import unknown

if TYPE_CHECKING:
    from grader.collecting import Collected
    from grader.marking import Task
    from grader.reports import Overrides

__all__ = ["check_paths", "collected_from", "counted", "own_marks", "tasks_for", "wanted_exercises"]

_OVERRIDES = "overrides.csv"
_TOLD = 20
# The limits keep the ratios that they have when nobody changes them.
_CELLS_IN_A_PROGRAM = 5
_PROGRAMS_IN_A_SUBMISSION = 12


def check_paths(paths: Sequence[Path]) -> None:
    if not paths:
        raise click.UsageError("nothing to mark was named; type: python lab.py grade submissions/")
    for path in paths:
        if not os.access(path, os.R_OK):
            what = "can't be read" if path.exists() else "is not there"
            raise click.UsageError(f"{path} {what}; name a folder, a zip, a notebook or a script")


def wanted_exercises(notebooks: str | None, exercises: str | None) -> tuple[str, ...]:
    """Return the exercises that the options name, in the catalogue's order; none without options."""
    from public_tests.catalogue import EXERCISES

    stems = list(dict.fromkeys(entry.notebook for entry in EXERCISES.values()))
    chosen: set[str] = set()
    for name in _listed(notebooks):
        stem = _stem(name, stems)
        chosen |= {id for id, entry in EXERCISES.items() if entry.notebook == stem}
    for name in _listed(exercises):
        if name not in EXERCISES:
            raise click.UsageError(unknown("exercise", name, EXERCISES))
        chosen.add(name)
    return tuple(id for id in EXERCISES if id in chosen)


def _listed(option: str | None) -> list[str]:
    return [word.strip() for word in (option or "").split(",") if word.strip()]


def _stem(name: str, stems: Sequence[str]) -> str:
    from authoring.naming import UnknownNotebook, find_notebook

    try:
        return find_notebook(name, stems)
    except UnknownNotebook:
        raise click.UsageError(unknown("notebook with exercises", name, stems)) from None


def collected_from(paths: Sequence[Path], all_cells: bool) -> Collected:
    from grader.collecting import collect

    collected = collect(paths, all_cells=all_cells)
    _tell(collected.troubles)
    # The teacher's own marks are looked at elsewhere.
    _tell([sentence for sentence in collected.left_out if not sentence.startswith(f"{_OVERRIDES}: ")])
    if not collected.submissions:
        raise click.ClickException(
            "nothing to mark was found there; a folder holds a notebook or a folder for each learner"
        )
    return collected


def _tell(sentences: Sequence[str]) -> None:
    for sentence in sentences[:_TOLD]:
        click.echo(sentence)
    if len(sentences) > _TOLD:
        click.echo(f"... and {len(sentences) - _TOLD} more like these")


def own_marks(named: Path | None, paths: Sequence[Path], collected: Collected) -> Overrides:
    from grader.reports import OverrideMistake, read_overrides

    if named is not None and not named.is_file():
        raise click.UsageError(f"{named}, where your own marks should be, is not a file")
    file = named or _beside(paths, collected)
    if file is None:
        return {}
    try:
        own_marks = read_overrides(file, collected.submissions)
    except (OverrideMistake, OSError) as problem:
        told = str(problem).splitlines()
        if len(told) > 1:
            click.echo("\n".join(told), err=True)
            told = [f"the rows of {file} that are told above can't be meant as they stand"]
        raise click.ClickException(f"your own marks can't be used: {told[0]}") from None
    click.echo(f"{counted(len(own_marks), 'mark')} of your own in {file}.")
    return own_marks


def _beside(paths: Sequence[Path], collected: Collected) -> Path | None:
    """Find a teacher's file; one in a folder that is a learner's own would give its learner any points."""
    from grader.collecting.learners import clean

    given = (path if path.is_dir() else path.absolute().parent for path in paths)
    folders = {folder.resolve(): folder for folder in given}
    learners = {submission.id for submission in collected.submissions}
    found = []
    for resolved, folder in folders.items():
        file = folder / _OVERRIDES
        if file.is_file() and clean(resolved.name) in learners:
            click.echo(
                f"{file} was not used, because it lies in a learner's own folder. If it is yours, type: "
                "--overrides FILE"
            )
        elif file.is_file():
            found.append(file)
    if len(found) > 1:
        raise click.UsageError(f"own marks are in {found[0]} and in {found[1]}; name one with --overrides")
    return found[0] if found else None


def tasks_for(collected: Collected, wanted: tuple[str, ...], cell_seconds: float | None) -> list[Task]:
    from grader.marking import Limits, Task
    from public_tests.catalogue import EXERCISES

    programs = [program for one in collected.submissions for program in one.programs]
    handed_in = {id for program in programs for id in program.exercises}
    asked = wanted or tuple(id for id in EXERCISES if id in handed_in)
    if not asked:
        raise click.ClickException(
            "none of the lab's exercises was found in what was handed in; name what counts: --notebooks 02"
        )
    points = sum(EXERCISES[id].points for id in asked)
    rooms = ", ".join(dict.fromkeys(EXERCISES[id].notebook for id in asked))
    why = "" if wanted else ", all that anybody handed in"
    click.echo(
        f"{counted(len(collected.submissions), 'submission')}; {counted(len(asked), 'exercise')} of {rooms} "
        f"({points} points) are counted{why}."
    )
    limits = Limits()
    if cell_seconds is not None:
        program_seconds = _CELLS_IN_A_PROGRAM * cell_seconds
        # Never less than usual: a short limit for cells says nothing about how many files there may be.
        most = max(limits.submission_seconds, _PROGRAMS_IN_A_SUBMISSION * program_seconds)
        limits = Limits(cell_seconds=cell_seconds, program_seconds=program_seconds, submission_seconds=most)
    return [Task(one, asked, limits) for one in collected.submissions]


def counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
