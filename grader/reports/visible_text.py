"""Texts that nobody of us wrote, made safe to read: what hides or misleads is made visible, what is huge cut.

A learner chooses names and messages. A character that turns the direction of a line, or moves the cursor
of a terminal, is written as ``⟨U+202E⟩`` in every report. Letters of all scripts stay as they are.
"""

from __future__ import annotations

import re

__all__ = ["encodable", "in_one_line", "shortened", "visible"]

# Of all that is not drawn: controls, what turns the direction, separators, invisible marks, halves of
# pairs, and what is no character. Listed, because Python's own tables differ between its versions. The
# two joiners (200C, 200D) are not among them: Persian and Hindi are written with them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\ufdd0-\ufdef\ud800-\udfff\U000e0000-\U000e007f"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_HALF_A_PAIR = re.compile("[\ud800-\udfff]")
# Accents of many scripts. A word has a few on a letter; hundreds grow over the lines above and below.
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_PILE_OF_MARKS = re.compile(f"({_MARK}{{8}}){_MARK}+")
_LINE_PARTS = re.compile("[\t\n]")


def visible(text: str) -> str:
    """Write what is not seen as its number, and pull down piles of accents; line ends and tabs stay."""
    seen = _UNSEEN.sub(_numbered, text.replace("\r\n", "\n"))
    return _PILE_OF_MARKS.sub(r"\1⟨more marks⟩", seen)


def in_one_line(text: str, longest: int = 300) -> str:
    """Write a name or a message on one line, and cut it where it is huge."""
    return shortened(_LINE_PARTS.sub(_numbered, visible(text)), longest)


def encodable(text: str) -> str:
    """Write halves of pairs as their numbers, for JSON: all else it can hold, and UTF-8 too."""
    return _HALF_A_PAIR.sub(_numbered, text)


def shortened(text: str, longest: int) -> str:
    """Cut a text that is longer than so many characters, and say how much is missing."""
    if len(text) <= longest:
        return text
    return f"{text[:longest]} ... ({len(text) - longest:,} more characters)"


def _numbered(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found[0]):04X}⟩"
