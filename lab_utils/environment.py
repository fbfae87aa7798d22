"""Is everything here that the lab needs? Asked of the installed packages, without importing any."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib import metadata

_START = "close this notebook and type `python lab.py` in the lab's folder"
# What the lessons use, in the order in which they meet it.
_PARTS = ("numpy", "matplotlib", "scikit-learn", "keras", "tensorflow-cpu", "tensorflow", "jupyterlab")


@dataclass(frozen=True)
class Part:
    """One thing that the lab needs.

    Attributes
    ----------
    name : str
        ``"numpy"``.
    needed : str
        ``">=1.26"``, as pyproject.toml says it.
    found : str or None
        The version that is installed.
    word : str
        "fine", or what is off and what to do.
    """

    name: str
    needed: str
    found: str | None
    word: str

    @property
    def fine(self) -> bool:
        """Whether it is there and fits."""
        return self.word == "fine"

    def __str__(self) -> str:
        return f"{self.name:<15}{self.found or 'none':<10}{self.word}"


def environment() -> list[Part]:
    """Compare this Python and its packages with what the lab's pyproject.toml asks for."""
    from packaging.requirements import Requirement

    try:
        lab = metadata.metadata("digit-lab")
    except metadata.PackageNotFoundError:
        return [Part("digit-lab", "", None, f"this is another Python than the lab's: {_START}")]
    needed = {"Python": lab["Requires-Python"] or ""}
    for line in metadata.requires("digit-lab") or []:
        requirement = Requirement(line)
        # TensorFlow has two names; the marker says which one this machine uses.
        if requirement.name in _PARTS and (requirement.marker is None or requirement.marker.evaluate()):
            needed[requirement.name] = str(requirement.specifier)
    ordered = ["Python", *(name for name in _PARTS if name in needed)]
    return [_part(name, needed[name], _found(name)) for name in ordered]


def _found(name: str) -> str | None:
    if name == "Python":
        return platform.python_version()
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _part(name: str, needed: str, found: str | None) -> Part:
    from packaging.specifiers import SpecifierSet

    if found is None:
        word = f"missing: {_START}"
    elif found in SpecifierSet(needed, prereleases=True):
        word = "fine"
    else:
        word = f"the lab needs {needed}: {_START}"
    return Part(name, needed, found, word)
