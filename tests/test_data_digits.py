"""The lab's own digits: what a learner gets, and what happens when the file is not what it was."""

from __future__ import annotations

import gzip
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from scipy import ndimage

from lab_utils.data import DataError, _digits, load_digits, places
from tests.mnist_test_folder import mnist_test_folder


def rebuild_at_full_size(rows: np.ndarray) -> np.ndarray:
    """SciPy's centre of mass and shift, as an oracle for the rule that the datasheet states."""
    rebuilt = []
    for crop in rows.reshape(-1, 20, 20):
        padded = np.pad(np.rint(crop * 255), 4)
        centre = ndimage.center_of_mass(padded)
        shift = [round(14 - coordinate) for coordinate in centre]
        rebuilt.append(ndimage.shift(padded, shift, order=0))
    return np.stack(rebuilt).astype(np.uint8)


def test_digits_have_the_promised_shape_type_and_range() -> None:
    X, y = load_digits()
    assert (X.shape, X.dtype, y.shape, y.dtype) == ((5000, 400), np.float32, (5000, 1), np.int64)
    assert (X.min(), X.max()) == (0, 1)


def test_digits_are_sorted_with_five_hundred_of_each() -> None:
    _, y = load_digits()
    assert np.array_equal(y[:, 0], np.repeat(np.arange(10), 500))
    assert y[1015, 0] == 2


def test_rows_are_row_major_with_dark_ink_as_one() -> None:
    """A one is a tall stroke: over all ones, ink varies far more along columns than along rows."""
    X, _ = load_digits()
    ones = X[500:1000].reshape(-1, 20, 20).mean(axis=0)
    assert ones.sum(axis=0).max() > 2 * ones.sum(axis=1).max()
    assert (X == 0).mean() > 0.5, "paper must be 0: there is more paper than ink"


def test_every_digit_lies_centred_in_its_box_and_fills_it() -> None:
    X, _ = load_digits()
    longer_sides = []
    for crop in X.reshape(-1, 20, 20):
        rows, columns = np.flatnonzero(crop.any(axis=1)), np.flatnonzero(crop.any(axis=0))
        for line in (rows, columns):
            assert (19 - line[-1]) - line[0] in (0, 1)
        longer_sides.append(max(np.ptp(rows), np.ptp(columns)) + 1)
    assert np.mean(np.array(longer_sides) == 20) > 0.999


def test_arrays_are_fresh_on_each_call() -> None:
    X, y = load_digits()
    X[:], y[:] = 7, 7
    again_X, again_y = load_digits()
    assert again_X.max() == 1 and set(again_y[:, 0]) == set(range(10))


def spoiled(kind: str) -> bytes:
    content = bytearray(_digits.DIGITS_FILE.read_bytes())
    if kind == "cut":
        return bytes(content[: len(content) // 2])
    if kind == "empty":
        return b""
    content[len(content) // 2] ^= 1
    return bytes(content)


@pytest.mark.parametrize("kind", ["cut", "empty", "tampered"])
def test_a_file_that_is_not_the_original_gives_one_error_with_the_command_to_type(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "digits.npz"
    copy.write_bytes(spoiled(kind))
    monkeypatch.setattr(_digits, "DIGITS_FILE", copy)
    with pytest.raises(DataError, match=r"git checkout -- data/digits\.npz") as caught:
        load_digits()
    assert "cut or changed" in str(caught.value)


def test_a_missing_file_gives_one_error_with_the_command_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_digits, "DIGITS_FILE", tmp_path / "digits.npz")
    with pytest.raises(DataError, match=r"no such file.*git checkout") as caught:
        load_digits()
    assert caught.value.__cause__ is None and caught.value.__suppress_context__


def test_the_file_holds_plain_stored_arrays_without_dates() -> None:
    with zipfile.ZipFile(_digits.DIGITS_FILE) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == ["X.npy", "y.npy"]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}


def test_the_datasheet_names_the_checksum_of_the_loader() -> None:
    assert _digits.DIGITS_SHA256 in (places.DATA_FOLDER / "README.md").read_text("utf-8")


def test_digits_load_without_tensorflow_matplotlib_or_scipy() -> None:
    code = (
        "import sys; from lab_utils.data import load_digits; load_digits();"
        "print(sorted({'tensorflow', 'keras', 'matplotlib', 'scipy', 'pooch'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.fixture(scope="module")
def mnist_test_images() -> np.ndarray:
    packed = (mnist_test_folder() / "t10k-images-idx3-ubyte.gz").read_bytes()
    pixels = np.frombuffer(gzip.decompress(packed), np.uint8, offset=16)
    return pixels.reshape(-1, 28, 28)


def test_no_digit_of_the_lab_is_among_the_mnist_test_images(mnist_test_images: np.ndarray) -> None:
    X, _ = load_digits()
    known = {image.tobytes() for image in mnist_test_images}
    assert not known & {image.tobytes() for image in rebuild_at_full_size(X)}


def test_crop_of_the_build_script_loses_nothing_of_any_mnist_image(
    mnist_test_images: np.ndarray,
) -> None:
    crop = runpy.run_path(str(places.DATA_FOLDER / "build_digits.py"))["crop_to_box"]
    sample = mnist_test_images[::10]
    crops = np.stack([crop(image) for image in sample]).reshape(-1, 400) / 255
    assert np.array_equal(rebuild_at_full_size(crops), sample)


def test_rebuilt_digits_keep_all_their_ink() -> None:
    """Originals are compared in the build script; here the ink that left the frame would show."""
    X, _ = load_digits()
    rebuilt = rebuild_at_full_size(X)
    assert np.array_equal(rebuilt.sum(axis=(1, 2)), np.rint(X * 255).sum(axis=1))
