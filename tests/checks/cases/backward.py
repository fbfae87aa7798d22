"""Ways back through the network as learners write them, right and wrong."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np


def softmax(Z: Any) -> Any:
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def line_by_line(X: Any, y: Any, weights: Any, cache: Any, m: float | None = None) -> Any:
    m = m or len(X)
    dZ3 = softmax(cache["Z3"])
    dZ3[np.arange(len(X)), y.ravel()] -= 1
    dZ3 /= m
    dW3 = cache["A2"].T @ dZ3
    db3 = dZ3.sum(axis=0)
    dZ2 = (dZ3 @ weights["W3"].T) * (cache["Z2"] > 0)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dZ1 = (dZ2 @ weights["W2"].T) * (cache["Z1"] > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2, "W3": dW3, "b3": db3}


def divided_at_the_end(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    m, classes = cache["Z3"].shape
    one_hot = np.eye(classes)[y.flatten()]
    dZ = np.exp(cache["Z3"]) / np.sum(np.exp(cache["Z3"]), axis=1).reshape(-1, 1) - one_hot
    gradients = {}
    for layer in (3, 2, 1):
        A = X if layer == 1 else cache[f"A{layer - 1}"]
        gradients[f"W{layer}"] = 1 / m * np.dot(A.T, dZ)
        gradients[f"b{layer}"] = np.mean(dZ, axis=0)
        if layer > 1:
            dA = np.dot(dZ, weights[f"W{layer}"].T)
            dZ = np.where(cache[f"Z{layer - 1}"] >= 0, dA, 0)
    return gradients


def digits_in_columns(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    """As in the courses that keep a digit in each column."""
    m = X.shape[0]
    Y = (np.arange(cache["Z3"].shape[1])[:, None] == y.T).astype(float)
    dZ3 = softmax(cache["Z3"]).T - Y
    dW3, db3 = dZ3 @ cache["A2"] / m, np.sum(dZ3, axis=1, keepdims=True) / m
    dZ2 = weights["W3"] @ dZ3 * (cache["A2"].T > 0)
    dW2, db2 = dZ2 @ cache["A1"] / m, np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = weights["W2"] @ dZ2 * (cache["A1"].T > 0)
    dW1, db1 = dZ1 @ X / m, np.sum(dZ1, axis=1, keepdims=True) / m
    return {
        **{"W1": dW1.T, "b1": db1.ravel(), "W2": dW2.T, "b2": db2.ravel()},
        **{"W3": dW3.T, "b3": db3.ravel()},
    }


def one_digit_at_a_time(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    sums = {key: np.zeros(value.shape) for key, value in weights.items()}
    for i in range(len(X)):
        z = cache["Z3"][i]
        p = np.exp(z - max(z)) / sum(np.exp(z - max(z)))
        p[y[i]] -= 1
        sums["b3"] += p
        sums["W3"] += np.outer(cache["A2"][i], p)
        d2 = weights["W3"] @ p
        d2[cache["Z2"][i] <= 0] = 0
        sums["b2"] += d2
        sums["W2"] += np.outer(cache["A1"][i], d2)
        d1 = weights["W2"] @ d2
        d1[cache["Z1"][i] <= 0] = 0
        sums["b1"] += d1
        sums["W1"] += np.outer(X[i], d1)
    return {key: value / len(X) for key, value in sums.items()}


def one_number_at_a_time(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    m = len(X)
    gradients = {key: np.zeros_like(value).tolist() for key, value in weights.items()}
    for i in range(m):
        exps = [math.exp(z) for z in cache["Z3"][i]]
        d = [(e / sum(exps) - (k == int(y[i, 0]))) / m for k, e in enumerate(exps)]
        for layer, before in ((3, cache["A2"][i]), (2, cache["A1"][i]), (1, X[i])):
            for k, slope in enumerate(d):
                gradients[f"b{layer}"][k] += slope
                for j, a in enumerate(before):
                    gradients[f"W{layer}"][j][k] += float(a) * slope
            W = weights[f"W{layer}"]
            d = [
                sum(W[j][k] * slope for k, slope in enumerate(d)) * (a > 0) if layer > 1 else 0
                for j, a in enumerate(before)
            ]
    return gradients


def by_einsum(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    dZ3 = softmax(cache["Z3"]) - (y == np.arange(cache["Z3"].shape[1]))
    dZ2 = np.einsum("mk,jk->mj", dZ3, weights["W3"]) * np.heaviside(cache["Z2"], 0)
    dZ1 = np.einsum("mk,jk->mj", dZ2, weights["W2"]) * np.heaviside(cache["Z1"], 0)
    pairs = zip((X, cache["A1"], cache["A2"]), (dZ1, dZ2, dZ3), (1, 2, 3), strict=True)
    gradients = {}
    for A, dZ, layer in pairs:
        gradients[f"W{layer}"] = np.einsum("mi,mo->io", A, dZ) / len(X)
        gradients[f"b{layer}"] = np.einsum("mo->o", dZ) / len(X)
    return gradients


def by_the_whole_jacobian(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    """Softmax and the logarithm one after the other, without the short slope of both."""
    p = softmax(cache["Z3"].astype(np.float64))
    m = len(p)
    dP = np.zeros_like(p)
    dP[range(m), y[:, 0]] = -1 / p[range(m), y[:, 0]] / m
    dZ3 = np.stack([(np.diag(p[i]) - np.outer(p[i], p[i])) @ dP[i] for i in range(m)])
    return _from_slope(X, weights, cache, dZ3)


def _from_slope(X: Any, weights: Any, cache: Any, dZ3: Any) -> Any:
    dZ2 = dZ3 @ weights["W3"].T * np.sign(cache["A2"])
    dZ1 = dZ2 @ weights["W2"].T * np.sign(cache["A1"])
    ones = np.ones(len(X))
    return {
        **{"W1": X.T @ dZ1, "b1": ones @ dZ1, "W2": cache["A1"].T @ dZ2, "b2": ones @ dZ2},
        **{"W3": cache["A2"].T @ dZ3, "b3": ones @ dZ3},
    }


def forward_again(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    Z1 = X @ weights["W1"] + weights["b1"]
    Z2 = np.maximum(Z1, 0) @ weights["W2"] + weights["b2"]
    Z3 = np.maximum(Z2, 0) @ weights["W3"] + weights["b3"]
    anew = {"Z1": Z1, "A1": np.maximum(Z1, 0), "Z2": Z2, "A2": np.maximum(Z2, 0), "Z3": Z3}
    return line_by_line(X, y, weights, anew)


def by_nudging(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    """Central differences: slow, and right."""

    def loss(nudged: Any) -> Any:
        A = X.astype(np.float64)
        for layer in "123":
            Z = A @ nudged["W" + layer] + nudged["b" + layer]
            A = np.maximum(Z, 0)
        return -np.mean(np.log(softmax(Z)[np.arange(len(X)), y[:, 0]]))

    weights = {key: value.astype(np.float64) for key, value in weights.items()}
    gradients = {key: np.zeros(value.shape) for key, value in weights.items()}
    for key, value in weights.items():
        for place in np.ndindex(value.shape):
            old = value[place]
            value[place] = old + 1e-5
            above = loss(weights)
            value[place] = old - 1e-5
            gradients[key][place] = (above - loss(weights)) / 2e-5
            value[place] = old
    return gradients


def by_nudging_as_it_comes(step: float, wrong: float = 0) -> Callable[..., Any]:
    """Return central differences in the precision of the arrays that come in; `wrong` adds to the loss."""

    def backward(X: Any, y: Any, weights: Any, cache: Any) -> Any:
        def loss(key: str, place: Any, by: float) -> Any:
            nudged = {**weights, key: weights[key].copy()}
            nudged[key][place] += by
            p = softmax(forward_again_to_logits(X, nudged))
            decay = wrong * sum(np.sum(nudged[f"W{layer}"] ** 2) for layer in (1, 2, 3))
            return -np.log(p[np.arange(len(y)), y.ravel()]).mean() + decay

        gradients = {key: np.zeros(weight.shape) for key, weight in weights.items()}
        for key, gradient in gradients.items():
            for place in np.ndindex(gradient.shape):
                gradient[place] = (loss(key, place, step) - loss(key, place, -step)) / (2 * step)
        return gradients

    return backward


def forward_again_to_logits(X: Any, weights: Any) -> Any:
    A1 = np.maximum(X @ weights["W1"] + weights["b1"], 0)
    return np.maximum(A1 @ weights["W2"] + weights["b2"], 0) @ weights["W3"] + weights["b3"]


def by_gradient_tape_in_float32(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    """Cast X alone: the weights are float32 in the lab."""
    return by_gradient_tape(X.astype(np.float32), y, weights, cache)


def by_gradient_tape(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    import tensorflow as tf

    return _by_tape(X, y, weights, tf.Variable, _losses_of_logits)


def _by_tape(
    X: Any, y: Any, weights: Any, kept: Callable[[Any], Any], losses: Callable[[Any, Any], Any]
) -> Any:
    """Let TensorFlow record the way forward, from weights that are kept as `kept` makes them."""
    import tensorflow as tf

    held = {key: kept(value) for key, value in weights.items()}
    with tf.GradientTape() as tape:
        A1 = tf.nn.relu(X @ held["W1"] + held["b1"])
        A2 = tf.nn.relu(A1 @ held["W2"] + held["b2"])
        loss = tf.reduce_mean(losses(y, A2 @ held["W3"] + held["b3"]))
    return tape.gradient(loss, held)


def _losses_of_logits(y: Any, logits: Any) -> Any:
    import tensorflow as tf

    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.squeeze(y, 1), logits=logits)


def by_keras_model(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    import keras
    import tensorflow as tf

    sizes = [len(weights[f"b{layer}"]) for layer in (1, 2, 3)]
    layers = [
        keras.layers.Dense(size, activation=a) for size, a in zip(sizes, ["relu", "relu", None], strict=True)
    ]
    model = keras.Sequential([keras.Input((X.shape[1],)), *layers])
    model.set_weights(list(weights.values()))
    with tf.GradientTape() as tape:
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, model(X))
    found = tape.gradient(loss, model.trainable_variables)
    return dict(zip(weights, found, strict=True))


def tensors_by_hand(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    import tensorflow as tf

    m, classes = cache["Z3"].shape
    dZ3 = (tf.nn.softmax(cache["Z3"]) - tf.one_hot(y[:, 0], classes)) / m
    dZ2 = tf.matmul(dZ3, weights["W3"], transpose_b=True) * tf.cast(cache["Z2"] > 0, tf.float32)
    dZ1 = tf.matmul(dZ2, weights["W2"], transpose_b=True) * tf.cast(cache["Z1"] > 0, tf.float32)
    return {
        **{"W1": tf.transpose(X) @ dZ1, "b1": tf.reduce_sum(dZ1, 0)},
        **{"W2": tf.transpose(cache["A1"]) @ dZ2, "b2": tf.reduce_sum(dZ2, 0)},
        **{"W3": tf.transpose(cache["A2"]) @ dZ3, "b3": tf.reduce_sum(dZ3, 0)},
    }


def labels_by_to_categorical(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    import keras

    one_hot = keras.utils.to_categorical(y, cache["Z3"].shape[1])
    return _from_slope(X, weights, cache, (softmax(cache["Z3"]) - one_hot) / y.size)


def labels_along_the_axis(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    dZ3 = softmax(cache["Z3"])
    np.put_along_axis(dZ3, y, np.take_along_axis(dZ3, y, axis=1) - 1, axis=1)
    return _from_slope(X, weights, cache, dZ3 / len(y))


def notes_in_the_cache(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    cache["P"] = softmax(cache["Z3"])
    return line_by_line(X, y, weights, cache)


ACCEPTED = {
    "central differences, step 1e-5": by_nudging_as_it_comes(1e-5),
    "central differences, step 1e-4": by_nudging_as_it_comes(1e-4),
    "a tape in float32": by_gradient_tape_in_float32,
    "line by line": line_by_line,
    "a loop, divided at the end": divided_at_the_end,
    "columns inside": digits_in_columns,
    "one digit at a time": one_digit_at_a_time,
    "one number at a time, lists": one_number_at_a_time,
    "einsum": by_einsum,
    "the whole Jacobian": by_the_whole_jacobian,
    "forward again": forward_again,
    "by nudging": by_nudging,
    "GradientTape": by_gradient_tape,
    "a Keras model": by_keras_model,
    "tensors by hand": tensors_by_hand,
    "to_categorical": labels_by_to_categorical,
    "put_along_axis": labels_along_the_axis,
    "double precision": lambda X, y, w, c: line_by_line(
        X.astype(float), y, *({k: v.astype(float) for k, v in table.items()} for table in (w, c))
    ),
    "notes in the cache": notes_in_the_cache,
    "more keys": lambda X, y, w, c: {"Z3": c["Z3"], **line_by_line(X, y, w, c), "dZ3": None},
    "a copy of the weights filled": lambda X, y, w, c: {**w.copy(), **line_by_line(X, y, w, c)},
}


def written(
    *,
    slope: Callable[..., Any] = lambda p, one_hot, z: p - one_hot,
    mean: Callable[..., Any] = lambda dZ, m: dZ / m,
    back: Callable[..., Any] = lambda dZ, W, dW: dZ @ W.T,
    gate: Callable[..., Any] = lambda dA, Z, A: dA * (Z > 0),
    dW: Callable[..., Any] = lambda A, dZ, m: A.T @ dZ,
    db: Callable[..., Any] = lambda dZ, m: dZ.sum(axis=0),
    inputs: tuple[str, str] = ("A1", "A2"),
    probabilities: Callable[..., Any] = softmax,
) -> Any:
    """Write `backward` with one line replaced, as a learner would."""

    def backward(X: Any, y: Any, weights: Any, cache: Any) -> Any:
        m, classes = cache["Z3"].shape
        dZ = mean(slope(probabilities(cache["Z3"]), np.eye(classes)[y.ravel()], cache["Z3"]), m)
        gradients = {}
        for layer in (3, 2, 1):
            A = X if layer == 1 else cache[inputs[layer - 2]]
            gradients[f"W{layer}"], gradients[f"b{layer}"] = dW(A, dZ, m), db(dZ, m)
            if layer > 1:
                dA = back(dZ, weights[f"W{layer}"], gradients[f"W{layer}"])
                dZ = gate(dA, cache[f"Z{layer - 1}"], cache[f"A{layer - 1}"])
        return gradients

    return backward


def labels_as_they_are(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    return _from_slope(X, weights, cache, (softmax(cache["Z3"]) - y) / len(X))


def index_with_two_axes(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    dZ3 = softmax(cache["Z3"])
    dZ3[range(len(X)), y] -= 1
    return _from_slope(X, weights, cache, dZ3 / len(X))


def one_hot_with_three_axes(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    dZ3 = (softmax(cache["Z3"]) - np.eye(cache["Z3"].shape[1])[y]) / len(X)
    dZ2 = dZ3 @ weights["W3"].T * (cache["Z2"] > 0)
    dZ1 = dZ2 @ weights["W2"].T * (cache["Z1"] > 0)
    return {
        **{"W1": X.T @ dZ1, "b1": np.sum(dZ1, axis=0), "W2": cache["A1"].T @ dZ2, "b2": np.sum(dZ2, axis=0)},
        **{"W3": cache["A2"].T @ dZ3, "b3": np.sum(dZ3, axis=0)},
    }


def ten_classes(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    dZ3 = (softmax(cache["Z3"]) - np.eye(10)[y.ravel()]) / len(X)
    return _from_slope(X, weights, cache, dZ3)


def masks_swapped(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    dZ3 = (softmax(cache["Z3"]) - np.eye(cache["Z3"].shape[1])[y.ravel()]) / len(X)
    dZ2 = dZ3 @ weights["W3"].T * (cache["Z1"] > 0)
    dZ1 = dZ2 @ weights["W2"].T * (cache["Z2"] > 0)
    return {
        **{"W1": X.T @ dZ1, "b1": dZ1.sum(0), "W2": cache["A1"].T @ dZ2, "b2": dZ2.sum(0)},
        **{"W3": cache["A2"].T @ dZ3, "b3": dZ3.sum(0)},
    }


def one_mask_forgotten(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    dZ3 = (softmax(cache["Z3"]) - np.eye(cache["Z3"].shape[1])[y.ravel()]) / len(X)
    dZ2 = dZ3 @ weights["W3"].T * (cache["A2"] > 0)
    dZ1 = dZ2 @ weights["W2"].T
    return {
        **{"W1": X.T @ dZ1, "b1": dZ1.sum(0), "W2": cache["A1"].T @ dZ2, "b2": dZ2.sum(0)},
        **{"W3": cache["A2"].T @ dZ3, "b3": dZ3.sum(0)},
    }


def step_taken(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    gradients = line_by_line(X, y, weights, cache)
    return {key: weights[key] - 0.05 * gradients[key] for key in weights}


def weights_moved_in_place(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    gradients = line_by_line(X, y, weights, cache)
    for key in weights:
        weights[key] -= 0.1 * gradients[key]
    return gradients


def cache_shifted_in_place(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    Z = cache["Z3"]
    Z -= Z.max(axis=1, keepdims=True)
    return line_by_line(X, y, weights, cache)


def cache_used_up(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    gradients = line_by_line(X, y, weights, cache)
    cache.pop("Z3")
    return gradients


def last_digit_only(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    for i in range(len(X)):
        one = {key: value[i : i + 1] for key, value in cache.items()}
        gradients = line_by_line(X[i : i + 1], y[i : i + 1], weights, one)
    return gradients


def asks_for_a3(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    return _from_slope(X, weights, cache, cache["A3"] - np.eye(4)[y.ravel()])


def no_mean_and_no_mask(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    return written(mean=lambda dZ, m: dZ, gate=lambda dA, Z, A: dA)(X, y, weights, cache)


def renamed(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    return {"d" + key: value for key, value in line_by_line(X, y, weights, cache).items()}


def renamed_and_without_mean(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    gradients = written(mean=lambda dZ, m: dZ)(X, y, weights, cache)
    return {f"grad_{key}": value for key, value in gradients.items()}


def divides_the_labels_alone(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    one_hot = np.eye(cache["Z3"].shape[1])[y[:, 0]]
    return _from_slope(X, weights, cache, softmax(cache["Z3"]) - one_hot / len(X))


def labels_as_rows(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    one_hot = np.zeros(cache["Z3"].shape)
    one_hot[y.ravel()] = 1
    return _from_slope(X, weights, cache, (softmax(cache["Z3"]) - one_hot) / len(X))


def tape_of_constants(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    import tensorflow as tf

    return _by_tape(X, y, weights, tf.constant, _losses_of_logits)


def tape_without_from_logits(X: Any, y: Any, weights: Any, cache: Any) -> Any:
    import tensorflow as tf

    return _by_tape(X, y, weights, tf.Variable, tf.keras.losses.sparse_categorical_crossentropy)


def with_two_names_exchanged(one: str, other: str) -> Callable[..., Any]:
    def backward(X: Any, y: Any, weights: Any, cache: Any) -> Any:
        g = line_by_line(X, y, weights, cache)
        return {**g, one: g[other], other: g[one]}

    return backward


def with_dW_before_the_gate(layer: int) -> Callable[..., Any]:
    """Compute one dW from what has not gone through ReLU yet; all else is right."""

    def backward(X: Any, y: Any, weights: Any, cache: Any) -> Any:
        g = line_by_line(X, y, weights, cache)
        dZ3 = (softmax(cache["Z3"]) - np.eye(cache["Z3"].shape[1])[y.ravel()]) / len(X)
        dA2 = dZ3 @ weights["W3"].T
        dA1 = dA2 * (cache["Z2"] > 0) @ weights["W2"].T
        return {**g, f"W{layer}": X.T @ dA1 if layer == 1 else cache["A1"].T @ dA2}

    return backward


def changed_in(names: str, change: Callable[[Any, int], Any]) -> Callable[..., Any]:
    """Change some of the right gradients, by a function of the gradient and the size of the batch."""

    def backward(X: Any, y: Any, weights: Any, cache: Any) -> Any:
        g = line_by_line(X, y, weights, cache)
        return {**g, **{name: change(g[name], len(X)) for name in names.split()}}

    return backward


PLANTED = {
    "b2 from dZ3": (
        lambda *args: {**line_by_line(*args), "b2": line_by_line(*args)["b3"]},
        "gradient_of_another_layer",
    ),
    "W1 and W3 under each other's name": (with_two_names_exchanged("W1", "W3"), "gradient_of_another_layer"),
    "b1 and b2 under each other's name": (with_two_names_exchanged("b1", "b2"), "gradient_of_another_layer"),
    "dW1 from dA1": (with_dW_before_the_gate(1), "gate_for_some"),
    "dW2 from dA2": (with_dW_before_the_gate(2), "gate_for_some"),
    "one W transposed": (changed_in("W2", lambda g, m: g.T), "transposed"),
    "one bias summed over the classes": (
        lambda X, y, w, c: {**line_by_line(X, y, w, c), "b1": np.ones(len(X))},
        "bias_summed_over_classes",
    ),
    "a mean too many in layer 1": (changed_in("W1 b1", lambda g, m: g / m), "mean_twice"),
    "a mean too many in two biases": (changed_in("b1 b3", lambda g, m: g / m), "mean_twice"),
    "a mean forgotten in one layer": (changed_in("W2 b2", lambda g, m: g * m), "no_mean"),
    "m typed in": (lambda *args: line_by_line(*args, m=7), "another_mean"),
    "m of another batch": (lambda *args: line_by_line(*args, m=32.0), "another_mean"),
    "a penalty": (
        lambda X, y, w, c: {
            key: g + 0.01 * w[key] * (key[0] == "W") for key, g in line_by_line(X, y, w, c).items()
        },
        "adds_a_penalty",
    ),
    "a penalty over m": (
        lambda X, y, w, c: {
            key: g + w[key] / len(X) * (key[0] == "W") for key, g in line_by_line(X, y, w, c).items()
        },
        "adds_a_penalty",
    ),
    "1 from every class": (
        lambda X, y, w, c: _from_slope(X, w, c, (softmax(c["Z3"]) - 1) / len(X)),
        "one_from_every_class",
    ),
    "a part divided": (divides_the_labels_alone, "part_divided"),
    "labels as rows": (labels_as_rows, "labels_as_rows"),
    "a tape with a loss of probabilities": (tape_without_from_logits, "logits_as_probabilities"),
    "a tape that watches nothing": (tape_of_constants, "nothing_was_watched"),
    "the loss in place of gradients": (
        lambda X, y, w, c: float(-np.log(softmax(c["Z3"])[np.arange(len(X)), y[:, 0]]).mean()),
        "no_dictionary",
    ),
    "one layer in another order": (
        lambda *args: {**line_by_line(*args), "W2": written(dW=lambda A, dZ, m: dZ @ A.T)(*args)["W2"]},
        "product_in_another_order",
    ),
    "all but the last digit": (
        lambda X, y, w, c: line_by_line(X[:-1], y[:-1], w, {k: v[:-1] for k, v in c.items()}),
        "digits_left_out",
    ),
    "the sign of the logits": (written(probabilities=lambda Z: softmax(-Z)), "not_softmax"),
    "dW for W in one layer": (
        lambda *args: {
            **line_by_line(*args),
            "b2": written(back=lambda dZ, W, dW: dZ @ dW.T)(*args)["b2"],
            "W2": written(back=lambda dZ, W, dW: dZ @ dW.T)(*args)["W2"],
        },
        "gradient_for_weights",
    ),
    "50 no mean": (written(mean=lambda dZ, m: dZ), "no_mean"),
    "50 no mean in W only": (
        written(mean=lambda dZ, m: dZ, db=lambda dZ, m: dZ.mean(axis=0)),
        "no_mean",
    ),
    "50 divided twice": (
        written(dW=lambda A, dZ, m: A.T @ dZ / m, db=lambda dZ, m: dZ.sum(axis=0) / m),
        "mean_twice",
    ),
    "50 mean for sum in b": (written(db=lambda dZ, m: dZ.mean(axis=0)), "mean_twice"),
    "51 sign": (written(slope=lambda p, one_hot, z: one_hot - p), "sign"),
    "51 sign, and no mean": (
        written(slope=lambda p, one_hot, z: one_hot - p, mean=lambda dZ, m: dZ),
        "sign",
    ),
    "52 no one-hot": (written(slope=lambda p, one_hot, z: p), "no_one_hot"),
    "52 no one-hot, no mean": (
        written(slope=lambda p, one_hot, z: p, mean=lambda dZ, m: dZ),
        "no_one_hot",
    ),
    "53 no mask": (written(gate=lambda dA, Z, A: dA), "no_relu_slope"),
    "53 one mask forgotten": (one_mask_forgotten, "no_relu_slope"),
    "53 masks swapped": (masks_swapped, "mask_of_another_layer"),
    "53 mask reversed": (written(gate=lambda dA, Z, A: dA * (Z < 0)), "mask_reversed"),
    "53 ReLU of the gradient": (written(gate=lambda dA, Z, A: np.maximum(dA, 0)), "relu_of_the_gradient"),
    "53 times Z": (written(gate=lambda dA, Z, A: dA * Z), "another_slope"),
    "53 times A": (written(gate=lambda dA, Z, A: dA * A), "another_slope"),
    "53 slope of sigmoid": (written(gate=lambda dA, Z, A: dA * A * (1 - A)), "another_slope"),
    "53 dW for W": (written(back=lambda dZ, W, dW: dZ @ dW.T), "gradient_for_weights"),
    "53 W not transposed": (written(back=lambda dZ, W, dW: dZ @ W), "weights_in_another_order"),
    "53 mask on the last layer": (
        written(slope=lambda p, one_hot, z: (p - one_hot) * (z > 0)),
        "relu_on_output",
    ),
    "54 z for a": (written(inputs=("Z1", "Z2")), "z_for_a"),
    "54 z for a in W3 only": (written(inputs=("A1", "Z2")), "z_for_a"),
    "no mean and no mask": (no_mean_and_no_mask, "no_mean"),
    "no softmax": (written(probabilities=lambda Z: Z), "no_softmax"),
    "softmax down the columns": (
        written(probabilities=lambda Z: np.exp(Z) / np.exp(Z).sum(axis=0)),
        "softmax_over_another_axis",
    ),
    "softmax over all": (
        written(probabilities=lambda Z: np.exp(Z) / np.exp(Z).sum()),
        "softmax_over_another_axis",
    ),
    "softmax twice": (written(probabilities=lambda Z: softmax(softmax(Z))), "softmax_twice"),
    "sigmoid": (written(probabilities=lambda Z: 1 / (1 + np.exp(-Z))), "sigmoid_for_softmax"),
    "slope of the squared error": (
        written(slope=lambda p, one_hot, z: (p - one_hot) * p * (1 - p)),
        "another_loss",
    ),
    "labels as numbers": (labels_as_they_are, "labels_as_numbers"),
    "an index with two axes": (index_with_two_axes, "labels_with_two_axes"),
    "one-hot with three axes": (one_hot_with_three_axes, "labels_with_two_axes"),
    "ten classes": (ten_classes, "classes_typed_in"),
    "A3 of the cache": (asks_for_a3, "key_not_there"),
    "the last digit only": (last_digit_only, "digits_left_out"),
    "b over the wrong axis": (written(db=lambda dZ, m: dZ.sum(axis=1)), "bias_summed_over_classes"),
    "b as one number": (written(db=lambda dZ, m: dZ.sum()), "bias_summed_to_one_number"),
    "b with two axes": (written(db=lambda dZ, m: dZ.sum(axis=0, keepdims=True)), "bias_with_two_axes"),
    "b with two axes, no mean": (
        written(db=lambda dZ, m: dZ.sum(axis=0, keepdims=True), mean=lambda dZ, m: dZ),
        "bias_with_two_axes",
    ),
    "b not summed": (written(db=lambda dZ, m: dZ), "bias_not_summed"),
    "transposed": (written(dW=lambda A, dZ, m: dZ.T @ A), "transposed"),
    "dW in another order": (written(dW=lambda A, dZ, m: A @ dZ.T), "product_in_another_order"),
    "keys with d": (renamed, "other_keys"),
    "keys with grad, no mean": (renamed_and_without_mean, "other_keys"),
    "a tuple": (lambda *args: tuple(line_by_line(*args).values()), "no_dictionary"),
    "no biases": (
        lambda *args: {k: v for k, v in line_by_line(*args).items() if k[0] == "W"},
        "gradients_missing",
    ),
    "a step taken": (step_taken, "updated_weights"),
    "the step without w": (
        lambda *args: {k: -0.01 * v for k, v in line_by_line(*args).items()},
        "another_factor",
    ),
    "twice the gradient": (written(slope=lambda p, one_hot, z: 2 * (p - one_hot)), "another_loss"),
    "weights moved in place": (weights_moved_in_place, "changes_input"),
    "the cache shifted in place": (cache_shifted_in_place, "changes_input"),
    "the cache used up": (cache_used_up, "changes_input"),
    "None": (lambda *args: None, "returns_none"),
}


REFUSED = {
    "central differences of another loss": by_nudging_as_it_comes(1e-5, wrong=0.01),
    "differences over a coarse step": by_nudging_as_it_comes(0.5),
    "only the last layer": lambda X, y, w, c: {
        k: v * (k[1] == "3") for k, v in line_by_line(X, y, w, c).items()
    },
    "nan": lambda X, y, w, c: {k: v * np.nan for k, v in line_by_line(X, y, w, c).items()},
    "rounded": lambda X, y, w, c: {k: np.round(v, 2) for k, v in line_by_line(X, y, w, c).items()},
    "clipped": lambda X, y, w, c: {k: np.clip(v, -0.05, 0.05) for k, v in line_by_line(X, y, w, c).items()},
    "of length 1": lambda X, y, w, c: {k: v / np.linalg.norm(v) for k, v in line_by_line(X, y, w, c).items()},
    "weight decay": lambda X, y, w, c: {k: v + 0.01 * w[k] for k, v in line_by_line(X, y, w, c).items()},
    "one gradient is None": lambda X, y, w, c: {**line_by_line(X, y, w, c), "b2": None},
    "a generator": lambda X, y, w, c: {**line_by_line(X, y, w, c), "b2": (b for b in w["b2"])},
    "the loss": lambda X, y, w, c: -np.log(softmax(c["Z3"])[np.arange(len(X)), y[:, 0]]).mean(),
    "no T at all": written(dW=lambda A, dZ, m: np.dot(A, dZ)),
    "random": lambda X, y, w, c: {k: np.random.rand(*v.shape) for k, v in w.items()},
    "a key of X": lambda X, y, w, c: X["A2"],
    "a shape that does not fit": lambda X, y, w, c: c["Z3"] - y.ravel(),
    "unflattened labels as a list index": lambda X, y, w, c: [0.0, 1.0][y],
}
