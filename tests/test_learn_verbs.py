"""`check`, `progress` and `hint` as a learner types them, on real notebooks in real kernels."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lab_utils.progress import read_progress, record_attempt, record_hint
from public_tests.catalogue import EXERCISES

ROOT = Path(__file__).resolve().parents[1]
SETUP = new_code_cell("import numpy as np", metadata={"tags": ["setup"]})
RELU = "def relu(z):\n    return np.maximum(z, 0)"
SOFTMAX = "def my_softmax(z):\n    return np.exp(z)"
BATCH = "def softmax_batch(Z):\n    raise NotImplementedError('softmax_batch is still to be written')"


def lab(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "commands", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=300)


def stored(folder: Path, *cells: Any, name: str = "02_softmax.ipynb") -> Path:
    path = folder / name
    made = [new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    nbformat.write(new_notebook(cells=made), path)
    return path


def row_of(output: str, exercise: str) -> str:
    (row,) = [line for line in output.splitlines() if f" {exercise} " in line and " of " in line][:1]
    return " ".join(row.split())


@pytest.fixture(scope="module")
def half_done(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A notebook in which somebody has worked in their own way, and what `check` says of it."""
    folder = tmp_path_factory.mktemp("half-done")
    path = stored(
        folder,
        new_markdown_cell("# Softmax"),
        SETUP,
        RELU,
        "print('no check cell here')",
        "import os\nos.write(1, b'a greeting'), os.write(2, b'a greeting')",
        SOFTMAX,
        "from public_tests import check_my_softmax\ncheck_my_softmax(my_softmax)",
        BATCH,
        "open('left-behind.txt', 'w').write('a file of the learner')",
        new_code_cell("open('demonstration.txt', 'w')", metadata={"tags": ["demonstration"]}),
        "1 / 0",
    )
    before = path.read_bytes()
    progress_file = folder / "own" / "progress.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIGIT_LAB_PROGRESS", str(progress_file))
        ran = lab("check", str(path))
        records = read_progress()
    return path, before, ran, records


def test_each_exercise_is_checked_by_its_functions_name(half_done: Any) -> None:
    _, _, ran, _ = half_done
    assert ran.returncode == 1, ran.stderr
    assert row_of(ran.stdout, "relu") == "02_softmax relu passed 2 of 2"
    assert row_of(ran.stdout, "my_softmax") == "02_softmax my_softmax not yet 0 of 10"
    assert row_of(ran.stdout, "softmax_batch") == "02_softmax softmax_batch not attempted 0 of 8"
    assert row_of(ran.stdout, "break_softmax") == "02_softmax break_softmax not attempted 0 of 5"
    assert ran.stdout.rstrip().endswith("2 of 25 points.")


def test_what_libraries_write_beside_the_notebook_is_not_shown(half_done: Any) -> None:
    _, _, ran, _ = half_done
    assert "greeting" not in ran.stdout + ran.stderr


def test_every_unsolved_exercise_gets_its_message_and_no_solved_one(half_done: Any) -> None:
    _, _, ran, _ = half_done
    assert "What it does: It takes `exp` and stops there." in ran.stdout
    assert "There is no function `break_softmax`" in ran.stdout
    assert "[passed]" not in ran.stdout
    assert "\x1b" not in ran.stdout


def test_the_notebook_on_disk_is_never_changed(half_done: Any) -> None:
    path, before, _, _ = half_done
    assert path.read_bytes() == before


def test_cells_run_in_the_notebooks_folder_and_demonstrations_are_left_out(half_done: Any) -> None:
    path, _, _, _ = half_done
    assert (path.parent / "left-behind.txt").exists()
    assert not (path.parent / "demonstration.txt").exists()


def test_each_exercise_is_noted_once_although_its_check_cell_ran_too(half_done: Any) -> None:
    _, _, _, records = half_done
    assert {name: record.tries for name, record in records.items()} == {
        "relu": 1,
        "my_softmax": 1,
        "softmax_batch": 0,
        "break_softmax": 0,
    }
    assert records["my_softmax"].diagnosis == "exp_only"


def test_demonstrations_run_when_they_are_asked_for(tmp_path: Path) -> None:
    cell = new_code_cell("open('demonstration.txt', 'w')", metadata={"tags": ["demonstration"]})
    path = stored(tmp_path, SETUP, cell, RELU)
    lab("check", "--all-cells", str(path))
    assert (tmp_path / "demonstration.txt").exists()


def test_a_cell_without_an_end_is_interrupted_and_the_rest_is_checked(tmp_path: Path) -> None:
    path = stored(tmp_path, SETUP, "while True:\n    pass", RELU)
    ran = lab("check", "--seconds", "10", str(path))
    assert "cell 2 (while True:) took longer than 10 s and was interrupted" in ran.stderr
    assert row_of(ran.stdout, "relu").endswith("passed 2 of 2")


