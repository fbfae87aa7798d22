"""Stable softmax of rows as real learners write it, and the mistakes of rows 14 to 16 and 20."""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def one_row(z: Any) -> Any:
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


def with_keepdims(Z: Any) -> Any:
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def last_axis(Z: Any) -> Any:
    e = np.exp(Z - np.amax(Z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def with_reshape(Z: Any) -> Any:
    e = np.exp(Z - Z.max(axis=1).reshape(-1, 1))
    return e / e.sum(axis=1)[:, None]


def transposed_and_back(Z: Any) -> Any:
    e = np.exp((Z.T - Z.max(axis=1)).T)
    return (e.T / e.sum(axis=1)).T


def row_by_row(Z: Any) -> Any:
    P = np.zeros(Z.shape)
    for i in range(Z.shape[0]):
        P[i] = one_row(Z[i])
    return P


def nested_loops(Z: Any) -> Any:
    m, n = Z.shape
    P = np.zeros((m, n))
    for i in range(m):
        top = max(Z[i, j] for j in range(n))
        total = 0.0
        for j in range(n):
            total += math.exp(Z[i, j] - top)
        for j in range(n):
            P[i, j] = math.exp(Z[i, j] - top) / total
    return P


def list_of_lists(Z: Any) -> Any:
    result = []
    for row in Z.tolist():
        e = [math.exp(x - max(row)) for x in row]
        result.append([x / sum(e) for x in e])
    return result


def log_sum_exp(Z: Any) -> Any:
    top = Z.max(1, keepdims=True)
    return np.exp(Z - top - np.log(np.exp(Z - top).sum(1, keepdims=True)))


def by_logsumexp(Z: Any) -> Any:
    from scipy.special import logsumexp

    return np.exp(Z - logsumexp(Z, axis=1, keepdims=True))


def logaddexp(Z: Any) -> Any:
    return np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))


def differences(Z: Any) -> Any:
    with np.errstate(over="ignore"):
        return 1 / np.exp(Z[:, None, :] - Z[:, :, None]).sum(axis=2)


def scipy_call(Z: Any) -> Any:
    from scipy.special import softmax

    return softmax(Z, axis=1)


def tensorflow_call(Z: Any) -> Any:
    import tensorflow as tf

    return tf.nn.softmax(tf.cast(Z, tf.float32))


def tensors_without_a_cast(Z: Any) -> Any:
    import tensorflow as tf

    e = tf.exp(Z - tf.reduce_max(Z, axis=1, keepdims=True))
    return e / tf.reduce_sum(e, axis=1, keepdims=True)


def in_place_on_a_copy(Z: Any) -> Any:
    Z = np.array(Z, dtype=float)
    Z -= Z.max(axis=1, keepdims=True)
    np.exp(Z, out=Z)
    Z /= Z.sum(axis=1, keepdims=True)
    return Z


def sorted_first(Z: Any) -> Any:
    top = np.sort(Z, axis=1)[:, -1:]
    e = np.exp(Z - top)
    return e / e.sum(axis=1, keepdims=True)


def with_an_epsilon_after_the_shift(Z: Any) -> Any:
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / (e.sum(axis=1, keepdims=True) + 1e-12)


def clipped_after_the_shift(Z: Any) -> Any:
    e = np.exp(np.clip(Z - Z.max(axis=1, keepdims=True), -700, 0))
    return e / e.sum(axis=1, keepdims=True)


def with_einsum(Z: Any) -> Any:
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return np.einsum("ij,i->ij", e, 1 / e.sum(axis=1))


ACCEPTED = {
    "keepdims": with_keepdims,
    "last axis": last_axis,
    "reshape and None": with_reshape,
    "transposed and back": transposed_and_back,
    "row by row": row_by_row,
    "nested loops": nested_loops,
    "list of lists": list_of_lists,
    "a list of arrays": lambda Z: [one_row(row) for row in Z],
    "an array of rows": lambda Z: np.array([one_row(row) for row in Z]),
    "vstack": lambda Z: np.vstack([one_row(row) for row in Z]),
    "apply_along_axis": lambda Z: np.apply_along_axis(one_row, 1, Z),
    "map": lambda Z: np.array(list(map(one_row, Z))),
    "log-sum-exp": log_sum_exp,
    "log-sum-exp by scipy": by_logsumexp,
    "logaddexp": logaddexp,
    "differences": differences,
    "scipy": scipy_call,
    "tensorflow": tensorflow_call,
    "tensors without a cast": tensors_without_a_cast,
    "in place on a copy": in_place_on_a_copy,
    "sorted for the max": sorted_first,
    "epsilon after the shift": with_an_epsilon_after_the_shift,
    "clipped after the shift": clipped_after_the_shift,
    "einsum": with_einsum,
    "float32": lambda Z: with_keepdims(Z.astype(np.float32)),
    "matrix product": lambda Z: (lambda e: e / (e @ np.ones((Z.shape[1], 1))))(
        np.exp(Z - Z.max(axis=1, keepdims=True))
    ),
}


