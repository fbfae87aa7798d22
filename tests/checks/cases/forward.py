"""Ways through the network as learners write them, right and wrong."""

from __future__ import annotations

from typing import Any

import numpy as np


def line_by_line(X: Any, weights: Any) -> Any:
    Z1 = X @ weights["W1"] + weights["b1"]
    A1 = np.maximum(Z1, 0)
    Z2 = A1 @ weights["W2"] + weights["b2"]
    A2 = np.maximum(Z2, 0)
    Z3 = A2 @ weights["W3"] + weights["b3"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2, "Z3": Z3}


def in_a_loop(X: Any, weights: Any) -> Any:
    cache, A = {"A0": X}, X
    for layer in range(1, len(weights) // 2 + 1):
        Z = np.dot(A, weights["W" + str(layer)]) + weights["b" + str(layer)]
        A = Z * (Z > 0)
        cache[f"Z{layer}"], cache[f"A{layer}"] = Z, A
    return cache


def one_digit_at_a_time(X: Any, weights: Any) -> Any:
    cache: Any = {"Z1": [], "A1": [], "Z2": [], "A2": [], "Z3": []}
    for x in X:
        z1 = weights["W1"].T.dot(x) + weights["b1"]
        a1 = np.where(z1 > 0, z1, 0)
        z2 = weights["W2"].T.dot(a1) + weights["b2"]
        a2 = np.where(z2 > 0, z2, 0)
        for key, value in zip(cache, (z1, a1, z2, a2, a2 @ weights["W3"] + weights["b3"]), strict=True):
            cache[key].append(value)
    return cache


def one_number_at_a_time(X: Any, weights: Any) -> Any:
    def layer(rows: Any, W: Any, b: Any) -> Any:
        return [
            [sum(row[i] * W[i][j] for i in range(len(row))) + b[j] for j in range(len(b))] for row in rows
        ]

    def relu(rows: Any) -> Any:
        return [[max(0.0, z) for z in row] for row in rows]

    Z1 = layer(X, weights["W1"], weights["b1"])
    Z2 = layer(relu(Z1), weights["W2"], weights["b2"])
    Z3 = layer(relu(Z2), weights["W3"], weights["b3"])
    return {"Z1": Z1, "A1": relu(Z1), "Z2": Z2, "A2": relu(Z2), "Z3": Z3}


def by_einsum(X: Any, weights: Any) -> Any:
    W1, b1, W2, b2, W3, b3 = weights.values()
    Z1 = np.einsum("mi,io->mo", X, W1) + b1
    A1 = np.clip(Z1, 0, None)
    Z2 = np.einsum("mi,io->mo", A1, W2) + b2
    A2 = np.clip(Z2, 0, None)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2, "Z3": np.einsum("mi,io->mo", A2, W3) + b3}


def digits_in_columns_and_back(X: Any, weights: Any) -> Any:
    cache = {}
    A = X.T
    for k in "123":
        Z = weights["W" + k].T @ A + weights["b" + k].reshape(-1, 1)
        A = (np.abs(Z) + Z) / 2
        cache.update({"Z" + k: Z.T, "A" + k: A.T})
    return cache


def own_copy_cut_in_place(X: Any, weights: Any) -> Any:
    cache, A = {}, X
    for k in (1, 2, 3):
        Z = A @ weights[f"W{k}"]
        Z += weights[f"b{k}"]
        cache[f"Z{k}"] = Z
        if k < 3:
            A = Z.copy()
            A[A < 0] = 0
            cache[f"A{k}"] = A
    return cache


def by_tensorflow(X: Any, weights: Any) -> Any:
    import tensorflow as tf

    Z1 = tf.matmul(X, weights["W1"]) + weights["b1"]
    A1 = tf.nn.relu(Z1)
    Z2 = tf.matmul(A1, weights["W2"]) + weights["b2"]
    A2 = tf.nn.relu(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2, "Z3": tf.matmul(A2, weights["W3"]) + weights["b3"]}


