"""From what was typed to the command that does it, with the environment set up on the way."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

from launcher.environment import Environment
from launcher.faults import Fault, from_os_error
from launcher.verbs import VERBS, help_text, unknown

__all__ = ["ready_command"]

_HELP = ("-h", "--help")


def ready_command(arguments: list[str]) -> list[str]:
    """Set the lab up if need be and return the command that runs the verb.

    Parameters
    ----------
    arguments : list of str
        What stood behind `lab.py`.

    Raises
    ------
    SystemExit
        With 0 after a help text, with 2 after one line that says why nothing could run.
    """
    arguments = _with_verb(arguments)
    environment = Environment(Path(__file__).resolve().parent.parent)
    try:
        if not environment.is_ready():
            _answer_help(arguments)
            _set_up(environment)
    except Fault as fault:
        _give_up(f"set-up stopped: {fault}")
    except OSError as error:
        _give_up(f"set-up stopped: {from_os_error(error)}")
    except KeyboardInterrupt:
        _give_up("set-up was stopped before its end; to go on, type: python lab.py")
    # -P: a folder named `commands` where somebody happens to stand must not win.
    return [str(environment.python), "-P", "-m", "commands", *arguments]


def _with_verb(arguments: list[str]) -> list[str]:
    if arguments and arguments[0] in (*_HELP, "help"):
        print(help_text())
        raise SystemExit(0)
    if not arguments or arguments[0].startswith("-"):
        return ["start", *arguments]
    if arguments[0] not in VERBS:
        _give_up(unknown("verb", arguments[0], VERBS))
    return arguments


def _answer_help(arguments: list[str]) -> None:
    if not any(word in _HELP for word in arguments):
        return
    verb = VERBS[arguments[0]]
    print(f"Usage: python lab.py {arguments[0]} {verb.arguments}".rstrip())
    print(f"\n{verb.summary}")
    raise SystemExit(0)


def _set_up(environment: Environment) -> None:
    # Imported here: a second run, which needs none of it, starts sooner.
    from launcher.setting_up import set_up

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    # A polite kill ends the installer too, just as Ctrl-C does.
    before = signal.signal(signal.SIGTERM, stop)
    try:
        set_up(environment)
    finally:
        signal.signal(signal.SIGTERM, before)


def _give_up(message: str) -> NoReturn:
    print(f"lab.py: {message}", file=sys.stderr)
    raise SystemExit(2)
