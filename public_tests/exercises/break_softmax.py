"""`break_softmax`: for each of five wrong softmaxes, an input that exposes it; one point each."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import numpy as np

from lab_utils.wrong_softmaxes import BOXES
from public_tests.comparing import numbers_of, same_numbers
from public_tests.exercises._softmax_formula import softmax
from public_tests.misconception import SHARED, Misconception
from public_tests.report import Verdict
from public_tests.shown import a_kind, shown, shown_call
from public_tests.target import Outcome, Target
from public_tests.verdicts import failure, passed, stopped

NAME = "break_softmax"
_WANTED = f"a dictionary with an input for each of {', '.join(BOXES)}"

# Findings and next steps are made more exact for the box and the input that they are about.
_AGREES = Misconception(
    "agrees_here",
    "The box is right on this input, so it does not expose it.",
    "Where two functions agree on one input, they may still differ on another: a single wrong answer "
    "shows that a box is wrong, a right one shows nothing.",
    "What have all your inputs for this box in common? Change that.",
)
_ONE_FOR_ALL = Misconception(
    "one_input_for_all",
    "Every box gets the same input.",
    "Each box is wrong in a way of its own, so no single input needs to expose them all.",
    "Take one box at a time, and change one thing at a time: how large the numbers are, their sign, how "
    "many, whole or not, equal or not.",
)
_NO_VECTOR = Misconception(
    "not_a_vector",
    "The input is no vector of numbers.",
    "Softmax takes a vector of one or more numbers. On anything else even a right one may fail, so it "
    "would prove nothing.",
    "Write the numbers in one pair of square brackets: [1.0, 2.0].",
)
_NOT_FINITE = Misconception(
    "not_finite",
    "The input is not finite.",
    "With nan or infinity among the numbers a right softmax cannot help giving nan either, so it would "
    "prove nothing.",
    "Use numbers that a float can hold: they may be very large, but not infinite.",
)
_MISSING = Misconception(
    "box_missing",
    "There is no input for this box yet.",
    "Each box that is exposed gives a point, also while others are still missing.",
    'Add a line for it to the dictionary: `"box_a": [...]`.',
)

MISCONCEPTIONS: tuple[Misconception, ...] = (_AGREES, _ONE_FOR_ALL, _NO_VECTOR, _NOT_FINITE, _MISSING)


@dataclasses.dataclass(frozen=True)
class _Trial:
    """What one box made of the learner's input; `belief` is None where that exposes it."""

    box: str
    belief: Misconception | None
    input: str = "nothing yet"
    expected: str = "an input on which this box is wrong"
    got: str = "no input"


def judge(target: Target) -> Verdict:
    """Judge ``break_softmax()``: it returns {name: input that exposes it}, a point for each."""
    outcome = target.call()
    no_value = stopped(NAME, (), _WANTED, outcome)
    if no_value:
        return no_value
    if not isinstance(outcome.value, Mapping):
        return _no_dictionary(outcome)
    inputs, unknown = _by_box(outcome.value)
    trials = [_try(box, inputs) for box in BOXES]
    if all(trial.belief is None for trial in trials):
        return dataclasses.replace(passed(unknown), points=len(trials))
    return _explain(trials, inputs, unknown)


def _no_dictionary(outcome: Outcome) -> Verdict:
    if outcome.value is None:
        return failure(NAME, (), _WANTED, "None", SHARED["none"])
    sentence = f"It returned {a_kind(outcome.type_name)}; what is asked for is {_WANTED}."
    return failure(NAME, (), _WANTED, shown(outcome.value), f"{sentence} `{{...}}` makes one.")


def _by_box(given: Mapping[str, Any]) -> tuple[dict[str, Any], str | None]:
    """Return the inputs by box, and a word about names that no box has."""
    inputs: dict[str, Any] = {}
    unknown: list[str] = []
    for name, value in given.items():
        # The function itself as a key is clear enough; so are "Box A" and "a".
        found = re.search(r"\bbox[ _-]?([a-z])\b|^\s*([a-z])\s*$", name.lower())
        box = f"box_{found[1] or found[2]}" if found else name.strip().lower()
        if box in BOXES:
            inputs[box] = value
        else:
            unknown.append(name)
    # A box that still lacks its input is the likeliest to be meant.
    left = [box for box in BOXES if box not in inputs] or list(BOXES)
    return inputs, _of_unknown(unknown, left) or None


