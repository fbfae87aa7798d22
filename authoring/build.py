"""Building: every source becomes an open notebook and an executed solution."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from authoring.execution import ExecutionFailed, executed
from authoring.fingerprints import sealed
from authoring.folders import Lab
from authoring.freshness import State, open_state, solution_state, was_executed
from authoring.mistakes import AuthorMistakes, BuildFailed
from authoring.naming import find_notebook
from authoring.notebook import notebook_in, open_notebook, solved_notebook, text_of
from authoring.rules import Catalogue, lab_catalogue, mistakes_in
from authoring.source import Source, read_source, source_stems
from lab_utils.keeping import keep_copy, write_whole


@dataclass(frozen=True)
class Built:
    """What became of one file.

    Attributes
    ----------
    path : Path
    action : {"unchanged", "written", "executed"}
        A solution is "written" when its outputs could be taken over.
    kept : Path or None
        Where the copy of somebody's work is.
    """

    path: Path
    action: str
    kept: Path | None = None


def build_all(
    lab: Lab,
    only: Sequence[str] = (),
    execute: bool = False,
    catalogue: Catalogue | None = None,
    tell: Callable[[Built], None] = lambda built: None,
) -> list[Built]:
    """Bring notebooks and solutions up to their sources.

    Parameters
    ----------
    lab : Lab
    only : sequence of str
        Notebooks as a person names them (``"02"``); all if empty.
    execute : bool
        Execute also those solutions whose cells are unchanged.
    catalogue : mapping, optional
        Exercise id to its notebook and points; the lab's own if None.
    tell : callable
        Hears of each file when it is done.

    Raises
    ------
    AuthorMistakes, BuildFailed, UnknownNotebook
        With a mistake in a source nothing at all is written; a solution whose execution fails
        leaves the old one in place.
    """
    catalogue = lab_catalogue() if catalogue is None else catalogue
    sources = sound_sources(lab, only, catalogue)
    done = []
    for source in sources:
        done.append(build_open(lab, source, catalogue))
        tell(done[-1])
    for source in sources:
        done.append(build_solution(lab, source, catalogue, execute))
        tell(done[-1])
    return done


def complaints(lab: Lab, only: Sequence[str] = (), catalogue: Catalogue | None = None) -> list[str]:
    """Return one line for each file that is not what its source says; nothing is written or run.

    A notebook in which a learner has worked counts: this is for those who publish the lab.
    """
    catalogue = lab_catalogue() if catalogue is None else catalogue
    lines = []
    for source in sound_sources(lab, only, catalogue):
        for path, state in states(lab, source, catalogue).items():
            if state is not State.FRESH:
                lines.append(f"{lab.shown(path)} {state.value}")
    return lines if only else lines + _orphans(lab)


def states(lab: Lab, source: Source, catalogue: Catalogue) -> dict[Path, State]:
    """Return what the open notebook and the solution of one source are."""
    notebook, solution = paths_of(lab, source.stem)
    return {
        notebook: open_state(notebook, open_text(source, catalogue)),
        solution: solution_state(solution, solved_notebook(source, catalogue)),
    }


def sound_sources(lab: Lab, only: Sequence[str], catalogue: Catalogue) -> list[Source]:
    """Read the sources, or raise AuthorMistakes with every mistake in any of them."""
    stems = source_stems(lab)
    wanted = sorted({find_notebook(name, stems) for name in only}) or stems
    sources, mistakes = [], []
    for stem in wanted:
        try:
            sources.append(read_source(lab, stem))
        except AuthorMistakes as error:
            mistakes += error.mistakes
    mistakes += [mistake for source in sources for mistake in mistakes_in(source, catalogue)]
    if mistakes:
        raise AuthorMistakes(mistakes)
    return sources


def paths_of(lab: Lab, stem: str) -> tuple[Path, Path]:
    """Return where the open notebook and the solution are."""
    return lab.notebooks / f"{stem}.ipynb", lab.solutions / f"{stem}.ipynb"


def open_text(source: Source, catalogue: Catalogue) -> str:
    """Return the open notebook as it is stored."""
    return text_of(sealed(open_notebook(source, catalogue)))


def replace_notebook(lab: Lab, path: Path, state: State, text: str, name: str) -> Path | None:
    """Store a notebook; return where the copy is of what somebody wrote there before."""
    kept = keep_copy(path, lab.kept, name) if state.is_anothers else None
    write_whole(path, text.encode("utf-8"))
    return kept


def build_open(lab: Lab, source: Source, catalogue: Catalogue) -> Built:
    """Bring one learners' notebook up to its source."""
    path, _ = paths_of(lab, source.stem)
    text = open_text(source, catalogue)
    state = open_state(path, text)
    if state is State.FRESH:
        return Built(path, "unchanged")
    return Built(path, "written", replace_notebook(lab, path, state, text, source.stem))


def build_solution(lab: Lab, source: Source, catalogue: Catalogue, execute: bool) -> Built:
    """Bring one solution up to its source; execute it if its cells changed, or if told to."""
    _, path = paths_of(lab, source.stem)
    notebook = solved_notebook(source, catalogue)
    state = solution_state(path, notebook)
    if state is State.FRESH and not execute:
        return Built(path, "unchanged")
    action = "executed"
    if state is State.STALE and not execute and _outputs_taken_over(path, notebook):
        action = "written"
    else:
        notebook = _executed(lab, source, path, notebook)
    name = f"{source.stem}-solution"
    return Built(path, action, replace_notebook(lab, path, state, text_of(sealed(notebook)), name))


def _outputs_taken_over(path: Path, notebook: Any) -> bool:
    """Give the cells the stored outputs, if a run would do exactly the same again."""
    stored = notebook_in(path.read_bytes())
    if stored is None or not was_executed(stored) or _runs(stored) != _runs(notebook):
        return False
    for cell, old in zip(notebook.cells, stored.cells, strict=True):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = old.outputs, old.execution_count
    return True


def _runs(notebook: Any) -> list[tuple[str, str, str, list[str]]]:
    return [(cell.id, cell.cell_type, cell.source, cell.metadata.get("tags", [])) for cell in notebook.cells]


def _executed(lab: Lab, source: Source, path: Path, notebook: Any) -> Any:
    lab.solutions.mkdir(parents=True, exist_ok=True)
    line = {built.id: cell.marker_line for built, cell in zip(notebook.cells, source.cells, strict=True)}
    try:
        return executed(notebook, lab.solutions, lab.root)
    except ExecutionFailed as failed:
        raise BuildFailed(
            f"{lab.shown(path)}: the cell {failed.cell_id} "
            f"({source.file}:{line[failed.cell_id]}) failed: {failed.error}"
        ) from None


def _orphans(lab: Lab) -> list[str]:
    stems = source_stems(lab)
    found = [*sorted(lab.notebooks.glob("*.ipynb")), *sorted(lab.solutions.glob("*.ipynb"))]
    return [f"{lab.shown(path)} has no source" for path in found if path.stem not in stems]
