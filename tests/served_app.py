"""The app as its verb serves it, with a network that was trained in a second, and pictures to give it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image

from lab_utils.data import load_digits
from lab_utils.numpy_network import train_network
from tests.served_lab import ServedLab, served

_START = "import sys, numpy; from commands.app import serve; serve(dict(numpy.load(sys.argv[1])))"
# Every fifth digit is not trained on.
_HELD_OUT = slice(None, None, 5)


@cache
def trained_weights() -> dict[str, np.ndarray]:
    """Return the weights of a network of the lab's sizes, trained by NumPy on four fifths of the digits."""
    X, y = load_digits()
    train = np.ones(len(X), dtype=bool)
    train[_HELD_OUT] = False
    return train_network(X[train], y[train], epochs=20).weights


@cache
def held_out_digit(digit: int) -> np.ndarray:
    """Return a digit, shape (20, 20), ink is 1, that the network was not trained on and is sure of."""
    from lab_utils.numpy_network import forward, softmax

    X, y = load_digits()
    X, y = X[_HELD_OUT], y[_HELD_OUT, 0]
    probabilities = softmax(forward(X, trained_weights())["Z3"])
    return X[np.where(y == digit, probabilities[:, digit], 0).argmax()].reshape(20, 20)


def photograph(ink: np.ndarray) -> bytes:
    """Return a digit as the PNG file of a larger picture: dark ink somewhere on light paper."""
    digit = Image.fromarray((255 * (1 - 0.9 * ink)).astype(np.uint8)).resize(
        (200, 200), Image.Resampling.BICUBIC
    )
    paper = Image.new("L", (500, 400), 255)
    paper.paste(digit, (180, 90))
    file = io.BytesIO()
    paper.save(file, format="PNG")
    return file.getvalue()


@contextmanager
def served_app(folder: Path, **environment: str) -> Iterator[ServedLab]:
    """Serve the page; what it writes lies under `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = folder / "weights.npz"
    np.savez(weights, **trained_weights())  # type: ignore[arg-type]
    with served(["-c", _START, str(weights)], folder / "home", **environment) as app:
        yield app
