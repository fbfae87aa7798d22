"""Stop a call that does not end, without ending the kernel that runs it."""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

# A loop that swallows the first interruption (`except:` inside it) meets the next one.
_AGAIN_AFTER = 0.05


class OutOfTime(BaseException):
    """The call took longer than its limit. Not an `Exception`: `except Exception` lets it pass."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `OutOfTime` inside the block once it has run for `seconds`.

    The alarm of the operating system also ends a sleep, but only the main thread of a Unix process has
    one; elsewhere a second thread raises the exception, which a running Python loop meets at once.
    """
    limit = _by_alarm if _has_alarm() else _by_second_thread
    with limit(seconds):
        yield


def _has_alarm() -> bool:
    on_main_thread = threading.current_thread() is threading.main_thread()
    return hasattr(signal, "setitimer") and on_main_thread


@contextmanager
def _by_alarm(seconds: float) -> Iterator[None]:
    def stop(signal_number: int, frame: FrameType | None) -> None:
        raise OutOfTime

    def disarm() -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN_AFTER)
    try:
        yield
    finally:
        _whatever_interrupts(disarm)


@contextmanager
def _by_second_thread(seconds: float) -> Iterator[None]:
    watched = ctypes.c_ulong(threading.get_ident())
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    ended = threading.Event()
    # Held while the exception is set, so that none is set once the block has ended.
    turn = threading.Lock()

    def watch() -> None:
        wait = seconds
        while not ended.wait(wait):
            wait = _AGAIN_AFTER
            with turn:
                if not ended.is_set():
                    raise_in(watched, ctypes.py_object(OutOfTime))

    def disarm() -> None:
        with turn:
            ended.set()
            raise_in(watched, None)

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        _whatever_interrupts(disarm)


def _whatever_interrupts(disarm: Callable[[], None]) -> None:
    """Disarm even where the interruption arrives while this is being done."""
    while True:
        try:
            return disarm()
        except OutOfTime:
            continue
