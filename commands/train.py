"""`python lab.py train`: train a network that the config file describes, score it, and keep it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from lab_utils.data import DataError
from lab_utils.experiments import (
    ConfigError,
    Experiment,
    PartScores,
    Progress,
    Run,
    RunError,
    load_experiments,
    run_experiment,
)
from launcher.verbs import unknown

__all__ = ["train_command"]

_WELL = 0


@click.command("train")
@click.argument("name", required=False, metavar="[NAME]")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    help="Change a key for this run, as in --set epochs=5 --set layers.0.units=50. May be given again.",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Read another file than lab_utils/experiments.toml; a run's config.toml trains it again.",
)
@click.option(
    "--mnist",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Where MNIST is: mnist.npz or a folder. The 10,000 test images alone are enough for a score.",
)
@click.option("--runs", type=click.Path(path_type=Path), metavar="DIR", help="Where to keep the run.")
def train_command(
    name: str | None, settings: tuple[str, ...], config: Path | None, mnist: Path | None, runs: Path | None
) -> int:
    """Train an experiment and keep it in runs/. Without NAME: list the experiments."""
    try:
        experiments = load_experiments(config)
        if name is None and len(experiments) > 1:
            if settings:
                raise click.UsageError("--set changes an experiment: name one; type: python lab.py train")
            return _list(experiments)
        experiment = _named(name, experiments).with_settings(_pairs(settings))
    except ConfigError as problem:
        raise click.ClickException(str(problem)) from None
    _show_run(_trained(experiment, mnist, runs))
    return _WELL


class _Bar(Progress):
    """A bar on a terminal, nothing elsewhere."""

    def __init__(self) -> None:
        self.done = 0
        self._bar: Any = None

    def start(self, name: str, epochs: int) -> None:
        from tqdm import tqdm

        # None: a bar on a terminal only.
        self._bar = tqdm(total=epochs, desc=name, unit="epoch", disable=None, file=sys.stderr)

    def epoch(self, done: int, metrics: dict[str, float]) -> None:
        self.done = done
        # The last figures stay shown; drawing is tqdm's own choice of time.
        shown = {key: f"{metrics[key]:.3f}" for key in ("loss", "accuracy", "val_accuracy") if key in metrics}
        self._bar.set_postfix(shown, refresh=False)
        self._bar.update(done - self._bar.n if not self._bar.disable else 0)

    def stop(self) -> None:
        self._bar.close()


def _trained(experiment: Experiment, mnist: Path | None, runs: Path | None) -> Run:
    bar = _Bar()
    click.echo(_heading(experiment))
    try:
        return run_experiment(experiment, runs=runs, progress=bar, mnist=mnist)
    except (DataError, RunError) as problem:
        raise click.ClickException(str(problem)) from None
    except KeyboardInterrupt:
        raise click.ClickException(
            f"stopped after {bar.done} of {experiment.epochs} epochs: nothing of this run was kept, "
            "and all earlier runs are as they were"
        ) from None


def _list(experiments: Mapping[str, Experiment]) -> int:
    width = max(map(len, experiments))
    for name, experiment in experiments.items():
        click.echo(f"{name:<{width}}  {experiment.summary}")
    click.echo(f"\nTrain one: python lab.py train {next(iter(experiments))}")
    return _WELL


def _named(name: str | None, experiments: Mapping[str, Experiment]) -> Experiment:
    if name is None:
        return next(iter(experiments.values()))
    if name not in experiments:
        raise click.UsageError(unknown("experiment", name, experiments))
    return experiments[name]


def _pairs(settings: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals:
            raise click.UsageError(f"--set takes KEY=VALUE, as in --set epochs=5, and got `{setting}`")
        pairs[key.strip()] = value.strip()
    return pairs


def _heading(experiment: Experiment) -> str:
    said = f"{experiment.name}: {experiment.summary}" if experiment.summary else experiment.name
    epochs = "1 epoch" if experiment.epochs == 1 else f"{experiment.epochs} epochs"
    return f"{said}. {experiment.parameters:,} parameters, {epochs}."


def _show_run(run: Run) -> None:
    scores = run.scores
    click.echo(f"Trained in {scores.seconds:.1f} s on {_said(scores.data)}.\n")
    click.echo(f"{'':<12}{'digits':>7}{'accuracy':>10}{'loss':>8}")
    for name, part in scores.parts().items():
        click.echo(f"{name:<12}{part.digits:>7,}{part.accuracy:>10.2%}{part.loss:>8.3f}")
        if name == "training" and scores.validation is None:
            click.echo(f"{'validation':<12}learned from as well; --set split=train keeps it aside")
    _show_digits(scores.held_out)
    click.echo(f"\nKept in {run.folder}:")
    click.echo("  " + ", ".join(sorted(file.name for file in run.folder.iterdir())))


def _show_digits(part: PartScores) -> None:
    click.echo(f"\nOn the {part.digits:,} held-out digits:")
    click.echo("digit  precision  recall     F1")
    for digit in range(10):
        click.echo(
            f"{digit:>5}{part.precision[digit]:>11.3f}{part.recall[digit]:>8.3f}{part.f1[digit]:>7.3f}"
        )


def _said(data: str) -> str:
    said = {"lab": "the lab's digits", "lab-28": "the lab's digits at 28 x 28", "mnist": "MNIST"}
    return said[data]
