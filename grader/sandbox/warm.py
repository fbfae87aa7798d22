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
import time
from pathlib import Path
from typing import Any

from grader.border import Bounds, Channel
from grader.marking import Limits
from grader.sandbox.ending import Ending, NoSandbox
from grader.sandbox.environment import environment_of
from grader.sandbox.fresh import Fresh, FreshChild
from grader.sandbox.places import LAB, NETWORK_FILES, runs_folder

_IMPORT_SECONDS = 180
_END_SECONDS = 20
_KEPT = 8


class WarmChild:
    """A fork of the warm process.

    Attributes
    ----------
    channel : Channel
        The connection to it.
    """

    def __init__(self, warm: Warm, number: int, channel: Channel) -> None:
        self._warm = warm
        self._number = number
        self.channel = channel

    @property
    def can_serve(self) -> bool:
        """Whether the warm process, without which it ends, is there."""
        return self._warm.alive

    def end(self) -> None:
        """End it and all that it has started."""
        self.channel.close()
        self._warm.end(self._number)

    def how(self) -> Ending:
        """Return how it ended, after `end`."""
        return self._warm.how(self._number)


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
    network : list
        The lab's trained network as it was when the process began: what learner code can see of it.

    Raises
    ------
    NoSandbox
    """

    def __init__(self, namespaces: bool = True) -> None:
        self.network = network_files()
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
        self._count = 0
        self._ended: dict[int, dict[str, Any]] = {}

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def start(self, limits: Limits, bounds: Bounds, tensorflow: bool) -> WarmChild:
        """Fork a child.

        Raises
        ------
        OSError
            The warm process has gone.
        """
        self._count += 1
        request = {
            "do": "start",
            "child": self._count,
            "limits": dataclasses.asdict(limits),
            "tensorflow": tensorflow,
        }
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [json.dumps(request).encode()], [theirs.fileno()])
        return WarmChild(self, self._count, Channel(ours, bounds))

    def end(self, child: int) -> None:
        """End a child, without waiting for its end."""
        with contextlib.suppress(OSError):
            self._control.send(json.dumps({"do": "end", "child": child}).encode())
        # Nobody may ever ask how earlier ones ended, so what was said of them must not pile up.
        while ended := self._heard(0):
            self._ended[ended["child"]] = ended
        for number in [number for number in self._ended if number < child - _KEPT]:
            del self._ended[number]

    def how(self, child: int) -> Ending:
        """Wait until a child that was ended has, and return how."""
        deadline = time.monotonic() + _END_SECONDS
        while child not in self._ended:
            ended = self._heard(max(deadline - time.monotonic(), 0.1))
            if ended is None:
                self.stop()
                return Ending(None, None)
            self._ended[ended["child"]] = ended
        told = self._ended[child]
        return Ending(told["ended"], told["why"])

    def stop(self) -> None:
        """End the warm process and all that it has started."""
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        self._process.kill()
        self._process.wait()
        atexit.unregister(self.stop)

    def _heard(self, seconds: float) -> dict[str, Any] | None:
        try:
            self._control.settimeout(seconds)
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


def started(limits: Limits, bounds: Bounds, tensorflow: bool) -> WarmChild | FreshChild:
    """Start a child, of a new warm process where the one that was there has gone.

    Parameters
    ----------
    limits : Limits
    bounds : Bounds
    tensorflow : bool
        Whether it should get TensorFlow ready at once.

    Raises
    ------
    NoSandbox
    """
    for _ in range(2):
        warm = warm_process()
        try:
            return warm.start(limits, bounds, tensorflow)
        except OSError:
            warm.stop()
    raise NoSandbox("the process in which learner code runs ended at once")


def need_network() -> None:
    """Have the lab's trained network where learner code can read it; it is trained once for a machine."""
    from lab_utils.training import lab_weights

    if None in network_files():
        with contextlib.redirect_stdout(None):
            lab_weights()
    # The view of the files was made when it began; since then another process may have trained the network.
    if isinstance(_warm, Warm) and _warm.network != network_files():
        _warm.stop()


def network_files() -> list[tuple[int, int] | None]:
    """Tell the files of the lab's trained network from earlier ones; None for each that is not there."""
    return [_known_by(runs_folder() / name) for name in NETWORK_FILES]


def _known_by(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns
