"""A learner's own digits."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from lab_utils.data._accepted import accepted_labels, accepted_pixels, require_pairs
from lab_utils.data._errors import data_error
from lab_utils.data._matlab import read_mat
from lab_utils.data._reading import missing_file, read_npy, read_npz


def load_own(path: str | os.PathLike[str], order: str = "C") -> tuple[np.ndarray, np.ndarray]:
    """Load digits of your own.

    Parameters
    ----------
    path : str or path-like
        One of

        - a folder that holds X.npy and y.npy, or the path of X.npy (y.npy lies beside it; for
          mine_X.npy it is mine_y.npy),
        - a .npz file with the arrays X and y,
        - a .mat file (MATLAB -v6 or -v7) with the variables X and y, where the label 10 means 0.

        X has the shape (m, 400) or (m, 20, 20). Pixels of type uint8 count from 0 to 255 and are
        divided by 255; all others run from 0 (paper) to 1 (ink). Values up to 0.25 outside, as
        resampling makes them, are clipped with a warning. y has the shape (m,) or (m, 1).
    order : {"C", "F"}
        How the 400 pixels of a row run: along the rows of the picture ("C", as everywhere in this
        lab) or down its columns ("F", as most .mat files have it). Nothing in the numbers tells
        which it is: look at a few with `plot_digit_grid`. Digits that lie on their side and
        mirrored need the other order. With shape (m, 20, 20), "F" swaps rows and columns.

    Returns
    -------
    X : ndarray, shape (m, 400), float32 in [0, 1]
        One digit in each row: 20 x 20 pixels, row-major; paper is 0 and ink is 1.
    y : ndarray, shape (m, 1), int64 in 0 to 9

    Raises
    ------
    DataError
        If a file is missing, cut, changed or a pickle (which is never opened), or if its arrays
        can't be digits. The message says what to do.
    """
    if order not in ("C", "F"):
        raise data_error(
            "order", expected='"C" (along rows) or "F" (down columns)', got=repr(order),
            fix='Leave it out, or use order="F" for most .mat files.',
        )  # fmt: skip
    source = Path(path).expanduser()
    raw_X, raw_y = _read(source)
    X = accepted_pixels(raw_X, f"X in {source.name}", order)
    y = accepted_labels(raw_y, f"y in {source.name}")
    require_pairs(X, y, source.name)
    return X, y


def _read(source: Path) -> tuple[np.ndarray, np.ndarray]:
    if source.is_dir():
        source = source / "X.npy"
    if not source.exists():
        raise missing_file(source)
    ending = source.suffix.lower()
    if ending == ".npy" and source.stem.endswith("X"):
        return read_npy(source), read_npy(source.with_name(f"{source.stem[:-1]}y{source.suffix}"))
    if ending == ".npz":
        X, y = read_npz(source, ["X", "y"])
        return X, y
    if ending == ".mat":
        return read_mat(source)
    raise data_error(
        f"The file {source}",
        expected="X.npy with y.npy beside it, or a file that ends in .npz or .mat",
        got=f"the name {source.name}",
        fix="Save your arrays with numpy.savez('mine.npz', X=X, y=y).",
    )
