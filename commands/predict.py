"""`python lab.py predict`: read a picture of a digit and say what the network makes of it."""

from __future__ import annotations

from collections.abc import Callable

import click
import numpy as np

from lab_utils.preparation import PictureError, Preparation, prepare_digit

__all__ = ["predict_command"]

_WELL = 0
_BAR = 40
Network = Callable[[np.ndarray], np.ndarray]


@click.command("predict")
@click.argument("image", metavar="IMAGE")
@click.option(
    "--model",
    "run",
    metavar="RUN",
    help="Ask a network that `train` made: an experiment's name (its newest run) or a run's folder. "
    "Without it the lab's own network answers.",
)
def predict_command(image: str, run: str | None) -> int:
    """Read the picture of one handwritten digit: any image file, dark ink on light paper or light on dark."""
    # The network first: a name that is mistyped should not cost a wait.
    network = _lab_network if run is None else _of_run(run)
    try:
        prepared = prepare_digit(image)
    except PictureError as problem:
        raise click.ClickException(str(problem)) from None
    _show(prepared, network(prepared.x[np.newaxis])[0])
    return _WELL


def _lab_network(X: np.ndarray) -> np.ndarray:
    """Return the probabilities (m, 10) that the lab's own network gives."""
    from scipy.special import softmax

    from lab_utils.quiet_tensorflow import load_tensorflow
    from lab_utils.training import lab_network

    load_tensorflow()
    return np.asarray(softmax(np.asarray(lab_network()(X), dtype=np.float64), axis=1))


def _of_run(name: str) -> Network:
    """Return the probabilities that a kept run gives."""
    from lab_utils.experiments import RunError, load_run

    try:
        run = load_run(name)
    except RunError as problem:
        raise click.ClickException(str(problem)) from None

    def probabilities(X: np.ndarray) -> np.ndarray:
        try:
            return run.probabilities(X)
        except RunError as problem:
            raise click.ClickException(str(problem)) from None

    return probabilities


def _show(prepared: Preparation, probabilities: np.ndarray) -> None:
    """Print the digit, then a line for each of the ten."""
    for note in prepared.notes:
        click.echo(f"Note: {note}")
    best = int(probabilities.argmax())
    click.echo(f"This is a {best}, with a probability of {probabilities[best]:.1%}.")
    for digit, probability in enumerate(probabilities):
        bar = "#" * round(_BAR * float(probability))
        click.echo(f"{digit}  {probability:6.1%}  {bar}".rstrip())
