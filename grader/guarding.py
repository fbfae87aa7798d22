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

    taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * resource.getpagesize()
    # Not the address space: on a machine with many cores TensorFlow's threads reserve more of it.
    before, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = taken + more
    if before != resource.RLIM_INFINITY:
        most = min(most, before)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, hard))
