"""What lies among the submissions and is nobody's work, and the folders around them."""

from __future__ import annotations

from collections.abc import Sequence

from grader.collecting.found import Found

__all__ = ["below_wrappers", "only_work"]

_NOBODYS = {"__MACOSX", "__pycache__", "node_modules", "site-packages", "Thumbs.db", "desktop.ini"}
# The lab's own code holds functions that are called like exercises.
_OF_THE_LAB = {"lab_utils", "public_tests"}
_HOLDS_SUBMISSIONS = {"submitted", "submissions"}


def only_work(found: Sequence[Found]) -> list[Found]:
    """Leave out what is hidden, kept or made by programs, and of a whole lab all but its notebooks."""
    labs = {one.parts[:-1] for one in found if one.parts[-1] == "lab.py"}
    return [one for one in found if not _is_nobodys(one.parts) and not _is_the_labs(one.parts, labs)]


def below_wrappers(found: Sequence[Found], root: str, is_zip: bool) -> tuple[list[Found], str | None]:
    """Go into the folder that holds all submissions, where one was handed over with something around it.

    Returns
    -------
    found : list of Found
        With paths below that folder.
    passed : str or None
        The folder that it went into.
    """
    tops = {one.parts[0] for one in found}
    inside = next((top for top in sorted(tops) if top.lower() in _HOLDS_SUBMISSIONS), None)
    if inside is None and is_zip and len(tops) == 1:
        (top,) = tops
        folders = {
            one.parts[1] for one in found if len(one.parts) > 2 or (one.read is None and len(one.parts) == 2)
        }
        if len(folders) > 1 or (folders and top == root):
            inside = top
    if inside is None or not any(len(one.parts) > 1 and one.parts[0] == inside for one in found):
        return list(found), None
    below = [one for one in found if one.parts[0] == inside and len(one.parts) > 1]
    return [Found(one.parts[1:], one.read, one.size) for one in below], inside


def _is_nobodys(parts: tuple[str, ...]) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in parts)
    return hidden or not _NOBODYS.isdisjoint(parts) or not _OF_THE_LAB.isdisjoint(parts[:-1])


def _is_the_labs(parts: tuple[str, ...], labs: set[tuple[str, ...]]) -> bool:
    for depth in range(len(parts)):
        if parts[:depth] in labs:
            return parts[depth] != "notebooks" or depth == len(parts) - 1
    return False
