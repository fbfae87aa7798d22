"""The paths that a teacher hands over, each with the files below it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from grader.collecting.archives import Archive
from grader.collecting.folders import files_in, read_file
from grader.collecting.found import Bounds, Found, Unreadable
from grader.collecting.leaving_out import below_wrappers, only_work
from grader.collecting.programs import READERS

__all__ = ["Handed", "handed_over"]


@dataclass
class Handed:
    """One folder or zip, or the single files of one folder.

    Attributes
    ----------
    name : str
        What it is called.
    files : list of Found
    zips_inside : int
        How many zips may lie inside each other below it.
    """

    name: str
    files: list[Found]
    zips_inside: int


def handed_over(
    paths: Iterable[Path | str], bounds: Bounds, troubles: list[str], open_zips: ExitStack
) -> list[Handed]:
    """Look at each path once; what is not there, or is of another kind, is told in `troubles`."""
    handed: dict[Path, Handed] = {}
    for path in map(Path, paths):
        where = _resolved(path)
        if where in handed or not handed.keys().isdisjoint(where.parents):
            continue
        try:
            handed[where] = _looked_at(where, bounds, troubles, open_zips)
        except Unreadable as problem:
            troubles.append(f"{path}: {problem}")
        except OSError as error:
            troubles.append(f"{path}: it can't be opened ({error.strerror or error}).")
    return _singles_together(handed)


def _looked_at(where: Path, bounds: Bounds, troubles: list[str], open_zips: ExitStack) -> Handed:
    if where.is_dir():
        return _folder(where, bounds, troubles)
    if not where.is_file():
        raise Unreadable("there is no such file or folder.")
    if where.suffix.lower() == ".zip":
        return _zip(where, bounds, troubles, open_zips)
    if where.suffix.lower() in READERS:
        return Handed(where.parent.name, [_single(where, bounds)], 0)
    raise Unreadable("it is no notebook, script, zip or folder, and was not looked at.")


def _folder(where: Path, bounds: Bounds, troubles: list[str]) -> Handed:
    files, _ = below_wrappers(only_work(list(files_in(where, bounds, troubles))), where.name, is_zip=False)
    if not files:
        troubles.append(f"{where.name}: there is nothing in this folder.")
    return Handed(where.name, files, 2)


def _zip(where: Path, bounds: Bounds, troubles: list[str], open_zips: ExitStack) -> Handed:
    told: list[str] = []
    archive = Archive(open_zips.enter_context(where.open("rb")), bounds)
    files, _ = below_wrappers(only_work(list(archive.files(told))), where.stem, is_zip=True)
    troubles += [f"{where.name}: {trouble}" for trouble in told]
    if not files:
        troubles.append(f"{where.name}: there is nothing in this zip that could be read.")
    return Handed(where.stem, files, 1)


def _single(where: Path, bounds: Bounds) -> Found:
    return Found((where.name,), partial(read_file, where, bounds.file_bytes), where.stat().st_size)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path.absolute()


def _singles_together(handed: dict[Path, Handed]) -> list[Handed]:
    """Put files that were named one by one and lie in one folder together, as if it had been named."""
    together: dict[Path, Handed] = {}
    for where, one in handed.items():
        if one.zips_inside:
            together[where] = one
        elif where.parent in together:
            together[where.parent].files += one.files
        else:
            together[where.parent] = one
    return list(together.values())
