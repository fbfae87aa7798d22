"""`python -m commands VERB ...`: what lab.py runs once the environment is ready.

A verb's module is imported only when that verb runs, so that `hint` need not wait for what `test`
imports. The status is 0 for well, 1 for something that failed a check, 2 for a verb that could not
run or was called wrongly.
"""

from __future__ import annotations

import importlib
import sys
import traceback
from collections.abc import Sequence

import click

from launcher.verbs import VERBS, help_text, unknown

__all__ = ["lab", "main"]

_WELL, _COULD_NOT_RUN = 0, 2


class _Lab(click.Group):
    """A group that knows its verbs from a table and loads the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            raise click.UsageError(unknown("verb", cmd_name, VERBS))
        verb = VERBS[cmd_name]
        try:
            return getattr(importlib.import_module(verb.module), verb.attribute)
        except (ModuleNotFoundError, AttributeError) as error:
            raise click.UsageError(f"`{cmd_name}` is missing in this copy of the lab: {error}") from error

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(help_text() + "\n")


@click.command(cls=_Lab, context_settings={"help_option_names": ["-h", "--help"]})
def lab() -> None:
    """Digit Lab."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a verb and return the status for the shell.

    Parameters
    ----------
    arguments : sequence of str, optional
        The verb and what follows it; the command line's when not given.

    Returns
    -------
    int
        What the verb returned, if it returned a number, or 0; 2 after a usage error.
    """
    _print_any_letter()
    try:
        status = lab.main(arguments, prog_name="python lab.py", standalone_mode=False)
    except click.ClickException as error:
        return _could_not_run(_one_line(error, sys.argv[1:] if arguments is None else arguments))
    except (click.Abort, KeyboardInterrupt):
        return _could_not_run("stopped")
    except Exception:
        # A fault of ours and not a failed check: the traceback is for whoever reports it.
        traceback.print_exc()
        return _COULD_NOT_RUN
    return status if isinstance(status, int) else _WELL


def _print_any_letter() -> None:
    """Let a terminal or a pipe that lacks a letter, as on Windows, get a question mark and not an error."""
    # Of standard error Python takes care itself.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")


def _one_line(error: click.ClickException, arguments: Sequence[str]) -> str:
    message = " ".join(error.format_message().split()).rstrip(".")
    verb = _verb_of(error, arguments)
    if not verb or "type:" in message:
        return message
    return f"{message} Type: {verb} --help" if message.endswith("?") else f"{message}; type: {verb} --help"


def _verb_of(error: click.ClickException, arguments: Sequence[str]) -> str:
    """Return what was typed up to the verb, empty where its help would be of no help."""
    if not isinstance(error, click.UsageError):
        return ""
    if error.ctx:
        return error.ctx.command_path
    # An option without its value: click's parser does not say whose it is.
    verb = next(iter(arguments), "")
    return f"python lab.py {verb}" if verb in VERBS else ""


def _could_not_run(message: str) -> int:
    click.echo(f"lab.py: {message}", err=True)
    return _COULD_NOT_RUN


if __name__ == "__main__":
    sys.exit(main())
