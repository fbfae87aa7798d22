"""A small lab for the tests of authoring: two sources, NumPy only, two exercises."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from authoring import Lab

START = """# %% [markdown]
# # Start here
#
# Nothing to do.

# %% tags=["setup"]
import numpy as np

# %% tags=["demonstration"]
np.arange(3)
"""

SOFTMAX = '''# %% [markdown]
# # Softmax
#
# From numbers to shares.

# %% tags=["setup"]
import numpy as np


def check_relu(relu):
    assert relu(np.array([-1, 2])).tolist() == [0, 2], "relu is wrong"
    print("relu: passed")

# %% [markdown] tags=["prediction"]
# What do you expect for `-1`?
#
# *My guess:* ...

# %% exercise="relu"
def relu(z):
    """Return z, with 0 for all that is negative.

    Parameters
    ----------
    z : ndarray
    """
    # BEGIN SOLUTION
    positive = np.maximum(z, 0)
    return positive
    # END SOLUTION

# %% check="relu"
check_relu(relu)

# %% tags=["demonstration","nbval-ignore-output"]
print(np.random.default_rng().random())

# %% slug="numbers-add-up"
assert relu(np.array([3])).sum() == 3
'''


@dataclass(frozen=True)
class Entry:
    """As much of a catalogue's entry as authoring reads."""

    notebook: str
    points: int


CATALOGUE = {"relu": Entry("02_softmax", 2)}


def small_lab(root: Path) -> Lab:
    """Write the two sources and return their lab."""
    lab = Lab(root)
    write_source(lab, "00_start_here", START)
    write_source(lab, "02_softmax", SOFTMAX)
    return lab


def write_source(lab: Lab, stem: str, text: str) -> Path:
    """Write a source as git holds it, with ``\\n`` on every system."""
    lab.source.mkdir(parents=True, exist_ok=True)
    path = lab.source / f"{stem}.py"
    path.write_bytes(text.encode("utf-8"))
    return path


def stored(path: Path) -> Any:
    """Return the notebook's JSON as plain dictionaries."""
    return json.loads(path.read_text(encoding="utf-8"))


def store(path: Path, notebook: Any) -> bytes:
    """Save a notebook as an editor would, and return the bytes."""
    content = (json.dumps(notebook, indent=1) + "\n").encode("utf-8")
    path.write_bytes(content)
    return content


def cell_of(notebook: Any, id: str) -> Any:
    """Return the cell with this id."""
    [cell] = [cell for cell in notebook["cells"] if cell["id"] == id]
    return cell


def source_of(cell: Any) -> str:
    """Return a stored cell's text in one piece."""
    return "".join(cell["source"])
