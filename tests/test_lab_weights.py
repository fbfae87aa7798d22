"""The lab network's weights as NumPy arrays: the same network, kept, and read without TensorFlow."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lab_utils.network import build_lab_network, compile_lab_network
from lab_utils.numpy_network import forward
from lab_utils.training import _kept, _recipe, kept_weights, lab_network, lab_weights


def not_trained() -> Any:
    model = compile_lab_network(build_lab_network())
    model.optimizer.build(model.trainable_variables)
    return model


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a folder of its own, and networks that are not trained."""
    monkeypatch.setattr(_recipe, "train_lab_network", not_trained)
    monkeypatch.setenv("DIGIT_LAB_RUNS", str(tmp_path / "runs"))
    return tmp_path / "runs"


def test_they_give_the_logits_that_keras_gives(runs: Path) -> None:
    X = np.random.default_rng(0).random((50, 400), dtype=np.float32)
    logits = forward(X, lab_weights())["Z3"]
    np.testing.assert_allclose(logits, lab_network()(X), atol=1e-5)


def test_once_kept_they_are_read_without_tensorflow(runs: Path) -> None:
    weights = lab_weights()
    code = (
        "import sys; from lab_utils.training import lab_weights; print(*lab_weights())\n"
        "assert not {'keras', 'tensorflow', 'sklearn'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == list(weights) == ["W1", "b1", "W2", "b2", "W3", "b3"]


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def flip_a_bit(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def leave_out_where_they_come_from(file: Path) -> None:
    with np.load(file) as content:
        weights = {name: content[name] for name in content if name != "fingerprint"}
    np.savez(file, **weights)


def put_an_object_in(file: Path) -> None:
    np.savez(file, **{**lab_weights(), "W1": np.array({"a": 1}, dtype=object)})


@pytest.mark.parametrize("damage", [cut, flip_a_bit, empty, leave_out_where_they_come_from, put_an_object_in])
def test_a_damaged_file_is_made_anew(damage: Callable[[Path], None], runs: Path) -> None:
    first = lab_weights()
    damage(runs / "lab_network.npz")
    assert kept_weights() is None
    again = lab_weights()
    assert all(np.array_equal(first[name], again[name]) for name in first)
    assert kept_weights() is not None


def test_weights_of_other_code_are_made_anew(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lab_weights()
    now = _kept.fingerprint()
    monkeypatch.setattr(_kept, "fingerprint", lambda: {**now, "code": "another"})
    assert kept_weights() is None


def test_a_folder_that_cannot_be_written_still_gives_weights(
    runs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs.write_text("a file where the folder should be", encoding="utf-8")
    weights: dict[str, Any] = lab_weights()
    assert [array.shape for array in weights.values()] == [(400, 25), (25,), (25, 15), (15,), (15, 10), (10,)]
    assert "cannot be kept" in capsys.readouterr().out
