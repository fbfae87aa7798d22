"""Batches of submissions: kept as they come, gone on with after a kill, and never marked twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader import batch, deciding, keeping
from grader.batch import BatchError, Marked, mark_batch
from grader.keeping import Kept, KeptMarkings
from grader.marking import Limits, Task
from tests.grading_tasks import obey, task
from tests.test_side_by_side import ON_POSIX, is_gone, wait_until

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "a report" / "markings"


@pytest.fixture
def kept(folder: Path) -> KeptMarkings:
    return KeptMarkings(folder)


def noting(tmp_path: Path, *ids: str) -> list[Task]:
    """Make tasks that leave a note each time they are marked."""
    tasks = []
    for id in ids:
        notes = tmp_path / "notes" / str(len(id)) / id.replace("/", "-")
        notes.mkdir(parents=True, exist_ok=True)
        tasks.append(task(id, f"note {notes}"))
    return tasks


def times_marked(tasks: list[Task]) -> list[int]:
    folders = [one.submission.programs[0].cells[0].source.removeprefix("note ") for one in tasks]
    return [len(list(Path(folder).iterdir())) for folder in folders]


def marked(tasks: list[Task], folder: Path, workers: int = 1) -> list[Marked]:
    """Mark all, and give them back in the order of the tasks."""
    done = {one.marking.submission: one for one in mark_batch(tasks, folder, obey, workers=workers)}
    return [done[one.submission.id] for one in tasks]


def test_every_submission_is_marked_once_and_an_unchanged_one_not_again(tmp_path: Path, folder: Path) -> None:
    tasks = noting(tmp_path, "ada", "bob/late", "Бо 李")
    first = marked(tasks, folder, workers=2)
    assert times_marked(tasks) == [1, 1, 1]
    second = marked(tasks, folder)
    assert [(one.earlier, one.tries) for one in second] == [(True, 1)] * 3
    assert times_marked(tasks) == [1, 1, 1]
    for again in (first, second):
        assert [one.marking for one in again] == [obey(one) for one in tasks]


@pytest.mark.parametrize("what", ["submission", "exercises", "limits", "name", "code"])
def test_what_may_have_other_marks_is_marked_again(
    what: str, kept: KeptMarkings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = task("ada", "nothing")
    kept.keep(before, obey(before), 1)
    assert kept.find(before) == Kept(obey(before))
    changed = {
        "submission": replace(before, submission=replace(before.submission, fingerprint="0" * 64)),
        "exercises": replace(before, exercises=("relu", "my_softmax")),
        "limits": replace(before, limits=Limits(cell_seconds=1)),
        "name": replace(before, submission=replace(before.submission, learner="Ada Lovelace")),
        "code": before,
    }[what]
    if what == "code":
        monkeypatch.setattr(keeping, "what_decides", lambda: "another version of the checks")
    assert kept.find(changed) is None


DAMAGE = {
    "cut": lambda stored: stored[: len(stored) // 2],
    "empty": lambda stored: b"",
    "of zeros": lambda stored: bytes(len(stored)),
    "no dictionary": lambda stored: b"[1, 2]",
    "deeply nested": lambda stored: b"[" * 100_000,
    "with other points": lambda stored: stored.replace(b'"points": 2', b'"points": 1', 1),
    "with other tries": lambda stored: stored.replace(b'"tries": 1', b'"tries": 9', 1),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_file_counts_as_none(kind: str, folder: Path, kept: KeptMarkings) -> None:
    one = task("ada", "nothing")
    kept.keep(one, obey(one), 1)
    (file,) = folder.iterdir()
    damaged = DAMAGE[kind](file.read_bytes())
    assert damaged != file.read_bytes()
    file.write_bytes(damaged)
    assert kept.find(one) is None
    assert kept.keep(one, obey(one), 1) == kept.find(one)


def test_names_of_any_kind_get_files_of_their_own_inside_the_folder(folder: Path, kept: KeptMarkings) -> None:
    ids = [
        "../../up",
        "/etc/passwd",
        "CON",
        "con",
        "a/b",
        "a-b",
        "é",
        "e\u0301",
        "李" * 300,
        ".",
        "",
        "x\ud83d\n",
    ]
    tasks = [task(id, "nothing") for id in ids]
    marked(tasks, folder)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len({file.name.lower() for file in files}) == len(ids)
    assert sorted(path.name for path in folder.parent.iterdir() if path.name[0] != ".") == ["markings"]
    assert all(kept.find(one) for one in tasks)


def test_submissions_that_are_gone_and_half_written_files_are_removed(tmp_path: Path, folder: Path) -> None:
    tasks = noting(tmp_path, "ada", "bob")
    marked(tasks, folder)
    (folder / ".bob.json-x1y2").write_text("{")
    marked(tasks[:1], folder)
    assert len(list(folder.iterdir())) == 1
    assert [one.earlier for one in marked(tasks, folder)] == [True, False]


def test_trouble_of_the_machine_costs_one_submission_its_mark_until_the_next_run(
    tmp_path: Path, folder: Path
) -> None:
    tasks = [task("ada", f"fail {tmp_path}/disk"), *noting(tmp_path, "bob")]
    ada, bob = marked(tasks, folder)
    assert (ada.marking.status, ada.marking.points, ada.marking.max_points) == ("not_marked", 0, 2)
    assert ada.marking.troubles == (
        "It could not be marked: OSError: no room for disk. The next run tries again.",
    )
    assert bob.marking.status == "marked"
    ada, bob = marked(tasks, folder)
    assert (ada.earlier, bob.earlier) == (False, True)


@ON_POSIX
def test_a_submission_whose_worker_died_is_tried_again_and_told(tmp_path: Path, folder: Path) -> None:
    tasks = [task("ada", f"die-once {tmp_path}/mark"), *noting(tmp_path, "bob", "eve")]
    assert [one.tries for one in marked(tasks, folder)] == [2, 1, 1]
    assert [(one.tries, one.earlier) for one in marked(tasks, folder)] == [(2, True), (1, True), (1, True)]
    deadly = [task("ada", f"die {tmp_path}/mark"), *tasks[1:]]
    ada, *others = marked(deadly, folder)
    assert ada.marking.status == "not_marked" and "3 were tried" in ada.marking.troubles[0]
    assert all(one.earlier for one in others) and times_marked(tasks[1:]) == [1, 1]


def test_two_runs_never_write_one_report(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_PATIENCE", 0.1)
    first = mark_batch([task("ada", "nothing"), task("bob", "nothing")], folder, obey, workers=1)
    next(first)
    with pytest.raises(BatchError, match="wait for another `grade`"):
        list(mark_batch([], folder, obey))
    first.close()
    assert list(mark_batch([], folder, obey)) == []


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(BatchError, match=r"the marks can't be kept in .*name another folder with --out"):
        list(mark_batch([task("ada", "nothing")], tmp_path / "file" / "markings", obey))


SCRIPT = """
import sys
from pathlib import Path
from grader.batch import mark_batch
from tests.grading_tasks import obey, task
if __name__ == "__main__":
    place = Path(sys.argv[1])
    tasks = [task(f"{n}", f"note {place / str(n)}") for n in range(4)]
    tasks.insert(2, task("slow", f"linger {place / 'mark'}"))
    for one in mark_batch(tasks, place / "markings", obey, workers=1):
        print(one.marking.submission, flush=True)
