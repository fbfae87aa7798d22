"""A run that is kept: its config, its scores, and its network to ask."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from lab_utils._wording import four_parts
from lab_utils.experiments import _keras_training, _numpy_training
from lab_utils.experiments._digits import images_from_rows
from lab_utils.experiments._errors import ConfigError, RunError, listed, nearest
from lab_utils.experiments._form import Experiment
from lab_utils.experiments._keeping import CONFIG_FILE, SCORES_FILE, RunFolder, run_folders
from lab_utils.experiments._reading import load_experiments
from lab_utils.experiments._scores import Scores
from lab_utils.experiments._trained import probabilities
from lab_utils.fingerprints import file_sha256
from lab_utils.training import runs_folder

RunsPlace = str | os.PathLike[str] | None


@dataclass(frozen=True)
class Run:
    """One trained network with its config and scores.

    It can be sent to another process; the network itself is read from the folder when it is first asked.

    Attributes
    ----------
    name : str
        The experiment's.
    folder : Path
        config.toml, scores.json, the network and three pictures.
    config : Experiment
        What was trained; `data` is what it was really trained on.
    scores : Scores
    """

    name: str
    folder: Path
    config: Experiment
    scores: Scores

    @property
    def history(self) -> dict[str, list[float]]:
        """Return loss and accuracy, one value an epoch, as `plot_history` draws them."""
        return self.scores.history

    @property
    def model_file(self) -> Path:
        """Return the file of the network: model.keras, or model.npz for the NumPy network."""
        numpy = self.config.trainer == "numpy"
        return self.folder / (_numpy_training.MODEL_FILE if numpy else _keras_training.MODEL_FILE)

    @cached_property
    def model(self) -> Any:
        """Return the network: a Keras model, not compiled, or the NumPy network's weights by name.

        Raises
        ------
        RunError
            The file is damaged, or holds another network than the config says.
        """
        load = _numpy_training.load_numpy if self.config.trainer == "numpy" else _keras_training.load_keras
        try:
            return load(self.model_file, self.config)
        # Keras and h5py raise many kinds over a damaged file.
        except Exception as problem:
            raise _damaged(self.folder, f"{self.model_file.name}: {_first_line(problem)}") from None

    def probabilities(self, X: np.ndarray) -> np.ndarray:
        """Return how likely the network finds each digit.

        Parameters
        ----------
        X : ndarray, shape (m, 400), float in [0, 1]
            Row-major 20 x 20, ink is 1, as `load_digits` gives them, whatever the network itself takes:
            one that was trained at 28 x 28 gets them as MNIST has them.

        Returns
        -------
        ndarray, shape (m, 10), float64 in [0, 1], each row sums to 1
            Softmax of logits; softmax's outputs as they are; sigmoid's outputs divided by their sum, because
            ten sigmoids answer ten questions and their answers need not sum to 1.

        Raises
        ------
        ValueError
            `X` is not of that shape and range.
        """
        module = _numpy_training if self.config.trainer == "numpy" else None
        outputs = (
            module.outputs_of(self.model) if module else _keras_training.outputs_of(self.model, self.config)
        )
        return probabilities(outputs(images_from_rows(_rows(X), self.config.input)), self.config)

    def __getstate__(self) -> dict[str, Any]:
        # A model is read anew in the other process.
        return {name: value for name, value in self.__dict__.items() if name != "model"}


def kept_runs(runs: RunsPlace = None) -> list[Path]:
    """Return the folders of all runs, the oldest first; whether one is whole, `load_run` tells.

    Parameters
    ----------
    runs : str or path-like, optional
        Where they are kept; `lab_utils.training.runs_folder()` if left out.
    """
    return [run.path for run in run_folders(_place(runs))]


def load_run(name_or_folder: str | os.PathLike[str], *, runs: RunsPlace = None) -> Run:
    """Bring back a run.

    Parameters
    ----------
    name_or_folder : str or path-like
        An experiment's name, which means its newest run; the name of a run's folder; or its path.
    runs : str or path-like, optional
        Where runs are kept; `lab_utils.training.runs_folder()` if left out.

    Returns
    -------
    Run

    Raises
    ------
    RunError
        There is no such run, or it is damaged: the sentence names those that there are.
    """
    folder = _found(name_or_folder, _place(runs))
    try:
        (config,) = load_experiments(folder / CONFIG_FILE).values()
        scores = Scores.model_validate_json((folder / SCORES_FILE).read_bytes())
        run = Run(config.name, folder, config, scores)
        if file_sha256(run.model_file) != scores.model_sha256:
            raise _damaged(folder, f"{run.model_file.name} was cut or changed")
    except OSError as problem:
        file = Path(problem.filename).name if problem.filename else "a file"
        raise _damaged(folder, f"{file}: {problem.strerror}") from None
    except ConfigError as problem:
        raise _damaged(folder, str(problem)) from None
    except ValidationError:
        raise _damaged(folder, f"{SCORES_FILE} isn't what a run writes") from None
    except ValueError:
        raise _damaged(folder, f"{CONFIG_FILE} holds more than one experiment") from None
    return run


def _place(runs: RunsPlace) -> Path:
    return runs_folder() if runs is None else Path(runs).expanduser()


def _found(wanted: str | os.PathLike[str], runs: Path) -> Path:
    known = run_folders(runs)
    text = os.fspath(wanted)
    newest = [run.path for run in known if run.name == text]
    if newest:
        return newest[-1]
    for folder in (runs / text, Path(text).expanduser()):
        if text and folder.is_dir() and folder != runs:
            return folder
    raise RunError(_missing(text, runs, known))


def _missing(text: str, runs: Path, known: list[RunFolder]) -> str:
    can_be_trained = _is_experiment(text)
    if not known:
        name = text if can_be_trained else "lab"
        return (
            f"there is no run `{text}`, and no other in {runs}: train one first, for example with "
            f"`python lab.py train {name}`"
        )
    names = list(dict.fromkeys(run.name for run in known))
    if can_be_trained:
        advice = f" To train one type: python lab.py train {text}."
    else:
        advice = nearest(text, [*names, *(run.path.name for run in known)])
    return f"there is no run `{text}`.{advice} In {runs} there are runs of {listed(names)}"


def _is_experiment(name: str) -> bool:
    try:
        return name in load_experiments()
    except ConfigError:
        return False


def _damaged(folder: Path, what: str) -> RunError:
    others = [run.path.name for run in run_folders(folder.parent) if run.path != folder]
    instead = f"; other runs are {listed(others[-5:])}" if others else ""
    return RunError(f"the run {folder.name} isn't whole: {what}. Train it again, or take another{instead}")


def _first_line(problem: Exception) -> str:
    return (str(problem).splitlines() or [""])[0][:120] or type(problem).__name__


def _rows(X: np.ndarray) -> np.ndarray:
    rows = np.asarray(X)
    fits = rows.ndim == 2 and rows.shape[1] == 400 and rows.dtype.kind in "fiub"
    if not fits or (rows.size and not (rows.min() >= -0.001 and rows.max() <= 1.001)):
        got = f"shape {rows.shape}, {rows.dtype}"
        if fits:
            got += f" from {rows.min():.4g} to {rows.max():.4g}"
        raise ValueError(
            four_parts(
                "The digits X of probabilities(X)",
                expected="shape (m, 400) with shares of ink from 0 to 1",
                got=got,
                fix="A single digit is X.reshape(1, 400); bytes are divided by 255.",
            )
        )
    return rows.astype(np.float32)
