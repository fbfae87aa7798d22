"""The lab as assignments of nbgrader: what is written, and what the real nbgrader makes of it.

The real one is not in the lock. Name the Python of an environment that has it and the lab's packages:
``DIGIT_LAB_NBGRADER=/path/to/python``.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from authoring import THIS_LAB, Lab
from authoring.nbgrader import CONFIG, CourseRefused, build_course
from commands import author
from commands.__main__ import main
from tests.authoring_lab import CATALOGUE, SOFTMAX, small_lab, write_source

ASSIGNMENT = "source/02_softmax/02_softmax.ipynb"
NEEDED = ("nbgrader", "ipykernel", "numpy", "sklearn", "matplotlib", "keras", "anywidget")


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    return small_lab(tmp_path / "lab")


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_each_notebook_with_exercises_is_an_assignment(lab: Lab, tmp_path: Path) -> None:
    build_course(lab, tmp_path / "a course", catalogue=CATALOGUE)
    assert files_in(tmp_path / "a course") == [CONFIG, ASSIGNMENT]


def test_an_assignment_is_solved_between_markers_and_says_what_nbgrader_marks(
    lab: Lab, tmp_path: Path
) -> None:
    build_course(lab, tmp_path / "course", catalogue=CATALOGUE)
    notebook = nbformat.read(tmp_path / "course" / ASSIGNMENT, as_version=4)
    nbformat.validate(notebook)
    cells = {cell.id: cell for cell in notebook.cells}
    lines = [line.strip() for line in cells["relu-exercise"].source.split("\n")]
    begin, end = lines.index("# BEGIN SOLUTION"), lines.index("# END SOLUTION")
    assert lines[begin + 1 : end] == ["positive = np.maximum(z, 0)", "return positive"]
    assert cells["relu-exercise"].metadata.nbgrader.solution
    assert cells["relu-check"].metadata.nbgrader.points == CATALOGUE["relu"].points
    assert not any(cell.get("outputs") for cell in notebook.cells)


def test_a_second_build_writes_what_has_changed_and_keeps_the_teachers_own_work(
    lab: Lab, tmp_path: Path
) -> None:
    course = tmp_path / "course"
    build_course(lab, course, catalogue=CATALOGUE)
    (course / CONFIG).write_text("# mine\n")
    (course / "gradebook.db").write_text("marks")
    assert [one.action for one in build_course(lab, course, catalogue=CATALOGUE)] == ["unchanged"]
    edited = (course / ASSIGNMENT).read_text("utf-8").replace("# Softmax", "# My softmax")
    (course / ASSIGNMENT).write_text(edited, encoding="utf-8")
    [again] = build_course(lab, course, catalogue=CATALOGUE)
    assert again.kept is not None and again.kept.read_text("utf-8") == edited
    assert (course / CONFIG).read_text() == "# mine\n"
    write_source(lab, "02_softmax", SOFTMAX.replace("# Softmax", "# Softmax!"))
    [newer] = build_course(lab, course, catalogue=CATALOGUE)
    assert (newer.action, newer.kept) == ("written", None)
    assert files_in(course) == ["gradebook.db", CONFIG, ASSIGNMENT]


def test_a_course_never_goes_where_it_would_overwrite_something(lab: Lab, tmp_path: Path) -> None:
    before = files_in(lab.root)
    (tmp_path / "file").write_text("mine")
    for wrong in (lab.root, tmp_path / "file"):
        with pytest.raises(CourseRefused, match="name a"):
            build_course(lab, wrong, catalogue=CATALOGUE)
    assert files_in(lab.root) == before


def test_the_verb_writes_the_assignments_and_says_how_to_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = tmp_path / "course"
    assert main(["build", "--nbgrader", str(course), "02", "3"]) == 0
    assert capsys.readouterr().out == (
        f"{course} holds 2 assignments for nbgrader, 2 of them written now.\n"
        "In it type: nbgrader generate_assignment 02_softmax\n"
    )
    assert main(["build", "--nbgrader", str(course), "--check"]) == 2
    assert main(["build", "--nbgrader", str(course), "softmac"]) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert "leave out --check" in first and "Did you mean" in second


def test_a_hand_out_has_no_source_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(author, "LAB", Lab(tmp_path))
    assert main(["build", "--nbgrader", str(tmp_path / "course")]) == 2
    assert "no source/ in a hand-out" in capsys.readouterr().err
    assert not (tmp_path / "course").exists()


@pytest.fixture(scope="module")
def nbgrader() -> str:
    """The Python of an environment that has the real nbgrader and what the lab's notebooks import."""
    python = os.environ.get("DIGIT_LAB_NBGRADER") or _python_beside(shutil.which("nbgrader"))
    if not python:
        pytest.skip("no nbgrader here; name a Python that has it and the lab's packages: DIGIT_LAB_NBGRADER")
    asks = f"import importlib.util as u; print(*[n for n in {NEEDED!r} if u.find_spec(n) is None])"
    missing = subprocess.run([python, "-c", asks], capture_output=True, text=True, check=True).stdout.split()
    if missing:
        pytest.skip(f"{python} has no {', '.join(missing)}")
    return python


