"""Five rungs of hints, one at a time, and the solution only after a word from the learner."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from lab_utils.progress import read_progress
from public_tests import CheckFailed, check_my_softmax, hint, hints
from public_tests.catalogue import EXERCISES, UnknownExercise
from public_tests.hints import IN_TERMINAL, RUNGS, hint_text, solution_of

WHY = "I do not see what to divide by"


def taken(exercise: str = "my_softmax") -> tuple[int, ...]:
    return read_progress()[exercise].hints if exercise in read_progress() else ()


@pytest.fixture
def solutions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lab with one solved notebook."""
    cell = {"cell_type": "code", "id": "my_softmax-exercise", "source": ["def my_softmax(z):\n", "    ..."]}
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "02_softmax.ipynb").write_text(json.dumps({"cells": [{}, cell]}))
    monkeypatch.setattr(hints, "LAB", tmp_path)
    return tmp_path / "solutions"


def test_each_call_gives_the_next_rung_and_records_it(solutions: Path) -> None:
    for rung in (1, 2, 3, 4):
        assert f"Hint {rung} of 5 for `my_softmax`: {RUNGS[rung - 1]}" in hint_text("my_softmax")
        assert taken() == tuple(range(1, rung + 1))


def test_a_hint_says_what_to_type_for_the_next_one() -> None:
    assert hint_text("my_softmax").endswith('Next is hint 2, what the last check found: `hint("my_softmax")`')
    assert hint_text("my_softmax", asking=IN_TERMINAL).endswith("`python lab.py hint my_softmax`")


def test_a_rung_that_was_seen_is_shown_again() -> None:
    first = hint_text("my_softmax")
    hint_text("my_softmax")
    again = hint_text("my_softmax", 1)
    assert again in first and again.startswith("**Hint 1 of 5")
    assert taken() == (1, 2)


def test_a_rung_further_up_is_not_given_before_those_below_it() -> None:
    assert "Next is hint 1, a question" in hint_text("my_softmax", 3)
    hint_text("my_softmax")
    assert "Next is hint 2" in hint_text("my_softmax", 5, WHY)
    assert taken() == (1,)


@pytest.mark.parametrize("rung", [0, 6, -1])
def test_a_number_that_is_no_rung_is_told_which_there_are(rung: int) -> None:
    assert "numbered 1 to 5" in hint_text("my_softmax", rung)
    assert taken() == ()


def test_the_second_rung_is_what_the_last_check_found() -> None:
    with pytest.raises(CheckFailed):
        check_my_softmax(lambda z: np.exp(z))
    hint_text("my_softmax")
    found = hint_text("my_softmax")
    assert "It takes `exp` and stops there." in found
    assert "call      my_softmax([1, 2, 3])" in found


def test_the_second_rung_asks_for_a_try_where_there_was_none() -> None:
    hint_text("my_softmax")
    assert "has not seen a try of yours yet" in hint_text("my_softmax")
    assert hint_text("my_softmax").startswith("**Hint 3")


def test_the_solution_asks_for_a_line_first_and_records_nothing_without_it(solutions: Path) -> None:
    for _ in range(4):
        hint_text("my_softmax")
    for why in ("", "  ", "stuck", "I am stuck at ..."):
        asked = hint_text("my_softmax", why=why)
        assert 'hint("my_softmax", why="I am stuck at ...")' in asked
        assert "def my_softmax" not in asked
    assert taken() == (1, 2, 3, 4)


def test_the_solution_is_shown_after_the_learners_own_words_which_are_kept(solutions: Path) -> None:
    for _ in range(4):
        hint_text("my_softmax")
    assert "```python\ndef my_softmax(z):\n    ...\n```" in hint_text("my_softmax", why=WHY)
    record = read_progress()["my_softmax"]
    assert (record.hints, record.why) == ((1, 2, 3, 4, 5), WHY)
    assert "def my_softmax" in hint_text("my_softmax")


def test_a_hand_out_points_to_the_teacher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hints, "LAB", tmp_path)
    for _ in range(4):
        hint_text("my_softmax")
    assert "handed out by a teacher" in hint_text("my_softmax", why=WHY)


@pytest.mark.parametrize("content", ["", "{", '{"cells": [{"id": "relu-exercise"}]}', "[]"])
def test_a_damaged_solution_is_as_good_as_none(content: str, tmp_path: Path) -> None:
    (tmp_path / "02_softmax.ipynb").write_text(content)
    assert solution_of(EXERCISES["my_softmax"], tmp_path) is None


def test_an_unknown_exercise_is_told_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UnknownExercise, match="my_softmax"):
        hint_text("my_sofmax")
    hint("my_sofmax")
    assert "Did you mean 'my_softmax'?" in capsys.readouterr().out


def test_hint_takes_the_function_too_and_without_one_tells_how_hints_work(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def my_softmax(z: object) -> None: ...

    hint(my_softmax)
    assert "Hint 1 of 5 for `my_softmax`" in capsys.readouterr().out
    hint()
    told = capsys.readouterr().out
    assert [rung for rung in RUNGS if rung not in told] == []
    assert taken() == (1,)


@pytest.mark.parametrize("id", EXERCISES)
def test_every_exercise_has_its_three_written_rungs_and_a_parsons_problem_with_blanks(id: str) -> None:
    path = Path(hints.__file__).with_name("hints") / f"{id}.md"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("## ")] == [
        "## Question",
        "## Faded Parsons",
        "## Worked step",
    ]
    texts = [hint_text(id) for _ in range(4)]
    assert [text.startswith(f"**Hint {rung} of 5") for rung, text in enumerate(texts, 1)] == [True] * 4
    assert "```" in texts[2] and "____" in texts[2]


def test_no_written_rung_gives_the_solution_away() -> None:
    text = (Path(hints.__file__).with_name("hints") / "my_softmax.md").read_text()
    assert "return e / e.sum()" not in text and "return" in text
