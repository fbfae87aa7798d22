"""A learner's own digits: found, uploaded, prepared, labelled by name, and kept for `load_own`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from ipywidgets import FileUpload
from PIL import Image, ImageDraw

from lab_utils.data import load_own
from lab_utils.own_digits import (
    keep_digits,
    label_in,
    own_digits_file,
    own_folder,
    own_pictures,
    prepare_all,
    remove_digits,
    uploaded,
)


def one() -> Image.Image:
    """Draw a one with a dark pen on light paper."""
    picture = Image.new("L", (80, 120), 240)
    ImageDraw.Draw(picture).line([(40, 20), (42, 100)], fill=20, width=8)
    return picture


def png(blank: bool = False) -> bytes:
    file = io.BytesIO()
    (Image.new("L", (80, 120), 240) if blank else one()).save(file, format="PNG")
    return file.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    own = tmp_path / "eigene Ziffern"
    own.mkdir()
    for name in ("b.png", "1_slim.JPG"):
        one().convert("RGB").save(own / name)
    for name in (".DS_Store", "my_digits.npz", "Thumbs.db"):
        (own / name).write_bytes(b"something")
    yield own


def test_pictures_are_listed_by_name_and_what_lies_beside_them_is_not(folder: Path) -> None:
    assert own_pictures(folder) == {"1_slim.JPG": folder / "1_slim.JPG", "b.png": folder / "b.png"}


def test_without_a_folder_there_are_no_pictures(tmp_path: Path) -> None:
    assert own_pictures(tmp_path / "none") == {}


def test_the_folder_can_be_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGIT_LAB_OWN", str(folder))
    assert list(own_pictures()) == ["1_slim.JPG", "b.png"]
    (folder / "my_digits.npz").unlink()
    keep_digits(np.eye(1, 400), [3])
    assert own_digits_file() == folder / "my_digits.npz"
    assert load_own(own_digits_file())[1].ravel().tolist() == [3]
    monkeypatch.delenv("DIGIT_LAB_OWN")
    assert own_folder().parts[-2:] == ("data", "own")


def test_an_upload_gives_its_bytes_once_and_is_empty_afterwards() -> None:
    upload = FileUpload(multiple=True)
    about = {"type": "image/png", "size": 3, "last_modified": 0}
    upload.set_state(
        {"value": [{"name": name, "content": memoryview(b"abc"), **about} for name in ("7.png", "1.png")]}
    )
    assert uploaded(upload) == {"7.png": b"abc", "1.png": b"abc"}
    assert list(upload.value) == [], "a saved notebook might hold the picture"
    assert uploaded(upload) == {}


def test_pictures_of_the_same_name_are_all_kept() -> None:
    about = {"name": "image.jpg", "type": "image/jpeg", "size": 1, "last_modified": 0}
    upload = FileUpload(multiple=True)
    upload.set_state({"value": [{"content": memoryview(content), **about} for content in (b"a", b"b", b"c")]})
    assert uploaded(upload) == {"image.jpg": b"a", "image (2).jpg": b"b", "image (3).jpg": b"c"}


def test_a_bad_picture_is_named_in_one_sentence_and_stops_no_other(folder: Path) -> None:
    (folder / "notes.png").write_text("These are my notes.")
    torn = {"cut.png": png()[:60], "empty.png": b"", "blank.png": png(blank=True)}
    pictures = own_pictures(folder) | {"1 up.png": png()} | torn
    good, bad = prepare_all(pictures)
    assert list(good) == ["1_slim.JPG", "b.png", "1 up.png"]
    assert all(one.x.shape == (400,) for one in good.values())
    assert set(bad) == {"notes.png", "cut.png", "empty.png", "blank.png"}
    assert all(sentence.count(name) == 1 for name, sentence in bad.items()), bad


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("7.png", 7),
        ("0_second.jpg", 0),
        ("3 (2).png", 3),
        ("IMG_2041.jpg", None),
        ("20241120.jpg", None),
        ("nine.png", None),
        ("", None),
    ],
)
def test_a_name_that_begins_with_a_single_digit_is_a_label(name: str, label: int | None) -> None:
    assert label_in(name) == label


def test_kept_digits_are_what_load_own_reads(tmp_path: Path) -> None:
    path = tmp_path / "own" / "my_digits.npz"
    X = np.random.default_rng(0).random((3, 400), dtype=np.float32) / 2
    assert keep_digits(X[:2], [4, 5], path) == 2
    assert keep_digits(X[2:], [6], path) == 3
    again, y = load_own(path)
    assert np.array_equal(again, X)
    assert y.ravel().tolist() == [4, 5, 6]


def test_a_digit_that_is_kept_twice_counts_once_with_its_last_label(tmp_path: Path) -> None:
    path = tmp_path / "my_digits.npz"
    x = prepare_all({"1.png": png()})[0]["1.png"].x
    assert [keep_digits([x], [7], path), keep_digits([x], [1], path)] == [1, 1]
    assert load_own(path)[1].ravel().tolist() == [1]


def test_removed_digits_are_gone_and_the_others_stay_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "my_digits.npz"
    X = np.random.default_rng(0).random((3, 400), dtype=np.float32) / 2
    keep_digits(X, [4, 5, 6], path)
    assert remove_digits(X[1:2], path) == 2
    left, y = load_own(path)
    assert np.array_equal(left, X[[0, 2]]) and y.ravel().tolist() == [4, 6]
    assert remove_digits(X[1:2], path) == 2
    assert remove_digits(X, path) == 0
    assert not path.exists() and remove_digits(X, path) == 0


def test_digits_that_are_kept_in_the_same_moment_are_all_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody queues for a lock, and a disk may be slow: who has no luck waits for all the others.
    monkeypatch.setattr("lab_utils._shared_file._LOCK_SECONDS", 300)
    path = tmp_path / "my_digits.npz"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda i: keep_digits(np.eye(1, 400, i), [i % 10], path), range(24)))
    assert len(load_own(path)[0]) == 24


@pytest.mark.parametrize(
    ("X", "y"),
    [
        (np.zeros((1, 400)), [10]),
        (np.zeros((2, 400)), [1]),
        (np.zeros((1, 784)), [1]),
        (np.full((1, 400), 255), [1]),
        (np.zeros((0, 400)), []),
    ],
    ids=["a label of 10", "labels too few", "28 x 28", "0 to 255", "none"],
)
def test_what_is_no_labelled_digit_is_refused_and_leaves_the_file_alone(
    tmp_path: Path, X: np.ndarray, y: list[int]
) -> None:
    path = tmp_path / "my_digits.npz"
    keep_digits(np.eye(2, 400), [1, 2], path)
    before = path.read_bytes()
    with pytest.raises(ValueError, match="expected"):
        keep_digits(X, y, path)
    assert path.read_bytes() == before
