"""The border between the judge and the sandbox: plain data in messages that either side can refuse.

A message is JSON and, beside it, arrays as ``.npy`` bytes. Both are bounded and read strictly: whatever is
not exactly as `write_message` makes it raises `Malformed`, and nothing is ever unpickled or run.
"""

from __future__ import annotations

from grader.border._channel import Channel, Ended, TooLate
from grader.border._malformed import Malformed
from grader.border._nodes import OBJECT, Made, Nodes, plain_of
from grader.border._reading import Bounds, fields_of, text_of

__all__ = [
    "OBJECT",
    "Bounds",
    "Channel",
    "Ended",
    "Made",
    "Malformed",
    "Nodes",
    "TooLate",
    "fields_of",
    "plain_of",
    "text_of",
]
