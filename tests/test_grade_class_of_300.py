"""A class of 300, the golden corpus among them, marked with one command that is killed in the middle."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from tests.grading_class import LAB, a_class_of
from tests.test_grade_verb import begun, differing, kept, processes_of
from tests.test_side_by_side import ON_POSIX, is_gone

SIZE = 300
WORDS = ("--workers", "2", "--cell-seconds", "10")
HOUR = 3600


def is_isolated() -> bool:
    """Tell whether hostile work may run here; asked in another process, which starts a warm one."""
    asks = "from grader.sandbox.warm import warm_process; print(len(warm_process().missing))"
    done = subprocess.run([sys.executable, "-c", asks], cwd=LAB, capture_output=True, text=True)
    return done.stdout.strip() == "0"


@ON_POSIX
@pytest.mark.full
def test_a_class_of_300_that_was_killed_in_the_middle_has_the_same_bytes(tmp_path: Path) -> None:
    folder = a_class_of(SIZE, tmp_path, hostile=is_isolated())
    out, undisturbed = tmp_path / "report", tmp_path / "undisturbed"
    with begun(folder, undisturbed, *WORDS) as run:
        assert run.communicate(timeout=2 * HOUR)[0].count("\n[") == SIZE
    with begun(folder, out, *WORDS) as run:
        for line in run.stdout or ():
            if line.startswith(f"[{SIZE // 2}/"):
                break
        started = processes_of(run.pid)
        run.kill()
    # Fewer than half, since what could not be marked is not kept; and the reports come at the end.
    assert 0 < len(kept(out)) < SIZE and not (out / "class.csv").exists()
    with begun(folder, out, *WORDS) as run:
        assert "were marked before and have not changed" in run.communicate(timeout=2 * HOUR)[0]
    assert all(map(is_gone, started))
    # Which limit stops a hostile one first, time or memory, may differ on a busy machine; its marks may not.
    pages = [name for name in differing(out, undisturbed) if name.startswith("learners/")]
    assert [name for name in pages if "hostile" not in name] == []
    assert (out / "class.csv").read_bytes() == (undisturbed / "class.csv").read_bytes()
    with (out / "class.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == SIZE
