"""The states of a mark, in a word and in a shape, so that no colour is needed to tell them apart."""

from __future__ import annotations

from dataclasses import dataclass

from grader.reports.counted import CountedMark
from public_tests.card import state_in_words

__all__ = ["STATES", "State", "state_of"]


@dataclass(frozen=True)
class State:
    """How a mark is shown.

    Attributes
    ----------
    id : str
        The class in the style sheet, which gives it a colour and its sign.
    words : str
    """

    id: str
    words: str


STATES = {
    state.id: state
    for state in (
        State("pass", state_in_words("pass")),
        State("partly", "partly"),
        State("fail", state_in_words("fail")),
        State("error", state_in_words("error")),
        State("untried", state_in_words("not_attempted")),
    )
}


def state_of(mark: CountedMark) -> State:
    """Return the state of a mark, as it counts."""
    if mark.solved:
        return STATES["pass"]
    if not mark.tried:
        return STATES["untried"]
    if mark.points:
        return STATES["partly"]
    if mark.override is None and mark.report.status == "error":
        return State("error", mark.card.state())
    return STATES["fail"]
