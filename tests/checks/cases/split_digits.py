"""Splits in every style, and the ways in which a split goes wrong without an error."""

from __future__ import annotations

import itertools
import math
import random
from collections import defaultdict
from typing import Any

import numpy as np

# Imported here: a learner's notebook has done so before the time limit runs.
from sklearn.model_selection import StratifiedShuffleSplit, train_test_split
from sklearn.utils import shuffle


def parts(X: Any, y: Any, train: Any, test: Any) -> Any:
    return X[train], X[test], y[train], y[test]


def by_digit(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    train, test = [], []
    for digit in np.unique(y):
        rows = rng.permutation(np.flatnonzero(y == digit))
        size = round(test_size * len(rows))
        test.append(rows[:size])
        train.append(rows[size:])
    return parts(X, y, np.concatenate(train), np.concatenate(test))


def shuffled_at_the_end(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    X_train, X_test, y_train, y_test = by_digit(X, y, test_size, seed)
    rng = np.random.RandomState(seed)
    order = rng.permutation(len(X_train))
    order_test = rng.permutation(len(X_test))
    return X_train[order], X_test[order_test], y_train[order], y_test[order_test]


def global_seed(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    np.random.seed(seed)
    test: list[int] = []
    for digit in range(10):
        rows = np.where(y[:, 0] == digit)[0]
        test.extend(np.random.choice(rows, int(len(rows) * test_size), replace=False))
    train = np.setdiff1d(np.arange(len(X)), test)
    return parts(X, y, train, test)


def plain_python(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    random.seed(seed)
    rows_of = defaultdict(list)
    for i in range(len(y)):
        rows_of[int(y[i][0])].append(i)
    X_train, X_test, y_train, y_test = [], [], [], []
    for rows in rows_of.values():
        random.shuffle(rows)
        size = math.ceil(len(rows) * test_size)
        for i in rows[:size]:
            X_test.append(X[i])
            y_test.append(y[i])
        for i in rows[size:]:
            X_train.append(X[i])
            y_train.append(y[i])
    return X_train, X_test, y_train, y_test


def whole_job(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    return train_test_split(X, y, test_size=test_size, random_state=seed, stratify=y)


def stratified_shuffle_split(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    splitter = StratifiedShuffleSplit(n_splits=1, test_size=test_size, random_state=seed)
    train, test = next(splitter.split(X, y))
    return parts(X, y, train, test)


def by_mask(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    labels = y.ravel()
    is_test = np.zeros(len(X), dtype=bool)
    for digit in set(labels.tolist()):
        rows = np.argwhere(labels == digit).ravel()
        rng.shuffle(rows)
        is_test[rows[: math.floor(test_size * len(rows))]] = True
    return X[~is_test], X[is_test], labels[~is_test], labels[is_test]


def train_share_first(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    generator = random.Random(seed)
    train, test = [], []
    for digit in range(10):
        rows = [i for i, label in enumerate(y.flatten()) if label == digit]
        rows = generator.sample(rows, len(rows))
        size = int((1 - test_size) * len(rows))
        train += rows[:size]
        test += rows[size:]
    generator.shuffle(train)
    return [X[train], X[test], y[train], y[test]]


def ranked_by_random_number(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    """No loop over digits: the rank of a random number among the rows of the same digit."""
    rng = np.random.default_rng(seed)
    labels = y[:, 0]
    order = np.lexsort((rng.random(len(y)), labels))
    counts = np.bincount(labels, minlength=10)
    rank = np.arange(len(y)) - np.repeat(np.cumsum(counts) - counts, counts)
    tested = rank < np.round(test_size * np.repeat(counts, counts))
    return parts(X, y, order[~tested], order[tested])


def columns_side_by_side(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    table = np.hstack([X, y])
    rng = np.random.default_rng(seed)
    rng.shuffle(table)
    table = table[np.argsort(table[:, -1], kind="stable")]
    train, test = [], []
    for _, group in itertools.groupby(table, key=lambda row: row[-1]):
        rows = list(group)
        size = round(len(rows) * test_size)
        test += rows[:size]
        train += rows[size:]
    a, b = np.array(train), np.array(test)
    return a[:, :-1], b[:, :-1], a[:, -1:].astype(int), b[:, -1:].astype(int)


def copies_then_shuffles(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    X, y = shuffle(X.copy(), y.copy(), random_state=seed)
    return by_digit(X, y, test_size, seed)


def in_data_frames(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    class Frame:
        """Stands for any table that an array can be made of."""

        def __init__(self, values: Any) -> None:
            self.values = values

        def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
            return np.asarray(self.values, dtype=dtype)

    return tuple(Frame(part) for part in by_digit(X, y, test_size, seed))


def in_tensors(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    import tensorflow as tf

    return tuple(tf.constant(part) for part in by_digit(X, y, test_size, seed))


def in_double_precision(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    return by_digit(X.astype(float), y.astype(np.int32), test_size, seed)


def other_default_seed(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 42) -> Any:
    return by_digit(X, y, test_size, seed)


def sorted_afterwards(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    test = [rng.choice(np.where(y == d)[0], round(test_size * (y == d).sum()), False) for d in range(10)]
    test = np.sort(np.concatenate(test))
    return np.delete(X, test, axis=0), X[test], np.delete(y, test, axis=0), y[test]


def digit_by_digit_with_the_library(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    pieces = []
    for digit in range(10):
        mask = (y == digit).reshape(-1)
        pieces.append(train_test_split(X[mask], y[mask], test_size=test_size, random_state=seed))
    return tuple(np.vstack(group) for group in zip(*pieces, strict=True))


def one_generator_for_each_digit(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    train, test = [], []
    for digit in range(10):
        np.random.seed(seed)
        rows = np.random.permutation(np.nonzero(y == digit)[0]).tolist()
        size = int(np.ceil(len(rows) * (1 - test_size)))
        train, test = train + rows[:size], test + rows[size:]
    return parts(X, y, train, test)


ACCEPTED = {
    "digit by digit": by_digit,
    "shuffled at the end": shuffled_at_the_end,
    "global seed and setdiff1d": global_seed,
    "plain Python, lists, rounded up": plain_python,
    "train_test_split with stratify": whole_job,
    "StratifiedShuffleSplit": stratified_shuffle_split,
    "mask, flat labels, rounded down": by_mask,
    "sizes from the training share": train_share_first,
    "ranked by a random number": ranked_by_random_number,
    "columns side by side": columns_side_by_side,
    "copies, then shuffles": copies_then_shuffles,
    "in data frames": in_data_frames,
    "in tensors": in_tensors,
    "in double precision": in_double_precision,
    "another default seed": other_default_seed,
    "sorted afterwards, np.delete": sorted_afterwards,
    "digit by digit with the library": digit_by_digit_with_the_library,
    "the seed again for each digit": one_generator_for_each_digit,
}


def shuffled_cut(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    order = np.random.default_rng(seed).permutation(len(X))
    size = int(len(X) * test_size)
    return parts(X, y, order[size:], order[:size])


def not_stratified_by_the_library(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    return train_test_split(X, y, test_size=test_size, random_state=seed)


def sorted_tail(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    size = int(len(X) * (1 - test_size))
    return X[:size], X[size:], y[:size], y[size:]


def sorted_head(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    size = int(len(X) * test_size)
    return X[size:], X[:size], y[size:], y[:size]


def tail_then_shuffled(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    X_train, X_test, y_train, y_test = sorted_tail(X, y, test_size)
    a, b = rng.permutation(len(X_train)), rng.permutation(len(X_test))
    return X_train[a], X_test[b], y_train[a], y_test[b]


def library_without_shuffle(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    return train_test_split(X, y, test_size=test_size, shuffle=False)


def drawn_with_replacement(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    test = np.concatenate(
        [rng.choice(np.flatnonzero(y == d), round(test_size * np.sum(y == d))) for d in range(10)]
    )
    return parts(X, y, np.setdiff1d(np.arange(len(X)), test), test)


def random_indices(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    np.random.seed(seed)
    test = np.random.randint(0, len(X), int(test_size * len(X)))
    train = np.random.randint(0, len(X), len(X) - len(test))
    return parts(X, y, train, test)


def drawn_twice(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    train, test = [], []
    for digit in range(10):
        rows = np.flatnonzero(y == digit)
        size = round(test_size * len(rows))
        test += list(rng.choice(rows, size, replace=False))
        train += list(rng.choice(rows, len(rows) - size, replace=False))
    return parts(X, y, train, test)


def test_rows_remain(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    _, X_test, _, y_test = by_digit(X, y, test_size, seed)
    return X, X_test, y, y_test


def shuffled_separately(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    return by_digit(rng.permutation(X), rng.permutation(y), test_size, seed)


def shuffled_in_place_separately(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    np.random.seed(seed)
    np.random.shuffle(X)
    np.random.shuffle(y)
    return sorted_tail(X, y, test_size)


def labels_sorted_again(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    X_train, X_test, y_train, y_test = shuffled_at_the_end(X, y, test_size, seed)
    return X_train, X_test, np.sort(y_train, axis=0), np.sort(y_test, axis=0)


def one_row_lost(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    train, test = [], []
    for digit in range(10):
        rows = rng.permutation(np.flatnonzero(y == digit))
        size = round(test_size * len(rows))
        test.append(rows[:size])
        train.append(rows[size:-1])
    return parts(X, y, np.concatenate(train), np.concatenate(test))


def two_rounded_sizes(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    train, test = [], []
    for digit in range(10):
        rows = rng.permutation(np.flatnonzero(y == digit))
        size, rest = int(test_size * len(rows)), int((1 - test_size) * len(rows))
        test.append(rows[:size])
        train.append(rows[-rest:])
    return parts(X, y, np.concatenate(train), np.concatenate(test))


def unseeded(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    return by_digit(X, y, test_size, None)


def unseeded_global(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rows = [np.random.permutation(np.flatnonzero(y == d)) for d in range(10)]
    cut = [round(test_size * len(r)) for r in rows]
    test = np.concatenate([r[:c] for r, c in zip(rows, cut, strict=True)])
    train = np.concatenate([r[c:] for r, c in zip(rows, cut, strict=True)])
    return parts(X, y, train, test)


_shared = np.random.default_rng(0)


def generator_outside(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    return by_digit(X, y, test_size, _shared)


def other_order_each_time(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    X_train, X_test, y_train, y_test = by_digit(X, y, test_size, seed)
    order = np.random.permutation(len(X_train))
    return X_train[order], X_test, y_train[order], y_test


def zero_is_no_seed(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    return by_digit(X, y, test_size, seed or None)


def fixed_seed(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    return by_digit(X, y, test_size, 42)


def fixed_seed_for_each_digit(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    return one_generator_for_each_digit(X, y, test_size, 1)


def first_of_each_digit(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rows = [np.flatnonzero(y == digit) for digit in range(10)]
    test = np.concatenate([r[: round(test_size * len(r))] for r in rows])
    return parts(X, y, np.setdiff1d(np.arange(len(X)), test), test)


def last_of_each_digit_then_shuffled(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rows = [np.flatnonzero(y == digit)[::-1] for digit in range(10)]
    test = np.concatenate([r[: round(test_size * len(r))] for r in rows])
    train = np.setdiff1d(np.arange(len(X)), test)
    rng = np.random.default_rng(seed)
    return parts(X, y, rng.permutation(train), rng.permutation(test))


def lab_blocks(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    block = len(X) // 10
    size = round(test_size * block)
    train, test = [], []
    for digit in range(10):
        rows = rng.permutation(np.arange(digit * block, (digit + 1) * block))
        test += list(rows[:size])
        train += list(rows[size:])
    return parts(X, y, train, test)


def as_many_of_each(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    each = int(len(X) * test_size / 10)
    test = np.concatenate([rng.permutation(np.flatnonzero(y == d))[:each] for d in range(10)])
    return parts(X, y, np.setdiff1d(np.arange(len(X)), test), test)


def four_hundred_each(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    rows = [rng.permutation(np.flatnonzero(y == d)) for d in range(10)]
    return parts(X, y, np.concatenate([r[:400] for r in rows]), np.concatenate([r[400:] for r in rows]))


def a_hundred_drawn(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    test = np.concatenate([rng.choice(np.flatnonzero(y == d), 100, replace=False) for d in range(10)])
    return parts(X, y, np.setdiff1d(np.arange(len(X)), test), test)


def coin_for_each_row(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    tested = np.random.default_rng(seed).random(len(X)) < test_size
    return parts(X, y, ~tested, tested)


def mask_with_two_axes(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    return [X[y == digit] for digit in range(10)]


def indices(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rows = np.arange(len(X))[:, np.newaxis]
    train, test, *_ = by_digit(rows, y, test_size, seed)
    return train.ravel(), test.ravel()


def indices_and_labels(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    return by_digit(np.arange(len(X)), y, test_size, seed)


def changes_its_input(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    for array in (X, y):
        np.random.default_rng(seed).shuffle(array)
    return by_digit(X, y, test_size, seed)


def rearranged(*order: int) -> Any:
    def solution(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
        found = by_digit(X, y, test_size, seed)
        return tuple(found[i] for i in order)

    return solution


def nested(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    X_train, X_test, y_train, y_test = by_digit(X, y, test_size, seed)
    return (X_train, y_train), (X_test, y_test)


def standardised(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    return by_digit((X - X.mean(axis=0)) / X.std(axis=0), y, test_size, seed)


def only_nine_digits(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    test = np.concatenate(
        [rng.permutation(np.flatnonzero(y == d))[: round(test_size * np.sum(y == d))] for d in range(1, 10)]
    )
    return parts(X, y, np.setdiff1d(np.arange(len(X)), test), test)


def return_in_the_loop(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    for digit in range(10):
        rows = rng.permutation(np.flatnonzero(y == digit))
        size = round(test_size * len(rows))
        return parts(X, y, rows[size:], rows[:size])


def nine_digits_returned(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rows = np.flatnonzero(y[:, 0] < 9)
    return by_digit(X[rows], y[rows], test_size, seed)


def as_many_as_of_the_first_digit(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    many = round(test_size * np.count_nonzero(y == 0))
    return _counted(lambda n: many)(X, y, test_size, seed)


def _counted(count: Any) -> Any:
    """Return a split that takes ``count(n)`` of the n rows of each digit, whatever `test_size` is."""

    def split(X: Any, y: Any, test_size: float = 0.2, seed: int = 0) -> Any:
        rng, test = np.random.default_rng(seed), np.zeros(len(y), dtype=bool)
        for digit in range(10):
            rows = rng.permutation(np.flatnonzero(y.ravel() == digit))
            test[rows[: count(len(rows))]] = True
        return X[~test], X[test], y[~test], y[test]

    return split


def every_kth(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    order = np.random.default_rng(seed).permutation(len(X))
    order = order[np.argsort(y[order, 0], kind="stable")]
    step = int(1 / test_size)
    return parts(X, y, np.delete(order, np.s_[::step]), order[::step])


def first_fold(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    from sklearn.model_selection import StratifiedKFold

    folds = StratifiedKFold(round(1 / test_size), shuffle=True, random_state=seed)
    return parts(X, y, *next(folds.split(X, y.ravel())))


def first_plain_fold(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    from sklearn.model_selection import KFold

    return parts(X, y, *next(KFold(round(1 / test_size), shuffle=True, random_state=seed).split(X)))


def size_cut_to_zero(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    order, size = np.random.default_rng(seed).permutation(len(X)), int(test_size) * len(X)
    return parts(X, y, order[size:], order[:size])


def _mask_of_numbers(y: Any, test_size: Any, seed: Any) -> Any:
    rng, mask = np.random.default_rng(seed), np.zeros(len(y), dtype=int)
    for digit in range(10):
        rows = rng.permutation(np.flatnonzero(y == digit))
        mask[rows[: round(test_size * len(rows))]] = 1
    return mask


def mask_of_numbers(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    mask = _mask_of_numbers(y, test_size, seed)
    return parts(X, y, 1 - mask, mask)


def turned_mask_of_numbers(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    mask = _mask_of_numbers(y, test_size, seed)
    return parts(X, y, ~mask, mask)


def places_within_a_digit(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    places = [rng.permutation(np.count_nonzero(y == digit)) for digit in range(10)]
    cuts = [round(test_size * len(rows)) for rows in places]
    train = np.concatenate([rows[cut:] for rows, cut in zip(places, cuts, strict=True)])
    return parts(X, y, train, np.concatenate([rows[:cut] for rows, cut in zip(places, cuts, strict=True)]))


def slices_that_overlap(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    groups = [rng.permutation(np.flatnonzero(y == digit)) for digit in range(10)]
    cuts = [round(test_size * len(rows)) for rows in groups]
    train = np.concatenate([rows[cut - 1 :] for rows, cut in zip(groups, cuts, strict=True)])
    return parts(X, y, train, np.concatenate([rows[:cut] for rows, cut in zip(groups, cuts, strict=True)]))


PLANTED = {
    "a fifth of each digit": (_counted(lambda n: n // 5), "ignores_test_size"),
    "two of each digit": (_counted(lambda n: 2), "fixed_sizes"),
    "twenty of each digit": (_counted(lambda n: 20), "fixed_sizes"),
    "as many of each as of the first": (as_many_as_of_the_first_digit, "same_number_of_each"),
    "shuffled, then cut": (shuffled_cut, "unstratified"),
    "train_test_split without stratify": (not_stratified_by_the_library, "unstratified"),
    "the sorted tail": (sorted_tail, "sorted_tail"),
    "the sorted head": (sorted_head, "sorted_tail"),
    "the tail, then shuffled": (tail_then_shuffled, "sorted_tail"),
    "train_test_split without shuffle": (library_without_shuffle, "sorted_tail"),
    "drawn with replacement": (drawn_with_replacement, "with_replacement"),
    "random indices": (random_indices, "with_replacement"),
    "drawn twice": (drawn_twice, "overlapping"),
    "test rows remain": (test_rows_remain, "test_rows_stay_in_training"),
    "shuffled separately": (shuffled_separately, "out_of_step"),
    "shuffled in place separately": (shuffled_in_place_separately, "out_of_step"),
    "labels sorted again": (labels_sorted_again, "out_of_step"),
    "one row of each digit lost": (one_row_lost, "rows_lost"),
    "two rounded sizes": (two_rounded_sizes, "rows_lost"),
    "unseeded": (unseeded, "unseeded"),
    "unseeded global state": (unseeded_global, "unseeded"),
    "a generator outside": (generator_outside, "unseeded"),
    "another order each time": (other_order_each_time, "unseeded_order"),
    "0 is no seed": (zero_is_no_seed, "zero_is_no_seed"),
    "a fixed seed": (fixed_seed, "fixed_seed"),
    "a fixed seed for each digit": (fixed_seed_for_each_digit, "fixed_seed"),
    "the first of each digit": (first_of_each_digit, "not_shuffled"),
    "the last of each digit, shuffled": (last_of_each_digit_then_shuffled, "not_shuffled"),
    "blocks as in the lab": (lab_blocks, "assumes_lab_layout"),
    "as many of each digit": (as_many_of_each, "same_number_of_each"),
    "400 of each": (four_hundred_each, "empty_test_part"),
    "4000 rows": (lambda X, y, *_: (X[:4000], X[4000:], y[:4000], y[4000:]), "empty_test_part"),
    "the share cut to a whole number": (size_cut_to_zero, "empty_test_part"),
    "the first of the folds": (first_fold, "whole_parts"),
    "the first of folds that know no labels": (first_plain_fold, "unstratified"),
    "every k-th": (every_kth, "whole_parts"),
    "a mask of 0 and 1": (mask_of_numbers, "mask_as_numbers"),
    "a mask of 0 and 1, turned round": (turned_mask_of_numbers, "mask_as_numbers"),
    "places within a digit": (places_within_a_digit, "places_within_a_digit"),
    "a row of each digit in both": (slices_that_overlap, "shared_border"),
    "100 drawn": (a_hundred_drawn, "fixed_sizes"),
    "test_size ignored": (lambda X, y, test_size=0.2, seed=0: by_digit(X, y, 0.2, seed), "ignores_test_size"),
    "a quarter always": (lambda X, y, test_size=0.2, seed=0: by_digit(X, y, 0.25, seed), "ignores_test_size"),
    "a coin for each row": (coin_for_each_row, "tosses_for_each_row"),
    "a mask with two axes": (mask_with_two_axes, "mask_with_two_axes"),
    "indices": (indices, "returns_indices"),
    "indices and labels": (indices_and_labels, "returns_indices"),
    "changes its input": (changes_its_input, "changes_input"),
    "X_train, y_train, X_test, y_test": (rearranged(0, 2, 1, 3), "wrong_order"),
    "labels first": (rearranged(2, 3, 0, 1), "wrong_order"),
    "labels crossed": (rearranged(0, 1, 3, 2), "wrong_order"),
    "training and test swapped": (rearranged(1, 0, 3, 2), "swapped_parts"),
    "test_size for training": (
        lambda X, y, test_size=0.2, seed=0: by_digit(X, y, 1 - test_size, seed),
        "swapped_parts",
    ),
    "a digit without test rows": (only_nine_digits, "digit_left_out"),
    "a digit forgotten": (nine_digits_returned, "digit_left_out"),
    "return in the loop": (return_in_the_loop, "returns_inside_loop"),
    "two pairs": (nested, "nested_pairs"),
    "standardised": (standardised, "changes_rows"),
    "None": (lambda X, y, test_size=0.2, seed=0: print("done"), "returns_none"),
}


def one_too_many(X: Any, y: Any, test_size: Any = 0.2, seed: Any = 0) -> Any:
    rng = np.random.default_rng(seed)
    rows = [rng.permutation(np.flatnonzero(y == d)) for d in range(10)]
    cut = [int(test_size * len(r)) + 1 for r in rows]
    test = np.concatenate([r[:c] for r, c in zip(rows, cut, strict=True)])
    return parts(X, y, np.setdiff1d(np.arange(len(X)), test), test)


def without_options(X: Any, y: Any) -> Any:
    return by_digit(X, y)


def options_required(X: Any, y: Any, test_size: Any, seed: Any) -> Any:
    return by_digit(X, y, test_size, seed)


REFUSED = {
    "half of the share": lambda X, y, t=0.2, seed=0: by_digit(X, y, t / 2, seed),
    "one too many of each": one_too_many,
    "no options": without_options,
    "options without defaults": options_required,
    "options swapped": lambda X, y, seed=0, test_size=0.2: by_digit(X, y, test_size, seed),
    "three parts": lambda X, y, *_: by_digit(X, y)[:3],
    "five parts": lambda X, y, *_: (*by_digit(X, y), None),
    "two parts of X": lambda X, y, *_: by_digit(X, y)[:2],
    "a dictionary": lambda X, y, *_: dict(zip("abcd", by_digit(X, y), strict=True)),
    "X itself": lambda X, y, *_: X,
    "a generator": lambda X, y, *_: (part for part in by_digit(X, y)),
    "columns split": lambda X, y, *_: (X[:, :1], X[:, 1:], y, y),
    "X as pictures": lambda X, y, *o: tuple(part[:, :, None] for part in by_digit(X, y, *o)),
    "labels as one-hot rows": lambda X, y, *o: by_digit(X, np.eye(10)[y[:, 0]], *o),
    "labels as text": lambda X, y, *o: (*by_digit(X, y, *o)[:2], "train", "test"),
    "nan in the rows": lambda X, y, *o: by_digit(X * np.nan, y, *o),
    "all in test": lambda X, y, *_: (X[:0], X, y[:0], y),
    "lists as indices": lambda X, y, *_: X[list("ab")],
    "empty": lambda X, y, *_: ([], [], [], []),
    "shuffles columns": lambda X, y, t=0.2, seed=0: by_digit(X[:, ::-1], y, t, seed),
}
