"""Beyond its cases: what the check of `split_digits` reads, held against scikit-learn."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sklearn.model_selection import StratifiedKFold, train_test_split

from public_tests import check
from public_tests.exercises._split_probes import planned
from public_tests.exercises._split_rows import Rows, broken, read_rows
from public_tests.target import Outcome
from tests.checks.cases.split_digits import REFUSED, by_digit, shuffled_cut

PROBES = [probe for probe, _ in planned()]
SHARES = [options[0] if options else 0.2 for _, options in planned()]


@pytest.mark.parametrize("seed", range(30))
def test_no_stratified_split_of_scikit_learn_is_refused(seed: int) -> None:
    for probe, share in zip(PROBES, SHARES, strict=True):
        rows = np.arange(len(probe.y))
        train, test = train_test_split(rows, test_size=share, random_state=seed, stratify=probe.y)
        assert broken(probe.y, share, Rows(train, test)) is None


def test_no_fold_of_scikit_learn_is_refused() -> None:
    for probe, share in zip(PROBES, SHARES, strict=True):
        if (1 / share).is_integer():
            folds = StratifiedKFold(int(1 / share), shuffle=True, random_state=0)
            for train, test in folds.split(probe.X, probe.y.ravel()):
                assert broken(probe.y, share, Rows(train, test)) is None


@pytest.mark.parametrize(
    "size",
    [
        lambda n, share: int(share * n),
        lambda n, share: round(share * n),
        lambda n, share: math.ceil(share * n),
        lambda n, share: n - int((1 - share) * n),
        lambda n, share: n - round((1 - share) * n),
        lambda n, share: int(n - n * (1 - share)),
        lambda n, share: int(np.ceil(n * share)),
        lambda n, share: max(1, n // round(1 / share)) if (1 / share).is_integer() else round(n * share),
    ],
)
def test_each_way_to_round_a_share_is_accepted(size: Callable[[int, float], int]) -> None:
    def split(X: Any, y: Any, test_size: float = 0.2, seed: int = 0) -> Any:
        rng = np.random.default_rng(seed)
        groups = [rng.permutation(np.flatnonzero(y == digit)) for digit in range(10)]
        cuts = [size(len(rows), test_size) for rows in groups]
        test = np.concatenate([rows[:cut] for rows, cut in zip(groups, cuts, strict=True)])
        train = np.concatenate([rows[cut:] for rows, cut in zip(groups, cuts, strict=True)])
        return X[train], X[test], y[train], y[test]

    report = check("split_digits", split)
    assert report.passed, (report.message, report.evidence)


@pytest.mark.parametrize("seed", range(30))
def test_a_split_that_is_only_shuffled_is_refused_whatever_luck_it_has(seed: int) -> None:
    report = check("split_digits", lambda X, y, share=0.2, given=0: shuffled_cut(X, y, share, seed + given))
    assert report.diagnosis == "unstratified"


def test_rows_are_found_again_after_any_way_through_python() -> None:
    for probe in PROBES:
        parts = by_digit(probe.X, probe.y)
        ways = (list, lambda part: part.tolist(), lambda part: part.astype(float), lambda part: part + 0)
        for way in ways:
            rows = read_rows(probe.X, probe.y, Outcome([way(part) for part in parts], "tuple"))
            assert isinstance(rows, Rows)
            np.testing.assert_array_equal(probe.X[rows.test], parts[1])


def test_a_label_beside_the_wrong_row_is_found_wherever_it_is() -> None:
    def one_label_moved(X: Any, y: Any, test_size: float = 0.2, seed: int = 0) -> Any:
        X_train, X_test, y_train, y_test = by_digit(X, y, test_size, seed)
        y_test[[0, -1]] = y_test[[-1, 0]]
        return X_train, X_test, y_train, y_test

    report = check("split_digits", one_label_moved)
    assert report.diagnosis == "out_of_step"
    assert report.evidence and "y_test[0]" in report.evidence["got"]


def test_the_learners_random_numbers_go_on_as_if_nothing_had_happened() -> None:
    def seeds_globally(X: Any, y: Any, test_size: float = 0.2, seed: int = 0) -> Any:
        np.random.seed(seed)
        return by_digit(X, y, test_size, int(np.random.randint(10**6)))

    np.random.seed(3)
    expected = np.random.rand(2)
    np.random.seed(3)
    first = np.random.rand()
    assert check("split_digits", seeds_globally).passed
    assert [first, np.random.rand()] == list(expected)


def test_a_share_that_follows_test_size_by_a_wrong_factor_is_not_taken_for_a_fixed_one() -> None:
    report = check("split_digits", REFUSED["half of the share"])
    assert report.diagnosis is None
    assert "test_size" in report.message
