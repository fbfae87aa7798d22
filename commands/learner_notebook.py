"""Run a learner's notebook in a kernel of its own, in memory, and check its exercises there."""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from authoring.kernel import kernel_of_this_python
from public_tests import Report, written_cells
from public_tests.by_name import REPORT_OUTPUT, no_function
from public_tests.catalogue import EXERCISES, Exercise
from public_tests.written_cells import WrittenCell, cells_to_run, lab_notebook_in

__all__ = ["Checked", "NotANotebook", "check_notebook", "exercises_in", "read_notebook"]

# An interrupted kernel answers as soon as the machine lets it, unless the cell ignores the interruption.
_ANSWER_SECONDS = 30
# What a check may take besides the learner's own calls: its imports, mostly TensorFlow.
_CHECK_SECONDS = 120

_OUT_OF_TIME = "OutOfTime"


class NotANotebook(ValueError):
    """The file holds no notebook; the message says why in one line."""


class _KernelLost(Exception):
    """The kernel can't be asked any more; the message says why."""


@dataclass
class Checked:
    """What came of one notebook.

    Attributes
    ----------
    reports : list of Report
        One for each exercise.
    troubles : list of str
        Cells that stopped with an error, took too long or ended the kernel, each in one line.
    """

    reports: list[Report] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def read_notebook(path: Path) -> Any:
    """Read a notebook.

    Raises
    ------
    NotANotebook
        It can't be read, is no JSON, or is JSON of another kind.
    """
    import nbformat

    try:
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        nbformat.validate(notebook)
    except OSError as error:
        raise NotANotebook(f"it can't be opened ({error.strerror or error})") from None
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError, nbformat.ValidationError):
        # nbformat's own text is the file itself, or pages about a schema.
        raise NotANotebook("it is no valid notebook: the file was cut, or edited outside Jupyter") from None
    return notebook


def exercises_in(notebook: Any, stem: str) -> list[Exercise]:
    """Return the exercises that belong into a notebook, also one that was renamed or lost some cells."""
    source = str(notebook.metadata.get("digit_lab", {}).get("source", ""))
    found = written_cells.exercises_in(_written(notebook), lab_notebook_in(stem), lab_notebook_in(source))
    return [EXERCISES[id] for id in found]


def _written(notebook: Any) -> list[WrittenCell]:
    places = enumerate(notebook.cells, start=1)
    return [
        WrittenCell.stored(cell, cell.source, place) for place, cell in places if cell.cell_type == "code"
    ]


def check_notebook(
    notebook: Any, folder: Path, exercises: Sequence[Exercise], *, all_cells: bool, seconds: int
) -> Checked:
    """Run the cells in order, whatever some of them raise, then check each exercise.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    folder : Path
        The kernel's working directory.
    exercises : sequence of Exercise
    all_cells : bool
        Run the demonstrations too.
    seconds : int
        What one cell may take.
    """
    checked = Checked()
    with _kernel(notebook, folder) as client:
        try:
            for written in cells_to_run(_written(notebook), all_cells=all_cells):
                _run_cell(client, notebook.cells[written.place - 1], written, seconds, checked)
            for exercise in exercises:
                checked.reports.append(_report(client, exercise))
        except _KernelLost as lost:
            checked.troubles.append(str(lost))
    for exercise in exercises[len(checked.reports) :]:
        checked.reports.append(no_function(exercise.id, "the kernel was gone before it could be checked."))
    return checked


def _run_cell(client: Any, cell: Any, written: WrittenCell, seconds: int, checked: Checked) -> None:
    from nbclient.exceptions import DeadKernelError

    name = written.name
    try:
        in_time = _ended_in_time(client, cell, written.place - 1, seconds)
    except DeadKernelError:
        raise _KernelLost(f"{name} ended the kernel: {_WHY_KERNELS_END}") from None
    if not in_time:
        checked.troubles.append(f"{name} took longer than {seconds} s and was interrupted")
        _make_sure_that_it_stopped(client, name)
        return
    for output in cell.outputs:
        # Others may fail for want of a demonstration that was left out.
        if output.output_type == "error" and _matters(written):
            told = " ".join(f"{output.ename}: {output.evalue}".split())
            checked.troubles.append(f"{name} stopped with {told}")


