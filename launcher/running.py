"""Run an installer: its lines shown or kept back, its failure explained in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque

from launcher.faults import explained

__all__ = ["run_quietly", "run_shown", "succeeds"]

_LINES_KEPT = 200
# One line for each of 150 packages is no progress, it is a wall.
_WALL = (" + ", " - ", " ~ ")


def run_quietly(command: list[str], tool: str, variables: dict[str, str] | None = None) -> None:
    """Run a command and show nothing of it; raise a `Fault` when it fails."""
    done = subprocess.run(
        command,
        env=_surroundings(variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode != 0:
        raise explained(done.stdout, tool)


def run_shown(command: list[str], tool: str, variables: dict[str, str] | None = None) -> None:
    """Run a command and pass its lines on as they come; raise a `Fault` when it fails."""
    # On a terminal the tool draws its own progress, which it does for a terminal only. When it
    # fails it is run once more, listened to: that is the second try and the diagnosis in one.
    if sys.stderr.isatty() and _drawn(command, variables):
        return
    with subprocess.Popen(
        command,
        env=_surroundings(variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None
        kept: deque[str] = deque(maxlen=_LINES_KEPT)
        try:
            for line in process.stdout:
                kept.append(line)
                if not line.startswith(_WALL):
                    print(line, end="", file=sys.stderr, flush=True)
        except BaseException:
            process.kill()
            raise
    if process.returncode != 0:
        raise explained("".join(kept), tool)


def succeeds(command: list[str]) -> bool:
    """Tell whether a command ends well; its output is nobody's business."""
    try:
        return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def _drawn(command: list[str], variables: dict[str, str] | None) -> bool:
    done = subprocess.run(command, env=_surroundings(variables), stdin=subprocess.DEVNULL)
    return done.returncode == 0


def _surroundings(variables: dict[str, str] | None) -> dict[str, str]:
    # Somebody's own search path must not decide what counts as installed.
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return kept | (variables or {})
