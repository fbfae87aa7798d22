"""What learners believe about the formula of the cross-entropy."""

from __future__ import annotations

from functools import partial

import numpy as np

from public_tests.exercises._cross_entropies import (
    base_of_the_sum_only,
    cross_entropy,
    from_logarithms,
    globally_shifted,
    half_shifted,
    log_of_naive_softmax,
    log_of_softmax,
    log_softmax,
    logarithm_one_by_one,
    logarithms_of_logits,
    numbers_one_by_one,
    one_hot,
    one_sum_for_all,
    patched,
    picked,
    shifted_by,
    softmax,
    squared,
    top_logit,
    unshifted,
)
from public_tests.misconception import Misconception

_ROADS = (log_of_softmax, log_of_naive_softmax)
# What is taken out of a row's sum in the place of its largest logit.
_UNSAFE = (
    lambda z: z.min(axis=1),
    lambda z: z.mean(axis=1),
    lambda z: z[:, 0],
    lambda z: z[:, -1],
    lambda z: np.abs(z).max(axis=1),
    lambda z: np.maximum(z.max(axis=1), 0),
)

ABOUT_THE_FORMULA: tuple[Misconception, ...] = (
    Misconception(
        "log_of_softmax",
        "It computes the probabilities first and takes their logarithm afterwards.",
        "On paper that is the same. In a computer `exp` of a large logit is inf, and a very small "
        "probability is rounded to 0, whose logarithm is minus infinity.",
        "Put softmax into the logarithm on paper first. The fraction becomes a difference of two terms, "
        "and one of them needs no `exp` at all.",
        (
            lambda z, y: -picked(log_of_softmax(z), y).mean(),
            lambda z, y: -picked(log_of_naive_softmax(z), y).mean(),
            # 0 times minus infinity is nan.
            *(
                lambda z, y, road=road: -(one_hot(y, z.shape[1]) * road(z)).sum(axis=1).mean()
                for road in _ROADS
            ),
            lambda z, y: numbers_one_by_one(z, y, shifted=True, softmax_first=True),
            lambda z, y: numbers_one_by_one(z, y, shifted=False, softmax_first=True),
        ),
    ),
    Misconception(
        "exp_overflows",
        "The log-sum-exp is there, but `exp` still meets numbers that are too large for it.",
        "`exp` of 1000 is more than a float can hold, and `exp` of -1000 is rounded to 0: then the "
        "logarithm of the sum is plus or minus infinity.",
        "Take each row's largest logit out of the sum before `exp`, and add it again after the logarithm.",
        (
            lambda z, y: -picked(unshifted(z), y).mean(),
            lambda z, y: numbers_one_by_one(z, y, shifted=False, softmax_first=False),
            *(partial(shifted_by, of_rows=of_rows) for of_rows in _UNSAFE),
        ),
    ),
    Misconception(
        "patches_the_symptom",
        "The result is finite, but something is clipped, added or replaced, and hides how wrong a row is.",
        "With a floor below the probabilities every mistake beyond it costs the same, and training feels "
        "no slope there. The trouble comes from `exp`, not from the logarithm.",
        "Leave the small constant (or the clipping) out, and write the loss with log-sum-exp: it is finite "
        "without help.",
        patched(),
    ),
    Misconception(
        "global_max",
        "The largest logit of the whole batch is subtracted from every row.",
        "A row that lies far below it then has only exponentials that are rounded to 0.",
        "Take the max of each row: `axis=1`. `keepdims=True` keeps it in the shape (m, 1).",
        (globally_shifted,),
    ),
    Misconception(
        "sum_over_the_batch",
        "The exponentials of all rows go into one sum.",
        "Each row is a digit of its own, and its probabilities compete within that row only.",
        "Sum along each row: `axis=1` gives one number for each of the m rows.",
        (one_sum_for_all,),
    ),
    Misconception(
        "wrong_axis",
        "The sum runs down the columns.",
        "`axis=0` adds up one class over all digits; what competes are the classes of one digit.",
        "Sum along each row with `axis=1`, and check that m numbers come out.",
        (lambda z, y: -picked(log_softmax(z, axis=0), y).mean(),),
    ),
    Misconception(
        "shift_on_one_side",
        "The row's largest logit is subtracted in one of the two terms only.",
        "The shift changes nothing as long as both terms get the same one, or as long as what is taken out "
        "of the sum is added again behind the logarithm.",
        "Try one row by hand, [5, 5] and y = 0: the loss must be `np.log(2)`, as for [0, 0].",
        (half_shifted, lambda z, y: cross_entropy(z, y) + top_logit(z)),
    ),
    Misconception(
        "forgot_the_minus",
        "The sign is reversed: the better the logits, the larger the result.",
        "The logarithm of a probability is 0 or negative; a loss is 0 or positive.",
        "Look for the minus in front of the logarithm.",
        (from_logarithms(lambda logs, y: picked(logs, y).mean()),),
    ),
    Misconception(
        "logits_as_probabilities",
        "It takes the logarithm of the logits themselves.",
        "Logits are no probabilities: they may be negative, and nothing makes them add up to 1.",
        "Write the probability as softmax of the row, and then its logarithm as a difference.",
        (
            logarithm_one_by_one,
            lambda z, y: logarithms_of_logits(z, y).mean(),
            lambda z, y: logarithms_of_logits(z, y).sum(),
            *(
                lambda z, y, guard=guard, eps=eps: -np.log(guard(picked(z, y), eps)).mean()
                for guard in (np.add, lambda p, eps: np.clip(p, eps, 1 - eps))
                for eps in (1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)
            ),
        ),
    ),
    Misconception(
        "softmax_first",
        "It applies softmax, and then treats the probabilities as logits.",
        "The log-sum-exp formula holds softmax already. Twice is too often: the loss can then neither "
        "come near 0 nor grow large.",
        "Put the logits into log-sum-exp as they are.",
        (lambda z, y: cross_entropy(softmax(z), y),),
    ),
    Misconception(
        "no_logarithm",
        "The logarithm is missing.",
        "One minus a probability never exceeds 1; the logarithm makes a confident mistake cost a lot.",
        "Take the logarithm of the right class's probability, by log-sum-exp.",
        (
            from_logarithms(lambda logs, y: -np.exp(picked(logs, y)).mean()),
            from_logarithms(lambda logs, y: np.exp(picked(logs, y)).mean()),
            from_logarithms(lambda logs, y: 1 - np.exp(picked(logs, y)).mean()),
        ),
    ),
    Misconception(
        "log_sum_exp_only",
        "It stops after the log-sum-exp.",
        "That term does not know the label yet, so it cannot tell a right answer from a wrong one.",
        "Subtract the logit of the right class from it, row by row.",
        (lambda z, y: -(log_softmax(z) - z).mean(),),
    ),
    Misconception(
        "adds_the_logit",
        "It adds the right class's logit where it should be subtracted.",
        "A larger logit for the right class must make the loss smaller.",
        "The logarithm of a fraction is a difference: mind which term gets the minus.",
        (lambda z, y: cross_entropy(z, y) + 2 * float(picked(np.asarray(z, dtype=float), y).mean()),),
    ),
    Misconception(
        "logit_only",
        "It takes only the right class's logit.",
        "A logit says nothing alone; what counts is how far it stands above the others of its row.",
        "The second term of the formula is the log-sum-exp of the row.",
        (
            lambda z, y: -picked(np.asarray(z, dtype=float), y).mean(),
            lambda z, y: picked(np.asarray(z, dtype=float), y).mean(),
        ),
    ),
    Misconception(
        "other_base",
        "The logarithm has a base other than e.",
        "`exp` and the logarithm must belong together; with base 2 or 10 every loss is scaled.",
        "Use `np.log`, which is the natural logarithm.",
        (
            from_logarithms(lambda logs, y: -picked(logs, y).mean() / np.log(2)),
            from_logarithms(lambda logs, y: -picked(logs, y).mean() / np.log(10)),
            lambda z, y: base_of_the_sum_only(z, y, 2),
            lambda z, y: base_of_the_sum_only(z, y, 10),
        ),
    ),
    Misconception(
        "squared_error",
        "It measures squared distances between probabilities and a one-hot row.",
        "That is another loss. A confident mistake costs at most 2 there, so training hardly feels it.",
        "Use the logarithm of the right class's probability, by log-sum-exp.",
        (
            lambda z, y: squared(z, y).mean(),
            lambda z, y: squared(z, y).sum(axis=1).mean(),
        ),
    ),
)
