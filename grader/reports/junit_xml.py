"""``junit.xml``: the class as a CI server reads it, a suite for each learner and a case for each exercise."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from grader.reports.counted import CountedMark, CountedMarking
from grader.reports.told import overridden, said_of
from grader.reports.visible_text import in_one_line, shortened, visible

__all__ = ["junit_xml"]

# What a suite counts, and the element in a case that is counted.
_KINDS = {"failures": "failure", "errors": "error", "skipped": "skipped"}
_LONGEST = 10_000
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'


def junit_xml(the_class: Sequence[CountedMarking]) -> str:
    """Write the class as JUnit XML.

    What was not attempted is skipped: a learner who is halfway has no failures for the rest. What could not
    be read or run is an error of its own, so that it is never mistaken for work that was not begun.
    """
    suites = ElementTree.Element("testsuites", name="Digit Lab")
    for one in the_class:
        suites.append(_suite(one))
    ElementTree.indent(suites)
    return f"{_DECLARATION}\n{ElementTree.tostring(suites, encoding='unicode')}\n"


def _suite(one: CountedMarking) -> ElementTree.Element:
    cases = [_case(one, mark) for mark in one.marks]
    if one.marking.troubles or one.marking.status != "marked":
        cases.insert(0, _unreadable(one))
    counts = {name: str(_count(cases, kind)) for name, kind in _KINDS.items()}
    # Known readers want a time; none is kept, so that the same marks give the same file.
    facts = {"name": _suite_name(one), "tests": str(len(cases)), "time": "0", **counts}
    suite = ElementTree.Element("testsuite", facts)
    properties = ElementTree.SubElement(suite, "properties")
    for name, value in (("points", one.points), ("max_points", one.max_points)):
        ElementTree.SubElement(properties, "property", name=name, value=str(value))
    suite.extend(cases)
    return suite


def _suite_name(one: CountedMarking) -> str:
    learner, submission = in_one_line(one.learner), in_one_line(one.marking.submission)
    return learner if learner == submission else f"{learner} ({submission})"


def _count(cases: list[ElementTree.Element], kind: str) -> int:
    return sum(case.find(kind) is not None for case in cases)


def _case(one: CountedMarking, mark: CountedMark) -> ElementTree.Element:
    case = _empty_case(one, mark.exercise)
    kind = _kind(mark)
    if kind == "skipped":
        ElementTree.SubElement(case, kind, message=in_one_line(mark.report.message))
    elif kind:
        told = ElementTree.SubElement(case, kind, type=_type(mark), message=in_one_line(_headline(mark)))
        told.text = shortened(visible(said_of(mark)), _LONGEST)
    elif mark.override:
        out = ElementTree.SubElement(case, "system-out")
        out.text = shortened(visible(said_of(mark)), _LONGEST)
    return case


def _type(mark: CountedMark) -> str:
    return "override" if mark.override else mark.report.diagnosis or mark.report.status


def _headline(mark: CountedMark) -> str:
    # What the machine found may be the opposite: that all is right.
    return overridden(mark) or f"{mark.points} of {mark.max_points} points: {mark.report.message}"


def _kind(mark: CountedMark) -> str:
    if mark.solved:
        return ""
    if not mark.tried:
        return "skipped"
    return "error" if mark.report.status == "error" and mark.override is None else "failure"


def _unreadable(one: CountedMarking) -> ElementTree.Element:
    case = _empty_case(one, "submission")
    troubles = one.marking.troubles or ("It could not be marked as a whole.",)
    told = ElementTree.SubElement(case, "error", type=one.marking.status, message=in_one_line(troubles[0]))
    told.text = shortened(visible("\n".join(troubles)), _LONGEST)
    return case


def _empty_case(one: CountedMarking, name: str) -> ElementTree.Element:
    return ElementTree.Element("testcase", classname=in_one_line(one.learner), name=name, time="0")
