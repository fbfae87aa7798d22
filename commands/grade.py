"""`python lab.py grade`: mark a folder of submissions and write the reports."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.graded_work import (
    check_paths,
    collected_from,
    counted,
    own_marks,
    tasks_for,
    wanted_exercises,
)
from commands.grading_progress import GradingProgress

if TYPE_CHECKING:
    from grader.batch import Marked
    from grader.marking import Task
    from grader.reports import Overrides

__all__ = ["grade_command"]

LAB = Path(__file__).resolve().parents[1]
_WELL, _SOME_NOT_MARKED = 0, 1


@click.command("grade")
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), default="report", metavar="DIR", help="The reports' folder."
)
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="How many at a time; one a core.")
@click.option("--cluster", metavar="ADDRESS", help="Use the workers of a Dask scheduler instead.")
@click.option("--notebooks", metavar="02,03", help="What counts; all that was handed in when left out.")
@click.option("--exercises", metavar="ID,ID", help="Count these exercises only.")
@click.option("--all-cells", is_flag=True, help="Run the cells that only demonstrate something too.")
@click.option(
    "--cell-seconds",
    type=click.FloatRange(min=0, min_open=True),
    metavar="S",
    help="When a cell is stopped (60); a whole file after five times that.",
)
@click.option(
    "--overrides",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your own marks; overrides.csv beside the submissions when left out.",
)
def grade_command(
    paths: tuple[Path, ...],
    out: Path,
    workers: int | None,
    cluster: str | None,
    notebooks: str | None,
    exercises: str | None,
    all_cells: bool,
    cell_seconds: float | None,
    overrides: Path | None,
) -> int:
    """Mark submissions: folders, notebooks, scripts, or the zip of a learning platform.

    The reports are written to DIR (report). What was marked before and is unchanged is not marked again, and
    the same command goes on where a stopped one was.
    """
    if not (LAB / "grader").is_dir():
        raise click.UsageError(
            "there is no grader in a hand-out; to check your notebooks type: python lab.py check"
        )
    if workers is not None and cluster is not None:
        raise click.UsageError("--workers is for this machine; the workers of --cluster are started there")
    check_paths(paths)
    wanted = wanted_exercises(notebooks, exercises)
    collected = collected_from(paths, all_cells)
    own = own_marks(overrides, paths, collected)
    tasks = tasks_for(collected, wanted, cell_seconds)
    _claim(out, paths)
    marked = _marked(tasks, out, workers, cluster)
    well = _report(marked, out, own)
    return _WELL if well and not collected.troubles else _SOME_NOT_MARKED


def _claim(out: Path, paths: tuple[Path, ...]) -> None:
    from grader.report_folder import ReportFolderRefused, claim

    try:
        claim(out, paths)
    except ReportFolderRefused as problem:
        raise click.UsageError(str(problem)) from None


def _marked(tasks: list[Task], out: Path, workers: int | None, cluster: str | None) -> list[Marked]:
    from grader.batch import BatchError, mark_batch
    from grader.engine import mark
    from grader.report_folder import MARKINGS
    from lab_utils.side_by_side import ClusterError

    marked: list[Marked] = []
    batch = mark_batch(tasks, out / MARKINGS, mark, workers=workers, cluster=cluster)
    try:
        with GradingProgress(len(tasks)) as progress, closing(batch):
            for one in batch:
                marked.append(one)
                progress.show(one)
    except (BatchError, ClusterError) as problem:
        raise click.ClickException(f"{problem}{_goes_on(marked, tasks)}") from None
    except KeyboardInterrupt:
        raise click.ClickException(f"stopped{_goes_on(marked, tasks)}") from None
    return marked


def _goes_on(marked: list[Marked], tasks: list[Task]) -> str:
    if not marked:
        return ""
    done = counted(len(tasks), "submission")
    return f"; {len(marked)} of {done} are kept, and the same command goes on from there"


def _report(marked: list[Marked], out: Path, own: Overrides) -> bool:
    """Write the reports and the last line; return whether all was marked without trouble."""
    from grader.reports import write_reports
    from grader.reports.counted import counted as counting

    markings = [one.marking for one in marked]
    tries = {one.marking.submission: one.tries for one in marked if one.tries > 1}
    try:
        page = write_reports(markings, out, overrides=own, tries=tries)
    except OSError as problem:
        raise click.ClickException(
            f"the reports can't be written: {problem}; all marks are kept, type the same again"
        ) from None
    well = sum(marking.status == "marked" for marking in markings)
    mean = sum(one.points for one in counting(markings, own)) / len(markings)
    click.echo(
        f"{well} of {counted(len(markings), 'submission')} marked without trouble; mean {mean:.1f} of "
        f"{markings[0].max_points} points. The report: {page}"
    )
    return well == len(markings)
