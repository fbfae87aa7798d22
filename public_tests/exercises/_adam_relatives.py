"""Optimizers that share most of their lines with Adam and are not it."""

from __future__ import annotations

from typing import Any

import numpy as np

from public_tests.exercises._adam_recipe import Averages, Given, Recipe, both, fading, with_given
from public_tests.misconception import Misconception

# Usual strengths of a decay; Keras's own default is 0.004.
_DECAYS = (0.1, 0.01, 0.004, 0.001)


def _largest_so_far(g: Given) -> Any:
    """Let v never fall: Reddi, Kale and Kumar, On the Convergence of Adam (2018), without a second array."""
    return np.maximum(g.v, fading(g.beta_2, g.v, g.dw**2))


def _surprise(g: Given) -> Any:
    """Average how far the gradient lies from m: Zhuang et al., AdaBelief Optimizer (2020), algorithm 2."""
    return fading(g.beta_2, g.v, (g.dw - fading(g.beta_1, g.m, g.dw)) ** 2)


def _infinity_norm(g: Given) -> Any:
    """Keep the largest fading gradient: Kingma and Ba, Adam (2015), section 7.1."""
    return np.maximum(g.beta_2 * g.v, np.abs(g.dw))


def _by_the_norm(a: Averages, epsilon: float) -> Any:
    return a.m / a.of_m / (a.v + epsilon)


def _decaying(decay: float) -> tuple[Recipe, ...]:
    """Shrink the weights beside the step, or through the gradient."""
    return (
        *both(moved=lambda g, ratio: g.w - g.rate * ratio - g.rate * decay * g.w),
        *with_given(dw=lambda g: g.dw + decay * g.w),
    )


RELATIVES: tuple[Misconception, ...] = (
    Misconception(
        "a_relative_of_adam",
        "The step is that of a relative of Adam, which has another v.",
        "AMSGrad never lets v fall, Adamax keeps the largest gradient, AdaGrad adds the squares up, and "
        "AdaBelief averages how far dw lies from m. They train too, with other numbers: Adam's v is a fading "
        "average of the squares of dw.",
        "Compare the line that updates v with the second formula, factor by factor.",
        (
            *both(new_v=_largest_so_far),
            *both(new_v=lambda g: g.v + g.dw**2),
            *both(new_v=_surprise),
            Recipe(new_v=_infinity_norm, ratio=_by_the_norm),
            Recipe(new_v=_infinity_norm, ratio=lambda a, epsilon: _by_the_norm(a, 0.0)),
        ),
    ),
    Misconception(
        "decays_the_weights",
        "The weights are also pulled towards 0, as AdamW does it, or a penalty in the gradient.",
        "A weight decay is a step of its own. Adam by itself moves the weights by m and v only.",
        "Leave out the part with w times a small number.",
        tuple(recipe for decay in _DECAYS for recipe in _decaying(decay)),
    ),
)
