"""`python lab.py grade` with the real engine: a class marked, killed, gone on with, and on a Dask cluster."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

from tests.grading_class import LAB, a_small_class
from tests.test_side_by_side import ON_POSIX, begun_on, is_gone

SECONDS = 3.0
# Not how long anything may take: only when a test that hangs is given up.
PATIENCE = 400


@pytest.fixture(scope="module")
def submissions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_small_class(tmp_path_factory.mktemp("class") / "my class", SECONDS)


@pytest.fixture(scope="module")
def undisturbed(submissions: Path) -> Path:
    """The reports of a run that nobody disturbed."""
    out = submissions.parent / "undisturbed"
    with begun(submissions, out) as run:
        shown, told = run.communicate(timeout=PATIENCE)
    assert (run.returncode, told) == (1, "")
    *_, last = shown.splitlines()
    assert last.startswith("7 of 8 submissions marked without trouble; mean ")
    return out


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(PATIENCE * 20):
        if true():
            return
        time.sleep(0.05)
    pytest.fail("it never came true")


def begun(submissions: Path, out: Path, *words: str) -> subprocess.Popen[str]:
    """Start the command as `python lab.py` does."""
    return subprocess.Popen(
        [sys.executable, "-m", "commands", "grade", str(submissions), "--out", str(out), *words],
        cwd=LAB,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )


def kept(out: Path) -> set[str]:
    return {path.name for path in (out / "markings").glob("[!.]*.json")}


def processes_of(pid: int) -> list[int]:
    return [child.pid for child in psutil.Process(pid).children(recursive=True)]


def test_each_learner_gets_what_the_work_is_worth(undisturbed: Path) -> None:
    with (undisturbed / "class.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["learner"]: row for row in csv.DictReader(file)}
    points = {name: int(row["points"]) for name, row in rows.items()}
    whole = dict.fromkeys(("ada", "bob ö", "李", "slow one", "slow two"), 25)
    assert points == whole | {"half": 15, "empty handed": 0, "cut": 0}
    assert [name for name, row in rows.items() if row["status"] != "marked"] == ["cut"]


@ON_POSIX
@pytest.mark.parametrize("how", ["SIGKILL", pytest.param("SIGINT", marks=pytest.mark.full)])
def test_a_run_that_is_killed_in_the_middle_goes_on_to_the_same_bytes(
    how: str, submissions: Path, undisturbed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "report"
    with begun(submissions, out, "--workers", "2") as run:
        wait_until(lambda: len(kept(out)) >= 3)
        started = processes_of(run.pid)
        run.send_signal(getattr(signal, how))
        told = run.communicate(timeout=PATIENCE)[1]
    assert how == "SIGKILL" or ("the same command goes on from there" in told and run.returncode == 2)
    before = {path: path.stat().st_mtime_ns for path in (out / "markings").glob("[!.]*.json")}
    assert 3 <= len(before) < 8 and not (out / "class.csv").exists()
    # Neither a worker nor its warm process nor a learner's code outlives the command.
    wait_until(lambda: all(map(is_gone, started)))
    with begun(submissions, out, "--workers", "2") as run:
        shown = run.communicate(timeout=PATIENCE)[0]
    assert f"{len(before)} of 8 were marked before" in shown
    assert all(path.stat().st_mtime_ns == written for path, written in before.items())
    assert differing(out, undisturbed) == []


def differing(out: Path, other: Path) -> list[str]:
    """Name the reports in which two runs differ; the class's page may, which tells what was tried again."""
    names = ["class.csv", "marks.json", "junit.xml", "summary.md"]
    names += [path.relative_to(other).as_posix() for path in other.glob("learners/*")]
    return [name for name in names if (out / name).read_bytes() != (other / name).read_bytes()]


class Cluster(NamedTuple):
    """A scheduler and two worker processes on loopback."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Start each as one types it, and wait until they have found each other."""
    from distributed import Client

    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": LAB}
    with ExitStack() as running:

        def start(*words: str) -> subprocess.Popen[bytes]:
            process = subprocess.Popen([*dask, *words], **quiet)  # type: ignore[call-overload]
            running.callback(process.wait)
            running.callback(process.kill)
            return process

        # It finds a port itself, and writes down where it is.
        file = tmp_path / "scheduler.json"
        on_loopback = ["--host", "127.0.0.1", "--no-dashboard"]
        scheduler = start("scheduler", *on_loopback, "--port", "0", "--scheduler-file", str(file))
        wait_until(lambda: bool(address_in(file)))
        address = address_in(file)
        workers = [start("worker", address, *on_loopback, "--nthreads", "1", "--no-nanny") for _ in range(2)]
        with Client(address, timeout=PATIENCE, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=PATIENCE)
        yield Cluster(address, scheduler, workers)


def address_in(file: Path) -> str:
    """Return the address that a scheduler has written down; empty as long as it has not."""
    try:
        return str(json.loads(file.read_text(encoding="utf-8"))["address"])
    except (OSError, ValueError):
        return ""


@ON_POSIX
def test_on_a_cluster_a_worker_that_is_killed_costs_nothing(
    cluster: Cluster, submissions: Path, undisturbed: Path, tmp_path: Path
) -> None:
    from distributed import Client

    out = tmp_path / "report"
    with begun(submissions, out, "--cluster", cluster.address) as run:
        with Client(cluster.address, timeout=PATIENCE, set_as_default=False) as client:
            # Each worker is in the middle of a slow one.
            wait_until(lambda: {5, 6} <= begun_on(client))
        started = processes_of(cluster.workers[0].pid)
        cluster.workers[0].kill()
        shown, told = run.communicate(timeout=PATIENCE)
    assert started and told == ""
    assert shown.count(", begun 2 times because a process ended") == 1
    lines = [line for line in shown.splitlines() if line.startswith("[")]
    assert len(lines) == len({line.partition("] ")[2] for line in lines}) == 8
    assert differing(out, undisturbed) == []
    again = (out / "class.html").read_text("utf-8").partition("Who was tried again")[2]
    assert again.partition("</ul>")[0].count("marked at try 2") == 1
    wait_until(lambda: all(map(is_gone, started)))


@ON_POSIX
@pytest.mark.full
def test_a_scheduler_that_is_killed_leaves_what_is_done(
    cluster: Cluster, submissions: Path, tmp_path: Path
) -> None:
    out = tmp_path / "report"
    with begun(submissions, out, "--cluster", cluster.address) as run:
        wait_until(lambda: len(kept(out)) >= 3)
        cluster.scheduler.kill()
        told = run.communicate(timeout=PATIENCE)[1].splitlines()[-1]
    assert run.returncode == 2
    assert "no longer answers; start it and its workers again; " in told
    assert told.endswith("of 8 submissions are kept, and the same command goes on from there")
