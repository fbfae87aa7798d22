"""The lab's split, and the network that is trained once and kept."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lab_utils.data import load_digits
from lab_utils.network import build_lab_network, compile_lab_network
from lab_utils.split import split_lab_digits
from lab_utils.training import _kept, _recipe, lab_network, runs_folder

TRAINS = "Training the lab's network, once"


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a folder of its own for trained networks."""
    folder = tmp_path / "runs"
    monkeypatch.setenv("DIGIT_LAB_RUNS", str(folder))
    return folder


@pytest.fixture
def untrained(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the training out where the test is about keeping."""
    monkeypatch.setattr(_recipe, "train_lab_network", not_trained)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Train one epoch: enough to tell one network from another."""
    monkeypatch.setattr(_recipe, "EPOCHS", 1)


def not_trained() -> Any:
    model = compile_lab_network(build_lab_network())
    model.optimizer.build(model.trainable_variables)
    return model


def weights(model: Any) -> list[np.ndarray]:
    return list(model.get_weights())


def same(one: list[np.ndarray], other: list[np.ndarray]) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_the_three_parts_have_their_sizes_and_as_many_of_each_digit() -> None:
    digits = split_lab_digits()
    assert digits.X_train.shape == (3200, 400) and digits.X_train.dtype == np.float32
    assert digits.X_val.shape == (800, 400)
    assert digits.X_test.shape == (1000, 400)
    for y, each in ((digits.y_train, 320), (digits.y_val, 80), (digits.y_test, 100)):
        assert y.shape == (10 * each, 1) and y.dtype == np.int64
        assert np.bincount(y[:, 0]).tolist() == [each] * 10
        assert (np.diff(y[:, 0]) < 0).any(), "the part is sorted by digit"


def test_the_three_parts_are_all_digits_each_once_with_its_own_label() -> None:
    X, y = load_digits()
    digits = split_lab_digits()
    parts = np.concatenate([digits.X_train, digits.X_val, digits.X_test])
    labels = np.concatenate([digits.y_train, digits.y_val, digits.y_test])

    def rows(X: np.ndarray, y: np.ndarray) -> list[bytes]:
        return sorted(row.tobytes() + bytes(label.tolist()) for row, label in zip(X, y, strict=True))

    assert rows(parts, labels) == rows(X, y)


def test_the_split_is_the_same_on_every_call_whatever_the_global_seed_is() -> None:
    np.random.seed(1)
    first = split_lab_digits()
    np.random.seed(2)
    again = split_lab_digits()
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))


