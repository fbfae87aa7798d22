"""Make an environment from its lock, as fast as the machine and the network allow.

The order: an empty environment, uv fetched into it by pip (pinned and hash-checked by the lock),
everything else by uv, the lab itself in editable form, one import to prove it, the stamp. Where uv
can't be had, pip does uv's part; docs/decisions/launcher.md has the figures.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

from launcher.environment import Environment
from launcher.faults import Fault, explained
from launcher.installers import Installer, base_python, fetched_uv, pip, uv_on_path
from launcher.machine import check_machine, check_space
from launcher.running import run_quietly
from launcher.turns import turn

__all__ = ["say", "set_up"]

_BYTES_NEEDED = 3_000_000_000

# In the order of trying, with the faults that the next one would meet as well.
_WAYS: tuple[tuple[Callable[[Environment], Installer | None], tuple[str, ...]], ...] = (
    (fetched_uv, ("disk", "permission", "hash", "proxy", "certificate", "network")),
    (uv_on_path, ()),
    (pip, ()),
)
_SAME_FOR_EVERYBODY = ("disk", "permission", "hash")


def set_up(environment: Environment) -> None:
    """Make the environment ready, or raise a `Fault` that says why it can't be.

    Parameters
    ----------
    environment : Environment
        What to make. One that is ready is left alone; a cut or moved one is made anew; one whose
        lock changed is brought up to date.
    """
    check_machine()
    with turn(environment.root / f"{environment.folder_name}.digit-lab.lock"):
        if environment.is_ready():
            return
        began = time.monotonic()
        say(f"setting up the lab in {environment.folder} (once; later starts skip this)")
        if environment.needs_making():
            check_space(environment.root, _BYTES_NEEDED)
            environment.clear()
            environment.mark_begun()
            _make(environment)
        environment.mark_begun()
        _fill(environment)
        _prove(environment)
        environment.mark_ready()
        say(f"the lab is set up: {time.monotonic() - began:.0f} s")


def say(line: str) -> None:
    """Tell the person what is going on; standard output belongs to the verb."""
    print(line, file=sys.stderr, flush=True)


def _make(environment: Environment) -> None:
    command = [base_python(), "-m", "venv", "--without-pip", str(environment.folder)]
    made = subprocess.run(command, capture_output=True, text=True, errors="replace")
    said = made.stdout + made.stderr
    if made.returncode == 0:
        # Git need not know the folder's name.
        (environment.folder / ".gitignore").write_text("*\n", encoding="utf-8")
    elif "apt" in said or "No module named venv" in said:
        raise Fault(
            "this Python cannot make an environment: the system keeps the module `venv` apart; type: "
            "sudo apt install python3-venv && python3 lab.py"
        )
    else:
        raise explained(said, "python -m venv")


def _fill(environment: Environment) -> None:
    fault = Fault(
        "no installer was found: this Python has neither pip nor ensurepip, and there is no uv; on "
        "Debian or Ubuntu type: sudo apt install python3-venv && python3 lab.py"
    )
    for way, stops_at in _WAYS:
        try:
            installer = way(environment)
        except Fault as met:
            if met.kind in stops_at:
                raise
            fault = met
            continue
        if installer is None:
            continue
        try:
            installer.install_lock(environment.lock)
            installer.install_project(environment.root)
        except Fault as met:
            if met.kind in _SAME_FOR_EVERYBODY:
                raise
            fault = met
            say(f"{installer.name} could not do it ({met}); trying another way")
        else:
            return
    raise fault


def _prove(environment: Environment) -> None:
    proof = [str(environment.python), "-P", "-c", "import lab_utils, public_tests, commands"]
    try:
        run_quietly(proof, "the import")
    except Fault as fault:
        raise Fault(
            f"everything was installed, but {environment.python} cannot import lab_utils ({fault}); "
            f"remove the folder {environment.folder_name}, then type: python lab.py"
        ) from fault
