"""A learner's own digits: every form that is welcome, and one clear error for every other."""

from __future__ import annotations

import pickle
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.io import savemat

from lab_utils.data import DataError, load_digits, load_own

rng = np.random.default_rng(3)
BYTES = np.where(rng.random((12, 400)) < 0.3, rng.integers(2, 256, (12, 400)), 0).astype(np.uint8)
SHARES = BYTES / 255
LABELS = np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0])


def save_npz(folder: Path, **arrays: object) -> Path:
    np.savez(folder / "mine.npz", **{"X": SHARES, "y": LABELS, **arrays})  # type: ignore[arg-type]
    return folder / "mine.npz"


def save_folder(folder: Path) -> Path:
    np.save(folder / "X.npy", SHARES)
    np.save(folder / "y.npy", LABELS)
    return folder


def save_mat(folder: Path, **arrays: object) -> Path:
    """As MATLAB has it: doubles, labels 1 to 10 in a column, pixels down the columns."""
    down_columns = SHARES.reshape(-1, 20, 20).transpose(0, 2, 1).reshape(-1, 400)
    y = np.where(LABELS == 0, 10, LABELS).astype(float)[:, np.newaxis]
    savemat(folder / "mine.mat", {"X": down_columns, "y": y, **arrays}, do_compression=True)
    return folder / "mine.mat"


def assert_is_mine(loaded: tuple[np.ndarray, np.ndarray]) -> None:
    X, y = loaded
    assert (X.shape, X.dtype, y.shape, y.dtype) == ((12, 400), np.float32, (12, 1), np.int64)
    np.testing.assert_allclose(X, SHARES, atol=1e-6)
    assert np.array_equal(y.ravel(), LABELS)
    assert X.flags.c_contiguous and X.flags.writeable and y.flags.writeable


@pytest.mark.parametrize(
    "X",
    [BYTES, BYTES.reshape(12, 20, 20), SHARES, SHARES.astype(np.float32), np.asfortranarray(SHARES)],
    ids=["bytes", "pictures", "float64", "float32", "stored by columns"],
)
@pytest.mark.parametrize(
    "y",
    [LABELS, LABELS[:, np.newaxis], LABELS.astype(np.uint8), LABELS.astype(float)],
    ids=["(m,)", "(m, 1)", "uint8", "whole floats"],
)
def test_npz_is_welcome_in_every_usual_form(tmp_path: Path, X: np.ndarray, y: np.ndarray) -> None:
    assert_is_mine(load_own(save_npz(tmp_path, X=X, y=y)))


def test_npy_pair_is_found_by_its_folder_or_by_the_name_of_x(tmp_path: Path) -> None:
    save_folder(tmp_path)
    assert_is_mine(load_own(tmp_path))
    assert_is_mine(load_own(str(tmp_path / "X.npy")))
    (tmp_path / "X.npy").rename(tmp_path / "mine_X.npy")
    (tmp_path / "y.npy").rename(tmp_path / "mine_y.npy")
    assert_is_mine(load_own(tmp_path / "mine_X.npy"))


def test_mat_has_ten_for_zero_and_pixels_down_the_columns(tmp_path: Path) -> None:
    assert_is_mine(load_own(save_mat(tmp_path), order="F"))


def test_mat_may_hold_its_labels_in_a_row(tmp_path: Path) -> None:
    path = save_mat(tmp_path, y=LABELS.astype(np.uint8)[np.newaxis, :])
    assert_is_mine(load_own(path, order="F"))


def test_order_matters_and_c_is_the_default(tmp_path: Path) -> None:
    X, _ = load_own(save_mat(tmp_path))
    pictures = X.reshape(-1, 20, 20)
    np.testing.assert_allclose(pictures.transpose(0, 2, 1), SHARES.reshape(-1, 20, 20), atol=1e-6)


def test_the_labs_own_file_reads_as_load_digits_does() -> None:
    folder = Path(__file__).resolve().parents[1] / "data"
    for mine, original in zip(load_own(folder / "digits.npz"), load_digits(), strict=True):
        assert np.array_equal(mine, original)


def test_black_and_white_pixels_are_taken_as_they_are(tmp_path: Path) -> None:
    ink = BYTES > 100
    for X in (ink, ink.astype(int)):
        loaded, _ = load_own(save_npz(tmp_path, X=X))
        assert np.array_equal(loaded, ink)


def test_rounding_is_clipped_in_silence_and_overshoot_with_a_warning(tmp_path: Path) -> None:
    X = SHARES.copy()
    X[0, :2] = -1e-7, 1 + 1e-7
    loaded, _ = load_own(save_npz(tmp_path, X=X))
    assert (loaded.min(), loaded.max()) == (0, 1)
    X[0, :2] = -0.13, 1.13
    with pytest.warns(UserWarning, match=r"from -0.13 to 1.13 were clipped"):
        loaded, _ = load_own(save_npz(tmp_path, X=X))
    assert (loaded.min(), loaded.max()) == (0, 1)
    np.testing.assert_allclose(loaded[1:], SHARES[1:], atol=1e-6)


def test_a_negative_is_loaded_with_a_warning(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="save 1 - X"):
        load_own(save_npz(tmp_path, X=1 - SHARES))


