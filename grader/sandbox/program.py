"""One child: it runs a program's cells and then calls its functions, as the judge asks."""

from __future__ import annotations

import os
import random
import socket
from pathlib import Path
from typing import Any

import numpy as np

from grader.border import Bounds, Channel, Ended, Malformed, Nodes, plain_of
from grader.sandbox import folders, models, shell
from grader.sandbox.isolation import Isolation, isolate_child, limit_child
from public_tests.target import LocalTarget, Outcome

_SEED = 0
BOUNDS = Bounds()


def prepare() -> None:
    """Do in the warm process what is the same for every child."""


def run(isolation: Isolation, handle: int, limits: dict[str, Any], folder: Path | None) -> None:
    """Be the child: isolate, then serve the judge until it hangs up.

    Parameters
    ----------
    isolation : Isolation
    handle : int
        Of the connection to the judge.
    limits : dict
        The fields of `grader.marking.Limits`.
    folder : Path or None
        Where it works, if it has no file system of its own.
    """
    _let_go_of_all_but(handle)
    if folder is not None:
        folders.live_in(folder)
    isolate_child(isolation, limits["file_bytes"])
    limit_child(
        cpu_seconds=limits["cpu_seconds"],
        memory_bytes=limits["memory_bytes"],
        file_bytes=limits["file_bytes"],
        processes=limits["processes"],
    )
    random.seed(_SEED)
    np.random.seed(_SEED)
    child = _Child(Channel(socket.socket(fileno=3), BOUNDS))
    child.serve()


def _let_go_of_all_but(handle: int) -> None:
    """Keep one connection, as number 3, and nothing else that the warm process has open."""
    nothing = os.open(os.devnull, os.O_RDWR)
    kept = os.dup(handle)
    for number in range(3):
        os.dup2(nothing, number)
    os.dup2(kept, 3, inheritable=False)
    os.closerange(4, 4096)


class _Child:
    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._shell = shell.make_shell()
        self._models = models.Models()
        self._targets: dict[str, LocalTarget] = {}

    def serve(self) -> None:
        answers = {"cell": self._cell, "find": self._find, "call": self._call}
        while True:
            try:
                request, arrays = self._channel.receive()
            except Ended:
                return
            answers[request["do"]](request, arrays)

    def _cell(self, request: dict[str, Any], arrays: list[bytes]) -> None:
        error = shell.run_cell(self._shell, request["source"], request["seconds"])
        self._channel.send({"error": error})

    def _find(self, request: dict[str, Any], arrays: list[bytes]) -> None:
        """Look for an exercise's work under its name, then under the others that are told."""
        variables = self._shell.user_ns
        found = next((name for name in request["names"] if name in variables), None)
        if found is not None:
            self._targets[request["exercise"]] = LocalTarget(variables[found], request["seconds"])
        self._channel.send({"found": found})

    def _call(self, request: dict[str, Any], arrays: list[bytes]) -> None:
        args = plain_of({"list": request["args"]}, arrays, BOUNDS, self._models.made)
        outcome = self._targets[request["exercise"]].call(*args)
        nodes = Nodes(BOUNDS)
        try:
            answer = _outcome_nodes(outcome, nodes)
        except Malformed as problem:
            nodes, answer = Nodes(BOUNDS), {"refused": str(problem)}
        self._channel.send(answer, nodes.arrays)


def _outcome_nodes(outcome: Outcome, nodes: Nodes) -> dict[str, Any]:
    error = outcome.error
    told = None if error is None else [error.type, error.message[:4000], error.line, error.code[:500]]
    return {
        "value": nodes.node_of(outcome.value),
        "type_name": str(outcome.type_name)[:200],
        "after": [nodes.node_of(value) for value in outcome.arguments_after],
        "error": told,
        "timed_out": bool(outcome.timed_out),
    }