def by_keras_layers(X: Any, weights: Any) -> Any:
    import keras

    cache, A = {}, X
    for k in "123":
        layer = keras.layers.Dense(len(weights["b" + k]))
        layer.build(A.shape)
        layer.set_weights([weights["W" + k], weights["b" + k]])
        cache["Z" + k] = layer(A)
        A = cache["A" + k] = keras.ops.relu(cache["Z" + k])
    return cache


def a_row_of_ones(X: Any, weights: Any) -> Any:
    """The bias as the weight of an input that is always 1."""
    cache, A = {}, X
    for k in "123":
        with_one = np.hstack([A, np.ones((len(A), 1))])
        cache["Z" + k] = with_one @ np.vstack([weights["W" + k], weights["b" + k]])
        cache["A" + k] = A = np.fmax(cache["Z" + k], 0.0)
    return cache


def prints_as_well(X: Any, weights: Any) -> Any:
    cache = line_by_line(X, weights)
    print({key: value.shape for key, value in cache.items()})
    return cache


ACCEPTED = {
    "line by line": line_by_line,
    "a loop, with A0 and A3": in_a_loop,
    "one digit at a time": one_digit_at_a_time,
    "one number at a time, lists": one_number_at_a_time,
    "einsum": by_einsum,
    "columns inside": digits_in_columns_and_back,
    "a copy cut in place": own_copy_cut_in_place,
    "tensors": by_tensorflow,
    "Keras's layers": by_keras_layers,
    "the bias as a weight": a_row_of_ones,
    "prints as well": prints_as_well,
    "double precision": lambda X, w: line_by_line(X.astype(float), w),
    "half precision at the end": lambda X, w: {
        k: v.astype(np.float16) for k, v in line_by_line(X, w).items()
    },
    "probabilities beside the logits": lambda X, w: {**line_by_line(X, w), "P": np.exp(X)},
}


def overwrites_z(X: Any, weights: Any) -> Any:
    cache, A = {}, X
    for k in (1, 2):
        Z = A @ weights[f"W{k}"] + weights[f"b{k}"]
        cache[f"Z{k}"] = Z
        Z[Z < 0] = 0
        cache[f"A{k}"] = A = Z
    return {**cache, "Z3": A @ weights["W3"] + weights["b3"]}


def relu_everywhere(X: Any, weights: Any) -> Any:
    cache = line_by_line(X, weights)
    return {**cache, "Z3": np.maximum(cache["Z3"], 0)}


def softmax(z: Any) -> Any:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def no_bias(X: Any, weights: Any) -> Any:
    Z1 = X @ weights["W1"]
    A1 = np.maximum(0, Z1)
    Z2 = A1 @ weights["W2"]
    A2 = np.maximum(0, Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2, "Z3": A2 @ weights["W3"]}


def no_bias_and_softmax(X: Any, weights: Any) -> Any:
    cache = no_bias(X, weights)
    return {**cache, "Z3": softmax(cache["Z3"])}


def weights_first(X: Any, weights: Any) -> Any:
    Z1 = np.matmul(weights["W1"], X) + weights["b1"]
    A1 = np.maximum(0, Z1)
    Z2 = np.matmul(weights["W2"], A1) + weights["b2"]
    A2 = np.maximum(0, Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2, "Z3": np.matmul(weights["W3"], A2) + weights["b3"]}


def weights_transposed(X: Any, weights: Any) -> Any:
    return line_by_line(X, {key: value.T for key, value in weights.items()})


def activation(function: Any) -> Any:
    def network(X: Any, weights: Any) -> Any:
        Z1 = X @ weights["W1"] + weights["b1"]
        A1 = function(Z1)
        Z2 = A1 @ weights["W2"] + weights["b2"]
        A2 = function(Z2)
        return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2, "Z3": A2 @ weights["W3"] + weights["b3"]}

    return network


def uses_z(X: Any, weights: Any) -> Any:
    Z1 = X @ weights["W1"] + weights["b1"]
    Z2 = Z1 @ weights["W2"] + weights["b2"]
    Z3 = Z2 @ weights["W3"] + weights["b3"]
    return {"Z1": Z1, "A1": np.maximum(Z1, 0), "Z2": Z2, "A2": np.maximum(Z2, 0), "Z3": Z3}


