# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy", "pillow"]
# ///
"""Draw the pictures in data/drawn/: what a learner without a camera can prepare and read.

    python data/build_drawn_digits.py

Ten digits, two letters, a blank sheet and a page with grain, a shadow and ruled lines. A pen follows strokes
that stand below as points; nothing is taken from anybody's handwriting. Every run draws the same pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

FOLDER = Path(__file__).resolve().parent / "drawn"
# Drawn larger and scaled down, so that edges are smooth.
_FINER = 4
Stroke = list[tuple[float, float]]

# Points (x, y) of each stroke, in a box of 0 to 1 with y downwards. A curve goes through all of them.
STROKES: dict[str, list[Stroke]] = {
    "0": [[(0.55, 0.02), (0.2, 0.2), (0.1, 0.6), (0.35, 0.97), (0.75, 0.8), (0.85, 0.35), (0.5, 0.02)]],
    "1": [[(0.55, 0.0), (0.5, 0.5), (0.45, 1.0)]],
    "2": [[(0.15, 0.25), (0.4, 0.02), (0.75, 0.2), (0.55, 0.6), (0.1, 0.95)],
          [(0.1, 0.95), (0.5, 0.93), (0.9, 0.96)]],
    "3": [
        [(0.15, 0.12), (0.5, 0.0), (0.78, 0.22), (0.4, 0.47)],
        [(0.4, 0.47), (0.85, 0.65), (0.6, 0.97), (0.1, 0.88)],
    ],
    "4": [[(0.3, 0.0), (0.1, 0.55), (0.85, 0.55)], [(0.7, 0.2), (0.66, 0.6), (0.6, 1.0)]],
    "5": [
        [(0.8, 0.03), (0.5, 0.05), (0.3, 0.06)],
        [(0.3, 0.06), (0.22, 0.42), (0.65, 0.45), (0.8, 0.72), (0.5, 0.98), (0.1, 0.88)],
    ],
    "6": [[(0.7, 0.0), (0.3, 0.3), (0.15, 0.75), (0.45, 1.0), (0.78, 0.78), (0.5, 0.55), (0.18, 0.72)]],
    "7": [[(0.1, 0.08), (0.45, 0.06), (0.85, 0.05)], [(0.85, 0.05), (0.6, 0.5), (0.4, 1.0)]],
    "8": [
        [(0.75, 0.15), (0.4, 0.02), (0.25, 0.28), (0.6, 0.5), (0.8, 0.78), (0.45, 1.0), (0.2, 0.78),
         (0.45, 0.5), (0.78, 0.15)]
    ],
    "9": [[(0.78, 0.3), (0.5, 0.03), (0.2, 0.25), (0.45, 0.5), (0.78, 0.3)],
          [(0.78, 0.3), (0.75, 0.65), (0.6, 1.0)]],
    "letter_a": [
        [(0.75, 0.3), (0.4, 0.2), (0.12, 0.6), (0.4, 0.95), (0.72, 0.65), (0.75, 0.25)],
        [(0.75, 0.25), (0.74, 0.7), (0.92, 0.95)],
    ],
    "letter_k": [[(0.2, 0.0), (0.2, 0.5), (0.18, 1.0)],
                 [(0.75, 0.35), (0.2, 0.65)], [(0.3, 0.6), (0.8, 1.0)]],
}  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """How a picture is taken: sizes in pixels, brightness from 0 (black) to 255 (white)."""

    width: int = 180
    height: int = 220
    digit: int = 130
    left: int = 40
    top: int = 45
    pen: int = 12
    paper: tuple[int, int, int] = (238, 236, 228)
    ink: tuple[int, int, int] = (28, 34, 70)


SHEETS: dict[str, Sheet] = {
    "0": Sheet(left=60, top=30),
    "1": Sheet(left=20, top=70, digit=120, pen=13),
    "2": Sheet(width=240, left=20, top=50),
    "3": Sheet(left=65, top=60, digit=100, pen=10),
    "4": Sheet(ink=(120, 20, 30)),
    "5": Sheet(left=25, top=75, digit=120),
    "6": Sheet(paper=(30, 60, 48), ink=(235, 235, 220), pen=13),
    "7": Sheet(left=55, top=15, digit=110, pen=11),
    "8": Sheet(width=260, left=110, top=60, pen=12),
    "9": Sheet(left=30, top=25, digit=140, pen=14),
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, picture in pictures().items():
        picture.save(FOLDER / f"{name}.png", optimize=True)
    print(f"{len(pictures())} pictures in {FOLDER.name}/")


def pictures() -> dict[str, Image.Image]:
    """Return all pictures by name."""
    made = {name: drawn(strokes, SHEETS.get(name, Sheet())) for name, strokes in STROKES.items()}
    blank = Image.new("RGB", (180, 220), Sheet.paper)
    page = photograph(drawn(STROKES["5"], Sheet(pen=11, left=60, top=50)))
    return made | {"blank": blank, "page": page}


def drawn(strokes: list[Stroke], sheet: Sheet) -> Image.Image:
    """Draw strokes with a round pen on plain paper."""
    mask = Image.new("L", (sheet.width * _FINER, sheet.height * _FINER))
    pen = ImageDraw.Draw(mask)
    radius = sheet.pen * _FINER / 2
    for stroke in strokes:
        for x, y in curve(stroke):
            x, y = ((sheet.left + x * sheet.digit) * _FINER, (sheet.top + y * sheet.digit) * _FINER)
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    mask = mask.resize((sheet.width, sheet.height), Image.Resampling.BOX)
    ink, paper = (Image.new("RGB", mask.size, colour) for colour in (sheet.ink, sheet.paper))
    return Image.composite(ink, paper, mask)


def curve(points: Stroke) -> np.ndarray:
    """Return many places on a Catmull-Rom curve through the points, shape (n, 2)."""
    p = np.array([points[0], *points, points[-1]])
    t = np.linspace(0, 1, 60)[:, np.newaxis]
    pieces = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False)
    ]
    return np.concatenate(pieces)


def photograph(picture: Image.Image) -> Image.Image:
    """Take a grey photograph of a sheet with ruled lines: a shadow from the right, grain, a little blur."""
    grey = np.asarray(picture.convert("L").filter(ImageFilter.GaussianBlur(0.8)), dtype=float)
    lines = np.arange(len(grey)) % 32 == 20
    grey[lines] = np.minimum(grey[lines], 196)
    grey *= np.linspace(1, 0.72, grey.shape[1])
    grey += np.random.default_rng(0).normal(0, 4, grey.shape)
    return Image.fromarray(np.clip(np.rint(grey), 0, 255).astype(np.uint8))


if __name__ == "__main__":
    main()
