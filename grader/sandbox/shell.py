"""A shell of IPython without a person: magics and `!` work, and nothing is shown or kept."""

from __future__ import annotations

import contextlib
import importlib
import time
from typing import Any

from grader.sandbox.rest import in_a_cell, make_rest
from public_tests.time_limit import OutOfTime, time_limit

_LONGEST = 1000
# What the rest of a cell that has stopped may take at least: less than the judge waits beyond his limit.
_REST_SECONDS = 1.0


def make_shell() -> Any:
    """Make the one shell of this process."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.cache_size = 0
    shell = InteractiveShell.instance(config=config)
    # Nobody reads a traceback, and to write one takes longer than most cells.
    for name in ("showtraceback", "showsyntaxerror", "_showtraceback"):
        setattr(shell, name, _nothing)
    vars(shell)["ask_exit"] = _nothing
    _accept_jupyters_magics(shell)
    return shell


def _accept_jupyters_magics(shell: Any) -> None:
    """Let lines that work in Jupyter stop no cell: pictures go nowhere, and commands have no terminal."""
    from matplotlib_inline.config import InlineBackend

    shell.configurables.append(InlineBackend.instance(parent=shell))
    shell.register_magic_function(_nothing, "line", "matplotlib")
    vars(shell)["enable_gui"] = _nothing
    vars(shell)["system"] = shell.system_raw


def _nothing(*args: Any, **kwargs: Any) -> None:
    """Show nothing."""


def run_cell(shell: Any, source: str, seconds: float) -> dict[str, Any] | None:
    """Run one cell; return what stopped it as ``type``, ``message`` and ``line``, None where nothing did."""
    began = time.monotonic()
    try:
        with time_limit(seconds):
            # A file that was written a moment ago would be missed now and then.
            importlib.invalidate_caches()
            result = shell.run_cell(source, store_history=False)
            error = result.error_before_exec or result.error_in_exec
    except BaseException as raised:  # also what IPython lets through, such as SystemExit
        error = raised
    if error is None:
        return None
    with contextlib.suppress(OutOfTime), time_limit(max(began + seconds - time.monotonic(), _REST_SECONDS)):
        make_rest(shell, source, error)
    if isinstance(error, OutOfTime):
        return {"type": "OutOfTime", "message": "", "line": None}
    text = ""
    with contextlib.suppress(BaseException):
        text = str(error)[:_LONGEST]
    return {"type": type(error).__name__[:100], "message": text, "line": _line_of(error)}


def _line_of(error: BaseException) -> int | None:
    """Return the line in the cell: that of the last frame that a cell's code has."""
    line = getattr(error, "lineno", None)
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if in_a_cell(name):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line if type(line) is int else None
