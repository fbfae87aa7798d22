"""Which held-out digits tell a network that has seen them from one that reads well."""

from __future__ import annotations

from public_tests.exercises._held_out_scores import Scores

# Places among the lab's 1,000 test digits. Of 47 honest designs that read 94.5 % or more of the 1,000, six
# in ten or more misread each of these 26: docs/decisions/beat-the-baseline.md says how they were found.
HARD_DIGITS = (
    *(64, 107, 111, 168, 173, 211, 213, 222, 256, 389, 409, 506, 540),
    *(578, 585, 586, 741, 791, 798, 804, 855, 873, 897, 925, 932, 969),
)
# The best honest design read 18 of them, and 97.9 % of all held-out digits.
_TOO_MANY = 22
_TOO_HIGH = 0.985


def learned_by_heart(scores: Scores) -> str | None:
    """Return what tells that a network was trained on the held-out digits, None where nothing does.

    It reads nearly all of them rightly, the ones among them that honest networks of every kind misread as
    well.
    """
    hard = int(scores.right[list(HARD_DIGITS)].sum())
    if scores.held_out < _TOO_HIGH or hard < _TOO_MANY:
        return None
    return (
        "The network was trained on the held-out digits: it reads "
        f"{100 * scores.held_out:.1f} % of them rightly, and {hard} of the {len(HARD_DIGITS)} among them "
        "that networks which have not seen them misread most often."
    )
