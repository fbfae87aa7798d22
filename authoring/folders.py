"""Where a lab keeps each kind of notebook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Lab:
    """The folders of one lab: the checkout, a hand-out, or a small one in a test.

    Attributes
    ----------
    root : Path
        The folder that holds ``lab.py``.
    """

    root: Path

    @property
    def source(self) -> Path:
        """The only notebooks that are edited by hand. A hand-out has none."""
        return self.root / "source"

    @property
    def notebooks(self) -> Path:
        """Open notebooks, for learners."""
        return self.root / "notebooks"

    @property
    def solutions(self) -> Path:
        """Complete notebooks with their outputs."""
        return self.root / "solutions"

    @property
    def kept(self) -> Path:
        """Dated copies of learners' work. Not tracked by git."""
        return self.root / "kept"

    @property
    def pristine(self) -> Path:
        """A hand-out's untouched copies, from which ``reset`` starts again."""
        return self.root / ".pristine"

    def shown(self, path: Path) -> str:
        """Return `path` as a person types it from the lab's folder, with forward slashes."""
        return path.relative_to(self.root).as_posix()


THIS_LAB = Lab(Path(__file__).resolve().parents[1])
