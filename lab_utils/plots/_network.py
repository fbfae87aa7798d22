"""Draw a network of dense layers: columns of units, every unit joined to every one of the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from lab_utils._wording import four_parts
from lab_utils.plots._look import CALM, MEDIUM, PAPER_EDGE, QUIET, bare, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# More circles than this in a column would be dust: the rest stands as three dots.
_MOST_CIRCLES = 9


def plot_network(
    layer_sizes: Sequence[int], ax: Axes | None = None, *, labels: Sequence[str] = (), title: str = ""
) -> Axes:
    """Draw the layers of a dense network as columns of units.

    Parameters
    ----------
    layer_sizes : sequence of int >= 1
        How many numbers each column holds, input first. A long column is shortened by three dots.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.
    labels : sequence of str
        A line below each column, beside its size; none if left out.
    title : str
        A line above the drawing.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ValueError
        If there are fewer than two sizes, a size below 1, or another number of labels.
    """
    sizes = _layer_sizes(layer_sizes, labels)
    ax = new_axes(1.7 * len(sizes), 3.6) if ax is None else ax
    columns = [_heights(size) for size in sizes]
    for x, (left, right) in enumerate(pairwise(columns)):
        for start in left:
            for end in right:
                ax.plot([x, x + 1], [start, end], color=PAPER_EDGE, linewidth=0.4, zorder=1)
    for x, (size, heights) in enumerate(zip(sizes, columns, strict=True)):
        ax.scatter(
            [x] * len(heights), heights, s=90, color="white", edgecolors=CALM, linewidths=1.5, zorder=2
        )
        if size > _MOST_CIRCLES:
            ax.text(x, 0, "⋮", ha="center", va="center", fontsize=18, color=QUIET, zorder=3)
        below = f"{size}\n{labels[x]}" if labels else str(size)
        ax.text(x, -1.25, below, ha="center", va="top", fontsize=MEDIUM)
    ax.set_xlim(-0.5, len(sizes) - 0.5)
    ax.set_ylim(-1.9, 1.15)
    bare(ax, title=title)
    return ax


def _heights(size: int) -> np.ndarray:
    """Return where the circles of a column stand, from 1 down to -1, room left for the dots."""
    if size <= _MOST_CIRCLES:
        reach = (size - 1) / (_MOST_CIRCLES - 1)
        return np.linspace(reach, -reach, size)
    places = np.linspace(1, -1, _MOST_CIRCLES)
    return np.delete(places, _MOST_CIRCLES // 2)


def _layer_sizes(layer_sizes: Sequence[int], labels: Sequence[str]) -> list[int]:
    sizes = [int(size) for size in layer_sizes]
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(
            four_parts(
                "layer_sizes",
                expected="two sizes or more, each at least 1",
                got=str(list(layer_sizes)),
                fix="Give the sizes, input first: plot_network([400, 25, 15, 10]).",
            )
        )
    if labels and len(labels) != len(sizes):
        raise ValueError(
            four_parts(
                "labels",
                expected=f"one for each of the {len(sizes)} sizes",
                got=str(len(labels)),
                fix="Leave labels out, or give as many as sizes.",
            )
        )
    return sizes
