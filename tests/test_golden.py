"""The golden corpus: honest work gets exactly its points, and hostile work none that it has not earned."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from difflib import ndiff
from multiprocessing import get_context
from pathlib import Path

import pytest

from grader.collecting import Collected
from grader.engine import mark
from grader.marking import Marking, Task
from tests.golden_cases import (
    GOLDEN,
    Case,
    cases,
    expected_lines,
    found_lines,
    runnable_files,
    unexpected_troubles,
)

CASES = cases()
_WORKERS = 2
_NEEDED = "hostile cases run inside the isolation only, and this machine has none"


@dataclass(frozen=True)
class Marked:
    """What came of all cases."""

    place: Path
    before: dict[str, str]
    collected: dict[str, Collected]
    markings: dict[str, list[Marking]]
    isolated: bool


def contents(folder: Path) -> dict[str, str]:
    """Return a hash of every file in a folder, and where links lead."""
    return {
        os.fsencode(path.relative_to(folder)).hex(): str(path.readlink())
        if path.is_symlink()
        else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or (path.is_file() and path.stat().st_size < 2**24)
    }


def _is_isolated() -> bool:
    from grader.sandbox.warm import warm_process

    return sys.platform == "linux" and not warm_process().missing


def _marked(task: Task) -> Marking:
    return mark(task)


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marked]:
    """Mark all cases in one batch."""
    place = tmp_path_factory.mktemp("golden")
    collected = {case.name: case.laid_out(place) for case in CASES}
    before = contents(place / "handed-in")
    with ProcessPoolExecutor(_WORKERS, get_context("spawn")) as pool:
        isolated = pool.submit(_is_isolated).result()
        # The slow ones first, so that no worker waits for the other at the end.
        order = sorted(CASES, key=lambda case: "limits" not in case.facts)
        waiting = {
            case.name: [pool.submit(_marked, task) for task in case.tasks(collected[case.name])]
            for case in order
            if isolated or not case.hostile
        }
        markings = {name: [one.result() for one in several] for name, several in waiting.items()}
    yield Marked(place, before, collected, markings, isolated)


def _shown(expected: list[str], found: list[str], told: list[str]) -> str:
    apart = [line for line in ndiff(expected, found) if not line.startswith(" ")]
    return "\n".join(["expected (-), found (+):", *apart, "told:", *told])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_gets_exactly_its_points(case: Case, marked: Marked) -> None:
    if case.hostile and not marked.isolated:
        assert not (os.environ.get("CI") and sys.platform == "linux"), _NEEDED
        pytest.skip(_NEEDED)
    expected = expected_lines(case)
    found = found_lines(marked.markings[case.name], expected)
    told = [trouble for marking in marked.markings[case.name] for trouble in marking.troubles]
    assert found == expected, _shown(expected, found, told)
    surprises = unexpected_troubles(case.facts.get("troubles", []), told, exactly=not case.hostile)
    collected = marked.collected[case.name]
    for name in ("left_out", "collection"):
        listed = list(collected.left_out if name == "left_out" else collected.troubles)
        surprises += unexpected_troubles(case.facts.get(name, []), listed, exactly=True)
    assert surprises == [], "\n".join(surprises)


def test_marking_changed_nothing_that_was_handed_in(marked: Marked) -> None:
    assert contents(marked.place / "handed-in") == marked.before


def test_the_corpus_has_forty_honest_and_forty_hostile_cases() -> None:
    kinds = [case.facts["kind"] for case in CASES]
    assert kinds.count("honest") >= 40 and kinds.count("hostile") >= 40


def test_every_case_says_what_it_is_about_and_every_folder_is_a_case() -> None:
    assert {case.name for case in CASES} == {path.name for path in GOLDEN.iterdir() if path.is_dir()}
    assert all(
        case.facts["about"] and case.facts["kind"] in ("honest", "hostile", "broken") for case in CASES
    )


def test_no_case_lies_where_another_program_would_run_it() -> None:
    """`pytest --nbval` runs every notebook that it finds, in an ordinary kernel."""
    assert runnable_files() == []
