"""Questions to be answered by a guess: what may be guessed, and how near a guess came, without a view."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Protocol

import numpy as np

from lab_utils._wording import four_parts

RIGHT, NEAR, OTHER, NONE = "as expected", "near", "something else", "no guess"
# Beyond "as expected" lies as much again, and half of it more, that is still near.
_NEAR = 3
# Four of five pairs in the right order are near.
_ORDERED_PAIRS = 0.8
_YES_NO = {"yes": True, "no": False}


class Question(Protocol):
    """What can be answered by a guess."""

    @property
    def kind(self) -> str:
        """How it is asked: "choice", "number" or "order"."""

    def guess(self, value: Any) -> Any:
        """Return a guess as it is kept, or raise a ValueError that says what may be guessed."""

    def answer(self, value: Any) -> Any:
        """Return what a cell has computed in the form of a guess, or raise a ValueError."""

    def nearness(self, guess: Any, answer: Any) -> str:
        """Return RIGHT, NEAR or OTHER."""

    def words(self, value: Any) -> str:
        """Say a guess or an answer."""

    def offer(self) -> str:
        """Say what may be guessed, in a sentence."""


@dataclass(frozen=True)
class Choice:
    """One of several.

    Attributes
    ----------
    choices : tuple of str
    """

    choices: tuple[str, ...]

    kind = "choice"

    def guess(self, value: Any) -> str:
        """Return one of the choices."""
        said = _text(value)
        if isinstance(value, bool | np.bool_) and set(self.choices) == set(_YES_NO):
            said = "yes" if value else "no"
        if said not in self.choices:
            raise _cannot_be(value, " or ".join(map(repr, self.choices)), "Name one of them.")
        return said

    def answer(self, value: Any) -> str:
        """Return one of the choices; True and False are yes and no."""
        return self.guess(value)

    def nearness(self, guess: str, answer: str) -> str:
        """A choice is the one or another."""
        return RIGHT if guess == answer else OTHER

    def words(self, value: str) -> str:
        """Return the choice itself."""
        return value

    def offer(self) -> str:
        """List the choices."""
        return f"Choices: {'; '.join(self.choices)}."


@dataclass(frozen=True)
class Number:
    """A number.

    Attributes
    ----------
    unit : str
        What is counted or measured; may be empty.
    within : float
        A guess that lies so far away is as expected; three times as far, it is near.
    factor : float
        Or larger or smaller by this factor; by its third power, near.
    """

    unit: str = ""
    within: float = 0.0
    factor: float = 1.0

    kind = "number"

    def guess(self, value: Any) -> float:
        """Return a finite number, as int where it is whole."""
        fits = isinstance(value, int | float | np.number) and not isinstance(value, bool)
        if not fits or not math.isfinite(value):
            raise _cannot_be(value, "a finite number", "Give one number, such as 10.")
        number = float(value)
        return int(number) if number.is_integer() else number

    def answer(self, value: Any) -> float:
        """Return the number, also from an array that holds one."""
        return self.guess(value.item() if isinstance(value, np.ndarray) and value.size == 1 else value)

    def nearness(self, guess: float, answer: float) -> str:
        """Compare by distance, and by factor where both are above 0."""
        distance = abs(guess - answer)
        ratio = max(guess, answer) / min(guess, answer) if min(guess, answer) > 0 else math.inf
        # Of two decimals that should be equal the last bit may differ.
        slack = 1e-9 * max(1.0, abs(answer))
        if distance <= self.within + slack or ratio <= self.factor:
            return RIGHT
        return NEAR if distance <= _NEAR * self.within + slack or ratio <= self.factor**_NEAR else OTHER

    def words(self, value: float) -> str:
        """Say the number with its unit: 10,575 parameters, 92.3 %."""
        return f"{_readable(value)} {self.unit}".strip()

    def offer(self) -> str:
        """Say that a number is asked for."""
        return f"A number{f' ({self.unit})' if self.unit else ''}."


@dataclass(frozen=True)
class Order:
    """An order of several.

    Attributes
    ----------
    items : tuple of str
    """

    items: tuple[str, ...]

    kind = "order"

    def guess(self, value: Any) -> list[str]:
        """Return all items in some order."""
        listed = list(map(_text, value)) if isinstance(value, list | tuple | np.ndarray) else None
        if listed is None or sorted(listed) != sorted(self.items):
            raise _cannot_be(value, f"each of {list(self.items)} once", "Put all of them in order.")
        return listed

    def answer(self, value: Any) -> list[str]:
        """Return all items in the order that came out."""
        return self.guess(value)

    def nearness(self, guess: list[str], answer: list[str]) -> str:
        """Count the pairs that stand as they came out."""
        if guess == answer:
            return RIGHT
        pairs = list(combinations(answer, 2))
        agreeing = sum(guess.index(first) < guess.index(second) for first, second in pairs)
        return NEAR if agreeing >= _ORDERED_PAIRS * len(pairs) else OTHER

    def words(self, value: list[str]) -> str:
        """List the items."""
        return ", ".join(value)

    def offer(self) -> str:
        """List what is to be put in order."""
        return f"To put in order: {'; '.join(self.items)}."


@dataclass(frozen=True)
class Revealed:
    """An answer beside what somebody expected, calmly.

    Attributes
    ----------
    nearness : str
        RIGHT, NEAR, OTHER, or NONE where nothing was guessed.
    answer, guess, because : str
        In words; `guess` is empty where nothing was guessed.
    """

    nearness: str
    answer: str
    guess: str = ""
    because: str = ""

    def sentence(self) -> str:
        """Say the answer, and how the guess stands to it."""
        if self.nearness == NONE:
            return f"The answer: {self.answer}. (No guess was given.)"
        if self.nearness == RIGHT:
            same = self.guess == self.answer
            return f"As you expected: {self.answer}." if same else f"{self._both()} That is near enough."
        return f"{self._both()} That is not far away." if self.nearness == NEAR else self._both()

    def _both(self) -> str:
        return f"You expected: {self.guess}. The answer: {self.answer}."


def revealed(question: Question, guess: Any, answer: Any, because: str = "") -> Revealed:
    """Put an answer that a cell has computed beside a guess; None stands for no guess."""
    computed = question.answer(answer)
    if guess is None:
        return Revealed(NONE, question.words(computed), "", because)
    nearness = question.nearness(guess, computed)
    return Revealed(nearness, question.words(computed), question.words(guess), because)


def question_of(
    choices: Sequence[Any] | None,
    order: Sequence[Any] | None,
    unit: str,
    within: float,
    factor: float,
) -> Question:
    """Make the question that these parameters of `PredictFirst` describe.

    Raises
    ------
    ValueError
        If they don't belong together, or can't be chosen from.
    """
    if choices is not None and order is not None:
        raise _cannot_be("both", "choices or order", "Leave one of them out.", "The question")
    listed, name = (order, "order") if choices is None else (choices, "choices")
    if listed is None:
        if within < 0 or factor < 1:
            got = f"within={within:g}, factor={factor:g}"
            raise _cannot_be(
                got, "within of 0 or more, factor of 1 or more", "Leave both out at first.", name
            )
        return Number(unit, within, factor)
    words = tuple(map(_text, listed))
    if len(words) < 2 or len(set(words)) < len(words) or not all(words):
        raise _cannot_be(list(listed), "two or more different ones", "Add one.", f"The {name}")
    return Choice(words) if name == "choices" else Order(words)


def _text(value: Any) -> str:
    return str(value.item() if isinstance(value, np.generic) else value).strip()


def _readable(value: float) -> str:
    """Write a number with four figures at most behind which nothing matters: 10,575, 92.3, 0.031."""
    if value == int(value):
        return f"{int(value):,}"
    decimals = max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _cannot_be(value: Any, expected: str, fix: str, name: str = "A guess or an answer") -> ValueError:
    return ValueError(four_parts(name, expected=expected, got=repr(value), fix=fix))
