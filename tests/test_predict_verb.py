"""`python lab.py predict`: what it prints for a picture, and the status that it leaves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from commands.__main__ import main
from lab_utils import experiments
from lab_utils.experiments import RunError
from lab_utils.preparation import prepare_digit
from lab_utils.split import split_lab_digits
from lab_utils.training import lab_network

LAB = Path(__file__).resolve().parent.parent


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Save a held-out digit as a picture of dark ink on light paper."""
    path = tmp_path / "mein é 7.png"
    image = 1 - split_lab_digits().X_test[0].reshape(20, 20)
    large = np.pad(np.kron(image, np.ones((9, 9))), 20, constant_values=1)
    Image.fromarray((255 * large).astype(np.uint8)).save(path)
    return path


class FakeRun:
    """Stands for a trained run: sure of the digit 3."""

    def probabilities(self, X: np.ndarray) -> np.ndarray:
        assert X.shape == (1, 400)
        return np.array([[0.02, 0, 0, 0.75, 0, 0, 0, 0, 0.23, 0]])


def test_it_prints_the_digit_that_the_network_reads_and_ten_lines(
    picture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logits = lab_network()(prepare_digit(picture).x[np.newaxis]).numpy()[0].astype(float)
    expected = np.exp(logits - logits.max()) / np.exp(logits - logits.max()).sum()
    capsys.readouterr()
    assert main(["predict", str(picture)]) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first == f"This is a {logits.argmax()}, with a probability of {expected.max():.1%}."
    assert [line.split()[:2] for line in lines] == [[str(d), f"{p:.1%}"] for d, p in enumerate(expected)]


def test_a_run_answers_where_one_is_named(
    picture: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(experiments, "load_run", lambda name: asked.append(name) or FakeRun())
    assert main(["predict", str(picture), "--model", "cnn"]) == 0
    assert asked == ["cnn"]
    assert capsys.readouterr().out.splitlines() == [
        "This is a 3, with a probability of 75.0%.",
        "0    2.0%  #",
        "1    0.0%",
        "2    0.0%",
        "3   75.0%  ##############################",
        "4    0.0%",
        "5    0.0%",
        "6    0.0%",
        "7    0.0%",
        "8   23.0%  #########",
        "9    0.0%",
    ]


def test_a_run_that_is_not_there_is_one_line_and_status_2(
    picture: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGIT_LAB_RUNS", str(tmp_path / "runs"))
    with pytest.raises(RunError) as missing:
        experiments.load_run("cn")
    assert main(["predict", str(picture), "--model", "cn"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == f"lab.py: {str(missing.value).rstrip('.')}\n"


def test_what_is_to_be_known_about_the_picture_comes_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = np.zeros((40, 200), np.uint8)
    wide[10:30, 10:190:20] = 255
    Image.fromarray(wide).save(tmp_path / "row.png")
    monkeypatch.setattr(experiments, "load_run", lambda name: FakeRun())
    assert main(["predict", str(tmp_path / "row.png"), "--model", "cnn"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first == "Note: The ink is much wider than high: is it one digit, and upright?"


def test_a_bad_picture_is_one_line_and_status_2_without_tensorflow(tmp_path: Path) -> None:
    (tmp_path / "note.png").write_text("no picture", encoding="utf-8")
    code = (
        "import sys; from commands.__main__ import main; "
        f"status = main(['predict', {str(tmp_path / 'note.png')!r}]); "
        "print(status, 'tensorflow' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=LAB, capture_output=True, text=True)
    assert done.stdout == "2 False\n"
    assert done.stderr == ("lab.py: note.png is a text file, whatever its name says: name an image file\n")


@pytest.mark.parametrize("arguments", [[], ["a.png", "b.png"], ["a.png", "--modle", "cnn"]])
def test_a_wrong_call_is_one_line_that_says_what_to_type(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["predict", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("lab.py: ") and "predict --help" in line
