"""Diagrams over the ten classes: how many, how probable, taken for which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from lab_utils._accepted import digit_labels, finite_array
from lab_utils._wording import four_parts
from lab_utils.plots._look import (
    CALM,
    COLOURS,
    HATCHES,
    MEDIUM,
    SMALL,
    STRIKING,
    dress,
    new_axes,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_class_balance(
    y: ArrayLike | Mapping[str, ArrayLike], ax: Axes | None = None, *, title: str = ""
) -> Axes:
    """Draw how many there are of each digit.

    Parameters
    ----------
    y : array_like, shape (m,) or (m, 1), int in 0 to 9, or a mapping of names to such arrays
        The labels. Several sets, as in {"train": y_train, "test": y_test}, stand side by side.
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
        If there are labels other than 0 to 9.
    """
    sets = dict(y) if isinstance(y, Mapping) else {"y": y}
    counts = {name: np.bincount(digit_labels(labels, name), minlength=10) for name, labels in sets.items()}
    ax = new_axes(7.2, 3.0) if ax is None else ax
    width = 0.8 / len(counts)
    for i, (name, count) in enumerate(counts.items()):
        places = np.arange(10) + (i - (len(counts) - 1) / 2) * width
        style: dict[str, Any] = {"color": COLOURS[i % 7], "hatch": HATCHES[i % 7]}
        bars = ax.bar(places, count, width, label=name, edgecolor="white", **style)
        ax.bar_label(bars, fontsize=SMALL if len(counts) < 3 else SMALL - 2, padding=1)
    dress(ax, title=title, xlabel="digit", ylabel="how many")
    ax.set_xticks(range(10))
    ax.margins(y=0.12)
    if len(counts) > 1:
        ax.legend(fontsize=MEDIUM - 1, ncols=len(counts), frameon=False, loc="lower right",
                  bbox_to_anchor=(1, 1))  # fmt: skip
    return ax


def plot_confusion_matrix(matrix: ArrayLike, ax: Axes | None = None, *, title: str = "") -> Axes:
    """Draw a confusion matrix: each row is a digit, each column what it was taken for.

    The colour follows the share of the row, stretched so that rare mistakes can be seen; the
    number is the count. Zeros stay empty.

    Parameters
    ----------
    matrix : array_like, shape (10, 10), int >= 0
        Rows are the truth, columns the predictions.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.
    title : str
        A line above the matrix.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ValueError
        If `matrix` doesn't hold 10 x 10 counts.
    """
    counts = _counts(matrix)
    ax = new_axes(5.6, 5.2) if ax is None else ax
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    depth = np.sqrt(shares)
    ax.imshow(depth, cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(counts):
        if count:
            ink = "white" if depth[row, column] > 0.6 else "black"
            weight = "normal" if row == column else "bold"
            ax.text(column, row, f"{count:g}", ha="center", va="center", color=ink,
                    fontsize=SMALL, fontweight=weight)  # fmt: skip
    dress(ax, title=title, xlabel="the network says", ylabel="the digit is")
    ax.set_xticks(range(10))
    ax.set_yticks(range(10))
    ax.grid(visible=False)
    return ax


def plot_probabilities(
    probabilities: ArrayLike, ax: Axes | None = None, *, truth: int | None = None, title: str = ""
) -> Axes:
    """Draw the probabilities of one digit's classes as bars; the largest is striped.

    Parameters
    ----------
    probabilities : array_like, shape (N,), float in [0, 1], sum 1
        One probability for each class, 10 for digits.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.
    truth : int, optional
        The class that is right: its label below the axis says so.
    title : str
        A line above the diagram.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ValueError
        If `probabilities` are none, for example logits.
    """
    shares = _distribution(probabilities)
    ax = new_axes(6.4, 2.8) if ax is None else ax
    bars = ax.bar(range(len(shares)), shares, color=CALM, edgecolor="white")
    bars[int(shares.argmax())].set(facecolor=STRIKING, hatch="///")
    if len(shares) <= 12:
        words = ["" if share < 0.0005 else f"{share:.3f}" for share in shares]
        ax.bar_label(bars, labels=words, fontsize=SMALL, padding=1)
    dress(ax, title=title, xlabel="class", ylabel="probability")
    names = [f"{i}\ntrue" if i == truth else str(i) for i in range(len(shares))]
    ax.set_xticks(range(len(shares)), names)
    ax.set_ylim(0, 1.12)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
    return ax


def _counts(matrix: ArrayLike) -> np.ndarray:
    counts = finite_array(matrix, "matrix", "(10, 10)", 2)
    if counts.shape != (10, 10) or counts.min() < 0:
        raise ValueError(
            four_parts(
                "The confusion matrix",
                expected="10 x 10 counts, none below 0",
                got=f"shape {counts.shape}, smallest value {counts.min():g}",
                fix="Rows are the digits, columns what the network says.",
            )
        )
    return counts


def _distribution(probabilities: ArrayLike) -> np.ndarray:
    shares = finite_array(probabilities, "probabilities", "(N,), one digit's classes", 1)
    if shares.min() < 0 or abs(shares.sum() - 1) > 0.01:
        raise ValueError(
            four_parts(
                "The probabilities",
                expected="none below 0, and a sum of 1",
                got=f"smallest {shares.min():.4g}, sum {shares.sum():.4g}",
                fix="Logits become probabilities by softmax.",
            )
        )
    return shares
