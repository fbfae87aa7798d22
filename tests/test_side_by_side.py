"""Work side by side with real processes, and on a real Dask cluster of two; some of them are killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from lab_utils.side_by_side import ClusterError, Done, run_side_by_side
from tests.side_by_side_tasks import do

ROOT = Path(__file__).resolve().parent.parent
ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler and two worker processes, which their nannies start again when they die."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as running:
        yield running


@pytest.fixture(params=["this machine", "cluster"])
def place(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Both places of work, as `run_side_by_side` is told of them."""
    if request.param == "this machine":
        return {"workers": 2}
    return {"cluster": request.getfixturevalue("cluster").scheduler_address}


def in_order(tasks: list[tuple[str, Any]], **settings: Any) -> list[Done]:
    """Return what became of each task, in the order of the tasks; fail if one is missing or double."""
    done = list(run_side_by_side(do, tasks, **settings))
    assert sorted(map(repr, tasks)) == sorted(repr(one.task) for one in done)
    return sorted(done, key=lambda one: tasks.index(one.task))


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(6000):
        if true():
            return
        time.sleep(0.05)
    pytest.fail("it never came true")


def is_gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def begun_on(client: Any) -> set[int]:
    """Return the numbers of the tasks that the workers of a cluster have noted as begun."""
    return {
        int(topic.rpartition("-")[2]) for topic in client.get_events() if topic.startswith("side-by-side-")
    }


def test_every_result_comes_back_beside_its_task(place: dict[str, Any]) -> None:
    done = in_order([("square", number) for number in range(20)], **place)
    assert [one.result for one in done] == [number**2 for number in range(20)]
    assert {(one.error, one.tries) for one in done} == {(None, 1)}


def test_one_bad_task_does_not_stop_the_others(place: dict[str, Any]) -> None:
    tasks = [
        ("raise", "a bad digit"),
        ("exit", 3),
        ("unpicklable", 0),
        ("square", lambda: 0),
        ("square", 5),
    ]
    raised, ended, no_way_back, no_way_there, well = in_order(tasks, **place)
    assert raised.error == "ValueError: a bad digit" and "_raise" in raised.traceback
    assert ended.error == "SystemExit: 3"
    assert "lambda" in str(no_way_back.error) and "lambda" in str(no_way_there.error)
    assert (well.result, well.error) == (25, None)


def test_a_task_whose_process_is_killed_is_begun_again_and_every_other_once(
    place: dict[str, Any], tmp_path: Path
) -> None:
    folders = [tmp_path / str(number) for number in range(8)]
    for folder in folders:
        folder.mkdir()
    notes = [("note", str(folder)) for folder in folders]
    killed, *others = in_order([("die once", str(tmp_path / "mark")), *notes], **place)
    assert (killed.result, killed.error, killed.tries) == ("survived", None, 2)
    assert {(one.result, one.tries) for one in others} == {(0, 1)}
    assert {len(list(folder.iterdir())) for folder in folders} == {1}


def test_a_task_that_kills_every_process_is_given_up_after_some_tries() -> None:
    deadly, *others = in_order([("die", 0), ("square", 1), ("square", 2)], workers=2)
    assert "ended without a result: 3 were tried" in str(deadly.error)
    assert deadly.tries == 3
    assert [one.result for one in others] == [1, 4]


def test_a_task_that_kills_a_cluster_s_workers_is_given_up_and_the_others_are_not(cluster: Any) -> None:
    # Dask's scheduler gives up at the fourth death; starting workers anew takes seconds.
    cluster.scheduler.allowed_failures = 0
    tasks = [("die", 0), ("square", 1), ("square", 2)]
    deadly, *others = in_order(tasks, cluster=cluster.scheduler_address, tries=1)
    assert (deadly.result, deadly.tries) == (None, 1)
    assert "ended without a result" in str(deadly.error)
    assert [one.result for one in others] == [1, 4]


def test_there_are_as_many_processes_as_are_asked_for() -> None:
    pids = {one.result for one in in_order([("process", number) for number in range(12)], workers=2)}
    assert 1 <= len(pids) <= 2
    assert multiprocessing.current_process().pid not in pids
    assert all(is_gone(pid) for pid in pids)


