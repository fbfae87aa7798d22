"""The hand-out: everything that a learner needs, and nothing that gives the answers."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

from authoring.build import open_text, sound_sources
from authoring.folders import Lab
from authoring.rules import Catalogue, lab_catalogue
from lab_utils.keeping import write_whole

# Notebooks are not in it: they are built anew, so that nobody's work travels.
HANDED_OUT = (
    "README.md",
    "LICENSE",
    "lab.py",
    "launcher",
    "requirements.lock",
    "pyproject.toml",
    "environment.yml",
    "postBuild",
    ".gitignore",
    ".gitattributes",
    "lab_utils",
    "public_tests",
    "authoring",
    "commands",
    "data",
    "docs",
)
# What is written for teachers, what working in the lab leaves behind, and digits that somebody brought.
LEFT_OUT = (
    "docs/teachers-guide.md",
    "docs/marks-json.md",
    "docs/class-repository",
    "docs/gradescope",
    "grader*.md",
    "grading*.md",
    "__pycache__",
    "*.py[cod]",
    "*.egg-info",
    ".*_cache",
    ".ipynb_checkpoints",
    ".DS_Store",
    "*.digit-lab.lock",
    "progress.json",
    "data/mnist.npz",
    "data/mnist",
    "data/own",
)


class ReleaseRefused(Exception):
    """The hand-out can't go there; the message says why and what to type."""


def release_to(lab: Lab, folder: Path, catalogue: Catalogue | None = None) -> list[str]:
    """Write a hand-out.

    Parameters
    ----------
    lab : Lab
        A checkout: a hand-out can't be made from a hand-out.
    folder : Path
        New or empty. It appears whole or not at all.

    Returns
    -------
    list of str
        The notebooks in it.

    Raises
    ------
    ReleaseRefused, AuthorMistakes
    """
    catalogue = lab_catalogue() if catalogue is None else catalogue
    folder = folder.resolve()
    _refuse(lab, folder)
    texts = {source.stem: open_text(source, catalogue) for source in sound_sources(lab, (), catalogue)}
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".digit-lab-release-") as parent:
        # A folder inside, because the temporary one is closed to everybody else.
        unfinished = Lab(Path(parent) / folder.name)
        _copy(lab, unfinished)
        for stem, text in texts.items():
            for place in (unfinished.notebooks, unfinished.pristine):
                write_whole(place / f"{stem}.ipynb", text.encode("utf-8"))
        if folder.exists():
            folder.rmdir()
        unfinished.root.rename(folder)
    return list(texts)


def _refuse(lab: Lab, folder: Path) -> None:
    if not lab.source.is_dir():
        raise ReleaseRefused("a hand-out is made from a checkout with source/; here is none")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ReleaseRefused(f"{folder} is not an empty folder; name a new one")
    root = lab.root.resolve()
    inside = folder.relative_to(root).parts[0] if folder.is_relative_to(root) else ""
    if inside in HANDED_OUT:
        raise ReleaseRefused(f"{folder} is inside {inside}/, which goes out; name another folder")


def _copy(lab: Lab, out: Lab) -> None:
    out.root.mkdir()
    for name in HANDED_OUT:
        path = lab.root / name
        if path.is_dir():
            shutil.copytree(path, out.root / name, ignore=_ignored_in(lab), symlinks=True)
        elif path.exists():
            shutil.copy2(path, out.root / name)


def _ignored_in(lab: Lab) -> Callable[[str, list[str]], set[str]]:
    def ignored(folder: str, names: list[str]) -> set[str]:
        return {name for name in names if _is_left_out(lab, Path(folder) / name)}

    return ignored


def _is_left_out(lab: Lab, path: Path) -> bool:
    # A link may lead out of the lab, or round in a circle.
    return path.is_symlink() or any(
        fnmatch(path.name, pattern) or lab.shown(path) == pattern for pattern in LEFT_OUT
    )
