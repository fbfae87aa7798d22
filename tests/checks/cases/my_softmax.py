"""Styles that real learners write, and the mistakes of the catalogue's rows 1 to 22."""

from __future__ import annotations

import functools
import math
import operator
from decimal import Decimal
from fractions import Fraction
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


def nested_loops(z: Any) -> Any:
    a = np.zeros(z.shape[0])
    for j in range(z.shape[0]):
        total = 0
        for k in range(z.shape[0]):
            total += math.exp(z[k])
        a[j] = math.exp(z[j]) / total
    return a


def while_loops(z: Any) -> Any:
    total, i = 0.0, 0
    while i < len(z):
        total += np.exp(z[i])
        i += 1
    result = []
    while len(result) < len(z):
        result.append(np.exp(z[len(result)]) / total)
    return np.array(result)


def comprehension(z: Any) -> Any:
    return [math.exp(x) / sum(math.exp(k) for k in z) for x in z]


def through_a_tensor(z: Any) -> Any:
    import tensorflow as tf

    z = tf.constant(z, dtype=tf.float64)
    return tf.exp(z) / tf.reduce_sum(tf.exp(z))


def tensors_without_a_cast(z: Any) -> Any:
    import tensorflow as tf

    ez = tf.exp(z)
    return ez / tf.reduce_sum(ez)


def list_of_tensors(z: Any) -> Any:
    import tensorflow as tf

    ez = [tf.exp(tf.cast(x, tf.float32)) for x in z]
    return [e / tf.add_n(ez) for e in ez]


def a_variable(z: Any) -> Any:
    import tensorflow as tf

    return tf.Variable(tf.nn.softmax(tf.cast(z, tf.float32)))


def keras_operations(z: Any) -> Any:
    from keras import ops

    ez = ops.exp(ops.cast(z, "float32"))
    return ez / ops.sum(ez)


def library_call(z: Any) -> Any:
    from scipy.special import softmax

    return softmax(z)


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


def through_a_column(z: Any) -> Any:
    ez = np.exp(z.reshape(-1, 1))
    return (ez / ez.sum(axis=0)).reshape(z.shape)


def with_axes(z: Any) -> Any:
    ez = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return ez / np.sum(ez, axis=-1, keepdims=True)


def vectorised(z: Any) -> Any:
    total = sum(map(math.exp, z))
    return np.vectorize(lambda x: math.exp(x) / total)(z)


def reduced(z: Any) -> Any:
    exponentials = list(map(np.exp, z))
    return np.array(exponentials) / functools.reduce(operator.add, exponentials)


def decimals(z: Any) -> Any:
    e = [Decimal(float(x)).exp() for x in z]
    return [x / sum(e) for x in e]


def fractions(z: Any) -> Any:
    e = [Fraction(math.exp(x)) for x in z]
    return [x / sum(e) for x in e]


def objects(z: Any) -> Any:
    a = np.empty(len(z), dtype=object)
    for i, x in enumerate(z):
        a[i] = np.exp(x) / np.sum(np.exp(z))
    return a


def appended(z: Any) -> Any:
    a = np.array([])
    for x in z:
        a = np.append(a, np.exp(x) / np.exp(z).sum())
    return a


def copies_and_changes_the_copy(z: Any) -> Any:
    z = z.astype(float)
    z -= z.max()
    np.exp(z, out=z)
    z /= z.sum()
    return z


def one_over_the_differences(z: Any) -> Any:
    return np.array([1 / np.exp(z - x).sum() for x in z])


def outer_differences(z: Any) -> Any:
    return 1 / np.exp(z[None, :] - z[:, None]).sum(axis=1)


def sigmoid_of_the_odds(z: Any) -> Any:
    rest = [np.log(np.exp(z).sum() - np.exp(x)) if len(z) > 1 else -np.inf for x in z]
    return np.array([1 / (1 + np.exp(r - x)) for x, r in zip(z, rest, strict=True)])


def by_a_dictionary(z: Any) -> Any:
    exponentials = {i: np.exp(value) for i, value in enumerate(z)}
    return [e / sum(exponentials.values()) for e in exponentials.values()]


class CallableSoftmax:
    def __call__(self, z: Any) -> Any:
        return whole_array(z)


