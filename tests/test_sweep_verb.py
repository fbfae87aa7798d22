"""`python lab.py sweep`: real runs side by side, stopped in the middle and gone on with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from commands.__main__ import main
from lab_utils.data import places
from lab_utils.experiments import Quiet, kept_runs, load_experiments, load_run, run_experiment
from lab_utils.sweeps import RESULTS_FILE, kept_rows, plan, sweep
from tests.test_side_by_side import begun_on, wait_until

LAB = Path(__file__).resolve().parent.parent
# Two runs of the network in NumPy, which need no TensorFlow; the second leaves time to stop it.
# The second run takes long enough to be stopped in it, also where this test gets its turn late.
TINY = ["numpy", "--set", "epochs=1,400", "--set", "digits=1000", "--workers", "1"]


@pytest.fixture(autouse=True)
def no_mnist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGIT_LAB_RUNS", str(tmp_path / "runs"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(places, "DATA_FOLDER", tmp_path / "data")


def lines(folder: Path) -> list[str]:
    file = folder / RESULTS_FILE
    return file.read_text().splitlines() if file.exists() else []


def table(shown: str) -> list[list[str]]:
    """Return the printed table without its seconds, which no two trainings share."""
    rows = [line.split() for line in shown.split("\n\n")[1].splitlines()]
    return [[cell for cell in row if not cell.replace(".", "").isdigit() or "," in cell] for row in rows]


def expected(epochs: str, folder: Path) -> list[str]:
    """Return the row of a run that was trained here, alone and without a sweep."""
    settings = {"epochs": epochs, "digits": "1000"}
    experiment = load_experiments()["numpy"].with_settings(settings)
    scores = run_experiment(experiment, runs=folder / "alone", progress=Quiet()).scores
    words = ["numpy", f"epochs={epochs}", "digits=1000", "lab", "10,575"]
    return words + [f"{part.accuracy:.2%}" for part in (scores.train, scores.lab_test) if part]


def killed_after_the_first_run(folder: Path, how: signal.Signals) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "commands", "sweep", *TINY, "--out", str(folder)],
        cwd=LAB,
        env=dict(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_until(lambda: len(lines(folder)) == 1)
    program.send_signal(how)
    told = program.communicate(timeout=300)[1]
    assert len(lines(folder)) == 1
    if how == signal.SIGINT:
        assert told == "lab.py: stopped after 1 of 2 runs; the same command goes on from there\n"
        assert program.returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
@pytest.mark.parametrize("how", [signal.SIGINT, pytest.param(signal.SIGKILL, marks=pytest.mark.full)])
def test_a_stopped_sweep_goes_on_where_it_was_and_prints_the_table_of_both_runs(
    how: signal.Signals, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "sweep"
    killed_after_the_first_run(folder, how)
    (first,) = lines(folder)
    # A line that was cut while it was written must not hide the next.
    (folder / RESULTS_FILE).write_text(first + "\n" + first[:40])
    assert main(["sweep", *TINY, "--out", str(folder)]) == 0
    shown = capsys.readouterr().out
    assert "numpy epochs=1 digits=1000: finished before" in shown
    assert lines(folder)[0] == first
    assert len(kept_runs(folder)) == 2
    assert not list(folder.glob(".making-*"))
    assert table(shown)[1:] == [expected("1", tmp_path), expected("400", tmp_path)]


def test_the_table_says_what_the_runs_scored_and_a_changed_config_is_trained_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "a sweep é"
    once = ["sweep", "numpy", "--set", "epochs=1", "--set", "split=train", "--out", str(folder)]
    assert main([*once, "--set", "seed=1"]) == 0
    shown = capsys.readouterr().out
    (row,) = kept_rows(folder).values()
    scores = load_run(folder / row.run).scores
    assert scores.validation and scores.lab_test and (scores.mnist_test, row.mnist_test) == (None, None)
    accuracies = (scores.train.accuracy, scores.validation.accuracy, scores.lab_test.accuracy)
    assert (row.training, row.validation, row.test) == accuracies
    cells = ["10,575", f"{scores.seconds:.1f}", *(f"{share:.2%}" for share in accuracies)]
    assert ["numpy", "epochs=1", "split=train", "seed=1", "lab", *cells] in map(str.split, shown.splitlines())
    assert json.loads(lines(folder)[0]) == row.model_dump()
    assert main([*once, "--set", "seed=1,2"]) == 0
    assert [kept.settings["seed"] for kept in kept_rows(folder).values()] == ["1", "2"]
    assert len(kept_runs(folder)) == 2


def test_on_a_cluster_a_killed_worker_loses_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from distributed import Client, LocalCluster

    folder = tmp_path / "sweep"
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster,
        Client(cluster, set_as_default=False) as client,
    ):

        def kill_one_that_trains() -> None:
            # Both are at one: a worker that has not begun would lose nothing.
            wait_until(lambda: begun_on(client) == {0, 1})
            os.kill(cluster.workers[0].pid, signal.SIGTERM)

        killer = threading.Thread(target=kill_one_that_trains)
        killer.start()
        arguments = ["numpy", "--set", "epochs=20,21", "--cluster", cluster.scheduler_address]
        assert main(["sweep", *arguments, "--out", str(folder)]) == 0
        killer.join()
    shown = capsys.readouterr().out
    assert [row[1] for row in table(shown)[1:]] == ["epochs=20", "epochs=21"]
    assert sorted(row.tries for row in kept_rows(folder).values()) == [1, 2]
    assert shown.count("begun 2 times because a process ended") == len(lines(folder)) - 1 == 1


def test_one_bad_run_does_not_stop_the_others_and_is_tried_again_next_time(tmp_path: Path) -> None:
    short = load_experiments()["numpy"].with_settings({"epochs": "1", "digits": "100"})
    well, bad = plan([short]), plan([short.with_settings({"seed": "1"})], mnist=tmp_path / "nothing")
    first, second = sweep([*bad, *well], tmp_path, workers=1)
    assert str(first.error).startswith("DataError: ") and second.row and not second.earlier
    earlier, again = sweep([*bad, *well], tmp_path, workers=1)
    assert earlier.earlier and earlier.row == second.row and again.error == first.error
    assert [row.key for row in kept_rows(tmp_path).values()] == [well[0].key]


def test_a_sweep_with_a_run_that_failed_leaves_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["numpy", "--workers", "1", "--mnist", str(tmp_path / "nothing"), "--out", str(tmp_path)]
    assert main(["sweep", *arguments]) == 1
    assert "[1/1] numpy: failed: DataError: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["numpi"], "there is no experiment `numpi`. Did you mean `numpy`?"),
        (["numpy", "--set", "epoch=1"], "Did you mean `epochs`?"),
        (["numpy", "--set", "epochs"], "--set takes KEY=V1,V2"),
        (["numpy", "--workers", "2", "--cluster", "tcp://127.0.0.1:9"], "--workers is for this machine"),
        (["numpy", "--cluster", "no address"], "`no address` is no address of a Dask scheduler"),
        (["--config", "missing.toml"], "there is no such file"),
    ],
)
def test_what_cannot_be_swept_is_one_line(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("lab_utils.side_by_side._cluster._CONNECT_SECONDS", 0.5)
    assert main(["sweep", *arguments, "--out", str(tmp_path)]) == 2
    told = capsys.readouterr().err.strip()
    assert words in told and "\n" not in told
    assert lines(tmp_path) == []


def test_a_folder_that_another_sweep_writes_into_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from lab_utils._shared_file import turn_at

    monkeypatch.setattr("lab_utils.sweeps._running._PATIENCE", 0.1)
    with turn_at(tmp_path / RESULTS_FILE):
        assert main(["sweep", "numpy", "--out", str(tmp_path)]) == 2
    assert "name another folder" in capsys.readouterr().err


def test_every_combination_is_planned_once_and_told_apart_by_what_is_trained() -> None:
    lab = load_experiments()["lab"]
    planned = plan([lab], {"epochs": ["5", "10", "5"], "seed": ["0", "1"]})
    assert [run.label for run in planned] == [
        "lab epochs=5 seed=0",
        "lab epochs=5 seed=1",
        "lab epochs=10 seed=0",
        "lab epochs=10 seed=1",
    ]
    assert plan([lab], mnist="here")[0].key != plan([lab])[0].key
    assert plan([lab], {"seed": ["0"]})[0].key == plan([lab])[0].key
