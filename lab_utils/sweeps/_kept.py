"""The results of a sweep: one line of JSON for each finished run, in the order in which they finished."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

RESULTS_FILE = "results.jsonl"


class Row(BaseModel):
    """One finished run, as a line of results.jsonl holds it.

    Attributes
    ----------
    key : str
        What was trained, with which libraries: a run with the same key is not trained again.
    label, experiment : str
        ``"lab seed=1"`` and ``"lab"``.
    settings : dict of str to str
        What was changed, as it was typed.
    data : str
        What it was really trained on: "lab", "lab-28" or "mnist".
    parameters, epochs : int
    seconds : float
        What training took, beside the other runs of the sweep.
    training, validation, test, mnist_test : float or None
        Accuracies; None where that was not measured.
    notes : list of str
        For example that MNIST could not be loaded.
    run : str
        The run's folder, inside of the sweep's.
    tries : int
        How often it was begun: more than once where a process died.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    label: str
    experiment: str
    settings: dict[str, str]
    data: str
    parameters: int
    epochs: int
    seconds: float
    training: float
    validation: float | None
    test: float | None
    mnist_test: float | None
    notes: list[str]
    run: str
    tries: int = 1


def kept_rows(folder: str | Path) -> dict[str, Row]:
    """Return the finished runs of a sweep by their keys; a line that was cut or changed counts as none.

    Parameters
    ----------
    folder : str or path-like
        The sweep's.
    """
    file = Path(folder) / RESULTS_FILE
    if not file.exists():
        return {}
    rows = {}
    for line in file.read_bytes().splitlines():
        try:
            row = Row.model_validate_json(line)
        except ValidationError:
            continue
        rows[row.key] = row
    return rows


def keep(row: Row, folder: Path) -> None:
    """Append a finished run, so that it is there whatever happens next."""
    with (folder / RESULTS_FILE).open("ab+") as file:
        if file.tell() and not _ends_a_line(file.name):
            # A sweep that was killed while it wrote.
            file.write(b"\n")
        file.write(row.model_dump_json().encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _ends_a_line(file: str) -> bool:
    with Path(file).open("rb") as reading:
        reading.seek(-1, os.SEEK_END)
        return reading.read() == b"\n"
