"""Accuracies of several networks against what they cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from lab_utils._wording import four_parts
from lab_utils.plots._look import CALM, PAPER_EDGE, QUIET, SMALL, dress

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The least distance between two names, as a part of the axis.
_NAME_GAP = 0.075


def plot_accuracy_against(
    accuracies: Mapping[str, float],
    against: Mapping[str, Mapping[str, float]],
    axes: np.ndarray | None = None,
) -> np.ndarray:
    """Draw the accuracy of each network against one quantity a panel.

    Each network has a line across all panels, which ends at its name. So names never cover each other or a
    point, however close two networks are.

    Parameters
    ----------
    accuracies : mapping of str to float in [0, 1]
        By the network's name.
    against : mapping of str to mapping of str to float above 0
        For each panel's label the quantity by the network's name; its scale is one of factors.
    axes : ndarray of matplotlib Axes, shape (panels,), optional
        Where to draw; a new figure if left out.

    Returns
    -------
    ndarray of matplotlib Axes, shape (panels,)

    Raises
    ------
    ValueError
        If there is no network, or one without its quantity.
    """
    _complete(accuracies, against)
    axes = _new_panels(len(against)) if axes is None else np.atleast_1d(axes)
    names = sorted(accuracies, key=lambda name: accuracies[name])
    heights = np.array([100 * accuracies[name] for name in names])
    for ax, (label, values) in zip(axes, against.items(), strict=True):
        for height in heights:
            ax.axhline(height, color=PAPER_EDGE, linewidth=0.8, zorder=1)
        ax.plot([values[name] for name in names], heights, "o", color=CALM, zorder=2)
        dress(ax, xlabel=label)
        ax.grid(False)
        _plain_numbers(ax)
    margin = 0.1 * max(float(np.ptp(heights)), 1.0)
    axes[0].set(ylim=(heights.min() - margin, heights.max() + margin), ylabel="accuracy, %")
    _name_lines(axes[-1], names, heights)
    return axes


def _complete(accuracies: Mapping[str, float], against: Mapping[str, Mapping[str, float]]) -> None:
    missing = [
        f"{name} in {label}"
        for label, values in against.items()
        for name in accuracies
        if not values.get(name, 0) > 0
    ]
    if missing or not accuracies or not against:
        raise ValueError(
            four_parts(
                "plot_accuracy_against",
                expected="networks, each with a number above 0 in every panel",
                got=f"none for {', '.join(missing)}" if missing else "none",
                fix="Give each quantity by the names that accuracies has.",
            )
        )


def _new_panels(count: int) -> np.ndarray:
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(1, count, figsize=(9, 3.6), sharey=True, layout="constrained", squeeze=False)
    return np.asarray(axes[0])


def _plain_numbers(ax: Axes) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    ax.set_xscale("log")
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    ax.xaxis.set_major_locator(LogLocator(subs=(1.0, 3.0)))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.margins(x=0.12)


def _name_lines(ax: Axes, names: Sequence[str], heights: np.ndarray) -> None:
    low, high = ax.get_ylim()
    for name, height, place in zip(names, heights, _apart(heights, _NAME_GAP * (high - low)), strict=True):
        ax.annotate(
            name,
            (1, height),
            (1.06, place),
            xycoords=("axes fraction", "data"),
            textcoords=("axes fraction", "data"),
            va="center",
            fontsize=SMALL,
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": QUIET, "linewidth": 0.8, "shrinkA": 0, "shrinkB": 0},
        )


def _apart(heights: np.ndarray, gap: float) -> np.ndarray:
    """Move ascending heights as little as one pass up and one pass down need to keep them apart."""
    up, down = heights.astype(float), heights.astype(float)
    for i in range(1, len(heights)):
        up[i] = max(up[i], up[i - 1] + gap)
    for i in range(len(heights) - 2, -1, -1):
        down[i] = min(down[i], down[i + 1] - gap)
    # The middle of two that are apart is apart as well.
    return np.asarray((up + down) / 2)
