"""`python lab.py data`: what it says and the status that it leaves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from commands.__main__ import main
from lab_utils.data import _digits, _download, load_digits, places


@pytest.fixture(autouse=True)
def no_mnist_and_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "DATA_FOLDER", tmp_path / "data")
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    for proxy in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(proxy, raising=False)
    closed = _download.RemoteFile("http://127.0.0.1:9/mnist.npz", "0" * 64)
    monkeypatch.setattr(_download, "MNIST", closed)


def put_mnist(folder: Path) -> None:
    folder.mkdir()
    X, y = np.zeros((3, 28, 28), np.uint8), np.zeros(3, np.uint8)
    np.savez(folder / "mnist.npz", x_train=X, y_train=y, x_test=X[:2], y_test=y[:2])


def test_it_shows_what_is_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data"]) == 0
    shown = capsys.readouterr().out
    assert "5,000, 500 of each digit; the checksum is right" in shown
    assert "MNIST: not here" in shown and "python lab.py data --mnist" in shown


def test_it_finds_and_reads_mnist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put_mnist(tmp_path / "data")
    for arguments in (["data"], ["data", "--mnist"]):
        assert main(arguments) == 0
        assert "3 to train on and 2 to test on" in capsys.readouterr().out


def test_damaged_files_end_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put_mnist(tmp_path / "data")
    whole = (tmp_path / "data" / "mnist.npz").read_bytes()
    (tmp_path / "data" / "mnist.npz").write_bytes(whole[:300])
    assert main(["data"]) == 1
    assert main(["data", "--mnist"]) == 1
    (tmp_path / "data" / "mnist.npz").unlink()
    monkeypatch.setattr(_digits, "DIGITS_FILE", tmp_path / "gone.npz")
    assert main(["data"]) == 1
    assert "git checkout -- data/digits.npz" in capsys.readouterr().err


def test_fetching_without_a_network_ends_in_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "--mnist"]) == 2
    assert "no connection" in capsys.readouterr().err


def test_own_digits_are_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    X, y = load_digits()
    path = tmp_path / "mine.npz"
    np.savez(path, X=X[::1000] * 1.1 - 0.05, y=y[::1000])
    assert main(["data", "--own", str(path), "--order", "F"]) == 0
    shown = capsys.readouterr().out
    assert "X (5, 400) float32" in shown and "1 of 0, 1 of 2, 1 of 4" in shown
    assert "Note: X in mine.npz: pixels from -0.05 to 1.05 were clipped" in shown
    np.savez(path, X=X[::1000] * 255, y=y[::1000])
    assert main(["data", "--own", str(path)]) == 1
    assert "divide by 255" in capsys.readouterr().err


def test_a_wrong_call_ends_in_two(tmp_path: Path) -> None:
    assert main(["data", "--own", str(tmp_path / "nowhere.npz")]) == 2
    assert main(["data", "--order", "Z"]) == 2
    assert main(["data", "mnist"]) == 2
