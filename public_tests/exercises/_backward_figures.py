"""Wrong gradients in figures: k, the cosine, and the first wrong layer."""

from __future__ import annotations

from typing import Any

from lab_utils.gradient_check import (
    GradientComparison,
    ParameterComparison,
    compare_gradients,
    numerical_gradient,
)
from lab_utils.numpy_network import cross_entropy, forward
from public_tests.comparing import numbers_of
from public_tests.exercises._backward_steps import KEYS
from public_tests.exercises._small_network import Array, Weights

_ROUNDING = 1e-4


def numerical(X: Array, y: Array, weights: Weights) -> Weights:
    """Return the gradient of the mean cross-entropy by each weight, nudged for itself."""
    X = X.astype(float)
    return numerical_gradient(lambda nudged: cross_entropy(forward(X, nudged)["Z3"], y), weights)


def in_figures(gradients: Any, right: Weights, m: int) -> str:
    """Compare gradients of a batch of m digits with the numerical ones, in a sentence.

    It is "" where there is nothing to compare, or nothing wrong.
    """
    if not isinstance(gradients, dict) or not gradients.keys() >= set(KEYS):
        return ""
    found = compare_gradients(gradients, right)
    if found.agree:
        return ""
    sizes = "-".join(str(size) for size in (len(right["W1"]), *(len(right[f"b{n}"]) for n in (1, 2, 3))))
    where = f"on a network {sizes} with m = {m}"
    return (
        f"Held against the numerical gradient, {where}: {_told(found)}.{_sum(gradients['b3'], right['b3'])}"
    )


def _told(found: GradientComparison) -> str:
    k = found.common_k
    if k is not None:
        return f"k = {k:.3g} and the cosine is {1 if k > 0 else -1} in every layer"
    layer = str(found.first_wrong_layer)
    wrong = " and ".join(_parameter(p) for p in found.parameters if p.name.endswith(layer) and not p.agrees)
    alone = {name[1:] for name in found.wrong} == {layer}
    which = (
        f"only layer {layer} is wrong" if alone else f"the first wrong layer, from the last one, is {layer}"
    )
    return f"{which}, where {wrong}"


def _sum(given: Any, right: Array) -> str:
    """Tell what b3's gradient adds up to, where it isn't the 0 of probabilities minus one-hot labels."""
    numbers = numbers_of(given)
    if numbers is None or numbers.shape != right.shape or not abs(numbers.sum()) > _ROUNDING:
        return ""
    return f" The gradient of b3 adds up to {numbers.sum():.3g}, not 0."


def _parameter(compared: ParameterComparison) -> str:
    if compared.problem.startswith("shape"):
        return f"{compared.name} has the {compared.problem}"
    if compared.problem:
        return f"{compared.name} {'holds' if compared.problem == 'no numbers' else 'is'} {compared.problem}"
    if compared.cosine != compared.cosine:
        return f"{compared.name} is 0"
    return f"{compared.name} has k = {compared.k:.3g} and the cosine {compared.cosine:.3f}"
