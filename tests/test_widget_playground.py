"""What the softmax playground knows: each step, where floats end, and how a learner's softmax is judged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.special import softmax

from lab_utils.widgets import SoftmaxPlayground
from lab_utils.widgets.softmax_playground_state import SoftmaxSteps, ask

Z = np.array([1.0, 2.0, 0.0])


def from_the_formula(z: np.ndarray) -> np.ndarray:
    return np.asarray(np.exp(z) / np.exp(z).sum())


def test_each_step_is_that_of_softmax() -> None:
    steps = SoftmaxSteps(Z)
    assert np.allclose(steps.exponentials, [np.e, np.e**2, 1])
    assert steps.total == pytest.approx(np.e + np.e**2 + 1)
    assert np.allclose(steps.probabilities, softmax(Z))


@pytest.mark.parametrize("constant", [-20.0, 0.0, 7.5])
def test_a_constant_changes_the_exponentials_and_not_the_probabilities(constant: float) -> None:
    steps = SoftmaxSteps(Z, constant=constant)
    assert np.allclose(steps.exponentials, np.exp(Z) * np.exp(constant))
    assert np.allclose(steps.probabilities, softmax(Z))


def test_temperature_divides_after_the_constant_is_added() -> None:
    steps = SoftmaxSteps(Z, constant=4, temperature=2)
    assert steps.z.tolist() == [2.5, 3, 2]
    assert np.allclose(steps.probabilities, softmax(Z / 2))


@pytest.mark.parametrize(("constant", "total"), [(1000.0, np.inf), (-1000.0, 0.0)])
def test_far_out_the_formula_gives_nan_and_the_shift_does_not(constant: float, total: float) -> None:
    naive, stable = SoftmaxSteps(Z, constant), SoftmaxSteps(Z, constant, stable=True)
    assert naive.total == total and np.isnan(naive.probabilities).all()
    assert stable.exponents.max() == 0 and stable.total >= 1
    assert np.allclose(stable.probabilities, softmax(Z))


ANSWERS: dict[str, tuple[Callable[[np.ndarray], Any], str]] = {
    "right": (from_the_formula, "from_the_formula agrees with softmax."),
    "wrong": (lambda z: z / z.sum(), "<lambda> differs from softmax, by 0.09 at most."),
    "nan": (lambda z: z * np.nan, "<lambda> gives nan or inf: exp was asked for a number that is too large"),
    "shape": (
        lambda z: 1.0,
        "<lambda>([1.0, 2.0, 0.0]): expected shape (3,), got shape (). Return one number",
    ),
    "none": (lambda z: None, "<lambda>([1.0, 2.0, 0.0]): expected shape (3,), got None."),
    "words": (
        lambda z: list("abc"),
        "<lambda>([1.0, 2.0, 0.0]): expected shape (3,), got str32, no numbers.",
    ),
    "ragged": (lambda z: [[1], [1, 2]], "<lambda>([1.0, 2.0, 0.0]) stopped with ValueError: "),
    "error": (lambda z: z[5], "<lambda>([1.0, 2.0, 0.0]) stopped with IndexError: index 5 is out of bounds"),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_softmax_of_one_s_own_is_judged_in_words(kind: str) -> None:
    function, words = ANSWERS[kind]
    assert ask(function, Z).words.startswith(words)


def test_an_open_exercise_is_told_apart_from_an_error() -> None:
    def my_softmax(z: np.ndarray) -> np.ndarray:
        raise NotImplementedError("my_softmax is still to be written")

    assert ask(my_softmax, Z).words == "my_softmax is still to be written."


def test_it_may_not_change_the_scores_of_the_playground() -> None:
    def greedy(z: np.ndarray) -> np.ndarray:
        z -= z.max()
        return from_the_formula(z)

    z = Z.copy()
    assert "agrees" in ask(greedy, z).words
    assert (z == Z).all()


def test_a_list_of_plain_numbers_is_an_answer() -> None:
    answer = ask(lambda z: [float(p) for p in softmax(z)], Z)
    assert answer.probabilities is not None and np.allclose(answer.probabilities, softmax(Z))


def test_nothing_is_printed_where_numpy_warns(recwarn: pytest.WarningsRecorder) -> None:
    assert "nan" in ask(from_the_formula, Z + 1000).words
    assert SoftmaxSteps(Z + 1000).total == np.inf
    # Python may tell meanwhile of what another test has left open.
    assert [told for told in recwarn if told.category is not ResourceWarning] == []


def test_the_browser_gets_the_exact_numbers_also_where_they_are_none() -> None:
    playground = SoftmaxPlayground(Z, from_the_formula)
    sent: list[Any] = []
    playground.send = lambda content, buffers: sent.append((content, buffers))
    playground._handle_custom_msg({"softmax_of": [1.0, 2.0, 0.0]}, [])
    playground._handle_custom_msg({"softmax_of": [1000.0, 0.0, 0.0]}, [])
    playground._softmax = lambda z: "nothing"
    playground._handle_custom_msg({"softmax_of": [0.0]}, [])
    (first, [numbers]), (_, [nans]), (last, nothing) = sent
    assert (np.frombuffer(numbers) == from_the_formula(Z)).all() and first["known"]
    assert np.isnan(np.frombuffer(nans)[0])
    assert not last["known"] and nothing == []


def test_without_a_function_nothing_is_answered() -> None:
    playground = SoftmaxPlayground()
    playground.send = lambda *args: pytest.fail("nobody is asked")
    playground._handle_custom_msg({"softmax_of": [0.0]}, [])
    assert playground._own == ""


def test_its_words_are_the_same_on_every_run() -> None:
    words = "the scores 1, 2, 0 become the probabilities 0.245, 0.665, 0.090"
    assert SoftmaxPlayground(Z).in_words() == f"Softmax playground: {words}."


def test_the_picture_shows_exp_and_probabilities_or_says_that_there_are_none() -> None:
    playground = SoftmaxPlayground(Z)
    left, right = playground.still().axes
    assert left.get_title(loc="left") == "exp, sum 11.11" and right.get_title(loc="left") == "softmax"
    assert [round(bar.get_height(), 3) for bar in right.patches] == [0.245, 0.665, 0.09]
    playground.constant = 1000
    left, right = playground.still().axes
    assert left.get_title(loc="left") == "exp, sum inf"
    assert right.get_title(loc="left") == "softmax: nan, not a number"


def test_what_can_t_be_shown_is_refused_in_words() -> None:
    for scores, words in {
        "NaN": ([np.nan], "The values in scores: expected finite real numbers, got NaN"),
        "table": ([[1.0, 2.0]], "The shape of scores: expected (N,), one score for each class, got (1, 2)"),
        "many": (range(13), "The scores: expected 12 at most, none beyond 10000, got 13"),
    }.values():
        with pytest.raises(ValueError) as refusal:
            SoftmaxPlayground(scores)  # type: ignore[arg-type]
        assert words in str(refusal.value)
    with pytest.raises(TypeError, match="Give the function without calling it"):
        SoftmaxPlayground(Z, from_the_formula(Z))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"The temperature: expected a number from 0.05 to 20, got 0"):
        SoftmaxPlayground(Z).temperature = 0
