"""Predict first: what can be guessed, how near a guess came, and that it is kept and never in the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lab_utils.guesses import keep_guess, kept_guess, read_guesses
from lab_utils.progress import read_progress, record_attempt
from lab_utils.widgets import PredictFirst
from lab_utils.widgets.predict_first_state import NEAR, NONE, OTHER, RIGHT, Choice, Number, Order


def asked(**how: Any) -> PredictFirst:
    return PredictFirst("How many?", key="model-how-many", **how)


PARAMETERS = {"unit": "parameters", "factor": 1.5}


@pytest.mark.parametrize(
    ("guess", "nearness"),
    [(10575, RIGHT), (8000, RIGHT), (15800, RIGHT), (4000, NEAR), (100, OTHER), (0, OTHER)],
)
def test_a_number_may_be_near_by_a_factor(guess: float, nearness: str) -> None:
    assert Number(factor=1.5).nearness(guess, 10575) == nearness


@pytest.mark.parametrize(("guess", "nearness"), [(92.3, RIGHT), (90.4, RIGHT), (87, NEAR), (80, OTHER)])
def test_a_number_may_be_near_by_its_distance(guess: float, nearness: str) -> None:
    assert Number("%", within=2).nearness(guess, 92.3) == nearness


def test_a_number_without_tolerance_is_met_exactly_but_for_its_last_bit() -> None:
    assert Number().nearness(0.3, 0.1 + 0.2) == RIGHT
    assert Number().nearness(13, 12) == OTHER


@pytest.mark.parametrize(
    ("guess", "nearness"),
    [
        ("cnn wide lab linear sgd", RIGHT),
        ("wide cnn lab linear sgd", NEAR),
        ("sgd linear lab wide cnn", OTHER),
    ],
)
def test_an_order_is_near_when_few_pairs_differ(guess: str, nearness: str) -> None:
    came_out = ["cnn", "wide", "lab", "linear", "sgd"]
    assert Order(tuple(came_out)).nearness(guess.split(), came_out) == nearness


def test_a_truth_value_answers_yes_or_no() -> None:
    yes_no = Choice(("yes", "no"))
    assert [yes_no.answer(np.bool_(True)), yes_no.answer(False), yes_no.answer("no")] == ["yes", "no", "no"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (10575, "10,575"),
        (92.34, "92.3"),
        (0.0312, "0.0312"),
        (2.0, "2"),
        (0.9996, "1"),
        (-3.456, "-3.46"),
        (1234.5, "1,234"),
    ],
)
def test_numbers_are_said_without_figures_that_nobody_needs(number: float, words: str) -> None:
    assert Number().words(number) == words


def test_the_answer_stands_beside_the_guess_with_its_reason() -> None:
    question = asked(**PARAMETERS)
    question.guess = 9000
    shown = question.reveal(np.int64(10575), because="Each unit has 400 weights.")
    assert repr(shown) == (
        "You expected: 9,000 parameters. The answer: 10,575 parameters. That is near enough.\n"
        "Each unit has 400 weights."
    )
    assert "Each unit has 400 weights." in shown._repr_html_()


@pytest.mark.parametrize(
    ("guess", "said"),
    [
        (None, "The answer: yes. (No guess was given.)"),
        ("yes", "As you expected: yes."),
        ("no", "You expected: no. The answer: yes."),
    ],
)
def test_a_guess_is_never_judged(guess: str | None, said: str) -> None:
    question = asked(choices=["yes", "no"])
    question.guess = guess
    assert question.reveal(True).shown.sentence() == said


def test_nothing_is_kept_of_a_question_that_nobody_answered(own_progress_file: Path) -> None:
    assert asked(**PARAMETERS).reveal(10575).shown.nearness == NONE
    assert not own_progress_file.exists()


def test_a_guess_can_be_changed_until_the_answer_is_shown(own_progress_file: Path) -> None:
    question = asked(**PARAMETERS)
    question.guess = 300
    question.guess = 9000
    question.reveal(10575)
    question.guess = 10575
    assert question.guess == 9000
    kept = json.loads(own_progress_file.read_text(encoding="utf-8"))["guesses"]["model-how-many"]
    assert kept | {"given": ""} == {"question": "How many?", "guess": 9000, "given": "", "revealed": True}


def test_a_guess_is_there_again_when_the_notebook_is_opened_anew() -> None:
    asked(**PARAMETERS).guess = 9000
    again = asked(**PARAMETERS)
    assert again.guess == 9000
    again.guess = 8000
    again.reveal(10575)
    last = asked(**PARAMETERS)
    last.guess = 10575
    assert last.guess == 8000
    assert last.reveal(10575).shown.guess == "8,000 parameters"


def test_an_answer_that_was_seen_without_a_guess_still_leaves_room_for_one() -> None:
    asked(**PARAMETERS).reveal(10575)
    again = asked(**PARAMETERS)
    again.guess = 10000
    assert again.guess == 10000


def test_a_guess_at_a_question_that_has_changed_is_let_go() -> None:
    asked(choices=["some", "many"]).guess = "many"
    assert asked(**PARAMETERS).guess is None
    assert asked(choices=["few", "many"]).guess == "many"
    assert asked(choices=["few", "plenty"]).guess is None


def test_guesses_stand_beside_the_exercises_and_both_stay(own_progress_file: Path) -> None:
    own_progress_file.write_text(json.dumps({"mine": 1, "guesses": {"other": {"of": "somebody"}}}))
    record_attempt("relu", status="pass", points=2)
    keep_guess("model-layers", "Which layer?", "the first")
    record_attempt("my_softmax", status="fail", points=0)
    content = json.loads(own_progress_file.read_text(encoding="utf-8"))
    assert content["mine"] == 1 and content["guesses"]["other"] == {"of": "somebody"}
    assert set(read_progress()) == {"relu", "my_softmax"}
    assert set(read_guesses()) == {"model-layers"}
    assert kept_guess("other") is None


@pytest.mark.parametrize("guesses", ["mine", [1, 2], 7])
def test_what_is_no_set_of_guesses_is_left_alone(guesses: Any, own_progress_file: Path) -> None:
    own_progress_file.write_text(json.dumps({"guesses": guesses}))
    question = asked(**PARAMETERS)
    question.guess = 9000
    assert question.guess == 9000
    assert json.loads(own_progress_file.read_text(encoding="utf-8"))["guesses"] == guesses


@pytest.mark.parametrize(
    "entry", [{"guess": [1, {}]}, {"guess": {"a": 1}}, {"guess": True}, {"guess": "no"}, 5]
)
def test_a_kept_guess_that_can_t_be_is_no_guess(entry: Any, own_progress_file: Path) -> None:
    own_progress_file.write_text(json.dumps({"guesses": {"model-how-many": entry}}))
    assert asked(**PARAMETERS).guess is None
    assert asked(order=["a", "b"]).guess is None


def test_a_damaged_file_never_fails_a_cell_and_is_told_of(own_progress_file: Path) -> None:
    own_progress_file.write_text("{")
    question = asked(**PARAMETERS)
    assert "could not be read" in question._note
    question.guess = 9000
    assert kept_guess("model-how-many") is not None
    assert len(list((own_progress_file.parent / "kept").iterdir())) == 1


def test_where_nothing_can_be_written_the_guess_counts_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DIGIT_LAB_PROGRESS", str(tmp_path / "file" / "progress.json"))
    question = asked(**PARAMETERS)
    question.guess = 9000
    assert "could not be written" in question._note
    assert question.reveal(10575).shown.nearness == RIGHT


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "one choice": ({"choices": ["a"]}, "expected two or more different ones"),
    "the same twice": ({"choices": [1, "1"]}, "expected two or more different ones"),
    "both": ({"choices": ["a", "b"], "order": ["a", "b"]}, "expected choices or order"),
    "a factor below 1": ({"factor": 0.5}, "factor of 1 or more"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_question_that_can_t_be_asked_says_why(kind: str) -> None:
    how, words = WRONG[kind]
    with pytest.raises(ValueError, match=words):
        asked(**how)


@pytest.mark.parametrize(
    ("how", "guess", "words"),
    [
        ({"choices": ["a", "b"]}, "c", "expected 'a' or 'b', got 'c'"),
        ({}, "many", "expected a finite number, got 'many'"),
        ({}, float("nan"), "expected a finite number, got nan"),
        ({}, True, "expected a finite number, got True"),
        ({"order": ["a", "b"]}, ["a", "a"], "each of"),
        ({"order": ["a", "b"]}, "ab", "each of"),
    ],
)
def test_what_can_t_be_guessed_or_revealed_is_said(how: dict[str, Any], guess: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        asked(**how).guess = guess
    with pytest.raises(ValueError, match=words):
        asked(**how).reveal(guess)


def test_nobody_reads_the_answer_before_it_is_revealed() -> None:
    question = asked(choices=["some <b>hundreds</b>", "some thousands"])
    bundle, _ = question._repr_mimebundle_() or ({}, {})
    assert bundle["text/plain"] == ("Predict first: How many? Choices: some <b>hundreds</b>; some thousands.")
    assert "some &lt;b&gt;hundreds&lt;/b&gt;; some thousands." in bundle["text/html"]
    assert question._revealed == []


def test_a_key_is_needed() -> None:
    with pytest.raises(ValueError, match="expected some words, got ' '"):
        PredictFirst("How many?", key=" ")


def test_the_file_stays_readable_by_a_person(own_progress_file: Path) -> None:
    question = asked(order=["lab", "cnn"])
    question.guess = ["cnn", "lab"]
    text = own_progress_file.read_text(encoding="utf-8")
    assert text.startswith('{\n  "about": "Your progress')
    assert '"guess": [\n        "cnn",' in text
