"""What stands between `python lab.py` and a verb: the environment, made from the lock.

Standard library only, since it runs before anything is installed.
"""

from __future__ import annotations

from launcher.readying import ready_command

__all__ = ["ready_command"]
