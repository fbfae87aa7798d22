"""Where the lab's files are, and which of them learner code may see."""

from __future__ import annotations

import os
from pathlib import Path

LAB = Path(__file__).resolve().parents[2]
# Of the lab: no checks' references, no solutions, no sources, no judge.
LAB_FOLDERS = ("lab_utils", "data", "grader/border", "grader/sandbox")
LAB_FILES = ("grader/__init__.py",)
# Of `public_tests`: what turns a value into plain data.
PLAIN_MODULES = (
    "guarded",
    "keras_compiled",
    "keras_config",
    "keras_facts",
    "keras_outputs",
    "plain",
    "target",
    "time_limit",
)
# All that programs write goes here. A place of its own, because the lab itself may lie below /tmp.
SCRATCH = Path("/.scratch")
NETWORK_FILES = ("lab_network.keras", "lab_network.json", "lab_network.npz")


def runs_folder() -> Path:
    """Return where trained networks are kept: see `lab_utils.training`, which can't be imported yet."""
    elsewhere = os.environ.get("DIGIT_LAB_RUNS")
    return Path(elsewhere).expanduser().resolve() if elsewhere else LAB / "runs"
