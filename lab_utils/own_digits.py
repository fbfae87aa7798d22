"""Pictures of a learner's own digits: where they lie, what they are, and how to keep them.

They stay in data/own/, which git does not see, and nothing is sent anywhere.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Mapping
from itertools import chain, count
from pathlib import Path, PurePath
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lab_utils._accepted import digit_images, digit_labels
from lab_utils._shared_file import turn_at
from lab_utils._wording import four_parts
from lab_utils.data import load_own
from lab_utils.data.places import DATA_FOLDER
from lab_utils.keeping import write_whole
from lab_utils.preparation import PictureError, Preparation, prepare_digit

__all__ = [
    "keep_digits",
    "label_in",
    "own_digits_file",
    "own_folder",
    "own_pictures",
    "prepare_all",
    "remove_digits",
    "uploaded",
]

Picture = Path | bytes | np.ndarray
# Files of these kinds lie beside pictures and are none, whatever a system hides in a folder.
_NO_PICTURES = {".npz", ".npy", ".mat", ".md", ".ini", ".db"}
_NAMED_AFTER_ITS_DIGIT = re.compile(r"([0-9])(?![0-9])")


def own_folder() -> Path:
    """Return the folder of a learner's own pictures: data/own/, unless DIGIT_LAB_OWN names another."""
    elsewhere = os.environ.get("DIGIT_LAB_OWN")
    return Path(elsewhere).expanduser() if elsewhere else DATA_FOLDER / "own"


def own_digits_file() -> Path:
    """Return where digits with labels are kept, for `lab_utils.data.load_own`; it need not exist."""
    return own_folder() / "my_digits.npz"


def own_pictures(folder: Path | None = None) -> dict[str, Picture]:
    """List the pictures in a folder, by their names.

    Parameters
    ----------
    folder : Path, optional
        `own_folder()` if left out. It need not exist.

    Returns
    -------
    dict of str to Path
        In the order of their names. Hidden files and arrays are left out; a file that is no picture is not,
        so that its reading can say what it is.
    """
    folder = own_folder() if folder is None else folder
    if not folder.is_dir():
        return {}
    files = sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))
    return {file.name: file for file in files if file.suffix.lower() not in _NO_PICTURES}


def uploaded(upload: Any) -> dict[str, Picture]:
    """Take the pictures out of an upload button.

    The button is empty afterwards: where JupyterLab is set to save the state of widgets, what a button holds
    goes into the notebook, and a picture of yours has no place in a file that you hand on.

    Parameters
    ----------
    upload : ipywidgets.FileUpload

    Returns
    -------
    dict of str to bytes
        By file name, in the order in which they were chosen; empty if nothing was uploaded yet. Of two files
        with the same name, the second is called "7 (2).png".
    """
    pictures: dict[str, Picture] = {}
    for file in upload.value:
        pictures[_free_name(file["name"], pictures)] = bytes(file["content"])
    upload.value = ()
    return pictures


def prepare_all(pictures: Mapping[str, Picture]) -> tuple[dict[str, Preparation], dict[str, str]]:
    """Prepare many pictures; a bad one does not stop the others.

    Parameters
    ----------
    pictures : mapping of str to Path, bytes or ndarray
        By name, as `own_pictures` and `uploaded` give them, or a pad's `picture`.

    Returns
    -------
    good : dict of str to Preparation
    bad : dict of str to str
        One sentence for each picture that can't be read or holds no digit.
    """
    good, bad = {}, {}
    for name, picture in pictures.items():
        try:
            good[name] = prepare_digit(picture)
        except PictureError as problem:
            bad[name] = _about(name, str(problem))
    return good, bad


def _free_name(name: str, taken: Mapping[str, Picture]) -> str:
    path = PurePath(name)
    others = (f"{path.stem} ({number}){path.suffix}" for number in count(2))
    return next(each for each in chain([name], others) if each not in taken)


def _about(name: str, sentence: str) -> str:
    """Let a sentence say which picture it is about, once."""
    sentence = sentence.replace("The picture", name, 1)
    return sentence if name in sentence else f"{name}: {sentence}"


def label_in(name: str) -> int | None:
    """Tell which digit a picture shows by its name: one that begins with a single digit.

    >>> label_in("7.png"), label_in("7_slim.jpg"), label_in("IMG_2041.jpg"), label_in("20241120.jpg")
    (7, 7, None, None)
    """
    found = _NAMED_AFTER_ITS_DIGIT.match(name)
    return int(found[1]) if found else None


def keep_digits(X: ArrayLike, y: ArrayLike, path: Path | None = None) -> int:
    """Add prepared digits and their labels to your own test set.

    A digit that is in it already is not added again; its label becomes the new one.

    Parameters
    ----------
    X : array_like, shape (m, 400), float in [0, 1]
        As `Preparation.x` is.
    y : array_like, shape (m,), int in 0 to 9
    path : Path, optional
        A .npz file, `own_digits_file()` if left out; it is made if it does not exist.

    Returns
    -------
    int
        How many digits the file now holds.

    Raises
    ------
    ValueError
        If these are no digits of 20 x 20 with a label each, or the file that is there can't be read.
    OSError
        If the file can't be written. In both cases it stays as it was.
    """
    path = own_digits_file() if path is None else path
    images = _rows(X)
    labels = digit_labels(y, "y", len(images))
    # A pad and a notebook may keep digits in the same moment.
    with turn_at(path):
        if path.exists():
            old_X, old_y = load_own(path)
            images, labels = np.concatenate([old_X, images]), np.concatenate([old_y.ravel(), labels])
        # A later label of the same digit takes the place of the earlier one.
        last = {image.tobytes(): i for i, image in enumerate(images)}
        rows = sorted(last.values())
        _write(path, images[rows], labels[rows])
    return len(rows)


def remove_digits(X: ArrayLike, path: Path | None = None) -> int:
    """Take digits out of your own test set; one that is not in it is passed over.

    Parameters
    ----------
    X : array_like, shape (m, 400), float in [0, 1]
        The digits, as `load_own` gives them.
    path : Path, optional
        `own_digits_file()` if left out.

    Returns
    -------
    int
        How many digits are left. With the last one the file goes.

    Raises
    ------
    ValueError, OSError
        As for `keep_digits`.
    """
    path = own_digits_file() if path is None else path
    gone = {image.tobytes() for image in _rows(X)}
    with turn_at(path):
        if not path.exists():
            return 0
        images, labels = load_own(path)
        left = np.array([image.tobytes() not in gone for image in images])
        if left.any():
            _write(path, images[left], labels.ravel()[left])
        else:
            path.unlink()
    return int(left.sum())


def _write(path: Path, X: np.ndarray, y: np.ndarray) -> None:
    file = io.BytesIO()
    np.savez(file, X=X, y=y)
    write_whole(path, file.getvalue())


def _rows(X: ArrayLike) -> np.ndarray:
    images = digit_images(np.asarray(X, dtype=np.float32), "X")
    if images.shape[1:] != (20, 20):
        raise ValueError(
            four_parts(
                "The shape of X",
                expected="(m, 400)",
                got=str(np.shape(X)),
                fix="lab_utils.preparation.from_mnist cuts digits of 28 x 28 to 20 x 20.",
            )
        )
    return images.reshape(-1, 400)
