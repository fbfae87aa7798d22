"""The lab's trained network: whoever needs one asks here.

>>> from lab_utils.training import lab_network
>>> model = lab_network()

`lab_weights()` gives the same network as NumPy arrays, without TensorFlow once they are kept. `FitInThread`
trains so that somebody can watch and stop; `lab_utils.widgets.LiveTraining` shows it.
"""

from __future__ import annotations

from lab_utils.training._fit_in_thread import FitInThread
from lab_utils.training._kept import lab_network, runs_folder
from lab_utils.training._weights import kept_weights, lab_weights

__all__ = ["FitInThread", "kept_weights", "lab_network", "lab_weights", "runs_folder"]
