"""What learners believe about the two averages of Adam."""

from __future__ import annotations

import numpy as np

from public_tests.exercises._adam_recipe import Recipe, as_keras, both, fading, with_given
from public_tests.misconception import Misconception

AVERAGES: tuple[Misconception, ...] = (
    Misconception(
        "v_without_the_square",
        "v averages the gradient as it is, or its size, not its square.",
        "v is the average of dw squared, so that its root has the size of a gradient, whatever the sign.",
        "Square dw, element by element, where v is updated.",
        (
            *both(new_v=lambda g: fading(g.beta_2, g.v, np.abs(g.dw))),
            *both(new_v=lambda g: fading(g.beta_2, g.v, g.dw)),
            *both(new_v=lambda g: fading(g.beta_2, g.v, 2 * g.dw)),
            *both(new_v=lambda g: fading(g.beta_2, g.v, np.sqrt(np.abs(g.dw)))),
        ),
    ),
    Misconception(
        "v_from_m",
        "v averages the square of m.",
        "m is already an average, in which gradients of opposite signs cancel out. v is to keep their size.",
        "Square dw where v is updated, not m.",
        (
            *both(new_v=lambda g: fading(g.beta_2, g.v, fading(g.beta_1, g.m, g.dw) ** 2)),
            *both(new_v=lambda g: fading(g.beta_2, g.v, g.m**2)),
        ),
    ),
    Misconception(
        "v_of_the_sum",
        "The average is squared as a whole, or 1 - beta_2 is squared with dw.",
        "The square belongs to dw alone: `(1 - beta_2) * dw**2`.",
        "Look at the brackets: what stands directly before `**2`?",
        (
            *both(new_v=lambda g: fading(g.beta_2, g.v, g.dw) ** 2),
            *both(new_v=lambda g: g.beta_2 * g.v + ((1 - g.beta_2) * g.dw) ** 2),
        ),
    ),
    Misconception(
        "one_number_for_all",
        "The squares of all gradients are added up, or averaged, into one number.",
        "Adam has a step length of its own for each weight: v has the shape of w.",
        "Square dw element by element, without a sum, a mean or a matrix product.",
        (
            *both(new_v=lambda g: fading(g.beta_2, g.v, np.sum(g.dw**2))),
            *both(new_v=lambda g: fading(g.beta_2, g.v, np.mean(g.dw**2))),
        ),
    ),
    Misconception(
        "no_one_minus_beta",
        "The gradient joins the average with its full weight.",
        "An average of old and new needs weights that add up to 1: beta and 1 - beta.",
        "Multiply the new part by `1 - beta`, for m as for v.",
        (
            *both(new_m=lambda g: g.beta_1 * g.m + g.dw),
            *both(new_v=lambda g: g.beta_2 * g.v + g.dw**2),
            *both(
                new_m=lambda g: g.beta_1 * g.m + g.dw,
                new_v=lambda g: g.beta_2 * g.v + g.dw**2,
            ),
            *both(
                new_m=lambda g: g.m + (1 - g.beta_1) * g.dw, new_v=lambda g: g.v + (1 - g.beta_2) * g.dw**2
            ),
            *both(new_m=lambda g: g.m + g.dw, new_v=lambda g: g.v + g.dw**2),
        ),
    ),
    Misconception(
        "old_and_new_swapped",
        "The weights of old and new have changed places: the new gradient gets beta.",
        "A beta of 0.9 keeps 9/10 of the past. With the weights swapped the average forgets nearly "
        "everything in each step.",
        "Multiply the old average by beta, and the new part by `1 - beta`.",
        (
            *both(
                new_m=lambda g: fading(1 - g.beta_1, g.m, g.dw),
                new_v=lambda g: fading(1 - g.beta_2, g.v, g.dw**2),
            ),
            *both(new_m=lambda g: fading(1 - g.beta_1, g.m, g.dw)),
            *both(new_v=lambda g: fading(1 - g.beta_2, g.v, g.dw**2)),
        ),
    ),
    Misconception(
        "forgets_the_past",
        "The averages forget what they were: m or v is computed from this gradient alone.",
        "m and v carry the past from step to step. That is why they come in as arguments.",
        "Begin with the old average times its beta, and add the new part.",
        (
            *both(new_m=lambda g: (1 - g.beta_1) * g.dw, new_v=lambda g: (1 - g.beta_2) * g.dw**2),
            *both(new_m=lambda g: g.dw, new_v=lambda g: g.dw**2),
            *both(new_m=lambda g: (1 - g.beta_1) * g.dw),
            *both(new_v=lambda g: (1 - g.beta_2) * g.dw**2),
        ),
    ),
    Misconception(
        "averages_the_weights",
        "The average is one of the weights, not of the gradient.",
        "m and v watch the gradient dw. w itself is only moved.",
        "Look for `w` in the lines that update m and v.",
        (
            *both(new_m=lambda g: fading(g.beta_1, g.m, g.w), new_v=lambda g: fading(g.beta_2, g.v, g.w**2)),
            *both(new_m=lambda g: fading(g.beta_1, g.m, g.w)),
            *both(new_v=lambda g: fading(g.beta_2, g.v, g.w**2)),
        ),
    ),
    Misconception(
        "betas_swapped",
        "The two betas have changed places, or one of them serves both averages.",
        "beta_1 belongs to m, the average of the gradients; beta_2 to v, the average of their squares.",
        "Follow beta_1 and beta_2 through the function, line by line.",
        (
            *with_given(beta_1=lambda g: g.beta_2, beta_2=lambda g: g.beta_1),
            *with_given(beta_1=lambda g: g.beta_2),
            *with_given(beta_2=lambda g: g.beta_1),
            *both(
                new_m=lambda g: fading(g.beta_2, g.m, g.dw), new_v=lambda g: fading(g.beta_1, g.v, g.dw**2)
            ),
            *both(new_v=lambda g: fading(g.beta_1, g.v, g.dw**2)),
            *both(new_m=lambda g: fading(g.beta_2, g.m, g.dw)),
            *both(new_m=lambda g: g.beta_1 * g.m + (1 - g.beta_2) * g.dw),
            *both(new_v=lambda g: g.beta_2 * g.v + (1 - g.beta_1) * g.dw**2),
        ),
    ),
    Misconception(
        "m_and_v_swapped",
        "m and v have changed places.",
        "m is the average of the gradients and gives the direction. v is the average of their squares, and "
        "its root stands below the line.",
        "Which of the two may be negative? It cannot stand under a root.",
        (
            *both(result=lambda g, w, a: (w, a.v, a.m)),
            *both(
                new_m=lambda g: fading(g.beta_1, g.m, g.dw**2), new_v=lambda g: fading(g.beta_2, g.v, g.dw)
            ),
            Recipe(ratio=lambda a, epsilon: as_keras(a._replace(m=a.v, v=a.m), epsilon)),
            Recipe(ratio=lambda a, epsilon: a.v / a.of_v / (np.sqrt(a.m / a.of_m) + epsilon)),
            *with_given(m=lambda g: g.v, v=lambda g: g.m),
            *both(new_m=lambda g: fading(g.beta_1, g.v, g.dw)),
            *both(new_v=lambda g: fading(g.beta_2, g.m, g.dw**2)),
        ),
    ),
    Misconception(
        "gradient_overwritten",
        "dw is squared before m has used it.",
        "`dw = dw**2` leaves no gradient: its sign is lost, and every weight moves the same way.",
        "Write the square into the line that updates v, and leave dw as it is.",
        (
            *both(new_m=lambda g: fading(g.beta_1, g.m, g.dw**2)),
            *both(
                new_m=lambda g: fading(g.beta_1, g.m, g.dw**2), new_v=lambda g: fading(g.beta_2, g.v, g.dw**4)
            ),
        ),
    ),
    Misconception(
        "updates_too_late",
        "The step is taken with an average from before this gradient.",
        "This step should already know this gradient: m and v are updated first, then they are used. (Where "
        "the new ones have new names, the old names still stand for the old ones.)",
        "Does the line that computes w stand below the two updates, and does it use what they made?",
        (
            *both(
                new_m=lambda g: g.m,
                new_v=lambda g: g.v,
                result=lambda g, w, a: (w, fading(g.beta_1, g.m, g.dw), fading(g.beta_2, g.v, g.dw**2)),
            ),
            *both(corrected=lambda g, a: a._replace(m=g.m)),
            *both(corrected=lambda g, a: a._replace(v=g.v)),
        ),
    ),
    Misconception(
        "returns_the_old_averages",
        "It returns m and v as they came in.",
        "The next call gets what this one returns. Old averages start the memory anew in every step.",
        "Return the new m and v. Do the names in `return` stand for the new ones?",
        (
            *both(result=lambda g, w, a: (w, g.m, g.v)),
            *both(result=lambda g, w, a: (w, a.m, g.v)),
            *both(result=lambda g, w, a: (w, g.m, a.v)),
        ),
    ),
)
