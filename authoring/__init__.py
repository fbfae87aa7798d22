"""From one plain source to notebooks, solutions and hand-outs."""

from __future__ import annotations

from authoring.build import build_all, complaints
from authoring.folders import THIS_LAB, Lab
from authoring.mistakes import AuthorMistakes, BuildFailed
from authoring.naming import UnknownNotebook
from authoring.release import ReleaseRefused, release_to
from authoring.reset import reset_notebook

__all__ = [
    "THIS_LAB",
    "AuthorMistakes",
    "BuildFailed",
    "Lab",
    "ReleaseRefused",
    "UnknownNotebook",
    "build_all",
    "complaints",
    "release_to",
    "reset_notebook",
]
