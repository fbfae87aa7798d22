"""`python lab.py data`: which digits are here, and are they whole?"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import click
import numpy as np

from lab_utils.data import DataError, load_digits, load_mnist, load_own
from lab_utils.data.places import find_mnist, mnist_places

__all__ = ["data_command"]

_WELL, _FAILED, _COULD_NOT_RUN = 0, 1, 2


@click.command("data")
@click.option("--mnist", is_flag=True, help="Fetch all 70,000 digits of MNIST (11 MB), once.")
@click.option(
    "--own",
    type=click.Path(path_type=Path, exists=True),
    metavar="PATH",
    help="Check digits of your own: a folder with X.npy and y.npy, a .npz or a .mat file.",
)
@click.option(
    "--order",
    type=click.Choice(["C", "F"]),
    default="C",
    show_default=True,
    help="With --own: pixels run along the rows (C) or down the columns (F).",
)
def data_command(mnist: bool, own: Path | None, order: str) -> int:  # fmt: skip
    """Show which digits are on this machine, fetch MNIST, or check your own."""
    statuses = []
    if mnist:
        statuses.append(_fetch_mnist())
    if own is not None:
        statuses.append(_report("Your digits", lambda: _described_own(own, order)))
    if not statuses:
        statuses = [_report("The lab's digits", _described_digits), _show_mnist()]
        click.echo("Your digits: python lab.py data --own PATH checks them")
    return max(statuses)


def _fetch_mnist() -> int:
    try:
        # One half is enough to find or fetch the file; the report then reads all of it.
        load_mnist(part="test")
    except DataError as problem:
        click.echo(f"MNIST: {problem}", err=True)
        return _COULD_NOT_RUN if find_mnist() is None else _FAILED
    return _show_mnist()


def _show_mnist() -> int:
    found = find_mnist()
    if found is None:
        places = " or ".join(str(place) for place in mnist_places()[:2])
        click.echo(f"MNIST: not here. It is optional: python lab.py data --mnist fetches it, "
                   f"or put it into {places}")  # fmt: skip
        return _WELL
    return _report("MNIST", lambda: _described_mnist(found))


def _report(name: str, describe: Callable[[], str]) -> int:
    """Print what `describe` says, warnings included, or its error."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            click.echo(f"{name}: {describe()}")
        except DataError as problem:
            click.echo(f"{name}: {problem}", err=True)
            return _FAILED
    for warning in caught:
        click.echo(f"Note: {warning.message}")
    return _WELL


def _described_digits() -> str:
    X, y = load_digits()
    return f"{len(X):,}, {_counts(y)}; the checksum is right"


def _described_mnist(found: Path) -> str:
    (X_train, _), (X_test, _) = load_mnist(found)
    return f"{len(X_train):,} to train on and {len(X_test):,} to test on, in {found}"


def _described_own(path: Path, order: str) -> str:
    X, y = load_own(path, order=order)
    return (
        f"X {X.shape} {X.dtype}, y {y.shape} {y.dtype}: {_counts(y)}. Look at some before you "
        f"trust them: plot_digit_grid(X[:20], y[:20])"
    )


def _counts(y: np.ndarray) -> str:
    counts = np.bincount(y.ravel(), minlength=10)
    if counts.min() == counts.max():
        return f"{counts[0]} of each digit"
    return ", ".join(f"{count} of {digit}" for digit, count in enumerate(counts) if count)
