"""Read what may not be there: Keras's versions and learners' models do not all tell the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def attempt(read: Callable[[], Any]) -> Any:
    """Return what `read` gives, None where it raises an error."""
    try:
        return read()
    except Exception:
        return None
