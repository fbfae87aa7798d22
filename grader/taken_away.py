"""Names that a later cell gives to something else: in the notebook an exercise was checked before that."""

from __future__ import annotations

from collections.abc import Sequence

from grader.submission import Program
from public_tests.names_in_code import Names

# Nobody writes more by hand, and each cell is parsed.
_MOST_CELLS = 1000


def taken_away(program: Program, exercise: str) -> tuple[int, str] | None:
    """Find the first cell that takes away what an exercise uses.

    Parameters
    ----------
    program : Program
    exercise : str

    Returns
    -------
    tuple or None
        The cell's place among all of the program, from 0, and the name that it makes anew or deletes. None
        where there is no such cell.
    """
    places = [place for place, cell in enumerate(program.cells) if cell.exercise == exercise]
    if not places or len(program.cells) > _MOST_CELLS:
        return None
    names = [cell.names for cell in program.cells]
    below = places[-1] + 1
    uses = _used_from_above(names[:below])
    for place in range(below, len(names)):
        taken = uses & names[place].made
        if taken:
            return place, min(taken)
    return None


def _used_from_above(names: Sequence[Names]) -> set[str]:
    """Return what the last cell uses of what it and those above make, and what that uses, and so on."""
    used: set[str] = set()
    waiting = {len(names) - 1}
    seen: set[int] = set()
    while waiting:
        place = waiting.pop()
        seen.add(place)
        found = names[place].used - used
        used |= found
        waiting |= {n for n, one in enumerate(names) if n not in seen and found & (one.made | one.imported)}
    return used & {name for one in names for name in one.made | one.imported}
