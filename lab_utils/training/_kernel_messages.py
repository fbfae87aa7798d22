"""Hear what the browser sends to widgets while a cell still runs."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

_OF_WIDGETS = {"comm_open", "comm_msg", "comm_close"}
_READABLE = 1  # zmq.POLLIN


@contextlib.contextmanager
def hearing_widgets() -> Iterator[Callable[[], None]]:
    """Give a function that hands on what has come for widgets since its last call.

    A kernel reads its messages between cells. Within the block the waiting ones are read at each call:
    those for widgets are answered at once; the others, such as the next cell, come after this one in their
    old order. Where no kernel runs, or this thread is none that runs cells, the function does nothing.

    Yields
    ------
    callable
        Call it in the thread that entered the block.
    """
    kernel = _running_kernel()
    stream = None if kernel is None else _stream_of_this_thread(kernel)
    if kernel is None or stream is None:
        yield lambda: None
        return
    kept: list[Any] = []
    # What it does with messages between cells; ZMQStream has no public name for it.
    later, as_bytes = stream._recv_callback, stream._recv_copy

    def take(message: Any) -> None:
        if not _answered(kernel, stream, message):
            kept.append(message)

    stream.on_recv(take, copy=False)
    try:
        yield lambda: _read(stream)
    finally:
        stream.on_recv(later, copy=as_bytes)
        for message in kept:
            stream.io_loop.add_callback(later, message)


def _running_kernel() -> Any:
    """Return IPython's kernel in this process, None without one; nothing is imported for it."""
    module = sys.modules.get("ipykernel.kernelbase")
    return module.Kernel._instance if module is not None else None


def _stream_of_this_thread(kernel: Any) -> Any:
    """Return the stream whose messages wait until this thread's cell has ended."""
    channel = getattr(kernel, "shell_channel_thread", None)
    if channel is None:
        on_main = threading.current_thread() is threading.main_thread()
        return kernel.shell_stream if on_main else None
    # From version 7 on each shell has a stream of its own, fed by a thread.
    try:
        shell = channel.manager.subshell_id_from_thread_id(threading.get_ident())
        return channel.manager.get_shell_channel_to_subshell_pair(shell).to_stream
    except (AttributeError, AssertionError, RuntimeError):
        return None


def _read(stream: Any) -> None:
    if not stream.closed():
        stream.flush(_READABLE)


def _answered(kernel: Any, stream: Any, message: Any) -> bool:
    """Answer a message if it is for a widget; tell whether it was."""
    try:
        _, parts = kernel.session.feed_identities(message, copy=False)
        kind = kernel.session.deserialize(parts, content=False, copy=False)["header"]["msg_type"]
    except Exception:
        # Nothing that can be read, as the kernel's own marks: the kernel knows better.
        return False
    if kind not in _OF_WIDGETS:
        return False
    identities, parts = kernel.session.feed_identities(message, copy=False)
    content = kernel.session.deserialize(parts, content=True, copy=False)
    # The browser sends a widget's next change once it is told that the last has been dealt with.
    kernel._publish_status("busy", "shell", parent=content)
    try:
        kernel.shell_handlers[kind](stream, identities, content)
    except Exception:
        kernel.log.exception("A widget's message could not be answered")
    finally:
        kernel._publish_status("idle", "shell", parent=content)
    return True
