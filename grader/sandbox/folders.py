"""Folders to work in, for processes without a file system of their own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Where libraries write what they keep between runs.
_VARIABLES = {
    "HOME": "",
    "IPYTHONDIR": ".ipython",
    "KERAS_HOME": ".keras",
    "MPLCONFIGDIR": ".matplotlib",
    "TMPDIR": "",
}


def live_in(folder: Path) -> None:
    """Work in a folder, and let libraries write there."""
    os.environ.update({name: str(folder / below) for name, below in _VARIABLES.items()})
    tempfile.tempdir = None
    os.chdir(folder)


def made_for_child() -> tempfile.TemporaryDirectory[str]:
    """Make a folder that a child may write to, whoever it is by then."""
    folder = tempfile.TemporaryDirectory(prefix="digit-lab-", ignore_cleanup_errors=True)
    Path(folder.name).chmod(0o777)
    return folder
