"""What an exception in the learner's function means, and what to try."""

from __future__ import annotations

import re

from public_tests.error_meanings import MEANINGS, OTHER_ARGUMENTS
from public_tests.target import LearnerError

_LONGEST = 200


def explain(error: LearnerError) -> str:
    """Say what an error of the learner's function means and what to try."""
    row, found = _meaning_of(error)
    if found is None:
        return "Call the function by hand with this input, and print what it holds before that line."
    if MEANINGS[row][2] == OTHER_ARGUMENTS and error.line is not None:
        # It is no call of the check's that failed, but one inside the function.
        return "A function that is called in that line takes other arguments. Look at its `def` line or help."
    return MEANINGS[row][2].format(a=next((g for g in found.groups() if g), ""))


def alike(one: LearnerError, other: LearnerError) -> bool:
    """Tell whether two errors have the same type and the same meaning."""
    return one.type == other.type and _meaning_of(one)[0] == _meaning_of(other)[0]


def located(error: LearnerError) -> str:
    """Name the error and the learner's line: ``NameError: ... in line 3: `x = y` ``."""
    first = _gist(error.message)
    text = f"{error.type}: {first}" if first else error.type
    if error.line is None:
        return text
    code = f": `{error.code.strip()}`" if error.code.strip() else ""
    return f"{text}, in line {error.line}{code}"


def _meaning_of(error: LearnerError) -> tuple[int, re.Match[str] | None]:
    message = _without_colours(error.message)
    for row, (kinds, pattern, _) in enumerate(MEANINGS):
        found = re.search(pattern, message, re.DOTALL)
        if error.type in kinds.split("|") and found:
            return row, found
    return len(MEANINGS), None


def _gist(message: str) -> str:
    """Return the line of a message that tells most: Keras wraps it in others, and prints whole arrays."""
    shapes = re.search(r"Expected shape .*? incompatible shape \([^)]*\)", message, re.DOTALL)
    if shapes:
        return shapes.group()
    lines = [line.strip() for line in _without_colours(message).splitlines() if line.strip()]
    wrapped = len(lines) > 1 and lines[0].startswith("Exception encountered")
    return "" if not lines else lines[int(wrapped)][:_LONGEST]


def _without_colours(message: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", message)
