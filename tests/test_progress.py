"""The progress file: readable by a person, written whole, and never lost."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lab_utils import progress
from lab_utils.progress import ProgressWarning, Record, read_progress, record_attempt, record_hint


def fail(exercise: str = "relu", **more: Any) -> Record:
    return record_attempt(exercise, status="fail", points=0, **more)


def solve(exercise: str = "relu", **more: Any) -> Record:
    return record_attempt(exercise, status="pass", points=2, **more)


def test_nothing_is_known_before_the_first_check(own_progress_file: Path) -> None:
    assert read_progress() == {}
    assert not own_progress_file.exists()


def test_tries_are_counted_and_failures_in_a_row_start_again_after_a_pass() -> None:
    seen = [fail(), fail(), solve(), fail()]
    assert [record.tries for record in seen] == [1, 2, 3, 4]
    assert [record.failed_in_a_row for record in seen] == [1, 2, 0, 1]


def test_points_once_earned_stay_and_the_status_is_the_last_one() -> None:
    solve(today=date(2026, 5, 4))
    record = fail()
    assert (record.points, record.status, record.first_passed) == (2, "fail", "2026-05-04")


def test_the_day_of_the_first_pass_stays() -> None:
    solve(today=date(2026, 5, 4))
    assert solve(today=date(2026, 6, 1)).first_passed == "2026-05-04"


def test_what_a_failed_try_was_told_is_kept_until_it_is_solved() -> None:
    evidence = {"input": "relu(-1)", "expected": "0", "got": "-1"}
    record = fail(diagnosis="leaky", message="It leaks.", evidence=evidence)
    assert (record.diagnosis, record.finding) == ("leaky", {"message": "It leaks.", **evidence})
    solved = solve()
    assert (solved.diagnosis, solved.finding) == (None, None)


def test_an_open_exercise_is_no_try() -> None:
    fail(diagnosis="leaky", message="It leaks.")
    record = record_attempt("relu", status="not_attempted", points=0)
    assert (record.status, record.tries, record.failed_in_a_row) == ("not_attempted", 1, 1)
    assert record.diagnosis == "leaky"


def test_hints_are_kept_in_order_and_once_each() -> None:
    for rung in (2, 1, 2):
        record_hint("relu", rung)
    assert record_hint("relu", 5, "I mix up the axes").hints == (1, 2, 5)
    assert read_progress()["relu"].why == "I mix up the axes"


def test_what_was_recorded_is_read_again() -> None:
    written = {name: fail(name, message="é ✓") for name in ("relu", "my_softmax")}
    assert read_progress() == written


def test_the_file_can_be_read_by_a_person_and_is_in_a_stable_order(own_progress_file: Path) -> None:
    for name in ("relu", "my_softmax", "cross_entropy"):
        fail(name, message="é")
    text = own_progress_file.read_text(encoding="utf-8")
    content = json.loads(text)
    assert text.startswith('{\n  "about": "Your progress in Digit Lab.') and "é" in text
    assert list(content["exercises"]) == ["cross_entropy", "my_softmax", "relu"]
    before = text
    fail("relu", message="é")
    assert len(own_progress_file.read_text(encoding="utf-8")) == len(before)


def test_what_others_keep_in_the_file_stays(own_progress_file: Path) -> None:
    fail()
    content = json.loads(own_progress_file.read_text())
    content["predictions"] = {"relu-guess": "0"}
    content["exercises"]["relu"]["stars"] = 3
    own_progress_file.write_text(json.dumps(content))
    solve()
    after = json.loads(own_progress_file.read_text())
    assert after["predictions"] == {"relu-guess": "0"}
    assert after["exercises"]["relu"]["stars"] == 3


def test_a_file_that_a_person_saved_with_a_byte_order_mark_is_read(own_progress_file: Path) -> None:
    solve()
    own_progress_file.write_bytes(b"\xef\xbb\xbf" + own_progress_file.read_bytes())
    assert read_progress()["relu"].points == 2


DAMAGED = [
    b"",
    b'{"exercises": {"relu": {"tri',
    b"[]",
    b'{"exercises": []}',
    b'{"exercises": {"relu": 3}}',
    b'{"exercises": {"relu": {"tries": "three"}}}',
    b'{"exercises": {"relu": {"tries": true}}}',
    b'{"exercises": {"relu": {"hints": ["one"]}}}',
    b'{"exercises": {"relu": {"finding": {"message": 3}}}}',
    b"\xff\xfe\x00binary",
    b"[" * 100_000,
]


@pytest.mark.parametrize("content", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_is_kept_aside_and_a_new_one_begun(own_progress_file: Path, content: bytes) -> None:
    own_progress_file.write_bytes(content)
    with pytest.warns(ProgressWarning, match="kept as") as caught:
        assert fail().tries == 1
    (kept,) = (own_progress_file.parent / "kept").iterdir()
    assert kept.read_bytes() == content
    # Beside it Python may tell of what another test has left open.
    (told,) = (warning for warning in caught if warning.category is ProgressWarning)
    assert str(kept) in str(told.message)
    assert read_progress()["relu"].tries == 1


def test_two_damaged_files_within_a_second_are_both_kept(own_progress_file: Path) -> None:
    for content in (b"one", b"two"):
        own_progress_file.write_bytes(content)
        with pytest.warns(ProgressWarning):
            read_progress()
    kept = {path.read_bytes() for path in (own_progress_file.parent / "kept").iterdir()}
    assert kept == {b"one", b"two"}


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # A path below a file can't be written by anybody, not even by root.
    (tmp_path / "file").write_text("no folder")
    path = tmp_path / "file" / "progress.json"
    monkeypatch.setenv("DIGIT_LAB_PROGRESS", str(path))
    return path


def test_where_nothing_can_be_written_one_warning_is_given_and_work_goes_on(nowhere: Path) -> None:
    with pytest.warns(ProgressWarning, match="could not be written"):
        assert solve().points == 2
    with warnings.catch_warnings():
        warnings.simplefilter("error", ProgressWarning)
        assert solve().status == "pass"
        assert read_progress() == {}


def test_a_folder_in_the_files_place_is_no_failure(own_progress_file: Path) -> None:
    own_progress_file.mkdir()
    with pytest.warns(ProgressWarning):
        assert solve().points == 2


def test_text_that_utf_8_cannot_hold_is_kept_as_an_escape() -> None:
    half = "broken \udc80 text"
    fail(message=half)
    assert read_progress()["relu"].finding == {"message": half}


def test_a_write_that_fails_leaves_the_old_file_whole(
    own_progress_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    solve()
    before = own_progress_file.read_bytes()

    def disk_is_full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", disk_is_full)
    with pytest.warns(ProgressWarning, match="No space left"):
        fail()
    assert own_progress_file.read_bytes() == before
    others = {path.name for path in own_progress_file.parent.iterdir()} - {".progress.json.digit-lab.lock"}
    assert others == {"progress.json"}


def test_a_lock_that_is_never_given_back_only_costs_the_record(
    own_progress_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lab_utils import _shared_file

    monkeypatch.setattr(_shared_file, "_LOCK_SECONDS", 0.1)
    holder = "import sys\nfrom lab_utils._shared_file import turn_at\nfrom pathlib import Path\n"
    holder += f"with turn_at(Path({str(own_progress_file)!r})):\n    print('held', flush=True)\n    input()\n"
    process = subprocess.Popen(
        [sys.executable, "-c", holder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    with pytest.warns(ProgressWarning, match="another kernel"):
        assert solve().points == 2
    process.communicate("\n")
    assert solve().tries == 1


def test_two_kernels_that_write_at_once_lose_nothing(own_progress_file: Path) -> None:
    program = (
        "import sys\nfrom lab_utils import _shared_file\nfrom lab_utils.progress import record_attempt\n"
        # Nobody queues for a lock, and a disk may be slow: who has no luck waits for all the others.
        "_shared_file._LOCK_SECONDS = 300\n"
        "for i in range(25):\n"
        "    record_attempt('relu', status='fail', points=0)\n"
        "    record_attempt(sys.argv[1], status='fail', points=0)\n"
    )
    names = ("one", "two", "three")
    processes = [subprocess.Popen([sys.executable, "-c", program, name]) for name in names]
    assert [process.wait(600) for process in processes] == [0, 0, 0]
    assert read_progress()["relu"].tries == 75
    assert [read_progress()[name].tries for name in names] == [25, 25, 25]


def test_without_a_variable_the_file_is_in_the_labs_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIGIT_LAB_PROGRESS")
    root = Path(__file__).resolve().parents[1]
    assert progress.progress_path() == root / "progress.json"
