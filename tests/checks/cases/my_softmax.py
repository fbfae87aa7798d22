"""Styles that real learners write, and the mistakes of the catalogue's rows 1 to 22."""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def whole_array(z: Any) -> Any:
    ez = np.exp(z)
    return ez / np.sum(ez)


def shifted(z: Any) -> Any:
    ez = np.exp(z - np.max(z))
    return ez / ez.sum()


def loops(z: Any) -> Any:
    n = len(z)
    a = np.zeros(n)
    total = 0.0
    for k in range(n):
        total += np.exp(z[k])
    for j in range(n):
        a[j] = np.exp(z[j]) / total
    return a


def comprehension(z: Any) -> Any:
    return [math.exp(x) / sum(math.exp(k) for k in z) for x in z]


def through_a_tensor(z: Any) -> Any:
    import tensorflow as tf

    z = tf.constant(z, dtype=tf.float64)
    return tf.exp(z) / tf.reduce_sum(tf.exp(z))


def log_sum_exp(z: Any) -> Any:
    m = max(z)
    return np.exp(z - (m + np.log(np.sum(np.exp(z - m)))))


def prints_as_well(z: Any) -> Any:
    print("z is", z)
    return whole_array(z)


def powers_of_e(z: Any) -> Any:
    e = [math.e**x for x in z]
    return tuple(x / sum(e) for x in e)


def single_precision(z: Any) -> Any:
    return shifted(np.asarray(z, dtype=np.float32))


ACCEPTED = {
    "whole array": whole_array,
    "shifted by the max": shifted,
    "two loops": loops,
    "comprehension": comprehension,
    "tensor": through_a_tensor,
    "log-sum-exp": log_sum_exp,
    "prints as well": prints_as_well,
    "powers of e, as a tuple": powers_of_e,
    "float32": single_precision,
}


def return_in_the_loop(z: Any) -> Any:
    a = np.zeros(len(z))
    for j in range(len(z)):
        a[j] = np.exp(z[j]) / np.sum(np.exp(z))
        return a
    return a


def ten_classes(z: Any) -> Any:
    a = np.zeros(10)
    for j in range(10):
        a[j] = np.exp(z[j]) / np.sum(np.exp(z[:10]))
    return a


def zeros_like_integers(z: Any) -> Any:
    a = np.zeros_like(z)
    for j in range(len(z)):
        a[j] = np.exp(z[j]) / np.sum(np.exp(z))
    return a


def changes_z(z: Any) -> Any:
    z -= z.max()
    return whole_array(z)


def only_prints(z: Any) -> None:
    print(whole_array(z))


def sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def endless(z: Any) -> Any:
    i = 0
    while i < len(z):
        pass


PLANTED = {
    "1 z over its sum": (lambda z: z / np.sum(z), "divides_by_sum"),
    "2 exp only": (lambda z: np.exp(z), "exp_only"),
    "3 over the max": (lambda z: np.exp(z) / np.max(np.exp(z)), "divides_by_max"),
    "4 over len": (lambda z: np.exp(z) / len(z), "divides_by_count"),
    "4 over the mean": (lambda z: np.exp(z) / np.exp(z).mean(), "divides_by_count"),
    "5 exp over the sum of z": (lambda z: np.exp(z) / sum(z), "sums_before_exp"),
    "6 sigmoid": (sigmoid, "sigmoid"),
    "7 log-softmax": (lambda z: z - np.log(np.sum(np.exp(z))), "log_softmax"),
    "8 minus": (lambda z: np.exp(-z) / np.sum(np.exp(-z)), "negated_exponent"),
    "9 base 2": (lambda z: 2.0**z / np.sum(2.0**z), "other_base"),
    "9 base 10": (lambda z: [10.0**x / sum(10.0**z) for x in z], "other_base"),
    "10 one-hot": (lambda z: np.eye(len(z))[np.argmax(z)], "one_hot"),
    "11 return in the loop": (return_in_the_loop, "returns_inside_loop"),
    "12 ten classes": (ten_classes, "fixed_length"),
    "13 integers": (zeros_like_integers, "integer_truncation"),
    "17 shifted on one side": (
        lambda z: np.exp(z - z.max()) / np.sum(np.exp(z)),
        "shift_on_one_side",
    ),
    "18 changes its input": (changes_z, "changes_input"),
    "19 None": (only_prints, "returns_none"),
    "19 a row": (lambda z: whole_array(z).reshape(1, -1), "extra_axis"),
    "21 twice": (lambda z: whole_array(whole_array(z)), "twice"),
    "22 the printed example": (
        lambda z: np.array([0.09003057, 0.24472847, 0.66524096]),
        "printed_example",
    ),
}

REFUSED = {
    "off by a little": lambda z: whole_array(z) + 0.001,
    "sorted": lambda z: np.sort(whole_array(z)),
    "rounded": lambda z: np.round(whole_array(z), 2),
    "a generator": lambda z: (x for x in z),
    "a dictionary": lambda z: {"p": whole_array(z)},
    "square": lambda z: z**2 / np.sum(z**2),
}
