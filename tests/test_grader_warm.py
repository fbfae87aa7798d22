"""The warm process, and what takes its place where a system can't isolate."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path
from shutil import copytree, ignore_patterns
from socket import socketpair
from subprocess import run

import pytest

from grader import running
from grader.border import Bounds, Channel
from grader.sandbox import warm, watching
from grader.sandbox.fresh import Fresh
from grader.sandbox.places import NETWORK_FILES
from tests.grader_tasks import LAB, marked, only, shipped

NUMPY = "import os, time\nimport numpy as np"
ENDS = ("my_softmax", "def my_softmax(z):\n    os._exit(3)")
CELLS = (NUMPY, ("relu", shipped("relu")), ENDS, ("softmax_batch", shipped("softmax_batch")))
# A number that no process has.
NOBODY = 2**22 + 1
TRAINED = "import keras\nimport numpy as np\nfrom lab_utils.split import split_lab_digits"


def test_the_warm_process_has_run_no_tensorflow_operation() -> None:
    """A child of a process that has run one hangs in `fit`."""
    # The package's name is put together, so that nothing is got ready for a program that would use it.
    untouched = """def relu(z):
    import importlib, threading
    eager = importlib.import_module("tensor" + "flow.python.eager.context")
    assert eager.context()._context_handle is None and threading.active_count() == 1
    return np.maximum(z, 0)"""
    assert only(marked(NUMPY, ("relu", untouched))).report.passed


def test_a_child_can_train() -> None:
    assert only(marked(TRAINED, ("train_model", shipped("train_model")))).report.passed


def same_marks_and_told(made: warm.Warm | Fresh) -> None:
    for _ in range(2):
        marking = marked(*CELLS)
        assert [mark.report.points for mark in marking.exercises] == [2, 0, 8]
        assert "ended its own process (with status 3)" in marking.exercises[1].report.message
        assert marking.not_isolated == tuple(made.missing) and "the network" in marking.not_isolated[0]
    thief = "from public_tests.exercises.relu import reference\ndef relu(z):\n    return reference(z)"
    assert marked(NUMPY, ("relu", thief)).points == 0


@pytest.fixture
def put_in_place() -> Iterator[list[warm.Warm | Fresh]]:
    """Bring the warm process of this process back, and stop what a test has put in its place."""
    made: list[warm.Warm | Fresh] = []
    before = warm._warm
    yield made
    for one in made:
        one.stop()
    warm._warm = before


@pytest.mark.full  # it starts three warm processes
def test_without_namespaces_the_marks_are_the_same_and_it_is_started_again_when_it_died(
    put_in_place: list[warm.Warm | Fresh],
) -> None:
    warm._warm = made = warm.Warm(namespaces=False)
    put_in_place.append(made)
    same_marks_and_told(made)
    made.stop()
    assert not made.alive and marked(NUMPY, ("relu", shipped("relu"))).points == 2
    assert warm._warm is not made
    put_in_place.append(warm.warm_process())


def test_in_fresh_processes_the_marks_are_the_same(put_in_place: list[warm.Warm | Fresh]) -> None:
    warm._warm = made = Fresh()
    put_in_place.append(made)
    same_marks_and_told(made)


class Begun(warm.Warm):
    """Stands for a warm process that has begun."""

    def __init__(self) -> None:
        self.network = warm.network_files()
        self.stopped = False

    def stop(self) -> None:
        self.stopped = True


def test_a_network_that_another_worker_has_trained_meanwhile_is_shown_by_a_new_warm_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGIT_LAB_RUNS", str(tmp_path))
    begun_before = Begun()
    for name in NETWORK_FILES:
        (tmp_path / name).write_text("trained")
    for begun, stopped in ((begun_before, True), (Begun(), False)):
        monkeypatch.setattr(warm, "_warm", begun)
        warm.need_network()
        assert begun.stopped == stopped


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="isolation is Linux's")
@pytest.mark.parametrize(
    ("namespaces", "version", "counted"), [(True, (6, 1), 0), (True, (5, 4), 700), (False, (6, 1), 700)]
)
def test_what_else_a_user_runs_takes_no_process_from_a_learner(
    namespaces: bool, version: tuple[int, ...], counted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before Linux 5.14, and without namespaces, the kernel counts both together."""
    from grader.sandbox import isolation

    monkeypatch.setattr(isolation.linux, "version", lambda: version)
    assert isolation.counted_too(namespaces, 700) == counted
    end = threading.Event()
    several = [threading.Thread(target=end.wait) for _ in range(5)]
    for one in several:
        one.start()
    assert isolation.count_of(os.getuid()) > len(several)
    end.set()


class EndsAtOnce:
    """A child that has ended before it said a word."""

    can_serve = True

    def __init__(self) -> None:
        self.channel = Channel(socketpair()[0], Bounds())

    def end(self) -> None:
        self.channel.close()


@pytest.mark.parametrize("ending", [1, 3])
def test_a_child_that_ends_before_any_learner_code_is_the_machines_trouble(
    ending: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    children = chain([EndsAtOnce() for _ in range(ending)], repeat(None))
    started = running.started
    monkeypatch.setattr(running, "started", lambda *args: next(children) or started(*args))
    marking = marked(NUMPY, ("relu", shipped("relu")))
    assert (marking.points, marking.status) == ((2, "marked") if ending == 1 else (0, "not_marked"))


def test_a_child_is_started_when_the_processes_of_one_that_was_killed_are_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """They count as the same user's, and a new child of 128 could start none."""
    left = [[*range(100)], [*range(50)], [], []]
    monkeypatch.setattr(watching, "below", lambda pid: left[0])
    monkeypatch.setattr(watching, "threads", lambda pid: 1)
    children, bomb = watching.Children(), watching.Child(1, NOBODY, {"processes": 128}, None)
    monkeypatch.setattr(children, "look", lambda: iter([{"left": len(left.pop(0))}]))
    children.add(bomb)
    assert not list(children.look_until_gone())
    bomb.killed = True
    assert list(children.look_until_gone()) == [{"left": 100}, {"left": 50}]


def test_a_lab_below_the_folder_for_temporary_files_is_shown_to_its_learners(tmp_path: Path) -> None:
    """The sandbox has a private place to write to, which may not hide the lab."""
    lab = tmp_path / "a lab"
    for name in ("lab_utils", "public_tests", "grader", "data"):
        copytree(LAB / name, lab / name, ignore=ignore_patterns("__pycache__"))
    (lab / "mark_one.py").write_text(MARK_ONE, encoding="utf-8")
    done = run([sys.executable, "-P", "mark_one.py"], cwd=lab, capture_output=True, text=True)
    assert done.stdout.split() == [str(lab / "grader").replace(" ", "?"), "2"], done.stderr


MARK_ONE = """
import sys
from pathlib import Path

LAB = Path(__file__).resolve().parent
sys.path.insert(0, str(LAB))
import grader
from grader.engine import mark
from grader.marking import Task
from grader.submission import Cell, Program, Submission

if __name__ == "__main__":
    code = "import numpy as np\\nimport lab_utils.data\\ndef relu(z):\\n    return np.maximum(z, 0)"
    program = Program("work.py", (Cell("cell 1", code, "relu"),), ("relu",))
    marking = mark(Task(Submission("ada", "Ada", (program,), (), "0" * 64), ("relu",)))
    print(str(Path(grader.__file__).parent).replace(" ", "?"), marking.points)
"""
