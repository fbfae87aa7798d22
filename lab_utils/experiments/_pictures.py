"""A run's three pictures, drawn off the screen: no window, and nothing left behind in pyplot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lab_utils.experiments._digits import Part
from lab_utils.experiments._scores import PartScores
from lab_utils.plots import plot_confusion_matrix, plot_digit_grid, plot_history

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_DOTS_PER_INCH = 110
_MOST_DIGITS = 40
_COLUMNS = 8


def draw_history(history: dict[str, list[float]], name: str, file: Path) -> None:
    """Draw loss and accuracy over the epochs."""
    figure = _figure(9, 3.4)
    plot_history(history, figure.subplots(1, 2), title=f"{name}:")
    _write(figure, file)


def draw_confusion_matrix(scores: PartScores, name: str, file: Path) -> None:
    """Draw which digits were taken for which."""
    figure = _figure(5.6, 5.4)
    title = f"{name}: {scores.accuracy:.1%} of {scores.digits:,} digits read rightly"
    plot_confusion_matrix(scores.confusion, figure.subplots(), title=title)
    _write(figure, file)


def draw_misclassified(part: Part, shares: np.ndarray, name: str, file: Path) -> None:
    """Draw the digits that were misread, those first of which the network was surest.

    Parameters
    ----------
    part : Part
    shares : ndarray, shape (m, 10)
        The network's probabilities for these digits.
    name : str
        The experiment's.
    file : Path
    """
    read, sure = shares.argmax(axis=1), shares.max(axis=1)
    wrong = np.flatnonzero(read != part.y)
    chosen = wrong[np.argsort(-sure[wrong], kind="stable")][:_MOST_DIGITS]
    title = f"{name}: {len(wrong):,} of {len(part.y):,} misread"
    if len(wrong) > len(chosen):
        title += f", the {len(chosen)} surest"
    columns = min(max(len(chosen), 1), _COLUMNS)
    rows = -(-max(len(chosen), 1) // columns)
    figure = _figure(9 * columns / _COLUMNS, 1.5 * rows + 0.5)
    ax = figure.subplots()
    if len(chosen):
        labels = part.y[chosen], read[chosen]
        plot_digit_grid(
            part.X[chosen], *labels, confidences=sure[chosen], columns=columns, title=title, ax=ax
        )
    else:
        ax.set_axis_off()
        ax.set_title(title)
    _write(figure, file)


def _figure(width: float, height: float) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def _write(figure: Figure, file: Path) -> None:
    figure.savefig(file, dpi=_DOTS_PER_INCH, bbox_inches="tight", facecolor="white")
