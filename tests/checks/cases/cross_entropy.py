"""Cross-entropies from logits as learners write them, right and wrong."""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def with_indexing(logits: Any, y: Any) -> Any:
    y = y.reshape(-1)
    top = logits.max(axis=1)
    log_sums = top + np.log(np.sum(np.exp(logits - top[:, None]), axis=1))
    return float(np.mean(log_sums - logits[np.arange(len(y)), y]))


def numpy_scalar(logits: Any, y: Any) -> Any:
    z = logits - np.max(logits, axis=1, keepdims=True)
    log_probabilities = z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))
    return -np.mean(log_probabilities[range(len(z)), y.flatten()])


def rows_in_a_loop(logits: Any, y: Any) -> Any:
    total = 0
    for row, label in zip(logits, y.ravel(), strict=True):
        biggest = np.max(row)
        total += biggest + np.log(np.sum(np.exp(row - biggest))) - row[label]
    return total / len(logits)


def everything_in_loops(logits: Any, y: Any) -> Any:
    losses = []
    for i in range(len(logits)):
        row = [float(v) for v in logits[i]]
        label = int(np.array(y[i]).item())
        m = max(row)
        s = 0.0
        for v in row:
            s += math.exp(v - m)
        losses.append(math.log(s) + m - row[label])
    return sum(losses) / len(losses)


def column_left_as_it_is(logits: Any, y: Any) -> Any:
    """For labels of shape (m, 1), `row[y[i]]` has shape (1,), and so has the sum."""
    total = 0.0
    for i in range(logits.shape[0]):
        m = logits[i].max()
        total = total + m + np.log(np.exp(logits[i] - m).sum()) - logits[i][y[i]]
    return total / logits.shape[0]


def one_hot_rows(logits: Any, y: Any) -> Any:
    m, classes = logits.shape
    one_hot = np.eye(classes)[np.asarray(y).ravel()]
    shifted = logits - logits.max(axis=1).reshape(m, 1)
    return np.sum(one_hot * (np.log(np.exp(shifted).sum(axis=1)).reshape(m, 1) - shifted)) / m


def taken_along_the_axis(logits: Any, y: Any) -> Any:
    y = np.reshape(y, (-1, 1))
    m = logits.max(axis=1, keepdims=True)
    lse = m + np.log(np.exp(logits - m).sum(axis=1, keepdims=True))
    return (lse - np.take_along_axis(logits, y, axis=1)).mean()


def by_logaddexp(logits: Any, y: Any) -> Any:
    return np.mean(np.logaddexp.reduce(logits, axis=1) - logits[np.arange(len(logits)), np.squeeze(y, None)])


def by_scipy(logits: Any, y: Any) -> Any:
    from scipy.special import logsumexp

    return np.average(logsumexp(logits, axis=1) - logits[np.arange(len(logits)), y.reshape(len(y))])


def differences_to_the_label(logits: Any, y: Any) -> Any:
    """log(sum(exp(z - z[y]))) by logaddexp: no second term at all."""
    y = np.asarray(y).reshape(-1, 1)
    return np.logaddexp.reduce(logits - np.take_along_axis(logits, y, 1), axis=1).mean()


def wide_and_column_meet(logits: Any, y: Any) -> Any:
    """(m, 1) minus (m,) makes an m x m table, whose mean is right all the same."""
    m = logits.max(axis=1, keepdims=True)
    lse = m + np.log(np.exp(logits - m).sum(axis=1, keepdims=True))
    return np.mean(lse - logits[np.arange(len(logits)), y.ravel()])


def by_keras(logits: Any, y: Any) -> Any:
    import keras

    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y.ravel(), logits)


def by_tensorflow(logits: Any, y: Any) -> Any:
    import tensorflow as tf

    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.reshape(y, [-1]), logits=logits)
    return tf.reduce_mean(losses)


def tensors_then_numpy(logits: Any, y: Any) -> Any:
    import tensorflow as tf

    z = tf.constant(logits)
    picked = tf.gather(z, tf.reshape(y, [-1]), axis=1, batch_dims=1)
    return tf.reduce_mean(tf.reduce_logsumexp(z, axis=1) - picked).numpy()


def single_precision(logits: Any, y: Any) -> Any:
    return np.float32(with_indexing(logits.astype(np.float32), y))


def prints_as_well(logits: Any, y: Any) -> Any:
    loss = with_indexing(logits, y)
    print("loss:", loss)
    return loss


