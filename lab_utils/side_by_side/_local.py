"""Tasks side by side on this machine, each process at one task."""

from __future__ import annotations

import atexit
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from multiprocessing.connection import wait
from typing import Any

from lab_utils.side_by_side._done import Answer, Done, Function, Job, next_job
from lab_utils.side_by_side._worker import Worker, cores, interrupts_held_back


def on_this_machine(
    function: Function, tasks: Iterable[Any], workers: int, tries: int
) -> Generator[Done, None, None]:
    """Work at the tasks in so many processes: see `run_side_by_side`."""
    crew = _Crew(workers)
    # A program that ends in the middle of the loop still has the processes of an unfinished iterator.
    atexit.register(crew.stop)
    try:
        yield from _all_done(crew, function, iter(tasks), tries)
    finally:
        crew.stop()
        atexit.unregister(crew.stop)


class _Crew:
    """Processes, started when they are needed, and the jobs that they work at."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._threads = max(1, cores() // size)
        self._workers: list[Worker] = []
        self._busy: dict[Worker, Job] = {}

    @property
    def idle(self) -> bool:
        return not self._busy

    @property
    def has_room(self) -> bool:
        return len(self._busy) < self._size

    def begin(self, job: Job) -> None:
        """Give a job to a process that waits, or to a new one."""
        with interrupts_held_back():  # a process that nobody has noted would stay
            worker = next((w for w in self._workers if w not in self._busy), None)
            if worker is None:
                worker = Worker(self._threads)
                self._workers.append(worker)
            self._busy[worker] = job
        job.begun += 1
        worker.begin(job.packed)

    def answers(self) -> Iterator[tuple[Job, Answer | None]]:
        """Wait until something happens; give each job that ended, with None where its process died."""
        signs: dict[Any, Worker] = {sign: worker for worker in self._busy for sign in worker.signs}
        for worker in {signs[sign] for sign in wait(list(signs))}:
            answer = worker.answer()
            if answer is None or not worker.alive:
                self._bury(worker)
            yield self._busy.pop(worker), answer

    def stop(self) -> None:
        """End every process."""
        with interrupts_held_back():
            for worker in self._workers:
                worker.stop()
            for worker in self._workers:
                worker.wait()
            self._workers.clear()
            self._busy.clear()

    def _bury(self, worker: Worker) -> None:
        with interrupts_held_back():
            self._workers.remove(worker)
            worker.stop()
            worker.wait()


def _all_done(crew: _Crew, function: Function, tasks: Iterator[Any], tries: int) -> Iterator[Done]:
    again: deque[Job] = deque()
    ready: list[Done] = []
    while True:
        # Before anything is given back: the processes should work while the caller looks at it.
        ready += _handed_out(crew, function, tasks, again)
        yield from ready
        ready.clear()
        if crew.idle:
            return
        for job, answer in crew.answers():
            if answer is not None:
                ready.append(job.done(answer))
            elif job.begun >= tries:
                ready.append(job.died())
            else:
                again.append(job)


def _handed_out(crew: _Crew, function: Function, tasks: Iterator[Any], again: deque[Job]) -> list[Done]:
    """Give work to every process that is free; return the tasks that can't be sent."""
    refused = []
    while crew.has_room:
        # New tasks first: one that kills its process should not keep the others waiting.
        job = next_job(function, tasks) or (again.popleft() if again else None)
        if job is None:
            break
        if isinstance(job, Done):
            refused.append(job)
        else:
            crew.begin(job)
    return refused
