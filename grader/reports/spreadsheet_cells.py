"""Texts as cells of a spreadsheet, which takes some texts for formulas and runs them."""

from __future__ import annotations

import re

from grader.reports.visible_text import in_one_line

__all__ = ["as_cell"]

# Also behind what another spreadsheet takes for the border of a cell, and in their wide forms.
_FORMULA = re.compile("(^|[;,\t|])(\\s*)(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])")


def as_cell(text: str) -> str:
    """Write a text so that no spreadsheet computes it: an apostrophe goes before what could be a formula."""
    return _FORMULA.sub(r"\1\2'", in_one_line(text))
