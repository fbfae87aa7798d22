"""The files that other programs read: the same every time, and safe whatever a learner calls themselves."""

from __future__ import annotations

import csv
import io
import itertools
import json
import random
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

import grader.reports
from grader.marking import Marking
from grader.reports import Override, write_reports
from grader.reports.file_names import stem_of
from grader.reports.spreadsheet_cells import as_cell
from grader.reports.visible_text import visible
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

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=cmd|' /C calc'!A0",
    "\t+1",
    "a;=1+1",
    "\u202egnp.exe",
    "\x00\x1b[2J\x07",
    "not utf-8 \udcff\ud800",
    "]]>&amp;<!--",
    "\ufffe\uffff",
    "| a | b |\n# c\n[x](javascript:alert(1)) ![](http://example.com/i.png) @all www.example.com",
    "CON",
    "../../etc/passwd",
    "x" * 5000,
    "{{ 7 * 7 }}{% raw %}",
    "a" + "\u0301" * 400,
    "",
]


def hostile(name: str) -> Marking:
    """Make a marking in which every text that a learner can choose is hostile."""
    evidence = {"input": name, "expected": name, "got": name}
    texts: dict[str, Any] = {"message": name, "evidence": evidence, "note": name}
    work = {
        "relu": report("relu", **texts),
        "my_softmax": report("my_softmax", **texts, status="error", diagnosis="no_such"),
        "softmax_batch": report("softmax_batch", **texts, status="not_attempted"),
    }
    return marking(name, work, status="partly", troubles=(name,), not_isolated=(name,))


@pytest.fixture(scope="module")
def anna() -> Marking:
    return marking("anna", {"relu": leaky_relu, "my_softmax": right_softmax}, learner="Anna Müller")


@pytest.fixture(scope="module")
def ben() -> Marking:
    return marking("ben", {"relu": right_relu, "my_softmax": exp_only, "softmax_batch": misspelled})


@pytest.fixture(scope="module")
def lost() -> Marking:
    return marking("lost", status="not_marked", troubles=("02_softmax.ipynb: it is empty.",))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, anna: Marking, ben: Marking, lost: Marking) -> Path:
    out = tmp_path_factory.mktemp("report")
    everybody = [ben, lost, anna, *map(hostile, HOSTILE)]
    write_reports(everybody, out, overrides={("ben", "my_softmax"): Override(7, "Nearly")})
    return out


def rows(out: Path) -> list[dict[str, str]]:
    text = (out / "class.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_same_markings_give_the_same_bytes_in_any_order_and_anywhere(
    tmp_path: Path, anna: Marking, ben: Marking, lost: Marking
) -> None:
    everybody = [anna, ben, lost, *map(hostile, HOSTILE)]
    write_reports(everybody, tmp_path / "one")
    shuffled = [Marking.from_dict(json.loads(json.dumps(each.to_dict()))) for each in everybody]
    random.Random(3).shuffle(shuffled)
    write_reports(iter(shuffled), tmp_path / "a deep" / "other")
    assert files_in(tmp_path / "one") == files_in(tmp_path / "a deep" / "other")


def test_what_is_left_over_from_another_run_goes_and_all_else_stays(
    tmp_path: Path, anna: Marking, ben: Marking
) -> None:
    write_reports([anna, ben], tmp_path)
    (tmp_path / "learners" / "notes.html").write_text("mine", encoding="utf-8")
    before = (tmp_path / "learners" / f"{stem_of('anna')}.html").stat().st_mtime_ns
    write_reports([anna], tmp_path)
    assert {path.name for path in (tmp_path / "learners").iterdir()} == {
        "notes.html",
        f"{stem_of('anna')}.html",
    }
    assert (tmp_path / "learners" / f"{stem_of('anna')}.html").stat().st_mtime_ns == before


def test_two_different_markings_of_one_submission_are_refused(tmp_path: Path, anna: Marking) -> None:
    write_reports([anna, anna], tmp_path)
    other = marking("anna", learner="Anna Müller")
    with pytest.raises(ValueError, match="two markings of the same submission: 'anna'"):
        write_reports([anna, other], tmp_path)


def test_a_class_of_nobody_has_reports_too(tmp_path: Path) -> None:
    assert write_reports([], tmp_path).is_file()
    assert json.loads((tmp_path / "marks.json").read_bytes())["learners"] == []


def test_the_table_of_the_class_has_a_row_for_each_learner(written: Path) -> None:
    by_id = {row["submission"]: row for row in rows(written)}
    assert len(by_id) == 3 + len(HOSTILE)
    assert by_id["anna"] == {
        "learner": "Anna Müller",
        "submission": "anna",
        "status": "marked",
        "points": "10",
        "max_points": "20",
        "relu": "0",
        "my_softmax": "10",
        "softmax_batch": "0",
        "overridden": "",
    }
    assert (by_id["ben"]["my_softmax"], by_id["ben"]["points"]) == ("7", "9")
    assert by_id["ben"]["overridden"] == "my_softmax"
    assert by_id["lost"]["status"] == "not_marked"