def naive(Z: Any) -> Any:
    return np.exp(Z) / np.sum(np.exp(Z), axis=1, keepdims=True)


def naive_rows(Z: Any) -> Any:
    return np.array([np.exp(row) / np.exp(row).sum() for row in Z])


def naive_in_python(Z: Any) -> Any:
    return [[math.exp(x) / sum(math.exp(k) for k in row) for x in row] for row in Z.tolist()]


def min_in_python(Z: Any) -> Any:
    e = [[math.exp(x - min(row)) for x in row] for row in Z.tolist()]
    return [[x / sum(row) for x in row] for row in e]


def shifted(Z: Any, constant: Any) -> Any:
    e = np.exp(Z - constant)
    return e / e.sum(axis=1, keepdims=True)


def changes_z(Z: Any) -> Any:
    Z -= Z.max(axis=1, keepdims=True)
    return naive(Z)


def changes_each_row(Z: Any) -> Any:
    P = []
    for row in Z:
        row -= row.max()
        P.append(np.exp(row) / np.exp(row).sum())
    return np.array(P)


def whole_batch(Z: Any) -> Any:
    e = np.exp(Z - np.max(Z))
    return e / np.sum(e)


def returns_in_the_loop(Z: Any) -> Any:
    P = np.zeros(Z.shape)
    for i in range(len(Z)):
        P[i] = one_row(Z[i])
        return P


def keeps_the_last(Z: Any) -> Any:
    for row in Z:
        p = one_row(row)
    return p


def as_many_rounds_as_columns(Z: Any) -> Any:
    P = np.zeros(Z.shape)
    for i in range(Z.shape[1]):
        P[i] = one_row(Z[i])
    return P


def without_keepdims(Z: Any) -> Any:
    e = np.exp(Z - np.max(Z, axis=1))
    return e / np.sum(e, axis=1)


def max_with_and_sum_without(Z: Any) -> Any:
    e = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1)


def integers(Z: Any) -> Any:
    P = np.zeros_like(Z)
    for i in range(len(Z)):
        P[i] = one_row(Z[i])
    return P


def carries(with_sum: bool) -> Any:
    """Return a loop over the rows whose sum, or whose maximum, is never set back."""

    def rows(Z: Any) -> Any:
        total, top, result = 0.0, -np.inf, []
        for row in Z:
            top = row.max() if with_sum else max(top, row.max())
            total = total + np.exp(row - top).sum() if with_sum else np.exp(row - top).sum()
            result.append(np.exp(row - top) / total)
        return np.array(result)

    return rows


def square_loops(Z: Any) -> Any:
    n, p = len(Z), np.zeros(Z.shape)
    for i in range(n):
        e = [np.exp(Z[i, j] - Z[i].max()) for j in range(n)]
        for j in range(n):
            p[i, j] = e[j] / sum(e)
    return p


def by_the_largest_exponential(Z: Any) -> Any:
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.max(axis=1, keepdims=True)


def one_list_for_all_rows(Z: Any) -> Any:
    P = [[0.0] * Z.shape[1]] * Z.shape[0]
    for i, row in enumerate(Z):
        for j, p in enumerate(one_row(row)):
            P[i][j] = p
    return P


