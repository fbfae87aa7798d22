"""Train the lab's network once and keep it in runs/."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from lab_utils import network, split
from lab_utils._shared_file import turn_at
from lab_utils.data import _digits
from lab_utils.fingerprints import file_sha256, library_versions
from lab_utils.training import _recipe

if TYPE_CHECKING:
    import keras

NAME = "lab_network"
# A change in one of these changes the weights that come out.
_CODE = (network.__file__, split.__file__, _recipe.__file__)
# Whoever waits longer than these seconds for another notebook trains a network of its own.
_LONGEST_TRAINING = 600
_LIBRARIES = ("keras", "tensorflow", "tensorflow-cpu", "numpy", "scikit-learn")


def runs_folder() -> Path:
    """Return the folder of trained networks: runs/, unless DIGIT_LAB_RUNS names another."""
    elsewhere = os.environ.get("DIGIT_LAB_RUNS")
    return Path(elsewhere).expanduser() if elsewhere else Path(__file__).resolve().parents[2] / "runs"


def lab_network() -> keras.Model:
    """Return the lab's network, trained on its 3,200 training digits.

    The first call trains it, says so in one line, and keeps it in runs/; later calls load it from there.
    When the code, the digits or the libraries have changed, or the file is damaged, it is made anew.
    Two notebooks that ask at the same time train it once: the second waits for the first. Global random
    states stay as they are.

    Returns
    -------
    keras.Model
        A copy of your own, compiled: (m, 400) float32 in [0, 1] -> logits (m, 10).
    """
    folder = runs_folder()
    kept = _load(folder)
    if kept is not None:
        return kept
    with contextlib.ExitStack() as turns:
        try:
            turns.enter_context(turn_at(folder / f"{NAME}.keras", seconds=_LONGEST_TRAINING))
        except OSError as problem:
            return _made(None, problem)
        # Another notebook may have made it while this one waited.
        kept = _load(folder)
        return _made(folder) if kept is None else kept


def fingerprint() -> dict[str, str]:
    """Return what a kept network depends on: code, digits and libraries."""
    code = hashlib.sha256()
    for file in _CODE:
        # As text: a checkout that turned line ends around is the same code.
        code.update(Path(file).read_text(encoding="utf-8").encode())
    libraries = dict.fromkeys(_LIBRARIES, "none") | library_versions(_LIBRARIES)
    return {"code": code.hexdigest(), "digits": _digits.DIGITS_SHA256, **libraries}


def _made(folder: Path | None, problem: OSError | None = None) -> keras.Model:
    """Train the network and keep it; a folder that nobody can write into must not stop a learner."""
    print(f"Training the lab's network, once: {_recipe.EPOCHS} epochs.", flush=True)
    model = _recipe.train_lab_network()
    try:
        if folder is not None:
            _keep(model, folder)
    except OSError as met:
        problem = met
    if problem:
        print(f"It serves this time only, because it cannot be kept in {runs_folder().name}/: {problem}")
    return model


def _load(folder: Path) -> keras.Model | None:
    """Return the kept network, None where it is missing, out of date or damaged."""
    file, facts_file = folder / f"{NAME}.keras", folder / f"{NAME}.json"
    try:
        facts = json.loads(facts_file.read_text(encoding="utf-8"))
        if facts != {"fingerprint": fingerprint(), "sha256": file_sha256(file)}:
            return None
    except (OSError, ValueError):
        return None
    import keras

    model: keras.Model = keras.saving.load_model(file)
    return model


def _keep(model: keras.Model, folder: Path) -> None:
    """Write the network first and its facts last: without matching facts it counts as missing."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as making:
        new = Path(making) / f"{NAME}.keras"
        model.save(new)
        facts = {"fingerprint": fingerprint(), "sha256": file_sha256(new)}
        new_facts = Path(making) / f"{NAME}.json"
        new_facts.write_text(json.dumps(facts, indent=1), encoding="utf-8")
        new.replace(folder / new.name)
        new_facts.replace(folder / new_facts.name)
