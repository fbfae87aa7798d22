"""Classes for tests of grading: learners' folders with the lab's solutions, or with the golden corpus."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

from tests.golden_cases import cases

LAB = Path(__file__).resolve().parents[1]
SOLVED, OPEN = "solutions", "notebooks"
ZERO_SOFTMAX = "def my_softmax(z):\n    return z * 0"


def hand_in(folder: Path, notebooks: Sequence[str] = ("02_softmax",), kind: str = SOLVED) -> Path:
    """Put a learner's notebooks into a folder of their own."""
    folder.mkdir(parents=True)
    for name in notebooks:
        (folder / f"{name}.ipynb").write_bytes((LAB / kind / f"{name}.ipynb").read_bytes())
    return folder


def rewrite(file: Path, id: str, source: str) -> None:
    """Give one cell of a notebook another text."""
    notebook: dict[str, Any] = json.loads(file.read_text("utf-8"))
    next(cell for cell in notebook["cells"] if cell["id"] == id)["source"] = source
    file.write_text(json.dumps(notebook), encoding="utf-8")


def a_small_class(folder: Path, slow_seconds: float = 0) -> Path:
    """Write eight submissions, right and wrong; the last two take a while."""
    for name in ("ada", "bob ö", "李"):
        hand_in(folder / name)
    hand_in(folder / "empty handed", kind=OPEN)
    rewrite(hand_in(folder / "half") / "02_softmax.ipynb", "my_softmax-exercise", ZERO_SOFTMAX)
    (folder / "cut").mkdir()
    (folder / "cut" / "02_softmax.ipynb").write_text('{"cells": [{"cell_type"')
    for name in ("slow one", "slow two"):
        slow = f"import time\n\ntime.sleep({slow_seconds})\n\n\ndef relu(z):\n    return z * (z > 0)"
        rewrite(hand_in(folder / name) / "02_softmax.ipynb", "relu-exercise", slow)
    return folder


def a_class_of(size: int, place: Path, hostile: bool) -> Path:
    """Write all golden cases, and honest ones again with a line more, until there are so many submissions.

    Parameters
    ----------
    hostile : bool
        Whether hostile cases are among them: only where the isolation is whole.
    """
    chosen = [case for case in cases() if (hostile or not case.hostile) and "hand_over" not in case.facts]
    for case in chosen:
        case.laid_out(place)
    folder = place / "handed-in"
    honest = [case.name for case in chosen if case.facts["kind"] == "honest"]
    copies = ((name, number) for number in count(1) for name in honest)
    for name, number in copies:
        if sum(1 for _ in folder.iterdir()) >= size:
            return folder
        copy = folder / f"{name} {number}"
        shutil.copytree(folder / name, copy)
        for file in copy.rglob("*"):
            if file.suffix in (".ipynb", ".py"):
                file.write_bytes(file.read_bytes() + b"\n" * number)
    return folder
