"""What a built notebook remembers of itself, to tell a learner's work from a build's."""

from __future__ import annotations

import copy
import hashlib
import json
from typing import Any

from authoring.notebook import notebook_in, text_of


def cells_sha256(notebook: Any) -> str:
    """Return the hash of what a person writes: each cell's id, type and source."""
    written = [[cell.get("id"), cell.cell_type, cell.source] for cell in notebook.cells]
    return _sha256(json.dumps(written, ensure_ascii=False))


def sealed(notebook: Any) -> Any:
    """Return a copy that carries the hash of its cells and of its whole stored text."""
    copied = copy.deepcopy(notebook)
    seal = copied.metadata["digit_lab"]
    seal.pop("built_sha256", None)
    seal["cells_sha256"] = cells_sha256(copied)
    seal["built_sha256"] = _sha256(text_of(copied))
    return copied


def is_untouched(stored: bytes) -> bool:
    """Return whether these bytes are exactly what some build wrote: not one output more."""
    notebook = notebook_in(stored)
    if notebook is None or "digit_lab" not in notebook.metadata:
        return False
    # A checkout that turned line ends around is nobody's work.
    return text_of(sealed(notebook)).encode("utf-8") == stored.replace(b"\r\n", b"\n")


def has_own_cells(notebook: Any) -> bool:
    """Return whether a cell was edited, added, deleted or moved since the build."""
    seal = notebook.metadata.get("digit_lab", {})
    return seal.get("cells_sha256") != cells_sha256(notebook)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
