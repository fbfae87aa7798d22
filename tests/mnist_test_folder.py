"""Where MNIST's 10,000 test images lie, which are not part of the lab."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def mnist_test_folder() -> Path:
    """Return the folder with the two t10k files, or skip the test that asks for it.

    DIGIT_LAB_TEST_IMAGES may name it; otherwise it is looked for beside the lab's own folder.
    """
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("DIGIT_LAB_TEST_IMAGES", beside))
    if not (folder / "t10k-images-idx3-ubyte.gz").exists():
        pytest.skip("the MNIST test images are not here")
    return folder
