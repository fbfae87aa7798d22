"""Stop a call that does not end, without ending the kernel that runs it."""

from __future__ import annotations

import ctypes
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Protocol

# A loop that swallows an interruption (`except:` inside it) meets the next one. Alarms leave it time to
# end in good order at first; later ones come so close together that one falls outside of the `try`.
_AGAIN_AFTER = 0.05
_PATIENCE = 3
_AT_ONCE = 2e-5
_LEAST = 0.001
# An import that is stopped halfway leaves a broken package behind, and the first one of a large package
# takes seconds that say nothing about the code: it gets the full time again. Not for ever, as a module may
# loop too.
_MORE_TIMES = 3
_IMPORT_SYSTEM = "<frozen importlib."


class OutOfTime(BaseException):
    """The call took longer than its limit. Not an `Exception`: `except Exception` lets it pass."""


class time_limit:
    """Raise `OutOfTime` inside the block once it has run for `seconds`.

    The alarm of the operating system also ends a sleep, but only the main thread of a Unix process has
    one; elsewhere a second thread raises the exception, which a running Python loop meets at once, and a
    call into C (a sleep, a product of huge matrices) when it returns. There one loop can't be stopped: a
    `try` with a bare `except:` that does little else than sleep. Blocks may be nested: the outer one's
    time goes on. After the block nothing fires.

    While a module is imported the limit waits: `granted` tells how many seconds were added for that.

    A class, because the frames of a generator's context manager could themselves be interrupted.
    """

    def __init__(self, seconds: float) -> None:
        self._limit: _Limit = _Alarm(seconds) if _has_alarm() else _SecondThread(seconds)

    @property
    def granted(self) -> float:
        """How many seconds were added to the limit."""
        return self._limit.granted

    def __enter__(self) -> None:
        self._limit.arm(sys._getframe(1))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _whatever_interrupts(self._limit.disarm)


class _Limit(Protocol):
    granted: float

    def arm(self, owner: FrameType) -> None: ...

    def disarm(self) -> None: ...


def _has_alarm() -> bool:
    on_main_thread = threading.current_thread() is threading.main_thread()
    return hasattr(signal, "setitimer") and on_main_thread


class _Alarm:
    """The operating system's timer, which wakes the main thread."""

    def __init__(self, seconds: float) -> None:
        self._seconds = max(seconds, _LEAST)
        self._fired = 0
        self._more_times = _MORE_TIMES
        self.granted = 0.0

    def arm(self, owner: FrameType) -> None:
        self._owner = owner
        self._began = time.monotonic()
        self._handler_before = signal.signal(signal.SIGALRM, self._stop)
        # There is one timer only: an outer block may have less left than this one asks for.
        self._outer_left, self._outer_interval = signal.getitimer(signal.ITIMER_REAL)
        self._seconds = min(self._seconds, self._outer_left or self._seconds)
        signal.setitimer(signal.ITIMER_REAL, self._seconds, _AGAIN_AFTER)

    def disarm(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._handler_before)
        if self._outer_left:
            left = self._outer_left + self.granted - (time.monotonic() - self._began)
            signal.setitimer(signal.ITIMER_REAL, max(left, _LEAST), self._outer_interval)

    def _stop(self, signal_number: int, frame: FrameType | None) -> None:
        if not _is_inside(frame, self._owner):
            return
        if not self._fired and self._more_times and _is_importing(frame, self._owner):
            self._more_times -= 1
            self.granted += self._seconds
            signal.setitimer(signal.ITIMER_REAL, self._seconds, _AGAIN_AFTER)
            return
        self._fired += 1
        if self._fired == _PATIENCE:
            signal.setitimer(signal.ITIMER_REAL, _AT_ONCE, _AT_ONCE)
        raise OutOfTime


class _SecondThread:
    """A thread that raises the exception in the one that it watches."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.granted = 0.0
        self._watched = threading.get_ident()
        self._switch_interval = sys.getswitchinterval()
        self._ended = threading.Event()
        # Held while the exception is set, so that none is set once the block has ended.
        self._turn = threading.Lock()

    def arm(self, owner: FrameType) -> None:
        self._owner = owner
        threading.Thread(target=self._watch, daemon=True).start()

    def disarm(self) -> None:
        with self._turn:
            self._ended.set()
            _raise_in(self._watched, None)
            sys.setswitchinterval(self._switch_interval)

    def _watch(self) -> None:
        wait, fired, more_times = self._seconds, 0, _MORE_TIMES
        while not self._ended.wait(wait):
            with self._turn:
                if self._ended.is_set():
                    return
                frame = sys._current_frames().get(self._watched)
                if not fired and more_times and _is_importing(frame, self._owner):
                    more_times -= 1
                    self.granted += self._seconds
                    continue
                if _is_inside(frame, self._owner):
                    _raise_in(self._watched, OutOfTime)
                    fired += 1
                if fired == _PATIENCE:
                    # Threads take turns every few milliseconds: far too slow to meet it elsewhere.
                    sys.setswitchinterval(_AT_ONCE)
            wait = _AGAIN_AFTER if fired < _PATIENCE else _AT_ONCE


def _is_inside(frame: FrameType | None, owner: FrameType) -> bool:
    """Tell whether a frame is the block's or was called from it, and not on its way in or out."""
    while frame is not None and frame is not owner:
        if frame.f_code.co_filename == _THIS_FILE:
            return False
        frame = frame.f_back
    return frame is owner


def _is_importing(frame: FrameType | None, owner: FrameType) -> bool:
    """Tell whether a module is being imported inside the block."""
    while frame is not None and frame is not owner:
        if frame.f_code.co_filename.startswith(_IMPORT_SYSTEM):
            return True
        frame = frame.f_back
    return False


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Let a thread meet an exception at its next step; None takes back one that it has not met yet."""
    met = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), met)


def _whatever_interrupts(disarm: Callable[[], None]) -> None:
    """Disarm even where the interruption arrives while this is being done."""
    while True:
        try:
            return disarm()
        except OutOfTime:
            continue


_THIS_FILE = _whatever_interrupts.__code__.co_filename
