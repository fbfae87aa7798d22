"""What every server of the lab does: loopback alone, a port that is free, one Ctrl-C to end it."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

import click

__all__ = [
    "LARGE_UPLOADS",
    "LOOPBACK",
    "announce",
    "check_free",
    "kernel_options",
    "leave_out_what_is_slow",
    "on_stop",
]

LOOPBACK = "127.0.0.1"
# `tornado_settings` of a server. By default it drops what a browser sends beyond 10 MB at once, which a large
# photograph has, or several, and says nothing.
LARGE_UPLOADS = {"websocket_max_message_size": 200 * 2**20}


def check_free(port: int, verb: str) -> None:
    """Raise a one-line error where a server on this machine could not have the port.

    Parameters
    ----------
    port : int
    verb : str
        Who would serve there: "start".
    """
    # As both servers do it: on POSIX a port whose last connections are still being closed counts as free.
    from tornado.netutil import bind_sockets

    try:
        for trial in bind_sockets(port, LOOPBACK):
            trial.close()
    except OSError as error:
        why = "is taken" if error.errno == errno.EADDRINUSE else f"can't be used ({error.strerror})"
        raise click.ClickException(
            f"port {port} {why}; type another number, or leave --port out: python lab.py {verb}"
        ) from error


def on_stop(action: Callable[[], object]) -> None:
    """Let Ctrl-C and a polite kill do this from now on."""

    def act(number: int, frame: FrameType | None) -> None:
        action()

    signal.signal(signal.SIGINT, act)
    signal.signal(signal.SIGTERM, act)


def announce(address: str) -> None:
    """Print where the lab is. Called by a running server, whoever reads it can open it at once."""
    print(f"Digit Lab: {address}", flush=True)


def leave_out_what_is_slow() -> None:
    """Prepare this process to import a Jupyter server, and for the kernels that it will start."""
    # jsonschema would build a grammar of 300 lines for the format "iri", which nobody here checks: a third
    # of the server's import. It goes on without what can't be imported.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    # Said by each kernel's debugger to a terminal where nobody debugs.
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")


def kernel_options() -> dict[str, object]:
    """Return how a server starts its kernels, as options of Jupyter."""
    import zmq

    return {
        "MultiKernelManager.default_kernel_name": "python3",
        # Otherwise each kernel warns on the terminal that others on this machine could listen.
        "KernelManager.transport_encryption": "auto" if zmq.has("curve") else "disabled",
    }
