"""Starting a notebook again, without losing what was in it."""

from __future__ import annotations

from authoring.build import Built, open_text, paths_of, replace_notebook, sound_sources
from authoring.folders import Lab
from authoring.freshness import State, open_state
from authoring.naming import find_notebook
from authoring.rules import Catalogue, lab_catalogue
from authoring.source import source_stems


def reset_notebook(lab: Lab, name: str, catalogue: Catalogue | None = None) -> Built:
    """Make a learner's notebook open again; what was in it is kept as a dated copy.

    Parameters
    ----------
    lab : Lab
        A checkout (starts from ``source/``) or a hand-out (from its pristine copies).
    name : str
        As a person names it: ``"02"``, ``"softmax"``, ``"notebooks/02_softmax.ipynb"``.

    Raises
    ------
    UnknownNotebook, AuthorMistakes
    """
    stem, text = _fresh(lab, name, catalogue)
    path, _ = paths_of(lab, stem)
    state = open_state(path, text)
    if state is State.FRESH:
        return Built(path, "unchanged")
    return Built(path, "written", replace_notebook(lab, path, state, text, stem))


def _fresh(lab: Lab, name: str, catalogue: Catalogue | None) -> tuple[str, str]:
    if not lab.source.is_dir():
        stem = find_notebook(name, sorted(copy.stem for copy in lab.pristine.glob("*.ipynb")))
        return stem, (lab.pristine / f"{stem}.ipynb").read_text(encoding="utf-8")
    catalogue = lab_catalogue() if catalogue is None else catalogue
    stem = find_notebook(name, source_stems(lab))
    [source] = sound_sources(lab, [stem], catalogue)
    return stem, open_text(source, catalogue)
