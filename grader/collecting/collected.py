"""From paths to submissions."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from grader.collecting.found import BOUNDS, Bounds, Found
from grader.collecting.handed_over import handed_over
from grader.collecting.learners import Owner, clean
from grader.collecting.modules import with_modules
from grader.collecting.owned import owned_files
from grader.collecting.programs import READERS, Reading, read_program, refusal, unread
from grader.submission import Program, Submission

__all__ = ["Collected", "collect"]

# To be raised whenever the same files are read in another way than before.
_WAY_OF_READING = 2
_OTHER_KIND = "it is no notebook and no script, and was not looked at."
_NO_EXERCISES = "it holds none of the lab's exercises, and was not run."
_NO_WORK = "There is no notebook and no script with exercises of the lab in it."
# The lab's own first notebook has no exercises: it is nothing that a teacher must hear of.
_WITHOUT_EXERCISES = "00_start_here"


@dataclass(frozen=True)
class Collected:
    """What was found.

    Attributes
    ----------
    submissions : tuple of Submission
        Sorted by id.
    troubles : tuple of str
        What is wrong with the collection as a whole, a sentence each.
    left_out : tuple of str
        Files that hold no exercises, or are of other kinds: they were not marked; a sentence each.
    """

    submissions: tuple[Submission, ...]
    troubles: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass
class _Learner:
    """What is gathered of one learner while the files are read."""

    name: str
    readings: dict[str, Reading] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    code_bytes: int = 0


def collect(paths: Iterable[Path | str], *, all_cells: bool = False, bounds: Bounds = BOUNDS) -> Collected:
    """Read all submissions; what can't be read is told in troubles, never raised.

    Parameters
    ----------
    paths : iterable of paths
        Folders, zips, notebooks and scripts.
    all_cells : bool
        Run the demonstrations too.
    bounds : Bounds

    Returns
    -------
    Collected
    """
    learners: dict[str, _Learner] = {}
    troubles: list[str] = []
    left_out: list[str] = []
    with contextlib.ExitStack() as open_zips:
        for handed in handed_over(paths, bounds, troubles, open_zips):
            before = set(learners)
            # A name that a platform made is none that a folder has, also where both are alike: else whoever
            # packs a zip could put files into another one's work.
            known: dict[tuple[bool, str], _Learner] = {}
            for owner, found in owned_files(handed, bounds):
                if len(found.parts) == 1 and not owner.by_platform and _is_of_another_kind(found):
                    left_out.append(f"{clean(found.parts[0])}: {_OTHER_KIND}")
                    continue
                whose = (owner.by_platform, owner.key)
                if whose not in known:
                    id = _free_id(clean(owner.key), clean(handed.name), before, learners)
                    known[whose] = learners[id] = _Learner(clean(owner.learner))
                _add(known[whose], owner, found, all_cells, bounds)
    submissions = [_submission(id, learner, all_cells) for id, learner in sorted(learners.items())]
    for id, learner in sorted(learners.items()):
        left_out += [f"{id}/{sentence}" for sentence in learner.left_out]
    return Collected(tuple(submissions), tuple(troubles), tuple(left_out))


def _add(learner: _Learner, owner: Owner, found: Found, all_cells: bool, bounds: Bounds) -> None:
    if found.read is None:
        return
    file = _unique(clean(owner.file), learner.readings)
    if found.ending in READERS:
        enough = learner.code_bytes > bounds.learner_code_bytes
        reading = unread(found, file, bounds) if enough else read_program(found, file, all_cells, bounds)
        learner.code_bytes += reading.code_bytes
        learner.readings[file] = reading
    elif found.ending == ".zip":
        learner.readings[file] = refusal(found, file)
    else:
        learner.left_out.append(f"{file}: {_OTHER_KIND}")


def _is_of_another_kind(found: Found) -> bool:
    return found.read is not None and found.ending not in {*READERS, ".zip"}


def _submission(id: str, learner: _Learner, all_cells: bool) -> Submission:
    readings = [learner.readings[file] for file in sorted(learner.readings)]
    programs = tuple(with_modules(reading.program, readings) for reading in readings if reading.program)
    troubles = tuple(trouble for reading in readings for trouble in reading.troubles)
    imported = {cell.name for program in programs for cell in program.cells}
    idle = [
        reading.file
        for reading in readings
        if not reading.program and not reading.troubles and reading.file not in imported
    ]
    learner.left_out += [f"{file}: {_NO_EXERCISES}" for file in idle if _WITHOUT_EXERCISES not in file]
    if not programs and not troubles and learner.left_out:
        troubles = (_NO_WORK,)
    return Submission(id, learner.name, programs, troubles, _fingerprint(readings, programs, all_cells))


def _fingerprint(readings: list[Reading], programs: tuple[Program, ...], all_cells: bool) -> str:
    files = [(reading.file, reading.digest, reading.troubles) for reading in readings]
    facts = [_WAY_OF_READING, all_cells, files, [(one.file, one.exercises) for one in programs]]
    return hashlib.sha256(json.dumps(facts).encode("ascii")).hexdigest()


def _free_id(key: str, folder: str, elsewhere: Collection[str], taken: Collection[str]) -> str:
    """Return an id: one of another folder that was handed over stays, and the later one tells its folder."""
    return _unique(f"{folder}/{key}" if key in elsewhere else key, taken)


def _unique(name: str, taken: Collection[str]) -> str:
    """Return the name, or one like it that is not taken yet: visibly another, and the same in every run."""
    free, count = name, 1
    while free in taken:
        count += 1
        free = f"{name} ({count})"
    return free