def _python_beside(program: str | None) -> str | None:
    if program is None:
        return None
    python = Path(program).resolve().with_name("python.exe" if sys.platform == "win32" else "python")
    return str(python) if python.exists() else None


def run_nbgrader(python: str, course: Path, *words: str) -> str:
    # nbgrader starts programs of its environment by their names.
    path = f"{Path(python).parent}{os.pathsep}{os.environ['PATH']}"
    surroundings = os.environ | {"PYTHONPATH": str(THIS_LAB.root), "PATH": path}
    done = subprocess.run(
        [python, "-m", "nbgrader", *words],
        cwd=course,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=500,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def hand_in(course: Path, learner: str, notebook: nbformat.NotebookNode) -> None:
    folder = course / "submitted" / learner / "02_softmax"
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / "02_softmax.ipynb")


def released(course: Path) -> nbformat.NotebookNode:
    return nbformat.read(course / "release" / "02_softmax" / "02_softmax.ipynb", as_version=4)


def test_the_real_nbgrader_generates_validates_and_marks_the_assignment(
    nbgrader: str, tmp_path: Path
) -> None:
    course = tmp_path / "a course"
    build_course(THIS_LAB, course, ["02"])
    assert "passes all the tests" in run_nbgrader(nbgrader, course, "validate", ASSIGNMENT)
    run_nbgrader(nbgrader, course, "generate_assignment", "02_softmax")
    text = nbformat.writes(released(course))
    assert "exponentials / np.sum" not in text and "SOLUTION" not in text
    solution = nbformat.read(THIS_LAB.solutions / "02_softmax.ipynb", as_version=4)
    partly = released(course)
    relu = {cell.id: cell for cell in solution.cells}["relu-exercise"].source
    next(cell for cell in partly.cells if cell.id == "relu-exercise").source = relu
    for learner, notebook in (("right", solution), ("partly", partly), ("open", released(course))):
        hand_in(course, learner, notebook)
    run_nbgrader(nbgrader, course, "autograde", "02_softmax")
    run_nbgrader(nbgrader, course, "export", "--to", "grades.csv")
    with (course / "grades.csv").open() as file:
        scores = {row["student_id"]: (row["score"], row["max_score"]) for row in csv.DictReader(file)}
    assert scores == {"right": ("25.0", "25.0"), "partly": ("2.0", "25.0"), "open": ("0.0", "25.0")}


@pytest.mark.full
@pytest.mark.parametrize("stem", ["01_digits", *(f"0{n}" for n in range(3, 9))])
def test_the_real_nbgrader_generates_and_validates_every_assignment(
    nbgrader: str, stem: str, tmp_path: Path
) -> None:
    [one] = build_course(THIS_LAB, tmp_path, [stem])
    run_nbgrader(nbgrader, tmp_path, "generate_assignment", one.path.stem)
    said = run_nbgrader(nbgrader, tmp_path, "validate", str(one.path.relative_to(tmp_path)))
    assert "passes all the tests" in said
