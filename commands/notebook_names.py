"""Which notebook somebody means by `02`, `softmax`, `02_softmax` or a path."""

from __future__ import annotations

from pathlib import Path

import click

from launcher.verbs import unknown

__all__ = ["NOTEBOOKS", "find_notebook"]

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"


def find_notebook(name: str, folder: Path = NOTEBOOKS) -> Path:
    """Find the notebook that a person means.

    Parameters
    ----------
    name : str
        A path, a file's name with or without its ending, its number, or its topic.
    folder : Path
        Where the notebooks are.

    Returns
    -------
    Path
        The notebook's absolute path.

    Raises
    ------
    click.UsageError
        When there is none; the text names the nearest.
    """
    as_path = Path(name)
    if as_path.suffix == ".ipynb" and as_path.is_file():
        return as_path.resolve()
    stems = sorted(path.stem for path in folder.glob("*.ipynb"))
    if not stems:
        raise click.UsageError(f"{folder} holds no notebooks; type: python lab.py build")
    wanted = as_path.name.removesuffix(".ipynb").lower()
    for stem in stems:
        number, _, topic = stem.partition("_")
        if wanted in (stem, topic) or (wanted.isdigit() and int(wanted) == int(number or -1)):
            return folder / f"{stem}.ipynb"
    raise click.UsageError(unknown("notebook", name, stems))
