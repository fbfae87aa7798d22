"""Mark many submissions side by side; what was marked before and is unchanged is not marked again."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from grader.deciding import what_decides
from grader.judging import error_report
from grader.keeping import Kept, KeptMarkings
from grader.marking import ExerciseMark, Limits, Marking, Task
from lab_utils._shared_file import turn_at
from lab_utils.side_by_side import Done, cores, run_side_by_side

__all__ = ["BatchError", "Marked", "mark_batch"]

# Two runs that write one report would mark everything twice.
_PATIENCE = 2
# As in the sandbox: the judge's numbers are rounded as the learner's, and no greetings on the terminal.
_TENSORFLOW = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}


class BatchError(RuntimeError):
    """The batch can't be marked there; one sentence says why."""


@dataclass(frozen=True)
class Marked(Kept):
    """One submission that is done with. The fields are those of :class:`~grader.keeping.Kept`, and:

    Attributes
    ----------
    earlier : bool
        Whether it was marked before this run and only found.
    """

    earlier: bool = False


def mark_batch(
    tasks: Sequence[Task],
    folder: Path,
    mark: Callable[[Task], Marking],
    *,
    workers: int | None = None,
    cluster: str | None = None,
) -> Generator[Marked, None, None]:
    """Mark submissions, several at a time, and keep each marking as soon as it is there.

    Parameters
    ----------
    tasks : sequence of Task
        One for each submission.
    folder : Path
        Keeps the markings, and holds nothing else. What it keeps of other submissions is removed at the end.
    mark : callable
        Picklable. A marking that it returns is kept, unless it says "not_marked". An exception is the
        machine's trouble and not the submission's. Both are told, and the next run tries again.
    workers, cluster
        See `lab_utils.side_by_side.run_side_by_side`; without either as many workers as there are cores, but
        no more than the memory is enough for if each submission takes all that it may.

    Yields
    ------
    Marked
        Each submission once: those that were marked before, then the others as they are finished.

    Raises
    ------
    BatchError
        Another run writes into the folder, or nobody can.
    lab_utils.side_by_side.ClusterError
    """
    kept = KeptMarkings(folder)
    with ExitStack() as turns:
        with _writing(folder):
            turns.enter_context(turn_at(folder, seconds=_PATIENCE))
        left = []
        for task in tasks:
            found = kept.find(task)
            if found is None:
                left.append(task)
            else:
                yield Marked(found.marking, found.tries, earlier=True)
        function = partial(_mark_here, mark, what_decides())
        if left:
            if cluster is None:
                workers = workers or _workers_that_fit(left[0].limits)
            with closing(run_side_by_side(function, left, workers=workers, cluster=cluster)) as finished:
                for done in finished:
                    with _writing(folder):
                        marked = _settled(done, kept)
                    yield marked
        with _writing(folder):
            kept.drop_others(task.submission.id for task in tasks)


def _workers_that_fit(limits: Limits) -> int:
    # Knows of a container's limits too.
    from distributed.system import MEMORY_LIMIT

    return max(1, min(cores(), MEMORY_LIMIT // limits.memory_bytes))


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise BatchError(
            f"the marks can't be kept in {folder}: {problem.strerror or problem}; wait for another `grade` "
            "that writes there, or name another folder with --out"
        ) from None


def _settled(done: Done, kept: KeptMarkings) -> Marked:
    if done.error is not None:
        return Marked(_not_marked(done.task, done.error), done.tries)
    if done.result is None:
        raise BatchError(
            "a worker has another version of the lab or of its libraries: it was changed meanwhile, or a "
            "machine of the cluster was set up otherwise; type the same again when they agree"
        )
    if done.result.status == "not_marked":
        # The next run looks again: where nothing could be run that takes no time.
        return Marked(done.result, done.tries)
    one = kept.keep(done.task, done.result, done.tries)
    return Marked(one.marking, one.tries)


def _mark_here(mark: Callable[[Task], Marking], decides: str, task: Task) -> Marking | None:
    """Mark one submission, in whichever process this is; None where that process would mark otherwise."""
    os.environ.update(_TENSORFLOW)
    return mark(task) if what_decides() == decides else None


def _not_marked(task: Task, why: str) -> Marking:
    trouble = f"It could not be marked: {why}. The next run tries again."
    submission = task.submission
    return Marking(
        submission.id,
        submission.learner,
        submission.fingerprint,
        "not_marked",
        tuple(ExerciseMark(error_report(id, trouble)) for id in task.exercises),
        (*submission.troubles, trouble),
    )
