"""Beliefs about the softmax of a batch that no imitation can compute: any width, any limit, any scale."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

import numpy as np

from public_tests.comparing import numbers_of, same_numbers
from public_tests.exercises._batch_stability import STABILITY
from public_tests.exercises._softmax_formula import Array, exps, floats, softmax
from public_tests.exercises._softmax_results import is_softmax_of_multiple
from public_tests.misconception import Misconception
from public_tests.trials import Trial

FIXED_WIDTH = Misconception(
    "fixed_width",
    "It works for some numbers of columns only.",
    "The number of classes is fixed inside the function (or a variable from outside is used), but the "
    "function is called with tables of any width.",
    "Take the sizes from the argument: `m, N = Z.shape`, or let NumPy handle whole rows.",
)
_STABILITY = {belief.id: belief for belief in STABILITY}


def recognise_in_rows(trials: Sequence[Trial]) -> Misconception | None:
    """Name what tells itself by which batches, or which rows of them, are wrong."""
    width = _the_width_that_works(trials)
    if width:
        finding = f"It is right for tables with {width} columns, and for no others that were tried."
        return dataclasses.replace(FIXED_WIDTH, finding=finding)
    rows = list(_rows(trials))
    if len(rows) < sum(len(trial.args[0]) for trial in trials):
        return None
    if _lost_far_below_0(rows):
        return _STABILITY["floor_under_the_max"]
    return _STABILITY["scales_instead"] if _each_scaled(rows) else None


def _the_width_that_works(trials: Sequence[Trial]) -> int | None:
    """Return the one width for which all is right, where others end in an error or in another shape."""
    right = {t.args[0].shape[1] for t in trials if t.finding is None}
    wrong = [t for t in trials if t.finding is not None and t.args[0].shape[1] not in right]
    breaks = all(t.finding and t.finding.property in ("error", "shape") for t in wrong)
    all_told = len(wrong) == sum(t.finding is not None for t in trials)
    return max(right) if len(right) == 1 and max(right) > 2 and breaks and all_told else None


def _rows(trials: Sequence[Trial]) -> Iterator[tuple[Array, Array]]:
    """Give each row and what became of it, as far as the shapes are right."""
    for trial in trials:
        got = numbers_of(trial.outcome.value)
        if got is not None and got.shape == trial.args[0].shape:
            yield from zip(floats(trial.args[0]), got, strict=True)


def _lost_far_below_0(rows: Sequence[tuple[Array, Array]]) -> bool:
    """Tell whether all that is lost are rows whose exponentials are all 0 as they stand."""
    wrong = [(row, got) for row, got in rows if not same_numbers(softmax(row), got)]
    return all(exps(row[np.newaxis]).max() == 0 and np.isnan(got).all() for row, got in wrong)


def _each_scaled(rows: Sequence[tuple[Array, Array]]) -> bool:
    """Tell whether each row was multiplied by a number first; in one of equal numbers it does not show."""
    told = [(row, got) for row, got in rows if np.ptp(row) > 0]
    return all(same_numbers(softmax(row), got) or is_softmax_of_multiple(row, got) for row, got in told)
