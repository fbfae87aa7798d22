"""The rest of a cell that has stopped: what it would still have made.

A learner's own computer has libraries and files that are missing here. The line that asks for one stops its
cell, and the functions below it are as right as they were.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from public_tests.time_limit import OutOfTime

# Nothing that only does something: it may have waited for what is missing.
_MAKE_NAMES = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Assign,
    ast.AnnAssign,
    ast.Try,
)


def make_rest(shell: Any, source: str, error: BaseException) -> None:
    """Run what stands below the line that stopped and makes a name, each statement by itself.

    Parameters
    ----------
    shell : InteractiveShell
    source : str
        The cell.
    error : BaseException
        What stopped it.

    Raises
    ------
    OutOfTime
    """
    file, line = _reached(error)
    if file is None:
        return
    with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        for statement in list(_below(ast.parse(shell.transform_cell(source)).body, line)):
            try:
                code = compile(ast.Module([statement], []), file, "exec", shell.compile.flags, True)
                exec(code, shell.user_ns)
            except OutOfTime:
                raise
            except BaseException:  # the cell has stopped already, and its first trouble is told
                continue


def in_a_cell(file: str) -> bool:
    """Tell whether IPython gave this name to the code of a cell."""
    return "ipykernel" in file or "ipython-input" in file


def _reached(error: BaseException) -> tuple[str | None, int]:
    """Return the cell's name as a file, and the line at its top level that stopped."""
    trace = error.__traceback__
    while trace is not None:
        if in_a_cell(trace.tb_frame.f_code.co_filename):
            return trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return None, 0


def _below(statements: list[ast.stmt], line: int) -> Iterator[ast.stmt]:
    stopped = next((n for n, one in enumerate(statements) if line <= (one.end_lineno or 0)), len(statements))
    for number, statement in enumerate(statements[stopped:]):
        if isinstance(statement, ast.Import | ast.ImportFrom):
            yield from _one_by_one(statement)
        elif number and isinstance(statement, _MAKE_NAMES):
            yield statement


def _one_by_one(statement: ast.Import | ast.ImportFrom) -> Iterator[ast.stmt]:
    """Yield an import of several names as several: one that is missing costs no other."""
    for name in statement.names:
        alone = (
            ast.Import([name])
            if isinstance(statement, ast.Import)
            else ast.ImportFrom(statement.module, [name], statement.level)
        )
        yield ast.copy_location(alone, statement)
