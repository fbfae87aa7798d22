"""Start a benchmark from its file: with the lab's own Python, whichever it was called with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

__all__ = ["with_the_labs_python"]

ENVIRONMENT = Path(__file__).resolve().parent.parent / ".venv"


def with_the_labs_python() -> None:
    """Go on where this is the lab's Python; else run the command again with it, and end as it ends."""
    lab_python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if Path(sys.prefix).resolve() != ENVIRONMENT and lab_python.exists():
        sys.exit(subprocess.run([str(lab_python), *sys.argv]).returncode)