PLANTED = {
    "a sum carried on": (carries(with_sum=True), "carried_to_the_next_row"),
    "a maximum carried on": (carries(with_sum=False), "carried_to_the_next_row"),
    "the first row's maximum": (lambda Z: shifted(Z, Z[0].max()), "carried_to_the_next_row"),
    "loops to len(Z)": (square_loops, "columns_counted_as_rows"),
    "squeezed": (lambda Z: np.squeeze(scipy_call(Z)), "row_axis_lost"),
    "by the largest exponential": (by_the_largest_exponential, "exp_only"),
    "exp below only": (lambda Z: Z / np.exp(Z).sum(axis=1, keepdims=True), "exp_below_only"),
    "14 naive": (naive, "naive"),
    "14 naive row by row": (naive_rows, "naive"),
    "14 naive in Python": (naive_in_python, "naive"),
    "15 shifted by the min": (lambda Z: shifted(Z, Z.min(axis=1, keepdims=True)), "unsafe_shift"),
    "15 shifted by the mean": (lambda Z: shifted(Z, Z.mean(axis=1, keepdims=True)), "unsafe_shift"),
    "15 shifted by the sum": (lambda Z: shifted(Z, Z.sum(axis=1, keepdims=True)), "unsafe_shift"),
    "15 shifted by the first": (lambda Z: shifted(Z, Z[:, :1]), "unsafe_shift"),
    "15 shifted by 1000": (lambda Z: shifted(Z, 1000), "unsafe_shift"),
    "15 shifted by the min, in Python": (min_in_python, "unsafe_shift"),
    "15 shifted by the max of the batch": (lambda Z: shifted(Z, Z.max()), "global_max"),
    "15 shifted by the max of columns": (lambda Z: shifted(Z, Z.max(axis=0)), "shift_along_columns"),
    "16 clipped at 500": (lambda Z: naive(np.clip(Z, -500, 500)), "clipped"),
    "16 clipped at 700 from above": (lambda Z: naive(np.minimum(Z, 700)), "clipped"),
    "16 epsilon": (
        lambda Z: np.exp(Z) / (np.exp(Z).sum(axis=1, keepdims=True) + 1e-8),
        "adds_epsilon",
    ),
    "16 nan_to_num": (lambda Z: np.nan_to_num(naive(Z)), "patches_nan"),
    "16 nan becomes 1": (lambda Z: np.where(np.isnan(naive(Z)), 1.0, naive(Z)), "patches_nan"),
    "divided by the max": (lambda Z: naive(Z / Z.max(axis=1, keepdims=True)), "scales_instead"),
    "divided by 1000": (lambda Z: naive(Z / 1000), "scales_instead"),
    "standardised": (lambda Z: naive((Z - Z.mean()) / Z.std()), "scales_instead"),
    "17 shifted above only": (
        lambda Z: np.exp(Z - Z.max(axis=1, keepdims=True)) / np.exp(Z).sum(axis=1, keepdims=True),
        "shift_on_one_side",
    ),
    "18 changes Z": (changes_z, "changes_input"),
    "18 changes each row": (changes_each_row, "changes_input"),
    "19 None": (lambda Z: print(with_keepdims(Z)), "returns_none"),
    "20 one sum for all": (whole_batch, "whole_batch"),
    "20 the vector's function": (lambda Z: np.exp(Z) / np.sum(np.exp(Z)), "whole_batch"),
    "20 axis 0": (lambda Z: np.exp(Z) / np.exp(Z).sum(axis=0), "columns"),
    "20 axis 0, stable": (lambda Z: with_keepdims(Z.T).T, "columns"),
    "20 stable, but the sum along axis 0": (
        lambda Z: (lambda e: e / e.sum(axis=0))(np.exp(Z - Z.max(axis=1, keepdims=True))),
        "columns",
    ),
    "no keepdims": (without_keepdims, "no_keepdims"),
    "keepdims for the max only": (max_with_and_sum_without, "no_keepdims"),
    "return in the loop": (returns_in_the_loop, "first_row_only"),
    "last row only": (keeps_the_last, "last_row_only"),
    "as many rounds as columns": (as_many_rounds_as_columns, "rows_counted_as_columns"),
    "transposed": (lambda Z: with_keepdims(Z).T, "transposed"),
    "one long row": (lambda Z: with_keepdims(Z).flatten(), "flattened"),
    "argmax": (lambda Z: np.argmax(Z, axis=1), "winners_only"),
    "the winners' probabilities": (lambda Z: with_keepdims(Z).max(axis=1), "winners_only"),
    "13 integers": (integers, "integer_truncation"),
    "21 twice": (lambda Z: with_keepdims(with_keepdims(Z)), "twice"),
    "2 exp of the shifted only": (lambda Z: np.exp(Z - Z.max(axis=1, keepdims=True)), "exp_only"),
    "7 log-softmax": (lambda Z: np.log(with_keepdims(Z)), "log_softmax"),
    "8 minus": (lambda Z: with_keepdims(-Z), "negated_exponent"),
    "9 base 2": (
        lambda Z: (lambda e: e / e.sum(axis=1, keepdims=True))(2.0 ** (Z - Z.max(axis=1, keepdims=True))),
        "other_base",
    ),
    "10 one-hot": (lambda Z: np.eye(Z.shape[1])[Z.argmax(axis=1)], "one_hot"),
    "22 typed in": (lambda Z: [[0.09, 0.24, 0.67]], "ignores_argument"),
}


