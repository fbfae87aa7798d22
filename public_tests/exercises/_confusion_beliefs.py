"""What a miscounted confusion matrix tells of its author's beliefs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from public_tests.comparing import numbers_of
from public_tests.exercises._confusion_counts import (
    CLASSES,
    all_with_all,
    between,
    between_smallest_and_largest,
    count_pairs,
    diagonal,
    either,
    first_nine,
    in_shared_rows,
    mistakes_only,
    of_one_to_ten,
    once,
    over_column_sums,
    over_row_sums,
    over_row_sums_without_nan,
    present_only,
    sized,
    true_classes_only,
    up_to_largest,
    up_to_largest_pair,
    with_sums,
)
from public_tests.misconception import Misconception
from public_tests.trials import Trial

MISCONCEPTIONS: tuple[Misconception, ...] = (
    Misconception(
        "transposed",
        "Rows and columns have changed places: here the rows are the predictions.",
        "Both layouts exist in books. In this lab, as in scikit-learn, a row is a true digit, so that a row "
        "adds up to how often that digit occurs.",
        "Which of the two indices comes first in `matrix[..., ...]`?",
        (lambda y_true, y_pred: count_pairs(y_pred, y_true),),
    ),
    Misconception(
        "counts_once",
        "A pair that occurs several times is counted once.",
        "`matrix[y_true, y_pred] += 1` with whole arrays reads all cells first and writes them afterwards, "
        "so that a cell met five times still grows by one only.",
        "Add 1 for one digit at a time in a loop, or look up what `np.add.at` does.",
        (once,),
    ),
    Misconception(
        "mistakes_only",
        "The diagonal is empty: only the mistakes are counted.",
        "A confusion matrix holds every digit, those that were read rightly on its diagonal.",
        "Count each pair, whether its two digits are equal or not.",
        (mistakes_only,),
    ),
    Misconception(
        "hits_only",
        "Only the diagonal is filled: the mistakes are missing.",
        "What the matrix is for is off its diagonal: which digit was taken for which.",
        "Count each pair, whether its two digits are equal or not.",
        (diagonal,),
    ),
    Misconception(
        "shares_instead_of_counts",
        "It gives shares, not counts.",
        "Shares hide how many digits stand behind them; precision and recall need the counts.",
        "Leave the division out. It can always be done later.",
        (
            over_row_sums,
            over_row_sums_without_nan,
            over_column_sums,
            lambda y_true, y_pred: np.nan_to_num(over_column_sums(y_true, y_pred)),
            lambda y_true, y_pred: count_pairs(y_true, y_pred) / len(y_true),
            lambda y_true, y_pred: 100 * count_pairs(y_true, y_pred) / len(y_true),
        ),
    ),
    Misconception(
        "size_from_the_labels",
        "The size of the matrix depends on which digits occur.",
        "A digit may be missing from a small sample. Its row and column belong there all the same, as "
        "zeros; otherwise every later row stands for another digit.",
        "Make a matrix of 10 x 10 zeros, always. (For `np.bincount` there is `minlength`.)",
        (present_only, up_to_largest, true_classes_only, up_to_largest_pair),
    ),
    Misconception(
        "both_directions",
        "Each mistake is counted twice, once in each direction.",
        "A 4 read as a 9 and a 9 read as a 4 are two different mistakes.",
        "Add 1 in one cell for each digit.",
        (
            lambda y_true, y_pred: count_pairs(y_true, y_pred) + count_pairs(y_pred, y_true),
            lambda y_true, y_pred: (
                count_pairs(y_true, y_pred) + count_pairs(y_pred, y_true) - diagonal(y_true, y_pred)
            ),
        ),
    ),
    Misconception(
        "element_by_element",
        "It gives the number of hits, or one value for each digit.",
        "Accuracy says how often the network is right. The matrix says what it takes for what.",
        "Make 10 x 10 zeros, then add 1 at [true digit, predicted digit] for each pair.",
        (
            lambda y_true, y_pred: np.sum(np.asarray(y_true) == np.asarray(y_pred)),
            lambda y_true, y_pred: np.mean(np.asarray(y_true) == np.asarray(y_pred)),
            lambda y_true, y_pred: np.asarray(y_true) == np.asarray(y_pred),
            lambda y_true, y_pred: np.diag(count_pairs(y_true, y_pred)),
        ),
    ),
    Misconception(
        "counts_from_one",
        "Each pair is counted one row higher and one column further left than it belongs.",
        "Rows and columns of an array are numbered from 0, and so are the digits: digit 0 has row 0.",
        "Use the digits themselves as indices, without `- 1`; in a loop over digits, `range(10)`.",
        (
            lambda y_true, y_pred: count_pairs((y_true - 1) % CLASSES, (y_pred - 1) % CLASSES),
            of_one_to_ten,
        ),
    ),
    Misconception(
        "not_ten_classes",
        "The matrix has another size than 10 x 10.",
        "The digits are 0, 1, ... 9: the largest is 9, and there are ten of them.",
        "Make a matrix of 10 x 10 zeros, always.",
        (sized(9), sized(11), first_nine),
    ),
    Misconception(
        "flat_counts",
        "The counts stand in one long row.",
        "Ten times the truth plus the prediction numbers the 100 cells; 100 counts are no table yet.",
        "Make sure that there are 100 of them, whichever pairs occur, and give them the shape (10, 10).",
        (lambda y_true, y_pred: count_pairs(y_true, y_pred).ravel(),),
    ),
    Misconception(
        "starts_above_zero",
        "Each cell is larger than it should be, also where nothing was counted.",
        "What the matrix holds before the loop stays in the counts. `np.ones` holds ones, and `np.empty` "
        "whatever was in that place of the memory.",
        "Begin with zeros.",
        (lambda y_true, y_pred: count_pairs(y_true, y_pred) + 1,),
    ),
    Misconception(
        "returns_inside_loop",
        "Only the first pair is counted.",
        "`return` ends the function at once, also in the middle of a loop.",
        "Move `return` to the left, below the loop.",
        (lambda y_true, y_pred: count_pairs(y_true[:1], y_pred[:1]),),
    ),
    Misconception(
        "made_anew_in_each_round",
        "Only the last pair is counted.",
        "What is made inside the loop is made anew in each round, and the round before it is lost.",
        "Make the zeros once, above the loop.",
        (lambda y_true, y_pred: count_pairs(y_true[-1:], y_pred[-1:]),),
    ),
    Misconception(
        "loop_range",
        "The loop leaves something out: the first or last pair, or the first or last digit.",
        "`range(n)` gives 0 to n - 1, so that `range(1, n)` and `range(n - 1)` are one short.",
        "Print the numbers that your loop goes through, for the small input below.",
        (
            lambda y_true, y_pred: count_pairs(y_true[1:], y_pred[1:]),
            lambda y_true, y_pred: count_pairs(y_true[:-1], y_pred[:-1]),
            lambda y_true, y_pred: count_pairs(y_true[:10], y_pred[:10]),
            between(1, 9),
            between(0, 8),
        ),
    ),
    Misconception(
        "shared_rows",
        "All ten rows are equal: each of them counts all predictions.",
        "`[[0] * 10] * 10` holds the same list ten times, not ten lists: what is added to one row is added "
        "to all. A row that never asks for the true digit comes out the same.",
        "Is each row made anew, as in `np.zeros((10, 10), dtype=int)`? And does it take only the predictions "
        "of its own true digit?",
        (in_shared_rows,),
    ),
    Misconception(
        "one_list_twice",
        "One of the two lists is used for both indices.",
        "A cell belongs to a pair: the true digit, and what it was read as.",
        "Which list gives the row, and which one the column?",
        (lambda y_true, _: count_pairs(y_true, y_true), lambda _, y_pred: count_pairs(y_pred, y_pred)),
    ),
    Misconception(
        "all_with_all",
        "Each true digit is paired with every prediction, not only with its own.",
        "Two loops inside each other make all pairs. Image k has one truth and one prediction.",
        "Walk through both lists together, with one loop: `zip`, or one index for both.",
        (all_with_all,),
    ),
    Misconception(
        "either_fits",
        "It counts images of which only one of the two digits fits the cell.",
        "`|` asks whether one of two things is true. In cell [i, j] both must be: the truth is i, and it was "
        "read as j.",
        "Which operator asks for both?",
        (either,),
    ),
    Misconception(
        "counts_in_bytes",
        "A count that grows large begins anew: the type of the array is too small for it.",
        "A `uint8` holds whole numbers up to 255 and an `int8` up to 127; one more, and they start again at "
        "the other end.",
        "Make the matrix with `dtype=int`.",
        tuple(
            lambda y_true, y_pred, kind=kind: count_pairs(y_true, y_pred).astype(kind)
            for kind in (np.uint8, np.int8)
        ),
    ),
    Misconception(
        "bins_from_the_data",
        "The ten rows and columns span the smallest to the largest digit that occurs, not 0 to 9.",
        "A histogram that is told only how many bins to make chooses their borders by the data, so that the "
        "same cell means another digit each time.",
        "Look up what `range=` does in `np.histogram2d`.",
        (between_smallest_and_largest,),
    ),
    Misconception(
        "sums_added",
        "A row and a column of sums are added, so that the matrix has 11 x 11 entries.",
        "Sums are good to look at; but whoever adds up a row of this matrix counts each digit twice.",
        "Return the 10 x 10 counts alone. The sums can always be made of them.",
        (with_sums,),
    ),
)

ONE_AGAINST_THE_REST = Misconception(
    "one_against_the_rest",
    "It gives tables of 2 x 2: hits and misses of one kind against all others.",
    "That is the form for a yes or no. There are ten kinds here, and what counts is which one was taken for "
    "which.",
    "Make 10 x 10 zeros, then add 1 at [true digit, predicted digit] for each pair.",
)


def recognise_by_shape(trials: Sequence[Trial]) -> Misconception | None:
    """Name tables of true and false positives, whichever digit they are for."""
    arrays = [numbers_of(trial.outcome.value) for trial in trials if trial.outcome.error is None]
    shapes = {None if array is None else array.shape for array in arrays}
    return ONE_AGAINST_THE_REST if shapes in ({(2, 2)}, {(CLASSES, 2, 2)}) else None
