"""What the check of the measures says about values that are not three times ten numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from public_tests import check
from tests.checks.cases.precision_recall_f1 import REFUSED, guarded

SAYS = {
    "an average among arrays": "In the place of the precision stands one number.",
    "None where there is 0 / 0": "The precision of digit 2 is None",
    "None for the recall": "In the place of the recall stands something that cannot be read as numbers.",
    "precision and recall": "It returned 2 things.",
}


@pytest.mark.parametrize(("case", "sentence"), SAYS.items())
def test_it_says_which_part_is_no_row_of_ten_numbers(case: str, sentence: str) -> None:
    message = check("precision_recall_f1", REFUSED[case]).message
    assert sentence in message
    assert "Return three arrays of ten numbers each" in message


@pytest.mark.parametrize("case", SAYS)
def test_it_never_asks_for_one_thing_where_three_are_meant(case: str) -> None:
    assert "Return one." not in check("precision_recall_f1", REFUSED[case]).message


def test_it_says_which_counts_a_wrong_precision_is_made_of() -> None:
    def a_tenth_less(matrix: Any) -> Any:
        return 0.9 * np.array(guarded(matrix))

    message = check("precision_recall_f1", a_tenth_less).message
    assert "Column 0 adds up to 7, with 3 of it on the diagonal." in message
