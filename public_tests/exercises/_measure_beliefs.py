"""What wrong precisions, recalls and F1s tell of their author's beliefs."""

from __future__ import annotations

import numpy as np

from public_tests.exercises._empty_class_beliefs import ANOTHER_VALUE, EMPTIES_ALL, NAN, ONE
from public_tests.exercises._f1_lookalikes import F1_LOOKALIKES
from public_tests.exercises._measures import (
    accuracies,
    along_one_axis,
    averages_with_their_f1,
    counting_true_negatives,
    counting_true_negatives_in,
    filled_only,
    first_digits,
    floored_parts,
    hits_counted_twice,
    hits_counted_twice_throughout,
    in_order,
    measures,
    mistakes,
    of_digits,
    off_diagonal,
    off_diagonal_over_1_at_least,
    off_diagonal_throughout,
    ratio,
    specificity_for_recall,
    with_a_constant,
    with_a_constant_in_counts,
    with_a_constant_in_f1,
    with_f1,
)
from public_tests.misconception import Misconception

# What is added to a divisor so that it is never 0.
_CONSTANTS = (1, 0.1, 0.01, 1e-3)

MISCONCEPTIONS: tuple[Misconception, ...] = (
    ANOTHER_VALUE,
    Misconception(
        "precision_recall_swapped",
        "Precision and recall have changed places.",
        "Recall looks along a row: of all true fives, how many were found? Precision looks down a column: of "
        "all that were called five, how many are fives?",
        "Rows of the matrix are the truth. Along which axis does each of your sums run?",
        (lambda matrix: measures(np.asarray(matrix).T),),
    ),
    NAN,
    ONE,
    EMPTIES_ALL,
    Misconception(
        "arithmetic_mean",
        "F1 is computed as the ordinary mean of precision and recall.",
        "F1 is their harmonic mean, which stays near the smaller one: a classifier that calls everything a "
        "five has a recall of 1 and must not look half good.",
        "Look at the formula again: a product above, a sum below.",
        (lambda matrix: with_f1(matrix, lambda p, r: (p + r) / 2),),
    ),
    Misconception(
        "f1_without_the_2",
        "F1 is half of what it should be, or not a ratio at all.",
        "With precision and recall both 1, F1 is 1.",
        "Put precision = recall = 1 into your formula. What comes out?",
        (
            lambda matrix: with_f1(matrix, lambda p, r: ratio(p * r, p + r)),
            lambda matrix: with_f1(matrix, lambda p, r: p * r),
            lambda matrix: with_f1(matrix, lambda p, r: 2 * p * r),
        ),
    ),
    Misconception(
        "geometric_mean",
        "F1 is computed with a square root.",
        "That is the geometric mean. F1 is the harmonic one.",
        "Look at the formula again: a product above, a sum below.",
        (lambda matrix: with_f1(matrix, lambda p, r: np.sqrt(p * r)),),
    ),
    Misconception(
        "averages",
        "It gives one number for each measure.",
        "An average over the digits hides which digit is in trouble.",
        "Leave the mean out: ten numbers for each of the three.",
        (
            lambda matrix: measures(matrix).mean(axis=1),
            lambda matrix: np.full(3, np.trace(np.asarray(matrix)) / np.sum(matrix)),
            lambda matrix: np.full((3, 10), np.trace(np.asarray(matrix)) / np.sum(matrix)),
            averages_with_their_f1,
            lambda matrix: np.repeat(measures(matrix).mean(axis=1, keepdims=True), 10, axis=1),
            lambda matrix: np.repeat(averages_with_their_f1(matrix)[:, np.newaxis], 10, axis=1),
        ),
    ),
    Misconception(
        "accuracy_for_all",
        "It divides by the number of all digits.",
        "Each measure has its own divisor: the digits called five (precision), or the true fives (recall).",
        "Take the sum of a column, or of a row, not of the whole matrix.",
        (accuracies,),
    ),
    Misconception(
        "accuracy_for_f1",
        "In the place of F1 stands the accuracy for each digit, which counts all other digits as hits.",
        "Nine of ten digits are not a five, so that this is high for any network.",
        "F1 needs precision and recall only.",
        (counting_true_negatives,),
    ),
    Misconception(
        "counts_the_other_digits",
        "What is another digit, and was read as another, counts as a hit.",
        "Nine of ten digits are not a five, so that such a share is high for any network. It is the accuracy "
        "for one digit against the rest, or the specificity.",
        "Precision looks at one column of the matrix and recall at one row; the rest of it plays no part.",
        (
            *(counting_true_negatives_in(*places) for places in ((0,), (1,), (0, 1), (0, 1, 2))),
            specificity_for_recall,
        ),
    ),
    Misconception(
        "hits_counted_twice",
        "The hits are counted twice in the divisor.",
        "The sum of a column, or of a row, holds the diagonal cell already. False positives are the rest of "
        "the column without it.",
        "Divide by the sum as it is, or take the hits out of it before you add them.",
        (hits_counted_twice, hits_counted_twice_throughout),
    ),
    Misconception(
        "hits_left_out_of_the_divisor",
        "The hits are missing from the divisor.",
        "Precision is the share of hits in all that was called five, the hits among them.",
        "Sum the whole row or column, its diagonal cell too.",
        (off_diagonal, off_diagonal_throughout, off_diagonal_over_1_at_least),
    ),
    Misconception(
        "whole_number_division",
        "All fractions are cut off.",
        "`//`, or an array of whole numbers for the result, keeps only the part before the point.",
        "Divide with `/`, into an array of floats.",
        (
            lambda matrix: np.floor(measures(matrix)),
            floored_parts,
        ),
    ),
    Misconception(
        "percent",
        "The values are percentages.",
        "Shares between 0 and 1 are meant: percentages can be made when you print.",
        "Leave the factor of 100 out.",
        (lambda matrix: measures(matrix) * 100,),
    ),
    Misconception(
        "another_order",
        "The three arrays come in another order.",
        "What is returned has no names: the caller takes the first for the precision, the second for the "
        "recall and the third for F1.",
        "Return precision, recall, F1.",
        (in_order(2, 0, 1), in_order(2, 1, 0), in_order(0, 2, 1), in_order(1, 2, 0)),
    ),
    Misconception(
        "one_axis_for_both",
        "Precision and recall are the same numbers: both divide by the sums along one axis.",
        "Recall looks along a row of the matrix, precision down a column. They differ where a digit is "
        "called more often than it occurs.",
        "Which axis does `matrix.sum(axis=0)` run along, and which `axis=1`?",
        (along_one_axis(0), along_one_axis(1)),
    ),
    Misconception(
        "missing_brackets",
        "In F1 only a part of the sum stands below the line.",
        "`2 * p * r / p + r` divides by p first and then adds r: a division comes before a sum.",
        "Put brackets round what stands below the line.",
        (
            lambda matrix: np.nan_to_num(with_f1(matrix, lambda p, r: 2 * p * r / p + r)),
            lambda matrix: with_f1(matrix, lambda p, r: ratio(2 * p * r, p) + r),
            lambda matrix: with_f1(matrix, lambda p, r: 2 * p * r / p + r),
        ),
    ),
    Misconception(
        "constant_in_the_divisor",
        "A constant is added to the divisor, and it shows in the values.",
        "It avoids 0 / 0 and makes every other value a little wrong, most of all for rare digits.",
        "Divide by the sum as it is, and treat a sum of 0 as a case of its own.",
        (
            *(with_a_constant(c, f) for c in _CONSTANTS for f in (True, False)),
            *(with_a_constant_in_counts(c) for c in _CONSTANTS),
            *(with_a_constant_in_f1(c) for c in _CONSTANTS),
        ),
    ),
    Misconception(
        "shares_of_mistakes",
        "It measures mistakes, not hits.",
        "Precision and recall are 1 when all is well, and 0 when nothing is.",
        "What stands on the diagonal: hits or mistakes?",
        (mistakes, lambda matrix: 1 - measures(matrix)),
    ),
    Misconception(
        "digits_left_out",
        "Some digits are left out: their places hold 0.",
        "`range(9)` ends with 8, `range(1, 10)` begins with 1, and a `return` inside the loop ends it in its "
        "first round.",
        "Print the digits that your loop goes through.",
        (of_digits(range(9)), of_digits(range(1, 10)), of_digits([0])),
    ),
    Misconception(
        "fewer_than_ten",
        "Fewer than ten numbers come for each measure.",
        "The place says which digit a number is for: where one is left out, all later ones move up.",
        "Let the loop go through all ten digits, and append in each round, 0 where the divisor is 0.",
        (
            *(filled_only(each) for each in (True, False)),
            *(first_digits(count) for count in (1, 9)),
            lambda matrix: measures(matrix)[:, 1:],
        ),
    ),
    Misconception(
        "a_row_for_each_digit",
        "It gives a row for each digit, with its three measures in it.",
        "The three measures come as three arrays, so that they can be taken apart: "
        "`precision, recall, f1 = ...`",
        "Collect each measure in a list or array of its own.",
        (lambda matrix: measures(matrix).T,),
    ),
    *F1_LOOKALIKES,
)
