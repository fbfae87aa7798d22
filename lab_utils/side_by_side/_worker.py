"""One process that works at one task after the other."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection

from lab_utils.side_by_side._done import Answer, unpacked, work_at

_PATIENCE = 2.0
# Libraries that would else start as many threads in each process as the machine has cores.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")


class Worker:
    """A process of its own, started afresh.

    Parameters
    ----------
    threads : int
        How many threads the numerical libraries may use in it.
    """

    def __init__(self, threads: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), name="side-by-side")
        with _environment(dict.fromkeys(_THREADS, str(threads))):
            self._process.start()
        # The process has the other end now. While we keep it too, its death would not show.
        theirs.close()

    @property
    def signs(self) -> tuple[Connection, int]:
        """What becomes ready when there is an answer, or when the process has died."""
        return self._ours, self._process.sentinel

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def begin(self, packed: bytes) -> None:
        """Hand over a packed job."""
        # A process that has just died shows by its signs.
        with contextlib.suppress(OSError):
            self._ours.send_bytes(packed)

    def answer(self) -> Answer | None:
        """Return the answer, None where the process died without one."""
        try:
            # A process may have sent its answer and died then.
            return unpacked(self._ours.recv_bytes()) if self._ours.poll() else None
        except (EOFError, OSError):
            return None

    def stop(self) -> None:
        """Ask the process to end, without waiting."""
        self._ours.close()
        self._process.terminate()

    def wait(self) -> None:
        """Wait until the process has ended, and end it if it won't."""
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()


def cores() -> int:
    """Return how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on macOS and Windows
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@contextlib.contextmanager
def interrupts_held_back() -> Iterator[None]:
    """Let Ctrl-C arrive after the block; processes that are started in it don't meet one at all."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(connection: Connection) -> None:
    # Ctrl-C reaches every process of a terminal; the first one decides for all.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    with contextlib.suppress(EOFError, OSError):
        while True:
            connection.send_bytes(work_at(connection.recv_bytes()))


def _end_with_the_parent() -> None:
    """Leave no process behind when the first one is killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextlib.contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    """Set those environment variables that are not set, for processes that are started meanwhile."""
    added = {name: value for name, value in variables.items() if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)
