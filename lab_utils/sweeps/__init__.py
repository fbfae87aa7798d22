"""Many experiments side by side, with results kept as they come.

>>> from lab_utils.experiments import load_experiments
>>> from lab_utils.sweeps import plan, sweep
>>> planned = plan([load_experiments()["lab"]], {"seed": ["0", "1", "2"]})
>>> for result in sweep(planned, "runs/seeds", workers=2):
...     print(result.label, result.error or result.row.test)
"""

from __future__ import annotations

from lab_utils.sweeps._kept import RESULTS_FILE, Row, kept_rows
from lab_utils.sweeps._plan import Planned, plan
from lab_utils.sweeps._running import Result, SweepError, sweep

__all__ = ["RESULTS_FILE", "Planned", "Result", "Row", "SweepError", "kept_rows", "plan", "sweep"]
