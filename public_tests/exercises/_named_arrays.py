"""Exercises that return a dictionary of arrays: more keys than asked for are free."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from public_tests.target import Outcome, Target


class WantedKeys:
    """A target of whose dictionaries only the wanted keys are seen, where all of them are there.

    Parameters
    ----------
    target : Target
    keys : sequence of str
        What the returned dictionary should hold.
    scratch : int, optional
        The place of an argument, a dictionary, to which the function may add keys of its own.
    """

    def __init__(self, target: Target, keys: Sequence[str], scratch: int | None = None) -> None:
        self._target = target
        self._keys = keys
        self._scratch = scratch

    def call(self, *args: Any) -> Outcome:
        """Call it once."""
        given = {self._scratch: list(args[self._scratch])} if self._scratch is not None else {}
        outcome = self._target.call(*args)
        after = [_only(a, given.get(place, ())) for place, a in enumerate(outcome.arguments_after)]
        return dataclasses.replace(outcome, value=_only(outcome.value, self._keys), arguments_after=after)


def _only(value: Any, keys: Sequence[str]) -> Any:
    if not keys or not isinstance(value, dict) or not value.keys() >= set(keys):
        return value
    return {key: value[key] for key in keys}


def bare(key: str) -> str:
    """Return a key without what its author may have added: ``"z_1"`` and ``"Z[1]"`` are ``"z1"``."""
    return "".join(letter for letter in key.lower() if letter.isalnum())
