"""Train one experiment, score it, and keep the run."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from lab_utils.experiments._digits import DigitParts, MnistPlace, Part, digits_for
from lab_utils.experiments._errors import RunError
from lab_utils.experiments._form import Experiment
from lab_utils.experiments._keeping import claimed, write_config, write_scores
from lab_utils.experiments._keras_training import train_keras
from lab_utils.experiments._numpy_training import train_numpy
from lab_utils.experiments._pictures import draw_confusion_matrix, draw_history, draw_misclassified
from lab_utils.experiments._progress import Progress
from lab_utils.experiments._runs import Run
from lab_utils.experiments._scores import PartScores, Scores, scored
from lab_utils.experiments._trained import Trained, probabilities
from lab_utils.fingerprints import file_sha256, library_versions
from lab_utils.training import runs_folder

_TRAINERS = {"keras": train_keras, "numpy": train_numpy}
_LIBRARIES = ("keras", "tensorflow", "tensorflow-cpu", "numpy", "scikit-learn")


def run_experiment(
    experiment: Experiment,
    *,
    runs: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
    mnist: MnistPlace = None,
) -> Run:
    """Train the network of an experiment, score it, and keep it in a folder of its own.

    The same experiment gives the same scores on the same machine, whatever random numbers were drawn before.
    A run that is stopped or fails leaves no folder.

    Parameters
    ----------
    experiment : Experiment
        One of `load_experiments()`, perhaps `.with_settings(...)`.
    runs : str or path-like, optional
        Where runs are kept; `lab_utils.training.runs_folder()` if left out.
    progress : Progress, optional
        Hears of each epoch. If left out, notes are printed and epochs pass in silence.
    mnist : str or path-like, optional
        MNIST's file or folder; looked for in the usual places if left out. Where there is none, a run on
        `mnist` goes on with the lab's digits and says so, and nothing is scored on MNIST's test images.

    Returns
    -------
    Run

    Raises
    ------
    DataError
        `mnist` names something that isn't MNIST.
    RunError
        The loss was no longer a number, or the run can't be written.
    """
    progress = progress or Progress()
    parts = digits_for(experiment, mnist)
    for note in parts.notes:
        progress.note(note)
    # What the run's config says is what was trained on.
    experiment = experiment.model_copy(update={"data": parts.data})
    with _making(Path(runs).expanduser() if runs is not None else runs_folder()) as making:
        trained = _trained(experiment, parts, progress)
        scores = _written(experiment, parts, trained, making)
        return Run(experiment.name, claimed(making, experiment.name), experiment, scores)


@contextlib.contextmanager
def _making(folder: Path) -> Iterator[Path]:
    """Give a folder to write into that goes away unless it gets a run's name."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as unfinished:
            # One deeper: a temporary folder is for its owner alone, and a lab may be shared.
            making = Path(unfinished) / "run"
            making.mkdir()
            yield making
    except OSError as problem:
        raise RunError(
            f"the run can't be kept in {folder}: {problem.strerror or problem}. Make room, or name another "
            "folder"
        ) from None


def _trained(experiment: Experiment, parts: DigitParts, progress: Progress) -> Trained:
    progress.start(experiment.name, experiment.epochs)
    try:
        trained = _TRAINERS[experiment.trainer](experiment, parts, progress)
    finally:
        progress.stop()
    for epoch, values in enumerate(zip(*trained.history.values(), strict=True), start=1):
        if not np.isfinite(values).all():
            raise RunError(
                f"experiment `{experiment.name}`: the loss was no longer a number in epoch {epoch}, so "
                f"nothing was kept; try a smaller `learning_rate` than {experiment.learning_rate:g}"
            )
    return trained


def _written(experiment: Experiment, parts: DigitParts, trained: Trained, folder: Path) -> Scores:
    """Score the network and write the run's files; what tells that it is whole comes last."""
    model = trained.save(folder)
    shares: dict[str, np.ndarray] = {}
    scores: dict[str, PartScores | None] = {}
    for name in ("train", "validation", "lab_test", "mnist_test"):
        part: Part | None = getattr(parts, name)
        scores[name] = None
        if part is not None:
            shares[name] = probabilities(trained.outputs(part.X), experiment)
            scores[name] = scored(part.y, shares[name])
    result = Scores(
        experiment=experiment.name,
        data=parts.data,
        parameters=experiment.parameters,
        seconds=trained.seconds,
        history=trained.history,
        notes=list(parts.notes),
        model_sha256=file_sha256(model),
        libraries=library_versions(_LIBRARIES),
        **scores,  # type: ignore[arg-type]
    )
    _draw(experiment.name, parts, shares, result, folder)
    write_config(experiment, folder)
    write_scores(result, folder)
    return result


def _draw(name: str, parts: DigitParts, shares: dict[str, np.ndarray], scores: Scores, folder: Path) -> None:
    draw_history(scores.history, name, folder / "loss.png")
    unseen = "lab_test" if parts.lab_test is not None else "mnist_test"
    draw_confusion_matrix(scores.held_out, name, folder / "confusion_matrix.png")
    draw_misclassified(getattr(parts, unseen), shares[unseen], name, folder / "misclassified.png")
