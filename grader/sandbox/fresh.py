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
from typing import Any

import psutil

from grader.border import Bounds, Channel
from grader.marking import Limits
from grader.sandbox.environment import environment_of
from grader.sandbox.failing import NoSandbox
from grader.sandbox.places import LAB

_START_SECONDS = 180
_TICK = 0.1
NOT_ISOLATED = (
    "On this system learner code runs in a process of its own with limits of time and memory, but it can "
    "read other files of this user and reach the network, and what it starts may go on for a while."
)


class Fresh:
    """Starts processes that are not isolated. It has what `grader.sandbox.warm.Warm` has."""

    missing = (NOT_ISOLATED,)
    alive = True

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._why: str | None = None
        # Also those whose own parent has ended meanwhile.
        self._seen: set[psutil.Process] = set()

    def start(self, limits: Limits, bounds: Bounds) -> Channel:
        """Start a process; return the connection to it."""
        self.stop()
        self._folder = tempfile.TemporaryDirectory(prefix="digit-lab-", ignore_cleanup_errors=True)
        password = secrets.token_hex(16)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            request = {"password": password, "limits": dataclasses.asdict(limits)}
            arguments = [str(listener.getsockname()[1]), self._folder.name]
            self._process = subprocess.Popen(
                [sys.executable, "-m", "grader.sandbox.alone", *arguments],
                cwd=LAB,
                env=environment_of(DIGIT_LAB_GRADER_REQUEST=json.dumps(request)),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            connection = _accepted(listener, password)
        if connection is None:
            self.stop()
            raise NoSandbox("the process in which learner code runs could not be started")
        self._why = None
        threading.Thread(target=self._watch, args=(self._process, limits), daemon=True).start()
        return Channel(connection, bounds)

    def end(self) -> dict[str, Any]:
        """End the process and all below it; return how it ended."""
        process = self._process
        self.stop()
        return {"ended": None if process is None else process.returncode, "why": self._why}

    def stop(self) -> None:
        """End the process and all below it."""
        if self._process is not None:
            self._see(self._process.pid)
            self._kill()
            self._process.wait()
            self._process = None
            self._seen.clear()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _watch(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        began = time.monotonic()
        while process.poll() is None:
            self._see(process.pid)
            too_much = _too_much(self._seen, limits, time.monotonic() - began)
            if too_much:
                self._why = self._why or too_much
                self._kill()
            time.sleep(_TICK)

    def _see(self, pid: int) -> None:
        with contextlib.suppress(psutil.Error):
            top = psutil.Process(pid)
            self._seen |= {top, *top.children(recursive=True)}

    def _kill(self) -> None:
        for process in list(self._seen):
            # psutil knows a process by its start too, so nobody else's can be meant.
            with contextlib.suppress(psutil.Error):
                process.kill()


def _accepted(listener: socket.socket, password: str) -> socket.socket | None:
    """Wait for the process; whoever else connects does not know the password."""
    deadline = time.monotonic() + _START_SECONDS
    while (left := deadline - time.monotonic()) > 0:
        listener.settimeout(left)
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
