"""The one error of the preparation."""

from __future__ import annotations


class PictureError(ValueError):
    """A picture cannot be read or holds no digit; one sentence says why and what to do."""
