"""The warm process, and what takes its place where a system can't isolate."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.sandbox import warm
from grader.sandbox.fresh import Fresh
from tests.grader_tasks import marked, shipped

NUMPY = "import os, time\nimport numpy as np"
ENDS = ("my_softmax", "def my_softmax(z):\n    os._exit(3)")
CELLS = (NUMPY, ("relu", shipped("relu")), ENDS, ("softmax_batch", shipped("softmax_batch")))
TRAINED = "import keras\nimport numpy as np\nfrom lab_utils.split import split_lab_digits"


def test_the_warm_process_has_run_no_tensorflow_operation_so_that_children_can_fit() -> None:
    """A child of a process that has run one hangs in `fit`."""
    untouched = (
        "from tensorflow.python.eager import context\n"
        "assert context.context()._context_handle is None\n"
        "import threading\n"
        "assert threading.active_count() == 1\n"
    )
    marking = marked(untouched, TRAINED, ("train_model", shipped("train_model")))
    assert marking.points == 6 and not marking.troubles
    marking = marked(untouched, ("relu", "def relu(z):\n    return context"))
    assert not marking.troubles or "cell 1" not in marking.troubles[0]


@pytest.fixture(params=["no namespaces", "a fresh process"])
def not_isolated(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    made = warm.Warm(namespaces=False) if request.param == "no namespaces" else Fresh()
    monkeypatch.setattr(warm, "_warm", made)
    yield
    made.stop()


def test_without_isolation_the_marks_are_the_same_and_the_report_says_what_is_not_kept_apart(
    not_isolated: None,
) -> None:
    for _ in range(2):
        marking = marked(*CELLS)
        assert [mark.report.points for mark in marking.exercises] == [2, 0, 8]
        assert "ended its own process (with status 3)" in marking.exercises[1].report.message
        assert marking.not_isolated and "reach the network" in marking.not_isolated[0]


def test_without_isolation_the_checks_still_cannot_be_imported(not_isolated: None) -> None:
    thief = "from public_tests.exercises.relu import reference\ndef relu(z):\n    return reference(z)"
    assert marked(NUMPY, ("relu", thief)).points == 0


def test_a_warm_process_that_has_died_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made = warm.Warm(namespaces=False)
    monkeypatch.setattr(warm, "_warm", made)
    made.stop()
    assert marked(NUMPY, ("relu", shipped("relu"))).points == 2
    again = warm.warm_process()
    assert again is not made
    again.stop()
