"""Each exception that learners meet is explained, from the real message of the real library."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from public_tests import check


def not_defined(z: Any) -> Any:
    return np.exp(z) / totl  # type: ignore[name-defined]  # noqa: F821


def no_argument() -> Any: ...


def used_before_it_is_made(z: Any) -> Any:
    for x in z:
        total = total + x  # noqa: F821
    return total


def math_of_an_array(z: Any) -> Any:
    return math.exp(z)


def list_at_an_array(z: Any) -> Any:
    return [1.0, 2.0, 3.0][z.astype(int)]


def divides_a_list(z: Any) -> Any:
    exponentials = [math.exp(x) for x in z]
    return exponentials / sum(exponentials)  # type: ignore[operator]


def divides_a_generator(z: Any) -> Any:
    return (math.exp(x) for x in z) / np.float64(2)  # type: ignore[operator]


def length_of_one_number(z: Any) -> Any:
    return len(np.squeeze(z[:1]))


def splits_without_a_shuffle(z: Any) -> Any:
    from sklearn.model_selection import train_test_split

    return train_test_split(z, stratify=z, shuffle=False)


def axis_that_is_an_array(z: Any) -> Any:
    return np.max(0, z)


def power_of_another_language(z: Any) -> Any:
    return z * 0.5 ^ 2


def largest_for_each(z: Any) -> Any:
    return np.ones((2, 3)) @ np.max(z, 0)


def tensors_of_two_types(z: Any) -> Any:
    import tensorflow as tf

    return tf.constant(z, tf.float64) * tf.constant(z, tf.float32)


def tensors_that_do_not_fit(z: Any) -> Any:
    import tensorflow as tf

    return tf.matmul(tf.ones((2, 5)), tf.ones((3, 1)))


def tensors_of_two_lengths(z: Any) -> Any:
    import tensorflow as tf

    return tf.ones((2, 5)) + tf.ones((2, 3))


def called_like_a_function(z: Any) -> Any:
    return z(0)


def forgot_the_return_of_a_step(z: Any) -> Any:
    def step(x: Any) -> None:
        np.exp(x)

    return step(z) / 3  # type: ignore[func-returns-value]


def wrong_shapes(z: Any) -> Any:
    return z / np.zeros(len(z) + 1)


def wrong_product(z: Any) -> Any:
    return np.ones((2, 5)) @ z


def one_truth_for_many(z: Any) -> Any:
    return z if z > 0 else -z


def wrong_reshape(z: Any) -> Any:
    return z.reshape(7, 13)


def outside(z: Any) -> Any:
    return z[99]


def no_such_method(z: Any) -> Any:
    return z.exp()


def no_such_module(z: Any) -> Any:
    import numpi  # type: ignore[import-not-found]

    return numpi.exp(z)


def without_an_end(z: Any) -> Any:
    return without_an_end(z)


def too_large(z: Any) -> Any:
    return math.exp(10_000)


def leaves(z: Any) -> Any:
    raise SystemExit


def by_zero(z: Any) -> Any:
    return 1 / 0


def stores_ten(z: Any) -> Any:
    result = np.zeros(10)
    result[:] = np.exp(z)
    return result


def too_small_a_type(z: Any) -> Any:
    return np.array([300], dtype=np.int8)


def calls_its_own_step_wrongly(z: Any) -> Any:
    def step(x: Any, y: Any) -> Any:
        return x

    return step(z)  # type: ignore[call-arg]


def from_an_older_keras(z: Any) -> Any:
    import keras

    return keras.Sequential().predict_classes(z)


def fractions_as_positions(z: Any) -> Any:
    return np.ones(9)[np.exp(z)]  # type: ignore[index]


def compiled_with(*given: Any, **settings: Any) -> Any:
    import keras

    keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)]).compile(*given, **settings)


def the_loss_comes_first(z: Any) -> Any:
    import keras

    return compiled_with(keras.losses.SparseCategoricalCrossentropy(from_logits=True), "adam")


def loss_and_optimizer_swapped(z: Any) -> Any:
    return compiled_with(optimizer="sparse_categorical_crossentropy", loss="adam")


def metrics_without_a_list(z: Any) -> Any:
    return compiled_with("adam", "mse", metrics="accuracy")


def rate_in_quotes(z: Any) -> Any:
    import keras

    return keras.optimizers.Adam("0.001")


def labels_for_images(z: Any) -> Any:
    import keras

    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])(np.ones((3, 1)))


def labels_left_out(z: Any) -> Any:
    import keras

    return keras.ops.convert_to_tensor(None)


def units_in_quotes(z: Any) -> Any:
    import keras

    return keras.layers.Dense("25")


def a_convolution_on_rows(z: Any) -> Any:
    import keras

    return keras.Sequential([keras.Input((400,)), keras.layers.Conv2D(4, 3)])


def pooling_without_a_size(z: Any) -> Any:
    import keras

    return keras.layers.AveragePooling2D()


def fractions_into_whole_numbers(z: Any) -> Any:
    counts = np.arange(3)
    return np.divide(counts, 2, out=np.zeros_like(counts))


CASES: list[tuple[Callable[..., Any], str, str]] = [
    (not_defined, "NameError", "`totl` is not known"),
    (no_argument, "TypeError", "`def` line"),
    (fractions_as_positions, "IndexError", "`.astype(int)`"),
    (the_loss_comes_first, "ValueError", "the optimizer comes first"),
    (loss_and_optimizer_swapped, "ValueError", "A loss stands where the optimizer is meant"),
    (metrics_without_a_list, "ValueError", '`metrics=["accuracy"]`'),
    (labels_for_images, "ValueError", "The images come first"),
    (labels_left_out, "ValueError", "the labels are missing"),
    (units_in_quotes, "ValueError", "without quotes"),
    (rate_in_quotes, "ValueError", "without quotes"),
    (a_convolution_on_rows, "ValueError", "with 4 axes, and got a table of rows"),
    (pooling_without_a_size, "TypeError", "not given: 'pool_size'"),
    (fractions_into_whole_numbers, "UFuncTypeError", "For `out=` make an array of floats"),
    (used_before_it_is_made, "UnboundLocalError", "`total` is not known"),
    (math_of_an_array, "TypeError", "`np.exp`"),
    (list_at_an_array, "TypeError", "One whole number is meant"),
    (divides_a_list, "TypeError", "A list does no arithmetic"),
    (divides_a_generator, "TypeError", "`np.array(list(...))`"),
    (length_of_one_number, "TypeError", "`reshape(-1)` keeps it"),
    (splits_without_a_shuffle, "ValueError", "Leave `shuffle=False` out"),
    (axis_that_is_an_array, "TypeError", "is an axis"),
    (power_of_another_language, "TypeError", "A power is written `**`"),
    (largest_for_each, "ValueError", "`np.maximum(z, 0)`"),
    (tensors_of_two_types, "InvalidArgumentError", "`tf.cast"),
    (tensors_that_do_not_fit, "InvalidArgumentError", "inner sizes"),
    (tensors_of_two_lengths, "InvalidArgumentError", "cannot bring these shapes together: [2,5] vs. [2,3]"),
    (called_like_a_function, "TypeError", "For an index write `[ ]`"),
    (forgot_the_return_of_a_step, "TypeError", "without `return`"),
    (wrong_shapes, "ValueError", "(3,) (4,)"),
    (wrong_product, "ValueError", "inner sizes"),
    (one_truth_for_many, "ValueError", "`np.where`"),
    (wrong_reshape, "ValueError", "just as many numbers"),
    (outside, "IndexError", "points outside"),
    (no_such_method, "AttributeError", "has no `exp`"),
    (no_such_module, "ModuleNotFoundError", "cannot be imported"),
    (without_an_end, "RecursionError", "calls itself"),
    (too_large, "OverflowError", "too large"),
    (leaves, "SystemExit", "with `return`"),
    (by_zero, "ZeroDivisionError", "divided by zero"),
    (stores_ten, "ValueError", "does not fit into its place: (3,) into shape (10,)"),
    (too_small_a_type, "OverflowError", "larger than its type"),
    (calls_its_own_step_wrongly, "TypeError", "called in that line"),
    (from_an_older_keras, "AttributeError", "before version 3"),
]


def test_what_is_stored_on_its_side_is_told_from_what_is_too_large() -> None:
    def stored(shape: tuple[int, int]) -> Callable[[Any], Any]:
        return lambda z: np.zeros((3, 2)).__setitem__(slice(None), np.ones(shape))

    assert "on its side" in check("my_softmax", stored((2, 3))).message
    assert "typed in" in check("my_softmax", stored((2, 4))).message


@pytest.mark.parametrize(("broken", "kind", "words"), CASES, ids=lambda case: getattr(case, "__name__", None))
def test_an_error_is_named_and_explained(broken: Callable[..., Any], kind: str, words: str) -> None:
    report = check("my_softmax", broken)
    assert report.status == "error"
    assert kind in report.message
    assert words in report.message
