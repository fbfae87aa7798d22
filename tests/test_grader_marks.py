"""The grader gives honest work its points, whatever state the rest of the notebook is in."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from grader import wording
from grader.engine import mark
from grader.marking import Limits, Task
from grader.submission import Cell
from grader.wording import tidy
from public_tests.catalogue import EXERCISES
from tests.grader_tasks import LIMITS, marked, only, shipped, task_of

NUMPY = "import numpy as np\nfrom public_tests import check_relu"
RELU = ("relu", "def relu(z):\n    return np.maximum(z, 0)")
QUICK = Limits(cell_seconds=2, program_seconds=60)
SHIPPED = [id for id in EXERCISES if id != "beat_the_baseline"]
IMPORTS = """import keras
import numpy as np
from scipy import ndimage
from lab_utils.data import load_digits
from lab_utils.plots import plot_digit
from lab_utils.split import split_lab_digits
from lab_utils.numpy_network import softmax
from lab_utils.wrong_softmaxes import BOXES
from lab_utils.preparation import resample
from public_tests import check_build_model, check_relu, hint, progress
"""


def test_every_shipped_solution_gets_all_points() -> None:
    marking = marked(IMPORTS, *((id, shipped(id)) for id in SHIPPED))
    assert {m.report.exercise: m.report.points for m in marking.exercises} == {
        id: EXERCISES[id].points for id in SHIPPED
    }
    assert marking.status == "marked" and not marking.troubles


def test_every_open_exercise_is_told_as_not_attempted() -> None:
    marking = marked(IMPORTS, *((id, shipped(id, "notebooks")) for id in EXERCISES))
    assert {(m.report.status, m.report.points) for m in marking.exercises} == {("not_attempted", 0)}


def test_marking_the_same_work_twice_says_the_same() -> None:
    wrong = ("my_softmax", "def my_softmax(z):\n    return object(), np.random.rand()")
    cells = (NUMPY, RELU, wrong, ("softmax_batch", "def softmax_batch(Z):\n    raise ValueError(object())"))
    assert marked(*cells) == marked(*cells)


@pytest.mark.parametrize("where", "abcdefgh")
def test_an_environment_in_the_labs_folder_is_told_of_in_the_same_words_by_every_worker(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = Path("/home", where, "digit-lab")
    monkeypatch.setattr(wording, "LAB", lab)
    monkeypatch.setattr(wording.sys, "prefix", str(lab / ".venv"))
    told = f"cannot import name 'maximun' from 'numpy' ({lab}/.venv/lib/numpy.py), in {lab}/data"
    assert tidy(told) == "cannot import name 'maximun' from 'numpy' (.../lib/numpy.py), in .../data"


def test_a_failing_cell_does_not_stop_the_ones_after_it_and_is_told_where_it_matters() -> None:
    marking = marked("1 / 0", NUMPY, RELU, "sys.exit(3)")
    assert only(marking).report.passed and marking.status == "marked" and not marking.troubles
    marking = marked("import something_that_is_nowhere as np", RELU)
    assert not only(marking).report.passed
    assert "cell 1 stopped with ModuleNotFoundError" in marking.troubles[0]


@pytest.mark.parametrize(
    "cells",
    [
        ("import library_of_another_place\nimport numpy as np", RELU),
        ("import library_of_another_place, numpy as np", RELU),
        (
            "from numpy import no_such_name, maximum as larger",
            ("relu", "def relu(z):\n    return larger(z, 0)"),
        ),
        ("%cd /content/drive\nzero = open('/content/zero.txt')\nimport numpy as np", RELU),
        (NUMPY, ("relu", "n = int(input('How many? '))\n" + RELU[1])),
        (
            NUMPY,
            (
                "relu",
                "raise SystemExit\nzero = 0\nclass Tools:\n    pass\nrelu = lambda z: np.maximum(z, zero)",
            ),
        ),
        (NUMPY, ("relu", "import time\ntime.sleep(9)\n" + RELU[1])),
        (NUMPY, ("relu", RELU[1] + "\nassert relu(np.ones(2)) == 1")),
    ],
)
def test_a_line_that_stops_its_cell_costs_nothing_that_is_made_below_it(
    cells: tuple[str, tuple[str, str]],
) -> None:
    report = only(marked(*cells, limits=QUICK)).report
    assert report.passed, report.message


def test_below_a_line_that_stopped_nothing_is_done_that_only_does_something() -> None:
    cell = "1 / 0\nprint(undefined)\ndel np\nfor _ in range(3):\n    np = None\nwhile True:\n    pass"
    marking = marked(NUMPY, cell, RELU)
    assert only(marking).report.passed and marking.status == "marked"


@pytest.mark.parametrize("later", ["relu = relu(np.array([1.0, -1.0]))", "del relu", "relu, other = 1, 2"])
def test_a_later_cell_that_takes_the_name_for_something_else_takes_no_solution_away(later: str) -> None:
    assert only(marked(NUMPY, RELU, later)).report.passed


def test_a_cell_that_needs_one_below_it_is_run_again_at_the_end() -> None:
    first = ("relu", "@timed\ndef relu(z, zero=ZERO):\n    return np.maximum(z, zero)")
    assert only(marked(first, NUMPY, "ZERO = 0\ntimed = lambda function: function")).report.passed


def test_after_an_hour_of_one_learner_the_files_that_are_left_are_told_and_not_run() -> None:
    task = task_of(NUMPY, RELU)
    (program,) = task.submission.programs
    softmax = dataclasses.replace(
        program,
        file="b.ipynb",
        cells=(Cell("cell 1", "my_softmax = None", "my_softmax"),),
        exercises=("my_softmax",),
    )
    submission = dataclasses.replace(task.submission, programs=(program, softmax, softmax))
    limits = dataclasses.replace(LIMITS, submission_seconds=1e-9)
    marking = mark(Task(submission, ("relu", "my_softmax", "forward"), limits))
    assert [m.report.status for m in marking.exercises] == ["error", "error", "not_attempted"]
    assert marking.status == "partly" and len(marking.troubles) == 1
    assert marking.troubles[0].startswith("work.ipynb: 3 files were not run, from this one on")


def test_an_exercise_whose_cell_is_no_python_says_so() -> None:
    report = only(marked(NUMPY, ("relu", "def relu(z)\n    return z"))).report
    assert report.status == "not_attempted" and "SyntaxError" in report.message


def test_a_function_under_another_name_is_found_in_its_cell_and_noted() -> None:
    report = only(marked(NUMPY, ("relu", "def Relu_mine(z):\n    return np.maximum(z, 0)"))).report
    assert report.passed and report.note is not None and "`Relu_mine`" in report.note


def test_the_last_definition_of_a_function_counts() -> None:
    cells = (NUMPY, RELU, ("relu", "def relu(z):\n    return z"))
    assert not only(marked(*cells)).report.passed


@pytest.mark.parametrize(
    "cell",
    [
        "%matplotlib inline\n%timeit -n1 -r1 sum(range(9))",
        "!echo hello > a_file.txt && cat a_file.txt",
        "%%bash\necho hello",
        "%no_such_magic",
        "name = input('Your name? ')",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
        "from ipywidgets import interact, IntSlider\ninteract(print, n=IntSlider())",
        "import asyncio\nawait asyncio.sleep(0.01)",
        "check_relu(relu); hint('relu'); progress()",
        "from public_tests import *",
        "get_ipython().run_line_magic('reset', '-f') if False else None",
        "raise NotImplementedError",
        "print('x' * 5_000_000)",
    ],
)
def test_whatever_else_a_notebook_does_leaves_its_functions_right(cell: str) -> None:
    assert only(marked(NUMPY, cell, RELU, cell)).report.passed


def test_async_cells_and_the_values_of_cells_before_are_there() -> None:
    cells = (
        "import asyncio\nawait asyncio.sleep(0)\nzero = 0",
        NUMPY,
        ("relu", RELU[1].replace("0", "zero")),
    )
    assert only(marked(*cells)).report.passed


def test_a_library_call_that_does_the_whole_job_is_noted_and_the_points_stand() -> None:
    source = "def my_softmax(z):\n    return tf.nn.softmax(np.asarray(z, dtype=float)).numpy()"
    report = only(marked("import numpy as np\nimport tensorflow as tf", ("my_softmax", source))).report
    assert report.points == 10 and report.note is not None and "`softmax` does the whole job" in report.note
    lab = "from lab_utils.network import build_lab_network as net\ndef build_model():\n    return net()"
    report = only(marked(("build_model", lab))).report
    assert report.passed and report.note is not None and "build_lab_network" in report.note


def test_a_wrong_answer_is_named_as_in_a_notebook() -> None:
    report = only(marked(NUMPY, ("my_softmax", "def my_softmax(z):\n    return np.exp(z)"))).report
    assert (report.status, report.points) == ("fail", 0) and report.diagnosis


MODELS = {
    "functional": """i = keras.Input((400,))
    a = keras.layers.Dense(15, "relu")(keras.layers.Dense(25, "relu")(i))
    return keras.Model(i, keras.layers.Dense(10)(a))""",
    "without an input": """return keras.Sequential([keras.layers.Dense(25, "relu"),
        keras.layers.Dense(15, "relu"), keras.layers.Dense(10)])""",
    "subclass": """class Net(keras.Model):
        def __init__(self):
            super().__init__()
            self.a, self.b, self.c = (keras.layers.Dense(n) for n in (25, 15, 10))
        def call(self, x):
            return self.c(keras.ops.relu(self.b(keras.ops.relu(self.a(x)))))
    return Net()""",
    "weights of its own": """class Net(keras.Model):
        def build(self, shape):
            sizes = [(400, 25), (25, 15), (15, 10)]
            self.W = [self.add_weight(shape=s, initializer="glorot_uniform") for s in sizes]
            self.b = [self.add_weight(shape=s[1:], initializer="zeros") for s in sizes]
        def call(self, x):
            for i in range(3):
                x = keras.ops.matmul(x, self.W[i]) + self.b[i]
                x = keras.ops.relu(x) if i < 2 else x
            return x
    return Net()""",
    "compiled and trained": """m = keras.Sequential([keras.Input((400,)), keras.layers.Dense(25, "relu"),
        keras.layers.Dense(15, "relu"), keras.layers.Dropout(0.1), keras.layers.Dense(10)])
    m.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    m.fit(np.zeros((8, 400)), np.zeros((8, 1)), verbose=0)
    return m""",
}


@pytest.mark.parametrize("body", MODELS.values(), ids=MODELS)
def test_the_network_passes_in_every_style(body: str) -> None:
    report = only(marked(IMPORTS, ("build_model", f"def build_model():\n    {body}"))).report
    assert report.passed, report.message


LAYERS = "I, D = keras.Input((400,)), keras.layers.Dense"
WRONG_MODELS = {
    "softmax_output": '[I, D(25, "relu"), D(15, "relu"), D(10, "softmax")]',
    "saturating_hidden": '[I, D(25, "sigmoid"), D(15, "relu"), D(10)]',
    "swapped_units": '[I, D(15, "relu"), D(25, "relu"), D(10)]',
}


@pytest.mark.parametrize(("diagnosis", "layers"), WRONG_MODELS.items())
def test_a_wrong_network_is_named(diagnosis: str, layers: str) -> None:
    source = f"def build_model():\n    return keras.Sequential({layers})"
    assert only(marked(IMPORTS, LAYERS, ("build_model", source))).report.diagnosis == diagnosis


SPARSE = "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"
COMPILES = {
    "in place": (f"model.compile('adam', {SPARSE})", None),
    "a schedule": (
        "rate = keras.optimizers.schedules.ExponentialDecay(0.002, 100, 0.9)\n"
        f"    model.compile(keras.optimizers.Adam(rate), {SPARSE})",
        None,
    ),
    "a function": (
        "right = keras.losses.sparse_categorical_crossentropy\n"
        "    model.compile('adam', lambda y, z: right(y, z, from_logits=True))",
        None,
    ),
    "a name": ("model.compile('adam', 'sparse_categorical_crossentropy')", "probabilities_expected"),
    "a wild rate": (f"model.compile(keras.optimizers.Adam(0.5), {SPARSE})", "learning_rate_too_large"),
    "another rule": (f"model.compile('sgd', {SPARSE})", "another_optimizer"),
}


@pytest.mark.parametrize(("body", "diagnosis"), COMPILES.values(), ids=COMPILES)
def test_how_a_model_is_compiled_is_judged(body: str, diagnosis: str | None) -> None:
    report = only(marked(IMPORTS, ("compile_model", f"def compile_model(model):\n    {body}"))).report
    assert (report.passed, report.diagnosis) == (diagnosis is None, diagnosis), report.message
