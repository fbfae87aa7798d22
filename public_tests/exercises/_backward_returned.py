"""What learners believe about the shapes and the names of gradients."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from public_tests.exercises._backward_steps import KEYS, Backprop, Given, Gradients
from public_tests.exercises._small_network import Array
from public_tests.misconception import Misconception

_IN_ORDER = ("W1", "b1", "W2", "b2", "W3", "b3")


def _summed(total: Callable[[Array], Any]) -> Backprop:
    return Backprop(summed=lambda g, layer, dZ, dA: total(dZ))


def _updated(rate: float) -> Backprop:
    def update(g: Given, gradients: Gradients) -> Gradients:
        return {key: g.weights[key] - rate * gradients[key] for key in KEYS}

    return Backprop(kept=update)


RETURNED: tuple[Misconception, ...] = (
    Misconception(
        "gradients_missing",
        "Some weights or biases get no gradient.",
        "All six arrays learn: W1, b1, W2, b2, W3 and b3.",
        "Print the keys of what you return beside those of the weights.",
        (
            Backprop(kept=lambda g, gradients: {key: gradients[key] for key in ("W1", "W2", "W3")}),
            Backprop(kept=lambda g, gradients: {key: gradients[key] for key in ("W3", "b3")}),
            _summed(lambda dZ: np.zeros(dZ.shape[1])),
            Backprop(kept=lambda g, gradients: {key: gradients[key] * (key[1] == "3") for key in KEYS}),
        ),
    ),
    Misconception(
        "bias_summed_over_classes",
        "The gradient of a bias adds up along the wrong axis.",
        "Each unit has one bias, which all digits of the batch share: add up over the digits, axis 0, and "
        "one number for each unit remains.",
        "Print the shapes of dZ and of b. Which axis has to go?",
        (
            _summed(lambda dZ: dZ.sum(axis=1)),
            _summed(lambda dZ: dZ.sum(axis=1, keepdims=True)),
            _summed(lambda dZ: dZ.mean(axis=1)),
        ),
    ),
    Misconception(
        "bias_summed_to_one_number",
        "The gradient of a bias is one number for the whole layer.",
        "Without `axis`, a sum runs over everything. Each unit has a bias, and a gradient, of its own.",
        "Add up over the digits only: `axis=0`.",
        (
            _summed(lambda dZ: dZ.sum()),
            _summed(lambda dZ: np.full(dZ.shape[1], dZ.sum())),
            _summed(lambda dZ: dZ.mean()),
            _summed(lambda dZ: dZ.sum().reshape(1)),
            _summed(lambda dZ: dZ.sum().reshape(1, 1)),
        ),
    ),
    Misconception(
        "bias_not_summed",
        "The gradient of a bias still has a row for each digit.",
        "All digits of the batch share one bias: what each of them asks for is added up.",
        "Add up over the digits: `axis=0`.",
        (_summed(lambda dZ: dZ), _summed(lambda dZ: dZ.T)),
    ),
    Misconception(
        "bias_with_two_axes",
        "The gradients of the biases have the shape (1, out), and the biases have the shape (out,).",
        "A gradient has the shape of what it belongs to. Taken from the bias, this one would turn it into a "
        "table.",
        "Leave out `keepdims=True` in the sum over the digits.",
        (
            _summed(lambda dZ: dZ.sum(axis=0, keepdims=True)),
            _summed(lambda dZ: dZ.sum(axis=0)[:, np.newaxis]),
        ),
    ),
    Misconception(
        "transposed",
        "The gradients of the weights are transposed: (out, in) for (in, out).",
        "A gradient has the shape of what it belongs to, or else it cannot be subtracted from it.",
        "In this lab a digit is a row. Write dW as `A.T @ dZ`: (in, m) times (m, out).",
        (
            Backprop(outer=lambda g, layer, dZ, dA: dZ.T @ g.into(layer)),
            Backprop(
                outer=lambda g, layer, dZ, dA: dZ.T @ g.into(layer),
                summed=lambda g, layer, dZ, dA: dZ.sum(axis=0)[:, np.newaxis],
            ),
        ),
    ),
    Misconception(
        "other_keys",
        "The gradients stand under other keys than the weights.",
        "Whoever uses them goes through the weights and looks up each gradient under the same key: W1, b1 "
        "and so on.",
        "Name the gradient of W1 `W1` in the dictionary.",
        (
            Backprop(kept=lambda g, gradients: {f"d{key}": value for key, value in gradients.items()}),
            Backprop(kept=lambda g, gradients: {key.lower(): value for key, value in gradients.items()}),
        ),
    ),
    Misconception(
        "no_dictionary",
        "The gradients do not come as a dictionary.",
        "Whoever uses them looks up each gradient under the key of its weights.",
        "Return the dictionary alone, with the keys of the weights.",
        (
            Backprop(kept=lambda g, gradients: [gradients[key] for key in _IN_ORDER]),
            Backprop(kept=lambda g, gradients: [gradients[key] for key in reversed(_IN_ORDER)]),
            Backprop(kept=lambda g, gradients: [gradients[key] for key in KEYS]),
        ),
    ),
    Misconception(
        "updated_weights",
        "It returns weights, not gradients.",
        "How long a step is, and in which way it is taken, is for the optimizer to say. `backward` only "
        "tells the slope.",
        "Return dW and db themselves.",
        (
            Backprop(kept=lambda g, gradients: {key: g.weights[key] for key in KEYS}),
            *(_updated(rate) for rate in (0.001, 0.01, 0.1, 1.0)),
        ),
    ),
    Misconception(
        "w_and_b_swapped",
        "Gradients stand under the key of another layer.",
        "The gradient under W1 must have the shape of W1.",
        "Print the shape under each key, beside the shape of the weights.",
        (
            Backprop(
                kept=lambda g, gradients: {key: gradients[f"{key[0]}{4 - int(key[1])}"] for key in KEYS}
            ),
            Backprop(
                kept=lambda g, gradients: {key: gradients["bW"["Wb".index(key[0])] + key[1]] for key in KEYS}
            ),
        ),
    ),
)

# No single number tells these.
TOLD_OTHERWISE: tuple[Misconception, ...] = (
    Misconception(
        "key_not_there",
        "It asks for a key that is not there.",
        "The cache holds Z1, A1, Z2, A2 and Z3, and weights holds W1, b1, W2, b2, W3 and b3. X is an "
        "argument of its own, and the probabilities have to be made from Z3.",
        "Print the keys of both dictionaries, and look for the one that your function asks for.",
    ),
    Misconception(
        "classes_typed_in",
        "The number of classes is typed in.",
        "The network of the check is smaller than the lab's and has 4 classes: one-hot rows of 10 don't fit.",
        "Take the number of classes from an argument: `Z3.shape[1]`.",
    ),
    Misconception(
        "adds_a_penalty",
        "To the gradient of each W a part of W itself is added.",
        "That is the slope of a penalty on large weights, as some courses add it. The loss of this lab is "
        "the cross-entropy alone.",
        "Leave the part with W out of dW: `A.T @ dZ` is all of it.",
    ),
    Misconception(
        "nothing_was_watched",
        "Every gradient is None.",
        "`GradientTape` follows variables. An array or a `tf.constant` is not watched, and the loss must be "
        "computed inside the `with` block.",
        "Make a `tf.Variable` of each weight, and use these inside the tape.",
    ),
)
