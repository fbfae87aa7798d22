"""What `my_softmax`'s check says beside the verdict, and that its reference is right."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import scipy.special

from public_tests import check
from public_tests.exercises import my_softmax as exercise
from public_tests.exercises._softmax_formula import sigmoid, softmax
from public_tests.target import LocalTarget
from tests.checks.cases import my_softmax as cases


@pytest.mark.parametrize("shape", [(1,), (7,), (3, 5)])
@pytest.mark.parametrize("size", [1.0, 50.0, 1e4, 1e300])
def test_the_reference_agrees_with_scipy(shape: tuple[int, ...], size: float) -> None:
    z = size * np.random.default_rng(2).uniform(-1, 1, shape)
    np.testing.assert_allclose(softmax(z), scipy.special.softmax(z, axis=-1), rtol=1e-12)


def test_the_sigmoid_of_the_beliefs_agrees_with_scipy() -> None:
    z = np.linspace(-30, 30, 13)
    np.testing.assert_allclose(sigmoid(z), scipy.special.expit(z), rtol=1e-12)


def test_the_naive_formula_passes_with_a_word_about_what_comes_next() -> None:
    assert "[1000, 1001, 999]" in (check("my_softmax", cases.whole_array).note or "")


def test_a_stable_softmax_passes_without_that_word() -> None:
    assert check("my_softmax", cases.shifted).note is None


@pytest.mark.parametrize(
    ("solution", "kind"), [(cases.comprehension, "a list"), (cases.through_a_tensor, "an EagerTensor")]
)
def test_a_list_or_a_tensor_passes_and_hears_that_an_array_is_meant(solution: Any, kind: str) -> None:
    assert f"It returns {kind}. That is accepted" in (check("my_softmax", solution).note or "")


def test_a_softmax_that_takes_no_integers_passes_and_hears_it() -> None:
    assert "With whole numbers it stops" in (check("my_softmax", cases.tensors_without_a_cast).note or "")


def test_an_endless_loop_ends_with_a_word_about_loops() -> None:
    def endless(z: Any) -> Any:
        while len(z):
            pass

    verdict = exercise.judge(LocalTarget(endless, 0.2))
    assert (verdict.status, verdict.diagnosis) == ("error", "endless_loop")
    assert "while" in verdict.message


def test_the_smallest_failing_input_is_shown_first() -> None:
    report = check("my_softmax", lambda z: cases.whole_array(np.abs(z)))
    assert report.evidence and report.evidence["input"] == "my_softmax([-1., 0., 1.])"


def test_a_length_that_is_fixed_is_named_with_the_lengths_that_work() -> None:
    assert "a vector of length 10," in check("my_softmax", cases.ten_classes).message
    assert "length 1, 2, 3, 4, 10," in check("my_softmax", cases.padded_to_ten).message


def test_an_argument_that_was_changed_is_shown_as_it_became() -> None:
    report = check("my_softmax", cases.changes_z)
    assert report.evidence and "the argument became [-2, -1, 0]" in report.evidence["got"]


@pytest.mark.parametrize("copies", [1, 2, 3])
def test_a_wrong_answer_is_refused_also_by_a_check_that_ran_before(copies: int) -> None:
    keeps = cases.results_outside()
    reports = [check("my_softmax", keeps) for _ in range(copies)]
    assert {report.diagnosis for report in reports} == {"remembers_calls"}


IMPORTS_INSIDE = """
from public_tests.exercises.my_softmax import judge
from public_tests.target import LocalTarget

def my_softmax(z):
    import tensorflow as tf
    z = tf.cast(z, tf.float64)
    return tf.exp(z) / tf.reduce_sum(tf.exp(z))

# The import takes longer than this, the calls do not.
print("verdict:", judge(LocalTarget(my_softmax, 2.5)).status)
"""


def test_an_import_of_tensorflow_inside_the_function_is_not_counted_as_endless() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORTS_INSIDE], capture_output=True, text=True, timeout=200)
    assert "verdict: pass" in done.stdout, done.stderr