"""


@ON_POSIX
@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_a_run_that_is_killed_is_gone_on_with_where_it_was(how: str, tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / str(number)).mkdir()
    (tmp_path / "batch.py").write_text(SCRIPT)
    program = subprocess.Popen(
        [sys.executable, str(tmp_path / "batch.py"), str(tmp_path)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    mark = tmp_path / "mark"
    # The slow one is begun before the one before it is told of.
    assert program.stdout is not None
    assert [program.stdout.readline() for _ in range(2)] == ["0\n", "1\n"]
    wait_until(lambda: mark.exists() and mark.read_text() != "")
    program.send_signal(getattr(signal, how))
    assert program.communicate(timeout=300)[0] == ""
    wait_until(lambda: is_gone(int(mark.read_text())))
    mark.with_suffix(".go").touch()
    tasks = [task(str(number), f"note {tmp_path / str(number)}") for number in range(4)]
    tasks.insert(2, task("slow", f"linger {mark}"))
    earlier = [one.earlier for one in marked(tasks, tmp_path / "markings")]
    assert earlier == [True, True, False, False, False]
    assert times_marked([one for one in tasks if one.submission.id != "slow"]) == [1, 1, 1, 1]


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A scheduler and two worker processes, which their nannies start again when they die."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as running:
        yield running.scheduler_address


@ON_POSIX
@pytest.mark.full
def test_on_a_cluster_a_killed_worker_loses_nothing_and_nothing_is_marked_twice(
    cluster: str, tmp_path: Path, folder: Path
) -> None:
    tasks = [task("ada", f"die-once {tmp_path}/mark"), *noting(tmp_path, *(f"n{n}" for n in range(8)))]
    done = {one.marking.submission: one for one in mark_batch(tasks, folder, obey, cluster=cluster)}
    assert {id: one.tries for id, one in done.items() if one.tries > 1} == {"ada": 2}
    assert len(done) == 9 and times_marked(tasks[1:]) == [1] * 8
    alone = marked(tasks, tmp_path / "alone" / "markings")
    assert [done[one.submission.id].marking for one in tasks] == [one.marking for one in alone]
    kept = KeptMarkings(folder)
    assert all(kept.find(one) for one in tasks)


def test_a_worker_with_another_version_of_the_lab_marks_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "what_decides", lambda: "a version that no worker has")
    with pytest.raises(BatchError, match="another version of the lab"):
        list(mark_batch([task("ada", "nothing")], folder, obey, workers=1))
    assert not folder.exists()


def test_what_decides_is_the_code_the_catalogue_and_the_digits_and_no_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "LAB", tmp_path)
    names = ["grader/a.py", "public_tests/catalogue.toml", "lab_utils/data/b.py", "data/digits.npz"]
    ignored = ["grader/__pycache__/a.cpython-311.pyc", "lab_utils/.ipynb_checkpoints/b.py", "docs/c.md"]
    for name in [*names, *ignored]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"one\ntwo\n")
    first = deciding.what_decides.__wrapped__()
    for name in ignored:
        (tmp_path / name).write_bytes(b"other")
    (tmp_path / names[0]).write_bytes(b"one\r\ntwo\r\n")
    assert deciding.what_decides.__wrapped__() == first
    seen = {first}
    for name in names:
        (tmp_path / name).write_bytes(b"changed")
        seen.add(deciding.what_decides.__wrapped__())
    monkeypatch.setattr(deciding, "library_versions", lambda names: dict.fromkeys(names, "another"))
    assert len(seen | {deciding.what_decides.__wrapped__()}) == len(names) + 2
