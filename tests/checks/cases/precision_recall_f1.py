"""Ways to measure each digit, and ways to get the measures wrong."""

from __future__ import annotations

from typing import Any

import numpy as np


def guarded(matrix: Any) -> Any:
    hits = np.diag(matrix)
    predicted, true = matrix.sum(axis=0), matrix.sum(axis=1)
    precision = np.where(predicted > 0, hits / np.maximum(predicted, 1), 0.0)
    recall = np.where(true > 0, hits / np.maximum(true, 1), 0.0)
    total = precision + recall
    f1 = np.where(total > 0, 2 * precision * recall / np.where(total > 0, total, 1), 0.0)
    return precision, recall, f1


def nan_to_num(matrix: Any) -> Any:
    p = np.nan_to_num(np.diag(matrix) / np.sum(matrix, axis=0))
    r = np.nan_to_num(np.diag(matrix) / np.sum(matrix, axis=1))
    return [p, r, np.nan_to_num(2 * p * r / (p + r))]


def loops(matrix: Any) -> Any:
    p, r, f = [], [], []
    for k in range(10):
        column = sum(matrix[i][k] for i in range(10))
        row = sum(matrix[k][j] for j in range(10))
        p.append(matrix[k][k] / column if column else 0)
        r.append(matrix[k][k] / row if row else 0)
        f.append(2 * p[-1] * r[-1] / (p[-1] + r[-1]) if p[-1] + r[-1] else 0)
    return p, r, f


def tiny_constant(matrix: Any) -> Any:
    hits = np.diag(matrix)
    p = hits / (matrix.sum(axis=0) + 1e-12)
    r = hits / (matrix.sum(axis=1) + 1e-12)
    return np.array([p, r, 2 * p * r / (p + r + 1e-12)])


def from_false_positives(matrix: Any) -> Any:
    tp = np.diag(matrix).astype(float)
    fp, fn = matrix.sum(axis=0) - tp, matrix.sum(axis=1) - tp
    with np.errstate(invalid="ignore"):
        parts = tp / (tp + fp), tp / (tp + fn), 2 * tp / (2 * tp + fp + fn)
    return tuple(np.nan_to_num(part) for part in parts)


def through_scikit_learn(matrix: Any) -> Any:
    from sklearn.metrics import precision_recall_fscore_support

    true, predicted = np.indices((10, 10)).reshape(2, -1)
    times = matrix.ravel()
    y_true, y_pred = np.repeat(true, times), np.repeat(predicted, times)
    return precision_recall_fscore_support(y_true, y_pred, labels=range(10), zero_division=0)[:3]


ACCEPTED = {
    "guarded by where": guarded,
    "nan_to_num": nan_to_num,
    "loops": loops,
    "a tiny constant": tiny_constant,
    "true and false positives": from_false_positives,
    "through scikit-learn": through_scikit_learn,
    "single precision": lambda matrix: np.array(guarded(matrix), dtype=np.float32),
}


def no_guard(matrix: Any) -> Any:
    p, r = np.diag(matrix) / matrix.sum(axis=0), np.diag(matrix) / matrix.sum(axis=1)
    return p, r, 2 * p * r / (p + r)


def mean_without_a_guard(matrix: Any) -> Any:
    precision, recall, _ = no_guard(matrix)
    return precision, recall, (precision + recall) / 2


def swapped(matrix: Any) -> Any:
    p, r, f = guarded(matrix)
    return r, p, f


def mean_for_f1(matrix: Any) -> Any:
    p, r, _ = guarded(matrix)
    return p, r, (p + r) / 2


def without_the_2(matrix: Any) -> Any:
    p, r, f = guarded(matrix)
    return p, r, f / 2


def whole_numbers(matrix: Any) -> Any:
    hits = np.diag(matrix)
    p, r = hits // np.maximum(matrix.sum(axis=0), 1), hits // np.maximum(matrix.sum(axis=1), 1)
    return p, r, np.nan_to_num(2 * p * r / (p + r))


def zero_division(matrix: Any) -> Any:
    counts = matrix.tolist()
    p = [counts[k][k] / sum(row[k] for row in counts) for k in range(10)]
    r = [counts[k][k] / sum(counts[k]) for k in range(10)]
    return p, r, [2 * a * b / (a + b) for a, b in zip(p, r, strict=True)]


def missing_brackets(matrix: Any) -> Any:
    p, r, _ = guarded(matrix)
    return p, r, np.nan_to_num(2 * p * r / p + r)


def smoothed(matrix: Any) -> Any:
    p, r = (np.diag(matrix) / (matrix.sum(axis=axis) + 1e-3) for axis in (0, 1))
    return p, r, 2 * p * r / (p + r + 1e-3)


def f_beta(matrix: Any, beta: float) -> Any:
    p, r, _ = guarded(matrix)
    return p, r, np.nan_to_num((1 + beta**2) * p * r / (beta**2 * p + r))


