"""What the sizes of several calls of `split_digits` tell together, and no call alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from public_tests.exercises._split_beliefs import (
    EMPTY_TEST,
    FIXED_SIZES,
    IGNORES_TEST_SIZE,
    SAME_NUMBER,
    TOSSED,
    WHOLE_PARTS,
)
from public_tests.exercises._split_probes import Array
from public_tests.misconception import Misconception

_WRONG_SIZE = (
    "The test part has a wrong size. Print the sizes of both parts for several values of `test_size`, and "
    "follow how the size is computed from it."
)


@dataclass(frozen=True)
class Sizes:
    """How many rows of each digit one call was given, and how many of them it held back.

    Attributes
    ----------
    data : str
        The data in words: calls with the same words have the same data.
    share : float
    counts, tested : ndarray, shape (10,), int
        Rows of each digit, in X and in X_test.
    """

    data: str
    share: float
    counts: Array
    tested: Array

    @property
    def total(self) -> int:
        return int(self.tested.sum())

    @property
    def parts(self) -> int:
        """Return the whole number of equal parts of which one would be as large as the share."""
        return round(1 / self.share)

    @property
    def m(self) -> int:
        return int(self.counts.sum())


def sizes(data: str, share: float, labels: Array, test: Array) -> Sizes:
    """Count the rows of each digit; `test` holds the row numbers of the test part."""
    return Sizes(data, share, *(np.bincount(part, minlength=10) for part in (labels, labels[test])))


def named_by_sizes(name: str, calls: Sequence[Sizes]) -> Misconception | str | None:
    """Recognise what only the sizes of several calls tell together.

    Parameters
    ----------
    name : str
        The property that broke: other properties than sizes have beliefs of their own.
    calls : sequence of Sizes
    """
    if name not in ("size", "swapped", "fixed_sizes"):
        return None
    if _follow_the_seed(calls) and any(_far_from_its_share(call) for call in calls):
        return TOSSED
    if name == "swapped":
        return None
    if all(call.total == 0 for call in calls):
        return EMPTY_TEST
    if _typed_in(calls):
        return FIXED_SIZES
    if one_number_for_all_digits(calls):
        return SAME_NUMBER
    if _one_of_whole_parts(calls):
        return WHOLE_PARTS
    shares = [call.total / call.m for call in calls if call.m > 100]
    factors = [call.total / (call.share * call.m) for call in calls if call.m > 100]
    if np.ptp(factors) < 0.05:  # It follows `test_size`, with a factor that is wrong.
        return _WRONG_SIZE
    return IGNORES_TEST_SIZE if np.ptp(shares) < 0.03 or _one_share_cut_down(calls) else _WRONG_SIZE


def _follow_the_seed(calls: Sequence[Sizes]) -> bool:
    asked = {(call.data, call.share) for call in calls}
    return len({(call.data, call.share, call.total) for call in calls}) > len(asked)


def _far_from_its_share(call: Sizes) -> bool:
    """Tell whether a digit has other test rows than its share by more than any rounding."""
    return float(np.abs(call.tested - call.share * call.counts).max()) > 2


def _typed_in(calls: Sequence[Sizes]) -> bool:
    """Tell whether one number fits the test part of all data, or the part of each digit in it."""
    if len({call.data for call in calls}) < 2:
        return all(call.total in (0, call.m) for call in calls)
    of_all = len({call.total for call in calls}) == 1 or all(call.total in (0, call.m) for call in calls)
    most = max(int(call.tested.max()) for call in calls)
    return of_all or all((call.tested == np.minimum(call.counts, most)).all() for call in calls)


def one_number_for_all_digits(calls: Sequence[Sizes]) -> bool:
    """Tell whether each digit gives as many test rows as the next, though it has more rows, or fewer."""
    return all(len(set(call.tested)) == 1 for call in calls) and any(np.ptp(call.counts) for call in calls)


def _one_of_whole_parts(calls: Sequence[Sizes]) -> bool:
    """Tell whether one row in k is held back, where k is a whole number near 1 / test_size."""
    return all(abs(call.total - call.m / call.parts) < 1 or _shared_out(call) for call in calls)


def _shared_out(call: Sizes) -> bool:
    """Tell whether each digit gives its own part, rounded up or down."""
    return float(np.abs(call.tested - call.counts / call.parts).max()) < 1


def _one_share_cut_down(calls: Sequence[Sizes]) -> bool:
    """Tell whether one share fits all sizes, where each of the ten digits loses less than a row to `//`."""
    return max(call.total / call.m for call in calls) <= min((call.total + 9) / call.m for call in calls)