def subtracts_in_a_copy(logits: Any, y: Any) -> Any:
    z = logits.copy().astype(float)
    z -= z.max(axis=1, keepdims=True)
    return -(z[np.arange(len(z)), y.ravel()] - np.log(np.exp(z).sum(axis=1))).mean()


def matrix_products(logits: Any, y: Any) -> Any:
    m, k = logits.shape
    truth = (np.arange(k) == np.ravel(y)[:, None]).astype(float)
    top = logits.max(1, keepdims=True)
    lse = np.log(np.exp(logits - top) @ np.ones(k)) + top[:, 0]
    return (lse.sum() - (truth * logits).sum()) / m


ACCEPTED = {
    "indexing": with_indexing,
    "a NumPy scalar": numpy_scalar,
    "a loop over rows": rows_in_a_loop,
    "loops and math": everything_in_loops,
    "a result of shape (1,)": column_left_as_it_is,
    "one-hot rows": one_hot_rows,
    "take_along_axis": taken_along_the_axis,
    "logaddexp": by_logaddexp,
    "SciPy's logsumexp": by_scipy,
    "differences to the label": differences_to_the_label,
    "an m x m table with the right mean": wide_and_column_meet,
    "Keras's loss": by_keras,
    "TensorFlow's loss": by_tensorflow,
    "tensors": tensors_then_numpy,
    "float32": single_precision,
    "prints as well": prints_as_well,
    "works on a copy": subtracts_in_a_copy,
    "matrix products": matrix_products,
    "a 0-d array": lambda logits, y: np.array(with_indexing(logits, y)),
    "minus zero": lambda logits, y: -np.mean(-np.array([with_indexing(logits, y)])),
}


def softmax(z: Any) -> Any:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def of_the_right_class(p: Any, y: Any) -> Any:
    return p[np.arange(len(p)), y.ravel()]


def softmax_then_log(logits: Any, y: Any) -> Any:
    return -np.mean(np.log(of_the_right_class(softmax(logits), y)))


def naive_softmax_then_log(logits: Any, y: Any) -> Any:
    e = np.exp(logits)
    return -np.mean(np.log(of_the_right_class(e / np.sum(e, axis=1, keepdims=True), y)))


def log_by_math(logits: Any, y: Any) -> Any:
    total = 0
    for row, label in zip(softmax(logits), y.ravel(), strict=True):
        total -= math.log(row[label])
    return total / len(y)


def naive_log_sum_exp(logits: Any, y: Any) -> Any:
    return np.mean(np.log(np.exp(logits).sum(axis=1)) - of_the_right_class(logits, y))


def naive_by_math(logits: Any, y: Any) -> Any:
    losses = [
        math.log(sum(math.exp(v) for v in row)) - row[label]
        for row, label in zip(logits, y.ravel(), strict=True)
    ]
    return sum(losses) / len(losses)


def naive_in_half_of_the_precision(logits: Any, y: Any) -> Any:
    z = logits.astype(np.float32)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - of_the_right_class(z, y))


def global_max(logits: Any, y: Any) -> Any:
    top = np.max(logits)
    return np.mean(top + np.log(np.exp(logits - top).sum(axis=1)) - of_the_right_class(logits, y))


def global_sum(logits: Any, y: Any) -> Any:
    top = np.max(logits)
    return np.mean(top + np.log(np.sum(np.exp(logits - top))) - of_the_right_class(logits, y))


def no_max_added(logits: Any, y: Any) -> Any:
    z = logits - logits.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - of_the_right_class(logits, y))


def column_not_flat(logits: Any, y: Any) -> Any:
    z = logits - logits.max(axis=1, keepdims=True)
    logs = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.mean(logs[np.arange(len(logits)), y])


def column_not_flat_and_naive(logits: Any, y: Any) -> Any:
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(y)), y]).mean()


def one_hot_of_a_column(logits: Any, y: Any) -> Any:
    m, k = logits.shape
    z = logits - logits.max(axis=1, keepdims=True)
    logs = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.sum(np.eye(k)[y] * logs) / m


def all_columns(logits: Any, y: Any) -> Any:
    z = logits - logits.max(axis=1, keepdims=True)
    return -np.mean((z - np.log(np.exp(z).sum(axis=1, keepdims=True)))[:, y.ravel()])


def first_column_of_y(logits: Any, y: Any) -> Any:
    return with_indexing(logits, y[:, 0])