def sums_with_a_fixed_width(width: int) -> Any:
    def softmax_batch(Z: Any) -> Any:
        P = np.zeros((len(Z), width))
        for i in range(len(Z)):
            for j in range(width):
                P[i, j] = one_row(Z[i])[j]
        return P

    return softmax_batch


def stable_only_for_large_rows(Z: Any) -> Any:
    return with_keepdims(Z) if Z.max() > 700 else naive(Z)


PLANTED |= {
    "three columns": (sums_with_a_fixed_width(3), "fixed_width"),
    "ten columns": (sums_with_a_fixed_width(10), "fixed_width"),
    "large rows only": (stable_only_for_large_rows, "floor_under_the_max"),
    "large numbers only": (
        lambda Z: naive(np.where(Z.max(1)[:, None] > 9, Z - Z.max(1)[:, None], Z)),
        "floor_under_the_max",
    ),
    "a temperature": (lambda Z: with_keepdims(Z / 3), "scales_instead"),
    "scaled to 0 and 1": (
        lambda Z: with_keepdims((Z - Z.min(1)[:, None]) / np.ptp(Z, axis=1)[:, None]),
        "scales_instead",
    ),
    "one list, m times": (one_list_for_all_rows, "one_row_many_times"),
    "the last row's max": (lambda Z: naive(Z - Z[-1].max()), "carried_to_the_next_row"),
    "a row short": (lambda Z: np.vstack([with_keepdims(Z)[:-1], 0 * Z[-1:]]), "row_left_out"),
    "from the second row on": (lambda Z: [one_row(row) for row in Z[1:]], "row_left_out"),
    "the max starts at 0": (
        lambda Z: naive(Z - Z.max(axis=1, keepdims=True, initial=0)),
        "floor_under_the_max",
    ),
    "the max starts at -999": (
        lambda Z: naive(Z - np.array([[max([-999, *row])] for row in Z])),
        "floor_under_the_max",
    ),
}

REFUSED = {
    "the largest alone where numbers are large": lambda Z: (
        np.eye(Z.shape[1])[Z.argmax(axis=1)] if np.abs(Z).max() > 700 else naive(Z)
    ),
    "global max and nan_to_num": lambda Z: np.nan_to_num(shifted(Z, Z.max())),
    "global max and global sum": whole_batch,
    "global max in float32": lambda Z: shifted(Z.astype(np.float32), Z.max()),
    "shifted by the second largest": lambda Z: shifted(Z, np.sort(Z, axis=1)[:, -2:-1]),
    "rounded": lambda Z: np.round(with_keepdims(Z), 3),
    "rows sorted": lambda Z: np.sort(with_keepdims(Z), axis=1),
    "rows upside down": lambda Z: with_keepdims(Z)[::-1],
    "clipped and one sum": lambda Z: whole_batch(np.clip(Z, -500, 500)),
    "min shift in steps": lambda Z: shifted(Z - Z.min(), 0),
    "half of the max": lambda Z: shifted(Z, Z.max(axis=1, keepdims=True) / 2),
    "float16": lambda Z: with_keepdims(Z.astype(np.float16)),
    "long double": lambda Z: naive(Z.astype(np.longdouble)),
    "inf becomes a large number": lambda Z: (lambda e: e / e.sum(axis=1, keepdims=True))(
        np.where(np.isinf(np.exp(Z)), 1e9, np.exp(Z))
    ),
    "max as a Python loop on rows": lambda Z: naive(Z - max(Z)),
    "a generator of rows": lambda Z: (one_row(row) for row in Z),
    "axis 2": lambda Z: np.exp(Z) / np.exp(Z).sum(axis=2),
    "too many axes": lambda Z: with_keepdims(Z)[:, :, None],
}
