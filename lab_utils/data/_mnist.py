"""All of MNIST, from wherever it is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, overload

import numpy as np

from lab_utils.data import _download
from lab_utils.data._download import IDX_NAMES
from lab_utils.data._errors import data_error
from lab_utils.data._idx import read_idx
from lab_utils.data._reading import missing_file, read_npz
from lab_utils.data.places import find_mnist, keras_cache

Pair = tuple[np.ndarray, np.ndarray]
Source = str | os.PathLike[str] | None


@overload
def load_mnist(path: Source = None, *, part: Literal["all"] = "all") -> tuple[Pair, Pair]: ...
@overload
def load_mnist(path: Source = None, *, part: Literal["train", "test"]) -> Pair: ...
def load_mnist(path: Source = None, *, part: str = "all") -> tuple[Pair, Pair] | Pair:
    """Load MNIST: 60,000 digits to train on and 10,000 to test on, 28 x 28 pixels each.

    The arrays follow `load_digits`, not `keras.datasets.mnist`: pixels are shares of ink, labels
    a column. A network never meets two ranges that way. All of it takes 220 MB, `part="test"`
    31 MB. TensorFlow is not imported.

    Parameters
    ----------
    path : str or path-like, optional
        Keras's mnist.npz, or a folder with it or with the IDX files (`train-images-idx3-ubyte`
        and so on, plain or .gz). If left out, the first of these is used: data/mnist.npz,
        data/mnist/, the file that Keras has downloaded before, a download of that same file.
    part : {"all", "train", "test"}
        "train" or "test" reads one half alone, and needs only its files.

    Returns
    -------
    (X_train, y_train), (X_test, y_test)
        With `part="train"` or `part="test"` one such pair.
        X : ndarray, shape (60000, 28, 28) or (10000, 28, 28), float32 in [0, 1], ink is 1.
        y : ndarray, shape (60000, 1) or (10000, 1), int64 in 0 to 9.

    Raises
    ------
    DataError
        If a file is missing, cut or changed, or the download fails. The message says what to
        fetch and where to put it.
    """
    if part not in ("all", "train", "test"):
        raise data_error(
            "part", expected='"all", "train" or "test"', got=repr(part), fix="Use one of the three."
        )
    source = mnist_file() if path is None else Path(path).expanduser()
    if part == "all":
        return _one_part(source, "train"), _one_part(source, "test")
    return _one_part(source, part)


def mnist_file() -> Path:
    """Return where MNIST lies, after a download if it lies nowhere."""
    found, cached = find_mnist(), keras_cache() / "mnist.npz"
    remote = _download.MNIST
    if found is None or (found == cached and not _download.has_checksum(cached, remote.sha256)):
        return _download.fetch(remote, cached)
    return found


def _one_part(source: Path, part: str) -> Pair:
    if source.is_dir() and (source / "mnist.npz").exists():
        source = source / "mnist.npz"
    if source.is_dir():
        images, labels = (_idx_file(source, name, part) for name in IDX_NAMES[part])
        X, y = read_idx(images, 3), read_idx(labels, 1)
    elif not source.exists():
        raise missing_file(source)
    elif source.suffix.lower() == ".npz":
        X, y = read_npz(source, [f"x_{part}", f"y_{part}"])
    else:
        raise data_error(
            f"The file {source}",
            expected="mnist.npz or a folder",
            got=f"the name {source.name}",
            fix="Give the folder in which the IDX files lie.",
        )
    _require_digits(X, y, f"the {part} part of {source}")
    return np.divide(X, 255, dtype=np.float32), y.astype(np.int64).reshape(-1, 1)


def _idx_file(folder: Path, name: str, part: str) -> Path:
    found = _idx_candidate(folder, name)
    if found is not None:
        return found
    other = "test" if part == "train" else "train"
    alone = f' For the {other} images alone, which are there, add part="{other}".'
    raise data_error(
        f"The folder {folder}",
        expected=f"{name}, plain or .gz",
        got=f"no {name}",
        fix=f"Put {' and '.join(IDX_NAMES[part])} there, or mnist.npz."
        + (alone if all(_idx_candidate(folder, half) for half in IDX_NAMES[other]) else ""),
    )


def _idx_candidate(folder: Path, name: str) -> Path | None:
    # Some archives name them with a dot, as in train-images.idx3-ubyte.
    stems = (name, name.replace("-idx", ".idx"))
    candidates = (folder / f"{stem}{ending}" for stem in stems for ending in ("", ".gz"))
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def _require_digits(X: np.ndarray, y: np.ndarray, label: str) -> None:
    right = X.ndim == 3 and X.shape[1:] == (28, 28) and y.shape == (len(X),) and len(X) > 0
    if not right or X.dtype != np.uint8 or y.dtype.kind not in "iu" or y.min() < 0 or y.max() > 9:
        raise data_error(
            f"The arrays in {label}",
            expected="uint8 images (m, 28, 28) and m labels from 0 to 9",
            got=f"{X.dtype} {X.shape} and {y.dtype} {y.shape}"
            + (f" from {y.min()} to {y.max()}" if right and y.dtype.kind in "iuf" else ""),
            fix="Fetch MNIST's own files again.",
        )
