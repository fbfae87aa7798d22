"""Read what learners handed in: folders, notebooks, scripts, and zips as a learning platform exports them.

Nothing is written, nothing is unpacked to the disk, and no code is run.
"""

from __future__ import annotations

from grader.collecting.collected import Collected, collect
from grader.collecting.found import Bounds

__all__ = ["Bounds", "Collected", "collect"]