def changed(array: np.ndarray, value: object) -> np.ndarray:
    array = array.copy()
    array[3, 7 if array.ndim > 1 else ...] = value
    return array


WRONG_ARRAYS: dict[str, tuple[dict[str, object], str]] = {
    "399 pixels": ({"X": SHARES[:, :399]}, r"X in mine.npz: expected \(m, 400\).* got \(12, 399\)"),
    "one row": ({"X": SHARES[0]}, r"reshape\(1, 400\)"),
    "digits as columns": ({"X": SHARES.T}, r"X\.T"),
    "number last": ({"X": np.zeros((20, 20, 12))}, "moveaxis"),
    "28 x 28": ({"X": np.zeros((12, 784))}, "20 x 20 box"),
    "a single number": ({"X": 1.0}, r"got \(\)"),
    "four dimensions": ({"X": SHARES.reshape(12, 20, 20, 1)}, r"got \(12, 20, 20, 1\)"),
    "no rows": ({"X": SHARES[:0], "y": LABELS[:0]}, "one digit or more, got none"),
    "text": ({"X": SHARES.astype(str)}, "text"),
    "complex": ({"X": SHARES + 1j}, "complex"),
    "dates": ({"X": np.zeros((12, 400), "datetime64[s]")}, "no numbers"),
    "0 to 255 as floats": ({"X": BYTES.astype(float)}, "divide by 255"),
    "0 to 255 as int64": ({"X": BYTES.astype(int)}, "divide by 255"),
    "0 and 1 as bytes": ({"X": (BYTES > 99).astype(np.uint8)}, "bytes count to 255"),
    "standardised": ({"X": (SHARES - 0.1) / 0.2}, "standardisation"),
    "far below 0": ({"X": changed(SHARES, -0.4)}, "got -0.4 to 1"),
    "NaN": ({"X": changed(SHARES, np.nan)}, "NaN or infinity, first in row 3"),
    "infinity": ({"X": changed(SHARES, np.inf)}, "NaN or infinity, first in row 3"),
    "a label of 10": ({"y": changed(LABELS, 10)}, "got 10 in row 3 .*y % 10"),
    "a label of -1": ({"y": changed(LABELS, -1)}, "got -1 in row 3"),
    "half a label": ({"y": changed(LABELS.astype(float), 2.5)}, "got 2.5 in row 3"),
    "a label of NaN": ({"y": changed(LABELS.astype(float), np.nan)}, "got nan in row 3"),
    "labels as text": ({"y": LABELS.astype(str)}, "text"),
    "true or false": ({"y": LABELS > 4}, "y.astype"),
    "one-hot": ({"y": np.eye(10)[LABELS]}, "argmax"),
    "labels in a row": ({"y": LABELS[np.newaxis]}, r"got \(1, 12\)"),
    "fewer labels": ({"y": LABELS[:11]}, "12 digits in X and 11 labels in y"),
    "objects": ({"X": np.array([[None] * 400] * 12)}, "Python objects.*pickles are never opened"),
    "labels as objects": ({"y": LABELS.astype(object)}, "y in .*pickles are never opened"),
}


@pytest.mark.parametrize("case", WRONG_ARRAYS)
def test_arrays_that_cannot_be_digits_give_one_clear_error(tmp_path: Path, case: str) -> None:
    arrays, message = WRONG_ARRAYS[case]
    with pytest.raises(DataError, match=message) as caught:
        load_own(save_npz(tmp_path, **arrays))
    assert ": expected " in str(caught.value) and ", got " in str(caught.value)