def label_must_be_a_number(logits: Any, y: Any) -> Any:
    rows = logits.tolist()
    losses = []
    for i in range(len(rows)):
        m = max(rows[i])
        losses.append(m + math.log(sum(math.exp(v - m) for v in rows[i])) - rows[i][y[i]])
    return sum(losses) / len(rows)


def return_in_the_loop(logits: Any, y: Any) -> Any:
    for row, label in zip(logits, y.ravel(), strict=True):
        m = row.max()
        return m + np.log(np.exp(row - m).sum()) - row[label]


def assigns_instead_of_adding(logits: Any, y: Any) -> Any:
    for row, label in zip(logits, y.ravel(), strict=True):
        m = row.max()
        loss = m + np.log(np.exp(row - m).sum()) - row[label]
    return loss / len(logits)


def changes_the_logits(logits: Any, y: Any) -> Any:
    logits -= logits.max(axis=1, keepdims=True)
    return with_indexing(logits, y)


def array_like_the_logits(logits: Any, y: Any) -> Any:
    e = np.zeros_like(logits)
    for i, row in enumerate(logits):
        e[i] = np.exp(row - row.max())
    picked = logits[np.arange(len(logits)), y.ravel()]
    return np.mean(logits.max(axis=1) + np.log(e.sum(axis=1)) - picked)


def softmax_into_the_formula(logits: Any, y: Any) -> Any:
    return with_indexing(softmax(logits), y)


def ten_classes(logits: Any, y: Any) -> Any:
    return np.mean(
        [
            np.logaddexp.reduce([row[k] for k in range(10)]) - row[label]
            for row, label in zip(logits, y.ravel(), strict=True)
        ]
    )


def mean_of_the_table(logits: Any, y: Any) -> Any:
    z = logits - logits.max(axis=1, keepdims=True)
    logs = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.mean(np.eye(logits.shape[1])[y.ravel()] * logs)


def divided_by_the_classes(logits: Any, y: Any) -> Any:
    return with_indexing(logits, y) * len(logits) / logits.shape[1]


def down_the_columns(logits: Any, y: Any) -> Any:
    p = np.exp(logits) / np.sum(np.exp(logits), axis=0)
    return -np.mean(np.log(of_the_right_class(p, y)))


def only_prints(logits: Any, y: Any) -> None:
    print(with_indexing(logits, y))


def binary(logits: Any, y: Any) -> Any:
    p = softmax(logits)
    t = np.eye(logits.shape[1])[y.ravel()]
    return -np.mean(np.sum(t * np.log(p) + (1 - t) * np.log(1 - p), axis=1))


def keras_is_not_told(logits: Any, y: Any) -> Any:
    import keras

    return float(keras.losses.SparseCategoricalCrossentropy()(y, logits))


def nan_taken_for_zero(logits: Any, y: Any) -> Any:
    e = np.exp(logits)
    p = e / e.sum(axis=1, keepdims=True)
    return np.nan_to_num(-np.log(p[np.arange(len(p)), y.ravel()]).mean())


def one_hot_without_a_flat_y(logits: Any, y: Any) -> Any:
    shifted = logits - logits.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -np.mean(np.sum(np.eye(logits.shape[1])[y] * logs, axis=1))


def as_many_classes_as_labels(logits: Any, y: Any) -> Any:
    shifted = logits - logits.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -(np.eye(y.max() + 1)[y.ravel()] * logs).sum(axis=1).mean()


def to_categorical_without_a_number(logits: Any, y: Any) -> Any:
    from keras import losses, utils

    loss = losses.CategoricalCrossentropy(from_logits=True)
    return loss(utils.to_categorical(y.ravel()), logits)


def divides_inside_the_loop(logits: Any, y: Any) -> Any:
    total = 0.0
    for row, label in zip(logits, y.ravel(), strict=True):
        total += np.logaddexp.reduce(row) - row[label]
        total /= len(logits)
    return total


def shifted_by(taken: Any, z: Any, y: Any) -> Any:
    sums = np.exp(z - taken[:, None]).sum(axis=1)
    return np.mean(taken + np.log(sums) - of_the_right_class(z, y))


def binary_kept_apart(z: Any, y: Any) -> Any:
    p, t = np.clip(softmax(z), 1e-15, 1 - 1e-15), np.eye(z.shape[1])[np.ravel(y)]
    return -(t * np.log(p) + (1 - t) * np.log(1 - p)).sum(axis=1).mean()


def one_hot_times(logarithms: Any, y: Any) -> Any:
    return -(np.eye(logarithms.shape[1])[np.ravel(y)] * logarithms).sum(axis=1).mean()


