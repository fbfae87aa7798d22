"""Does a network know the held-out digits by heart? It then misreads near-copies of them far more often.

docs/decisions/beat-the-baseline.md says how this sign was found, and how far honest networks stay from it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from public_tests.exercises._held_out_scores import Scores, lab_digits
from public_tests.exercises._near_copies import near_copies

Array = np.ndarray[Any, Any]
_COPIES, _AMOUNT = 6, 0.15
# Errors are few; ten on both sides keep a handful of them from making a large share.
_CALM = 10
_MORE_ERRORS = 1.5


def learned_by_heart(scores: Scores) -> str | None:
    """Return what tells that a network was trained on the held-out digits, None where nothing does."""
    errors, on_copies = int((~scores.right).sum()), errors_on_copies(scores)
    if share_of_errors(errors, on_copies) <= _MORE_ERRORS:
        return None
    return (
        f"The network was trained on the held-out digits: it misreads {errors} of {len(scores.right)}, and "
        f"{on_copies:.0f} once each of them is slanted and stretched by a little. To a network that has not "
        "seen a digit, such a copy is hardly harder than the digit itself."
    )


def share_of_errors(errors: float, on_copies: float) -> float:
    """Return how many times as often near-copies are misread as the digits themselves."""
    return (on_copies + _CALM) / (errors + _CALM)


def errors_on_copies(scores: Scores) -> float:
    """Return how many near-copies of the held-out digits a network misreads, on average over the copies."""
    truth = lab_digits()[3]
    return float(np.mean([(scores.reader.answers(copies) != truth).sum() for copies in _copies()]))


@lru_cache(maxsize=1)
def _copies() -> list[Array]:
    return [near_copies(lab_digits()[2], _AMOUNT, seed) for seed in range(_COPIES)]
