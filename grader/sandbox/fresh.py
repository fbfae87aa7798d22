"""The judge's side on macOS and Windows: a fresh process for each program, with what limits there are."""

from __future__ import annotations

import contextlib
import dataclasses
import hmac
import json
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time

import psutil

from grader.border import Bounds, Channel
from grader.marking import Limits
from grader.sandbox.ending import Ending, NoSandbox
from grader.sandbox.environment import environment_of
from grader.sandbox.places import LAB

_START_SECONDS = 180
_TICK = 0.1
_MODULE = "grader.sandbox.alone"
NOT_ISOLATED = (
    "On this system learner code runs in a process of its own with limits of time and memory, but it can "
    "read other files of this user and reach the network, and what it starts may go on for a while."
)


class Fresh:
    """Starts processes that are not isolated. It has what `grader.sandbox.warm.Warm` has."""

    missing = (NOT_ISOLATED,)
    alive = True

    def start(self, limits: Limits, bounds: Bounds, tensorflow: bool) -> FreshChild:
        """Start a process; TensorFlow is imported when a cell asks for it.

        Raises
        ------
        NoSandbox
        """
        return FreshChild(limits, bounds)

    def stop(self) -> None:
        """Do nothing: no process is kept."""


class FreshChild:
    """A process of its own for one program. It has what `grader.sandbox.warm.WarmChild` has.

    Attributes
    ----------
    channel : Channel
        The connection to it.
    """

    can_serve = True

    def __init__(self, limits: Limits, bounds: Bounds) -> None:
        self._limit: str | None = None
        # Also those whose own parent has ended meanwhile.
        self._seen: set[psutil.Process] = set()
        self._folder = tempfile.TemporaryDirectory(prefix="digit-lab-", ignore_cleanup_errors=True)
        password = secrets.token_hex(16)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            request = {"password": password, "limits": dataclasses.asdict(limits)}
            self._process = subprocess.Popen(
                [sys.executable, "-m", _MODULE, str(listener.getsockname()[1]), self._folder.name],
                cwd=LAB,
                env=environment_of(DIGIT_LAB_GRADER_REQUEST=json.dumps(request)),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            connection = _accepted(listener, password, self._process)
        if connection is None:
            self._kill()
            raise NoSandbox("the process in which learner code runs could not be started")
        self.channel = Channel(connection, bounds)
        threading.Thread(target=self._watch, args=(limits,), daemon=True).start()

    def end(self) -> None:
        """End it and all that it has started."""
        self.channel.close()
        self._kill()

    def how(self) -> Ending:
        """Return how it ended, after `end`."""
        return Ending(self._process.returncode, self._limit)

    def _watch(self, limits: Limits) -> None:
        began = time.monotonic()
        while self._process.poll() is None:
            self._see()
            too_much = _too_much(self._seen, limits, time.monotonic() - began)
            if too_much:
                self._limit = self._limit or too_much
                self._kill()
            time.sleep(_TICK)

    def _see(self) -> None:
        with contextlib.suppress(psutil.Error):
            top = psutil.Process(self._process.pid)
            self._seen |= {top, *top.children(recursive=True)}

    def _kill(self) -> None:
        self._see()
        for process in list(self._seen):
            # psutil knows a process by its start too, so nobody else's can be meant.
            with contextlib.suppress(psutil.Error):
                process.kill()
        self._process.wait()
        self._folder.cleanup()


def _accepted(
    listener: socket.socket, password: str, process: subprocess.Popen[bytes]
) -> socket.socket | None:
    """Wait for the process; whoever else connects does not know the password."""
    deadline = time.monotonic() + _START_SECONDS
    listener.settimeout(1)
    while time.monotonic() < deadline and process.poll() is None:
        try:
            connection, _ = listener.accept()
            connection.settimeout(5)
            said = connection.recv(len(password), socket.MSG_WAITALL)
        except OSError:
            continue
        if hmac.compare_digest(said, password.encode()):
            return connection
        connection.close()
    return None


def _too_much(processes: set[psutil.Process], limits: Limits, seconds: float) -> str | None:
    if seconds > limits.program_seconds:
        return "time"
    memory = threads = cpu = 0.0
    for process in list(processes):
        with contextlib.suppress(psutil.Error):
            memory += process.memory_info().rss
            threads += process.num_threads()
            cpu += sum(process.cpu_times()[:2])
    if threads > limits.processes:
        return "processes"
    if cpu > limits.cpu_seconds:
        return "cpu"
    return "memory" if memory > limits.memory_bytes else None
