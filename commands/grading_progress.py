"""What `python lab.py grade` shows while it marks: a bar on a terminal, lines elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from grader.batch import Marked

__all__ = ["GradingProgress"]


class GradingProgress:
    """Tells of each submission that is done with.

    Parameters
    ----------
    total : int
        How many there are.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._earlier = 0
        self._bar: Any = None

    def __enter__(self) -> GradingProgress:
        from tqdm import tqdm

        # None: a bar on a terminal only.
        self._bar = tqdm(total=self._total, unit="submission", disable=None, file=sys.stderr)
        return self

    def __exit__(self, *raised: object) -> None:
        self._bar.close()

    def show(self, one: Marked) -> None:
        """Tell of one submission that is done with."""
        self._done += 1
        self._earlier += one.earlier
        self._bar.update()
        if self._bar.disable and not one.earlier:
            click.echo(f"[{self._done}/{self._total}] {_said(one)}")
        if self._earlier and (self._done == self._total or not one.earlier):
            self._bar.write(f"{self._earlier} of {self._total} were marked before and have not changed.")
            self._earlier = 0


def _said(one: Marked) -> str:
    from grader.reports.visible_text import in_one_line

    marking = one.marking
    if marking.status == "not_marked":
        said = "not marked: " + " ".join(marking.troubles)
    else:
        said = f"{marking.points} of {marking.max_points}"
        said += ", not all could be read or run" if marking.status == "partly" else ""
    again = f", begun {one.tries} times because a process ended" if one.tries > 1 else ""
    return in_one_line(f"{marking.learner}: {said}{again}")
