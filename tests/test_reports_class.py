"""What a teacher learns about the class: who stumbles over what, and whose solutions are alike."""

from __future__ import annotations

import importlib
import inspect
import itertools
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from grader.marking import ExerciseMark, Marking
from grader.reports import Override, write_reports
from grader.reports.alike import Alike, alike
from grader.reports.counted import counted
from grader.reports.given_code import given_code
from grader.reports.needs import learners_in_need, not_begun, own_finding_of, stumbles
from grader.reports.plain_code import words_of
from grader.reports.scores import bars, exercise_scores, middle
from public_tests.catalogue import EXERCISES
from tests.report_markings import (
    exp_only,
    files_in,
    leaky_relu,
    marking,
    misspelled,
    report,
    right_relu,
    right_softmax,
)

ODD = '''
def my_softmax(z):
    """Mine."""
    scores = np.asarray(z, dtype="float64")
    weights = []
    for place, score in enumerate(scores.tolist()):
        others = scores[np.arange(scores.size) != place]
        weights.append(1.0 / (1.0 + np.exp(others - score).sum()))
    return np.array(weights).reshape(scores.shape)
'''
RENAMED = """
# I wrote this on my own.
def my_softmax(inp):
    a = np.asarray( inp , dtype = 'float64' ) ; out = []

    for k, b in enumerate(a.tolist()):   # each one
            c = a[np.arange(a.size)
                  != k]
            out.append(1.0 / (1.0 + np.exp(c - b).sum()))
    return np.array(out).reshape(a.shape)
"""
SHORT = "def my_softmax(z):\n    e = np.exp(z)\n    return e / e.sum()\n"


def of_sources(sources: Sequence[str], exercise: str = "my_softmax") -> list[Marking]:
    """Make a class of which only the sources matter."""
    return [
        marking(
            f"{i:03}", {exercise: ExerciseMark(report(exercise), "x.ipynb", source)}, exercises=(exercise,)
        )
        for i, source in enumerate(sources)
    ]


def found(sources: Sequence[str], given: Sequence[str] = (), exercise: str = "my_softmax") -> list[list[int]]:
    """Return which of the sources are said to be alike."""
    groups: list[Alike] = alike(counted(of_sources(sources, exercise), {}), {exercise: given})
    return [[int(one.learner) for one in group.learners] for group in groups]


def honest(exercise: str) -> list[str]:
    """Return the accepted variants of an exercise: different people's right solutions."""
    cases = importlib.import_module(f"tests.checks.cases.{exercise}").ACCEPTED.values()
    sources = [inspect.getsource(case) for case in cases if inspect.isfunction(case)]
    return [source for source in sources if source.startswith("def ")]


def test_names_comments_texts_and_layout_do_not_hide_a_copy() -> None:
    assert words_of(ODD) != words_of(SHORT)
    assert found([*honest("my_softmax"), ODD, RENAMED]) == [
        [len(honest("my_softmax")), len(honest("my_softmax")) + 1]
    ]


@pytest.mark.parametrize("size", [2, 300])
def test_a_copy_is_found_in_a_small_class_and_in_a_large_one(size: int) -> None:
    others = [source for source in honest("my_softmax") * 20 if source != ODD][: size - 2]
    assert [size - 2, size - 1] in found([*others, ODD, RENAMED])


def test_a_short_obvious_solution_is_never_shown_however_many_have_it() -> None:
    relu = "def relu(z):\n    return np.maximum(0, z)\n"
    for size in (2, 3, 30):
        assert found([relu] * size, exercise="relu") == []
        assert found([SHORT] * size) == []


def test_what_everybody_writes_tells_nothing() -> None:
    assert found([ODD] * 300) == []


def test_what_the_lab_gives_tells_nothing() -> None:
    assert found([ODD, RENAMED]) == [[0, 1]]
    assert found([ODD, RENAMED], given=[ODD]) == []


@pytest.mark.parametrize("exercise", list(EXERCISES))
def test_right_solutions_of_different_people_are_not_alike(exercise: str) -> None:
    sources = honest(exercise)
    assert len(sources) > 1
    assert found(sources, given_code([exercise])[exercise], exercise) == []


