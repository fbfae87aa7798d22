"""Leave the learner's random numbers as they were."""

from __future__ import annotations

import contextlib
import random
import sys
from collections.abc import Iterator
from copy import copy
from typing import Any

import numpy as np

# What Keras keeps for a whole kernel: the generator behind `keras.random`, the seed it was given, and
# how many layers of each kind there are (a learner's next layer should still be called "dense").
_NAMES = "object_name_uids"
_KERAS_STATE = ("global_seed_generator", "global_random_seed", _NAMES)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Restore the global random states of Python, NumPy and (where imported) TensorFlow and Keras."""
    python_state, numpy_state = random.getstate(), np.random.get_state()
    try:
        with _tensorflow_undisturbed(), _keras_undisturbed():
            yield
    finally:
        random.setstate(python_state)
        np.random.set_state(numpy_state)


@contextlib.contextmanager
def _tensorflow_undisturbed() -> Iterator[None]:
    """Let the check draw from a generator of its own.

    Setting the old seed once more would not do: TensorFlow keeps one kernel for each pair of seeds, and
    a kernel that the check had used would go on from where the check left it. Another seed meets other
    kernels. Neither name is public, so a TensorFlow without them is left as it is.
    """
    context = _eager_context()
    if not hasattr(context, "_seed"):
        yield
        return
    # A kernel that was never seeded has no `_rng`, and uses none.
    before = {name: getattr(context, name) for name in ("_seed", "_rng") if hasattr(context, name)}
    own = random.SystemRandom().getrandbits(31)
    context._seed, context._rng = own, random.Random(own)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(context, name, value)


def _eager_context() -> Any:
    module = sys.modules.get("tensorflow.python.eager.context")
    try:
        return module.context()  # type: ignore[union-attr]
    except Exception:
        return None


@contextlib.contextmanager
def _keras_undisturbed() -> Iterator[None]:
    """Set Keras's generator aside, so that the check makes its own, and put it back."""
    before = {name: getattr(_keras_tracker(), name, None) for name in _KERAS_STATE}
    # The names that are taken stay so, in a copy, which a check may count up.
    _set_keras({**dict.fromkeys(_KERAS_STATE), _NAMES: copy(before[_NAMES])})
    try:
        yield
    finally:
        _set_keras(before)


def _set_keras(values: dict[str, Any]) -> None:
    tracker = _keras_tracker()
    for name, value in values.items():
        if tracker is not None:
            setattr(tracker, name, value)


def _keras_tracker() -> Any:
    # Looked up each time: `clear_session` in a learner's function makes a new one.
    state = sys.modules.get("keras.src.backend.common.global_state")
    return getattr(state, "GLOBAL_STATE_TRACKER", None)
