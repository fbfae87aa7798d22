"""`beat_the_baseline`: who has learned the held-out digits by heart is noticed, and nobody else is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lab_utils.numpy_network import train_network
from public_tests.exercises._held_out_scores import Reader, Scores, lab_digits, scored
from public_tests.exercises._learned_by_heart import learned_by_heart
from public_tests.exercises._near_copies import near_copies

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class AnyReader(Reader):
    """A network that is asked through a function: what it is made with does not matter here."""

    def outputs(self, X: Array) -> Array:
        return np.asarray(self.model(X), dtype=float)


def scores_of(outputs: Any) -> Scores:
    return scored(AnyReader(outputs, (400,)))


@lru_cache
def trained(sizes: tuple[int, ...], epochs: int, on_all: bool) -> Scores:
    """Train with the network of notebook 06, on the training digits or on all of them."""
    X_train, y_train, X_test, y_test = lab_digits()
    X = np.concatenate([X_train, X_test]) if on_all else X_train
    y = np.concatenate([y_train, y_test[:, np.newaxis]]) if on_all else y_train
    return scores_of(train_network(X, y, layer_sizes=(400, *sizes, 10), epochs=epochs, seed=1).logits)


@pytest.mark.parametrize("sizes", [(25, 15), (128, 64)])
@pytest.mark.parametrize("epochs", [10, 40])
def test_a_network_that_has_not_seen_them_is_not_accused(sizes: tuple[int, ...], epochs: int) -> None:
    assert learned_by_heart(trained(sizes, epochs, on_all=False)) is None


@pytest.mark.parametrize(
    ("sizes", "epochs"), [((25, 15), 20), ((25, 15), 40), ((128, 64), 6), ((128, 64), 20)]
)
def test_a_network_trained_on_all_digits_is_noticed_also_if_it_was_stopped_early(
    sizes: tuple[int, ...], epochs: int
) -> None:
    scores = trained(sizes, epochs, on_all=True)
    told = learned_by_heart(scores)
    assert told is not None and f"misreads {(~scores.right).sum()} of 1000" in told


@pytest.mark.full
@pytest.mark.parametrize("seed", range(3))
def test_the_best_experiment_is_not_accused(tmp_path: Path, seed: int) -> None:
    from lab_utils.experiments import load_experiments, run_experiment

    best = load_experiments()["cnn"].with_settings({"seed": str(seed), "epochs": "60"})
    scores = scores_of(run_experiment(best, runs=tmp_path).probabilities)
    assert scores.held_out > 0.98 and learned_by_heart(scores) is None


def boxes(X: Array) -> Array:
    """Return top, bottom, left, right of each digit's ink."""
    ink = X.reshape(-1, 20, 20) > 0.2
    rows, columns = ink.any(axis=2), ink.any(axis=1)
    ends = [(side.argmax(axis=1), 19 - side[:, ::-1].argmax(axis=1)) for side in (rows, columns)]
    return np.stack([*ends[0], *ends[1]], axis=1)


def test_a_copy_by_the_identity_is_the_digit_itself() -> None:
    X = lab_digits()[2][:50]
    np.testing.assert_allclose(near_copies(X, 0.0, seed=0), X, atol=1e-6)


def test_near_copies_differ_a_little_and_stay_in_their_boxes() -> None:
    X = lab_digits()[2]
    copies = near_copies(X, 0.15, seed=0)
    assert copies.shape == X.shape and copies.dtype == np.float32
    assert copies.min() >= 0 and copies.max() <= 1
    changed = np.abs(copies - X).mean(axis=1)
    assert np.quantile(changed, 0.1) > 0.02 and np.quantile(changed, 0.9) < 0.2
    before, after = boxes(X), boxes(copies)
    middles = (before - after).reshape(-1, 2, 2).sum(axis=2) / 2
    longer = [np.diff(box.reshape(-1, 2, 2), axis=2).max(axis=(1, 2)) for box in (before, after)]
    assert np.quantile(np.abs(middles), 0.98) <= 1
    assert np.quantile(np.abs(longer[0] - longer[1]), 0.98) <= 2


def test_near_copies_come_out_the_same_for_a_seed_and_differ_between_seeds() -> None:
    X = lab_digits()[2][:20]
    np.testing.assert_array_equal(near_copies(X, 0.15, seed=3), near_copies(X, 0.15, seed=3))
    assert not np.array_equal(near_copies(X, 0.15, seed=3), near_copies(X, 0.15, seed=4))
