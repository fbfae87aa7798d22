"""The one interface: a function, its tasks, and where they are worked at."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Generator, Iterable
from typing import TypeVar

from lab_utils.side_by_side._cluster import on_a_cluster
from lab_utils.side_by_side._done import Done
from lab_utils.side_by_side._local import on_this_machine
from lab_utils.side_by_side._worker import cores

Task = TypeVar("Task")
# A task over which three processes have died would kill a fourth.
MOST_TRIES = 3


def run_side_by_side(
    function: Callable[[Task], object],
    tasks: Iterable[Task],
    *,
    workers: int | None = None,
    cluster: str | None = None,
    tries: int = MOST_TRIES,
) -> Generator[Done, None, None]:
    """Call a function on each task, several at a time, and give each result as soon as it is there.

    Every process works at one task at a time. An exception ends its own task only. A process that dies
    takes nothing with it: its task is begun anew in another one, and each task is given back once. A task
    may therefore be begun twice, so what it writes it should write whole. When the iterator is closed,
    interrupted or dropped, the processes end at once.

    Parameters
    ----------
    function : callable
        Takes one task. It, the tasks and the results must be picklable; a function is, when a module (not
        a notebook or a `lambda`) holds it.
    tasks : iterable
        Taken one by one, as processes become free.
    workers : int, optional
        How many processes on this machine; as many as there are cores when left out. They are started
        afresh ("spawn"), and share the cores among them.
    cluster : str, optional
        The address of a Dask scheduler (``"tcp://10.0.0.5:8786"``), whose workers are used instead. They
        need the same lab. Its own setting ``allowed-failures`` (3) may add tries. A task that a worker
        has begun ends there, also when the iterator is closed.
    tries : int
        How often a task is begun before it counts as one that kills its process.

    Yields
    ------
    Done
        In the order in which they finish.

    Raises
    ------
    ClusterError
        No scheduler answers at the address, or no longer, or it has no workers.
    ValueError, TypeError
        `workers` and `cluster` exclude each other; the function can't be pickled.
    """
    if workers is not None and (cluster is not None or workers < 1):
        raise ValueError("workers: expected a number from 1 on, and no cluster beside it")
    try:
        pickle.dumps(function)
    except Exception as error:
        raise TypeError(f"{function!r} can't be sent to another process; put it into a module") from error
    if cluster is not None:
        return on_a_cluster(function, tasks, cluster, tries)
    return on_this_machine(function, tasks, workers or cores(), tries)