def test_tasks_are_taken_as_processes_become_free_and_results_come_as_they_are_there() -> None:
    taken = []

    def endless() -> Iterator[tuple[str, int]]:
        while True:
            taken.append(len(taken))
            yield "square", taken[-1]

    results = run_side_by_side(do, endless(), workers=1)
    assert [next(results).result for _ in range(3)] == [0, 1, 4]
    assert len(taken) <= 4
    results.close()


def test_closing_the_iterator_ends_a_task_in_the_middle(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    results = run_side_by_side(do, [("square", 1), ("linger", str(mark))], workers=1)
    assert next(results).result == 1
    wait_until(lambda: mark.exists() and mark.read_text() != "")
    pid = int(mark.read_text())
    assert not is_gone(pid)
    results.close()
    assert is_gone(pid)


SCRIPT = """
import sys
from lab_utils.side_by_side import run_side_by_side
from tests.side_by_side_tasks import do
if __name__ == "__main__":
    tasks = [("square", 1), ("linger", sys.argv[1]), ("linger", sys.argv[2])]
    done = run_side_by_side(do, tasks, workers=2)
    next(done)
    {rest}
"""


def lingering(folder: Path, rest: str) -> tuple[subprocess.Popen[str], list[int]]:
    """Start a program whose two processes are in the middle of their tasks; return it and their numbers."""
    script, marks = folder / "a program.py", [folder / "one", folder / "two"]
    script.write_text(SCRIPT.format(rest=rest))
    program = subprocess.Popen(
        [sys.executable, str(script), *map(str, marks)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_until(lambda: all(mark.exists() and mark.read_text() for mark in marks))
    return program, [int(mark.read_text()) for mark in marks]


@ON_POSIX
@pytest.mark.parametrize("how", ["SIGINT", "SIGKILL", "SIGTERM"])
def test_a_program_that_is_stopped_leaves_no_process_behind(how: str, tmp_path: Path) -> None:
    program, pids = lingering(tmp_path, "next(done)")
    program.send_signal(getattr(signal, how))
    words = program.communicate(timeout=300)[1]
    wait_until(lambda: all(map(is_gone, pids)))
    assert words.count("Traceback") == (1 if how == "SIGINT" else 0)


@ON_POSIX
def test_a_program_that_ends_in_the_middle_of_its_loop_leaves_no_process_behind(tmp_path: Path) -> None:
    # When both processes are at work it is told to end.
    program, pids = lingering(tmp_path, "input(); sys.exit(7)")
    program.communicate("\n", timeout=300)
    assert program.returncode == 7
    wait_until(lambda: all(map(is_gone, pids)))


def test_what_cannot_work_is_said_at_once() -> None:
    with pytest.raises(TypeError, match="put it into a module"):
        run_side_by_side(lambda task: task, [1])
    for wrong in ({"workers": 0}, {"workers": 2, "cluster": "tcp://127.0.0.1:1"}):
        with pytest.raises(ValueError, match="workers"):
            run_side_by_side(do, [], **wrong)  # type: ignore[arg-type]


def test_an_address_without_a_scheduler_gets_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lab_utils.side_by_side._cluster._CONNECT_SECONDS", 0.5)
    with pytest.raises(ClusterError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9; start one"):
        list(run_side_by_side(do, [("square", 1)], cluster="tcp://127.0.0.1:9"))


@pytest.mark.parametrize("address", ["nowhere", "tcp://nowhere", "http://127.0.0.1:8786", "one:two", ""])
def test_what_is_no_address_gets_one_sentence_and_no_client(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("distributed.Client", None)
    with pytest.raises(ClusterError, match=f"`{address}` is no address of a Dask scheduler.*start one"):
        list(run_side_by_side(do, [("square", 1)], cluster=address))


def test_a_cluster_without_workers_gets_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr("lab_utils.side_by_side._cluster._WORKERS_SECONDS", 0.5)
    with (
        LocalCluster(n_workers=0, dashboard_address=":0") as empty,
        pytest.raises(ClusterError, match="has no workers"),
    ):
        list(run_side_by_side(do, [("square", 1)], cluster=empty.scheduler_address))
