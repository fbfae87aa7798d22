"""`python lab.py sweep`: train many experiments side by side and print one table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from lab_utils.experiments import ConfigError, Experiment, load_experiments
from lab_utils.side_by_side import ClusterError
from lab_utils.sweeps import RESULTS_FILE, Planned, Result, Row, SweepError, kept_rows, plan, sweep
from lab_utils.training import runs_folder
from launcher.verbs import unknown

__all__ = ["sweep_command"]

_WELL, _FAILED = 0, 1
_COLUMNS = ("name", "data", "parameters", "seconds", "training", "validation", "test", "MNIST test")


@click.command("sweep")
@click.argument("names", nargs=-1, metavar="[NAME ...]")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="KEY=V1,V2",
    help="Train with each of these values, as in --set epochs=5,10 --set seed=0,1,2: every combination.",
)
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Read another config file.")
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="How many at a time; one a core.")
@click.option("--cluster", metavar="ADDRESS", help="Use the workers of a Dask scheduler instead.")
@click.option("--mnist", type=click.Path(path_type=Path), metavar="PATH", help="Where MNIST is.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where to keep the results.")
def sweep_command(
    names: tuple[str, ...],
    settings: tuple[str, ...],
    config: Path | None,
    workers: int | None,
    cluster: str | None,
    mnist: Path | None,
    out: Path | None,
) -> int:
    """Train all experiments, or those that are named, side by side; print one table.

    The results are kept in DIR (runs/sweep), a line in results.jsonl for each run that is finished. The same
    command goes on where a stopped sweep was.
    """
    if workers is not None and cluster is not None:
        raise click.UsageError("--workers is for this machine; the workers of --cluster are started there")
    try:
        planned = plan(_chosen(names, load_experiments(config)), _values(settings), mnist)
    except ConfigError as problem:
        raise click.ClickException(str(problem)) from None
    folder = out if out is not None else runs_folder() / "sweep"
    results = _results(planned, folder, workers, cluster)
    _show(planned, results)
    click.echo(f"\nKept in {folder / RESULTS_FILE}.")
    return _FAILED if any(result.error for result in results) else _WELL


def _chosen(names: Sequence[str], experiments: dict[str, Experiment]) -> list[Experiment]:
    for name in names:
        if name not in experiments:
            raise click.UsageError(unknown("experiment", name, experiments))
    return [experiments[name] for name in dict.fromkeys(names or experiments)]


def _values(settings: Iterable[str]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for setting in settings:
        key, equals, given = setting.partition("=")
        if not equals or not given.strip():
            raise click.UsageError(f"--set takes KEY=V1,V2, as in --set epochs=5,10, and got `{setting}`")
        # A list or a table has commas of its own.
        parts = [given] if given.strip()[0] in "[{" else re.split(",", given)
        values.setdefault(key.strip(), []).extend(part.strip() for part in parts)
    return values


def _results(planned: list[Planned], folder: Path, workers: int | None, cluster: str | None) -> list[Result]:
    results: list[Result] = []
    click.echo("1 run." if len(planned) == 1 else f"{len(planned)} runs.")
    try:
        for result in sweep(planned, folder, workers=workers, cluster=cluster):
            results.append(result)
            click.echo(f"[{len(results)}/{len(planned)}] {result.label}: {_said(result)}")
    except (SweepError, ClusterError) as problem:
        raise click.ClickException(str(problem)) from None
    except KeyboardInterrupt:
        # One may be kept whose result had not reached this loop.
        kept = len({run.key for run in planned} & kept_rows(folder).keys())
        raise click.ClickException(
            f"stopped after {kept} of {len(planned)} runs; the same command goes on from there"
        ) from None
    return results


def _said(result: Result) -> str:
    row = result.row
    if row is None:
        return f"failed: {result.error}"
    if result.earlier:
        return "finished before"
    again = f", begun {row.tries} times because a process ended" if row.tries > 1 else ""
    return f"{row.seconds:.1f} s{again}"


def _show(planned: list[Planned], results: list[Result]) -> None:
    """Print the table in the order of the plan, whatever order the runs finished in."""
    by_key = {result.planned.key: result for result in results}
    rows = [row for run in planned if (row := by_key[run.key].row)]
    table = [_COLUMNS, *map(_cells, rows)]
    widths = [max(len(line[i]) for line in table) for i in range(len(_COLUMNS))]
    click.echo()
    for name, data, *numbers in table:
        left = f"{name:<{widths[0]}}  {data:<{widths[1]}}"
        right = "".join(f"  {cell:>{width}}" for cell, width in zip(numbers, widths[2:], strict=True))
        click.echo((left + right).rstrip())
    for note in dict.fromkeys(note for row in rows for note in row.notes):
        click.echo(f"Note: {note}")


def _cells(row: Row) -> tuple[str, ...]:
    shares = (row.training, row.validation, row.test, row.mnist_test)
    accuracies = ("" if share is None else f"{share:.2%}" for share in shares)
    return (row.label, row.data, f"{row.parameters:,}", f"{row.seconds:.1f}", *accuracies)
