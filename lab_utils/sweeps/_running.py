"""Train what is planned and not finished yet, side by side."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from lab_utils._shared_file import turn_at
from lab_utils.side_by_side import Done, run_side_by_side
from lab_utils.sweeps._kept import RESULTS_FILE, Row, keep, kept_rows
from lab_utils.sweeps._plan import Planned

# Two sweeps in one folder would train the same runs.
_PATIENCE = 2
_Task = tuple[Planned, str]


class SweepError(RuntimeError):
    """A sweep can't use its folder; one sentence says why."""


@dataclass(frozen=True)
class Result:
    """One planned run that is finished, now or in an earlier sweep.

    Attributes
    ----------
    planned : Planned
    row : Row or None
        None where it failed.
    error : str or None
        Why it failed.
    earlier : bool
        Whether it was finished already.
    """

    planned: Planned
    row: Row | None = None
    error: str | None = None
    earlier: bool = False

    @property
    def label(self) -> str:
        """Name the run: ``lab epochs=5 seed=1``."""
        return self.planned.label


def sweep(
    planned: Iterable[Planned],
    folder: str | Path,
    *,
    workers: int | None = None,
    cluster: str | None = None,
) -> Generator[Result, None, None]:
    """Train the planned runs, several at a time; what the folder holds already is not trained again.

    Parameters
    ----------
    planned : iterable of Planned
        See `plan`.
    folder : str or path-like
        Gets results.jsonl (see `Row`), a line as soon as a run is finished, and the runs' own folders.
    workers, cluster
        See `lab_utils.side_by_side.run_side_by_side`.

    Yields
    ------
    Result
        Those of earlier sweeps first, then the others in the order in which they finish.

    Raises
    ------
    SweepError
        Another sweep writes into the folder, or nobody can.
    lab_utils.side_by_side.ClusterError
        The cluster can't be used.
    """
    folder = Path(folder).expanduser().resolve()
    with ExitStack() as turns:
        try:
            turns.enter_context(turn_at(folder / RESULTS_FILE, seconds=_PATIENCE))
        except OSError as problem:
            raise SweepError(
                f"the results can't be kept in {folder}: {problem.strerror or problem}; name another folder"
            ) from None
        yield from _results(list(planned), folder, workers, cluster)


def _results(
    planned: list[Planned], folder: Path, workers: int | None, cluster: str | None
) -> Generator[Result, None, None]:
    _remove_unfinished(folder)
    rows = kept_rows(folder)
    for run in planned:
        if run.key in rows:
            yield Result(run, rows[run.key], earlier=True)
    tasks: list[_Task] = [(run, str(folder)) for run in planned if run.key not in rows]
    with closing(run_side_by_side(train_one, tasks, workers=workers, cluster=cluster)) as finished:
        for done in finished:
            yield _result(done, folder)


def _remove_unfinished(folder: Path) -> None:
    """Remove what runs were writing when an earlier sweep was killed."""
    for unfinished in folder.glob(".making-*"):
        shutil.rmtree(unfinished, ignore_errors=True)


def _result(done: Done, folder: Path) -> Result:
    run: Planned = done.task[0]
    if done.error is not None:
        return Result(run, error=done.error)
    row: Row = done.result.model_copy(update={"tries": done.tries})
    keep(row, folder)
    return Result(run, row)


def train_one(task: _Task) -> Row:
    """Train one run and return its row, in whichever process this is."""
    from lab_utils.experiments import Quiet, run_experiment

    planned, folder = task
    run = run_experiment(planned.experiment, runs=folder, progress=Quiet(), mnist=planned.mnist)
    scores = run.scores
    accuracies = {name.replace(" ", "_").lower(): part.accuracy for name, part in scores.parts().items()}
    return Row(
        key=planned.key,
        label=planned.label,
        experiment=run.name,
        settings=dict(planned.settings),
        data=scores.data,
        parameters=scores.parameters,
        epochs=run.config.epochs,
        seconds=scores.seconds,
        training=scores.train.accuracy,
        validation=accuracies.get("validation"),
        test=accuracies.get("test"),
        mnist_test=accuracies.get("mnist_test"),
        notes=scores.notes,
        run=run.folder.name,
    )