def _of_unknown(names: list[str], boxes: list[str]) -> str:
    near = {name: get_close_matches(name.lower(), boxes, n=1, cutoff=0.5) for name in names}
    words = [f"No box is called {name!r}. Did you mean {box[0]!r}?" for name, box in near.items() if box]
    far = ", ".join(repr(name) for name, box in near.items() if not box)
    return " ".join([*words, f"No box is called {far}. There are: {', '.join(BOXES)}."] if far else words)


def _try(box: str, inputs: Mapping[str, Any]) -> _Trial:
    if box not in inputs:
        return _Trial(box, dataclasses.replace(_MISSING, finding=f"There is no input for {box} yet."))
    z = numbers_of(inputs[box])
    typed = shown_call(box, (inputs[box],))
    if z is None or z.ndim != 1 or z.size == 0:
        belief = dataclasses.replace(_NO_VECTOR, finding=f"The input for {box} is no vector of numbers.")
        return _Trial(box, belief, typed, "a vector of one or more numbers", _what_it_is(z))
    z = z.astype(float)
    if not np.isfinite(z).all():
        belief = dataclasses.replace(_NOT_FINITE, finding=f"The input for {box} is not finite.")
        return _Trial(box, belief, typed, "finite numbers", shown(z))
    # Also a box that divides by 0 is exposed without a warning beside the card.
    with np.errstate(all="ignore"):
        right, given = softmax(z), BOXES[box](z)
    if not same_numbers(right, given):
        return _Trial(box, None)
    belief = dataclasses.replace(
        _AGREES, finding=f"{box} is right on this input, so it does not expose it.", next_step=_asking(z)
    )
    return _Trial(box, belief, typed, f"an answer other than softmax's {shown(right)}", shown(given))


def _what_it_is(z: np.ndarray[Any, Any] | None) -> str:
    return "something that is not numbers" if z is None else f"an array of shape {z.shape}"


def _asking(z: np.ndarray[Any, Any]) -> str:
    """Describe an input by what could matter, and never say what does."""
    whole = "all whole" if (z == np.trunc(z)).all() else "not all whole"
    equal = "some of them equal" if len(np.unique(z)) < len(z) else "no two of them equal"
    facts = f"{len(z)} numbers from {z.min():g} to {z.max():g}, {whole}, {equal}"
    if len(z) == 1:
        facts = f"a single number, {z[0]:g}"
    return f"Your input is {facts}. Which of these have you not changed yet?"


def _explain(trials: list[_Trial], inputs: Mapping[str, Any], unknown: str | None) -> Verdict:
    left = [trial for trial in trials if trial.belief]
    first = next((t for t in left if t.belief and t.belief.id != _MISSING.id), left[0])
    exposed = [trial.box for trial in trials if trial.belief is None]
    assert first.belief is not None
    belief = _ONE_FOR_ALL if first.belief.id == _AGREES.id and _all_alike(inputs) else first.belief
    sentences = [
        f"Exposed so far: {', '.join(exposed) or 'none'} ({len(exposed)} of {len(BOXES)}).",
        belief.message,
        *_in_short([trial for trial in left if trial is not first]),
        unknown or "",
    ]
    return Verdict(
        "fail",
        " ".join(filter(None, sentences)),
        belief.id,
        {"input": first.input, "expected": first.expected, "got": first.got},
        points=len(exposed),
    )


def _all_alike(inputs: Mapping[str, Any]) -> bool:
    values = list(inputs.values())
    return len(values) == len(BOXES) and all(same_numbers(values[0], value) for value in values)


def _in_short(others: list[_Trial]) -> list[str]:
    """Say of each other box in a sentence why it is not exposed; the missing ones share theirs."""
    missing = [t.box for t in others if t.belief and t.belief.id == _MISSING.id]
    sentences = [
        f"Not exposed either: {t.input}, where both give {t.got}."
        if t.belief.id == _AGREES.id
        else t.belief.finding
        for t in others
        if t.belief and t.belief.id != _MISSING.id
    ]
    return [*sentences, f"Still without an input: {', '.join(missing)}."] if missing else sentences
