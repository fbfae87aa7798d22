"""How `python lab.py grade` is called: what is counted, what is refused in one line, and where reports go."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from commands.__main__ import main
from commands.graded_work import tasks_for
from grader import engine
from grader.collecting import collect
from grader.marking import ExerciseMark, Limits, Marking, Task
from public_tests import Report
from public_tests.catalogue import VERSION, find_exercise
from tests.grading_class import OPEN, hand_in


def full_marks(task: Task) -> Marking:
    """Mark without running anything: what was handed in gets all its points."""
    handed_in = {id for program in task.submission.programs for id in program.exercises}
    marks = []
    for id in task.exercises:
        most = find_exercise(id).points
        status, points = ("pass", most) if id in handed_in else ("not_attempted", 0)
        marks.append(
            ExerciseMark(Report(id, status, points, most, None, "As it is.", None, None, VERSION))  # type: ignore[arg-type]
        )
    one = task.submission
    return Marking(one.id, one.learner, one.fingerprint, "marked", tuple(marks), one.troubles)


@pytest.fixture(autouse=True)
def nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "mark", full_marks)


@pytest.fixture
def submissions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two learners: one handed in 02, the other 02 and 03."""
    hand_in(tmp_path / "subs" / "ada")
    hand_in(tmp_path / "subs" / "bob", ("02_softmax", "03_model"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "subs"


def grade(*words: object) -> int:
    return main(["grade", *map(str, words), "--workers", "1"])


def points_in(out: Path) -> dict[str, str]:
    with (out / "class.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["learner"]: f"{row['points']} of {row['max_points']}" for row in csv.DictReader(file)}


def test_what_anybody_handed_in_is_counted_for_all_and_an_option_says_otherwise(
    submissions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grade("subs") == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == (
        "2 submissions; 7 exercises of 02_softmax, 03_model (45 points) are counted, "
        "all that anybody handed in."
    )
    assert shown[-1] == (
        "2 of 2 submissions marked without trouble; mean 35.0 of 45 points. The report: report/class.html"
    )
    assert points_in(Path("report")) == {"ada": "25 of 45", "bob": "45 of 45"}
    assert grade("subs", "--notebooks", "2, 04_training") == 0
    assert points_in(Path("report")) == {"ada": "25 of 37", "bob": "25 of 37"}
    assert grade("subs", "--exercises", "my_softmax", "--notebooks", "model") == 0
    assert points_in(Path("report")) == {"ada": "10 of 30", "bob": "30 of 30"}


def test_a_shorter_time_for_a_cell_is_a_shorter_one_for_a_file(submissions: Path) -> None:
    tasks = tasks_for(collect([submissions]), (), 2)
    assert [(one.limits.cell_seconds, one.limits.program_seconds) for one in tasks] == [(2, 10)] * 2
    assert {one.limits for one in tasks_for(collect([submissions]), (), None)} == {Limits()}


def test_learners_come_and_go_and_only_what_changed_is_marked(
    submissions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grade("subs", "--out", "out") == 0
    assert len(list(Path("out/learners").iterdir())) == 2
    shutil.rmtree("subs/ada")
    hand_in(submissions / "eve")
    capsys.readouterr()
    assert grade("subs", "--out", "out") == 0
    shown = capsys.readouterr().out
    assert "1 of 2 were marked before and have not changed." in shown and "[2/2] eve: 25 of 45" in shown
    assert points_in(Path("out")) == {"bob": "45 of 45", "eve": "25 of 45"}
    assert len(list(Path("out/learners").iterdir())) == len(list(Path("out/markings").iterdir())) == 2


def test_own_marks_beside_the_submissions_stand_through_every_run(
    submissions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (submissions / "overrides.csv").write_text("learner,exercise,points,reason\nada,my_softmax,4,Late\n")
    for _ in range(2):
        assert grade("subs", "--notebooks", "02") == 0
        shown = capsys.readouterr().out
        assert "1 mark of your own in subs/overrides.csv." in shown and "mean 22.0 of 25 points" in shown
        assert "not looked at" not in shown
        assert points_in(Path("report")) == {"ada": "19 of 25", "bob": "25 of 25"}
    (submissions / "overrides.csv").write_text("learner,exercise,points,reason\nadda,my_softmax,4,Late\n")
    assert grade("subs") == 2
    assert capsys.readouterr().err.startswith("lab.py: your own marks can't be used: overrides.csv, line 2:")


def test_own_marks_that_a_learner_hands_in_count_nothing(
    submissions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = "learner,exercise,points,reason\nada,break_softmax,5,\nada,build_model,10,\n"
    (submissions / "ada" / "overrides.csv").write_text(mine)
    for path in ("subs", "subs/ada", "subs/ada/02_softmax.ipynb"):
        assert grade(path, "--out", f"of-{len(path)}") in (0, 1)
        assert points_in(Path(f"of-{len(path)}"))["ada"].startswith("25 of")
    assert "subs/ada/overrides.csv was not used, because it lies in a learner's own folder." in (
        capsys.readouterr().out
    )
    assert grade("subs/ada", "--overrides", "subs/ada/overrides.csv", "--notebooks", "02,03") == 0
    assert points_in(Path("report")) == {"ada": "35 of 45"}


def test_every_typo_in_own_marks_is_told_in_a_line_of_its_own(
    submissions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "adda,relu,1\nada,rellu,1\nada,relu,9\n"
    (submissions / "overrides.csv").write_text(f"learner,exercise,points\n{rows}")
    assert grade("subs") == 2
    *each, last = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in each] == [f"overrides.csv, line {n}" for n in (2, 3, 4)]
    assert last.startswith("lab.py: your own marks can't be used: the rows of subs/overrides.csv")


def test_two_files_of_own_marks_are_told(submissions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(submissions, "others")
    for folder in ("subs", "others"):
        Path(folder, "overrides.csv").write_text("learner,exercise,points,reason\nbob,relu,1,\n")
    assert grade("subs", "others") == 2
    assert "own marks are in subs/overrides.csv and in others/overrides.csv" in capsys.readouterr().err


def test_a_path_that_is_wrong_is_told_in_one_line(
    submissions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("empty").mkdir()
    Path("mine").mkdir()
    Path("mine/marks.txt").write_text("A")
    Path("file").write_text("")
    wrong = {
        (): "nothing to mark was named; type: python lab.py grade submissions/",
        ("nix", "subs"): "nix is not there; name a folder, a zip, a notebook or a script",
        ("empty",): "nothing to mark was found there",
        ("subs", "--out", "subs"): "subs is inside subs, which is marked; name another with --out",
        ("subs", "--out", "subs/ada/r"): "subs/ada/r is inside subs, which is marked",
        ("subs/ada", "--out", "."): "subs/ada, which is marked, is inside .; name another with --out",
        ("subs", "--out", "mine"): "mine holds something that `grade` has not written; name a new folder",
        ("subs", "--out", "file"): "file is a file; name a folder with --out",
        ("subs", "--out", "file/r"): "nothing can be written to file/r: Not a directory; name another",
        ("subs", "--notebooks", "9"): "there is no notebook with exercises `9`; there are: 01_digits",
        ("subs", "--exercises", "relo"): "there is no exercise `relo`. Did you mean `relu`?",
        ("subs", "--overrides", "nix"): "nix, where your own marks should be, is not a file",
        ("subs", "--cluster", "tcp://127.0.0.1:9"): "--workers is for this machine",
    }
    before = sorted(Path().rglob("*"))
    for words, said in wrong.items():
        assert grade(*words) == 2, words
        told = capsys.readouterr().err
        assert told.startswith(f"lab.py: {said}") and told.count("\n") == 1, words
    assert sorted(Path().rglob("*")) == before


def test_a_folder_without_the_labs_exercises_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("subs/ada").mkdir(parents=True)
    Path("subs/ada/essay.py").write_text("print('dear teacher')\n")
    assert grade("subs") == 2
    assert "none of the lab's exercises was found" in capsys.readouterr().err
    assert grade("subs", "--notebooks", "02") in (0, 1)
    assert points_in(Path("report")) == {"ada": "0 of 25"}


def test_an_open_notebook_and_a_path_with_spaces_are_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(tmp_path / "my class" / "李 雷", kind=OPEN)
    monkeypatch.chdir(tmp_path)
    assert grade(tmp_path / "my class", "--out", "a report") == 0
    assert points_in(Path("a report")) == {"李 雷": "25 of 25"}
