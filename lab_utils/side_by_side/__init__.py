"""Work at many tasks side by side: on this machine's cores, or on a Dask cluster.

>>> from lab_utils.side_by_side import run_side_by_side
>>> for done in run_side_by_side(train_one, ["lab", "wide"], workers=2):
...     print(done.task, done.error or done.result, done.tries)
"""

from __future__ import annotations

from lab_utils.side_by_side._cluster import ClusterError
from lab_utils.side_by_side._done import Done
from lab_utils.side_by_side._run import run_side_by_side
from lab_utils.side_by_side._worker import cores

__all__ = ["ClusterError", "Done", "cores", "run_side_by_side"]
