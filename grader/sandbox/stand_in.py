"""What learner code meets under the name `public_tests`: the checks' names, which do nothing.

The real checks hold right solutions, and stay with the judge. The modules that turn values into plain
data are the real ones.
"""

from __future__ import annotations

import sys
import types
from typing import Any

from grader.sandbox.places import LAB, PLAIN_MODULES


class CheckFailed(AssertionError):
    """Stands for the exception of a failed check; nothing raises it here."""


def install() -> None:
    """Put the stand-in where Python finds it first."""
    package = types.ModuleType("public_tests", "The checks are called by the judge, after the cells.")
    package.__path__ = [str(LAB / "public_tests")]
    vars(package).update(CheckFailed=CheckFailed, __getattr__=_any_name)
    sys.modules["public_tests"] = package
    sys.meta_path.insert(0, _OnlyPlainData())


class _OnlyPlainData:
    """Finds no other module of `public_tests`, also where its files can be seen."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        package, _, module = name.partition(".")
        if package == "public_tests" and module and module not in PLAIN_MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def _any_name(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return _nothing


def _nothing(*args: Any, **kwargs: Any) -> None:
    """Do nothing: the judge checks later, outside."""
