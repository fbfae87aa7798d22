"""The pictures that `centre_digit` is called with: shapes that show every turn, size and shift."""

from __future__ import annotations

import numpy as np

from public_tests.exercises._centred_ink import Array


def _letter(
    height: int, width: int, stroke: int, faint_from: int | None = None, faint: float = 0.45
) -> Array:
    """Draw an F, which looks different in each of the eight ways to turn and mirror it."""
    letter = np.zeros((height, width))
    letter[:, :stroke] = 1
    letter[:stroke] = 1
    middle = (height - stroke) // 2
    letter[middle : middle + stroke, : 3 * width // 4] = 1
    if faint_from is not None:
        letter[faint_from:] *= faint
    return letter


def _written(ink: Array, shape: tuple[int, int], top: int, left: int) -> Array:
    image = np.zeros(shape, dtype=np.float32)
    image[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return image


def _in_two_parts() -> Array:
    """Draw an F and a bar above it to the right, with paper between them in lines and in columns.

    Without the empty lines and columns the box has another shape.
    """
    ink = np.zeros((52, 44))
    ink[12:, :20] = _letter(40, 20, 6)
    ink[:6, 34:] = 1
    return ink


# Each line and column at the edge tells: without one of them the box gets another shape.
_SMALL_S = np.array([[0, 1, 1], *[[0, 1, 0]] * 5, [1, 1, 0]])

# One pixel wide: `rows[0]:rows[-1]` loses all of it.
THIN = _written(np.ones((18, 1)), (30, 26), 6, 20)
# Scaled to 20 lines it is less than half a pixel wide, which rounds to 0.
NARROW = _written(np.ones((42, 1)), (50, 40), 4, 9)
SMALL = _written(_SMALL_S, (12, 14), 2, 6)
GREY = _written(_letter(48, 30, 9, faint_from=34), (70, 60), 15, 22)
IN_TWO_PARTS = _written(_in_two_parts(), (64, 60), 6, 12)
BLANK = np.zeros((24, 18), dtype=np.float32)
# The smallest letter first. Sizes below, at and above 20; higher than wide and wider than high; one at the
# border; two with faint ink at their ends, one grey and one hardly seen.
PROBES: tuple[Array, ...] = (
    _written(_letter(10, 6, 2), (16, 24), 5, 2),
    _written(_letter(20, 12, 4), (26, 40), 3, 25),
    THIN,
    GREY,
    # No ink of 1: whoever scales the greys in place changes the picture.
    _written(np.full((60, 4), 0.98), (80, 64), 12, 50),
    _written(_letter(90, 60, 15).T, (100, 140), 30, 10),
    _written(_letter(100, 40, 12), (120, 90), 0, 0),
    _written(_letter(48, 30, 9, faint_from=36, faint=0.04), (60, 50), 5, 12),
    IN_TWO_PARTS,
    SMALL,
    NARROW,
    BLANK,
)
