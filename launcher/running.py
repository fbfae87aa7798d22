"""Run an installer: its lines shown or kept back, its failure explained in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from launcher.faults import Fault, explained

__all__ = ["run_quietly", "run_shown", "succeeds"]

_LINES_KEPT = 200
# One line for each of 150 packages is no progress, it is a wall.
_WALL = (" + ", " - ", " ~ ")


def run_quietly(command: list[str], tool: str, variables: dict[str, str] | None = None) -> None:
    """Run a command and show nothing of it; raise a `Fault` when it fails."""
    with _started(command, tool, variables) as process:
        said, _ = process.communicate()
    if process.returncode != 0:
        raise explained(said, tool)


def run_shown(command: list[str], tool: str, variables: dict[str, str] | None = None) -> None:
    """Run a command and pass its lines on as they come; raise a `Fault` when it fails."""
    # On a terminal the tool draws its own progress, which it does for a terminal only. When it
    # fails it is run once more, listened to: that is the second try and the diagnosis in one.
    if sys.stderr.isatty() and _drawn(command, variables):
        return
    kept: deque[str] = deque(maxlen=_LINES_KEPT)
    with _started(command, tool, variables) as process:
        for line in process.stdout or ():
            kept.append(line)
            if not line.startswith(_WALL):
                print(line, end="", file=sys.stderr, flush=True)
    if process.returncode != 0:
        raise explained("".join(kept), tool)


def succeeds(command: list[str]) -> bool:
    """Tell whether a command ends well; its output is nobody's business."""
    try:
        return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def _drawn(command: list[str], variables: dict[str, str] | None) -> bool:
    try:
        done = subprocess.run(command, env=_surroundings(variables), stdin=subprocess.DEVNULL)
    except OSError:
        return False
    return done.returncode == 0


@contextmanager
def _started(
    command: list[str], tool: str, variables: dict[str, str] | None
) -> Iterator[subprocess.Popen[str]]:
    try:
        process = subprocess.Popen(
            command,
            env=_surroundings(variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        # A virus scanner or a school's rules may forbid a program that pip has just fetched.
        raise Fault(f"{tool} could not be started ({error.strerror})") from error
    with process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise


def _surroundings(variables: dict[str, str] | None) -> dict[str, str]:
    # Somebody's own search path must not decide what counts as installed.
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return kept | (variables or {})
