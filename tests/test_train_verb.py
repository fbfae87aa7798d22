"""`python lab.py train`: what it prints, what it keeps and the status that it leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from commands import train
from commands.__main__ import main
from lab_utils import quiet_tensorflow
from lab_utils.data import places
from lab_utils.experiments import EXPERIMENTS_FILE, RunError, kept_runs, load_experiments, load_run
from tests.mnist_test_folder import mnist_test_folder

LAB = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a folder of its own for runs, and no MNIST."""
    folder = tmp_path / "runs"
    monkeypatch.setenv("DIGIT_LAB_RUNS", str(folder))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(places, "DATA_FOLDER", tmp_path / "data")
    return folder


def never(*args: Any, **settings: Any) -> Any:
    raise AssertionError("nothing should be trained")


@pytest.fixture
def untrained(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make sure that nothing is trained."""
    monkeypatch.setattr(train, "run_experiment", never)


def test_without_a_name_it_lists_the_experiments_a_line_each(
    untrained: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train"]) == 0
    shown = capsys.readouterr().out.splitlines()
    for line, (name, experiment) in zip(shown, load_experiments().items(), strict=False):
        assert line.split() == [name, *experiment.summary.split()]
    assert shown[-1] == "Train one: python lab.py train lab"


def test_it_trains_prints_keeps_and_trains_the_same_again_from_the_kept_config(
    runs: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # All of the process's standard error: TensorFlow's greetings don't go through Python.
    assert main(["train", "sgd", "--set", "epochs=2", "--set", "layers.0.units=12"]) == 0
    run = load_run("sgd")
    assert run.config.epochs == 2 and run.config.parameters == 401 * 12 + 13 * 15 + 16 * 10
    shown, noise = capfd.readouterr()
    assert noise == ""
    rows = [line.split() for line in shown.splitlines()]
    for name, part in run.scores.parts().items():
        assert [name, f"{part.digits:,}", f"{part.accuracy:.2%}", f"{part.loss:.3f}"] in rows
    assert [row[0] for row in rows if row[:1] and row[0] in ("training", "validation", "test")] == [
        "training",
        "validation",
        "test",
    ]
    held_out = run.scores.lab_test
    assert held_out is not None
    for digit in range(10):
        values = (held_out.precision[digit], held_out.recall[digit], held_out.f1[digit])
        assert [str(digit), *(f"{value:.3f}" for value in values)] in rows
    assert "5,167 parameters, 2 epochs." in shown and str(run.folder) in shown and " s on the lab's" in shown

    elsewhere = tmp_path / "elsewhere"
    arguments = ["train", "--config", str(run.folder / "config.toml"), "--runs", str(elsewhere)]
    assert main(arguments) == 0
    again = load_run("sgd", runs=elsewhere)
    assert again.config == run.config and again.history == run.history
    assert again.scores.parts() == run.scores.parts()
    assert [folder.parent for folder in kept_runs()] == [runs]


def test_validation_digits_that_were_learned_from_get_no_score(
    runs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "numpy", "--set", "epochs=1"]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("validation")]
    assert "learned from" in line and "--set split=train" in line and "%" not in line


def test_a_file_of_ones_own_is_listed_or_trained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    trained = []

    def note_it(experiment: Any, **settings: Any) -> Any:
        trained.append((experiment.name, experiment.epochs))
        raise RunError("that is all")

    monkeypatch.setattr(train, "run_experiment", note_it)
    own = tmp_path / "my experiments.toml"
    text = EXPERIMENTS_FILE.read_text(encoding="utf-8")
    own.write_text(text + '\n[mine]\nlike = "lab"\nepochs = 3\n', encoding="utf-8")
    assert main(["train", "--config", str(own)]) == 0
    assert "mine " in capsys.readouterr().out
    assert main(["train", "mine", "--config", str(own)]) == 2
    assert trained == [("mine", 3)]
    assert capsys.readouterr().err == "lab.py: that is all\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["labb"], "there is no experiment `labb`. Did you mean `lab`?"),
        (["lab", "--set", "epochz=5"], "set epochz=5: there is no key `epochz`. Did you mean"),
        (["lab", "--set", "epochs"], "--set takes KEY=VALUE, as in --set epochs=5, and got `epochs`"),
        (["lab", "--set", "learning_rate=-1"], "`learning_rate` must be a number above 0"),
        (["--set", "epochs=5"], "--set changes an experiment: name one"),
        (["lab", "--config", "nowhere.toml"], "there is no such file"),
        (["lab", "--sett", "epochs=5"], "--sett"),
        (["lab", "--set"], "requires an argument; type: python lab.py train --help"),
        (["lab", "wide"], "wide"),
    ],
)  # fmt: skip
def test_a_wrong_call_ends_in_two_with_one_line(
    arguments: list[str], said: str, untrained: None, runs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", *arguments]) == 2
    shown, line = capsys.readouterr()
    assert said in line and line.count("\n") == 1 and shown == ""
    assert not runs.exists()


def test_a_place_without_mnist_ends_in_two(
    tmp_path: Path, runs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "lab", "--mnist", str(tmp_path / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err
    assert not runs.exists()


def test_ctrl_c_says_what_was_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(experiment: Any, *, progress: Any, **settings: Any) -> Any:
        progress.start(experiment.name, experiment.epochs)
        progress.epoch(1, {"loss": 1.0, "accuracy": 0.5})
        progress.epoch(2, {"loss": 0.9, "accuracy": 0.6})
        progress.stop()
        raise KeyboardInterrupt

    monkeypatch.setattr(train, "run_experiment", stopped)
    assert main(["train", "lab"]) == 2
    assert capsys.readouterr().err == (
        "lab.py: stopped after 2 of 40 epochs: nothing of this run was kept, "
        "and all earlier runs are as they were\n"
    )


def test_the_bar_is_drawn_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, drawn in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        bar = train._Bar()
        bar.start("lab", 2)
        for done in (1, 2):
            bar.epoch(done, {"loss": 1.0, "accuracy": 0.5})
        bar.stop()
        assert bar.done == 2
        assert ("2/2" in stream.getvalue() and "accuracy=0.500" in stream.getvalue()) == drawn
        assert drawn or stream.getvalue() == ""


def test_the_test_images_of_mnist_are_scored_where_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    folder = mnist_test_folder()
    assert main(["train", "numpy", "--set", "epochs=1", "--mnist", str(folder)]) == 0
    assert "MNIST test   10,000" in capsys.readouterr().out


def test_listing_loads_no_tensorflow() -> None:
    code = (
        "import sys; from commands.__main__ import main; assert main(['train']) == 0\n"
        "assert not {'keras', 'tensorflow', 'sklearn', 'matplotlib'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300, cwd=LAB, capture_output=True)


def test_a_ctrl_c_while_tensorflow_loads_is_heard_afterwards() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), quiet_tensorflow._later_interrupt():
        signal.raise_signal(signal.SIGINT)
        done.append("the import")
    assert done == ["the import"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.full
@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to whole groups of processes")
def test_a_real_ctrl_c_ends_in_two_and_leaves_no_folder(runs: Path) -> None:
    command = [sys.executable, "-m", "commands", "train", "cnn", "--set", "epochs=9999"]
    process = subprocess.Popen(command, cwd=LAB, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not (runs.exists() and list(runs.iterdir())):
        assert process.poll() is None
        time.sleep(0.1)
    time.sleep(15)
    process.send_signal(signal.SIGINT)
    try:
        _, said = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == 2
    assert said.startswith("lab.py: stopped after ") and "nothing of this run was kept" in said
    assert list(runs.iterdir()) == []
