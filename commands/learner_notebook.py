"""Run a learner's notebook in a kernel of its own, in memory, and check its exercises there."""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from authoring.kernel import kernel_of_this_python
from public_tests import Report
from public_tests.by_name import REPORT_OUTPUT, no_function
from public_tests.catalogue import EXERCISES, Exercise

__all__ = ["Checked", "NotANotebook", "check_notebook", "exercises_in", "read_notebook"]

# An interrupted kernel answers at once, unless the cell ignores the interruption.
_ANSWER_SECONDS = 10
# What a check may take besides the learner's own calls: its imports, mostly TensorFlow.
_CHECK_SECONDS = 120


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
    source = Path(str(notebook.metadata.get("digit_lab", {}).get("source", ""))).stem
    ids = {cell.get("id", "") for cell in notebook.cells}
    return [
        exercise
        for exercise in EXERCISES.values()
        if exercise.notebook in (stem, source) or f"{exercise.id}-exercise" in ids
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
            for index, cell in enumerate(notebook.cells):
                if _is_run(cell, all_cells):
                    _run_cell(client, cell, index, seconds, checked)
            for exercise in exercises:
                checked.reports.append(_report(client, exercise))
        except _KernelLost as lost:
            checked.troubles.append(str(lost))
    for exercise in exercises[len(checked.reports) :]:
        checked.reports.append(no_function(exercise.id, "the kernel was gone before it could be checked."))
    return checked


def _is_run(cell: Any, all_cells: bool) -> bool:
    if cell.cell_type != "code" or not cell.source.strip():
        return False
    demonstration = "demonstration" in cell.metadata.get("tags", []) and not all_cells
    # The exercises are checked at the end, once each, whatever became of their check cells.
    checks = [f"check_{id}({id})" for id in EXERCISES]
    return not demonstration and cell.source.strip() not in checks


def _run_cell(client: Any, cell: Any, index: int, seconds: int, checked: Checked) -> None:
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    name = f"cell {index + 1} ({cell.source.strip().splitlines()[0][:50]})"
    client.timeout = seconds
    try:
        client.execute_cell(cell, index)
    except CellTimeoutError:
        checked.troubles.append(f"{name} took longer than {seconds} s and was interrupted")
        _interrupt(client, name)
    except DeadKernelError:
        raise _KernelLost(f"{name} ended the kernel: {_WHY_KERNELS_END}") from None
    for output in cell.outputs:
        # Others may fail for want of a demonstration that was left out.
        if output.output_type == "error" and _matters(cell):
            told = " ".join(f"{output.ename}: {output.evalue}".split())
            checked.troubles.append(f"{name} stopped with {told}")


def _matters(cell: Any) -> bool:
    defines = any(f"def {id}(" in cell.source for id in EXERCISES)
    return defines or "setup" in cell.metadata.get("tags", [])


_WHY_KERNELS_END = "it ran out of memory, or it calls exit()"


def _interrupt(client: Any, name: str) -> None:
    from jupyter_client.utils import run_sync
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    run_sync(client.km.interrupt_kernel)()
    client.timeout = _ANSWER_SECONDS
    try:
        _ask(client, "pass")
    except (CellTimeoutError, DeadKernelError):
        raise _KernelLost(f"{name} could not be interrupted, so the rest was not run") from None


def _report(client: Any, exercise: Exercise) -> Report:
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    client.timeout = int(exercise.seconds) + _CHECK_SECONDS
    try:
        # One expression, so that it leaves no name behind in the notebook.
        outputs = _ask(
            client, f"__import__('public_tests.by_name').by_name.send_report({exercise.id!r}, globals())"
        )
    except (CellTimeoutError, DeadKernelError):
        raise _KernelLost(f"checking {exercise.id} ended the kernel: {_WHY_KERNELS_END}") from None
    for output in outputs:
        if REPORT_OUTPUT in output.get("data", {}):
            return Report(**output["data"][REPORT_OUTPUT])
    error = next((output.evalue for output in outputs if output.output_type == "error"), "no answer")
    return no_function(exercise.id, f"the check could not be run ({error}).")


def _ask(client: Any, code: str) -> list[Any]:
    from nbformat.v4 import new_code_cell

    # Outputs are filed under a cell of the notebook, by its place.
    client.nb.cells.append(new_code_cell(code))
    client.execute_cell(client.nb.cells[-1], len(client.nb.cells) - 1)
    return list(client.nb.cells[-1].outputs)


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
        record_timing=False,
        extra_arguments=["--log-level=CRITICAL"],
        log=silent,
    )
    with tempfile.TemporaryDirectory(prefix="digit-lab-", ignore_cleanup_errors=True) as apart:
        # What the run itself notes is nobody's progress; its reports are noted by who asked for them.
        environment = {
            **os.environ,
            "DIGIT_LAB_PROGRESS": str(Path(apart) / "progress.json"),
            "TF_CPP_MIN_LOG_LEVEL": "3",
        }
        with client.setup_kernel(cwd=str(folder), env=environment, cleanup_kc=True):
            yield client