def _matters(written: WrittenCell) -> bool:
    return bool(written.exercises) or "setup" in written.tags


_WHY_KERNELS_END = "it ran out of memory, or it calls exit()"


def _make_sure_that_it_stopped(client: Any, name: str) -> None:
    from nbclient.exceptions import DeadKernelError

    try:
        answer = _ask(client, "pass", _ANSWER_SECONDS)
    except DeadKernelError:
        answer = None
    if answer is None:
        raise _KernelLost(f"{name} could not be interrupted, so the rest was not run")


def _report(client: Any, exercise: Exercise) -> Report:
    from nbclient.exceptions import DeadKernelError

    # One expression, so that it leaves no name behind in the notebook.
    code = f"__import__('public_tests.by_name').by_name.send_report({exercise.id!r}, globals())"
    try:
        outputs = _ask(client, code, int(exercise.seconds) + _CHECK_SECONDS)
    except DeadKernelError:
        outputs = None
    if outputs is None:
        raise _KernelLost(f"checking {exercise.id} ended the kernel: {_WHY_KERNELS_END}")
    for output in outputs:
        if REPORT_OUTPUT in output.get("data", {}):
            return Report(**output["data"][REPORT_OUTPUT])
    error = next((output.evalue for output in outputs if output.output_type == "error"), "no answer")
    return no_function(exercise.id, f"the check could not be run ({error}).")


def _ask(client: Any, code: str, seconds: int) -> list[Any] | None:
    """Run code of our own in the kernel and return its outputs, None where it did not end in time."""
    from nbformat.v4 import new_code_cell

    # Outputs are filed under a cell of the notebook, by its place.
    client.nb.cells.append(new_code_cell(code))
    if not _ended_in_time(client, client.nb.cells[-1], len(client.nb.cells) - 1, seconds):
        return None
    return list(client.nb.cells[-1].outputs)


def _ended_in_time(client: Any, cell: Any, index: int, seconds: int) -> bool:
    """Run a cell; after so many seconds interrupt it and tell that it did not end by itself."""
    replies: list[Any] = []
    client.timeout = seconds
    client.on_cell_executed = lambda cell, cell_index, execute_reply: replies.append(execute_reply)
    client.execute_cell(cell, index)
    return replies[-1]["content"].get("ename") != _OUT_OF_TIME


@contextlib.contextmanager
def _kernel(notebook: Any, folder: Path) -> Iterator[Any]:
    from nbclient import NotebookClient

    silent = logging.getLogger("digit-lab-check")
    silent.setLevel(logging.CRITICAL)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    client = NotebookClient(
        notebook,
        km=kernel_of_this_python(),
        allow_errors=True,
        # nbclient's own exception at a time-out would leave a reader behind that swallows later outputs.
        interrupt_on_timeout=True,
        error_on_timeout={"ename": _OUT_OF_TIME, "evalue": "", "traceback": []},
        iopub_timeout=_ANSWER_SECONDS,
        record_timing=False,
        extra_arguments=["--log-level=CRITICAL"],
        log=silent,
    )
    with tempfile.TemporaryDirectory(prefix="digit-lab-", ignore_cleanup_errors=True) as apart:
        # What cells write arrives as outputs; the greetings of libraries are for no learner.
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        surroundings = _environment(Path(apart))
        with client.setup_kernel(cwd=str(folder), env=surroundings, cleanup_kc=True, **quiet):
            yield client


def _environment(apart: Path) -> dict[str, str]:
    """What the run itself notes is nobody's progress; its reports are noted by who asked for them."""
    return {
        **os.environ,
        "DIGIT_LAB_PROGRESS": str(apart / "progress.json"),
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
