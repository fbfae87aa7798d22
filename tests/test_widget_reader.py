"""The digit reader: what it reads, what it says, what it answers to the browser, and what it refuses."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import softmax

from lab_utils.numpy_network import start_weights
from lab_utils.preparation import PictureError, prepare_digit
from lab_utils.widgets import DigitReader, digit_reader
from lab_utils.widgets.digit_reader_state import DigitReading, drawn_examples, percent, read_digit
from tests.redrawn_digits import large
from tests.served_app import held_out_digit, photograph, trained_weights


@pytest.fixture
def reader(tmp_path: Path) -> DigitReader:
    """A reader without examples."""
    return DigitReader(trained_weights(), examples=tmp_path / "none")


def send(reader: DigitReader, content: dict[str, Any], *pictures: bytes) -> dict[str, Any]:
    """Send what the browser would send, and return what it is then shown."""
    reader._handle_custom_msg(content, [memoryview(picture) for picture in pictures])
    return reader._seen


@pytest.mark.parametrize("digit", range(10))
def test_a_photographed_digit_is_read(digit: int) -> None:
    assert read_digit(photograph(held_out_digit(digit)), trained_weights()).digit == digit


def test_all_that_lies_between_is_told() -> None:
    picture, weights = photograph(held_out_digit(7)), trained_weights()
    reading = read_digit(picture, weights)
    x = prepare_digit(picture).x
    first = np.maximum(x @ weights["W1"] + weights["b1"], 0)
    second = np.maximum(first @ weights["W2"] + weights["b2"], 0)
    assert [layer.shape for layer in reading.hidden] == [(25,), (15,)]
    np.testing.assert_allclose(reading.hidden[0], first, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(reading.hidden[1], second, rtol=1e-5, atol=1e-5)
    logits = second @ weights["W3"] + weights["b3"]
    np.testing.assert_allclose(reading.probabilities, softmax(logits), rtol=1e-4, atol=1e-6)
    steps = reading.steps()
    assert all(does for _, does, _ in steps), "a step of the preparation is not explained"
    assert steps[-1][2].shape == (20, 20) and (steps[-1][2].ravel() == x).all()


@pytest.mark.parametrize(
    ("largest", "words"),
    [
        (1.0, "sure: 100.0 %"),
        (0.9999, "sure: > 99.9 %"),
        (0.9, "sure: 90.0 %"),
        (0.7, "not quite sure: 70.0 %"),
        (0.3, "a guess: 30.0 %"),
    ],
)
def test_the_word_for_how_sure_it_is_follows_the_probability(largest: float, words: str) -> None:
    probabilities = np.full(10, (1 - largest) / 9)
    probabilities[4] = largest
    preparation = prepare_digit(photograph(held_out_digit(4)))
    assert DigitReading("four", preparation, (), probabilities).sureness() == words


def test_shares_near_0_and_1_are_not_rounded_to_them() -> None:
    shares = [0.0, 0.0004, 0.5, 0.9996, 1.0]
    assert [percent(share) for share in shares] == ["0.0 %", "< 0.1 %", "50.0 %", "> 99.9 %", "100.0 %"]


def test_what_cannot_be_read_is_one_sentence_with_the_picture_s_name() -> None:
    with pytest.raises(PictureError, match=r"^seven\.png is damaged or cut off"):
        read_digit(photograph(held_out_digit(7))[:200], trained_weights(), "seven.png")


def test_the_browser_is_shown_a_reading(reader: DigitReader) -> None:
    seen = send(reader, {"name": "seven.png"}, photograph(held_out_digit(7)))
    reading = seen["reading"]
    assert (seen["name"], seen["problem"], reading["digit"]) == ("seven.png", "", 7)
    assert reading["words"].startswith("Read as 7, ")
    assert np.isclose(sum(reading["probabilities"]), 1, atol=1e-5)
    assert [len(layer) for layer in reading["hidden"]] == [25, 15]
    for step in reading["steps"]:
        assert len(step["pixels"]) == step["shape"][0] * step["shape"][1]
    assert reader.reading is not None and reader.reading.digit == 7


def test_a_drawing_is_what_was_read_last(reader: DigitReader) -> None:
    seen = send(reader, {"name": "seven.png"}, photograph(held_out_digit(7)))
    reader._ink = np.rint(255 * large(held_out_digit(2).ravel())).astype(np.uint8).tobytes()
    assert reader.reading is not None and (reader.reading.name, reader.reading.digit) == ("Your drawing", 2)
    assert reader._seen == seen, "the browser has shown it already"
    reader._ink = bytes(280 * 280)
    assert reader.reading.digit == 2


def test_the_same_picture_given_again_is_news(reader: DigitReader) -> None:
    turns = [send(reader, {"name": "a"}, photograph(held_out_digit(1)))["turn"] for _ in range(2)]
    assert turns[0] != turns[1]


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [
        (b"", "x.png is empty"),
        (b"%PDF-1.7", "x.png is a PDF document"),
        (b"no picture at all", "x.png is a text file"),
        (photograph(np.zeros((20, 20))), "There is no ink in the picture"),
    ],
)
def test_a_bad_picture_is_a_sentence_and_the_earlier_reading_goes(
    reader: DigitReader, picture: bytes, sentence: str
) -> None:
    send(reader, {"name": "good.png"}, photograph(held_out_digit(3)))
    seen = send(reader, {"name": "x.png"}, picture)
    assert seen["problem"].startswith(sentence)
    assert seen["reading"] is None and reader.reading is None


def test_a_fault_of_the_lab_is_a_sentence_too_and_is_not_swallowed(
    reader: DigitReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any) -> None:
        raise KeyError("Z3")

    monkeypatch.setattr(digit_reader, "read_digit", broken)
    with pytest.raises(KeyError):
        digit_reader._answer(reader, {"name": "x.png"}, [b"anything"])
    assert reader._seen["problem"] == "The lab itself failed on x.png (KeyError: 'Z3')."


def test_a_message_that_asks_for_nothing_changes_nothing(reader: DigitReader) -> None:
    before = reader._seen
    assert send(reader, {"hello": 1}) == before


def test_examples_are_shown_and_the_first_is_read_at_once(tmp_path: Path) -> None:
    for name, digit in (("a_seven", 7), ("b_two", 2)):
        (tmp_path / f"{name}.png").write_bytes(photograph(held_out_digit(digit)))
    (tmp_path / "notes.txt").write_text("no picture")
    reader = DigitReader(trained_weights(), examples=tmp_path)
    assert [example["name"] for example in reader._examples] == ["a seven", "b two"]
    assert reader._seen["name"] == "a seven" and reader._seen["reading"]["digit"] == 7
    assert send(reader, {"example": 1})["reading"]["digit"] == 2


def test_a_broken_example_does_not_stop_the_reader(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"")
    assert "is empty" in DigitReader(trained_weights(), examples=tmp_path)._seen["problem"]


def test_the_pictures_of_the_lab_are_there_with_digits_letters_and_a_blank_sheet() -> None:
    names = {file.stem for file in drawn_examples()}
    assert {*"0123456789", "blank", "letter_a"} <= names


def test_the_page_says_that_an_answer_is_always_a_digit(reader: DigitReader) -> None:
    assert "one of the ten digits whatever it is shown" in reader._lesson


def test_words_and_a_picture_remain_without_a_kernel(reader: DigitReader) -> None:
    assert reader.in_words() == "Digit reader: no picture was read yet."
    assert reader.still() is None
    reader.read(photograph(held_out_digit(5)), "five.png")
    assert reader.in_words().startswith("Digit reader: five.png. Read as 5, ")
    figure = reader.still()
    assert figure is not None and len(figure.axes) == 2


@pytest.mark.parametrize(
    ("weights", "got"),
    [
        ({}, "got none"),
        (start_weights((784, 16, 10)), r"W1 \(784, 16\)"),
        (start_weights((400, 16, 26)), r"b2 \(26,\)"),
        ({"W1": np.zeros((400, 10))}, r"W1 \(400, 10\)"),
        ({"kernel": np.zeros((400, 10)), "bias": np.zeros(10)}, r"kernel \(400, 10\)"),
    ],
)
def test_weights_of_another_network_are_refused_with_their_shapes(
    weights: dict[str, np.ndarray], got: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=got):
        DigitReader(weights, examples=tmp_path)


def test_a_network_of_other_depth_reads_too(tmp_path: Path) -> None:
    reader = DigitReader(start_weights((400, 30, 10)), examples=tmp_path)
    file = io.BytesIO(photograph(held_out_digit(8)))
    reading = reader.read(file.getvalue())
    assert [layer.shape for layer in reading.hidden] == [(30,)]
