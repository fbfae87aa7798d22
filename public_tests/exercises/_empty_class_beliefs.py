"""What learners believe about a digit for which a measure is 0 / 0."""

from __future__ import annotations

import numpy as np

from public_tests.exercises._measures import (
    NAN_PLACES,
    all_zero_for_one_empty_class,
    divided_by_zero,
    measures,
    with_nan,
    with_nan_in,
)
from public_tests.misconception import Misconception

ANOTHER_VALUE = Misconception(
    "another_value_for_empty_class",
    "A digit that never occurs, is never predicted, or has no hit gets something other than 0 for 0 / 0.",
    "-1 or another mark for 0 / 0 enters every average, and whoever reads the numbers must know of it.",
    "Give 0 where the divisor is 0.",
)

NAN = Misconception(
    "nan_for_empty_class",
    "A digit that never occurs, is never predicted, or has no hit gives 0 / 0: a nan, or an error.",
    "In this lab 0 / 0 counts as 0, as scikit-learn does it by default, so that averages stay numbers.",
    "Divide only where the divisor is not 0: look up `where=` and `out=` of `np.divide`, or `np.where`.",
    (with_nan, *map(with_nan_in, NAN_PLACES), divided_by_zero),
)

ONE = Misconception(
    "one_for_empty_class",
    "A digit that never occurs, is never predicted, or has no hit gets 1 for 0 / 0.",
    "A perfect score for something that was never shown is too kind.",
    "Give 0 where the divisor is 0.",
    (
        lambda matrix: measures(matrix, empty=1.0),
        lambda matrix: np.nan_to_num(with_nan(matrix), nan=1.0),
    ),
)

EMPTIES_ALL = Misconception(
    "one_empty_class_empties_all",
    "As soon as one digit gives 0 / 0, the numbers of all digits are 0.",
    "A `try` around the whole computation gives up at the first division by zero, and what the other "
    "digits had is lost.",
    "Guard each division by itself: only the number that would be 0 / 0 becomes 0.",
    (all_zero_for_one_empty_class,),
)
