"""The files of a run, and the name of its folder."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import tomli_w

from lab_utils.experiments._form import Experiment
from lab_utils.experiments._scores import Scores

CONFIG_FILE, SCORES_FILE = "config.toml", "scores.json"
_FOLDER = re.compile(r"(?P<name>.+)-(?P<time>\d{4}-\d\d-\d\d-\d{6})(?:-(?P<number>\d+))?")


class RunFolder(NamedTuple):
    """A folder that is named as runs are: lab-2026-11-20-153012, with -2 and so on in the same second."""

    name: str
    time: str
    number: int
    path: Path


def run_folders(runs: Path) -> list[RunFolder]:
    """Return the folders of runs, the oldest first; those of the same second by their names."""
    if not runs.is_dir():
        return []
    found = []
    for path in runs.iterdir():
        match = _FOLDER.fullmatch(path.name)
        if match and path.is_dir():
            found.append(RunFolder(match["name"], match["time"], int(match["number"] or 1), path))
    return sorted(found, key=lambda run: (run.time, run.number, run.name))


def claimed(making: Path, name: str) -> Path:
    """Give a finished folder its name beside its temporary parent, one that no other run has."""
    runs, stamp, number = making.parent.parent, datetime.now().strftime("%Y-%m-%d-%H%M%S"), 1
    while True:
        folder = runs / (f"{name}-{stamp}" if number == 1 else f"{name}-{stamp}-{number}")
        try:
            # No finished run is empty, and a folder never replaces one that isn't.
            return making.rename(folder)
        except OSError:
            if not folder.exists():
                raise
            number += 1


def write_config(experiment: Experiment, folder: Path) -> None:
    """Write the exact config of a run, every key of it."""
    heading = (
        "# What this run trained, with every key. The same again: python lab.py train --config THIS-FILE\n\n"
    )
    text = heading + tomli_w.dumps({experiment.name: experiment.table()})
    (folder / CONFIG_FILE).write_text(text, encoding="utf-8", newline="\n")


def write_scores(scores: Scores, folder: Path) -> None:
    """Write scores.json."""
    text = scores.model_dump_json(indent=1) + "\n"
    (folder / SCORES_FILE).write_text(text, encoding="utf-8", newline="\n")
