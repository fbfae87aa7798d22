"""What learners believe about Adam's bias correction and about epsilon."""

from __future__ import annotations

from typing import Any

import numpy as np

from public_tests.exercises._adam_recipe import (
    Averages,
    Given,
    Recipe,
    as_in_the_paper,
    as_keras,
    both,
    with_given,
)
from public_tests.misconception import Misconception


def nothing(g: Given) -> float:
    return 1.0


def _without_epsilon(a: Averages, epsilon: float = 0.0) -> Any:
    return as_keras(a, 0.0)


def _zeroth_power(*args: Any) -> Any:
    """Use t - 1, in plain Python numbers: 1 - beta**0 is 0, and cannot be divided by."""
    if args[4] == 1:
        raise ZeroDivisionError
    return Recipe(given=lambda g: g._replace(t=g.t - 1))(*args)


def _corrected(g: Given, w: Any, a: Averages) -> Any:
    return w, a.m / a.of_m, a.v / a.of_v


def _subtracted_from_the_rate(g: Given) -> Given:
    return g._replace(rate=g.rate * np.sqrt(1 - g.beta_2**g.t) - g.beta_1**g.t)


BIAS_CORRECTION: tuple[Misconception, ...] = (
    Misconception(
        "no_bias_correction",
        "The bias correction is missing.",
        "m and v start at 0, so in the first steps they are far too small, each by another factor. Without "
        "the correction these steps have a wrong length.",
        "Work out t = 1 by hand, with m = v = 0: the first step should be just as long as the learning rate.",
        (Recipe(of_m=nothing, of_v=nothing),),
    ),
    Misconception(
        "one_correction_only",
        "Only one of the two averages is corrected.",
        "Both start at 0: m is too small by the factor 1 - beta_1^t, v by 1 - beta_2^t.",
        "Work out t = 1 by hand, with m = v = 0: the first step should be just as long as the learning rate.",
        (*both(of_v=nothing), *both(of_m=nothing)),
    ),
    Misconception(
        "t_off_by_one",
        "The correction uses another t than the one that is given.",
        "t counts the steps from 1: it is 1 in the first call, not 0, and needs no `+ 1`.",
        "Put t = 1 into `1 - beta_1**t`. With m = 0 before, what is left of m after the correction?",
        (
            *with_given(t=lambda g: g.t + 1),
            *with_given(t=lambda g: g.t - 1),
            _zeroth_power,
        ),
    ),
    Misconception(
        "no_power_of_t",
        "In the correction beta is not raised to the power of t.",
        "The longer the training, the less correction is needed: beta to the power of t fades away.",
        "Print your correction for t = 1, 10 and 1000. It should come near 1.",
        (
            *both(of_m=lambda g: 1 - g.beta_1, of_v=lambda g: 1 - g.beta_2),
            *both(of_m=lambda g: 1 - g.beta_1 * g.t, of_v=lambda g: 1 - g.beta_2 * g.t),
            *both(of_m=lambda g: 1 - g.beta_1**2, of_v=lambda g: 1 - g.beta_2**2),
        ),
    ),
    Misconception(
        "another_correction",
        "The averages are divided by something else than 1 minus beta to the power of t.",
        "After many steps beta to the power of t is nearly 0, and nothing is to be corrected any more. (A "
        "power comes before a difference, and a division comes before both.)",
        "Print what you divide by for t = 1, 10 and 1000. It should come near 1.",
        (
            *both(of_m=lambda g: g.beta_1**g.t, of_v=lambda g: g.beta_2**g.t),
            *both(of_m=lambda g: (1 - g.beta_1) ** g.t, of_v=lambda g: (1 - g.beta_2) ** g.t),
            *both(of_m=lambda g: 1 + g.beta_1**g.t, of_v=lambda g: 1 + g.beta_2**g.t),
            # Corrected in the first step only.
            *both(
                of_m=lambda g: 1 - g.beta_1 if g.t == 1 else 1, of_v=lambda g: 1 - g.beta_2 if g.t == 1 else 1
            ),
            Recipe(
                corrected=lambda g, a: a._replace(
                    m=a.m - g.beta_1**g.t, v=a.v - g.beta_2**g.t, of_m=1, of_v=1
                )
            ),
            # `rate * root / 1 - beta_1**t` divides by 1 and then subtracts.
            Recipe(given=_subtracted_from_the_rate, of_m=nothing, of_v=nothing),
            # The root is drawn of both corrections.
            Recipe(ratio=lambda a, epsilon: np.sqrt(a.of_v / a.of_m) * a.m / (np.sqrt(a.v) + epsilon)),
            Recipe(ratio=lambda a, epsilon: a.m / np.sqrt(a.of_m) / (np.sqrt(a.v / a.of_v) + epsilon)),
        ),
    ),
    Misconception(
        "multiplies_by_the_correction",
        "The averages are multiplied by the correction where they should be divided by it.",
        "In the first steps m and v are too small. A factor below 1 makes them smaller still.",
        "With m = v = 0 and t = 1, the corrected m should be dw itself.",
        (
            *both(of_m=lambda g: 1 / (1 - g.beta_1**g.t), of_v=lambda g: 1 / (1 - g.beta_2**g.t)),
            *both(of_m=lambda g: 1 / (1 - g.beta_1**g.t)),
            *both(of_v=lambda g: 1 / (1 - g.beta_2**g.t)),
        ),
    ),
    Misconception(
        "betas_swapped_in_the_correction",
        "In the correction the two betas have changed places, or one of them is used for both.",
        "What faded with beta_1 is corrected with beta_1, and what faded with beta_2 with beta_2.",
        "Look for beta_1 and beta_2 in the correction: which of them belongs to m, which to v?",
        (
            *both(of_m=lambda g: 1 - g.beta_2**g.t, of_v=lambda g: 1 - g.beta_1**g.t),
            *both(of_m=lambda g: 1 - g.beta_2**g.t),
            *both(of_v=lambda g: 1 - g.beta_1**g.t),
        ),
    ),
    Misconception(
        "no_root_in_the_correction",
        "The correction of v joins the step without its square root.",
        "v is corrected inside the square root. Taken out of it, the correction needs a root of its own.",
        "Write the corrected v into the root first. Then pull the correction out of it, step by step.",
        (
            Recipe(ratio=lambda a, epsilon: a.of_v / a.of_m * a.m / (np.sqrt(a.v) + epsilon)),
            Recipe(ratio=lambda a, epsilon: a.m / a.of_m / (np.sqrt(a.v) / a.of_v + epsilon)),
        ),
    ),
    Misconception(
        "corrects_twice",
        "The averages are corrected twice.",
        "Keras's form has the correction in the learning rate, the paper's has it in m and v. One of the two "
        "is enough.",
        "Use either the corrected averages with the plain learning rate, or the other way round.",
        (
            Recipe(ratio=lambda a, epsilon: as_in_the_paper(a, epsilon) * np.sqrt(a.of_v) / a.of_m),
            Recipe(ratio=lambda a, epsilon: as_keras(a._replace(m=a.m / a.of_m, v=a.v / a.of_v), epsilon)),
            Recipe(ratio=lambda a, epsilon: as_keras(a._replace(m=a.m / a.of_m), epsilon)),
            Recipe(ratio=lambda a, epsilon: as_keras(a._replace(v=a.v / a.of_v), epsilon)),
        ),
    ),
    Misconception(
        "keeps_the_corrected_averages",
        "It returns the corrected averages.",
        "The next step goes on from m and v as they are. Corrected ones would be corrected again, in "
        "every step.",
        "Give the corrected values names of their own, and return the uncorrected m and v.",
        (
            *both(result=_corrected),
            *both(result=lambda g, w, a: (w, a.m / a.of_m, a.v)),
            *both(result=lambda g, w, a: (w, a.m, a.v / a.of_v)),
        ),
    ),
)

