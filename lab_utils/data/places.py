"""Where data lies on this machine."""

from __future__ import annotations

import os
from pathlib import Path

DATA_FOLDER = Path(__file__).resolve().parents[2] / "data"


def keras_cache() -> Path:
    """Return the folder in which Keras keeps downloaded data sets."""
    home = os.environ.get("KERAS_HOME")
    return (Path(home).expanduser() if home else Path.home() / ".keras") / "datasets"


def mnist_places() -> list[Path]:
    """Return where MNIST is looked for, in this order: beside the digits, then Keras's cache."""
    return [DATA_FOLDER / "mnist.npz", DATA_FOLDER / "mnist", keras_cache() / "mnist.npz"]


def find_mnist() -> Path | None:
    """Return the first of these places that exists; whether it is whole, its reading shows."""
    return next((place for place in mnist_places() if place.exists()), None)
