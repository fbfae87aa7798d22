"""The two errors of experiments, and how a name that is not known is answered."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class ConfigError(ValueError):
    """A config can't be read, or describes a network that can't be trained; one sentence says why."""


class RunError(RuntimeError):
    """A run could not be finished, found or read; one sentence says why and what to do."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return " Did you mean `...`?" for the nearest name that is known, or nothing if none is near."""
    near = difflib.get_close_matches(name.lower(), list(known), n=1, cutoff=0.5)
    return f" Did you mean `{near[0]}`?" if near else ""


def listed(names: Iterable[str]) -> str:
    """Return names as a list for a sentence: `a`, `b` and `c`."""
    quoted = [f"`{name}`" for name in names]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]]))
