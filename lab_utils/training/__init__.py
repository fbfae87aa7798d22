"""The lab's trained network: whoever needs one asks here.

>>> from lab_utils.training import lab_network
>>> model = lab_network()
"""

from __future__ import annotations

from lab_utils.training._kept import lab_network, runs_folder

__all__ = ["lab_network", "runs_folder"]