def last_layer_called_a3(X: Any, weights: Any) -> Any:
    cache = line_by_line(X, weights)
    cache["A3"] = softmax(cache.pop("Z3"))
    return cache


def a3_after_no_bias(X: Any, weights: Any) -> Any:
    cache = no_bias(X, weights)
    cache["A3"] = softmax(cache.pop("Z3"))
    return cache


def bias_in_place(X: Any, weights: Any) -> Any:
    cache = line_by_line(X, weights)
    weights["b1"] += 1
    return cache


def bias_in_place_of_the_dictionary(X: Any, weights: Any) -> Any:
    for key in weights:
        weights[key] = weights[key].astype(np.float64) * 2
    return line_by_line(X, {key: value / 2 for key, value in weights.items()})


def remembers(X: Any, weights: Any, cache: Any = {}) -> Any:  # noqa: B006
    if not cache:
        cache.update(line_by_line(X, weights))
    return cache


def dropped_by_chance(X: Any, weights: Any) -> Any:
    cache = line_by_line(X, weights)
    cache["A2"] = cache["A2"] * (np.random.default_rng().random(cache["A2"].shape) > 0.5)
    return {**cache, "Z3": cache["A2"] @ weights["W3"] + weights["b3"]}


def forgets_return(X: Any, weights: Any) -> None:
    line_by_line(X, weights)


def softmax_in_layer_2(X: Any, w: Any) -> Any:
    cache = line_by_line(X, w)
    e = np.exp(cache["Z2"])
    A2 = e / e.sum(axis=1, keepdims=True)
    return {**cache, "A2": A2, "Z3": A2 @ w["W3"] + w["b3"]}


