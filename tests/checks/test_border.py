"""What crosses the border between a check and the learner's work."""

from __future__ import annotations

import io
import random
import sys
from array import array
from collections import deque
from typing import Any

import numpy as np
import pytest

from public_tests import Outcome, check
from public_tests.catalogue import UnknownExercise
from public_tests.plain import OPAQUE, plain
from public_tests.target import LocalTarget
from public_tests.time_limit import time_limit


def softmax(z: Any) -> Any:
    e = np.exp(z - np.max(z))
    return e / e.sum()


class EqualsEverything:
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


class ForgedArray(np.ndarray):
    def __array_ufunc__(self, *args: Any, **kwargs: Any) -> bool:
        return True


def test_numbers_texts_and_their_lists_stay_as_they_are() -> None:
    assert plain((1, 2.5, "a", None, [True])) == [1, 2.5, "a", None, [True]]


def test_an_array_becomes_an_array_of_its_own_of_the_base_class() -> None:
    array = np.arange(3.0)
    copy = plain(array.view(ForgedArray))
    array[0] = 9
    assert type(copy) is np.ndarray
    assert copy.tolist() == [0, 1, 2]


def test_a_tensor_becomes_an_array() -> None:
    import tensorflow as tf

    value = plain(tf.constant([[1.0, 2.0]]))
    assert type(value) is np.ndarray
    assert value.tolist() == [[1, 2]]


@pytest.mark.parametrize("value", [range(1, 4), deque([1, 2, 3]), array("i", [1, 2, 3])])
def test_what_has_its_numbers_in_a_row_becomes_a_list(value: object) -> None:
    assert plain(value) == [1, 2, 3]


def test_a_range_that_would_fill_the_memory_is_not_written_out() -> None:
    assert plain(range(10**12)) is OPAQUE and plain(range(10**30)) is OPAQUE


def test_lists_in_lists_without_an_end_are_no_plain_data_and_no_fault_of_the_function() -> None:
    deep: list[Any] = []
    for _ in range(200_000):
        deep = [deep]
    itself: list[Any] = [1]
    itself += [itself, itself]
    for value in (deep, itself, {"a": deep}):
        assert plain(value) is OPAQUE
        report = check("my_softmax", lambda z, value=value: value)
        assert "cannot be read as an array of numbers" in report.message and report.status == "fail"


def test_an_array_without_numbers_that_has_a_thousand_million_rows_is_told_at_once() -> None:
    for dtype in (float, int, bool):
        empty = np.zeros((10**9, 0), dtype)
        for id in ("relu", "my_softmax"):
            evidence = check(id, lambda z, empty=empty: empty).evidence
            assert evidence is not None and "shape (1000000000, 0)" in evidence["got"]


@pytest.mark.parametrize("value", [EqualsEverything(), (x for x in [1]), len, object(), {1, 2}, np.ndarray])
def test_what_is_no_plain_data_is_opaque(value: object) -> None:
    assert plain(value) is OPAQUE


@pytest.mark.parametrize("forged", [EqualsEverything(), np.zeros(3).view(ForgedArray)])
def test_a_forged_result_is_never_taken_for_a_right_one(forged: object) -> None:
    assert check("my_softmax", lambda z: forged).status == "fail"


def test_a_call_tells_value_type_and_what_became_of_the_arguments() -> None:
    def empties(items: list[int]) -> tuple[int, ...]:
        kept = tuple(items)
        items.clear()
        return kept

    assert LocalTarget(empties, 5).call([1, 2]) == Outcome([1, 2], "tuple", [[]], None, False)


def test_an_error_tells_its_type_its_text_and_the_learner_s_own_line() -> None:
    def fails(z: Any) -> Any:
        return np.reshape(z, (7, 7))

    error = LocalTarget(fails, 5).call(np.zeros(3)).error
    assert error is not None
    assert error.type == "ValueError"
    assert "cannot reshape" in error.message
    assert error.code == "return np.reshape(z, (7, 7))"


def test_an_endless_loop_ends_with_the_time_limit_and_all_calls_share_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    granted: list[float] = []

    def noted(seconds: float) -> time_limit:
        granted.append(seconds)
        return time_limit(seconds)

    monkeypatch.setattr("public_tests.target.time_limit", noted)

    def endless(z: Any) -> None:
        while True:
            pass

    target = LocalTarget(endless, 0.2)
    assert target.call(1).timed_out
    assert target.call(1).timed_out
    assert granted == [0.2, 0.001]


def test_a_check_shows_nothing_and_leaves_random_numbers_alone(capsys: Any) -> None:
    def noisy(z: Any) -> Any:
        print("noise")
        print("more noise", file=sys.stderr)
        np.random.seed(1)
        random.seed(1)
        return softmax(z)

    random.seed(7)
    np.random.seed(7)
    expected = (random.Random(7).random(), np.random.RandomState(7).rand())
    assert check("my_softmax", noisy).passed
    assert (random.random(), np.random.rand()) == expected
    assert capsys.readouterr() == ("", "")


def test_a_gigabyte_of_output_is_not_kept() -> None:
    def chatty(z: Any) -> Any:
        for _ in range(1000):
            print("x" * 1_000_000)
        return softmax(z)

    assert isinstance(sys.stdout, io.TextIOBase)
    assert check("my_softmax", chatty).passed


def test_any_object_with_a_call_method_is_a_target() -> None:
    class Elsewhere:
        def call(self, *args: Any) -> Outcome:
            return Outcome(softmax(*args), "ndarray", list(args))

    assert check("my_softmax", Elsewhere()).passed


def test_an_unknown_exercise_names_the_nearest() -> None:
    with pytest.raises(UnknownExercise, match="my_softmax"):
        check("my_sofmax", softmax)


def test_the_learner_s_own_interrupt_is_not_swallowed() -> None:
    def interrupted(z: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check("my_softmax", interrupted)


def test_input_fails_at_once_instead_of_waiting_for_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda prompt="": pytest.fail("somebody was asked"))
    report = check("my_softmax", lambda z: float(input("number: ")))
    assert report.status == "error"
    assert "waits for a person" in report.message
    with pytest.raises(pytest.fail.Exception):
        input()


def test_an_exception_that_cannot_tell_its_text_is_an_error_like_others() -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    def raises_it(z: Any) -> Any:
        raise Mute

    outcome = LocalTarget(raises_it, seconds=5).call(np.zeros(2))
    assert outcome.error is not None
    assert (outcome.error.type, outcome.error.message) == ("Mute", "")


@pytest.mark.parametrize("value", [10**400, [10**400, 1], [[10**400] * 3] * 2])
def test_a_number_beyond_all_floats_is_refused(value: Any) -> None:
    assert check("my_softmax", lambda z: value).status == "fail"


def test_several_things_where_one_is_meant_are_told_as_such() -> None:
    report = check("my_softmax", lambda z: (softmax(z), 3, [1, 2]))
    assert "3 things" in report.message
