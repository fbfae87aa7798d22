"""What is raised for a message that is not as it should be."""

from __future__ import annotations


class Malformed(ValueError):
    """A message breaks the rules of the border. The text says which, and holds nothing of the message."""
