"""The proxy that a check calls: arguments go out, an outcome comes back, as plain data only."""

from __future__ import annotations

import time
from typing import Any

from grader.border import Malformed, Nodes, fields_of, plain_of, text_of
from grader.models import ModelReader, described_model
from grader.running import BOUNDS, RunningProgram, Stopped
from public_tests.plain import is_keras
from public_tests.target import LearnerError, Outcome

_ANSWER = {"value": object, "type_name": str, "after": list, "error": object, "timed_out": bool}


class Unreadable(Exception):
    """What came back can't be read. The text is a sentence."""


class ProxyTarget:
    """A learner's function in the sandbox. It has `call`, and so the checks take it for their target.

    Parameters
    ----------
    program : RunningProgram
    exercise : str
        Its work must have been found.
    seconds : float
        What all calls together may take.
    """

    def __init__(self, program: RunningProgram, exercise: str, seconds: float) -> None:
        self._program = program
        self._exercise = exercise
        self._left = seconds
        self._models: dict[int, Any] = {}

    def call(self, *args: Any) -> Outcome:
        """Call the function once, in the sandbox.

        Raises
        ------
        Stopped, Unreadable
        """
        nodes = Nodes(BOUNDS)
        made = [nodes.node_of(self._crossing(arg)) for arg in args]
        request = {"do": "call", "exercise": self._exercise, "args": made}
        began = time.monotonic()
        try:
            answer, arrays = self._program.ask(request, nodes.arrays, self._left)
        except Stopped as stopped:
            if stopped.late:
                return Outcome(timed_out=True)
            raise
        finally:
            self._left = max(self._left - (time.monotonic() - began), 0.0)
        if answer.keys() == {"refused"}:
            raise Unreadable(f"What it gave back can't be looked at: {text_of(str(answer['refused']), 200)}.")
        try:
            return self._outcome(answer, arrays, args)
        except Malformed as problem:
            raise Unreadable(f"What came back can't be read: {problem}.") from None

    def _crossing(self, arg: Any) -> Any:
        """Describe a model; it is described once, and meant again afterwards."""
        if not is_keras(arg):
            return arg
        known = id(arg) in self._models
        # Kept, so that no other model gets the same id.
        self._models[id(arg)] = arg
        # One child serves several exercises, each with models of its own.
        token = f"{self._exercise}, model {list(self._models).index(id(arg))}"
        return described_model(arg, token, known)

    def _outcome(self, answer: dict[str, Any], arrays: list[bytes], args: tuple[Any, ...]) -> Outcome:
        if answer.keys() != _ANSWER.keys() or any(
            kind is not object and type(answer[name]) is not kind for name, kind in _ANSWER.items()
        ):
            raise Malformed("the answer has other fields than it should")
        if answer["timed_out"]:
            return Outcome(timed_out=True)
        if len(answer["after"]) != len(args):
            raise Malformed("it tells of another number of arguments")
        reader, nodes = ModelReader(), (answer["value"], *answer["after"])
        value, *after = (reader.read(plain_of(node, arrays, BOUNDS)) for node in nodes)
        if any(is_keras(arg) and not _is_model(told) for arg, told in zip(args, after, strict=True)):
            raise Malformed("it tells of something else in a model's place")
        error = _error_of(answer["error"])
        return Outcome(None if error else value, text_of(answer["type_name"], 100), after, error)


def _is_model(told: Any) -> bool:
    return isinstance(told, dict) and told.get("kind") == "keras_model"


def _error_of(told: Any) -> LearnerError | None:
    if told is None:
        return None
    if type(told) is not list or len(told) != 4:
        raise Malformed("an error is told in another way than it should")
    names = dict(zip(("type", "message", "line", "code"), told, strict=True))
    fields_of(names, {"type": str, "message": str, "line": (int, type(None)), "code": str})
    return LearnerError(text_of(told[0], 100), text_of(told[1], 4000), told[2], text_of(told[3], 500))


__all__ = ["ProxyTarget", "Stopped", "Unreadable"]
