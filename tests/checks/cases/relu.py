"""ReLU as real learners write it, and what they take for it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def by_a_mask(z: Any) -> Any:
    result = z.copy()
    result[result < 0] = 0
    return result


def by_zeros(z: Any) -> Any:
    result = np.zeros(z.shape)
    result[z > 0] = z[z > 0]
    return result


def zeros_like(z: Any) -> Any:
    result = np.zeros_like(z)
    for place in np.ndindex(z.shape):
        if z[place] > 0:
            result[place] = z[place]
    return result


def flat_loop(z: Any) -> Any:
    return np.array([max(0, x) for x in z.flatten()]).reshape(z.shape)


def flat_iterator(z: Any) -> Any:
    result = np.array(z)
    for i, x in enumerate(z.flat):
        result.flat[i] = x if x > 0 else 0
    return result


def recursive(z: Any) -> Any:
    if np.ndim(z) == 0:
        return max(z, 0)
    return [recursive(part) for part in z]


def with_nditer(z: Any) -> Any:
    result = z.astype(float)
    with np.nditer(result, op_flags=[["readwrite"]]) as places:
        for x in places:
            x[...] = max(0.0, float(x))
    return result


def masked(z: Any) -> Any:
    return np.ma.filled(np.ma.masked_less(z, 0), 0)


def selected(z: Any) -> Any:
    return np.select([z > 0], [z], default=0)


def tensor(z: Any) -> Any:
    import tensorflow as tf

    return tf.nn.relu(z)


def tensor_maximum(z: Any) -> Any:
    import tensorflow as tf

    return tf.maximum(z, tf.zeros_like(z))


def keras_activation(z: Any) -> Any:
    from keras import activations

    return activations.relu(z)


ACCEPTED = {
    "np.maximum": lambda z: np.maximum(z, 0),
    "np.maximum, turned round": lambda z: np.maximum(0.0, z),
    "np.where": lambda z: np.where(z > 0, z, 0),
    "np.where, at zero too": lambda z: np.where(z >= 0, z, 0.0),
    "times a mask": lambda z: z * (z > 0),
    "times a mask of floats": lambda z: z * (z > 0).astype(float),
    "clip": lambda z: np.clip(z, 0, None),
    "clip to infinity": lambda z: np.clip(z, 0, np.inf),
    "clip as a method": lambda z: z.clip(min=0),
    "half of the sum with abs": lambda z: (z + np.abs(z)) / 2,
    "mask": by_a_mask,
    "zeros and a mask": by_zeros,
    "ndindex": zeros_like,
    "flat loop": flat_loop,
    "flat iterator": flat_iterator,
    "recursive": recursive,
    "nditer": with_nditer,
    "masked array": masked,
    "select": selected,
    "vectorize": lambda z: np.vectorize(lambda x: x if x > 0 else 0.0)(z),
    "fmax": lambda z: np.fmax(z, 0),
    "heaviside": lambda z: z * np.heaviside(z, 0),
    "choose": lambda z: np.choose(z > 0, [np.zeros_like(z), z]),
    "minus zero": lambda z: -np.minimum(-z, 0.0),
    "list": lambda z: np.maximum(z, 0).tolist(),
    "float32": lambda z: np.maximum(z.astype(np.float32), 0),
    "tf.nn.relu": tensor,
    "tf.maximum": tensor_maximum,
    "keras": keras_activation,
    "with a parameter": lambda z, slope=0: np.where(z > 0, z, slope * z),
}


def in_place(z: Any) -> Any:
    z[z < 0] = 0
    return z


def in_place_without_return(z: Any) -> None:
    z[z < 0] = 0


def maximum_in_place(z: Any) -> Any:
    return np.maximum(z, 0, out=z)


def if_statement(z: Any) -> Any:
    if z > 0:
        return z
    return 0


def appended(z: Any) -> Any:
    result = []
    for x in z:
        if x > 0:
            result.append(x)
        else:
            result.append(0)
    return np.array(result)


def only_the_positive(z: Any) -> Any:
    return np.array([x for x in z.flatten() if x > 0])


def first_only(z: Any) -> Any:
    for x in z.flat:
        return max(0, x)


def nested(z: Any) -> Any:
    result = np.zeros((len(z), len(z[0])))
    for i, row in enumerate(z):
        for j, x in enumerate(row):
            result[i, j] = max(0, x)
    return result


def exact_gelu(z: Any) -> Any:
    return z * np.vectorize(lambda x: (1 + math.erf(x / math.sqrt(2))) / 2)(z)


def returned_at_once(z: Any) -> Any:
    result = np.zeros(z.shape)
    for place in np.ndindex(z.shape):
        result[place] = max(z[place], 0)
        return result


def one_place_short(z: Any) -> Any:
    result = z.ravel().copy()
    for i in range(len(result) - 1):
        result[i] = max(result[i], 0)
    return result.reshape(z.shape)


PLANTED = {
    "leaky": (lambda z: np.where(z > 0, z, 0.01 * z), "leaky"),
    "leaky by maximum": (lambda z: np.maximum(0.1 * z, z), "leaky"),
    "ELU": (lambda z: np.where(z > 0, z, np.exp(z) - 1), "leaky"),
    "abs": (np.abs, "absolute_value"),
    "clip at 1": (lambda z: np.clip(z, 0, 1), "capped"),
    "relu6": (lambda z: np.minimum(np.maximum(z, 0), 6), "capped"),
    "clip on both sides": (lambda z: np.clip(z, -1, 1), "capped"),
    "in place": (in_place, "changes_input"),
    "out=z": (maximum_in_place, "changes_input"),
    "in place, nothing returned": (in_place_without_return, "returns_none"),
    "derivative": (lambda z: (z > 0).astype(int), "step"),
    "a mask": (lambda z: z > 0, "step"),
    "softplus": (lambda z: np.log(1 + np.exp(z)), "smooth"),
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), "smooth"),
    "swish": (lambda z: z / (1 + np.exp(-z)), "smooth"),
    "minimum": (lambda z: np.minimum(z, 0), "mirrored"),
    "max(0, -z)": (lambda z: np.maximum(0, -z), "mirrored"),
    "unchanged": (lambda z: z, "unchanged"),
    "result thrown away": (lambda z: (np.maximum(z, 0), z)[1], "unchanged"),
    "zeros": (lambda z: np.zeros(z.shape), "all_zero"),
    "corner at 1": (lambda z: np.where(z > 1, z, 0), "other_threshold"),
    "maximum with 1": (lambda z: np.maximum(z, 1), "other_threshold"),
    "drops negatives": (lambda z: z[z > 0], "drops_negatives"),
    "drops negatives in a loop": (only_the_positive, "drops_negatives"),
    "np.max": (lambda z: np.max(z, 0), "largest_only"),
    "max of the max": (lambda z: max(0, z.max()), "largest_only"),
    "the largest": (lambda z: z.max(), "largest_only"),
    "GELU": (exact_gelu, "smooth"),
    "return inside the loop": (returned_at_once, "returns_inside_loop"),
    "one place short": (one_place_short, "loop_range"),
    "comprehension": (lambda z: [max(0, x) for x in z], "one_dimension_only"),
    "appended": (appended, "one_dimension_only"),
    "comprehension in two": (lambda z: [[max(0, x) for x in row] for row in z], "two_dimensions_only"),
    "flattened": (lambda z: np.maximum(z, 0).flatten(), "flattened"),
    "if on an array": (if_statement, "if_on_an_array"),
    "Python's max": (lambda z: max(0, z), "if_on_an_array"),
    "any": (lambda z: z if (z > 0).any() else 0 * z, "all_or_nothing"),
    "truncated": (lambda z: np.maximum(z, 0).astype(int), "integer_truncation"),
}

PLANTED |= {
    "twice as large": (lambda z: z + np.abs(z), "scaled"),
    "a tenth": (lambda z: np.maximum(z, 0) / 10, "scaled"),
    "capped at 1000": (lambda z: np.clip(z, 0, 1000), "capped"),
    "capped at 20": (lambda z: np.minimum(np.maximum(z, 0), 20), "capped"),
}

REFUSED = {
    "a small number below 0": lambda z: np.maximum(z, 1e-7),
    "a small constant for 0": lambda z: np.maximum(z, 1e-7),
    "first number only": first_only,
    "nested loops": nested,
    "transposed": lambda z: np.maximum(z, 0).T,
    "rounded": lambda z: np.round(np.maximum(z, 0)),
    "a generator": lambda z: (max(0, x) for x in z.flat),
    "texts": lambda z: [str(x) for x in np.maximum(z, 0).flat],
    "plus a little": lambda z: np.maximum(z, 0) + 0.01,
    "nan below zero": lambda z: np.where(z > 0, z, np.nan),
    "the square root": lambda z: np.sqrt(np.maximum(z, 0)),
    "leaky and capped": lambda z: np.clip(np.where(z > 0, z, 0.01 * z), -1, 6),
    "sorted": lambda z: np.sort(np.maximum(z, 0), axis=None).reshape(z.shape),
    "normalised": lambda z: np.maximum(z, 0) / np.max(z),
    "only vectors": lambda z: np.maximum(z, 0) if z.ndim == 1 else z,
    "z squared": lambda z: np.maximum(z, 0) ** 2,
    "a misspelt name": lambda z: np.maximun(z, 0),
    "undefined": lambda z: np.maximum(x, 0),  # type: ignore[name-defined]  # noqa: F821
}
