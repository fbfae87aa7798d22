"""Does a learner's function hand the whole job to a library? Told as a note; the mark stands.

This is no part of `public_tests.check`, which never looks into a function.
"""

from __future__ import annotations

import dis
import inspect
from collections.abc import Iterator, Sequence
from types import CodeType
from typing import Any

_PACKAGE_OF = {"tf": "tensorflow"}


def whole_job_call(work: Any, calls: Sequence[str]) -> str | None:
    """Return the name, as the function uses it, of a library call that does the whole job.

    Parameters
    ----------
    work : object
        The learner's function; anything without Python code uses no call.
    calls : sequence of str
        The catalogue's: ``"tf.nn.softmax"``.

    Returns
    -------
    str or None
        ``"softmax"``.
    """
    if not inspect.isfunction(work):
        return None
    packages = {_PACKAGE_OF.get(root, root) for root in (call.split(".")[0] for call in calls)}
    wanted = {call.split(".")[-1] for call in calls}
    steps = [step for one in _nested(work.__code__) for step in dis.get_instructions(one)]
    known = {**getattr(work, "__globals__", {}), **_nonlocals(work)}
    names = {step.argval for step in steps if step.opname in ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_DEREF")}
    imported = {step.argval.split(".")[0] for step in steps if step.opname == "IMPORT_NAME"}
    attributes = {step.argval for step in steps if step.opname in ("LOAD_ATTR", "LOAD_METHOD", "IMPORT_FROM")}
    found = {name for name in names & wanted if _package(known.get(name)) in packages}
    # `tf.nn.softmax` is an attribute: it counts where one of those packages is at hand.
    if packages & (imported | {_package(known.get(name)) for name in names}):
        found |= attributes & wanted
    return min(found, default=None)


def _nonlocals(work: Any) -> dict[str, Any]:
    try:
        return dict(inspect.getclosurevars(work).nonlocals)
    except ValueError:  # one of them has no value
        return {}


def _nested(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _nested(constant)


def _package(thing: Any) -> str | None:
    """Return the top package of a module, function or class."""
    name = getattr(thing, "__module__", None) or getattr(thing, "__name__", None)
    return name.split(".")[0] if isinstance(name, str) else None
