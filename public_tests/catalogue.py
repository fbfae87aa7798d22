"""The catalogue of exercises: read once from ``catalogue.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True)
class Exercise:
    """What the catalogue says of one exercise.

    Attributes
    ----------
    id : str
        The name of the learner's function.
    notebook : str
        The notebook that holds it, without its ending: ``"02_softmax"``.
    title : str
    points : int
    seconds : float
        What the learner's own calls may take in one check, all together.
    minutes : int
        What the exercise takes most learners.
    whole_job : tuple of str
        Library calls that would do the whole job. They are not meant.
    """

    id: str
    notebook: str
    title: str
    points: int
    seconds: float
    minutes: int
    whole_job: tuple[str, ...]


class UnknownExercise(KeyError):
    """No exercise of the catalogue has this id."""

    def __str__(self) -> str:
        return str(self.args[0])


def _read() -> tuple[str, dict[str, Exercise]]:
    facts = tomllib.loads(Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8"))
    version = facts.pop("version")
    return version, {
        id: Exercise(id=id, **{**entry, "whole_job": tuple(entry["whole_job"])})
        for id, entry in facts.items()
    }


VERSION, EXERCISES = _read()


def find_exercise(id: str) -> Exercise:
    """Return the exercise with this id.

    Raises
    ------
    UnknownExercise
        The message names the nearest ids.
    """
    if id in EXERCISES:
        return EXERCISES[id]
    near = get_close_matches(id, EXERCISES, n=1, cutoff=0.4)
    meant = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(EXERCISES)}."
    raise UnknownExercise(f"No exercise is called {id!r}. {meant}")
