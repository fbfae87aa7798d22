"""Load TensorFlow without its greetings, which no setting of its own turns off."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator


def load_tensorflow() -> None:
    """Import TensorFlow unless it is there; what its libraries write while they load is dropped.

    Errors are raised as ever. A Ctrl-C meanwhile is heard when it is loaded: in the middle it may be lost, or
    leave half a TensorFlow behind. Afterwards nothing is held back.
    """
    if "tensorflow" in sys.modules:
        return
    # Later greetings, of the first operation, heed this.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    with _later_interrupt(), _silence():
        import tensorflow  # noqa: F401


@contextlib.contextmanager
def _later_interrupt() -> Iterator[None]:
    """Keep Ctrl-C until the end of the block, and let it be heard then."""
    if threading.current_thread() is not threading.main_thread():
        # Signals arrive in the main thread only.
        yield
        return
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: heard.append(number))
    try:
        yield
    finally:
        # None: the handler was not set from Python, and can't be named here.
        signal.signal(signal.SIGINT, signal.default_int_handler if before is None else before)
    if heard:
        signal.raise_signal(signal.SIGINT)


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Send what is written to the process's standard error nowhere: C++ knows nothing of sys.stderr."""
    try:
        kept = os.dup(2)
    except OSError:
        # A program without a console has no standard error.
        yield
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