def test_a_cell_that_ends_the_kernel_is_named(tmp_path: Path) -> None:
    path = stored(tmp_path, SETUP, RELU, "import os\nos._exit(1)")
    ran = lab("check", str(path))
    assert ran.returncode == 1
    assert "cell 3 (import os) ended the kernel" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert row_of(ran.stdout, "relu").endswith("not attempted 0 of 2")


def test_a_cell_that_cannot_be_compiled_is_told_with_its_error(tmp_path: Path) -> None:
    path = stored(tmp_path, SETUP, "def relu(z):\n    return np.maximum(z, 0", SOFTMAX)
    ran = lab("check", str(path))
    assert "cell 2 (def relu(z):) stopped with SyntaxError" in ran.stderr
    assert "There is no function `relu`" in ran.stdout


def test_an_endless_loop_in_an_exercise_is_stopped_by_its_check(tmp_path: Path) -> None:
    path = stored(tmp_path, SETUP, "def relu(z):\n    while True:\n        pass", SOFTMAX)
    ran = lab("check", str(path))
    assert row_of(ran.stdout, "relu").endswith("stopped by an error 0 of 2")
    assert "stopped: out of time" in ran.stdout
    assert "It takes `exp` and stops there." in ran.stdout


def test_a_solved_notebook_gives_status_0_also_under_another_name(tmp_path: Path) -> None:
    solution = ROOT / "solutions" / "01_digits.ipynb"
    copy = tmp_path / "my own copy.ipynb"
    copy.write_bytes(solution.read_bytes())
    ran = lab("check", str(copy))
    assert ran.returncode == 0, ran.stderr
    assert row_of(ran.stdout, "split_digits").endswith("passed 7 of 7")


@pytest.mark.parametrize("content", [b"", b'{"cells": [', b"[]", b'{"cells": 3}', b"\xff\xfe"])
def test_a_file_that_is_no_notebook_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "02_softmax.ipynb"
    path.write_bytes(content)
    ran = lab("check", str(path))
    assert ran.returncode == 2
    (line,) = ran.stderr.splitlines()
    assert line.startswith("02_softmax.ipynb: it is no valid notebook")


def test_a_notebook_without_exercises_is_no_failure(tmp_path: Path) -> None:
    ran = lab("check", str(stored(tmp_path, "1 + 1", name="00_start_here.ipynb")))
    assert (ran.returncode, ran.stdout) == (0, "00_start_here.ipynb holds no exercises.\n")


def test_an_unknown_notebook_is_one_line_with_status_2() -> None:
    ran = lab("check", "99_nothing")
    assert ran.returncode == 2 and len(ran.stderr.splitlines()) == 1
    assert "99_nothing" in ran.stderr


def test_progress_is_a_table_that_a_pipe_can_read() -> None:
    record_attempt("relu", status="pass", points=2)
    record_attempt("my_softmax", status="fail", points=0, message="No.")
    ran = lab("progress")
    assert ran.returncode == 0 and "\x1b" not in ran.stdout
    today = read_progress()["relu"].first_passed
    assert row_of(ran.stdout, "relu") == f"02_softmax relu passed {today} 2 of 2 1 0 of 5"
    assert row_of(ran.stdout, "my_softmax") == "02_softmax my_softmax not yet 0 of 10 1 0 of 5"
    points = sum(exercise.points for exercise in EXERCISES.values())
    assert ran.stdout.splitlines()[-1].startswith(f"2 of {points} points. Next: row_to_image in 01_digits")


def test_hint_gives_one_rung_after_the_other() -> None:
    assert "Hint 1 of 5 for `my_softmax`" in lab("hint", "my_softmax").stdout
    second = lab("hint", "my_softmax")
    assert "Hint 2 of 5" in second.stdout and "python lab.py check 02_softmax" in second.stdout
    assert "Hint 1 of 5" in lab("hint", "my_softmax", "--rung", "1").stdout
    assert read_progress()["my_softmax"].hints == (1, 2)


def test_a_letter_that_a_pipe_lacks_becomes_a_question_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    record_attempt("relu", status="error", points=0, message="relu(-1.0): ValueError: no room for π here.")
    record_hint("relu", 1)
    ran = lab("hint", "relu")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "ValueError: no room for ? here." in ran.stdout


def test_hint_without_an_exercise_names_the_next_one() -> None:
    record_attempt("row_to_image", status="pass", points=3)
    ran = lab("hint")
    assert ran.returncode == 2
    (line,) = ran.stderr.splitlines()
    assert line.endswith("For the next one type: python lab.py hint split_digits")


def test_hint_for_an_unknown_exercise_is_one_line_with_the_nearest_name() -> None:
    ran = lab("hint", "softmaxbatch")
    assert ran.returncode == 2
    (line,) = ran.stderr.splitlines()
    assert "softmax_batch" in line
