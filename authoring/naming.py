"""Which notebook a person means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from launcher.verbs import unknown

ENDINGS = {".ipynb", ".py"}
FOLDERS = {"", "notebooks", "source", "solutions"}


class UnknownNotebook(LookupError):
    """No notebook has this name; the message says which one is nearest."""


def find_notebook(text: str, stems: Sequence[str]) -> str:
    """Return the notebook that `text` means.

    Parameters
    ----------
    text : str
        ``02``, ``2``, ``softmax``, ``02_softmax``, ``02_softmax.ipynb``, or a path of it
        in one of the lab's folders.
    stems : sequence of str
        The notebooks that there are: ``["00_start_here", "01_digits", ...]``.

    Raises
    ------
    UnknownNotebook
        Nothing fits; the message names the nearest, or all.
    """
    path = PurePath(text.replace("\\", "/"))
    wanted = path.stem if path.suffix in ENDINGS else path.name
    if path.parent.name in FOLDERS:
        for stem in stems:
            number, _, topic = stem.partition("_")
            if wanted in {stem, topic, number, number.lstrip("0") or "0"}:
                return stem
    raise UnknownNotebook(unknown("notebook", wanted if path.parent.name in FOLDERS else text, stems))
