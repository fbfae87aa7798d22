# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=1.26"]
# ///
"""Draw the pictures in data/drawn/: ten digits as if written by hand, two letters, an empty sheet, a page.

Run it with `uv run data/build_drawn_digits.py` (or the lab's own Python). Every run writes the same bytes: the
noise comes from a fixed seed, and the files hold 16 levels of grey without compression, because compressed bytes
differ between versions of zlib. Nobody's handwriting was copied.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

FOLDER = Path(__file__).with_name("drawn")
HEIGHT, WIDTH = 128, 112
LEVELS = 16
Points = Sequence[tuple[float, float]]

# Strokes as points (x, y) that a pen passes, from (0, 0) top left to (1, 1) bottom right.
STROKES: dict[str, Sequence[Points]] = {
    "0": [[(0.55, 0.02), (0.18, 0.2), (0.08, 0.6), (0.35, 0.97), (0.8, 0.8), (0.9, 0.4), (0.55, 0.02)]],
    "1": [[(0.38, 0.16), (0.55, 0.02), (0.53, 0.5), (0.5, 0.98)]],
    "2": [[(0.1, 0.25), (0.35, 0.03), (0.75, 0.12), (0.72, 0.42), (0.38, 0.72), (0.08, 0.95)],
          [(0.08, 0.95), (0.5, 0.9), (0.95, 0.95)]],
    "3": [[(0.15, 0.1), (0.55, 0.02), (0.82, 0.2), (0.66, 0.41), (0.38, 0.47)],
          [(0.38, 0.47), (0.78, 0.55), (0.85, 0.8), (0.5, 0.98), (0.1, 0.88)]],
    "4": [[(0.3, 0.03), (0.2, 0.3), (0.12, 0.56), (0.5, 0.6), (0.92, 0.56)],
          [(0.74, 0.1), (0.7, 0.5), (0.66, 0.98)]],
    "5": [[(0.82, 0.04), (0.5, 0.05), (0.27, 0.06)], [(0.27, 0.06), (0.23, 0.25), (0.2, 0.44)],
          [(0.2, 0.44), (0.55, 0.36), (0.85, 0.58), (0.74, 0.88), (0.42, 0.98), (0.1, 0.88)]],
    "6": [[(0.72, 0.03), (0.35, 0.28), (0.14, 0.66), (0.32, 0.96), (0.7, 0.92), (0.8, 0.68), (0.5, 0.53),
           (0.18, 0.7)]],
    "7": [[(0.1, 0.08), (0.5, 0.07), (0.9, 0.05)], [(0.9, 0.05), (0.62, 0.48), (0.42, 0.98)]],
    "8": [[(0.74, 0.14), (0.42, 0.03), (0.2, 0.22), (0.5, 0.46), (0.82, 0.74), (0.5, 0.98), (0.18, 0.78),
           (0.5, 0.47), (0.76, 0.25), (0.74, 0.14)]],
    "9": [[(0.78, 0.18), (0.42, 0.04), (0.16, 0.26), (0.36, 0.5), (0.72, 0.4), (0.78, 0.18)],
          [(0.78, 0.18), (0.74, 0.55), (0.62, 0.98)]],
    "A": [[(0.05, 0.98), (0.28, 0.5), (0.5, 0.02)], [(0.5, 0.02), (0.72, 0.5), (0.95, 0.98)],
          [(0.22, 0.64), (0.5, 0.62), (0.78, 0.64)]],
    "K": [[(0.15, 0.02), (0.14, 0.5), (0.13, 0.98)], [(0.85, 0.05), (0.5, 0.32), (0.16, 0.55)],
          [(0.36, 0.42), (0.6, 0.7), (0.9, 0.97)]],
}  # fmt: skip


class Sheet(NamedTuple):
    """How one picture is written: what, how large, where, with which pen, in which light."""

    writing: str
    height: float = 84
    top: float = 22
    left: float = 26
    pen: float = 7.0
    slant: float = 0.0
    shading: float = 0.15
    noise: float = 0.02


SHEETS = {
    "digit_0": Sheet("0", shading=0.2),
    "digit_1": Sheet("1", slant=0.18),
    "digit_2": Sheet("2", height=62, top=8, left=10),
    "digit_3": Sheet("3", pen=9),
    "digit_4": Sheet("4", height=70, top=46, left=48, shading=0.3),
    "digit_5": Sheet("5", slant=0.12),
    "digit_6": Sheet("6", pen=3.0),
    "digit_7": Sheet("7", slant=0.2, noise=0.04),
    "digit_8": Sheet("8", height=76, left=30),
    "digit_9": Sheet("9", height=58, top=60, left=12, shading=0.25),
    "letter_a": Sheet("A"),
    "letter_k": Sheet("K"),
    "blank": Sheet(""),
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, content in pictures().items():
        (FOLDER / f"{name}.png").write_bytes(content)
        print(f"{name}.png: {len(content):,} bytes")


def pictures() -> dict[str, bytes]:
    """Return the content of every file, by its name without the ending."""
    made = {
        name: png(photograph(written(sheet), sheet.shading, sheet.noise, seed))
        for seed, (name, sheet) in enumerate(SHEETS.items())
    }
    return made | {"page": png(page())}


def written(sheet: Sheet, shape: tuple[int, int] = (HEIGHT, WIDTH)) -> np.ndarray:
    """Return the ink of a sheet, shape (height, width), 1 is ink; strokes have soft rims."""
    lines, columns = np.indices(shape)
    ink = np.zeros(shape)
    for stroke in STROKES.get(sheet.writing, ()):
        for x, y in curve(stroke):
            across = sheet.left + sheet.height * (0.62 * x + sheet.slant * (1 - y))
            down = sheet.top + sheet.height * y
            distance = np.sqrt((lines - down) ** 2 + (columns - across) ** 2)
            ink = np.maximum(ink, np.clip(sheet.pen / 2 - distance + 0.5, 0, 1))
    return ink


def curve(points: Points, steps: int = 24) -> np.ndarray:
    """Return points on a smooth curve through the given ones (Catmull and Rom, 1974), shape (n, 2)."""
    p = np.array([points[0], *points, points[-1]], dtype=float)
    t = np.linspace(0, 1, steps)[:, np.newaxis]
    parts = [
        0.5
        * (
            2 * p[i]
            + (p[i + 1] - p[i - 1]) * t
            + (2 * p[i - 1] - 5 * p[i] + 4 * p[i + 1] - p[i + 2]) * t**2
            + (3 * p[i] - p[i - 1] - 3 * p[i + 1] + p[i + 2]) * t**3
        )
        for i in range(1, len(p) - 2)
    ]
    return np.concatenate(parts)


def photograph(ink: np.ndarray, shading: float, noise: float, seed: int) -> np.ndarray:
    """Show dark ink on light paper, in light that fades to one corner; grey levels in [0, 1], 1 is white."""
    down, across = (np.linspace(0, 1, side) for side in ink.shape)
    light = 1 - shading * (0.4 * down[:, np.newaxis] + 0.6 * across)
    # RandomState's numbers are promised never to change; those of newer generators are not.
    grain = np.random.RandomState(seed).normal(0, noise, ink.shape)
    return np.clip((0.93 - 0.75 * ink) * light + grain, 0, 1)


def page() -> np.ndarray:
    """Show a 3 on ruled paper that lies on a dark table, with a shadow over one corner."""
    sheet = Sheet("3", height=88, top=40, left=96, pen=7)
    ink = written(sheet, (170, 240))
    down, across = np.indices(ink.shape)
    ink = np.maximum(ink, 0.3 * (down % 24 == 20))
    seen = photograph(ink, 0.2, 0.0, 0)
    seen[across + 0.7 * down > 250] *= 0.75
    seen[across < 16] = 0.18
    return np.clip(seen + np.random.RandomState(99).normal(0, 0.02, seen.shape), 0, 1)


def png(picture: np.ndarray) -> bytes:
    """Write grey levels in [0, 1] as a PNG of 16 levels, without compression."""
    height, width = picture.shape
    levels = np.round(picture * (LEVELS - 1)).astype(np.uint8)
    packed = (levels[:, 0::2] << 4) | levels[:, 1::2]
    # Each line begins with the number of its filter: 0, none.
    raw = b"".join(b"\0" + line.tobytes() for line in packed)
    header = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", b"\x78\x01" + stored(raw) + struct.pack(">I", zlib.adler32(raw)))
        + chunk(b"IEND", b"")
    )


def stored(raw: bytes) -> bytes:
    """Return one block of a deflate stream that is stored as it is (RFC 1951, 3.2.4)."""
    return b"\x01" + struct.pack("<HH", len(raw), len(raw) ^ 0xFFFF) + raw


def chunk(kind: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum


if __name__ == "__main__":
    main()
