"""Runs: each shipped experiment is trained, scored, kept and brought back."""

from __future__ import annotations

import json
import pickle
import shutil
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.ndimage
import scipy.special
import sklearn.metrics
from PIL import Image

from lab_utils.data import DataError, _download, places
from lab_utils.experiments import (
    EXPERIMENTS_FILE,
    Progress,
    Quiet,
    Run,
    RunError,
    _augmenting,
    _keeping,
    _running,
    kept_runs,
    load_experiments,
    load_run,
    run_experiment,
)
from lab_utils.experiments._digits import digits_for
from lab_utils.experiments._form import Augmentation
from lab_utils.fingerprints import file_sha256
from lab_utils.network import build_lab_network, compile_lab_network
from lab_utils.preparation import as_mnist
from lab_utils.split import LabDigits, split_lab_digits
from lab_utils.training import _recipe
from tests.mnist_test_folder import mnist_test_folder

SHIPPED = load_experiments()
FILES = {"config.toml", "scores.json", "loss.png", "confusion_matrix.png", "misclassified.png"}


class Told(Quiet):
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def note(self, text: str) -> None:
        self.heard.append(text)


@pytest.fixture(scope="module", autouse=True)
def no_mnist_and_no_network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        nowhere = tmp_path_factory.mktemp("nowhere")
        patch.setattr(places, "DATA_FOLDER", nowhere)
        patch.setenv("KERAS_HOME", str(nowhere))
        for proxy in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
            patch.delenv(proxy, raising=False)
        closed = _download.RemoteFile("http://127.0.0.1:9/mnist.npz", "0" * 64)
        patch.setattr(_download, "MNIST", closed)
        yield


