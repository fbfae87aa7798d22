"""The lab as assignments of nbgrader: a course folder from the same sources."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from authoring.build import Built, replace_notebook, sound_sources
from authoring.fingerprints import sealed
from authoring.folders import Lab
from authoring.freshness import State, open_state
from authoring.notebook import marked_notebook, text_of
from authoring.rules import Catalogue, lab_catalogue
from authoring.source import Source
from lab_utils.keeping import write_whole

CONFIG = "nbgrader_config.py"
# The stub is ours, so that an untouched exercise reads the same in both kinds of hand-out.
_CONFIG_TEXT = '''\
"""Settings of nbgrader for Digit Lab; written once and yours to change."""

import os
import tempfile

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "digit-lab"
c.ClearSolutions.code_stub = {
    "python": "# Your code takes the place of the next line.\\nraise NotImplementedError()"
}
# Some cells train a network; nbgrader's own limit is 30 s.
c.Execute.timeout = 600
# While a submission is marked its checks must not write into the teacher's own progress.
os.environ.setdefault("DIGIT_LAB_PROGRESS", os.path.join(tempfile.mkdtemp(), "progress.json"))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
'''


class CourseRefused(Exception):
    """The course folder can't be there; the message says why and what to type."""


def build_course(
    lab: Lab,
    folder: Path,
    only: Sequence[str] = (),
    catalogue: Catalogue | None = None,
) -> list[Built]:
    """Write the notebooks with exercises as assignments, one each, as `nbgrader` wants them.

    Parameters
    ----------
    lab : Lab
    folder : Path
        The course: its ``source/NN_topic/NN_topic.ipynb`` and, where there is none, its
        ``nbgrader_config.py`` are written. All else in it is left alone.
    only : sequence of str
        Notebooks as a person names them; all if empty.
    catalogue : mapping, optional
        Exercise id to its notebook and points; the lab's own if None.

    Raises
    ------
    AuthorMistakes, UnknownNotebook, CourseRefused
    """
    catalogue = lab_catalogue() if catalogue is None else catalogue
    folder = folder.resolve()
    _refuse(lab, folder)
    # In a notebook without a check nbgrader would have nothing to mark.
    sources = [s for s in sound_sources(lab, only, catalogue) if any(cell.check for cell in s.cells)]
    built = [_assignment(lab, folder, source, catalogue) for source in sources]
    config = folder / CONFIG
    if not config.exists():
        write_whole(config, _CONFIG_TEXT.encode("utf-8"))
    return built


def _refuse(lab: Lab, folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise CourseRefused(f"{folder} is a file; name a folder for the course")
    # The course's own source/ would be the lab's.
    if folder == lab.root.resolve():
        raise CourseRefused("the lab's folder can't be the course's; name another folder")


def _assignment(lab: Lab, folder: Path, source: Source, catalogue: Catalogue) -> Built:
    path = folder / "source" / source.stem / f"{source.stem}.ipynb"
    text = text_of(sealed(marked_notebook(source, catalogue)))
    state = open_state(path, text)
    if state is State.FRESH:
        return Built(path, "unchanged")
    return Built(path, "written", replace_notebook(lab, path, state, text, f"{source.stem}-nbgrader"))