def test_the_network_is_trained_once_and_has_at_least_90_percent_on_held_out_digits(
    runs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = lab_network()
    assert capsys.readouterr().out.count(TRAINS) == 1
    digits = split_lab_digits()
    accuracy = np.mean(np.argmax(model(digits.X_test), axis=1) == digits.y_test[:, 0])
    assert accuracy >= 0.9

    again = lab_network()
    assert capsys.readouterr().out == ""
    assert again is not model
    assert same(weights(model), weights(again))
    assert int(again.optimizer.iterations) == 40 * 100
    assert again.loss.from_logits


def test_training_leaves_every_global_random_state_as_it_was(runs: Path, short: None) -> None:
    import keras
    import tensorflow as tf

    def drawn() -> list[float]:
        draws = (tf.random.uniform(()), keras.random.uniform(()), random.random(), np.random.random())
        return [float(draw) for draw in draws]

    keras.utils.set_random_seed(5)
    undisturbed = drawn()
    keras.utils.set_random_seed(5)
    lab_network()
    assert drawn() == undisturbed


def test_the_same_weights_come_out_whatever_the_global_seed_is(short: None) -> None:
    import keras

    keras.utils.set_random_seed(1)
    first = weights(_recipe.train_lab_network())
    keras.utils.set_random_seed(2)
    assert same(first, weights(_recipe.train_lab_network()))


def cut(runs: Path) -> None:
    file = runs / "lab_network.keras"
    file.write_bytes(file.read_bytes()[:-100])


def flip_a_bit(runs: Path) -> None:
    file = runs / "lab_network.keras"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def leave_half_of_the_facts(runs: Path) -> None:
    file = runs / "lab_network.json"
    file.write_text(file.read_text(encoding="utf-8")[:40], encoding="utf-8")


def lose_the_facts(runs: Path) -> None:
    (runs / "lab_network.json").unlink()


def lose_the_network(runs: Path) -> None:
    (runs / "lab_network.keras").unlink()


@pytest.mark.parametrize(
    "damage", [cut, flip_a_bit, leave_half_of_the_facts, lose_the_facts, lose_the_network]
)
def test_a_damaged_network_is_made_anew(
    damage: Callable[[Path], None], runs: Path, untrained: None, capsys: pytest.CaptureFixture[str]
) -> None:
    first = weights(lab_network())
    damage(runs)
    capsys.readouterr()
    assert same(first, weights(lab_network()))
    assert TRAINS in capsys.readouterr().out
    lab_network()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("part", ["code", "digits", "keras"])
def test_a_network_of_other_code_digits_or_libraries_is_made_anew(
    part: str,
    runs: Path,
    untrained: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    lab_network()
    now = _kept.fingerprint()
    monkeypatch.setattr(_kept, "fingerprint", lambda: {**now, part: "another"})
    capsys.readouterr()
    lab_network()
    assert TRAINS in capsys.readouterr().out


def test_the_fingerprint_follows_the_code_but_not_its_line_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "network.py"

    def with_code(code: bytes) -> dict[str, str]:
        module.write_bytes(code)
        monkeypatch.setattr(_kept, "_CODE", (str(module),))
        return _kept.fingerprint()

    assert with_code(b"units = 25\n") == with_code(b"units = 25\r\n")
    assert with_code(b"units = 25\n") != with_code(b"units = 26\n")


def test_a_training_that_is_interrupted_leaves_nothing_that_counts(
    runs: Path, untrained: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(_kept, "_keep", interrupted)
        with pytest.raises(KeyboardInterrupt):
            lab_network()
    capsys.readouterr()
    lab_network()
    assert TRAINS in capsys.readouterr().out
    assert sorted(file.name for file in runs.iterdir() if not file.name.startswith(".")) == [
        "lab_network.json",
        "lab_network.keras",
    ]


def test_a_folder_that_cannot_be_written_still_gives_a_network(
    tmp_path: Path, untrained: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "runs"
    in_the_way.write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("DIGIT_LAB_RUNS", str(in_the_way))
    assert lab_network()(np.zeros((1, 400), dtype=np.float32)).shape == (1, 10)
    assert "cannot be kept in runs/" in capsys.readouterr().out


def test_two_kernels_that_ask_at_once_train_it_once(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trainings = []

    def slowly() -> Any:
        trainings.append(time.sleep(0.3))
        return not_trained()

    monkeypatch.setattr(_recipe, "train_lab_network", slowly)
    # Each asks with a lock of its own, so that two threads are to it what two kernels are.
    with ThreadPoolExecutor(2) as kernels:
        first, second = kernels.map(lambda _: lab_network(), range(2))
    assert len(trainings) == 1
    assert same(weights(first), weights(second))


def test_the_folder_is_runs_unless_the_environment_names_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIGIT_LAB_RUNS", raising=False)
    assert runs_folder() == Path(_kept.__file__).resolve().parents[2] / "runs"


def test_asking_for_the_folder_imports_neither_keras_nor_scikit_learn() -> None:
    code = (
        "import sys, lab_utils.training, lab_utils.split\n"
        "assert not {'keras', 'tensorflow', 'sklearn', 'filelock'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300)


def test_steps_taken_in_one_go_change_no_number() -> None:
    digits = split_lab_digits()
    X, y = digits.X_train[:320], digits.y_train[:320]

    def trained(steps: int) -> Any:
        model = compile_lab_network(build_lab_network(), steps_per_execution=steps)
        model.fit(X, y, epochs=2, shuffle=False, verbose=0)
        return model

    one, five = trained(1), trained(5)
    assert int(one.optimizer.iterations) == int(five.optimizer.iterations) == 20
    assert all(np.allclose(a, b, atol=1e-6) for a, b in zip(weights(one), weights(five), strict=True))
