"""The lab's trained network: whoever needs one asks here.

>>> from lab_utils.training import lab_network
>>> model = lab_network()

`lab_weights()` gives the same network as NumPy arrays, without TensorFlow once they are kept.
"""

from __future__ import annotations

from lab_utils.training._kept import lab_network, runs_folder
from lab_utils.training._weights import kept_weights, lab_weights

__all__ = ["kept_weights", "lab_network", "lab_weights", "runs_folder"]