ACCEPTED = {
    "whole array": whole_array,
    "shifted by the max": shifted,
    "two loops": loops,
    "nested loops": nested_loops,
    "while": while_loops,
    "comprehension": comprehension,
    "tensor": through_a_tensor,
    "tensors without a cast": tensors_without_a_cast,
    "list of tensors": list_of_tensors,
    "a variable": a_variable,
    "keras operations": keras_operations,
    "library call": library_call,
    "log-sum-exp": log_sum_exp,
    "prints as well": prints_as_well,
    "powers of e, as a tuple": powers_of_e,
    "e with ten digits": lambda z: 2.718281828**z / np.sum(2.718281828**z),
    "float32": single_precision,
    "result as float16": lambda z: shifted(z).astype(np.float16),
    "result as long double": lambda z: whole_array(z.astype(np.longdouble)),
    "through a column": through_a_column,
    "with axes": with_axes,
    "np.vectorize": vectorised,
    "reduce": reduced,
    "decimals": decimals,
    "fractions": fractions,
    "array of objects": objects,
    "np.append": appended,
    "changes a copy": copies_and_changes_the_copy,
    "one over the differences": one_over_the_differences,
    "outer differences": outer_differences,
    "sigmoid of the odds": sigmoid_of_the_odds,
    "by a dictionary": by_a_dictionary,
    "a callable object": CallableSoftmax(),
    "a lambda": lambda z: np.exp(z) / sum(np.exp(z)),
    "shifted by the min": lambda z: shifted(z - np.min(z)),
    "rounded to eight places": lambda z: np.round(whole_array(z), 8),
    "an array of 0-d arrays": lambda z: [np.array(p) for p in whole_array(z)],
    "exp of a logarithm": lambda z: np.exp(z - np.log(np.exp(z).sum())),
    "default arguments": lambda z, axis=-1, verbose=False: np.exp(z) / np.exp(z).sum(axis),
    "masked array": lambda z: np.ma.masked_invalid(whole_array(z)),
}


def return_in_the_loop(z: Any) -> Any:
    a = np.zeros(len(z))
    for j in range(len(z)):
        a[j] = np.exp(z[j]) / np.sum(np.exp(z))
        return a
    return a


def append_and_return_in_the_loop(z: Any) -> Any:
    a = []
    for x in z:
        a.append(np.exp(x) / np.sum(np.exp(z)))
        return a


def ten_classes(z: Any) -> Any:
    a = np.zeros(10)
    for j in range(10):
        a[j] = np.exp(z[j]) / np.sum(np.exp(z[:10]))
    return a


def fixed(count: int) -> Any:
    def fixed_length(z: Any) -> Any:
        a = np.zeros(count)
        for j in range(count):
            a[j] = np.exp(z[j]) / np.sum(np.exp(z))
        return a

    return fixed_length


def padded_to_ten(z: Any) -> Any:
    a = np.zeros(10)
    a[: len(z)] = whole_array(z)
    return a[: len(z)]


def zeros_like_integers(z: Any) -> Any:
    a = np.zeros_like(z)
    for j in range(len(z)):
        a[j] = np.exp(z[j]) / np.sum(np.exp(z))
    return a


def exponentials_in_zeros_like(z: Any) -> Any:
    e = np.zeros_like(z)
    for j in range(len(z)):
        e[j] = np.exp(z[j])
    return e / e.sum()


def exponentials_stored_in_z(z: Any) -> Any:
    for j in range(len(z)):
        z[j] = np.exp(z[j])
    return z / z.sum()


def changes_z(z: Any) -> Any:
    z -= z.max()
    return whole_array(z)


def divides_in_place(z: Any) -> Any:
    z -= np.mean(z)
    return whole_array(z)


def only_prints(z: Any) -> None:
    print(whole_array(z))


def sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def unfinished_total(z: Any) -> Any:
    a, total = np.zeros(len(z)), 0.0
    for i in range(len(z)):
        total += np.exp(z[i])
        a[i] = np.exp(z[i]) / total
    return a


def total_in_the_loop(z: Any) -> Any:
    for i in range(len(z)):
        total = 0.0
        total += np.exp(z[i])
    return np.exp(z) / total


def divides_by_itself(z: Any) -> Any:
    return np.array([np.exp(x) / np.sum(np.exp(x)) for x in z])


def total_from_one(z: Any) -> Any:
    total = 1.0
    for x in z:
        total += math.exp(x)
    return [math.exp(x) / total for x in z]


def total_never_reset(z: Any) -> Any:
    a, total = np.zeros(len(z)), 0.0
    for i in range(len(z)):
        for k in range(len(z)):
            total += np.exp(z[k])
        a[i] = np.exp(z[i]) / total
    return a


def sum_without_the_last(z: Any) -> Any:
    total = 0.0
    for i in range(len(z) - 1):
        total += np.exp(z[i])
    return np.exp(z) / total


def sum_without_the_last_in_python(z: Any) -> Any:
    total = sum(math.exp(z[i]) for i in range(len(z) - 1))
    return [math.exp(x) / total for x in z]


