"""How often a network is right beside how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from lab_utils._accepted import finite_array
from lab_utils._wording import four_parts
from lab_utils.plots._look import CALM, LARGE, MEDIUM, QUIET, STRIKING, dress, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_right_and_sure(
    results: Mapping[str, tuple[float, float]], ax: Axes | None = None, *, title: str = ""
) -> Axes:
    """Draw for each set of digits the share that was read rightly and the mean confidence.

    Full circles are the share of right answers, empty squares the mean confidence; the line between the two
    is what the network is too sure of, or not sure enough.

    Parameters
    ----------
    results : mapping of str to (right, confidence), floats in [0, 1]
        By the name of each set, from top to bottom.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.
    title : str
        A line above the diagram.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ValueError
        If a result is no pair of shares.
    """
    shares = _shares(results)
    ax = new_axes(7.2, 1.1 + 0.3 * len(shares)) if ax is None else ax
    places = np.arange(len(shares))
    right, confidence = shares.T
    ax.hlines(places, right, confidence, color=QUIET, linewidth=2)
    ax.plot(confidence, places, "s", color=STRIKING, markerfacecolor="white", markersize=8,
            markeredgewidth=2, label="mean confidence")  # fmt: skip
    ax.plot(right, places, "o", color=CALM, markersize=8, label="read rightly")
    dress(ax, xlabel="share of the digits, and mean confidence")
    # The legend stands between the title and the diagram, where no result can be below it.
    ax.set_title(title, fontsize=LARGE, loc="left", pad=28)
    ax.grid(axis="x", color="#dddddd", linewidth=0.8)
    ax.set_yticks(places, list(results), fontsize=MEDIUM)
    ax.set(xlim=(-0.02, 1.02), ylim=(len(shares) - 0.5, -0.5))
    ax.legend(fontsize=MEDIUM - 1, frameon=False, ncols=2, loc="lower left", bbox_to_anchor=(0, 1))
    return ax


def _shares(results: Mapping[str, tuple[float, float]]) -> np.ndarray:
    shares = finite_array(list(results.values()), "the results", "a pair for each name", 2)
    if shares.shape[1] != 2 or shares.min() < 0 or shares.max() > 1:
        raise ValueError(
            four_parts(
                "The results",
                expected="a pair of shares from 0 to 1 for each name: right, confidence",
                got=f"{shares.shape[1]} numbers each, from {shares.min():.4g} to {shares.max():.4g}",
                fix="Means of truth values and of probabilities are shares; percent are divided by 100.",
            )
        )
    return shares
