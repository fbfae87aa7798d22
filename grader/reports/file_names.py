"""File names made of submissions' ids: safe on every system, and each always the same."""

from __future__ import annotations

import hashlib
import re
import unicodedata

__all__ = ["is_ours", "stem_of"]

_LONGEST_BYTES = 80
_HASH = re.compile(r".-[0-9a-f]{12}\Z", re.DOTALL)


def stem_of(submission: str) -> str:
    """Make the stem of a submission's files: ``"anna-muller-5d41402abc4b"``.

    It holds letters and digits of any script, so that a person finds it, and the head of a hash of the
    whole id, so that ids which differ in case or accents only keep files of their own, whoever else is
    marked. With the hash no stem is one of the names that Windows keeps for itself.
    """
    composed = unicodedata.normalize("NFC", submission).lower()
    words = "".join(letter if letter.isalnum() else " " for letter in composed).split()
    readable = "-".join(words).encode("utf-8")[:_LONGEST_BYTES].decode("utf-8", "ignore").strip("-")
    digest = hashlib.sha256(submission.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{readable or 'submission'}-{digest[:12]}"


def is_ours(stem: str) -> bool:
    """Tell whether a stem looks like one that `stem_of` made."""
    return _HASH.search(stem) is not None
