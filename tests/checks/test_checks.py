"""Every accepted variant passes, every planted mistake is caught and named, for every exercise."""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from public_tests import check
from public_tests.catalogue import EXERCISES
from public_tests.checking import misconceptions_of
from tests.checks import cases

# Found in the folder, so that an exercise whose cases are missing fails by its own test.
CASES = [module.name for module in pkgutil.iter_modules(cases.__path__)]


def cases_of(kind: str) -> list[Any]:
    return [
        pytest.param(id, case, id=f"{id}-{name.replace(' ', '_')}")
        for id in CASES
        for name, case in getattr(import_module(f"tests.checks.cases.{id}"), kind).items()
    ]


def imitations() -> list[Any]:
    return [
        pytest.param(id, belief.id, imitation, id=f"{id}-{belief.id}-{number}")
        for id in CASES
        for belief in misconceptions_of(id)
        for number, imitation in enumerate(belief.imitations)
    ]


@pytest.mark.parametrize(("id", "solution"), cases_of("ACCEPTED"))
def test_an_accepted_variant_gets_all_points(id: str, solution: Callable[..., Any]) -> None:
    report = check(id, solution)
    assert report.status == "pass", report.message
    assert report.points == EXERCISES[id].points


@pytest.mark.parametrize(("id", "planted"), cases_of("PLANTED"))
def test_a_planted_mistake_is_caught_and_named(
    id: str, planted: tuple[Callable[..., Any], str], record_property: Any
) -> None:
    solution, diagnosis = planted
    report = check(id, solution)
    record_property("planted", [id, diagnosis, report.status, report.diagnosis])
    assert report.status in ("fail", "error")
    assert report.diagnosis == diagnosis, report.message
    assert report.points < EXERCISES[id].points
    assert report.evidence


@pytest.mark.parametrize(("id", "solution"), cases_of("REFUSED"))
def test_a_mistake_that_no_row_lists_is_refused_with_its_input(id: str, solution: Callable[..., Any]) -> None:
    report = check(id, solution)
    assert report.status in ("fail", "error")
    assert report.points < EXERCISES[id].points
    assert report.evidence and set(report.evidence) == {"input", "expected", "got"}
    assert len(report.message) > 20


@pytest.mark.parametrize(("id", "diagnosis", "imitation"), imitations())
def test_an_imitation_is_named_as_the_belief_that_it_stands_for(
    id: str, diagnosis: str, imitation: Callable[..., Any]
) -> None:
    report = check(id, imitation)
    assert report.status in ("fail", "error")
    assert report.diagnosis == diagnosis


@pytest.mark.parametrize("id", CASES)
def test_an_open_exercise_is_not_attempted_and_scores_nothing(id: str) -> None:
    def still_open(*args: Any) -> None:
        raise NotImplementedError(f"{id} is still to be written")

    report = check(id, still_open)
    assert (report.status, report.points) == ("not_attempted", 0)


@pytest.mark.parametrize("id", CASES)
def test_broken_code_gets_a_report_that_json_can_hold(id: str) -> None:
    def wrong_arguments() -> None: ...

    def undefined_name(*args: Any) -> Any:
        return not_defined_anywhere  # type: ignore[name-defined]  # noqa: F821

    def returns_none(*args: Any) -> None: ...

    def stops_the_program(*args: Any) -> None:
        raise SystemExit

    for broken in (wrong_arguments, undefined_name, returns_none, stops_the_program, None, "text"):
        report = check(id, broken)
        assert report.status in ("fail", "error"), broken
        assert report.points == 0
        assert report.message
        json.dumps(report.to_dict(), allow_nan=False)


def test_every_exercise_has_its_cases() -> None:
    assert set(CASES) == set(EXERCISES)


def test_the_points_of_the_lab_sum_to_100() -> None:
    assert sum(exercise.points for exercise in EXERCISES.values()) == 100
