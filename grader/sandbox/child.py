"""A fork of the warm process on its way to become a program's own."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

from grader.sandbox import folders, program
from grader.sandbox.isolation import Isolation, isolate_child, limit_child
from grader.sandbox.warming import start_tensorflow

_CONNECTION = 3


def be_child(isolation: Isolation, handle: int, request: dict[str, Any], folder: Path | None) -> None:
    """Let go of all that the warm process has open, isolate, and serve the judge until it hangs up.

    Parameters
    ----------
    isolation : Isolation
    handle : int
        Of the connection to the judge.
    request : dict
        ``limits``: the fields of `grader.marking.Limits`. ``tensorflow``: whether the program will use it.
    folder : Path or None
        Where it works, if it has no file system of its own.
    """
    _let_go_of_all_but(handle)
    if folder is not None:
        folders.live_in(folder)
    limits = request["limits"]
    isolate_child(isolation, limits["file_bytes"])
    limit_child(
        cpu_seconds=limits["cpu_seconds"],
        memory_bytes=limits["memory_bytes"],
        file_bytes=limits["file_bytes"],
        processes=limits["processes"] + isolation.others,
    )
    if request["tensorflow"]:
        # Takes as long as all the rest of a child's start, and is done while another program is judged.
        start_tensorflow()
    program.serve(socket.socket(fileno=_CONNECTION))


def _let_go_of_all_but(handle: int) -> None:
    """Keep the connection, and nothing else that the warm process has open."""
    nothing = os.open(os.devnull, os.O_RDWR)
    kept = os.dup(handle)
    for number in range(_CONNECTION):
        os.dup2(nothing, number)
    os.dup2(kept, _CONNECTION, inheritable=False)
    os.closerange(_CONNECTION + 1, 65536)