def sum_without_the_first(z: Any) -> Any:
    return np.exp(z) / np.exp(z[1:]).sum()


def last_place_is_missed(z: Any) -> Any:
    a = np.zeros(len(z))
    for i in range(len(z) - 1):
        a[i] = np.exp(z[i]) / np.sum(np.exp(z))
    return a


def overwrites_its_result(z: Any) -> Any:
    for x in z:
        a = np.exp(x) / np.sum(np.exp(z))
    return a


def results_outside() -> Any:
    kept: list[float] = []

    def keeps_its_list(z: Any) -> Any:
        for x in z:
            kept.append(math.exp(x) / sum(map(math.exp, z)))
        return kept

    return keeps_its_list


def mutable_default(z: Any, a: list[float] = []) -> Any:  # noqa: B006
    a += list(whole_array(z))
    return a


def a_variable_outside(z: Any) -> Any:
    outer = np.array([0.2, -1.0, 3.0])
    return np.exp(outer) / np.sum(np.exp(outer))


def with_an_epsilon(epsilon: float) -> Any:
    return lambda z: np.exp(z) / (np.sum(np.exp(z)) + epsilon)


def axis_1(z: Any) -> Any:
    return np.exp(z) / np.sum(np.exp(z), axis=1)


def a_dictionary_of_exponentials(z: Any) -> Any:
    e = {x: math.exp(x) for x in z}
    return [part / sum(e.values()) for part in e.values()]


def sum_taken_anew(z: Any) -> Any:
    e = np.exp(z)
    for i in range(len(e)):
        e[i] /= e.sum()
    return e


def used_up(z: Any) -> Any:
    e = map(math.exp, z)
    total = sum(e)
    return [x / total for x in e]


