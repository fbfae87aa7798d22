"""Running a complete notebook in a real kernel, apart from whoever builds it."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from authoring.kernel import kernel_of_this_python
from authoring.outputs import cleaned

CELL_SECONDS = 600


class ExecutionFailed(Exception):
    """A cell did not run to its end.

    Parameters
    ----------
    cell_id : str
    error : str
        In one line.
    """

    def __init__(self, cell_id: str, error: str) -> None:
        super().__init__(cell_id, error)
        self.cell_id, self.error = cell_id, error


def executed(notebook: Any, folder: Path, root: Path) -> Any:
    """Return the notebook with the outputs of a run in a fresh kernel of this Python.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        It is run in place.
    folder : Path
        The kernel's working directory: where the notebook will be stored.
    root : Path
        The lab's folder, which no output may name.

    Raises
    ------
    ExecutionFailed
        A cell raised, took longer than ``CELL_SECONDS``, killed its kernel, or left outputs
        that can't be stored.
    """
    metadata = dict(notebook.metadata)
    with tempfile.TemporaryDirectory(prefix="digit-lab-") as apart:
        _run(notebook, folder, _environment(Path(apart)))
    # The run adds widget states and this Python's version.
    notebook.metadata = type(notebook)(metadata)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            try:
                cell.outputs = cleaned(cell, root)
            except ValueError as error:
                raise ExecutionFailed(cell.id, str(error)) from error
    return notebook


def _run(notebook: Any, folder: Path, environment: dict[str, str]) -> None:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    running: list[Any] = []
    client = NotebookClient(
        notebook,
        km=kernel_of_this_python(),
        timeout=CELL_SECONDS,
        record_timing=False,
        coalesce_streams=True,
        on_cell_start=lambda cell, cell_index: running.append(cell),
    )
    try:
        # What cells write arrives as outputs; the kernel's own words are for no author.
        client.execute(cwd=str(folder), env=environment, stderr=subprocess.DEVNULL, cleanup_kc=True)
    except CellExecutionError as error:
        raise ExecutionFailed(running[-1].id, _one_line(error.ename, error.evalue)) from None
    except CellTimeoutError:
        raise ExecutionFailed(running[-1].id, f"took longer than {CELL_SECONDS} s") from None
    except DeadKernelError:
        raise ExecutionFailed(running[-1].id, "its kernel died") from None
    except AssertionError:
        # nbclient hears Ctrl-C itself, ends the kernel, and then stumbles over its absence.
        raise KeyboardInterrupt from None


def _environment(apart: Path) -> dict[str, str]:
    """Whoever builds has start-up and progress files, pictures, a way to plot, a terminal of some width."""
    own = {"COLUMNS", "LINES", "MPLBACKEND", "PYTHONSTARTUP", "IPYTHONDIR"}
    inherited = {key: value for key, value in os.environ.items() if key not in own}
    return {
        **inherited,
        "DIGIT_LAB_PROGRESS": str(apart / "progress.json"),
        "DIGIT_LAB_OWN": str(apart / "own"),
        "IPYTHONDIR": str(apart / "ipython"),
        "KERAS_BACKEND": "tensorflow",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }


def _one_line(name: str, value: str) -> str:
    return " ".join(f"{name}: {value}".split())
