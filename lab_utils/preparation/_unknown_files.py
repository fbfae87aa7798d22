"""What a file is that no reader of images knows, and how to get a picture out of it."""

from __future__ import annotations

_AS_PNG = "save or export it as PNG or JPEG"
# The first bytes of well-known kinds of files, what they are and what to do.
_BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", f"{_AS_PNG}, or take a screenshot of the digit"),
    (b"\x93NUMPY", "a NumPy array", "open it with numpy.load and give the array"),
    (b"8BPS", "a Photoshop document", _AS_PNG),
    (b"\xff\x0a", "a JPEG XL image, which the lab cannot read", _AS_PNG),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL image, which the lab cannot read", _AS_PNG),
    (b"PK\x03\x04", "a zip archive or an office document", f"take the picture out of it and {_AS_PNG}"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
)
# The brands of files that are built like MP4: bytes 8 to 12.
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


def about_unknown(content: bytes, name: str) -> str:
    """Say in one sentence what a file is and what to do."""
    kind, advice = _kind(content)
    return f"{name} is {kind}: {advice}."


def _kind(content: bytes) -> tuple[str, str]:
    for beginning, kind, advice in _BEGINNINGS:
        if content.startswith(beginning):
            return kind, advice
    if content[4:8] == b"ftyp":
        if content[8:12] in _HEIC:
            return (
                "a HEIC photograph, which the lab cannot read",
                "on the telephone choose JPEG (Settings, Camera, Formats, Most Compatible), or "
                "open it and export it as JPEG",
            )
        return "a film or an image of a kind that the lab cannot read", f"{_AS_PNG}"
    start = content[:1000].lower()
    if b"<svg" in start:
        return "an SVG drawing", f"it has lines and no pixels, so {_AS_PNG}"
    if b"<html" in start or b"<!doctype html" in start:
        return "a web page and no image", "on the page choose Save Image As"
    if _is_text(content):
        return "a text file, whatever its name says", "name an image file"
    return "no image that the lab can read, or it is damaged", f"{_AS_PNG}"


def _is_text(content: bytes) -> bool:
    start = content[:1000]
    if b"\x00" in start:
        return False
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as problem:
        # A letter that the cut at 1,000 bytes halved is text all the same.
        return problem.start > len(start) - 4 and len(content) > len(start)
    return True
