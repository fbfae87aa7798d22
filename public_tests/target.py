"""The border between a check and the learner's work: one call, plain data back."""

from __future__ import annotations

import builtins
import contextlib
import importlib
import inspect
import io
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from public_tests.plain import is_keras, plain
from public_tests.time_limit import OutOfTime, time_limit


@dataclass(frozen=True)
class LearnerError:
    """An exception that the learner's code raised, as texts.

    Attributes
    ----------
    type : str
        The exception's class: ``"NameError"``.
    message : str
    line : int or None
        The line in the learner's cell or file.
    code : str
        The text of that line, or "".
    """

    type: str
    message: str
    line: int | None = None
    code: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came back from one call.

    Attributes
    ----------
    value : plain data
        See `public_tests.plain.plain`.
    type_name : str
        What the learner returned: ``"list"``, ``"EagerTensor"``, ``"NoneType"``.
    arguments_after : list of plain data
        The arguments as the call left them.
    error : LearnerError or None
    timed_out : bool
    """

    value: Any = None
    type_name: str = "NoneType"
    arguments_after: Any = ()
    error: LearnerError | None = None
    timed_out: bool = False


_TAKE_SECONDS = {"tensorflow", "keras"}


class Target(Protocol):
    """The learner's work, wherever it runs."""

    def call(self, *args: Any) -> Outcome:
        """Call it once."""
        ...


class LocalTarget:
    """The learner's function (or a value in its place) in this very process.

    Parameters
    ----------
    work : callable or object
        A function is called. Anything else, a Keras model among them, is what a call gives.
    seconds : float
        What all calls together may take.
    """

    def __init__(self, work: Any, seconds: float) -> None:
        self._work: Callable[..., Any] = work if callable(work) and not is_keras(work) else lambda *args: work
        self._left = seconds
        _import_beforehand(work)

    def call(self, *args: Any) -> Outcome:
        """Call the learner's function with arguments of its own, shown output left out."""
        began = time.monotonic()
        limit = time_limit(max(self._left, 0.001))
        try:
            with _quiet(), limit:
                value = self._work(*args)
                # Still inside the limit: a lazy object may do its work only now.
                return Outcome(plain(value), type(value).__name__, [plain(a) for a in args])
        except OutOfTime:
            return Outcome(timed_out=True)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # SystemExit too is the learner's, not the kernel's
            return Outcome(error=described(error, self._work), arguments_after=[plain(a) for a in args])
        finally:
            self._left -= time.monotonic() - began - limit.granted


def described(error: BaseException, work: Any) -> LearnerError:
    """Return what was raised as data, with the last line of the learner's own that it came through."""
    code = getattr(work, "__code__", None)
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if code is not None and f.filename == code.co_filename]
    line, text = (own[-1].lineno, own[-1].line or "") if own else (None, "")
    return LearnerError(type(error).__name__, _text_of(error), line, text)


def _import_beforehand(work: Any) -> None:
    """Import what the function itself imports, if that takes seconds, before its clock runs.

    An import that the time limit stops halfway would leave a broken package behind for the whole kernel.
    """
    names = work.__code__.co_names if inspect.isfunction(work) else ()
    wanted = {name.split(".")[0] for name in names} & _TAKE_SECONDS - set(sys.modules)
    for package in wanted:
        with _quiet(), contextlib.suppress(Exception):  # what goes wrong is told when the function runs
            importlib.import_module(package)


def _text_of(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # The learner's own exception may not even tell its text.
        return ""


def _nobody_types(prompt: object = "") -> str:
    raise EOFError("nobody types an answer while the function is checked")


class _Discard(io.TextIOBase):
    def write(self, text: str) -> int:
        return len(text)


@contextlib.contextmanager
def _without_input() -> Any:
    """Let `input` fail at once: in a notebook it would wait for a person until the time limit."""
    ask = builtins.input
    builtins.input = _nobody_types
    try:
        yield
    finally:
        builtins.input = ask


@contextlib.contextmanager
def _quiet() -> Any:
    silence = _Discard()
    with (
        _without_input(),
        contextlib.redirect_stdout(silence),
        contextlib.redirect_stderr(silence),
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
    ):
        warnings.simplefilter("ignore")
        yield


def as_target(work: Any, seconds: float) -> Target:
    """Return `work` itself where it is a target, else the local target around it."""
    if hasattr(work, "call") and not is_keras(work) and not isinstance(work, type):
        return work
    return LocalTarget(work, seconds)
