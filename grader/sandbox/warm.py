"""The judge's side of the sandbox: start the warm process once, and get a fresh child for each program."""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import json
import os
import socket
import subprocess
import sys
from typing import Any

from grader.border import Bounds, Channel
from grader.marking import Limits
from grader.sandbox.environment import environment_of
from grader.sandbox.failing import NoSandbox
from grader.sandbox.fresh import Fresh
from grader.sandbox.places import LAB, NETWORK_FILES, runs_folder

_IMPORT_SECONDS = 180
_END_SECONDS = 20


class Warm:
    """The warm process of this worker.

    Parameters
    ----------
    namespaces : bool
        False starts it as a machine would that allows none: for tests.

    Attributes
    ----------
    missing : tuple of str
        What this machine does not keep apart, a sentence each.

    Raises
    ------
    NoSandbox
    """

    def __init__(self, namespaces: bool = True) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        options = () if namespaces else ("--without-namespaces",)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "grader.sandbox.zygote", str(theirs.fileno()), *options],
            cwd=LAB,
            env=environment_of(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=None if os.environ.get("DIGIT_LAB_GRADER_LOG") else subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
        theirs.close()
        atexit.register(self.stop)
        ready = self._heard(_IMPORT_SECONDS)
        if not ready or not ready.get("ready"):
            self.stop()
            raise NoSandbox("the process in which learner code runs could not be started")
        self.missing: tuple[str, ...] = tuple(ready["missing"])

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def start(self, limits: Limits, bounds: Bounds) -> Channel:
        """Fork a child; return the connection to it."""
        ours, theirs = socket.socketpair()
        request = {"do": "start", "limits": dataclasses.asdict(limits)}
        with theirs:
            socket.send_fds(self._control, [json.dumps(request).encode()], [theirs.fileno()])
        return Channel(ours, bounds)

    def end(self) -> dict[str, Any]:
        """End the child; return how it ended: ``ended`` (its exit status) and ``why`` (a limit, or None)."""
        with contextlib.suppress(OSError):
            self._control.send(json.dumps({"do": "end"}).encode())
        ended = self._heard(_END_SECONDS)
        if ended is None:
            self.stop()
            return {"ended": None, "why": None}
        return ended

    def stop(self) -> None:
        """End the warm process and all that it has started."""
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        self._process.kill()
        self._process.wait()
        atexit.unregister(self.stop)

    def _heard(self, seconds: float) -> dict[str, Any] | None:
        self._control.settimeout(seconds)
        try:
            message = self._control.recv(65536)
        except OSError:
            return None
        return json.loads(message) if message else None


_warm: Warm | Fresh | None = None


def warm_process() -> Warm | Fresh:
    """Return this worker's warm process, started at the first call and again when it has ended.

    Raises
    ------
    NoSandbox
    """
    global _warm
    if _warm is None or not _warm.alive:
        _warm = Warm() if sys.platform.startswith("linux") else Fresh()
    return _warm


def started(limits: Limits, bounds: Bounds) -> tuple[Warm | Fresh, Channel]:
    """Start a child, of a new warm process where the one that was there has gone.

    Raises
    ------
    NoSandbox
    """
    for _ in range(2):
        warm = warm_process()
        try:
            return warm, warm.start(limits, bounds)
        except OSError:
            warm.stop()
    raise NoSandbox("the process in which learner code runs ended at once")


def need_network() -> None:
    """Have the lab's trained network where learner code can read it; it is trained once for a machine."""
    from lab_utils.training import lab_weights

    if all((runs_folder() / name).exists() for name in NETWORK_FILES):
        return
    with contextlib.redirect_stdout(None):
        lab_weights()
    if _warm is not None:
        # Its view of the files was made before.
        _warm.stop()
