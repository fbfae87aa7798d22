"""The verdicts that every judge gives: right, wrong, an error, still open."""

from __future__ import annotations

from typing import Any

from public_tests import learner_errors
from public_tests.misconception import ENDLESS_LOOP, Misconception
from public_tests.report import Verdict
from public_tests.shown import shown_call
from public_tests.target import Outcome

Arguments = tuple[Any, ...]


def passed(note: str | None = None) -> Verdict:
    """Give the verdict on a right solution."""
    return Verdict("pass", "Everything that was tried is right.", note=note)


def early_end(name: str, args: Arguments, outcome: Outcome) -> Verdict | None:
    """Give the verdict on a call that tells all: not written yet, or no end in sight."""
    if outcome.timed_out:
        evidence = _evidence(name, args, "a result", "no result within the time limit")
        return Verdict("error", ENDLESS_LOOP.message, ENDLESS_LOOP.id, evidence)
    if outcome.error and outcome.error.type == "NotImplementedError":
        return Verdict(
            "not_attempted",
            f"`{name}` is still to be written: replace the line that raises NotImplementedError.",
        )
    return None


def error_verdict(name: str, args: Arguments, expected: str, outcome: Outcome) -> Verdict:
    """Give the verdict on a call that ended in an exception of the learner's code."""
    assert outcome.error is not None
    located = learner_errors.located(outcome.error)
    return Verdict(
        "error",
        f"The function stopped with {located}. {learner_errors.explain(outcome.error)}",
        evidence=_evidence(name, args, expected, located),
    )


def stopped(name: str, args: Arguments, expected: str, outcome: Outcome) -> Verdict | None:
    """Give the verdict on a call that brought no value: still open, without an end, or an error."""
    ended_early = early_end(name, args, outcome)
    if ended_early or not outcome.error:
        return ended_early
    return error_verdict(name, args, expected, outcome)


def failure(name: str, args: Arguments, expected: str, got: str, what: Misconception | str) -> Verdict:
    """Give the verdict on a wrong value, with the misconception or a sentence about what broke."""
    evidence = _evidence(name, args, expected, got)
    if isinstance(what, str):
        return Verdict("fail", what, evidence=evidence)
    return Verdict("fail", what.message, what.id, evidence)


def _evidence(name: str, args: Arguments, expected: str, got: str) -> dict[str, str]:
    return {"input": shown_call(name, args), "expected": expected, "got": got}