PLANTED = {
    "the last digit without its axis": (lambda X, w: line_by_line(X[-1], w), "one_digit_only"),
    "layers counted from 0": (
        lambda X, w: {f"{key[0]}{int(key[1]) - 1}": value for key, value in line_by_line(X, w).items()},
        "other_keys",
    ),
    "softmax in layer 2": (softmax_in_layer_2, "other_activation"),
    "logits minus the largest": (
        lambda X, w: {
            **line_by_line(X, w),
            "Z3": (lambda z: z - z.max(axis=1)[:, None])(line_by_line(X, w)["Z3"]),
        },
        "other_activation_on_output",
    ),
    "divided by the largest": (lambda X, w: line_by_line(X / np.max(X), w), "other_input"),
    "bias twice": (
        lambda X, w: line_by_line(X, {k: v if k[0] == "W" else 2 * v for k, v in w.items()}),
        "bias_in_the_wrong_way",
    ),
    "some units dropped": (dropped_by_chance, "remembers_calls"),
    "the biases subtracted": (
        lambda X, w: line_by_line(X, {k: v if k[0] == "W" else -v for k, v in w.items()}),
        "bias_in_the_wrong_way",
    ),
    "one Z and A swapped": (
        lambda X, w: {**line_by_line(X, w), "Z1": line_by_line(X, w)["A1"], "A1": line_by_line(X, w)["Z1"]},
        "z_and_a_swapped",
    ),
    "logits under another name": (
        lambda X, w: {("logits" if k == "Z3" else k): v for k, v in line_by_line(X, w).items()},
        "keys_missing",
    ),
    "small letters for the weights": (lambda X, w: {"Z1": X @ w["w1"]}, "key_not_there"),
    "Z overwritten by ReLU": (overwrites_z, "z_after_relu"),
    "ReLU on the last layer": (relu_everywhere, "relu_on_output"),
    "softmax on the last layer": (
        lambda X, w: {**line_by_line(X, w), "Z3": softmax(line_by_line(X, w)["Z3"])},
        "softmax_on_output",
    ),
    "sigmoid on the last layer": (
        lambda X, w: {**line_by_line(X, w), "Z3": 1 / (1 + np.exp(-line_by_line(X, w)["Z3"]))},
        "other_activation_on_output",
    ),
    "A3 instead of Z3": (last_layer_called_a3, "a3_for_z3"),
    "A3 instead of Z3, and no bias": (a3_after_no_bias, "a3_for_z3"),
    "no bias": (no_bias, "no_bias"),
    "no bias and softmax": (no_bias_and_softmax, "no_bias"),
    "the weights first": (weights_first, "product_in_another_order"),
    "the weights transposed": (weights_transposed, "product_in_another_order"),
    "sigmoid": (activation(lambda z: 1 / (1 + np.exp(-z))), "other_activation"),
    "tanh": (activation(np.tanh), "other_activation"),
    "leaky ReLU": (activation(lambda z: np.maximum(z, 0.01 * z)), "other_activation"),
    "no activation": (activation(lambda z: z), "no_relu"),
    "Z handed on": (uses_z, "no_relu"),
    "ReLU forgotten, softmax at the end": (
        lambda X, w: {**uses_z(X, w), "Z3": softmax(uses_z(X, w)["Z3"])},
        "no_relu",
    ),
    "logits only": (lambda X, w: line_by_line(X, w)["Z3"], "logits_only"),
    "a tuple": (lambda X, w: tuple(line_by_line(X, w).values()), "no_dictionary"),
    "logits and cache": (lambda X, w: (line_by_line(X, w)["Z3"], line_by_line(X, w)), "no_dictionary"),
    "small letters": (lambda X, w: {k.lower(): v for k, v in line_by_line(X, w).items()}, "other_keys"),
    "small letters, no bias": (lambda X, w: {k.lower(): v for k, v in no_bias(X, w).items()}, "other_keys"),
    "columns": (lambda X, w: {k: v.T for k, v in line_by_line(X, w).items()}, "digits_in_columns"),
    "A kept before ReLU": (
        lambda X, w: {**line_by_line(X, w), "A1": line_by_line(X, w)["Z1"], "A2": line_by_line(X, w)["Z2"]},
        "a_before_relu",
    ),
    "b2 used twice": (
        lambda X, w: line_by_line(X, {**w, "b3": w["b2"]}),
        "another_layer",
    ),
    "the first digit only": (lambda X, w: line_by_line(X[:1], w), "one_digit_only"),
    "a bias changed in place": (bias_in_place, "changes_input"),
    "all weights changed in place": (bias_in_place_of_the_dictionary, "changes_input"),
    "no bias, and X changed": (lambda X, w: (no_bias(X, w), X.fill(0))[0], "no_bias"),
    "the first answer for ever": (remembers, "ignores_argument"),
    "None": (forgets_return, "returns_none"),
}


def changes_x(X: Any, weights: Any) -> Any:
    cache = line_by_line(X, weights)
    X -= X.mean()
    return cache


REFUSED = {
    "X is changed": changes_x,
    "a key of the lab's own": lambda X, w: dict(zip("abcde", line_by_line(X, w).values(), strict=True)),
    "no Z1": lambda X, w: {k: v for k, v in line_by_line(X, w).items() if k != "Z1"},
    "None under a name": lambda X, w: {**line_by_line(X, w), "A2": None},
    "a text under a name": lambda X, w: {**line_by_line(X, w), "A2": "A2"},
    "a generator": lambda X, w: {**line_by_line(X, w), "A2": (row for row in X)},
    "an empty dictionary": lambda X, w: {},
    "rounded": lambda X, w: {k: np.round(v, 1) for k, v in line_by_line(X, w).items()},
    "a list of digits": lambda X, w: [line_by_line(x[np.newaxis], w) for x in X],
    "more keys, and a wrong one": lambda X, w: {**line_by_line(X, w), "Z2": X, "A3": X},
    "a key that is not there": lambda X, w: line_by_line(X, {"W1": w["W_1"]}),
    "weights as a list": lambda X, w: X @ w[0],
    "einsum with a wrong letter": lambda X, w: {"Z1": np.einsum("mi,oi->mo", X, w["W1"])},
    "adds to the weights": lambda X, w: (line_by_line(X, w), w.update(m=len(X)))[0],
}
