"""What the check of the measures says about values that are not three times ten numbers."""

from __future__ import annotations

import pytest

from public_tests import check
from tests.checks.cases.precision_recall_f1 import REFUSED

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