PLANTED = {
    "the sum of other scores": (lambda z: np.exp(z) / np.exp([-1.2, 0.3, 5.1]).sum(), "divisor_from_outside"),
    "one minus each": (lambda z: 1 - np.exp(z) / np.exp(z).sum(), "one_minus"),
    "the sum of a set": (lambda z: np.exp(z) / sum(set(np.exp(z))), "equal_counted_once"),
    "unique numbers": (lambda z: np.exp(z) / np.exp(np.unique(z)).sum(), "equal_counted_once"),
    "a dictionary": (a_dictionary_of_exponentials, "equal_counted_once"),
    "exp below only": (lambda z: z / np.sum(np.exp(z)), "exp_below_only"),
    "no brackets round the shift": (
        lambda z: np.exp(z) - np.max(z) / np.sum(np.exp(z)),
        "shift_on_one_side",
    ),
    "1 z over its sum": (lambda z: z / np.sum(z), "divides_by_sum"),
    "1 z over its sum, in a list": (lambda z: [x / sum(z) for x in z], "divides_by_sum"),
    "2 exp only": (lambda z: np.exp(z), "exp_only"),
    "3 over the max": (lambda z: np.exp(z) / np.max(np.exp(z)), "divides_by_max"),
    "3 exp of the shifted, no division": (lambda z: np.exp(z - np.max(z)), "divides_by_max"),
    "4 over len": (lambda z: np.exp(z) / len(z), "divides_by_count"),
    "4 over the mean": (lambda z: np.exp(z) / np.exp(z).mean(), "divides_by_count"),
    "5 exp over the sum of z": (lambda z: np.exp(z) / sum(z), "sums_before_exp"),
    "5 exp over exp of the sum": (lambda z: np.exp(z) / np.exp(np.sum(z)), "sums_before_exp"),
    "5 divided inside of exp": (lambda z: np.exp(z / np.sum(z)), "divides_before_exp"),
    "6 sigmoid": (sigmoid, "sigmoid"),
    "6 sigmoid over its sum": (lambda z: sigmoid(z) / sigmoid(z).sum(), "sigmoid"),
    "7 log-softmax": (lambda z: z - np.log(np.sum(np.exp(z))), "log_softmax"),
    "8 minus": (lambda z: np.exp(-z) / np.sum(np.exp(-z)), "negated_exponent"),
    "9 base 2": (lambda z: 2.0**z / np.sum(2.0**z), "other_base"),
    "9 base 10": (lambda z: [10.0**x / sum(10.0**z) for x in z], "other_base"),
    "9 base 2.718": (lambda z: 2.718**z / np.sum(2.718**z), "other_base"),
    "10 one-hot": (lambda z: np.eye(len(z))[np.argmax(z)], "one_hot"),
    "10 whole numbers where z is largest": (lambda z: (z == z.max()) * 1, "one_hot"),
    "11 return in the loop": (return_in_the_loop, "returns_inside_loop"),
    "11 append and return": (append_and_return_in_the_loop, "returns_inside_loop"),
    "12 ten classes": (ten_classes, "fixed_length"),
    "12 four classes": (fixed(4), "fixed_length"),
    "12 three classes": (fixed(3), "fixed_length"),
    "12 ten at most": (padded_to_ten, "fixed_length"),
    "12 a variable outside": (a_variable_outside, "ignores_argument"),
    "13 integers": (zeros_like_integers, "integer_truncation"),
    "13 exponentials as integers": (exponentials_in_zeros_like, "integer_truncation"),
    "13 exponentials stored in z": (exponentials_stored_in_z, "integer_truncation"),
    "13 z as integers": (lambda z: whole_array(z.astype(int)), "integer_truncation"),
    "17 shifted on one side": (lambda z: np.exp(z - z.max()) / np.sum(np.exp(z)), "shift_on_one_side"),
    "17 shifted below only": (lambda z: np.exp(z) / np.sum(np.exp(z - z.max())), "shift_on_one_side"),
    "18 changes its input": (changes_z, "changes_input"),
    "18 divides in place": (divides_in_place, "changes_input"),
    "19 None": (only_prints, "returns_none"),
    "19 a row": (lambda z: whole_array(z).reshape(1, -1), "extra_axis"),
    "19 a matrix": (lambda z: np.asmatrix(whole_array(z)), "extra_axis"),
    "20 axis 1": (axis_1, "axis_of_a_vector"),
    "21 twice": (lambda z: whole_array(whole_array(z)), "twice"),
    "22 the printed example": (lambda z: np.array([0.09003057, 0.24472847, 0.66524096]), "ignores_argument"),
    "16 epsilon": (with_an_epsilon(1e-8), "adds_epsilon"),
    "16 machine epsilon": (with_an_epsilon(np.finfo(float).eps), "adds_epsilon"),
    "exp over its count": (lambda z: np.exp(z) / z.size, "divides_by_count"),
    "over the norm": (lambda z: np.exp(z) / np.linalg.norm(np.exp(z)), "divides_by_norm"),
    "over the sum of squares": (lambda z: np.exp(z) / np.sum(np.exp(z) ** 2), "divides_by_norm"),
    "unfinished total": (unfinished_total, "running_total"),
    "total in the loop": (total_in_the_loop, "sum_of_one_number"),
    "each over itself": (divides_by_itself, "sum_of_one_number"),
    "total from one": (total_from_one, "total_starts_above_zero"),
    "total never reset": (total_never_reset, "total_not_reset"),
    "sum without the last": (sum_without_the_last, "off_by_one"),
    "sum without the last, in Python": (sum_without_the_last_in_python, "off_by_one"),
    "sum without the first": (sum_without_the_first, "off_by_one"),
    "last place missed": (last_place_is_missed, "off_by_one"),
    "each over the others": (lambda z: np.exp(z) / (np.exp(z).sum() - np.exp(z)), "leaves_itself_out"),
    "upside down": (lambda z: np.sum(np.exp(z)) / np.exp(z), "upside_down"),
    "percent": (lambda z: whole_array(z) * 100, "percent"),
    "temperature 10": (lambda z: whole_array(z / 10), "rescales_first"),
    "standardised first": (lambda z: whole_array((z - z.mean()) / z.std()), "rescales_first"),
    "standardised": (lambda z: (z - z.mean()) / z.std(), "scales_without_exp"),
    "0 to 1": (lambda z: (z - z.min()) / (z.max() - z.min()), "scales_without_exp"),
    "squares": (lambda z: z**2 / np.sum(z**2), "positive_without_exp"),
    "absolute values": (lambda z: np.abs(z) / np.sum(np.abs(z)), "positive_without_exp"),
    "z minus its min": (lambda z: (z - z.min()) / np.sum(z - z.min()), "positive_without_exp"),
    "exp of absolute values": (lambda z: whole_array(np.abs(z)), "drops_sign"),
    "z to the e": (lambda z: z**np.e / np.sum(z**np.e), "base_and_exponent_swapped"),
    "the max only": (lambda z: np.max(whole_array(z)), "one_number"),
    "the index": (lambda z: int(np.argmax(z)), "one_number"),
    "overwritten": (overwrites_its_result, "one_number"),
    "the mean": (lambda z: np.mean(np.exp(z)), "one_number"),
    "sorted": (lambda z: np.sort(whole_array(z)), "wrong_order"),
    "backwards": (lambda z: whole_array(z)[::-1], "wrong_order"),
    "running sums": (lambda z: np.cumsum(whole_array(z)), "cumulative"),
    "never filled": (lambda z: np.zeros(len(z)), "never_filled"),
    "all alike": (lambda z: np.ones(len(z)) / len(z), "all_alike"),
    "returns z": (lambda z: z, "returns_the_numbers"),
    "a list outside": (results_outside(), "remembers_calls"),
    "a list in the def line": (mutable_default, "remembers_calls"),
    "random": (lambda z: np.random.default_rng().dirichlet(np.ones(len(z))), "remembers_calls"),
    "16 clipped at 20": (lambda z: whole_array(np.clip(z, -20, 20)), "clipped"),
    "floor division": (lambda z: np.exp(z) // np.sum(np.exp(z)), "integer_truncation"),
}


def over_a_changing_sum(z: Any) -> Any:
    for i in range(len(z)):
        z[i] = 100 * np.exp(z[i]) / np.sum(np.exp(z))
    return z / 100


def values_as_positions(z: Any) -> Any:
    a = np.zeros(len(z))
    for i in z:
        a[i] = np.exp(z[i]) / np.sum(np.exp(z))
    return a


def one_per_different_value(z: Any) -> Any:
    return list({x: np.exp(x) / np.exp(z).sum() for x in z}.values())


def leaves_out_what_is_small(z: Any) -> Any:
    shares = whole_array(z)
    shares[shares < 0.001] = 0
    return shares / shares.sum()


PLANTED |= {
    "a map that is used up": (used_up, "nothing_left"),
    "positions for numbers": (lambda z: whole_array(np.arange(len(z))), "positions_for_numbers"),
    "the sum is taken anew": (sum_taken_anew, "changes_meanwhile"),
    "divided by ten": (lambda z: np.exp(z) / 10, "divides_by_count"),
    "by the product": (lambda z: np.exp(z) / np.prod(np.exp(z)), "sums_before_exp"),
    "divided by the root of N": (lambda z: whole_array(z / np.sqrt(len(z))), "rescales_first"),
    "to the base of 4": (lambda z: 4.0**z / np.sum(4.0**z), "rescales_first"),
}

REFUSED = {
    "six decimals": lambda z: np.round(whole_array(z), 6),
    "leaves out what is small": leaves_out_what_is_small,
    "one number as it is": lambda z: whole_array(z) if len(z) > 1 else np.exp(z),
    "off by a little": lambda z: whole_array(z) + 0.001,
    "rounded": lambda z: np.round(whole_array(z), 2),
    "rounded to five places": lambda z: np.round(whole_array(z), 5),
    "a generator": lambda z: (x for x in z),
    "a map": lambda z: map(math.exp, z),
    "a dictionary": lambda z: {"p": whole_array(z)},
    "texts": lambda z: [f"{p:.4f}" for p in whole_array(z)],
    "one text": lambda z: str(whole_array(z)),
    "two results": lambda z: (whole_array(z), np.exp(z).sum()),
    "sigmoid twice": lambda z: sigmoid(sigmoid(z)),
    "one-hot in percent": lambda z: np.eye(len(z))[np.argmax(z)] * 100,
    "sorted and rounded": lambda z: np.sort(whole_array(z)).round(3),
    "z changes while it is summed": over_a_changing_sum,
    "values as positions": values_as_positions,
    "math.exp of an array": lambda z: math.exp(z) / 2,
    "equal numbers counted once": lambda z: np.exp(z) / sum(set(np.exp(z))),
    "one result per different value": one_per_different_value,
    "a matrix of quotients": lambda z: np.exp(z)[:, None] / np.exp(z)[None, :],
    "exponentials and probabilities": lambda z: [*np.exp(z), *whole_array(z)],
    "clipped at 49.5": lambda z: whole_array(np.clip(z, -49.5, 49.5)),
    "float16 all the way": lambda z: whole_array(z.astype(np.float16)),
    "infinite": lambda z: np.exp(z) / 0.0,
    "a column of columns": lambda z: [[p] for p in [whole_array(z)]],
    "complex": lambda z: whole_array(z) + 1j,
    "not finished": lambda z: ...,
    "the function itself": lambda z: whole_array,
    "without a call": lambda z: np.exp(z) / np.exp(z).sum,
    "exp as 1 + z": lambda z: (1 + z) / np.sum(1 + z),
    "exp as a short series": lambda z: (1 + z + z**2 / 2) / np.sum(1 + z + z**2 / 2),
    "complement shared": lambda z: (1 - whole_array(z)) / np.sum(1 - whole_array(z)),
}
