"""What the misclassified digits explorer knows: cells, orders, neighbours, marks, and what it refuses."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import softmax
from sklearn.metrics import confusion_matrix
from sklearn.neighbors import NearestNeighbors

from lab_utils.data import load_digits
from lab_utils.widgets import MisclassifiedExplorer
from lab_utils.widgets.misclassified_state import ORDERS, ReadDigits, read_digits
from lab_utils.widgets.nearest import NearestDigits


@pytest.fixture(scope="module")
def some() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """500 digits, their labels, and logits that are right for most of them."""
    X, y = load_digits()
    X, y = X[::10], y[::10]
    logits = np.random.default_rng(0).normal(size=(len(X), 10))
    logits[np.arange(len(X)), y.ravel()] += 2.5
    return X, y, logits.astype(np.float32)


@pytest.fixture(scope="module")
def read(some: tuple[np.ndarray, np.ndarray, np.ndarray]) -> ReadDigits:
    X, y, logits = some
    return read_digits(logits, X, y)


@pytest.fixture
def explorer(some: tuple[np.ndarray, np.ndarray, np.ndarray]) -> MisclassifiedExplorer:
    X, y, logits = some
    return MisclassifiedExplorer(logits, X, y, X[::2], y[::2])


def refused(*args: Any) -> str:
    with pytest.raises(ValueError) as refusal:
        MisclassifiedExplorer(*args)
    return str(refusal.value)


def test_the_numbers_are_those_of_other_libraries(read: ReadDigits, some: Any) -> None:
    _, y, logits = some
    assert np.allclose(read.probabilities, softmax(logits.astype(float), axis=1))
    assert (read.confusion == confusion_matrix(y, logits.argmax(axis=1))).all()
    assert np.allclose(np.exp(-read.loss), read.probabilities[np.arange(500), y.ravel()])
    assert (read.confidence == read.probabilities.max(axis=1)).all()
    assert 20 < read.wrong.sum() < 250


def test_a_large_loss_stays_finite_and_exact() -> None:
    read = read_digits(np.eye(10)[[3]] * 1000, np.zeros((1, 400)), [4])
    assert read.loss[0] == pytest.approx(1000)
    assert read_digits(np.eye(10)[[3]], np.zeros((1, 400)), [4]).loss[0] < 100


def test_the_rows_behind_a_cell_are_those_that_the_matrix_counts(read: ReadDigits) -> None:
    for label in range(10):
        for read_as in range(10):
            rows = read.rows(label, read_as, shown="all")
            assert len(rows) == read.confusion[label, read_as]
            assert set(read.labels[rows]) <= {label} and set(read.read_as[rows]) <= {read_as}


def test_a_whole_row_or_column_may_be_chosen(read: ReadDigits) -> None:
    assert len(read.rows(label=4, shown="all")) == 50
    assert len(read.rows(read_as=4)) == read.confusion[:, 4].sum() - read.confusion[4, 4]
    assert set(read.rows()) == set(np.flatnonzero(read.wrong))


def test_each_order_begins_with_what_it_says(read: ReadDigits) -> None:
    assert (np.diff(read.loss[read.rows(order="largest loss")]) <= 0).all()
    assert (np.diff(read.confidence[read.rows(order="most confident")]) <= 0).all()
    assert (np.diff(read.confidence[read.rows(order="least confident", shown="all")]) >= 0).all()


def test_equal_digits_stay_in_the_order_of_their_rows() -> None:
    read = read_digits(np.zeros((30, 10)), np.zeros((30, 400)), np.full(30, 7))
    for order in ORDERS:
        assert read.rows(order=order).tolist() == list(range(30))


def test_marked_digits_can_be_shown_alone(read: ReadDigits) -> None:
    assert sorted(read.rows(shown="doubtful", doubtful=[7, 3])) == [3, 7]
    assert len(read.rows(shown="doubtful")) == 0


def test_the_headline_counts(read: ReadDigits) -> None:
    wrong = int(read.wrong.sum())
    assert read.headline() == f"500 digits, {wrong} read wrongly ({1 - wrong / 500:.1%} right)"
    label, read_as, count = read.commonest_mistake() or (0, 0, 0)
    assert label != read_as and count == read.confusion[label, read_as]


def test_without_a_mistake_it_says_so_and_shows_the_least_confident(some: Any) -> None:
    X, _, logits = some
    explorer = MisclassifiedExplorer(logits, X, logits.argmax(axis=1))
    assert explorer.in_words() == "Misclassified digits explorer: 500 digits, none of them read wrongly."
    assert len(explorer.rows) == 0
    title = explorer.still().axes[1].get_title()
    assert title == "least confident first"


@pytest.mark.parametrize("spell", ["array", "list", "function", "predict", "predict_proba", "logits", "both"])
def test_a_model_may_come_in_many_forms(spell: str, some: Any, read: ReadDigits) -> None:
    X, y, logits = some

    class Model:
        pass

    model: Any = Model()
    if spell == "predict":
        model.compile, model.predict = None, lambda X, verbose: logits
    elif spell == "both":
        # As in scikit-learn, where `predict` gives labels.
        model.predict, model.predict_proba = lambda X: y, lambda X: softmax(logits, axis=1)
    elif spell in ("predict_proba", "logits"):
        setattr(model, spell, lambda X: softmax(logits, axis=1) if spell == "predict_proba" else logits)
    forms = {"array": logits, "list": logits.tolist(), "function": lambda X: logits}
    got = read_digits(forms.get(spell, model), X, y)
    assert np.allclose(got.probabilities, read.probabilities, atol=1e-6)


@pytest.mark.parametrize("shape", [(-1, 400), (-1, 20, 20), (-1, 20, 20, 1)])
def test_digits_may_be_rows_or_images(shape: tuple[int, ...], some: Any, read: ReadDigits) -> None:
    X, y, logits = some
    assert (read_digits(logits, X.reshape(shape), y.ravel()).images == read.images).all()


def test_images_of_28_x_28_are_taken_too() -> None:
    X = np.random.default_rng(0).integers(0, 256, (40, 784), dtype=np.uint8)
    explorer = MisclassifiedExplorer(np.zeros((40, 10)), X, np.arange(40) % 10, X, np.arange(40) % 10)
    assert explorer._side == 28 and explorer._images == X.tobytes()
    known, pictures = explorer.neighbours_of([5])
    assert known[0][0]["row"] == 5 and pictures[:784] == X[5].tobytes()


def test_it_says_which_argument_is_wrong_and_how_to_mend_it(some: Any) -> None:
    X, y, logits = some
    assert "expected (500, 10)" in refused(logits[0], X, y)
    assert "(500, 10), ten for each digit of X, got (400, 10)" in refused(logits[:400], X, y)
    assert "The values in the logits: expected finite real numbers, got NaN" in refused(logits * np.nan, X, y)
    assert "The labels in y: expected whole numbers from 0 to 9, got 10" in refused(logits, X, y + 10)
    assert "The shape of y: expected (500,)" in refused(logits, X, y[:3])
    assert "The shape of X: expected (m, 400)" in refused(logits, X[:, :300], y)
    assert "expected X_train and y_train, got no y_train" in refused(logits, X, y, X)
    assert "expected 20 x 20 pixels, as in X, got 28 x 28" in refused(
        logits, X, y, np.zeros((3, 784)), [1, 2, 3]
    )


@pytest.mark.parametrize("thing", [None, "model.keras"])
def test_a_model_that_was_not_returned_is_told_by_its_name(thing: str | None, some: Any) -> None:
    X, y = some[:2]
    with pytest.raises(ValueError, match=r"logits of shape .*does it return it") as refusal:
        read_digits(thing, X, y)
    assert f"got {thing!r}." in str(refusal.value)


def test_a_model_that_refuses_X_is_told_in_one_line(some: Any) -> None:
    X, y, _ = some

    def model(X: np.ndarray) -> np.ndarray:
        raise ValueError("expected axis -1 to have value 784\nand much more")

    said = refused(model, X, y)
    assert "The model's answer to X of shape (500, 400): expected logits of shape (500, 10)" in said
    assert "ValueError: expected axis -1 to have value 784. Give X in the shape" in said


def test_what_is_set_from_python_is_checked(explorer: MisclassifiedExplorer) -> None:
    explorer.label, explorer.read_as, explorer.opened = 4, None, 499
    with pytest.raises(ValueError, match="label: expected None or a digit from 0 to 9, got 12"):
        explorer.label = 12
    with pytest.raises(ValueError, match="opened: expected a row of X from 0 to 499, got 500"):
        explorer.opened = 500
    with pytest.raises(ValueError, match="doubtful: expected a row of X"):
        explorer.doubtful = [3, -1]
    explorer.doubtful = [9, 3, 9]
    assert explorer.doubtful == [3, 9]


def test_marks_are_saved_as_csv(explorer: MisclassifiedExplorer, tmp_path: Path) -> None:
    explorer.doubtful = [30, 4]
    text = explorer.save_doubtful(tmp_path / "doubtful.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["row"] for row in rows] == ["4", "30"]
    assert rows[0]["label"] == str(explorer.digits.labels[4])
    assert float(rows[1]["loss"]) == pytest.approx(explorer.digits.loss[30], abs=1e-4)


def test_the_nearest_training_digits_are_those_of_scikit_learn(some: Any) -> None:
    X, y, _ = some
    found = NearestDigits(X[:300], y[:300], 20).of(read_digits(np.zeros((500, 10)), X, y).images[300:320])
    distances, rows = NearestNeighbors(n_neighbors=6, algorithm="brute").fit(X[:300]).kneighbors(X[300:320])
    assert (found.rows == rows).all()
    assert np.allclose(found.distances, distances, atol=1e-5)
    assert (found.labels == y.ravel()[rows]).all()
    assert (found.images[0, 0].ravel() == np.rint(X[rows[0, 0]] * 255)).all()


def test_a_digit_of_the_training_set_is_its_own_nearest(some: Any) -> None:
    X, y, _ = some
    found = NearestDigits(X, y, 20).of(read_digits(np.zeros((500, 10)), X, y).images)
    assert (found.rows[:, 0] == np.arange(500)).all() and (found.distances[:, 0] < 1e-6).all()
    assert NearestDigits(X[:4], y[:4], 20).of(np.zeros((1, 20, 20), np.uint8)).rows.shape == (1, 4)


def test_the_browser_is_answered_for_a_whole_page_at_once(explorer: MisclassifiedExplorer) -> None:
    sent: list[Any] = []
    explorer.send = lambda content, buffers: sent.append((content, buffers))
    explorer._handle_custom_msg({"neighbours_of": [7, 8]}, [])
    explorer._handle_custom_msg({"something": "else"}, [])
    [(content, [pictures])] = sent
    assert content["rows"] == [7, 8] and len(content["neighbours"]) == 2
    assert len(pictures) == 2 * 6 * 400


def test_the_picture_shows_the_matrix_and_the_first_digits(explorer: MisclassifiedExplorer) -> None:
    explorer.order = "most confident"
    left, right = explorer.still().axes
    assert explorer.digits.headline() == left.get_title(loc="left")
    first = explorer.rows[0]
    caption = f"{explorer.digits.labels[first]} read as {explorer.digits.read_as[first]}"
    assert right.texts[0].get_text().startswith(caption)


def test_ten_thousand_digits_are_sent_as_bytes() -> None:
    count = 10_000
    X = np.zeros((count, 784), np.uint8)
    explorer = MisclassifiedExplorer(
        np.random.default_rng(0).normal(size=(count, 10)), X, np.arange(count) % 10
    )
    state = explorer.get_state()
    assert len(state["_images"]) == 7_840_000
    assert all(isinstance(value, bytes) for name, value in state.items() if np.size(value) > 100)
    assert sum(len(value) for value in state.values() if isinstance(value, bytes)) < 9_000_000
