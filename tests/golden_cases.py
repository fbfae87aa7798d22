"""The golden corpus: each folder in ``tests/golden`` is a case, found by its being there.

A case holds what was handed in, each file's name with ``.case`` behind it, so that no program that looks for
notebooks (nbval, an editor) ever runs one; and ``expected.toml``, which says what must come of it::

    about = "one sentence"
    kind = "honest"                      # or "broken"; or "hostile": only ever run inside the isolation
    troubles = ["words", "words"]        # each stands in a trouble of its own

    [exercises]                          # what is not named here is expected as "not_attempted 0"
    relu = "pass 2"
    my_softmax = "fail 0 exp_only"       # status, points, and the diagnosis if there is one
    break_softmax = "any 0"              # only the points are certain: which limit is met first is not

Optional: ``others`` (``"any 0"`` where a program breaks its own run), ``from_the_lab`` (files of the project
that are copied in), ``hand_over`` (what is handed over instead of the whole folder, with
``[learners."name".exercises]`` for each learner), ``left_out`` and ``collection`` (words in those lists),
``[limits]``, and ``make.py`` with ``make(folder)`` for what would be too large to keep.
"""

from __future__ import annotations

import runpy
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.collecting import Collected, collect
from grader.marking import ExerciseMark, Limits, Marking, Task
from public_tests.catalogue import EXERCISES

__all__ = [
    "GOLDEN",
    "Case",
    "cases",
    "expected_lines",
    "found_lines",
    "runnable_files",
    "unexpected_troubles",
]

GOLDEN = Path(__file__).resolve().parent / "golden"
_ROOT = GOLDEN.parent.parent
_ABOUT_THE_CASE = {"expected.toml", "make.py", "__pycache__"}
_HARMLESS = ".case"
_ALL = tuple(EXERCISES)


@dataclass(frozen=True)
class Case:
    """One folder of the corpus."""

    name: str
    facts: dict[str, Any]

    @property
    def hostile(self) -> bool:
        """Whether it may run inside the isolation only."""
        return bool(self.facts["kind"] == "hostile")

    @property
    def folder(self) -> Path:
        """Where it is kept."""
        return GOLDEN / self.name

    def laid_out(self, place: Path) -> Collected:
        """Write what was handed in below a folder, and collect it as a teacher would."""
        folder = place / "handed-in" / self.name
        shutil.copytree(self.folder, folder, ignore=lambda _, names: _ABOUT_THE_CASE & set(names))
        for file in folder.rglob(f"*{_HARMLESS}"):
            file.rename(file.with_suffix(""))
        for file in self.facts.get("from_the_lab", ()):
            shutil.copy(_ROOT / file, folder)
        if (self.folder / "make.py").exists():
            runpy.run_path(str(self.folder / "make.py"))["make"](folder)
        return collect([folder / name for name in self.facts.get("hand_over", ["."])])

    def tasks(self, collected: Collected) -> list[Task]:
        """Return what is to be marked."""
        limits = Limits(**self.facts.get("limits", {}))
        return [Task(submission, _ALL, limits) for submission in collected.submissions]


def runnable_files() -> list[Path]:
    """Return the files of cases that a program which looks for notebooks or scripts would run."""
    kept = (path for path in GOLDEN.rglob("*") if path.is_file() and not _ABOUT_THE_CASE & set(path.parts))
    return [path for path in kept if path.suffix != _HARMLESS]


def cases() -> list[Case]:
    """Find all cases, sorted by name."""
    files = sorted(GOLDEN.glob("*/expected.toml"))
    return [Case(file.parent.name, tomllib.loads(file.read_text(encoding="utf-8"))) for file in files]


def expected_lines(case: Case) -> list[str]:
    """Write down what must come of a case, a line for each exercise."""
    learners = case.facts.get("learners") or {case.name: case.facts}
    others = case.facts.get("others", "not_attempted 0")
    return [
        f"{learner}: {id} {learners[learner].get('exercises', {}).get(id, others)}"
        for learner in sorted(learners)
        for id in _ALL
    ]


def found_lines(markings: list[Marking], expected: list[str]) -> list[str]:
    """Write down what came of it in the same words, and no more of it than is expected exactly."""
    return [
        f"{marking.submission}: {line}" if (line := _any(mark)) in wanted else _exactly(marking, mark)
        for marking in sorted(markings, key=lambda marking: marking.submission)
        for wanted in [{one.removeprefix(f"{marking.submission}: ") for one in expected}]
        for mark in marking.exercises
    ]


def _any(mark: ExerciseMark) -> str:
    return f"{mark.report.exercise} any {mark.report.points}"


def _exactly(marking: Marking, mark: ExerciseMark) -> str:
    report = mark.report
    words = [f"{marking.submission}:", report.exercise, report.status, str(report.points)]
    return " ".join([*words, report.diagnosis] if report.diagnosis else words)


def unexpected_troubles(expected: list[str], troubles: list[str], exactly: bool) -> list[str]:
    """Say which words stand in no trouble, and which troubles nobody expected."""
    missing = [f"no trouble says {words!r}" for words in expected if not any(words in t for t in troubles)]
    others = [t for t in troubles if not any(words in t for words in expected)]
    return missing + [f"unexpected: {trouble}" for trouble in others if exactly]
