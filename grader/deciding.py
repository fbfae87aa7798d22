"""Everything beside a submission that decides its marks, as one fingerprint."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from lab_utils.fingerprints import library_versions

__all__ = ["what_decides"]

LAB = Path(__file__).resolve().parents[1]
_CODE = ("grader", "lab_utils", "public_tests")
_FILES = ("data/digits.npz",)
# Another version of these may run the same work to another end.
_LIBRARIES = ("keras", "numpy", "scikit-learn", "scipy", "tensorflow", "tensorflow-cpu")


@lru_cache(maxsize=1)
def what_decides() -> str:
    """Return the SHA-256 of the checks, the grader, what both import, and the libraries' versions.

    A marking that was kept under another fingerprint may be out of date. The worker of a cluster with
    another one has another copy of the lab.
    """
    libraries = {"python": platform.python_version(), **library_versions(_LIBRARIES)}
    told = [libraries, {path.relative_to(LAB).as_posix(): _sha256(path) for path in _deciding_files()}]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _deciding_files() -> Iterator[Path]:
    for package in _CODE:
        for path in sorted((LAB / package).rglob("*")):
            # A cache is made on the way, and hidden files are editors' and systems' own.
            if path.is_file() and not any(_is_left_out(part) for part in path.relative_to(LAB).parts):
                yield path
    yield from (LAB / name for name in _FILES if (LAB / name).is_file())


def _is_left_out(part: str) -> bool:
    return part == "__pycache__" or part.startswith(".") or part.endswith((".pyc", ".pyo"))


def _sha256(path: Path) -> str:
    content = path.read_bytes()
    if path.suffix != ".npz":
        # A checkout on Windows may have turned the line ends.
        content = content.replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()
