"""Steps of Adam as learners write them, right and wrong."""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def as_keras_does(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    m = b1 * m + (1 - b1) * dw
    v = b2 * v + (1 - b2) * dw**2
    alpha = rate * np.sqrt(1 - b2**t) / (1 - b1**t)
    return w - alpha * m / (np.sqrt(v) + eps), m, v


def keras_s_own_lines(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    alpha = rate * math.sqrt(1 - math.pow(b2, t)) / (1 - math.pow(b1, t))
    m = m + (dw - m) * (1 - b1)
    v = v + (np.square(dw) - v) * (1 - b2)
    return [w - (m * alpha) / (np.sqrt(v) + eps), m, v]


def as_the_paper_does(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    m = b1 * m + (1 - b1) * dw
    v = b2 * v + (1 - b2) * dw * dw
    m_hat = m / (1 - b1**t)
    v_hat = v / (1 - b2**t)
    return w - rate * m_hat / (v_hat**0.5 + eps), m, v


def corrected_with_keras_s_epsilon(
    w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any
) -> Any:
    new_m, new_v = b1 * m + (1 - b1) * dw, b2 * v + (1 - b2) * np.power(dw, 2)
    m_hat, v_hat = new_m / (1 - b1**t), new_v / (1 - b2**t)
    return w - rate * m_hat / (np.sqrt(v_hat) + eps / np.sqrt(1 - b2**t)), new_m, new_v


def one_number_at_a_time(
    w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any
) -> Any:
    new_w, new_m, new_v = np.empty_like(w), np.empty_like(m), np.empty_like(v)
    for place in np.ndindex(w.shape):
        new_m[place] = b1 * m[place] + (1 - b1) * dw[place]
        new_v[place] = b2 * v[place] + (1 - b2) * dw[place] ** 2
        step = rate * math.sqrt(1 - b2**t) / (1 - b1**t) * new_m[place]
        new_w[place] = w[place] - step / (math.sqrt(new_v[place]) + eps)
    return new_w, new_m, new_v


def in_copies_in_place(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    w, m, v = w.copy(), m.copy(), v.copy()
    m *= b1
    m += (1 - b1) * dw
    v *= b2
    v += (1 - b2) * dw * dw
    w -= rate * np.sqrt(1 - b2**t) / (1 - b1**t) * m / (np.sqrt(v) + eps)
    return w, m, v


def by_tensorflow(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    import tensorflow as tf

    m = b1 * tf.constant(m) + (1 - b1) * dw
    v = b2 * tf.constant(v) + (1 - b2) * tf.square(dw)
    return w - rate * (1 - b2**t) ** 0.5 / (1 - b1**t) * m / (tf.sqrt(v) + eps), m, v


def by_keras_s_optimizer(
    w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any
) -> Any:
    import keras

    adam = keras.optimizers.Adam(rate, beta_1=b1, beta_2=b2, epsilon=eps)
    weight = keras.Variable(w)
    adam.build([weight])
    adam.iterations.assign(t - 1)
    # Versions of Keras name these differently, so they are told by their places.
    first, second = [variable for variable in adam.variables if variable.shape == weight.shape][:2]
    first.assign(m)
    second.assign(v)
    adam.apply([keras.ops.convert_to_tensor(dw)])
    return weight.numpy(), first.numpy(), second.numpy()


def power_of_one_half(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    m, v = np.average([m, dw], axis=0, weights=[b1, 1 - b1]), np.average([v, dw**2], 0, [b2, 1 - b2])
    return np.subtract(w, rate * (1 - b2**t) ** 0.5 / (1 - b1**t) * np.divide(m, v**0.5 + eps)), m, v


ACCEPTED = {
    "as Keras does": as_keras_does,
    "Keras's own lines": keras_s_own_lines,
    "as the paper does": as_the_paper_does,
    "corrected, with Keras's epsilon": corrected_with_keras_s_epsilon,
    "one number at a time": one_number_at_a_time,
    "in place, in copies": in_copies_in_place,
    "tensors": by_tensorflow,
    "Keras's optimizer": by_keras_s_optimizer,
    "averages by NumPy": power_of_one_half,
    "one array of three rows": lambda *args: np.array(as_keras_does(*args)),
    "lists of lists": lambda *args: [part.tolist() for part in as_keras_does(*args)],
    "double precision": lambda *args: as_keras_does(
        *(np.asarray(a, dtype=float) for a in args[:4]), *args[4:]
    ),
}


def variant(
    *,
    m: Any = lambda m, dw, b1, t: b1 * m + (1 - b1) * dw,
    v: Any = lambda v, dw, b2, t: b2 * v + (1 - b2) * dw**2,
    step: Any = lambda m, v, t, b1, b2, eps: m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps),
    move: Any = lambda w, rate, step: w - rate * step,
    out: Any = lambda w, m, v: (w, m, v),
) -> Any:
    """Write the paper's Adam with one line replaced, as a learner would."""

    def adam_step(
        w: Any, dw: Any, old_m: Any, old_v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any
    ) -> Any:
        new_m, new_v = m(old_m, dw, b1, t), v(old_v, dw, b2, t)
        return out(move(w, rate, step(new_m, new_v, t, b1, b2, eps)), new_m, new_v)

    return adam_step


def plain_gradient_descent(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, *others: Any) -> Any:
    return w - rate * dw, m, v


def counts_from_zero(w: Any, dw: Any, m: Any, v: Any, t: Any, *others: Any) -> Any:
    return as_the_paper_does(w, dw, m, v, t - 1, *others)


def counts_one_more(w: Any, dw: Any, m: Any, v: Any, t: Any, *others: Any) -> Any:
    return as_keras_does(w, dw, m, v, t + 1, *others)


def usual_constants(w: Any, dw: Any, m: Any, v: Any, t: Any, *others: Any) -> Any:
    return as_keras_does(w, dw, m, v, t, 0.001, 0.9, 0.999, 1e-7)


def usual_betas(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    return as_the_paper_does(w, dw, m, v, t, rate, 0.9, 0.999, eps)


def betas_swapped(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    return as_keras_does(w, dw, m, v, t, rate, b2, b1, eps)


def in_place(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    m *= b1
    m += (1 - b1) * dw
    v *= b2
    v += (1 - b2) * dw**2
    w -= rate * np.sqrt(1 - b2**t) / (1 - b1**t) * m / (np.sqrt(v) + eps)
    return w, m, v


def only_w_in_place(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    m = b1 * m + (1 - b1) * dw
    v = b2 * v + (1 - b2) * dw**2
    w -= rate * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps)
    return w, m, v


def in_place_without_correction(
    w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any
) -> Any:
    m = b1 * m + (1 - b1) * dw
    v = b2 * v + (1 - b2) * dw**2
    w -= rate * m / (np.sqrt(v) + eps)
    return w, m, v


def old_averages(w: Any, dw: Any, m: Any, v: Any, *others: Any) -> Any:
    return as_keras_does(w, dw, m, v, *others)[0], m, v


def corrected_averages(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    m = (b1 * m + (1 - b1) * dw) / (1 - b1**t)
    v = (b2 * v + (1 - b2) * dw**2) / (1 - b2**t)
    return w - rate * m / (np.sqrt(v) + eps), m, v


def too_late(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    w = w - rate * np.sqrt(1 - b2**t) / (1 - b1**t) * m / (np.sqrt(v) + eps)
    return w, b1 * m + (1 - b1) * dw, b2 * v + (1 - b2) * dw**2


def amsgrad(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    m = b1 * m + (1 - b1) * dw
    v = np.maximum(v, b2 * v + (1 - b2) * dw**2)
    return w - rate * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


def adamax(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    m, v = b1 * m + (1 - b1) * dw, np.maximum(b2 * v, abs(dw))
    return w - rate / (1 - b1**t) * m / (v + eps), m, v


def adam_with_decay(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    m, v = b1 * m + (1 - b1) * dw, b2 * v + (1 - b2) * dw**2
    step = np.sqrt(1 - b2**t) / (1 - b1**t) * m / (np.sqrt(v) + eps)
    return w - rate * (step + 0.01 * w), m, v


def corrected_rmsprop(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    m, v = b1 * m + (1 - b1) * dw, b2 * v + (1 - b2) * dw**2
    return w - rate * np.sqrt(1 - b2**t) / (1 - b1**t) * dw / (np.sqrt(v) + eps), m, v


def without_brackets_in_the_rate(
    w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, beta_1: Any, beta_2: Any, epsilon: Any
) -> Any:
    m = beta_1 * m + (1 - beta_1) * dw
    v = beta_2 * v + (1 - beta_2) * dw**2
    rate = rate * np.sqrt(1 - beta_2**t) / 1 - beta_1**t
    return w - rate * m / (np.sqrt(v) + epsilon), m, v


PLANTED = {
    "m corrected twice": (
        variant(
            step=lambda m, v, t, b1, b2, eps: (
                np.sqrt(1 - b2**t) / (1 - b1**t) * (m / (1 - b1**t)) / (np.sqrt(v) + eps)
            )
        ),
        "corrects_twice",
    ),
    "one root of both corrections": (
        variant(
            step=lambda m, v, t, b1, b2, eps: np.sqrt((1 - b2**t) / (1 - b1**t)) * m / (np.sqrt(v) + eps)
        ),
        "another_correction",
    ),
    "brackets of the correction forgotten": (without_brackets_in_the_rate, "another_correction"),
    "momentum with both corrections": (
        variant(step=lambda m, v, t, b1, b2, eps: np.sqrt(1 - b2**t) / (1 - b1**t) * m),
        "another_rule",
    ),
    "AMSGrad": (amsgrad, "a_relative_of_adam"),
    "Adamax": (adamax, "a_relative_of_adam"),
    "AdamW": (adam_with_decay, "decays_the_weights"),
    "RMSprop with a correction": (corrected_rmsprop, "another_rule"),
    "corrected twice": (
        variant(
            step=lambda m, v, t, b1, b2, eps: (
                np.sqrt(1 - b2**t) / (1 - b1**t) * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps)
            )
        ),
        "corrects_twice",
    ),
    "beta to the t": (
        variant(step=lambda m, v, t, b1, b2, eps: m / b1**t / (np.sqrt(v / b2**t) + eps)),
        "another_correction",
    ),
    "no brackets in the correction": (
        variant(step=lambda m, v, t, b1, b2, eps: (m / 1 - b1**t) / (np.sqrt(v / 1 - b2**t) + eps)),
        "another_correction",
    ),
    "epsilon as a least value": (
        variant(
            step=lambda m, v, t, b1, b2, eps: m / (1 - b1**t) / np.maximum(np.sqrt(v / (1 - b2**t)), eps)
        ),
        "epsilon_not_added",
    ),
    "no correction, and epsilon in the root": (
        variant(step=lambda m, v, t, b1, b2, eps: m / np.sqrt(v + eps)),
        "no_bias_correction",
    ),
    "w for dw": (lambda w, dw, *others: as_keras_does(w, w, *others), "averages_the_weights"),
    "Nadam": (
        lambda w, dw, m, v, t, rate, b1, b2, eps: (
            w
            - rate
            * np.sqrt(1 - b2**t)
            / (1 - b1**t)
            * (b1 * (b1 * m + (1 - b1) * dw) + (1 - b1) * dw)
            / (np.sqrt(b2 * v + (1 - b2) * dw**2) + eps),
            b1 * m + (1 - b1) * dw,
            b2 * v + (1 - b2) * dw**2,
        ),
        "another_rule",
    ),
    "no correction": (
        variant(step=lambda m, v, t, b1, b2, eps: m / (np.sqrt(v) + eps)),
        "no_bias_correction",
    ),
    "no correction, in place": (in_place_without_correction, "no_bias_correction"),
    "m corrected only": (
        variant(step=lambda m, v, t, b1, b2, eps: m / (1 - b1**t) / (np.sqrt(v) + eps)),
        "one_correction_only",
    ),
    "v corrected only": (
        variant(step=lambda m, v, t, b1, b2, eps: m / (np.sqrt(v / (1 - b2**t)) + eps)),
        "one_correction_only",
    ),
    "t from 0": (counts_from_zero, "t_off_by_one"),
    "t + 1": (counts_one_more, "t_off_by_one"),
    "no power": (
        variant(step=lambda m, v, t, b1, b2, eps: m / (1 - b1) / (np.sqrt(v / (1 - b2)) + eps)),
        "no_power_of_t",
    ),
    "epsilon inside the root": (
        variant(step=lambda m, v, t, b1, b2, eps: m / (1 - b1**t) / np.sqrt(v / (1 - b2**t) + eps)),
        "epsilon_inside_the_root",
    ),
    "no epsilon": (
        variant(step=lambda m, v, t, b1, b2, eps: m / (1 - b1**t) / np.sqrt(v / (1 - b2**t))),
        "epsilon_missing",
    ),
    "epsilon without brackets": (
        variant(step=lambda m, v, t, b1, b2, eps: m / (1 - b1**t) / np.sqrt(v / (1 - b2**t)) + eps),
        "epsilon_outside_the_fraction",
    ),
    "no root": (
        variant(step=lambda m, v, t, b1, b2, eps: m / (1 - b1**t) / (v / (1 - b2**t) + eps)),
        "no_root",
    ),
    "m and v swapped in the step": (
        variant(step=lambda m, v, t, b1, b2, eps: v / (1 - b2**t) / (np.sqrt(m / (1 - b1**t)) + eps)),
        "m_and_v_swapped",
    ),
    "m and v swapped in the result": (variant(out=lambda w, m, v: (w, v, m)), "m_and_v_swapped"),
    "the size for the square": (
        variant(v=lambda v, dw, b2, t: b2 * v + (1 - b2) * np.abs(dw)),
        "v_without_the_square",
    ),
    "no square": (variant(v=lambda v, dw, b2, t: b2 * v + (1 - b2) * dw), "v_without_the_square"),
    "the full gradient": (variant(m=lambda m, dw, b1, t: b1 * m + dw), "no_one_minus_beta"),
    "no correction, and the full gradient": (
        variant(m=lambda m, dw, b1, t: b1 * m + dw, step=lambda m, v, t, b1, b2, eps: m / (np.sqrt(v) + eps)),
        "no_one_minus_beta",
    ),
    "old and new swapped": (
        variant(
            m=lambda m, dw, b1, t: (1 - b1) * m + b1 * dw, v=lambda v, dw, b2, t: (1 - b2) * v + b2 * dw**2
        ),
        "old_and_new_swapped",
    ),
    "plus for minus": (variant(move=lambda w, rate, step: w + rate * step), "climbs"),
    "no learning rate": (variant(move=lambda w, rate, step: w - step), "no_learning_rate"),
    "gradient descent": (plain_gradient_descent, "another_rule"),
    "momentum": (variant(step=lambda m, v, t, b1, b2, eps: m), "another_rule"),
    "the usual constants": (usual_constants, "constants_typed_in"),
    "the usual betas": (usual_betas, "constants_typed_in"),
    "betas swapped": (betas_swapped, "betas_swapped"),
    "corrected averages kept": (corrected_averages, "keeps_the_corrected_averages"),
    "old averages returned": (old_averages, "returns_the_old_averages"),
    "averages updated too late": (too_late, "updates_too_late"),
    "m, v, w": (variant(out=lambda w, m, v: (m, v, w)), "another_order"),
    "only w": (variant(out=lambda w, m, v: w), "returns_too_little"),
    "only the step": (variant(move=lambda w, rate, step: rate * step), "returns_the_step"),
    "all in place": (in_place, "changes_input"),
    "w in place": (only_w_in_place, "changes_input"),
    "None": (lambda *args: None, "returns_none"),
}


def with_one_old_average(name: str) -> Any:
    def step(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
        m_new = b1 * m + (1 - b1) * dw
        v_new = b2 * v + (1 - b2) * dw**2
        above, below = (m, v_new) if name == "m" else (m_new, v)
        alpha = rate * np.sqrt(1 - b2**t) / (1 - b1**t)
        return w - alpha * above / (np.sqrt(below) + eps), m_new, v_new

    return step


def dw_squared_first(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    dw = np.square(dw)
    m = b1 * m + (1 - b1) * dw
    v = b2 * v + (1 - b2) * dw
    return w - rate * np.sqrt(1 - b2**t) / (1 - b1**t) * m / (np.sqrt(v) + eps), m, v


def t_steps(w: Any, dw: Any, m: Any, v: Any, t: Any, *constants: Any) -> Any:
    for i in range(t):
        w, m, v = as_keras_does(w, dw, m, v, i + 1, *constants)
    return w, m, v


def squares_added_up(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    m, v = b1 * m + (1 - b1) * dw, v + dw * dw
    return w - rate * np.sqrt(1 - b2**t) / (1 - b1**t) * m / (np.sqrt(v) + eps), m, v


def v_continues_m(w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any) -> Any:
    new_m, new_v = b1 * m + (1 - b1) * dw, b2 * m + (1 - b2) * dw**2
    return w - rate * np.sqrt(1 - b2**t) / (1 - b1**t) * new_m / (np.sqrt(new_v) + eps), new_m, new_v


def usual_betas_in_the_correction(
    w: Any, dw: Any, m: Any, v: Any, t: Any, rate: Any, b1: Any, b2: Any, eps: Any
) -> Any:
    m, v = b1 * m + (1 - b1) * dw, b2 * v + (1 - b2) * dw**2
    return w - rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(v) + eps), m, v


PLANTED |= {
    "old m in the step": (with_one_old_average("m"), "updates_too_late"),
    "old v in the step": (with_one_old_average("v"), "updates_too_late"),
    "dw squared first": (dw_squared_first, "gradient_overwritten"),
    "t steps": (t_steps, "takes_t_steps"),
    "AdaGrad's v": (squares_added_up, "a_relative_of_adam"),
    "v continues m": (v_continues_m, "m_and_v_swapped"),
    "usual betas in the correction": (usual_betas_in_the_correction, "constants_typed_in"),
}

REFUSED = {
    "a dictionary": lambda *args: dict(zip("wmv", as_keras_does(*args), strict=True)),
    "four things": lambda *args: (*as_keras_does(*args), args[4] + 1),
    "None for v": lambda *args: (*as_keras_does(*args)[:2], None),
    "w is one number": lambda *args: (as_keras_does(*args)[0].sum(), *as_keras_does(*args)[1:]),
    "flat": lambda *args: [part.ravel() for part in as_keras_does(*args)],
    "AMSGrad": variant(v=lambda v, dw, b2, t: np.maximum(v, b2 * v + (1 - b2) * dw**2)),
    "the rate fades": variant(move=lambda w, rate, step: w - rate / 3 * step),
    "weight decay": variant(move=lambda w, rate, step: w - rate * (step + 0.1 * w)),
    "Nesterov": variant(
        step=lambda m, v, t, b1, b2, eps: (b1 * m / (1 - b1 ** (t + 1))) / (np.sqrt(v / (1 - b2**t)) + eps)
    ),
    "rounded": lambda *args: [np.round(part, 1) for part in as_keras_does(*args)],
    "a name that is not there": lambda *args: as_keras_does(*args[:5], *learning_rates),  # type: ignore[name-defined]  # noqa: F821
    "math of an array": lambda w, dw, m, v, *others: (w, m, math.sqrt(v)),
}