def test_the_lab_s_own_cells_are_known_for_every_exercise() -> None:
    given = given_code(EXERCISES)
    for exercise, texts in given.items():
        assert len(texts) == 2 and all(f"def {exercise}(" in text for text in texts)
        assert "NotImplementedError" in texts[0] and "NotImplementedError" not in texts[1]


def test_a_lab_without_solutions_gives_nothing_and_does_not_fail(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "02_softmax.ipynb").write_text("no notebook", encoding="utf-8")
    assert given_code(["relu"], tmp_path) == {"relu": []}


@pytest.mark.parametrize(
    "source",
    [
        '"""' * 20_001,
        "'''a" * 9_000,
        "(" * 30_000,
        "\\" * 30_000,
        '"\\' * 10_000,
        "f'" * 20_000,
        "a." * 50_000,
        "\x00\udcff\u202e",
        "%%writefile x\n!ls\n$?",
        "-" * 100_000 + "1",
    ],
)
def test_no_source_is_too_odd_to_be_cut_into_words(source: str) -> None:
    words = words_of(source)
    assert all(words) and len(words) <= 20_000


def test_likeness_is_the_same_in_whatever_order_a_class_comes(tmp_path: Path) -> None:
    sources = [*honest("my_softmax")[:20], ODD, RENAMED, ODD.replace("1.0", "2.0")]
    everybody = of_sources(sources)
    write_reports(everybody, tmp_path / "one")
    write_reports(everybody[::-1], tmp_path / "other")
    assert files_in(tmp_path / "one") == files_in(tmp_path / "other")


def test_findings_are_counted_and_the_commonest_comes_first() -> None:
    the_class = counted(
        [
            marking("a", {"relu": leaky_relu, "my_softmax": exp_only}),
            marking("b", {"relu": right_relu, "my_softmax": exp_only}),
            marking("c", {"relu": leaky_relu, "my_softmax": exp_only, "softmax_batch": misspelled}),
        ],
        {},
    )
    seen = stumbles(the_class)
    assert [(each.exercise, each.diagnosis, len(each.learners)) for each in seen[:2]] == [
        ("my_softmax", "exp_only", 3),
        ("relu", "leaky", 2),
    ]
    assert [one.learner for one in seen[1].learners] == ["a", "c"]
    assert seen[0].finding == "It takes `exp` and stops there." and seen[0].next_step
    assert seen[2].exercise == "softmax_batch" and seen[2].diagnosis is None


def test_those_come_first_who_miss_most_points_in_what_they_tried() -> None:
    the_class = counted(
        [
            marking("away"),
            marking("little", {"relu": leaky_relu}),
            marking("much", {"relu": leaky_relu, "my_softmax": exp_only}),
            marking("nothing", {"relu": right_relu, "my_softmax": right_softmax}),
        ],
        {},
    )
    assert [(each.one.learner, each.missing) for each in learners_in_need(the_class)] == [
        ("much", 12),
        ("little", 2),
    ]
    assert [one.learner for one in not_begun(the_class)] == ["away"]


def test_who_wrote_a_cell_that_stopped_has_begun() -> None:
    the_class = counted([marking("ada"), marking("bob", troubles=("a.ipynb: cell 3 stopped.",))], {})
    assert [one.learner for one in not_begun(the_class)] == ["ada"]


def test_what_a_teacher_has_set_is_no_longer_among_the_findings() -> None:
    one = marking("a", {"my_softmax": exp_only})
    assert stumbles(counted([one], {("a", "my_softmax"): Override(5)})) == []
    [need] = learners_in_need(counted([one], {("a", "my_softmax"): Override(5)}))
    assert need.missing == 5
    assert learners_in_need(counted([one], {("a", "my_softmax"): Override(10)})) == []


