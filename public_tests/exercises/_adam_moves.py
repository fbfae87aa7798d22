"""What learners believe about the step that Adam takes, and about what is returned."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np

from public_tests.exercises._adam_recipe import Averages, Given, Recipe, both, fading
from public_tests.misconception import Misconception


def _typed_in() -> tuple[Recipe, ...]:
    """Make Adams in which some of the constants are typed in, in every choice that is met."""
    usual: dict[str, tuple[float, ...]] = {
        "rate": (0.001, 0.01, 0.1),
        "beta_1": (0.9,),
        "beta_2": (0.999, 0.99),
        "epsilon": (1e-7, 1e-8),
    }
    single = [{name: number} for name, numbers in usual.items() for number in numbers]
    betas = {"beta_1": 0.9, "beta_2": 0.999}
    several = [
        betas,
        *({**betas, "epsilon": eps} for eps in usual["epsilon"]),
        *({**betas, "epsilon": eps, "rate": 0.001} for eps in usual["epsilon"]),
    ]
    return tuple(
        recipe
        for numbers in (*single, *several)
        for recipe in both(given=lambda g, numbers=numbers: g._replace(**numbers))
    ) + both(of_m=lambda g: 1 - 0.9**g.t, of_v=lambda g: 1 - 0.999**g.t)


def _root_of(power: float) -> Any:
    return lambda a, epsilon: (a.m / a.of_m) / ((a.v / a.of_v) ** power + epsilon)


def _another_order(order: tuple[int, ...]) -> tuple[Recipe, Recipe]:
    def ordered(g: Given, w: Any, a: Averages) -> Any:
        three = (w, a.m, a.v)
        return tuple(three[place] for place in order)

    return both(result=ordered)


def _again_and_again(w: Any, dw: Any, m: Any, v: Any, t: int, *constants: float) -> Any:
    for step in range(1, t + 1):
        w, m, v = Recipe()(w, dw, m, v, step, *constants)
    return w, m, v


def _v(g: Given) -> Any:
    return fading(g.beta_2, g.v, g.dw**2)


STEP: tuple[Misconception, ...] = (
    Misconception(
        "climbs",
        "The step goes up the slope: it is added.",
        "The gradient points to where the loss grows. To make the loss smaller, go the other way.",
        "Which sign stands before the learning rate?",
        (
            *both(moved=lambda g, ratio: g.w + g.rate * ratio),
            *both(new_m=lambda g: g.beta_1 * g.m - (1 - g.beta_1) * g.dw),
        ),
    ),
    Misconception(
        "no_root",
        "It divides by v, not by its square root.",
        "v has the size of a squared gradient. Only its root has the size of a gradient, so that the two "
        "cancel out.",
        "Take the root of v before you divide.",
        (
            Recipe(ratio=_root_of(1.0)),
            Recipe(ratio=lambda a, epsilon: np.sqrt(a.of_v) / a.of_m * a.m / (a.v + epsilon)),
            Recipe(ratio=lambda a, epsilon: a.of_v / a.of_m * a.m / (a.v + epsilon)),
            Recipe(ratio=_root_of(2.0)),
        ),
    ),
    Misconception(
        "another_rule",
        "The step is that of another rule: plain gradient descent, momentum, RMSprop, or a relative of Adam.",
        "Adam joins both ideas: m for the direction, and the root of v for the length of each weight's step.",
        "Both averages should be found in the line that computes w, m above and v below.",
        (
            Recipe(moved=lambda g, ratio: g.w - g.rate * g.dw),
            Recipe(
                moved=lambda g, ratio: g.w - g.rate * g.dw,
                result=lambda g, w, a: (w, g.m, g.v),
            ),
            Recipe(ratio=lambda a, epsilon: a.m),
            Recipe(ratio=lambda a, epsilon: a.m / a.of_m),
            Recipe(ratio=lambda a, epsilon: np.sqrt(a.of_v) / a.of_m * a.m),
            Recipe(moved=lambda g, ratio: g.w - g.rate * np.sign(g.dw)),
            Recipe(ratio=lambda a, epsilon: np.sign(a.m)),
            *both(moved=lambda g, ratio: g.w - g.rate / np.sqrt(g.t) * ratio),
            *both(moved=lambda g, ratio: g.w - g.rate / g.t * ratio),
            *both(corrected=lambda g, a: a._replace(m=fading(g.beta_1, a.m, g.dw))),
            Recipe(moved=lambda g, ratio: g.w - g.rate * g.dw / (np.sqrt(_v(g)) + g.epsilon)),
            Recipe(
                moved=lambda g, ratio: (
                    g.w - g.rate * g.dw / (np.sqrt(_v(g) / (1 - g.beta_2**g.t)) + g.epsilon)
                )
            ),
            Recipe(
                moved=lambda g, ratio: (
                    g.w - g.rate * np.sqrt(1 - g.beta_2**g.t) * g.dw / (np.sqrt(_v(g)) + g.epsilon)
                )
            ),
            *both(corrected=lambda g, a: a._replace(m=g.dw)),
        ),
    ),
    Misconception(
        "no_learning_rate",
        "The learning rate is missing.",
        "Without it each step is about 1 long, whatever the gradient: far too long for weights of about 0.1.",
        "Multiply the step by the learning rate.",
        both(moved=lambda g, ratio: g.w - ratio),
    ),
    Misconception(
        "constants_typed_in",
        "Some of the constants are typed in.",
        "The learning rate, the betas and epsilon come in as arguments, and the check uses other values than "
        "the usual ones.",
        "Look for numbers such as 0.9, 0.999, 0.001 or 1e-7 in the function. Use the arguments.",
        _typed_in(),
    ),
    Misconception(
        "takes_t_steps",
        "It takes t steps at once.",
        "t says which step this is. Those before it have been taken, each with a gradient of its own, and m "
        "and v remember them.",
        "Leave the loop out: t is needed in the correction only.",
        (_again_and_again,),
    ),
    Misconception(
        "leaves_w_alone",
        "w comes back as it came in.",
        "A new value that is not returned is lost.",
        "Return the new w, together with m and v.",
        (Recipe(result=lambda g, w, a: (g.w, a.m, a.v)),),
    ),
)

RETURNED: tuple[Misconception, ...] = (
    Misconception(
        "returns_the_step",
        "In the place of w stands the step alone.",
        "The caller keeps what is returned as the new weights.",
        "Subtract the step from w, and return that.",
        (*both(moved=lambda g, ratio: g.rate * ratio), *both(moved=lambda g, ratio: -g.rate * ratio)),
    ),
    Misconception(
        "returns_too_little",
        "Not all of w, m and v come back.",
        "m and v are the memory of Adam. What isn't returned is forgotten, and the next step starts with the "
        "old ones.",
        "Return three things: w, m, v.",
        (
            *both(result=lambda g, w, a: w),
            *both(result=lambda g, w, a: (w,)),
            *both(result=lambda g, w, a: (w, a.m)),
            *both(result=lambda g, w, a: (w, a.v)),
            *both(result=lambda g, w, a: (a.m, a.v)),
        ),
    ),
    Misconception(
        "another_order",
        "The three arrays come in another order.",
        "What is returned has no names: the caller takes the first as w, the second as m, the third as v.",
        "Return w, m, v, in this order.",
        tuple(
            recipe
            for order in permutations(range(3))
            if order not in ((0, 1, 2), (0, 2, 1))
            for recipe in _another_order(order)
        ),
    ),
)
