"""`split_digits`: a part of X and y is held back for the test.

What is accepted: any way to draw the rows (NumPy's generators, its global seed, `random`, scikit-learn), any
order of the rows inside a part, any rounding of a digit's share (down, up, nearest), y parts of shape (k, 1)
or (k,), tuples, lists and arrays.

What is asked: each row of X exactly once, with its label, numbers unchanged; of each digit its share in the
test part; the same split, in the same order, for the same seed, 0 among them; another one for another seed; a
share that follows `test_size`; X and y left as they were.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from public_tests.comparing import Finding
from public_tests.exercises._split_beliefs import (
    BY_PROPERTY,
    FIXED_SEED,
    FIXED_SIZES,
    LAB_LAYOUT,
    MASK_WITH_TWO_AXES,
    MISCONCEPTIONS,
    NOT_SHUFFLED,
    SAME_NUMBER,
    UNSEEDED,
    UNSEEDED_ORDER,
    WHOLE_PARTS,
    ZERO_IS_NO_SEED,
)
from public_tests.exercises._split_probes import Probe, planned
from public_tests.exercises._split_rows import Rows, broken, flat_labels, read_rows
from public_tests.exercises._split_sizes import Sizes, named_by_sizes, one_number_for_all_digits, sizes
from public_tests.judging import changed
from public_tests.misconception import SHARED, Misconception
from public_tests.report import Verdict
from public_tests.target import Outcome, Target
from public_tests.trials import own
from public_tests.verdicts import early_end, error_verdict, failure, passed

__all__ = ["MISCONCEPTIONS", "judge"]

NAME = "split_digits"
# The same in every call, so that the rest need not be made.
_TELLS_AT_ONCE = ("none", "type", "count", "nested", "indices", "order", "shape", "lengths", "foreign")
_ONCE = (
    *("mask_as_numbers", "places_in_a_digit", "twice", "shared_border"),
    *("left_in_training", "overlap", "lost", "first_digit_only"),
)
_FOUR = "four arrays: X_train, X_test, y_train, y_test"


@dataclass(frozen=True)
class Call:
    """One call, what came back, and where the rows went if that can be told."""

    probe: Probe
    options: tuple[Any, ...]
    outcome: Outcome
    rows: Rows | None
    finding: Finding | None

    @property
    def share(self) -> float:
        return float(self.options[0]) if self.options else 0.2


def judge(target: Target) -> Verdict:
    """Judge ``split_digits(X, y, test_size=0.2, seed=0)`` -> X_train, X_test, y_train, y_test."""
    calls: list[Call] = []
    for probe, options in planned():
        call = _make(target, probe, options)
        ended_early = early_end(NAME, options, call.outcome)
        if ended_early:
            return _told(ended_early, call)
        if call.outcome.error:
            # What an earlier, smaller call broke says more than an error on a larger one.
            return _of_rows(calls) or _of_error(call)
        calls.append(call)
        if call.finding and call.finding.property in _TELLS_AT_ONCE:
            break
    return _of_rows(calls) or _of_seeds(calls) or passed(_note(calls))


def _make(target: Target, probe: Probe, options: tuple[Any, ...]) -> Call:
    args = (probe.X, probe.y, *options)
    outcome = target.call(*own(args))
    call = Call(probe, options, outcome, None, None)
    if outcome.error or outcome.timed_out:
        return call
    rows = read_rows(probe.X, probe.y, outcome)
    if isinstance(rows, Finding):
        return replace(call, finding=rows)
    finding = broken(probe.y, call.share, rows)
    if finding is None and changed(args, outcome):
        finding = Finding("changed", "another order or other numbers in X or y afterwards")
    return replace(call, rows=rows, finding=finding)


def _of_error(call: Call) -> Verdict:
    error = call.outcome.error
    assert error is not None
    verdict = _told(error_verdict(NAME, call.options, _FOUR, call.outcome), call)
    if error.type == "IndexError" and "boolean index did not match" in error.message:
        return replace(verdict, message=MASK_WITH_TWO_AXES.message, diagnosis=MASK_WITH_TWO_AXES.id)
    if re.search("larger sample than population|Sample larger than population", error.message):
        return replace(verdict, message=FIXED_SIZES.message, diagnosis=FIXED_SIZES.id)
    return verdict


def _of_rows(calls: Sequence[Call]) -> Verdict | None:
    """Tell the gravest property that any call broke, on the smallest data that show it."""
    broke = {call.finding.property: call for call in reversed(calls) if call.finding}
    unfair = next((broke[name] for name in ("unstratified", "position") if name in broke), None)
    fair_on_few = not any(call.finding for call in calls if call.probe is calls[0].probe)
    if unfair and fair_on_few and "size" not in broke:
        return _failed(unfair, SAME_NUMBER if one_number_for_all_digits(_sizes_of(calls)) else LAB_LAYOUT)
    gravest = next((broke[name] for name in BY_PROPERTY if name in broke), None)
    if gravest is None:
        return None
    assert gravest.finding is not None
    name = gravest.finding.property
    by_sizes = named_by_sizes(name, _sizes_of(calls))
    if by_sizes is WHOLE_PARTS and unfair and unfair.finding:
        # Folds that know no labels: that weighs more than how many of them there are.
        return _failed(unfair, BY_PROPERTY[unfair.finding.property] or LAB_LAYOUT)
    what = by_sizes or BY_PROPERTY[name] or SHARED.get(name)
    return _failed(gravest, what or f"It returned {gravest.finding.sentence}. Expected are {_FOUR}.")


def _sizes_of(calls: Sequence[Call]) -> list[Sizes]:
    return [
        sizes(call.probe.words, call.share, call.probe.y.ravel(), call.rows.test)
        for call in calls
        if call.rows
    ]


def _expected(name: str, call: Call) -> str:
    m = len(call.probe.y)
    if name in ("size", "swapped", "fixed_sizes"):
        return f"about {call.share * m:.0f} of {m} rows in X_test"
    if name in ("position", "unstratified"):
        return f"a share of {call.share:g} of each digit's rows in X_test"
    if name in _ONCE:
        return "each row of X exactly once, in X_train or in X_test"
    texts = {
        "digit_left_out": "rows of each of the ten digits in both parts",
        "foreign": "rows of X as they are",
        "out_of_step": "each row with its own label",
        "changed": "X and y as they were",
    }
    return texts.get(name, _FOUR)


def _of_seeds(calls: Sequence[Call]) -> Verdict | None:
    """Compare calls that repeat a seed, then two calls that differ by their seed only."""
    repeats = (calls[0], calls[1]), (calls[2], calls[3])
    for same, belief in ((_same_rows, UNSEEDED), (_same_order, UNSEEDED_ORDER)):
        repeated = [same(*pair) for pair in repeats]
        if not all(repeated):
            first, second = repeats[repeated.index(False)]
            found = _listed(first, second)
            got = f"rows {found[0]}, ... in the first call, and {found[1]}, ... in the second"
            what = ZERO_IS_NO_SEED if repeated == [False, True] else belief
            return _failed(second, what, "the same split in both calls with this seed", got)
    first, second = calls[5], calls[6]
    assert second.rows
    if not _same_rows(first, second):
        return None
    seed = first.options[1]
    got = f"the same {len(second.rows.test)} test rows as with seed {seed}"
    what = NOT_SHUFFLED if _evenly_picked(first) else FIXED_SEED
    return _failed(second, what, f"another split than with seed {seed}", got)


def _same_rows(first: Call, second: Call) -> bool:
    assert first.rows and second.rows
    return np.array_equal(np.sort(first.rows.test), np.sort(second.rows.test))


def _same_order(first: Call, second: Call) -> bool:
    assert first.rows and second.rows
    in_test = np.array_equal(first.rows.test, second.rows.test)
    return in_test and np.array_equal(first.rows.train, second.rows.train)


def _evenly_picked(call: Call) -> bool:
    """Tell whether the test rows of every digit stand at equal distances, such as one after another."""
    assert call.rows
    tested = np.sort(call.rows.test)
    labels = call.probe.y.ravel()[tested]
    return all(len(set(np.diff(tested[labels == digit]))) == 1 for digit in range(10))


def _listed(first: Call, second: Call) -> tuple[str, str]:
    """Write the first rows of the part in which two calls differ."""
    assert first.rows and second.rows
    a, b = first.rows.test, second.rows.test
    if np.array_equal(a, b):
        a, b = first.rows.train, second.rows.train
    return ", ".join(map(str, a[:6])), ", ".join(map(str, b[:6]))


def _failed(
    call: Call, what: Misconception | str, expected: str | None = None, got: str | None = None
) -> Verdict:
    name, found = (call.finding.property, call.finding.sentence) if call.finding else ("", "")
    return _told(failure(NAME, call.options, expected or _expected(name, call), got or found, what), call)


def _told(verdict: Verdict, call: Call) -> Verdict:
    """Write the call in words: its arrays would fill the page."""
    options = "".join(f", {option}" for option in call.options)
    text = f"{NAME}(X, y{options}), where {call.probe.words}"
    return replace(verdict, evidence=verdict.evidence and verdict.evidence | {"input": text})


def _note(calls: Sequence[Call]) -> str | None:
    outcome = calls[0].outcome
    if any(isinstance(part, list) for part in outcome.value):
        return "It returns lists. That is accepted; arrays are meant: `np.array(...)` makes one."
    if flat_labels(outcome):
        return "The labels come as (k,). That is accepted; the lab keeps them as (k, 1), as y is: `y[rows]`."
    return None
