"""Ways to count, and to miscount, which digit was taken for which."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np


def loop(y_true: Any, y_pred: Any) -> Any:
    matrix = np.zeros((10, 10), dtype=int)
    for true, predicted in zip(y_true, y_pred, strict=True):
        matrix[true, predicted] += 1
    return matrix


def masks(y_true: Any, y_pred: Any) -> Any:
    return np.array([[np.sum((y_true == i) & (y_pred == j)) for j in range(10)] for i in range(10)])


def nested_lists(y_true: Any, y_pred: Any) -> Any:
    counts = Counter(zip(y_true.tolist(), y_pred.tolist(), strict=True))
    return [[counts[i, j] for j in range(10)] for i in range(10)]


def bincount(y_true: Any, y_pred: Any) -> Any:
    return np.bincount(10 * y_true + y_pred, minlength=100).reshape(10, 10)


def add_at(y_true: Any, y_pred: Any) -> Any:
    matrix = np.zeros((10, 10))
    np.add.at(matrix, (y_true, y_pred), 1)
    return matrix


def one_hot_product(y_true: Any, y_pred: Any) -> Any:
    return np.eye(10)[y_true].T @ np.eye(10)[y_pred]


def scikit_learn(y_true: Any, y_pred: Any) -> Any:
    from sklearn.metrics import confusion_matrix

    return confusion_matrix(y_true, y_pred, labels=range(10))


def tensorflow(y_true: Any, y_pred: Any) -> Any:
    import tensorflow as tf

    return tf.math.confusion_matrix(y_true, y_pred, num_classes=10)


def histogram(y_true: Any, y_pred: Any) -> Any:
    return np.histogram2d(y_true, y_pred, bins=np.arange(11) - 0.5)[0]


ACCEPTED = {
    "loop": loop,
    "masks": masks,
    "nested lists": nested_lists,
    "bincount": bincount,
    "add.at into floats": add_at,
    "one-hot product": one_hot_product,
    "scikit-learn": scikit_learn,
    "TensorFlow": tensorflow,
    "histogram2d": histogram,
    "histogram2d from 0 to 9": lambda t, p: np.histogram2d(t, p, bins=10, range=[[0, 9], [0, 9]])[0],
    "row by row": lambda t, p: [np.bincount(p[t == digit], minlength=10) for digit in range(10)],
}


def fancy_index(y_true: Any, y_pred: Any) -> Any:
    matrix = np.zeros((10, 10), dtype=int)
    matrix[y_true, y_pred] += 1
    return matrix


def scikit_learn_without_labels(y_true: Any, y_pred: Any) -> Any:
    from sklearn.metrics import confusion_matrix

    return confusion_matrix(y_true, y_pred)


def only_errors(y_true: Any, y_pred: Any) -> Any:
    matrix = np.zeros((10, 10), dtype=int)
    for true, predicted in zip(y_true, y_pred, strict=True):
        if true != predicted:
            matrix[true, predicted] += 1
    return matrix


def only_hits(y_true: Any, y_pred: Any) -> Any:
    return np.diag(np.bincount(y_true[y_true == y_pred], minlength=10))


def size_by_maximum(y_true: Any, y_pred: Any) -> Any:
    n = max(y_true.max(), y_pred.max()) + 1
    return masks(y_true, y_pred)[:n, :n]


def row_shares(y_true: Any, y_pred: Any) -> Any:
    matrix = loop(y_true, y_pred)
    return matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)


def prints(y_true: Any, y_pred: Any) -> None:
    print(loop(y_true, y_pred))


def one_list_for_all_rows(y_true: Any, y_pred: Any) -> Any:
    matrix = [[0] * 10] * 10
    for true, predicted in zip(y_true, y_pred, strict=True):
        matrix[true][predicted] += 1
    return matrix


def either(y_true: Any, y_pred: Any) -> Any:
    return [[np.sum((y_true == i) | (y_pred == j)) for j in range(10)] for i in range(10)]


def in_bytes(y_true: Any, y_pred: Any) -> Any:
    return loop(y_true, y_pred).astype(np.int8)


def one_digit_against_the_rest(y_true: Any, y_pred: Any) -> Any:
    is_one, said_one = y_true == 1, y_pred == 1
    return [
        [np.sum(is_one & said_one), np.sum(~is_one & said_one)],
        [np.sum(is_one & ~said_one), np.sum(~is_one & ~said_one)],
    ]


def by_multilabel(y_true: Any, y_pred: Any) -> Any:
    from sklearn.metrics import multilabel_confusion_matrix

    return multilabel_confusion_matrix(y_true, y_pred, labels=range(10))


def with_sums(y_true: Any, y_pred: Any) -> Any:
    matrix = loop(y_true, y_pred)
    return np.block([[matrix, matrix.sum(1, keepdims=True)], [matrix.sum(0, keepdims=True), matrix.sum()]])


def cells(first: int, last: int) -> Any:
    digits = range(first, last + 1)
    return lambda t, p: [[np.sum((t == i) & (p == j)) for j in digits] for i in digits]


def zeros_in_the_loop(y_true: Any, y_pred: Any) -> Any:
    for true, read in zip(y_true, y_pred, strict=True):
        matrix = np.zeros((10, 10), dtype=int)
        matrix[true, read] += 1
    return matrix


PLANTED = {
    "bincount without a least length": (
        lambda t, p: np.bincount(10 * t + p).reshape(10, 10),
        "size_from_the_labels",
    ),
    "the truth never asked for": (
        lambda t, p: np.stack([np.bincount(p, minlength=10) for _ in range(10)]),
        "shared_rows",
    ),
    "zeros inside the loop": (zeros_in_the_loop, "made_anew_in_each_round"),
    "counts in bytes": (in_bytes, "counts_in_bytes"),
    "counts in unsigned bytes": (lambda t, p: loop(t, p).astype(np.uint8), "counts_in_bytes"),
    "histogram2d without a range": (lambda t, p: np.histogram2d(t, p, bins=10)[0], "bins_from_the_data"),
    "sums beside": (with_sums, "sums_added"),
    "one against the rest": (one_digit_against_the_rest, "one_against_the_rest"),
    "ten tables": (by_multilabel, "one_against_the_rest"),
    "cells for 1 to 10": (cells(1, 10), "counts_from_one"),
    "cells for 0 to 8": (cells(0, 8), "not_ten_classes"),
    "one list for all rows": (one_list_for_all_rows, "shared_rows"),
    "digits minus one": (lambda t, p: loop(t - 1, p - 1), "counts_from_one"),
    "first pair only": (lambda t, p: loop(t[:1], p[:1]), "returns_inside_loop"),
    "the last one forgotten": (lambda t, p: loop(t[:-1], p[:-1]), "loop_range"),
    "truth twice": (lambda t, p: loop(t, t), "one_list_twice"),
    "either fits": (either, "either_fits"),
    "48 transposed": (lambda y_true, y_pred: loop(y_pred, y_true), "transposed"),
    "fancy index counts once": (fancy_index, "counts_once"),
    "without labels": (scikit_learn_without_labels, "size_from_the_labels"),
    "up to the largest": (size_by_maximum, "size_from_the_labels"),
    "errors only": (only_errors, "mistakes_only"),
    "hits only": (only_hits, "hits_only"),
    "shares of a row": (row_shares, "shares_instead_of_counts"),
    "shares of all": (lambda t, p: loop(t, p) / len(t), "shares_instead_of_counts"),
    "both directions": (lambda t, p: loop(t, p) + loop(p, t), "both_directions"),
    "accuracy": (lambda t, p: np.mean(t == p), "element_by_element"),
    "None": (prints, "returns_none"),
}


def _kept_between_calls() -> Any:
    matrix = np.zeros((10, 10), dtype=int)

    def count(y_true: Any, y_pred: Any) -> Any:
        for true, predicted in zip(y_true, y_pred, strict=True):
            matrix[true, predicted] += 1
        return matrix

    return count


def nine_classes(y_true: Any, y_pred: Any) -> Any:
    matrix = np.zeros((9, 9), dtype=int)
    for true, predicted in zip(y_true, y_pred, strict=True):
        matrix[true, predicted] += 1
    return matrix


REFUSED = {
    "one matrix for all calls": _kept_between_calls(),
    "nine classes": nine_classes,
    "transposed shares": lambda t, p: row_shares(t, p).T,
    "only the upper half": lambda t, p: np.triu(loop(t, p)),
    "rows reversed": lambda t, p: loop(t, p)[::-1],
    "ones everywhere": lambda t, p: np.ones((10, 10)),
    "a dictionary": lambda t, p: dict(Counter(zip(t, p, strict=True))),
    "scores": lambda t, p: np.eye(10)[t] - np.eye(10)[p],
}
