"""The common look: readable at the width of a notebook, and safe for colour-blind readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito's palette (jfly.uni-koeln.de/color, 2008) without its yellow, which is too pale
# for lines on white. Every use pairs it with a marker, a hatch or words.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
HATCHES = ("", "///", "...", "xx", "\\\\\\", "++", "oo")
CALM, STRIKING, QUIET = COLOURS[0], COLOURS[1], "#6b6b6b"
PAPER_EDGE = "#bbbbbb"
# The smallest text, for numbers inside a picture; labels and titles step up from it.
SMALL, MEDIUM, LARGE = 9, 11, 12


def new_axes(width: float, height: float) -> Axes:
    """Return the axes of a new figure of so many inches, with tight spacing."""
    import matplotlib.pyplot as plt

    _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    return ax


def dress(ax: Axes, *, title: str = "", xlabel: str = "", ylabel: str = "") -> None:
    """Give axes that hold a diagram the lab's labels, frame and faint grid."""
    ax.set_title(title, fontsize=LARGE, loc="left")
    ax.set_xlabel(xlabel, fontsize=MEDIUM)
    ax.set_ylabel(ylabel, fontsize=MEDIUM)
    ax.tick_params(labelsize=MEDIUM - 1)
    ax.spines[["top", "right"]].set_visible(False)
    ax.grid(axis="y", color="#dddddd", linewidth=0.8)
    ax.set_axisbelow(True)


def bare(ax: Axes, *, title: str = "") -> None:
    """Take frame and ticks from axes that hold a picture."""
    ax.set_title(title, fontsize=LARGE)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
