"""What a sweep trains: each experiment with each combination of settings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from lab_utils.data.places import find_mnist
from lab_utils.fingerprints import library_versions

if TYPE_CHECKING:
    from lab_utils.experiments import Experiment

# Another version of these may give other weights.
_LIBRARIES = ("keras", "tensorflow", "tensorflow-cpu", "numpy")


@dataclass(frozen=True)
class Planned:
    """One run of a sweep.

    Attributes
    ----------
    experiment : Experiment
        With its settings applied.
    settings : dict of str to str
        What was changed, as it was typed.
    mnist : str or None
        Where MNIST is; None where it was found nowhere.
    """

    experiment: Experiment
    settings: Mapping[str, str]
    mnist: str | None = None

    @property
    def label(self) -> str:
        """Name the run: ``lab epochs=5 seed=1``."""
        return " ".join([self.experiment.name, *(f"{key}={value}" for key, value in self.settings.items())])

    @property
    def key(self) -> str:
        """Return what tells two runs apart: what is trained, on which MNIST, and with which libraries."""
        told = [self.experiment.name, self.experiment.table(), self.mnist, library_versions(_LIBRARIES)]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def plan(
    experiments: Iterable[Experiment],
    settings: Mapping[str, Sequence[str]] | None = None,
    mnist: str | Path | None = None,
) -> list[Planned]:
    """Combine experiments with settings.

    Parameters
    ----------
    experiments : iterable of Experiment
    settings : mapping of str to sequence of str, optional
        The values of each key, as `Experiment.with_settings` takes them. Every combination is a run.
    mnist : str or path-like, optional
        Where MNIST is; looked for in the usual places if left out.

    Returns
    -------
    list of Planned
        No two alike.

    Raises
    ------
    lab_utils.experiments.ConfigError
        A key that doesn't exist, or a value that can't be.
    """
    settings = settings or {}
    place = Path(mnist).expanduser() if mnist is not None else find_mnist()
    where = None if place is None else str(place.resolve())
    chosen = [dict(zip(settings, values, strict=True)) for values in product(*settings.values())]
    runs = [Planned(e.with_settings(one), one, where) for e in experiments for one in chosen]
    return list({run.key: run for run in runs}.values())
