"""Exercises that return a dictionary of arrays: more keys than asked for are free."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from public_tests.target import Outcome, Target


class WantedKeys:
    """A target of whose dictionaries only the wanted keys are seen, where all of them are there."""

    def __init__(self, target: Target, keys: Sequence[str]) -> None:
        self._target = target
        self._keys = keys

    def call(self, *args: Any) -> Outcome:
        """Call it once."""
        outcome = self._target.call(*args)
        value = outcome.value
        if not isinstance(value, dict) or not value.keys() >= set(self._keys):
            return outcome
        return dataclasses.replace(outcome, value={key: value[key] for key in self._keys})


def bare(key: str) -> str:
    """Return a key without what its author may have added: ``"z_1"`` and ``"Z[1]"`` are ``"z1"``."""
    return "".join(letter for letter in key.lower() if letter.isalnum())