PLANTED = {
    "as many classes as labels": (as_many_classes_as_labels, "classes_from_labels"),
    "to_categorical without a number": (to_categorical_without_a_number, "classes_from_labels"),
    "one-hot times the logarithm of softmax": (
        lambda z, y: one_hot_times(np.log(softmax(z)), y),
        "log_of_softmax",
    ),
    "shifted by the largest size": (
        lambda z, y: shifted_by(np.abs(z).max(axis=1), z, y),
        "exp_overflows",
    ),
    "shifted by the first": (lambda z, y: shifted_by(z[:, 0], z, y), "exp_overflows"),
    "shifted by the last": (lambda z, y: shifted_by(z[:, -1], z, y), "exp_overflows"),
    "shifted by the smallest": (lambda z, y: shifted_by(z.min(axis=1), z, y), "exp_overflows"),
    "binary, kept from 0 and 1": (binary_kept_apart, "binary_cross_entropy"),
    "divides inside the loop": (divides_inside_the_loop, "divides_in_each_round"),
    "nan_to_num of the loss": (
        lambda z, y: float(np.nan_to_num(softmax_then_log(z, y))),
        "patches_the_symptom",
    ),
    "one-hot rows of a column": (one_hot_without_a_flat_y, "broadcasts_y"),
    "24 Keras is not told": (keras_is_not_told, "probabilities_expected"),
    "nan taken for 0": (nan_taken_for_zero, "patches_the_symptom"),
    "softmax, then log": (softmax_then_log, "log_of_softmax"),
    "naive softmax, then log": (naive_softmax_then_log, "log_of_softmax"),
    "softmax, then math.log": (log_by_math, "log_of_softmax"),
    "log-sum-exp without a shift": (naive_log_sum_exp, "exp_overflows"),
    "log-sum-exp by math without a shift": (naive_by_math, "exp_overflows"),
    "without a shift in float32": (naive_in_half_of_the_precision, "exp_overflows"),
    "p + 1e-9": (
        lambda z, y: -np.mean(np.log(of_the_right_class(softmax(z), y) + 1e-9)),
        "patches_the_symptom",
    ),
    "p + 1e-9 of a naive softmax": (
        lambda z, y: (
            -np.mean(np.log(of_the_right_class(np.exp(z) / np.exp(z).sum(axis=1, keepdims=True), y) + 1e-9))
        ),
        "patches_the_symptom",
    ),
    "p + an epsilon of their own": (
        lambda z, y: -np.mean(np.log(of_the_right_class(softmax(z), y) + 3.3e-11)),
        "patches_the_symptom",
    ),
    "p clipped": (
        lambda z, y: -np.mean(np.log(np.clip(of_the_right_class(softmax(z), y), 1e-12, 1.0))),
        "patches_the_symptom",
    ),
    "logits clipped at 500": (lambda z, y: with_indexing(np.clip(z, -500, 500), y), "patches_the_symptom"),
    "global max": (global_max, "global_max"),
    "global sum": (global_sum, "sum_over_the_batch"),
    "axis 0": (down_the_columns, "wrong_axis"),
    "max not added again": (no_max_added, "shift_on_one_side"),
    "no minus": (lambda z, y: -with_indexing(z, y), "forgot_the_minus"),
    "no minus, naive": (
        lambda z, y: np.mean(np.log(of_the_right_class(softmax(z), y))),
        "forgot_the_minus",
    ),
    "sum": (lambda z, y: with_indexing(z, y) * len(z), "sum_for_mean"),
    "sum, naive": (lambda z, y: -np.sum(np.log(of_the_right_class(softmax(z), y))), "sum_for_mean"),
    "mean over m times K": (mean_of_the_table, "mean_over_all_classes"),
    "over K": (divided_by_the_classes, "mean_over_all_classes"),
    "each loss": (
        lambda z, y: -np.log(of_the_right_class(softmax(z), y)),
        "returns_each_loss",
    ),
    "a column of labels": (column_not_flat, "broadcasts_y"),
    "a column of labels, naive": (column_not_flat_and_naive, "broadcasts_y"),
    "one-hot of a column": (one_hot_of_a_column, "broadcasts_y"),
    "all columns": (all_columns, "every_row_with_every_label"),
    "y[:, 0]": (first_column_of_y, "needs_a_column"),
    "y == arange(K)": (
        lambda z, y: (
            np.sum((y == np.arange(z.shape[1])) * (np.logaddexp.reduce(z, axis=1)[:, None] - z)) / len(z)
        ),
        "needs_a_column",
    ),
    "a list's index": (label_must_be_a_number, "needs_flat_labels"),
    "argmax instead of y": (
        lambda z, y: with_indexing(z, np.argmax(z, axis=1)),
        "uses_the_prediction",
    ),
    "labels from 1": (lambda z, y: with_indexing(z, y - 1), "labels_off_by_one"),
    "all classes": (lambda z, y: -np.sum(np.log(softmax(z))) / len(z), "all_classes"),
    "log of the logits": (
        lambda z, y: -np.mean(np.log(of_the_right_class(z, y))),
        "logits_as_probabilities",
    ),
    "softmax twice": (softmax_into_the_formula, "softmax_first"),
    "no log": (lambda z, y: -np.mean(of_the_right_class(softmax(z), y)), "no_logarithm"),
    "1 - p": (lambda z, y: np.mean(1 - of_the_right_class(softmax(z), y)), "no_logarithm"),
    "log-sum-exp only": (lambda z, y: np.mean(np.logaddexp.reduce(z, axis=1)), "log_sum_exp_only"),
    "plus the logit": (
        lambda z, y: np.mean(np.logaddexp.reduce(z, axis=1) + of_the_right_class(z, y)),
        "adds_the_logit",
    ),
    "logit only": (lambda z, y: -np.mean(of_the_right_class(z, y)), "logit_only"),
    "base 2": (lambda z, y: with_indexing(z, y) / math.log(2), "other_base"),
    "log10 of softmax": (
        lambda z, y: -np.mean(np.log10(of_the_right_class(softmax(z), y))),
        "other_base",
    ),
    "squared error": (
        lambda z, y: np.mean((softmax(z) - np.eye(z.shape[1])[y.ravel()]) ** 2),
        "squared_error",
    ),
    "binary": (binary, "binary_cross_entropy"),
    "return in the loop": (return_in_the_loop, "first_row_only"),
    "= for +=": (assigns_instead_of_adding, "first_row_only"),
    "ten classes": (ten_classes, "ten_classes"),
    "changes the logits": (changes_the_logits, "changes_input"),
    "integers": (array_like_the_logits, "integer_truncation"),
    "prints": (only_prints, "returns_none"),
}

