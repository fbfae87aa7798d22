"""The small reader of .mat files, against SciPy, which wrote them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.io import loadmat, savemat

from lab_utils.data import DataError, load_own
from lab_utils.data._matlab import read_mat

rng = np.random.default_rng(5)
X = rng.integers(0, 100, (7, 400))
LABELS = np.arange(1, 8)[:, np.newaxis]
TYPES = ["f8", "f4", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "?"]


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("packed", [False, True])
def test_every_class_of_numbers_is_read_as_scipy_reads_it(tmp_path: Path, dtype: str, packed: bool) -> None:
    path = tmp_path / "mine.mat"
    savemat(path, {"X": X.astype(dtype), "y": LABELS}, do_compression=packed)
    mine, oracle = read_mat(path)[0], loadmat(path)["X"]
    assert np.array_equal(mine, oracle)
    assert mine.dtype == (bool if dtype == "?" else oracle.dtype)


@pytest.mark.parametrize("packed", [False, True])
def test_other_variables_are_passed_over(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "mine.mat"
    others = {"a": {"b": [1, 2]}, "c": np.array([["x", 1]], dtype=object), "d": "text", "e": 1j}
    savemat(path, {**others, "X": X / 100, "y": LABELS, "z": np.empty(0)}, do_compression=packed)
    assert np.array_equal(read_mat(path)[0], X / 100)


def test_complex_numbers_are_refused(tmp_path: Path) -> None:
    savemat(tmp_path / "mine.mat", {"X": X + 1j, "y": LABELS})
    with pytest.raises(DataError, match="got complex numbers"):
        load_own(tmp_path / "mine.mat")


def test_the_oldest_format_is_named_with_a_way_out(tmp_path: Path) -> None:
    savemat(tmp_path / "mine.mat", {"X": X, "y": LABELS}, format="4")
    with pytest.raises(DataError, match=r"another format.*-v7.*savemat"):
        load_own(tmp_path / "mine.mat")


@pytest.mark.parametrize("packed", [False, True])
def test_damage_anywhere_ends_in_one_error_or_in_whole_arrays(tmp_path: Path, packed: bool) -> None:
    """SciPy's own reader crashes the process on some of these files."""
    path = tmp_path / "mine.mat"
    savemat(path, {"X": X, "y": LABELS}, do_compression=packed)
    whole = path.read_bytes()
    refused = 0
    for _ in range(300):
        damaged = bytearray(whole)
        for place in rng.integers(120, min(len(whole), 400), 2):
            damaged[place] = rng.integers(256)
        path.write_bytes(damaged)
        try:
            pixels, labels = read_mat(path)
            assert pixels.dtype.kind in "biuf" and labels.dtype.kind in "biuf"
        except DataError:
            refused += 1
    assert refused > 50
