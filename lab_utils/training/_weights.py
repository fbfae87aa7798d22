"""The lab network's weights as NumPy arrays: who only reads digits need not load TensorFlow."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from lab_utils.keeping import write_whole
from lab_utils.training import _kept

Weights = dict[str, np.ndarray[Any, Any]]
_FINGERPRINT = "fingerprint"


def lab_weights() -> Weights:
    """Return the weights of `lab_network()`, without TensorFlow once they are kept.

    The first call trains the network or loads it, and keeps its weights in runs/; when the code, the digits
    or the libraries have changed, or the file is damaged, that is done again.

    Returns
    -------
    dict of str to ndarray
        W1 (400, 25), b1 (25,), W2, b2, W3, b3, float32, as `lab_utils.numpy_network.forward` takes them.
    """
    kept = kept_weights()
    if kept is not None:
        return kept
    from lab_utils.numpy_network import weights_of

    weights = weights_of(_kept.lab_network())
    # A folder that nobody can write into: `lab_network` has told that.
    with contextlib.suppress(OSError):
        keep_weights(weights)
    return weights


def kept_weights() -> Weights | None:
    """Return the kept weights, None where they are missing, out of date or damaged."""
    try:
        # Opened here: NumPy leaves a damaged file open. Numbers and text only: a file of somebody else's
        # can run nothing.
        with _file().open("rb") as file, np.load(file, allow_pickle=False) as content:
            weights = dict(content)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None
    return weights if str(weights.pop(_FINGERPRINT, "")) == _fingerprint() else None


def keep_weights(weights: Weights) -> None:
    """Keep weights as those of the network that this code trains on these digits."""
    file = io.BytesIO()
    np.savez(file, **{_FINGERPRINT: np.array(_fingerprint())}, **weights)  # type: ignore[arg-type]
    write_whole(_file(), file.getvalue())


def _file() -> Path:
    return _kept.runs_folder() / f"{_kept.NAME}.npz"


def _fingerprint() -> str:
    return json.dumps(_kept.fingerprint(), sort_keys=True)