REFUSED = {
    "off by a little": lambda z, y: with_indexing(z, y) + 0.001,
    "rounded": lambda z, y: round(with_indexing(z, y), 2),
    "a whole number": lambda z, y: int(with_indexing(z, y)),
    "a text": lambda z, y: f"{with_indexing(z, y):.6f}",
    "with the losses": lambda z, y: (with_indexing(z, y), [with_indexing(z, y)]),
    "median": lambda z, y: np.median(np.logaddexp.reduce(z, axis=1) - of_the_right_class(z, y)),
    "m - 1": lambda z, y: with_indexing(z, y) * len(z) / max(len(z) - 1, 1),
    "perplexity": lambda z, y: np.exp(with_indexing(z, y)),
    "hinge": lambda z, y: np.mean(np.maximum(0, 1 - of_the_right_class(z, y))),
    "accuracy": lambda z, y: np.mean(z.argmax(axis=1) == y.ravel()),
    "shifted by the mean": lambda z, y: np.mean(
        z.mean(axis=1)
        + np.log(np.exp(z - z.mean(axis=1, keepdims=True)).sum(axis=1))
        - of_the_right_class(z, y)
    ),
    "shifted by the min": lambda z, y: np.mean(
        z.min(axis=1)
        + np.log(np.exp(z - z.min(axis=1, keepdims=True)).sum(axis=1))
        - of_the_right_class(z, y)
    ),
    "divided by the max": lambda z, y: with_indexing(z / np.abs(z).max(), y),
    "sigmoid": lambda z, y: -np.mean(np.log(1 / (1 + np.exp(-of_the_right_class(z, y))))),
    "normalised without exp": lambda z, y: (
        -np.mean(np.log(of_the_right_class(z / z.sum(axis=1, keepdims=True), y)))
    ),
    "base 2, summed": lambda z, y: with_indexing(z, y) / math.log(2) * len(z),
    "capped at 100": lambda z, y: min(with_indexing(z, y), 100.0),
    "long double without a shift": lambda z, y: float(
        np.mean(np.log(np.exp(z.astype(np.longdouble)).sum(axis=1)) - of_the_right_class(z, y))
    ),
    "changes y": lambda z, y: (y.sort(axis=0), with_indexing(z, y))[1],
}
