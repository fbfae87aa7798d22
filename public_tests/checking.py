"""`check`: judge one exercise and count its points."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from public_tests import catalogue
from public_tests.misconception import Misconception
from public_tests.report import Report, Verdict
from public_tests.target import as_target
from public_tests.undisturbed import undisturbed


def check(id: str, target: Any) -> Report:
    """Judge a learner's work on one exercise.

    Nothing is shown, written or drawn from the global random states.

    Parameters
    ----------
    id : str
        The exercise: ``"my_softmax"``.
    target : callable, Target, or (where the exercise makes one) a Keras model
        The learner's function. A `Target` stands for work that runs in another process.

    Returns
    -------
    Report

    Raises
    ------
    public_tests.catalogue.UnknownExercise
        No exercise has this id. The message names the nearest.
    """
    exercise = catalogue.find_exercise(id)
    with undisturbed():
        verdict = _module_of(id).judge(as_target(target, exercise.seconds))
    return report_on(exercise, verdict)


def report_on(exercise: catalogue.Exercise, verdict: Verdict) -> Report:
    """Make the report on an exercise: a verdict and its points."""
    all_or_nothing = exercise.points if verdict.status == "pass" else 0
    return Report(
        exercise=exercise.id,
        status=verdict.status,
        points=all_or_nothing if verdict.points is None else verdict.points,
        max_points=exercise.points,
        diagnosis=verdict.diagnosis,
        message=verdict.message,
        evidence=verdict.evidence,
        note=verdict.note,
        catalogue=catalogue.VERSION,
    )


def misconceptions_of(id: str) -> tuple[Misconception, ...]:
    """Return all that the check of one exercise can name."""
    named: tuple[Misconception, ...] = _module_of(catalogue.find_exercise(id).id).MISCONCEPTIONS
    return named


def _module_of(id: str) -> Any:
    return import_module(f"public_tests.exercises.{id}")
