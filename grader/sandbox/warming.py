"""What the warm process imports, so that no child has to."""

from __future__ import annotations

import importlib
import sys
import types
from contextlib import suppress

from grader.sandbox import stand_in

_IMPORTED = (
    *("numpy", "tensorflow", "keras", "matplotlib", "matplotlib.pyplot", "IPython", "ipywidgets"),
    *("scipy.special", "scipy.ndimage", "sklearn.metrics", "sklearn.model_selection", "sklearn.neighbors"),
    *("sklearn.neural_network", "PIL.Image", "random", "math", "asyncio"),
    *("lab_utils.data", "lab_utils.plots", "lab_utils.split", "lab_utils.network", "lab_utils.training"),
    *("lab_utils.wrong_softmaxes", "lab_utils.wrong_backwards", "lab_utils.numpy_network"),
    *("lab_utils.gradient_check", "lab_utils.preparation", "lab_utils.experiments", "lab_utils.widgets"),
    *("lab_utils.data.places", "lab_utils.own_digits", "lab_utils.quiet_tensorflow"),
)
_PLAIN = ("plain", "target", "time_limit", "keras_facts", "keras_config", "keras_outputs", "keras_compiled")


def warm_up() -> None:
    """Import, and run nothing that TensorFlow computes."""
    stand_in.install()
    for name in (*_IMPORTED, *(f"public_tests.{name}" for name in _PLAIN)):
        with suppress(ImportError):
            importlib.import_module(name)
    _touch_lazy(sys.modules.get("keras"))
    # With numbers and plain data of `public_tests`: only now is the stand-in its package.
    from grader.sandbox import child, shell

    assert child
    shell.make_shell()


def start_tensorflow() -> None:
    """Run a first operation: only in a child, whose own children don't train."""
    from keras import ops

    ops.matmul(ops.zeros((1, 1)), ops.zeros((1, 1)))


def _touch_lazy(package: types.ModuleType | None) -> None:
    """Load what Keras loads when it is first asked for."""
    for name in ("layers", "losses", "optimizers", "models", "saving", "callbacks"):
        with suppress(Exception):
            getattr(package, name)