EPSILON: tuple[Misconception, ...] = (
    Misconception(
        "epsilon_inside_the_root",
        "Epsilon is added inside the square root.",
        "The root of 1e-7 is about 3e-4: inside, epsilon weighs far more than it should where gradients are "
        "small.",
        "Take the root of v first, then add epsilon.",
        (
            Recipe(ratio=lambda a, epsilon: np.sqrt(a.of_v) / a.of_m * a.m / np.sqrt(a.v + epsilon)),
            Recipe(ratio=lambda a, epsilon: a.m / a.of_m / np.sqrt(a.v / a.of_v + epsilon)),
            Recipe(ratio=lambda a, epsilon: a.m / a.of_m / np.sqrt(a.v / a.of_v + epsilon**2)),
            Recipe(ratio=lambda a, epsilon: as_in_the_paper(a, np.sqrt(epsilon))),
            Recipe(ratio=lambda a, epsilon: as_keras(a, np.sqrt(epsilon))),
            Recipe(ratio=lambda a, epsilon: np.sqrt(a.of_v) / a.of_m * a.m / np.sqrt(a.v + epsilon**2)),
        ),
    ),
    Misconception(
        "epsilon_missing",
        "Epsilon is missing.",
        "A weight whose gradient was always 0 (a pixel that never holds ink) has m = v = 0, and 0 / 0 is no "
        "number.",
        "Add epsilon to what you divide by.",
        (Recipe(ratio=_without_epsilon),),
    ),
    Misconception(
        "epsilon_outside_the_fraction",
        "Epsilon is added to the fraction, not to what stands below the line.",
        "`m / np.sqrt(v) + epsilon` divides first and adds afterwards.",
        "Put brackets round the root and epsilon.",
        (
            Recipe(ratio=lambda a, epsilon: _without_epsilon(a) + epsilon),
            Recipe(ratio=lambda a, epsilon: np.sqrt(a.of_v) / a.of_m * (a.m / np.sqrt(a.v) + epsilon)),
            Recipe(ratio=_without_epsilon, moved=lambda g, ratio: g.w - g.rate * ratio + g.epsilon),
            Recipe(ratio=_without_epsilon, moved=lambda g, ratio: g.w - g.rate * ratio - g.epsilon),
        ),
    ),
    Misconception(
        "epsilon_not_added",
        "Epsilon is not added: it is subtracted, it multiplies, or it is a least value.",
        "It is there to keep what you divide by away from 0, and Adam adds it, for large and for small "
        "roots.",
        "Add epsilon to the root of v.",
        (
            Recipe(ratio=lambda a, epsilon: as_keras(a, -epsilon)),
            Recipe(ratio=lambda a, epsilon: as_in_the_paper(a, -epsilon)),
            Recipe(ratio=lambda a, epsilon: _without_epsilon(a) / epsilon),
            Recipe(ratio=lambda a, epsilon: a.m / a.of_m / np.maximum(np.sqrt(a.v / a.of_v), epsilon)),
            Recipe(
                ratio=lambda a, epsilon: np.sqrt(a.of_v) / a.of_m * a.m / np.maximum(np.sqrt(a.v), epsilon)
            ),
        ),
    ),
)
