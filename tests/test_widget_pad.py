"""What the draw pad knows in the kernel: the drawing, the test set that grows and shrinks, its words."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lab_utils.data import load_own
from lab_utils.numpy_network import start_weights
from lab_utils.own_digits import keep_digits, own_digits_file
from lab_utils.widgets import DrawPad
from lab_utils.widgets.own_test_set import OwnTestSet, key_of
from lab_utils.widgets.pad_state import PAD_SIDE, for_the_browser, picture_of
from tests.in_javascript import in_javascript
from tests.redrawn_digits import large
from tests.served_app import held_out_digit, trained_weights


@pytest.fixture
def pad() -> DrawPad:
    return DrawPad(trained_weights())


def drawn(digit: int) -> bytes:
    """Return a drawing of a digit as the browser sends it."""
    return np.rint(255 * large(held_out_digit(digit).ravel())).astype(np.uint8).tobytes()


def row(digit: int) -> np.ndarray:
    return held_out_digit(digit).astype(np.float32).ravel()


def send(pad: DrawPad, content: dict[str, Any], *rows: np.ndarray) -> dict[str, Any]:
    """Send what the browser would send, and return what it is answered."""
    answers: list[dict[str, Any]] = []
    pad.send = answers.append  # type: ignore[method-assign]
    pad._handle_custom_msg(content, [memoryview(each.astype("<f4").tobytes()) for each in rows])
    return answers[-1] if answers else {}


def labels() -> list[int]:
    """Return the labels in the file of the test set."""
    path = own_digits_file()
    return load_own(path)[1].ravel().tolist() if path.exists() else []


def test_a_drawing_is_a_picture_that_the_preparation_takes(pad: DrawPad) -> None:
    assert pad.picture is None and pad.reading is None
    pad._ink = memoryview(drawn(3))
    assert pad.picture is not None and pad.picture.shape == (PAD_SIDE, PAD_SIDE)
    assert pad.picture[0, 0] == 255, "paper is white"
    assert pad.reading is not None and pad.reading.digit == 3
    pad._ink = bytes(PAD_SIDE**2)
    assert pad.picture is None and pad.reading is None


def test_a_drawing_of_another_size_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match=r"expected 280 x 280 bytes, got 100\."):
        picture_of(bytes(100))


def test_a_network_is_sent_with_the_sizes_of_its_layers() -> None:
    weights = trained_weights()
    sizes, numbers = for_the_browser(weights)
    assert sizes == [400, 25, 15, 10]
    values = np.frombuffer(numbers, dtype="<f4")
    assert values.size == 400 * 25 + 25 + 25 * 15 + 15 + 15 * 10 + 10
    np.testing.assert_array_equal(values[:10000].reshape(400, 25), weights["W1"])
    np.testing.assert_array_equal(values[-10:], weights["b3"])


def test_weights_of_another_network_are_refused_with_their_shapes() -> None:
    with pytest.raises(ValueError, match=r"W1 \(784, 16\)"):
        DrawPad(start_weights((784, 16, 10)))


def test_a_kept_drawing_is_in_the_file_that_load_own_reads(pad: DrawPad) -> None:
    answer = send(pad, {"keep": 3, "turn": 1}, row(3))
    assert answer == {"turn": 1, "words": "Kept as 3: 1 digit in your test set.", "refused": False}
    assert send(pad, {"keep": 8, "turn": 2}, row(7))["words"] == "Kept as 8: 2 digits in your test set."
    X, y = load_own(own_digits_file())
    np.testing.assert_array_equal(X, [row(3), row(7)])
    assert y.ravel().tolist() == [3, 8]
    assert [digit["label"] for digit in pad._kept] == [3, 8]
    np.testing.assert_array_equal(np.frombuffer(pad._kept_pixels, dtype="<f4"), X.ravel())


def test_a_digit_is_removed_and_put_back(pad: DrawPad) -> None:
    for turn, digit in enumerate((3, 7)):
        send(pad, {"keep": digit, "turn": turn}, row(digit))
    assert send(pad, {"remove": key_of(row(3))})["words"] == "Removed a 3: 1 digit in your test set."
    assert labels() == [7] and pad._can_put_back
    assert send(pad, {"remove": key_of(row(7))})["words"] == "Removed a 7: 0 digits in your test set."
    assert not own_digits_file().exists()
    assert send(pad, {"put_back": True})["words"] == "Put back a 7: 1 digit in your test set."
    assert send(pad, {"put_back": True})["words"] == "Put back a 3: 2 digits in your test set."
    assert labels() == [7, 3] and not pad._can_put_back
    assert send(pad, {"put_back": True})["words"] == "There is nothing to put back."


def test_a_digit_that_is_gone_is_not_removed_again(pad: DrawPad) -> None:
    keep_digits([row(1)], [1])
    assert send(pad, {"remove": key_of(row(2))})["words"] == "That digit is no longer in your test set."
    assert labels() == [1]


def test_what_was_kept_before_is_listed_and_what_others_keep_stays(pad: DrawPad) -> None:
    keep_digits([row(5)], [5])
    again = DrawPad(trained_weights())
    assert [digit["label"] for digit in again._kept] == [5]
    send(pad, {"keep": 6, "turn": 1}, row(6))
    send(again, {"keep": 9, "turn": 1}, row(9))
    assert labels() == [5, 6, 9]


@pytest.mark.parametrize(
    ("content", "digit", "words"),
    [
        ({"keep": 3}, np.zeros(400), "no ink"),
        ({"keep": 10}, row(3), "whole numbers from 0 to 9"),
        ({"keep": 3}, row(3)[:100], "(m, 400)"),
        ({"keep": 3}, np.full(400, np.nan), "finite"),
    ],
    ids=["blank", "a label of 10", "too short", "no numbers"],
)
def test_what_is_no_labelled_digit_is_refused_in_words(
    pad: DrawPad, content: dict[str, Any], digit: np.ndarray, words: str
) -> None:
    answer = send(pad, {**content, "turn": 1}, digit)
    assert answer["refused"] and words in answer["words"]
    assert labels() == []


def test_a_damaged_file_is_told_and_left_alone() -> None:
    path = own_digits_file()
    path.parent.mkdir(parents=True)
    path.write_bytes(b"PK, and then nothing")
    pad = DrawPad(trained_weights())
    assert pad._kept_problem.startswith("Your test set can't be read:")
    for content in ({"keep": 3, "turn": 1}, {"remove": "x"}):
        assert send(pad, content, row(3))["refused"]
    assert path.read_bytes() == b"PK, and then nothing"


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("a file, and no folder")
    test_set = OwnTestSet(tmp_path / "own" / "my_digits.npz")
    words = test_set.keep(row(3), 3)
    assert words == test_set.problem and words.startswith("Your test set stays as it was:")


def test_a_message_that_asks_for_nothing_is_not_answered(pad: DrawPad) -> None:
    assert send(pad, {"hello": 1}) == send(pad, {"keep": 3}) == {}
    assert labels() == []


def test_the_test_set_may_lie_elsewhere(tmp_path: Path) -> None:
    pad = DrawPad(trained_weights(), keep_in=tmp_path / "mine.npz")
    send(pad, {"keep": 4, "turn": 1}, row(4))
    assert load_own(tmp_path / "mine.npz")[1].ravel().tolist() == [4]
    assert labels() == [] and pad._place.endswith("mine.npz")


@pytest.mark.parametrize("name", ["my_digits", "my_digits.csv", ""])
def test_a_test_set_that_load_own_could_not_read_is_not_begun(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"keep_in: expected a \.npz file, got .+ load_own reads"):
        DrawPad(trained_weights(), keep_in=tmp_path / name)


def test_a_file_that_the_browser_writes_is_what_load_own_reads(tmp_path: Path) -> None:
    X = np.stack([row(digit) for digit in (3, 1, 4)])
    body = "return [...digitsFile(new Float32Array(bytes.buffer), [3, 1, 4])]"
    written = bytes(in_javascript("npz", body, X.tobytes()))
    (tmp_path / "my_digits.npz").write_bytes(written)
    read, y = load_own(tmp_path / "my_digits.npz")
    np.testing.assert_array_equal(read, X)
    assert y.ravel().tolist() == [3, 1, 4]
    with np.load(io.BytesIO(written)) as file:
        assert file["X"].dtype == np.float32 and file["y"].dtype == np.int64


def test_words_and_a_picture_remain_without_a_kernel(pad: DrawPad) -> None:
    assert pad.in_words() == "Draw pad: no digit is drawn yet."
    assert pad.still()._suptitle.get_text().startswith("An example")  # type: ignore[attr-defined]
    pad._ink = drawn(7)
    assert pad.in_words().startswith("Draw pad: Read as 7, ")
    figure = pad.still()
    assert len(figure.axes) == 3 and figure.axes[2].get_title(loc="left") == "read as 7"
