"""One program: its cells are run and then its functions are called, as the judge asks."""

from __future__ import annotations

import random
import socket
import sys
from typing import Any

import numpy as np

from grader.border import Bounds, Channel, Ended, Malformed, Nodes, plain_of
from grader.sandbox import models, shell
from public_tests.target import LocalTarget, Outcome

_SEED = 0
BOUNDS = Bounds()


def serve(end: socket.socket) -> None:
    """Serve the judge until it hangs up.

    Parameters
    ----------
    end : socket.socket
        Of the connection to the judge.
    """
    # As in Jupyter: what a cell writes to its folder can be imported.
    sys.path.insert(0, "")
    random.seed(_SEED)
    np.random.seed(_SEED)
    _Child(Channel(end, BOUNDS)).serve()


class _Child:
    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._shell = shell.make_shell()
        self._models = models.Models()
        self._targets: dict[str, LocalTarget] = {}
        self._functions: dict[str, Any] = {}

    def serve(self) -> None:
        # The judge's clock begins here, and not while this process got ready.
        self._channel.send({"ready": True})
        answers = {"cell": self._cell, "find": self._find, "call": self._call}
        while True:
            try:
                request, arrays = self._channel.receive()
            except Ended:
                return
            answers[request["do"]](request, arrays)

    def _cell(self, request: dict[str, Any], arrays: list[bytes]) -> None:
        """Run a cell, and keep the functions that are looked for: a later cell may take their names."""
        error = shell.run_cell(self._shell, request["source"], request["seconds"])
        variables = self._shell.user_ns
        made = {name: variables[name] for name in request["keeps"] if name in variables}
        self._functions.update({name: value for name, value in made.items() if callable(value)})
        self._channel.send({"error": error})

    def _find(self, request: dict[str, Any], arrays: list[bytes]) -> None:
        """Look for an exercise's work under its name, then under the others that are told."""
        work = {**self._shell.user_ns, **self._functions}
        found = next((name for name in request["names"] if name in work), None)
        if found is not None:
            self._targets[request["exercise"]] = LocalTarget(work[found], request["seconds"])
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