class Bomb:
    """A pickle that leaves a trace when it is opened."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str, str]]:
        return open, (str(self.trace), "w")


def test_no_pickle_is_opened_whatever_its_disguise(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    save_folder(tmp_path)
    bare = pickle.dumps(Bomb(trace))
    objects = np.array([[Bomb(trace)]], dtype=object)
    inside = tmp_path / "inside.npz"
    with zipfile.ZipFile(inside, "w") as archive:
        archive.writestr("X.npy", bare)
        archive.writestr("y.npy", bare)
    np.savez(tmp_path / "objects.npz", X=objects, y=objects)
    for name in ("bare.npz", "bare.mat"):
        (tmp_path / name).write_bytes(bare)
    (tmp_path / "X.npy").write_bytes(bare)
    for name in ("bare.npz", "bare.mat", "inside.npz", "objects.npz", "X.npy"):
        with pytest.raises(DataError):
            load_own(tmp_path / name)
    np.save(tmp_path / "X.npy", objects)
    with pytest.raises(DataError, match="pickles are never opened"):
        load_own(tmp_path)
    assert not trace.exists()


@pytest.mark.parametrize("save", [save_npz, save_mat, save_folder])
@pytest.mark.parametrize("kept", [0, 10, 60, 0.5, 0.999])
def test_a_cut_file_gives_one_clear_error(tmp_path: Path, save: Callable[[Path], Path], kept: float) -> None:
    path = save(tmp_path)
    path = path / "X.npy" if path.is_dir() else path
    content = path.read_bytes()
    path.write_bytes(content[: int(kept if kept >= 1 else len(content) * kept)])
    with pytest.raises(DataError, match=r"expected .*got .*"):
        load_own(path)


def test_a_tampered_archive_fails_its_checksum(tmp_path: Path) -> None:
    path = save_npz(tmp_path)
    content = bytearray(path.read_bytes())
    content[5000] ^= 1
    path.write_bytes(content)
    with pytest.raises(DataError, match="Bad CRC-32"):
        load_own(path)


def test_bytes_behind_the_array_are_refused(tmp_path: Path) -> None:
    path = save_folder(tmp_path) / "X.npy"
    path.write_bytes(path.read_bytes() + b"more")
    with pytest.raises(DataError, match="cut or changed"):
        load_own(path)


def npy_claiming(shape: tuple[int, ...]) -> bytes:
    """A .npy file of a few bytes whose header claims `shape`."""
    header = repr({"descr": "<f8", "fortran_order": False, "shape": shape}).encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + b"\0" * 64


@pytest.mark.parametrize("rows", [10**7, 10**12, 10**40])
def test_an_array_that_claims_gigantic_memory_is_refused_before_it_is_reserved(
    tmp_path: Path, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bomb.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("X.npy", npy_claiming((rows, 400)))
        archive.writestr("y.npy", npy_claiming((rows,)))
    (tmp_path / "X.npy").write_bytes(npy_claiming((rows, 400)))
    monkeypatch.setattr(np, "frombuffer", lambda *_, **__: pytest.fail("an array was made"))
    for bomb in (path, tmp_path / "X.npy"):
        with pytest.raises(DataError, match=r"at most 512 MB .* Nothing was loaded"):
            load_own(bomb)


def test_a_small_archive_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        header = npy_claiming((2**18, 400))[:-64]
        with archive.open("X.npy", "w", force_zip64=True) as stream:
            stream.write(header)
            for _ in range(50):
                stream.write(bytes(2**21))
    assert path.stat().st_size < 2**20
    with pytest.raises(DataError, match="Nothing was loaded"):
        load_own(path)


def test_a_mat_file_that_claims_gigantic_memory_is_refused(tmp_path: Path) -> None:
    savemat(tmp_path / "mine.mat", {"X": SHARES, "y": LABELS})
    content = (tmp_path / "mine.mat").read_bytes()
    claim = content.replace(struct.pack("=2i", 12, 400), struct.pack("=2i", 10**6, 400), 1)
    (tmp_path / "mine.mat").write_bytes(claim)
    with pytest.raises(DataError, match="Nothing was loaded"):
        load_own(tmp_path / "mine.mat")


def test_a_negative_size_in_a_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "X.npy").write_bytes(npy_claiming((-1, 400)))
    with pytest.raises(DataError):
        load_own(tmp_path)


def test_a_missing_file_names_the_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere\.mat: expected a file to read, got no such file"):
        load_own(tmp_path / "nowhere.mat")
    with pytest.raises(DataError, match=r"X\.npy.*no such file"):
        load_own(tmp_path)
    np.save(tmp_path / "X.npy", SHARES)
    with pytest.raises(DataError, match=r"y\.npy.*no such file"):
        load_own(tmp_path)


@pytest.mark.parametrize("name", ["digits.csv", "y.npy", "digits", "digits.pkl"])
def test_an_unknown_name_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"1,2")
    with pytest.raises(DataError, match=r"ends in \.npz or \.mat, got the name"):
        load_own(tmp_path / name)


def test_a_missing_name_inside_a_file_lists_those_that_are_there(tmp_path: Path) -> None:
    np.savez(tmp_path / "mine.npz", images=SHARES, y=LABELS)
    with pytest.raises(DataError, match="one named X, got images, y"):
        load_own(tmp_path / "mine.npz")
    savemat(tmp_path / "mine.mat", {"X": SHARES, "labels": LABELS})
    with pytest.raises(DataError, match="one named y, got X, labels"):
        load_own(tmp_path / "mine.mat")


def test_matlab_structures_and_text_are_refused(tmp_path: Path) -> None:
    for X in ({"a": SHARES}, np.array([["x"]], dtype=object), "text"):
        with pytest.raises(DataError):
            load_own(save_mat(tmp_path, X=X))


def test_matlabs_newest_format_is_named(tmp_path: Path) -> None:
    start = b"MATLAB 7.3 MAT-file".ljust(124) + b"\x00\x02IM"
    (tmp_path / "new.mat").write_bytes(start.ljust(512, b"\0") + b"\x89HDF\r\n\x1a\n")
    with pytest.raises(DataError, match=r"got version 7\.3.*-v7"):
        load_own(tmp_path / "new.mat")


@pytest.mark.parametrize("order", ["c", "A", None, "row"])
def test_an_order_that_is_neither_c_nor_f_is_refused(tmp_path: Path, order: str) -> None:
    with pytest.raises(DataError, match='order: expected "C"'):
        load_own(save_npz(tmp_path), order=order)


def test_the_error_survives_a_way_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(DataError("one: expected two, got three. Four.")))
    assert isinstance(error, ValueError) and "expected two" in str(error)
