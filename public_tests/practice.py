"""A check to practise with, in notebook 00: it is in no catalogue, gives no points and records nothing."""

from __future__ import annotations

from typing import Any

import numpy as np

from public_tests.card import Card
from public_tests.judging import Rules, judge
from public_tests.misconception import ENDLESS_LOOP, SHARED, Misconception
from public_tests.report import Report
from public_tests.showing import show
from public_tests.target import as_target
from public_tests.undisturbed import undisturbed

_SECONDS = 5
MISCONCEPTIONS = (
    Misconception(
        "darkest_pixel",
        "It gives the darkest pixel.",
        "The largest number says how dark one spot is. A small spot and a large blot can be equally dark.",
        "Think of all the ink together: what do you do with the numbers of all pixels?",
        (lambda row: np.max(row),),
    ),
    Misconception(
        "average_ink",
        "It gives the ink of an average pixel.",
        "An average stays the same when the picture grows; the amount of ink does not.",
        "Leave out the division by the number of pixels.",
        (lambda row: np.mean(row),),
    ),
    Misconception(
        "counts_pixels",
        "It counts the pixels that have any ink.",
        "A grey pixel holds less ink than a black one, but counts just as much.",
        "Use the numbers themselves, not only whether they are larger than 0.",
        (lambda row: np.count_nonzero(row),),
    ),
)
_RULES = Rules(
    name="ink",
    reference=np.sum,
    probes=(
        (np.array([0.5, 0.25, 0.0]),),
        (np.array([1.0]),),
        (np.linspace(0.0, 1.0, 9),),
    ),
    misconceptions=MISCONCEPTIONS,
    note=lambda target, outcomes: None,
)


def check_ink(ink: Any) -> None:
    """Check your `ink`: how much ink is on the paper. For practice only.

    Parameters
    ----------
    ink : callable
        Takes a row of numbers from 0 (paper) to 1 (ink), and returns how much ink there is in all.
    """
    with undisturbed():
        verdict = judge(_RULES, as_target(ink, _SECONDS))
    report = Report(
        exercise="ink",
        status=verdict.status,
        points=0,
        max_points=0,
        diagnosis=verdict.diagnosis,
        message=verdict.message,
        evidence=verdict.evidence,
        note=verdict.note,
        catalogue="practice",
    )
    card = Card(report, "How much ink?", (*MISCONCEPTIONS, *SHARED.values(), ENDLESS_LOOP))
    show(card.to_text(), html=card.to_html())