@pytest.fixture(scope="module")
def digits() -> LabDigits:
    return split_lab_digits()


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """Train every shipped experiment for one epoch, where no other test has left a figure open."""
    import matplotlib.pyplot as plt

    plt.close("all")
    runs = tmp_path_factory.mktemp("runs")
    return {
        name: run_experiment(each.with_settings({"epochs": 1}), runs=runs, progress=Quiet())
        for name, each in SHIPPED.items()
    }


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the pictures out where a test is about numbers: they take as long as an epoch."""
    monkeypatch.setattr(_running, "_draw", lambda *args: None)


@pytest.fixture(scope="module")
def runs(trained: dict[str, Run]) -> Path:
    return trained["lab"].folder.parent


def weights(run: Run) -> list[np.ndarray]:
    return list(run.model.get_weights())


def same(one: list[np.ndarray], other: list[np.ndarray], atol: float = 0) -> bool:
    return all(np.allclose(a, b, rtol=0, atol=atol) for a, b in zip(one, other, strict=True))


def without_times(run: Run) -> dict[str, Any]:
    return run.scores.model_dump(exclude={"seconds", "model_sha256"})


@pytest.mark.parametrize("name", SHIPPED)
def test_each_shipped_experiment_is_trained_scored_and_brought_back(
    name: str, trained: dict[str, Run], runs: Path, digits: LabDigits
) -> None:
    run = load_run(name, runs=runs)
    assert (run.name, run.folder, run.config) == (name, trained[name].folder, trained[name].config)
    model = "model.npz" if name == "numpy" else "model.keras"
    assert {file.name for file in run.folder.iterdir()} == FILES | {model}

    truth, shares = digits.y_test[:, 0], run.probabilities(digits.X_test)
    assert shares.shape == (1000, 10)
    assert np.allclose(shares.sum(axis=1), 1) and shares.min() >= 0
    scores, read = run.scores.lab_test, shares.argmax(axis=1)
    assert scores is not None
    report = sklearn.metrics.classification_report(truth, read, output_dict=True, zero_division=0)
    assert scores.accuracy == pytest.approx(report["accuracy"]) and scores.accuracy > 0.5
    for digit in range(10):
        row = report[str(digit)]
        assert scores.precision[digit] == pytest.approx(row["precision"])
        assert scores.recall[digit] == pytest.approx(row["recall"])
        assert scores.f1[digit] == pytest.approx(row["f1-score"])
    assert scores.confusion == sklearn.metrics.confusion_matrix(truth, read).tolist()
    assert scores.loss == pytest.approx(sklearn.metrics.log_loss(truth, shares), rel=1e-5)


@pytest.mark.parametrize("name", SHIPPED)
def test_parameters_are_those_of_the_trained_network(name: str, trained: dict[str, Run]) -> None:
    model = trained[name].model
    counted = sum(w.size for w in model.values()) if name == "numpy" else model.count_params()
    assert trained[name].scores.parameters == SHIPPED[name].parameters == counted


def test_the_parts_have_the_sizes_that_the_split_says(trained: dict[str, Run]) -> None:
    def sizes(name: str) -> dict[str, int]:
        return {part: scores.digits for part, scores in trained[name].scores.parts().items()}

    assert sizes("sgd") == {"training": 3200, "validation": 800, "test": 1000}
    assert sizes("cnn") == {"training": 4000, "test": 1000}
    assert set(trained["sgd"].history) == {"loss", "accuracy", "val_loss", "val_accuracy"}
    assert set(trained["cnn"].history) == {"loss", "accuracy"}


def test_fewer_digits_are_as_many_of_each_and_part_of_more() -> None:
    def chosen(count: int) -> Any:
        return digits_for(SHIPPED["lab"].with_settings({"digits": count})).train

    few, more = chosen(103), chosen(1000)
    assert np.bincount(few.y).tolist() == [11, 11, 11, *[10] * 7]
    assert np.bincount(more.y).tolist() == [100] * 10
    assert (np.diff(few.y) < 0).any(), "the digits are sorted"
    assert {image.tobytes() for image in few.X} < {image.tobytes() for image in more.X}
    assert len(chosen(4000).y) == 4000


def test_the_layers_are_those_of_the_config(trained: dict[str, Run]) -> None:
    model, config = trained["cnn"].model, SHIPPED["cnn"]
    assert model.input_shape == (None, config.input, config.input, 1)
    built = [layer.get_config() for layer in model.layers]
    assert len(built) == len(config.layers)
    for layer, said in zip(built, config.layers, strict=True):
        if said.kind == "conv":
            assert (layer["filters"], layer["kernel_size"]) == (said.filters, (said.kernel, said.kernel))
            assert (layer["padding"], layer["activation"]) == (said.padding, said.activation)
        if said.kind == "max_pool":
            assert layer["pool_size"] == (said.size, said.size)
        if said.kind == "dropout":
            assert layer["rate"] == said.rate
        if said.kind == "dense":
            assert (layer["units"], layer["activation"]) == (said.units, said.activation)


def test_probabilities_follow_from_what_the_output_gives(trained: dict[str, Run], digits: LabDigits) -> None:
    rows = digits.X_test[:50]

    def outputs(name: str, images: np.ndarray) -> np.ndarray:
        return np.asarray(trained[name].model(images))

    for_logits = scipy.special.softmax(outputs("lab", rows).astype(float), axis=1)
    assert np.allclose(trained["lab"].probabilities(rows), for_logits)
    full_size = as_mnist(rows)
    softmax = outputs("wide", full_size.reshape(-1, 784))
    assert np.allclose(trained["wide"].probabilities(rows), softmax, atol=1e-6)
    sigmoid = outputs("sigmoid-out", full_size[..., np.newaxis])
    assert not np.allclose(sigmoid.sum(axis=1), 1, atol=0.01)
    by_sum = sigmoid / sigmoid.sum(axis=1, keepdims=True)
    assert np.allclose(trained["sigmoid-out"].probabilities(rows), by_sum, atol=1e-6)


def test_digits_that_a_run_cannot_be_asked_about_are_told(trained: dict[str, Run], digits: LabDigits) -> None:
    run = trained["linear"]
    assert run.probabilities(digits.X_test[:0]).shape == (0, 10)
    for wrong in (digits.X_test[0], digits.X_test[:2] * 255, np.zeros((2, 784)), np.full((1, 400), np.nan)):
        with pytest.raises(ValueError, match="expected shape \\(m, 400\\) with shares of ink from 0 to 1"):
            run.probabilities(wrong)


def test_a_run_can_be_sent_to_another_process(trained: dict[str, Run], digits: LabDigits) -> None:
    run = trained["lab"]
    run.probabilities(digits.X_test[:1])
    again = pickle.loads(pickle.dumps(run))
    assert "model" not in vars(again)
    assert np.array_equal(again.probabilities(digits.X_test[:9]), run.probabilities(digits.X_test[:9]))


def test_the_lab_experiment_on_its_training_digits_alone_is_the_network_of_the_lab(
    digits: LabDigits, undrawn: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_recipe, "EPOCHS", 1)
    model = _recipe.train_lab_network()
    config = SHIPPED["lab"].with_settings({"epochs": 1, "split": "train"})
    run = run_experiment(config, runs=tmp_path, progress=Quiet())
    assert same(weights(run), model.get_weights(), atol=1e-5)
    loss, accuracy = model.evaluate(digits.X_val, digits.y_val, verbose=0)
    assert run.history["val_loss"][0] == pytest.approx(loss, rel=1e-4)
    assert run.history["val_accuracy"][0] == pytest.approx(accuracy, abs=1e-6)


def test_the_same_config_and_seed_give_the_same_scores_and_leave_random_states_alone(
    trained: dict[str, Run], undrawn: None, tmp_path: Path
) -> None:
    import keras

    (config,) = load_experiments(trained["cnn"].folder / "config.toml").values()
    keras.utils.set_random_seed(5)
    before = np.random.get_state()[1].copy()  # type: ignore[union-attr]
    again = run_experiment(config, runs=tmp_path, progress=Quiet())
    assert np.array_equal(before, np.random.get_state()[1])  # type: ignore[arg-type]
    assert without_times(again) == without_times(trained["cnn"])
    assert same(weights(again), weights(trained["cnn"]))


def test_another_seed_trains_another_network(trained: dict[str, Run], undrawn: None, tmp_path: Path) -> None:
    other = SHIPPED["linear"].with_settings({"epochs": 1, "seed": 1})
    run = run_experiment(other, runs=tmp_path, progress=Quiet())
    assert not same(weights(run), weights(trained["linear"]), atol=0.01)


def test_training_takes_the_steps_of_keras_fit(digits: LabDigits, undrawn: None, tmp_path: Path) -> None:
    import keras

    layers = [
        {"kind": "conv", "filters": 3, "kernel": 5, "padding": "valid", "activation": "tanh"},
        {"kind": "batch_norm"},
        {"kind": "max_pool", "size": 3},
        {"kind": "flatten"},
        {"kind": "dense", "units": 10, "activation": "sigmoid"},
    ]
    config = SHIPPED["lab"].with_settings(
        {"layers": layers, "from_logits": False, "optimizer": "sgd", "momentum": 0.9, "schedule": "cosine"}
        | {"learning_rate": 0.05, "batch_size": 300, "epochs": 2, "seed": 3, "split": "train"}
    )
    run = run_experiment(config, runs=tmp_path, progress=Quiet())

    def glorot(place: int) -> Any:
        return keras.initializers.GlorotUniform(seed=3 * 2 + place)

    model = keras.Sequential(
        [
            keras.Input((20, 20, 1)),
            keras.layers.Conv2D(3, 5, activation="tanh", kernel_initializer=glorot(0)),
            keras.layers.BatchNormalization(),
            keras.layers.MaxPooling2D(3),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="sigmoid", kernel_initializer=glorot(1)),
        ]
    )
    rate = keras.optimizers.schedules.CosineDecay(0.05, 2 * 11)
    model.compile(
        optimizer=keras.optimizers.SGD(rate, momentum=0.9),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    generator = np.random.default_rng(3)
    for epoch in range(2):
        order = generator.permutation(3200)
        X = digits.X_train[order].reshape(-1, 20, 20, 1)
        fitted = model.fit(X, digits.y_train[order], batch_size=300, shuffle=False, verbose=0)
        assert run.history["loss"][epoch] == pytest.approx(fitted.history["loss"][0], rel=1e-3)
        assert run.history["accuracy"][epoch] == pytest.approx(fitted.history["accuracy"][0], abs=2e-3)
    assert same(weights(run), model.get_weights(), atol=1e-3)


def test_augmentation_moves_each_digit_as_scipy_does(digits: LabDigits) -> None:
    images = digits.X_train[:20].reshape(-1, 20, 20)
    most = Augmentation(shift=2, rotation=20, zoom=0.2, shear=0.2)
    moved = _augmenting.augmented(images, most, np.random.default_rng(1))
    maps = _augmenting._backwards(20, 20, most, np.random.default_rng(1))
    for image, result, (a, b, c, d, e, f, *_) in zip(images, moved, maps, strict=True):
        # SciPy counts lines first, Keras columns.
        by_scipy = scipy.ndimage.affine_transform(
            image, [[e, d], [b, a]], (f, c), order=1, mode="grid-constant"
        )
        assert np.allclose(result, by_scipy, atol=1e-4)
    assert np.abs(moved - images).max(axis=(1, 2)).min() > 0.1


def test_augmentation_stays_within_what_the_config_says(digits: LabDigits) -> None:
    images = np.zeros((500, 20, 20), np.float32)
    images[:, 9:11, 9:11] = 1
    shifted = _augmenting.augmented(images, Augmentation(shift=3), np.random.default_rng(0))
    centres = np.array([scipy.ndimage.center_of_mass(image) for image in shifted]) - 9.5
    assert 2.5 < np.abs(centres).max() <= 3.001 and np.abs(centres.mean(axis=0)).max() < 0.3
    turned = _augmenting.augmented(images, Augmentation(rotation=45, zoom=0.5), np.random.default_rng(0))
    assert np.abs([scipy.ndimage.center_of_mass(image) for image in turned]).max() < 9.6
    assert _augmenting.augmented(images, Augmentation(), np.random.default_rng(0)) is images


def test_pictures_are_whole_and_nothing_is_left_in_pyplot(trained: dict[str, Run]) -> None:
    import matplotlib.pyplot as plt

    assert plt.get_fignums() == []
    for run in trained.values():
        for name in ("loss.png", "confusion_matrix.png", "misclassified.png"):
            with Image.open(run.folder / name) as picture:
                picture.load()
                assert min(picture.size) > 200
                assert len(picture.convert("L").getcolors()) > 20


def put_mnist(folder: Path, digits: LabDigits) -> Path:
    """Write a small mnist.npz: 600 digits to train on, 100 to test on."""
    X = (as_mnist(digits.X_train[:700]) * 255).round().astype(np.uint8)
    y = digits.y_train[:700, 0].astype(np.uint8)
    file = folder / "mnist.npz"
    np.savez(file, x_train=X[:600], y_train=y[:600], x_test=X[600:], y_test=y[600:])
    return file


def put_mnist_test_images(folder: Path, digits: LabDigits) -> Path:
    X = (as_mnist(digits.X_test[:50]) * 255).round().astype(np.uint8)
    y = digits.y_test[:50, 0].astype(np.uint8)
    for name, kind, array in (("images-idx3", 3, X), ("labels-idx1", 1, y)):
        header = struct.pack(f">HBB{array.ndim}I", 0, 8, kind, *array.shape)
        (folder / f"t10k-{name}-ubyte").write_bytes(header + array.tobytes())
    return folder


def test_mnist_is_trained_on_where_it_is_and_scored_on_its_own_test_images_only(
    digits: LabDigits, undrawn: None, tmp_path: Path
) -> None:
    mnist = put_mnist(tmp_path, digits)
    config = SHIPPED["sigmoid-out"].with_settings({"epochs": 1, "split": "train"})
    run = run_experiment(config, runs=tmp_path / "runs", mnist=mnist, progress=Quiet())
    sizes = {name: part.digits for name, part in run.scores.parts().items()}
    assert sizes == {"training": 500, "validation": 100, "MNIST test": 100}
    assert run.scores.data == run.config.data == "mnist" and run.scores.notes == []
    assert run.scores.held_out == run.scores.mnist_test
    parts = digits_for(config, mnist)
    assert parts.validation is not None and np.bincount(parts.validation.y).min() >= 8


def test_without_mnist_a_run_says_so_and_goes_on_with_the_labs_digits(trained: dict[str, Run]) -> None:
    run = trained["sigmoid-out"]
    (note,) = run.scores.notes
    assert note.startswith("MNIST's training images can't be loaded (") and "\n" not in note
    assert "expected" not in note
    assert note.endswith("the lab's 5,000 digits, rebuilt at 28 x 28, take their place.")
    assert run.scores.data == run.config.data == "lab-28"
    assert run.scores.train.digits == 4000 and run.scores.mnist_test is None


def test_mnists_test_images_alone_are_enough_for_a_score(
    digits: LabDigits, undrawn: None, tmp_path: Path
) -> None:
    folder = put_mnist_test_images(tmp_path, digits)
    told = Told()
    for name, notes in (("linear", 0), ("sigmoid-out", 1)):
        config = SHIPPED[name].with_settings({"epochs": 1})
        run = run_experiment(config, runs=tmp_path / "runs", mnist=folder, progress=told)
        assert len(told.heard) == len(run.scores.notes) == notes
        # They are the first of the lab's test digits, whichever size the network takes.
        read = run.probabilities(digits.X_test[:50]).argmax(axis=1)
        assert run.scores.mnist_test is not None
        assert run.scores.mnist_test.accuracy == pytest.approx((read == digits.y_test[:50, 0]).mean())


def test_a_named_place_without_mnist_is_an_error_and_nothing_is_trained(tmp_path: Path) -> None:
    for name in ("lab", "sigmoid-out"):
        with pytest.raises(DataError):
            run_experiment(SHIPPED[name], runs=tmp_path / "runs", mnist=tmp_path / "nowhere")
    assert not (tmp_path / "runs").exists()


class StopsAfterTwo(Progress):
    def epoch(self, done: int, metrics: dict[str, float]) -> None:
        if done == 2:
            raise KeyboardInterrupt


def test_a_stopped_run_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run_experiment(SHIPPED["linear"], runs=tmp_path, progress=StopsAfterTwo())
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(_running, "draw_misclassified", full)
    with pytest.raises(RunError, match=r"can't be kept in .*: No space left on device\. Make room"):
        run_experiment(SHIPPED["linear"].with_settings({"epochs": 1}), runs=tmp_path, progress=Quiet())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told_before_training(tmp_path: Path) -> None:
    in_the_way = tmp_path / "runs"
    in_the_way.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(RunError, match="the run can't be kept in"):
        run_experiment(SHIPPED["lab"], runs=in_the_way)


def test_a_loss_that_is_no_longer_a_number_is_told_and_nothing_is_kept(tmp_path: Path) -> None:
    steep = SHIPPED["sgd"].with_settings(
        {"learning_rate": 10, "layers.0.activation": "linear", "layers.1.activation": "linear", "epochs": 5}
    )
    with pytest.raises(RunError, match=r"`sgd`: the loss was no longer a number in epoch 1, .* than 10"):
        run_experiment(steep, runs=tmp_path, progress=Quiet())
    assert list(tmp_path.iterdir()) == []


def finished(runs: Path, content: str = "") -> Path:
    making = runs / ".making-x" / "run"
    making.mkdir(parents=True)
    (making / "content").write_text(content, encoding="utf-8")
    return making


def test_runs_that_end_in_the_same_second_get_folders_of_their_own(tmp_path: Path) -> None:
    folders = [_keeping.claimed(finished(tmp_path, str(i)), "lab") for i in range(12)]
    assert len(set(folders)) == 12
    assert [(folder / "content").read_text() for folder in kept_runs(tmp_path)] == [str(i) for i in range(12)]


def test_the_newest_run_of_a_name_is_loaded_and_not_one_of_a_longer_name(
    trained: dict[str, Run], tmp_path: Path
) -> None:
    for name, source in (
        ("lab-2026-01-01-120000", "lab"),
        ("lab-2026-01-01-120000-10", "lab"),
        ("lab-2026-01-01-120000-9", "lab"),
        ("lab-2025-12-31-235959", "lab"),
        ("lab-70-2026-02-02-120000", "lab-70"),
    ):
        shutil.copytree(trained[source].folder, tmp_path / name)
    (tmp_path / ".making-abc" / "run").mkdir(parents=True)
    (tmp_path / "lab_network.keras").write_text("", encoding="utf-8")
    assert load_run("lab", runs=tmp_path).folder.name == "lab-2026-01-01-120000-10"
    assert load_run("lab-70", runs=tmp_path).name == "lab-70"
    assert load_run("lab-2025-12-31-235959", runs=tmp_path).folder.name == "lab-2025-12-31-235959"
    assert load_run(tmp_path / "lab-2025-12-31-235959").name == "lab"
    assert len(kept_runs(tmp_path)) == 5


def test_runs_are_found_where_the_lab_keeps_them(
    trained: dict[str, Run], runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGIT_LAB_RUNS", str(runs))
    assert load_run("lab").folder == trained["lab"].folder
    assert len(kept_runs()) == len(SHIPPED)


def test_runs_of_the_same_second_are_listed_in_the_same_order_on_every_disk(tmp_path: Path) -> None:
    stamp = "2026-01-01-120000"
    for name in ("sgd", "lab-70", "cnn", "lab", "wide"):
        (tmp_path / f"{name}-{stamp}").mkdir()
    with pytest.raises(RunError, match="there are runs of `cnn`, `lab`, `lab-70`, `sgd` and `wide`"):
        load_run("labb", runs=tmp_path)


def test_an_experiment_that_was_not_trained_yet_is_told_how(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"no run `cnn`, and no other .*`python lab.py train cnn`"):
        load_run("cnn", runs=tmp_path)
    (tmp_path / "lab-2026-01-01-120000").mkdir()
    told = r"no run `cnn`\. To train one type: python lab\.py train cnn\. In .* there are runs of `lab`"
    with pytest.raises(RunError, match=told):
        load_run("cnn", runs=tmp_path)


def test_a_run_that_is_not_there_names_the_nearest_and_those_that_are(runs: Path, tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"no run `labb`\. Did you mean `lab`\? In .* of `lab`, `lab-70`, "):
        load_run("labb", runs=runs)
    with pytest.raises(
        RunError, match=r"no run `lab`, and no other in .*: train one first.*lab.py train lab"
    ):
        load_run("lab", runs=tmp_path / "nowhere")
    with pytest.raises(RunError, match="there is no run ``"):
        load_run("", runs=runs)


def change_a_byte(folder: Path) -> None:
    content = bytearray((folder / "model.keras").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "model.keras").write_bytes(content)


def cut_the_model(folder: Path) -> None:
    (folder / "model.keras").write_bytes((folder / "model.keras").read_bytes()[:-50])


def leave_half_of_the_scores(folder: Path) -> None:
    (folder / "scores.json").write_bytes((folder / "scores.json").read_bytes()[:500])


def mistype_a_key(folder: Path) -> None:
    text = (folder / "config.toml").read_text(encoding="utf-8")
    (folder / "config.toml").write_text(text.replace("epochs", "epoch"), encoding="utf-8")


def describe_two(folder: Path) -> None:
    shutil.copy(EXPERIMENTS_FILE, folder / "config.toml")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (change_a_byte, "model.keras was cut or changed"),
        (cut_the_model, "model.keras was cut or changed"),
        (leave_half_of_the_scores, "scores.json isn't what a run writes"),
        (mistype_a_key, "there is no key `epoch`. Did you mean `epochs`?"),
        (describe_two, "config.toml holds more than one experiment"),
        (lambda folder: (folder / "model.keras").unlink(), "model.keras: No such file"),
        (lambda folder: (folder / "scores.json").unlink(), "scores.json: No such file"),
        (lambda folder: (folder / "config.toml").unlink(), "config.toml: there is no such file"),
    ],
)
def test_a_damaged_run_is_told_with_the_others_that_there_are(
    damage: Callable[[Path], None], said: str, trained: dict[str, Run], tmp_path: Path
) -> None:
    folder = tmp_path / "lab-2026-01-01-120000"
    shutil.copytree(trained["lab"].folder, folder)
    (tmp_path / "cnn-2026-01-01-120000").mkdir()
    damage(folder)
    with pytest.raises(RunError) as caught:
        load_run("lab", runs=tmp_path)
    message = str(caught.value)
    assert message.startswith("the run lab-2026-01-01-120000 isn't whole: ") and said in message
    assert message.endswith("other runs are `cnn-2026-01-01-120000`") and "\n" not in message


def with_model(run: Run, folder: Path, model: Path) -> Run:
    """Put another network into a copy of a run, with a checksum that fits."""
    shutil.copytree(run.folder, folder)
    shutil.copy(model, folder / run.model_file.name)
    facts = json.loads((folder / "scores.json").read_bytes())
    facts["model_sha256"] = file_sha256(model)
    (folder / "scores.json").write_text(json.dumps(facts), encoding="utf-8")
    return load_run(folder)


def test_a_network_that_is_not_the_configs_is_refused(
    trained: dict[str, Run], digits: LabDigits, tmp_path: Path
) -> None:
    wide = with_model(trained["lab"], tmp_path / "lab-2026-01-01-120000", trained["wide"].model_file)
    with pytest.raises(RunError, match=r"isn't whole: model.keras: it takes \(784,\)"):
        wide.probabilities(digits.X_test[:1])
    np.savez(tmp_path / "other.npz", W1=np.zeros((400, 9)), b1=np.zeros(9))
    other = with_model(trained["numpy"], tmp_path / "numpy-2026-01-01-120000", tmp_path / "other.npz")
    with pytest.raises(RunError, match=r"isn't whole: model.npz: it holds"):
        other.probabilities(digits.X_test[:1])


class Mischief:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> Any:
        return (Path.touch, (self.file,))


def test_no_code_that_a_models_file_holds_is_run(
    trained: dict[str, Run], digits: LabDigits, tmp_path: Path
) -> None:
    import keras

    model = keras.Sequential([keras.Input((400,)), keras.layers.Lambda(lambda x: x), keras.layers.Dense(10)])
    model.save(tmp_path / "lambda.keras")
    run = with_model(trained["lab"], tmp_path / "lab-2026-01-01-120000", tmp_path / "lambda.keras")
    with pytest.raises(RunError, match=r"isn't whole: model.keras"):
        run.probabilities(digits.X_test[:1])
    np.savez(tmp_path / "pickle.npz", W1=np.array([Mischief(tmp_path / "done")], dtype=object))
    run = with_model(trained["numpy"], tmp_path / "numpy-2026-01-01-120000", tmp_path / "pickle.npz")
    with pytest.raises(RunError, match=r"isn't whole: model.npz"):
        run.probabilities(digits.X_test[:1])
    assert not (tmp_path / "done").exists()


def test_the_network_of_the_lab_stands_in_the_config_file() -> None:
    # One network, said in two places: they must not part.
    import keras

    model, lab = compile_lab_network(build_lab_network()), SHIPPED["lab"]
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    assert [(d.units, d.activation.__name__) for d in dense] == [(x.units, x.activation) for x in lab.layers]
    assert float(model.optimizer.learning_rate) == pytest.approx(lab.learning_rate)
    assert (lab.epochs, lab.batch_size, lab.seed) == (_recipe.EPOCHS, _recipe.BATCH_SIZE, _recipe.SEED)


@pytest.mark.full
@pytest.mark.parametrize(("name", "least"), [("lab", 0.91), ("cnn", 0.98)])
def test_the_accuracy_on_mnists_test_images_is_what_the_lab_promises(
    name: str, least: float, undrawn: None, tmp_path: Path
) -> None:
    run = run_experiment(SHIPPED[name], runs=tmp_path, mnist=mnist_test_folder(), progress=Quiet())
    assert run.scores.mnist_test is not None
    assert run.scores.mnist_test.digits == 10_000
    assert run.scores.mnist_test.accuracy >= least
