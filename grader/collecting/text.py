"""From a file's bytes to its text, whatever its encoding."""

from __future__ import annotations

import codecs
import re

__all__ = ["plain_text", "sound"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HALVES = re.compile("[\ud800-\udfff]")


def plain_text(content: bytes) -> tuple[str, bool]:
    """Return a file's text, and whether all of its bytes could be read.

    Returns
    -------
    text : str
        With ``\\n`` at the ends of lines.
    whole : bool
        False where unreadable bytes became the replacement character.
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), None) or _without_mark(
        content
    )
    try:
        text, whole = content.decode(encoding), True
    except UnicodeDecodeError:
        text, whole = content.decode(encoding, "replace"), False
    return text.replace("\r\n", "\n").replace("\r", "\n"), whole


def sound(text: str) -> str:
    """Replace halves of surrogate pairs, which no encoding can write."""
    return _HALVES.sub("\ufffd", text)


def _without_mark(content: bytes) -> str:
    """Tell UTF-16 by the zeros beside the first letters, which are ASCII in a notebook and most scripts."""
    if content[1:2] == b"\0" and content[:1] != b"\0":
        return "utf-16-le"
    return "utf-16-be" if content[:1] == b"\0" and content[1:2] not in (b"", b"\0") else "utf-8"