def test_the_table_opens_in_excel_as_utf_8(written: Path) -> None:
    content = (written / "class.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbflearner,submission,")
    assert "Anna Müller".encode() in content


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_of_the_table_is_a_formula_whatever_separates_cells(written: Path, separator: str) -> None:
    text = (written / "class.csv").read_bytes().decode("utf-8-sig")
    cells = itertools.chain(*csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    assert [cell for cell in cells if re.match(r"\s*[=+\-@]", cell)] == []


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", " =1", "a;=1", "a,-1", "a|+1", "\uff1d1"])
def test_what_could_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert as_cell(text) != text and as_cell(text).replace("'", "") == text


@pytest.mark.parametrize("text", ["Anna-Lena", "a@example.com", "1 = 1", "C++", "Müller, Anna"])
def test_a_harmless_name_stays_as_it_is_in_a_cell(text: str) -> None:
    assert as_cell(text) == text


def test_marks_json_follows_its_schema_and_tells_an_override(written: Path) -> None:
    schema = json.loads(Path(grader.reports.__file__).with_name("marks.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    marks = json.loads((written / "marks.json").read_text("utf-8"))
    jsonschema.validate(marks, schema)
    [ben] = [each for each in marks["learners"] if each["submission"] == "ben"]
    assert (ben["points"], ben["machine_points"]) == (9, 2)
    assert ben["exercises"]["my_softmax"]["override"] == {"reason": "Nearly"}
    assert ben["exercises"]["my_softmax"]["status"] == "fail"
    assert all((written / each["page"]).is_file() for each in marks["learners"])
    for broken in ({**marks, "more": 1}, {**marks, "learners": [{"learner": "x"}]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, schema)


def test_junit_has_a_suite_for_each_learner_and_counts_that_are_right(written: Path) -> None:
    suites = ElementTree.parse(written / "junit.xml").getroot()
    assert len(suites) == 3 + len(HOSTILE)
    for suite in suites:
        cases = suite.findall("testcase")
        assert suite.get("tests") == str(len(cases))
        for name, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert suite.get(name) == str(len(suite.findall(f"testcase/{kind}")))
    kinds = {
        (suite.get("name"), case.get("name")): [part.tag for part in case]
        for suite in suites
        for case in suite.findall("testcase")
    }
    assert kinds["Anna Müller (anna)", "relu"] == ["failure"]
    assert kinds["Anna Müller (anna)", "my_softmax"] == []
    assert kinds["Anna Müller (anna)", "softmax_batch"] == ["skipped"]
    assert kinds["ben", "softmax_batch"] == ["error"]
    # Work that could not be read must not look like work that was not begun.
    assert kinds["lost", "submission"] == ["error"]


def test_junit_tells_an_override_with_the_machines_mark(written: Path) -> None:
    suites = ElementTree.parse(written / "junit.xml").getroot()
    [told] = suites.findall("testsuite[@name='ben']/testcase[@name='my_softmax']/failure")
    assert told.text and told.text.startswith(
        "Set by the teacher: 7 of 10 points. Reason: Nearly. The machine's mark: 0 of 10."
    )
    assert told.text.startswith(told.attrib["message"]) and told.attrib["type"] == "override"


def test_an_override_that_gives_all_points_passes_in_junit(tmp_path: Path, ben: Marking) -> None:
    write_reports([ben], tmp_path, overrides={("ben", "my_softmax"): Override(10)})
    [case] = ElementTree.parse(tmp_path / "junit.xml").getroot().findall("*/testcase[@name='my_softmax']")
    assert [part.tag for part in case] == ["system-out"]


def test_gradescope_gets_the_points_as_they_count_and_plain_texts_only(written: Path) -> None:
    results = json.loads((written / "gradescope" / f"{stem_of('ben')}.json").read_text("utf-8"))
    assert [(test["score"], test["max_score"]) for test in results["tests"]] == [(2, 2), (7, 10), (0, 8)]
    assert [test["status"] for test in results["tests"]] == ["passed", "failed", "failed"]
    assert "The machine's mark: 0 of 10." in results["tests"][1]["output"]
    assert (results["output_format"], results["test_output_format"]) == ("text", "text")
    for path in (written / "gradescope").iterdir():
        json.loads(path.read_text("utf-8"))


def test_nothing_in_the_summary_is_markdown_of_a_learner(written: Path) -> None:
    summary = (written / "summary.md").read_text("utf-8")
    assert "lost: 02&#95;softmax.ipynb" in summary
    for harmful in ("<script", "<img", "[x]", "![", "@all", "www.", "http:", "\x1b", "\u202e"):
        assert harmful not in summary
    for line in summary.splitlines():
        assert line.startswith(("## Digit Lab", "| ", "- ")) or not set(line) & set("#[]<>|")


def test_the_summary_of_one_learner_tells_each_exercise(tmp_path: Path, ben: Marking) -> None:
    write_reports([ben], tmp_path, overrides={("ben", "my_softmax"): Override(7)})
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert "ben: **9 of 20 points**" in summary
    assert "| `relu` | passed | 2 of 2 |" in summary
    assert "7 of 10, set by the teacher (machine: 0)" in summary


def test_every_report_is_utf_8_and_holds_no_hidden_character(written: Path) -> None:
    for name, content in files_in(written).items():
        text = content.decode("utf-8-sig")
        if name == "marks.json":
            text = text.encode("ascii", "backslashreplace").decode()
        assert visible(text) == text.replace("\r\n", "\n"), name


def test_each_submission_has_files_of_its_own_with_names_that_every_system_takes() -> None:
    ids = [
        *HOSTILE,
        "anna",
        "Anna",
        "ANNA",
        "é",
        "e\u0301",
        "con",
        "nul.txt",
        "a.",
        "a ",
        "a",
        "\uff21",
        "日本語" * 99,
    ]
    stems = [stem_of(id) for id in ids]
    assert len({stem.casefold() for stem in stems}) == len(ids)
    for stem in stems:
        assert len(f"{stem}.html".encode()) < 140
        assert re.fullmatch(r"[^\W_]+(-[^\W_]+)*", stem), stem
    assert stem_of("Anna Müller/02") == "anna-müller-02-" + stem_of("Anna Müller/02")[-12:]
