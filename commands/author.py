"""The verbs of those who write notebooks or start them again: build, reset, release."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from authoring import (
    THIS_LAB,
    AuthorMistakes,
    BuildFailed,
    ReleaseRefused,
    UnknownNotebook,
    build_all,
    complaints,
    release_to,
    reset_notebook,
)
from authoring.build import Built
from authoring.nbgrader import CourseRefused, build_course
from authoring.rules import lab_catalogue, unwritten
from authoring.source import source_stems

__all__ = ["build_command", "release_command", "reset_command"]

LAB = THIS_LAB
_WELL, _FAILED = 0, 1


@click.command("build")
@click.argument("names", nargs=-1, metavar="[NOTEBOOK ...]")
@click.option("--check", is_flag=True, help="Write nothing; name each file that is not fresh.")
@click.option("--execute", is_flag=True, help="Execute solutions whose cells are unchanged too.")
@click.option(
    "--nbgrader",
    "course",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write assignments for nbgrader into the course folder DIR instead.",
)
def build_command(names: tuple[str, ...], check: bool, execute: bool, course: Path | None) -> int:
    """Make notebooks/ and solutions/ from source/, all or those named."""
    if check and execute:
        raise click.UsageError("--check executes nothing: leave out --execute")
    if course is not None and (check or execute):
        raise click.UsageError("--nbgrader writes a course folder only: leave out --check and --execute")
    if not LAB.source.is_dir():
        raise click.UsageError(
            "there is no source/ in a hand-out, so nothing can be built; to start a notebook "
            "again type: python lab.py reset NOTEBOOK"
        )
    with _in_a_line():
        try:
            if course is not None:
                return _build_course(course, names)
            return _check(names) if check else _build(names, execute)
        except (AuthorMistakes, BuildFailed) as error:
            click.echo(str(error), err=True)
            return _FAILED


@click.command("reset")
@click.argument("notebook")
def reset_command(notebook: str) -> int:
    """Start a notebook again; what was in it is kept as a dated copy."""
    with _in_a_line():
        try:
            built = reset_notebook(LAB, notebook)
        except AuthorMistakes as error:
            click.echo(str(error), err=True)
            return _FAILED
    if built.action == "unchanged":
        click.echo(f"{LAB.shown(built.path)} is as it was at the start; nothing to do")
    else:
        _tell(built)
        click.echo("If it is open in JupyterLab: File > Reload Notebook from Disk.")
    return _WELL


@click.command("release")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def release_command(folder: Path) -> int:
    """Write a hand-out for learners, without sources and solutions, to the new folder DIR."""
    with _in_a_line():
        try:
            stems = release_to(LAB, folder)
        except AuthorMistakes as error:
            click.echo(str(error), err=True)
            return _FAILED
    click.echo(f"{folder} holds the lab with {len(stems)} open notebooks and no solutions.")
    click.echo("In it learners type: python lab.py")
    return _WELL


def _build(names: tuple[str, ...], execute: bool) -> int:
    built = build_all(LAB, names, execute, tell=_tell)
    if not any(one.action != "unchanged" for one in built):
        click.echo(f"{len(built)} files were fresh already")
    if not names and (missing := unwritten(source_stems(LAB), lab_catalogue())):
        click.echo(f"no source yet: {', '.join(missing)}")
    return _WELL


def _build_course(course: Path, names: tuple[str, ...]) -> int:
    built = build_course(LAB, course, names)
    for one in built:
        if one.kept:
            click.echo(f"{one.path.name} had been worked in: kept {LAB.shown(one.kept)}")
    written = sum(one.action != "unchanged" for one in built)
    click.echo(f"{course} holds {len(built)} assignments for nbgrader, {written} of them written now.")
    if built:
        click.echo(f"In it type: nbgrader generate_assignment {built[0].path.stem}")
    return _WELL


def _check(names: tuple[str, ...]) -> int:
    lines = complaints(LAB, names)
    for line in lines:
        click.echo(line)
    if lines:
        click.echo("type: python lab.py build", err=True)
        return _FAILED
    click.echo("every notebook is fresh")
    return _WELL


def _tell(built: Built) -> None:
    if built.kept:
        click.echo(f"{LAB.shown(built.path)} had been worked in: kept {LAB.shown(built.kept)}")
    if built.action != "unchanged":
        click.echo(f"{LAB.shown(built.path)} {built.action}")


@contextmanager
def _in_a_line() -> Iterator[None]:
    """Turn what a person called wrongly, or a disk refused, into one line and status 2."""
    try:
        yield
    except (UnknownNotebook, ReleaseRefused, CourseRefused) as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"could not write: {error}") from error
