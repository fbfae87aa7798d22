"""The lab's two cuts through its digits: to train, to validate, to test."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

SEED = 0
TEST_DIGITS = 1000
VALIDATION_DIGITS = 800


class LabDigits(NamedTuple):
    """The 5,000 digits in three parts that share no digit.

    Attributes
    ----------
    X_train, X_val, X_test : ndarray, shapes (3200, 400), (800, 400), (1000, 400), float32 in [0, 1]
        Row-major 20 x 20, ink is 1.
    y_train, y_val, y_test : ndarray, shapes (3200, 1), (800, 1), (1000, 1), int64 in 0 to 9
    """

    X_train: np.ndarray
    X_val: np.ndarray
    X_test: np.ndarray
    y_train: np.ndarray
    y_val: np.ndarray
    y_test: np.ndarray


def split_lab_digits() -> LabDigits:
    """Split the lab's digits into 3,200 to train, 800 to validate and 1,000 to test.

    Each part holds as many of each digit, shuffled, and is the same on every call.

    Returns
    -------
    LabDigits
        A named tuple: ``digits.X_train``, ``digits.y_test``.
    """
    # Imported here: it takes longer than all the rest of the lab's own modules together.
    from sklearn.model_selection import train_test_split

    from lab_utils.data import load_digits

    X, y = load_digits()
    X_rest, X_test, y_rest, y_test = train_test_split(
        X, y, test_size=TEST_DIGITS, stratify=y, random_state=SEED
    )
    X_train, X_val, y_train, y_val = train_test_split(
        X_rest, y_rest, test_size=VALIDATION_DIGITS, stratify=y_rest, random_state=SEED
    )
    return LabDigits(X_train, X_val, X_test, y_train, y_val, y_test)
