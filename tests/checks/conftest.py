"""What the tests of the checks share."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True, scope="session")
def tensorflow_is_imported() -> None:
    """Import TensorFlow before a time limit runs: a learner's notebook has done so too."""
    import keras  # noqa: F401
    import tensorflow  # noqa: F401
