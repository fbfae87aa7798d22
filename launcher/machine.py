"""Machines on which the lab cannot be set up, said before anything is downloaded."""

from __future__ import annotations

import platform
import shutil
import struct
import sys
import sysconfig
from pathlib import Path

from launcher.faults import Fault

__all__ = ["check_machine", "check_space"]

_ELSEWHERE = "open the lab on Binder instead (the link is in README.md)"


def check_machine() -> None:
    """Raise a `Fault` where TensorFlow has no build for this processor, system or Python."""
    machine = platform.machine().lower()
    if sys.platform == "darwin" and machine == "x86_64":
        raise Fault(
            "this Python runs on an Intel Mac's processor, for which there is no current TensorFlow: "
            f"{_ELSEWHERE}, or on an Apple Silicon Mac install the arm64 Python from python.org"
        )
    if sys.platform == "win32" and machine == "arm64" and "arm64" in sysconfig.get_platform():
        raise Fault(
            "this Python is the ARM build, for which there is no TensorFlow on Windows: install the "
            "64-bit x86 Python from python.org, then type: py lab.py"
        )
    if struct.calcsize("P") != 8:
        raise Fault(
            "this Python is a 32-bit one and TensorFlow needs 64 bits: install the 64-bit Python "
            "from python.org, then type: python lab.py"
        )
    if sys.platform == "linux" and machine not in ("x86_64", "aarch64"):
        raise Fault(f"there is no TensorFlow for the processor {machine}: {_ELSEWHERE}")
    if sysconfig.get_config_var("Py_GIL_DISABLED"):
        raise Fault(
            "this is a free-threaded Python, for which there is no TensorFlow: install the ordinary "
            "Python 3.13 from python.org, then type: python3.13 lab.py"
        )


def check_space(folder: Path, needed: int) -> None:
    """Raise a `Fault` when the disk under `folder` has fewer than `needed` bytes free."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Fault(
            f"the disk has {free / 1e9:.1f} GB free and set-up needs {needed / 1e9:.1f} GB: free some "
            "space, then type: python lab.py"
        )
