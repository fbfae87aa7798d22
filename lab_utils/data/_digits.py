"""The lab's own 5,000 digits, from data/digits.npz."""

from __future__ import annotations

import hashlib
import io

import numpy as np

from lab_utils.data._errors import data_error
from lab_utils.data.places import DATA_FOLDER

DIGITS_FILE = DATA_FOLDER / "digits.npz"
# Printed by data/build_digits.py.
DIGITS_SHA256 = "87b774e0a5807ccf6fc5754d8b9d191e869ddc137611991a354e68a13fc0b1e4"


def load_digits() -> tuple[np.ndarray, np.ndarray]:
    """Load the lab's 5,000 handwritten digits, 500 of each, sorted by digit.

    The file's SHA-256 is compared on every call, so that nobody trains on changed digits without
    knowing. data/README.md says where the digits come from.

    Returns
    -------
    X : ndarray, shape (5000, 400), float32 in [0, 1]
        One digit in each row: 20 x 20 pixels, row-major; paper is 0 and ink is 1.
    y : ndarray, shape (5000, 1), int64 in 0 to 9
        The digit that the writer meant. Rows 0 to 499 are zeros, rows 4500 to 4999 are nines.
        Both arrays are new on every call: what you change in them stays yours.

    Raises
    ------
    DataError
        If data/digits.npz is missing, cut or changed.
    """
    with np.load(io.BytesIO(_verified_bytes()), allow_pickle=False) as arrays:
        X = np.divide(arrays["X"], 255, dtype=np.float32)
        y = arrays["y"].astype(np.int64)
    return X, y


def _verified_bytes() -> bytes:
    """Return the file's bytes, read once: what is checked is also what is used."""
    fix = (
        "Bring it back: type `git checkout -- data/digits.npz` in the lab's folder, "
        "or copy the file from the hand-out again."
    )
    try:
        content = DIGITS_FILE.read_bytes()
    except OSError as problem:
        got = "no such file" if isinstance(problem, FileNotFoundError) else str(problem)
        raise data_error(
            f"The lab's digits, {DIGITS_FILE}", expected="a readable file", got=got, fix=fix
        ) from None
    digest = hashlib.sha256(content).hexdigest()
    if digest != DIGITS_SHA256:
        raise data_error(
            f"The lab's digits, {DIGITS_FILE}",
            expected=f"the SHA-256 {DIGITS_SHA256[:12]}...",
            got=f"{digest[:12]}... in {len(content):,} bytes: the file was cut or changed",
            fix=fix,
        )
    return content
