"""Bounds on the judge's own work, so that what crossed the border can't make it take a machine's memory."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

_BYTES = 4 * 2**30


@contextlib.contextmanager
def bounded_memory(more: int = _BYTES) -> Iterator[None]:
    """Let the block take so many more bytes; what needs more raises an error. Linux only."""
    if not sys.platform.startswith("linux"):
        yield
        return
    import resource

    mapped = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = mapped + more
    if before != resource.RLIM_INFINITY:
        most = min(most, before)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))
