"""Tasks side by side on a Dask cluster, each of its processes at one task."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from lab_utils.side_by_side._done import Done, Function, Job, next_job, unpacked, work_at

if TYPE_CHECKING:
    from distributed import Client, Future

_CONNECT_SECONDS = 10
_WORKERS_SECONDS = 30
_START_ONE = "start one with `dask scheduler`, in the lab's environment, and use the address that it prints"
# A Dask worker may have several threads; TensorFlow's global state is for one training at a time.
_ONE_AT_A_TIME = threading.Lock()


class ClusterError(RuntimeError):
    """The cluster cannot be used. The message is one sentence: what, and what to do."""


def on_a_cluster(
    function: Function, tasks: Iterable[Any], address: str, tries: int
) -> Generator[Done, None, None]:
    """Work at the tasks in the workers of a Dask cluster: see `run_side_by_side`."""
    with _client(address) as client:
        run = _Run(client, tries)
        try:
            yield from run.all_done(function, iter(tasks))
        except (OSError, CancelledError) as error:
            raise ClusterError(
                f"the Dask scheduler at {address} no longer answers; start it and its workers again"
            ) from error
        finally:
            with suppress(OSError):
                client.cancel([*run.jobs], force=True)


def _client(address: str) -> Client:
    from distributed import Client

    _accept_address(address)
    # It warns of each worker that was lost; who asked for the work hears of that from the tasks' tries.
    logging.getLogger("distributed.client").setLevel(logging.ERROR)
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(f"no Dask scheduler answers at {address}; {_START_ONE}") from error
    try:
        client.wait_for_workers(1, timeout=_WORKERS_SECONDS)
    except TimeoutError as error:
        client.close()
        raise ClusterError(
            f"the cluster at {address} has no workers; start some in the lab's environment with "
            f"`dask worker {address} --nworkers 2 --nthreads 1`"
        ) from error
    return client


def _accept_address(address: str) -> None:
    """Refuse what is no address: a client that gets one is half made, and its end is a traceback."""
    from distributed.comm import get_address_host_port

    try:
        get_address_host_port(address)
    except ValueError as error:
        raise ClusterError(
            f"`{address}` is no address of a Dask scheduler, such as tcp://127.0.0.1:8786; {_START_ONE}"
        ) from error


class _Run:
    """The jobs that a cluster works at."""

    def __init__(self, client: Client, tries: int) -> None:
        self._client = client
        self._tries = tries
        self._name = f"side-by-side-{uuid.uuid4().hex}"
        self._numbers: dict[Job, int] = {}
        self._sent: dict[Job, int] = {}
        self.jobs: dict[Future, Job] = {}

    def all_done(self, function: Function, tasks: Iterator[Any]) -> Iterator[Done]:
        """Give each task back when it is done."""
        from distributed import as_completed

        flow = as_completed(loop=self._client.loop, raise_errors=False)
        ready: list[Done] = []
        while True:
            ready += self._handed_out(function, tasks, flow)
            yield from ready
            ready.clear()
            if not self.jobs:
                return
            future = next(flow)
            job = self.jobs.pop(future)
            done = self._outcome(future, job)
            if done is None:
                flow.add(self._send(job))
            else:
                ready.append(done)

    def _handed_out(self, function: Function, tasks: Iterator[Any], flow: Any) -> list[Done]:
        """Send as many jobs as there are workers; return the tasks that can't be sent."""
        refused = []
        while len(self.jobs) < max(1, len(self._client.nthreads())):
            job = next_job(function, tasks)
            if job is None:
                break
            if isinstance(job, Done):
                refused.append(job)
            else:
                flow.add(self._send(job))
        return refused

    def _send(self, job: Job) -> Future:
        number = self._numbers.setdefault(job, len(self._numbers))
        sent = self._sent[job] = self._sent.get(job, 0) + 1
        topic = f"{self._name}-{number}"
        future = self._client.submit(_noted_work, job.packed, topic, key=f"{topic}-{sent}", pure=False)
        self.jobs[future] = job
        return future

    def _outcome(self, future: Future, job: Job) -> Done | None:
        """Return what became of a job, None where it should be sent once more."""
        from distributed import KilledWorker

        notes = len(self._client.get_events(f"{self._name}-{self._numbers[job]}"))
        # A job that never began, because every worker was lost before, must count as well.
        job.begun = max(notes, self._sent[job])
        error = future.exception()
        if error is None:
            return job.done(unpacked(future.result()))
        if not isinstance(error, KilledWorker):
            return Done(job.task, error=f"{type(error).__name__}: {error}", tries=job.begun)
        return job.died() if job.begun >= self._tries else None


def _noted_work(packed: bytes, topic: str) -> bytes:
    """Work at a job in a worker of the cluster, after a note that it was begun."""
    from distributed import get_client

    with _ONE_AT_A_TIME:
        # Returns when the scheduler has it: a note under way would die with the worker.
        get_client().log_event(topic, "begun")
        return work_at(packed)