def overlap(matrix: Any) -> Any:
    hits = np.diag(matrix)
    union = matrix.sum(axis=0) + matrix.sum(axis=1) - hits
    return *guarded(matrix)[:2], [int(h) / int(u) if u else 0 for h, u in zip(hits, union, strict=True)]


def appended_where_there_is_a_divisor(matrix: Any) -> Any:
    p, r, f = [], [], []
    for k in range(10):
        if matrix[:, k].sum():
            p.append(matrix[k, k] / matrix[:, k].sum())
        if matrix[k].sum():
            r.append(matrix[k, k] / matrix[k].sum())
        if matrix[k, k]:
            f.append(2 * matrix[k, k] / (matrix[k].sum() + matrix[:, k].sum()))
    return p, r, f


def plus_one_in_counts(matrix: Any) -> Any:
    hits, predicted, true = np.diag(matrix), matrix.sum(axis=0), matrix.sum(axis=1)
    return hits / (predicted + 1), hits / (true + 1), 2 * hits / (predicted + true + 1)


def f1_of_averages(matrix: Any) -> Any:
    p, r, _ = guarded(matrix)
    return p, r, np.full(10, 2 / (1 / p.mean() + 1 / r.mean()))


def minus_one_for_empty_classes(matrix: Any) -> Any:
    p, r = (np.where(m.sum(axis=0) > 0, guarded(m)[0], -1.0) for m in (matrix, matrix.T))
    return p, r, np.where((p > 0) & (r > 0), guarded(matrix)[2], -1.0)


def the_mean_for_empty_classes(matrix: Any) -> Any:
    p, r, f = guarded(matrix)
    p[matrix.sum(axis=0) == 0] = p.mean()
    return p, r, f


def one_try_for_all(matrix: Any) -> Any:
    try:
        return zero_division(matrix)
    except ZeroDivisionError:
        return [0] * 10, [0] * 10, [0] * 10


def one_against_the_rest(matrix: Any) -> Any:
    """Return the accuracy for each digit against the rest."""
    tp = np.diag(matrix)
    fp, fn = matrix.sum(axis=0) - tp, matrix.sum(axis=1) - tp
    return 1 - (fp + fn) / matrix.sum()


def specificity(matrix: Any) -> Any:
    tp = np.diag(matrix)
    fp, fn = matrix.sum(axis=0) - tp, matrix.sum(axis=1) - tp
    tn = matrix.sum() - tp - fp - fn
    p, r = guarded(matrix)[0], tn / (tn + fp)
    return p, r, np.nan_to_num(2 * p * r / (p + r))


def whole_column_as_false_positives(matrix: Any) -> Any:
    tp = np.diag(matrix)
    fp, fn = matrix.sum(axis=0), matrix.sum(axis=1)
    p, r = np.nan_to_num(tp / (tp + fp)), np.nan_to_num(tp / (tp + fn))
    return p, r, np.nan_to_num(2 * p * r / (p + r))


def nan_without_a_hit(m: Any) -> Any:
    """Guard both sums, and forget that precision and recall may both be 0."""
    precision, recall, _ = guarded(m)
    both = (m.sum(axis=0) > 0) & (m.sum(axis=1) > 0)
    with np.errstate(invalid="ignore"):
        return precision, recall, np.where(both, 2 * precision * recall / (precision + recall), 0)


def nan_for_recall(m: Any) -> Any:
    precision, _, f1 = guarded(m)
    with np.errstate(invalid="ignore"):
        recall = np.diag(m) / m.sum(axis=1)
    return precision, recall, np.where(np.isnan(recall), recall, f1)


def hits_over_mistakes(m: Any) -> Any:
    hits = np.diag(m)
    p, r = (hits / np.maximum(m.sum(axis=axis) - hits, 1) for axis in (0, 1))
    with np.errstate(invalid="ignore"):
        return p, r, np.nan_to_num(2 * p * r / (p + r))


