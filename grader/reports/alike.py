"""Near-identical solutions: a hint for a teacher, never a verdict.

Two solutions are compared as rows of words (see `plain_code`), by the runs of words that both hold. A run
tells the more, the fewer learners have it; what the lab itself gives, or what half of a class writes, tells
nothing. So two short obvious solutions are never shown, and two long odd ones are.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from grader.reports.counted import CountedMarking, exercises_of
from grader.reports.plain_code import words_of

__all__ = ["Alike", "alike"]

# Words in a run. Shorter ones are idioms, longer ones break at each small change.
_RUN = 6
# Learners who are thought of beside the class: in a class of two, a run that both have tells little.
_UNSEEN_LEARNERS = 20
# What two solutions must have in common: bits beyond those that the choice among all pairs uses up, bits in
# any case, and a share of all that the larger one holds.
_BEYOND_CHOICE, _AT_LEAST = 10, 20
_SHARE = 0.6


@dataclass(frozen=True)
class Alike:
    """Some learners whose solutions are nearly the same.

    Attributes
    ----------
    learners : tuple of CountedMarking
    exercises : tuple of str
        Where their solutions are alike.
    telling : float
        How far that is from chance, in bits, over all of these exercises.
    """

    learners: tuple[CountedMarking, ...]
    exercises: tuple[str, ...]
    telling: float


def alike(the_class: Sequence[CountedMarking], given: Mapping[str, Iterable[str]]) -> list[Alike]:
    """Find near-identical solutions, those first that tell most.

    Parameters
    ----------
    the_class : sequence of CountedMarking
    given : mapping of str to texts
        By exercise: what the lab itself shows, whose runs of words tell nothing.
    """
    groups: dict[tuple[int, ...], dict[str, int]] = {}
    for exercise in exercises_of(the_class):
        sources = [_source(one, exercise) for one in the_class]
        for members, telling in _groups(sources, given.get(exercise, ())):
            groups.setdefault(members, {})[exercise] = telling
    found = [
        Alike(tuple(the_class[i] for i in members), tuple(telling), sum(telling.values()) / 100)
        for members, telling in groups.items()
    ]
    return sorted(found, key=lambda each: -each.telling)


def _source(one: CountedMarking, exercise: str) -> str:
    return next((mark.mark.source for mark in one.marks if mark.exercise == exercise), "")


def _groups(sources: Sequence[str], given: Iterable[str]) -> list[tuple[tuple[int, ...], int]]:
    """Return who belong together, and what the least alike of a group's links tells."""
    nothing = frozenset().union(*(_runs(text) for text in given))
    runs = [_runs(source) - nothing for source in sources]
    shared = _shared(runs)
    whole = shared.diagonal()
    pairs = shared.tocoo()
    rows, columns, both = pairs.row, pairs.col, pairs.data
    telling = both >= _least_telling(sum(bool(each) for each in runs))
    linked = (rows < columns) & telling & (both >= _SHARE * np.maximum(whole[rows], whole[columns]))
    links = csr_array((both[linked], (rows[linked], columns[linked])), shape=shared.shape)
    _, labels = connected_components(links, directed=False)
    sizes = Counter(labels[rows[linked]].tolist())
    return [
        (
            tuple(np.flatnonzero(labels == label).tolist()),
            int(min(both[linked][labels[rows[linked]] == label])),
        )
        for label in sizes
    ]


def _least_telling(handed_in: int) -> float:
    """Return the hundredths of a bit from which on likeness is shown: among many pairs more is chance."""
    pairs = max(1, math.comb(handed_in, 2))
    return 100 * max(_AT_LEAST, _BEYOND_CHOICE + math.log2(pairs))


def _runs(source: str) -> frozenset[tuple[str, ...]]:
    words = words_of(source)
    return frozenset(zip(*(words[start:] for start in range(_RUN)), strict=False))


def _shared(runs: Sequence[frozenset[tuple[str, ...]]]) -> csr_array:
    """Return what each two have in common, in hundredths of a bit, and on the diagonal all that each has.

    Weights are whole numbers, so that a sum is the same on every machine in whatever order it is made.
    """
    having = Counter(run for each in runs for run in each)
    handed_in = sum(bool(each) for each in runs) + _UNSEEN_LEARNERS
    columns = {run: place for place, run in enumerate(having)}
    # A word stands in as many runs as a run has words: each tells its share.
    weights = np.array(
        [round(100 * math.log2(handed_in / n) / _RUN) for n in having.values()], dtype=np.int64
    )
    rows = [row for row, each in enumerate(runs) for _ in each]
    places = [columns[run] for each in runs for run in each]
    shape = (len(runs), len(columns))
    has = csr_array((np.ones(len(rows), dtype=np.int64), (rows, places)), shape=shape)
    weighted = csr_array((weights[has.indices], has.indices, has.indptr), shape=shape)
    return csr_array(weighted @ has.T)