def test_bars_hold_every_learner_once_and_reach_to_the_last_point() -> None:
    the_class = counted([marking("a", {"relu": right_relu}), marking("b"), full("c"), full("d")], {})
    shown = bars(the_class)
    assert sum(bar.learners for bar in shown) == 4
    assert (shown[0].first, shown[-1].last, shown[-1].learners) == (0, 20, 2)
    assert all(before.last + 1 == after.first for before, after in itertools.pairwise(shown))
    assert middle(the_class) == 11


def test_each_exercise_counts_every_learner_once() -> None:
    the_class = counted(
        [marking("a", {"relu": right_relu}), marking("b", {"relu": leaky_relu}), marking("c")], {}
    )
    relu = exercise_scores(the_class)[0]
    assert relu.counts == {"pass": 1, "partly": 0, "fail": 1, "error": 0, "untried": 1}
    assert relu.mean == pytest.approx(2 / 3)


def test_the_style_sheet_has_a_sign_for_every_state() -> None:
    css = Path(importlib.import_module("grader.reports").__file__ or "").with_name("pages") / "report.css"
    signs = re.findall(r"\.(\w+)::before \{ content: \"(.)\"", css.read_text("utf-8"))
    assert {state for state, _ in signs} == {"pass", "partly", "fail", "error", "untried"}
    assert len({sign for _, sign in signs}) == 5


def full(name: str) -> Marking:
    work = {
        id: report(id, status="pass", points=EXERCISES[id].points)
        for id in ("relu", "my_softmax", "softmax_batch")
    }
    return marking(name, work)


@pytest.mark.full
def test_three_hundred_finished_labs_make_a_page_that_a_browser_can_bear(tmp_path: Path) -> None:
    everybody = [
        marking(
            f"learner {i}",
            {
                id: ExerciseMark(report(id, diagnosis=f"d{i % 7}"), "x", f"def {id}(z):\n    return z + {i}")
                for id in EXERCISES
            },
            exercises=tuple(EXERCISES),
        )
        for i in range(300)
    ]
    write_reports(everybody, tmp_path)
    assert (tmp_path / "class.html").stat().st_size < 3_000_000


def test_a_mistake_that_no_misconception_names_is_told_in_the_learners_own_sentence() -> None:
    (one,) = counted([marking("ada", {"my_softmax": misspelled, "relu": leaky_relu})], {})
    said = {mark.exercise: own_finding_of(mark) for mark in one.marks}
    assert said["my_softmax"].startswith("The function stopped with NameError: name 'nunpy' is not defined")
    assert said["relu"] == "Negative numbers come out as small negative numbers."
    judged = report("relu", status="error", message="It could not be judged. It was too large. Try another.")
    (one,) = counted([marking("bob", {"relu": judged})], {})
    assert own_finding_of(one.marks[0]) == "It could not be judged. It was too large."


def test_a_cell_that_stopped_is_told_apart_from_work_that_was_lost(tmp_path: Path) -> None:
    work = {"relu": right_relu}
    stopped = marking("ada", work, troubles=("a.ipynb: cell 1 stopped.",))
    lost = marking("bob", work, status="partly", troubles=("b.ipynb: it was cut.",))
    for the_class, words in (
        ([stopped], ['<strong>1</strong> <a href="#troubles">has cells that stopped']),
        ([stopped, lost], ["could not be marked as a whole", "has cells that stopped"]),
        ([lost], ["could not be marked as a whole"]),
    ):
        page = write_reports(the_class, tmp_path).read_text(encoding="utf-8")
        shown = [one for one in ("could not be marked as a whole", "has cells that stopped") if one in page]
        assert all(one in page for one in words) and len(shown) == len(words)


def test_the_class_page_names_whoever_it_counts_as_stuck(tmp_path: Path) -> None:
    one = marking("ada", {"my_softmax": exp_only})
    lowered = {("ada", "my_softmax"): Override(5, "Nearly")}
    for overrides, stuck in (({}, True), (lowered, True), ({("ada", "my_softmax"): Override(10)}, False)):
        page = write_reports([one], tmp_path, overrides=overrides).read_text(encoding="utf-8")
        said = [words in page for words in ("is stuck somewhere", "Whom to sit down with", "Nobody is stuck")]
        assert said == [stuck, stuck, not stuck]