PLANTED = {
    "nan where a digit has no hit": (nan_without_a_hit, "nan_for_empty_class"),
    "nan for a recall only, F1 guarded by a sum of 0": (nan_for_recall, "nan_for_empty_class"),
    "1 for an F1 of 0 / 0": (
        lambda m: (*guarded(m)[:2], np.where(np.sum(guarded(m)[:2], axis=0) == 0, 1.0, guarded(m)[2])),
        "one_for_empty_class",
    ),
    "hits over mistakes": (hits_over_mistakes, "hits_left_out_of_the_divisor"),
    "a constant below F1 only": (
        lambda m: (
            *guarded(m)[:2],
            2 * np.prod(guarded(m)[:2], axis=0) / (np.sum(guarded(m)[:2], axis=0) + 1e-3),
        ),
        "constant_in_the_divisor",
    ),
    "weighted averages": (
        lambda m: tuple(float(part @ m.sum(axis=1)) / m.sum() for part in guarded(m)),
        "averages",
    ),
    "without the digits that never occur": (
        lambda m: tuple(part[(m.sum(axis=0) > 0) & (m.sum(axis=1) > 0)] for part in guarded(m)),
        "fewer_than_ten",
    ),
    "the accuracy ten times": (lambda m: [np.full(10, np.trace(m) / m.sum())] * 3, "averages"),
    "-1 for an empty class": (minus_one_for_empty_classes, "another_value_for_empty_class"),
    "the mean for an empty class": (the_mean_for_empty_classes, "another_value_for_empty_class"),
    "one try for all": (one_try_for_all, "one_empty_class_empties_all"),
    "accuracy of each digit": (lambda m: [one_against_the_rest(m)] * 3, "counts_the_other_digits"),
    "specificity": (specificity, "counts_the_other_digits"),
    "a whole column as false positives": (whole_column_as_false_positives, "hits_counted_twice"),
    "shares of mistakes": (lambda m: tuple(1 - part for part in guarded(m)), "shares_of_mistakes"),
    "the smaller one": (
        lambda m: (*guarded(m)[:2], np.minimum(*guarded(m)[:2])),
        "smaller_or_larger_for_f1",
    ),
    "the larger one": (
        lambda m: (*guarded(m)[:2], np.max(guarded(m)[:2], axis=0)),
        "smaller_or_larger_for_f1",
    ),
    "overlap": (overlap, "overlap_for_f1"),
    "F2": (lambda m: f_beta(m, 2), "weighted_f1"),
    "F of a half": (lambda m: f_beta(m, 0.5), "weighted_f1"),
    "F1 of averages": (f1_of_averages, "f1_of_averages"),
    "nan in the recall": (
        lambda m: (guarded(m)[0], np.diag(m) / m.sum(axis=1), guarded(m)[2]),
        "nan_for_empty_class",
    ),
    "empty classes dropped": (appended_where_there_is_a_divisor, "fewer_than_ten"),
    "nine digits": (lambda m: [part[:9] for part in guarded(m)], "fewer_than_ten"),
    "a constant in counts": (plus_one_in_counts, "constant_in_the_divisor"),
    "49 division by zero": (zero_division, "nan_for_empty_class"),
    "F1 first": (lambda m: (guarded(m)[2], guarded(m)[0], guarded(m)[1]), "another_order"),
    "brackets": (missing_brackets, "missing_brackets"),
    "a constant": (smoothed, "constant_in_the_divisor"),
    "one row for each digit": (lambda m: np.array(guarded(m)).T, "a_row_for_each_digit"),
    "49 nan": (no_guard, "nan_for_empty_class"),
    "swapped": (swapped, "precision_recall_swapped"),
    "swapped, and nan": (lambda matrix: no_guard(matrix.T), "precision_recall_swapped"),
    "a mean for F1, and nan": (mean_without_a_guard, "arithmetic_mean"),
    "mean for F1": (mean_for_f1, "arithmetic_mean"),
    "F1 without the 2": (without_the_2, "f1_without_the_2"),
    "averages": (lambda m: tuple(np.mean(part) for part in guarded(m)), "averages"),
    "one for an empty class": (
        lambda m: tuple(np.nan_to_num(part, nan=1.0) for part in no_guard(m)),
        "one_for_empty_class",
    ),
    "whole numbers": (whole_numbers, "whole_number_division"),
    "percent": (lambda m: tuple(100 * part for part in guarded(m)), "percent"),
    "None": (lambda m: None, "returns_none"),
}


def divides_in_place(matrix: Any) -> Any:
    measures = guarded(matrix.copy())
    matrix[:] = 0
    return measures


def none_for_zero(matrix: Any) -> Any:
    return [[value or None for value in part.tolist()] for part in guarded(matrix)]


REFUSED = {
    "precision only": lambda m: guarded(m)[0],
    "precision and recall": lambda m: guarded(m)[:2],
    "an average among arrays": lambda m: (np.mean(guarded(m)[0]), *guarded(m)[1:]),
    "None where there is 0 / 0": lambda m: [
        [x or None for x in part] for part in np.array(guarded(m)).tolist()
    ],
    "None for the recall": lambda m: (guarded(m)[0], None, guarded(m)[2]),
    "F1 and nothing else": lambda m: guarded(m)[2],
    "a dictionary": lambda m: dict(zip(("precision", "recall", "f1"), guarded(m), strict=True)),
    "a constant that shows": lambda m: tuple(np.diag(m) / (m.sum(axis=k) + 1) for k in (0, 1, 0)),
    "rounded": lambda m: np.round(guarded(m), 1),
    "the matrix is cleared": divides_in_place,
    "F2 without its divisor": lambda m: (*guarded(m)[:2], 5 * guarded(m)[0] * guarded(m)[1]),
}
