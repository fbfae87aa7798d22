"""The notebooks that one source becomes, and the text that they are stored as."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from authoring.cell_ids import cell_id
from authoring.markers import opened, solved
from authoring.rules import Catalogue
from authoring.source import Cell, Source

# No version of Python in it: it would differ between the machines that build.
_KERNEL = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
    },
}

# How an exercise's cell is written: the cell and the exercise's name give its text.
_Written = Callable[[Cell, str], str]


def open_notebook(source: Source, catalogue: Catalogue) -> Any:
    """Return the learners' notebook: exercises open, no outputs.

    Returns
    -------
    nbformat.NotebookNode
    """
    return _notebook(source, catalogue, lambda cell, exercise: opened(cell.text, exercise))


def solved_notebook(source: Source, catalogue: Catalogue) -> Any:
    """Return the complete notebook, not yet executed."""
    return _notebook(source, catalogue, lambda cell, exercise: solved(cell.text))


def marked_notebook(source: Source, catalogue: Catalogue) -> Any:
    """Return the complete notebook with its solution markers, as nbgrader wants a teacher's version."""
    return _notebook(source, catalogue, lambda cell, exercise: cell.text)


def notebook_metadata(source_file: str, source_sha256: str) -> dict[str, Any]:
    """Return a notebook's metadata as every build writes it."""
    return {**_KERNEL, "digit_lab": {"source": source_file, "source_sha256": source_sha256}}


def text_of(notebook: Any) -> str:
    """Return the notebook as it is stored: sorted keys, ``\\n``, a newline at the end."""
    import nbformat

    return nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"


def notebook_in(stored: bytes) -> Any | None:
    """Return the notebook that was stored as these bytes, None if they hold none."""
    import nbformat

    try:
        notebook = nbformat.reads(stored.decode("utf-8"), as_version=4)
        nbformat.validate(notebook)
    except (ValueError, KeyError, AttributeError, TypeError, nbformat.ValidationError):
        return None
    return notebook


def _notebook(source: Source, catalogue: Catalogue, written: _Written) -> Any:
    from nbformat import v4

    cells = [_built(cell, source, catalogue, written) for cell in source.cells]
    notebook = v4.new_notebook(cells=cells, metadata=notebook_metadata(source.file, source.sha256))
    notebook.nbformat_minor = 5
    return notebook


def _built(cell: Cell, source: Source, catalogue: Catalogue, written: _Written) -> Any:
    from nbformat import v4

    text = written(cell, cell.exercise) if cell.exercise else cell.text
    id = cell_id(cell, source.topic)
    new = v4.new_markdown_cell if cell.kind == "markdown" else v4.new_code_cell
    return new(source=text, id=id, metadata=_cell_metadata(cell, id, catalogue))


def _cell_metadata(cell: Cell, id: str, catalogue: Catalogue) -> dict[str, Any]:
    metadata: dict[str, Any] = {"tags": list(cell.tags)} if cell.tags else {}
    if cell.exercise:
        metadata["nbgrader"] = _nbgrader(id, solution=True)
    if cell.check:
        metadata["nbgrader"] = _nbgrader(id, solution=False)
        metadata["nbgrader"]["points"] = catalogue[cell.check].points
    return metadata


def _nbgrader(id: str, solution: bool) -> dict[str, Any]:
    return {
        "grade": not solution,
        "grade_id": id,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
