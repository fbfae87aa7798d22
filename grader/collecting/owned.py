"""All files below a path that was handed over, each with the learner whose work it is; zips are gone into."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from grader.collecting.archives import Archive
from grader.collecting.found import Bounds, Found, Unreadable
from grader.collecting.handed_over import Handed
from grader.collecting.learners import Owner, owner_of
from grader.collecting.leaving_out import only_work

__all__ = ["owned_files"]


def owned_files(handed: Handed, bounds: Bounds) -> Iterator[tuple[Owner, Found]]:
    """Yield each file, or empty folder, with its owner."""
    for found in handed.files:
        # A folder's name has no ending that could be cut off.
        parts = (*found.parts, "") if found.read is None else found.parts
        yield from _inside(owner_of(parts, handed.name), found, handed, handed.zips_inside, bounds)


def _inside(
    owner: Owner, found: Found, handed: Handed, zips: int, bounds: Bounds
) -> Iterator[tuple[Owner, Found]]:
    if found.read is None or found.ending != ".zip":
        yield owner, found
        return
    told: list[str] = []
    try:
        if not zips:
            raise Unreadable("it is a zip in a zip in a zip. Hand in the notebooks themselves.")
        inside = only_work(list(Archive.of_bytes(found.read(), bounds).files(told)))
    except Unreadable as problem:
        yield owner, Found(found.parts, partial(_refuse, str(problem)))
        return
    for problem_inside in told:
        yield owner, Found(found.parts, partial(_refuse, problem_inside))
    # Also a zip without any work in it is somebody's.
    yield owner, Found(found.parts, None)
    for one in inside:
        yield from _inside(_owner_inside(owner, found, one, handed), one, handed, zips - 1, bounds)


def _owner_inside(owner: Owner, zip: Found, one: Found, handed: Handed) -> Owner:
    """Tell whose a file in a zip is: the zip's owner's, unless a learning platform named it."""
    if len(zip.parts) == 1 and not owner.by_platform:
        theirs = owner_of(one.parts, handed.name)
        if theirs.by_platform:
            return theirs
    return Owner(owner.key, owner.learner, "/".join((owner.file, *one.parts)), owner.by_platform)


def _refuse(why: str) -> bytes:
    raise Unreadable(why)
