"""All reports of a class, written so that none is ever seen half and none is left over from before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from grader.marking import Marking
from grader.reports.class_csv import class_csv
from grader.reports.class_page import class_page
from grader.reports.counted import CountedMarking, counted
from grader.reports.file_names import is_ours
from grader.reports.gradescope import gradescope_json
from grader.reports.junit_xml import junit_xml
from grader.reports.learner_page import learner_page
from grader.reports.marks_json import marks_json
from grader.reports.overrides import Overrides
from grader.reports.summary_md import summary_md
from lab_utils.keeping import write_whole

__all__ = ["write_reports"]

_FOLDERS = {"learners": ".html", "gradescope": ".json"}


def write_reports(
    markings: Iterable[Marking],
    out: Path,
    *,
    overrides: Overrides | None = None,
    tries: Mapping[str, int] | None = None,
) -> Path:
    """Write the reports of a class.

    The same markings give the same bytes, in whatever order they come and wherever they are written.

    Parameters
    ----------
    markings : iterable of Marking
    out : Path
        The folder. Other files in it are left alone, but for pages of learners who are gone.
    overrides : mapping, optional
        What `read_overrides` gave.
    tries : mapping of str to int, optional
        By submission id: how often it was begun to be marked. Only the class's page tells of it.

    Returns
    -------
    Path
        The class's page, from which all others are found.
    """
    the_class = counted(markings, overrides or {})
    written = {_write(out / name, text) for name, text in _texts(the_class, tries or {})}
    for folder, suffix in _FOLDERS.items():
        for path in (out / folder).glob(f"*{suffix}"):
            if is_ours(path.stem) and path not in written:
                path.unlink()
    return out / "class.html"


def _texts(the_class: Sequence[CountedMarking], tries: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield each file's name and text, the page that links to the others last."""
    for one in the_class:
        yield f"learners/{one.stem}.html", learner_page(one)
        yield f"gradescope/{one.stem}.json", gradescope_json(one)
    yield "class.csv", class_csv(the_class)
    yield "marks.json", marks_json(the_class)
    yield "junit.xml", junit_xml(the_class)
    yield "summary.md", summary_md(the_class)
    yield "class.html", class_page(the_class, tries)


def _write(path: Path, text: str) -> Path:
    content = text.encode("utf-8")
    if not path.is_file() or path.read_bytes() != content:
        write_whole(path, content)
    return path
