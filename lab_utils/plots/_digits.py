"""Pictures of digits: dark ink on light paper, row-major."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from lab_utils._accepted import (
    as_many,
    digit_images,
    digit_labels,
    finite_array,
    one_digit_image,
)
from lab_utils._wording import four_parts
from lab_utils.plots._look import MEDIUM, PAPER_EDGE, SMALL, STRIKING, bare, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_DIGITS = 100
# JupyterLab shrinks a wider picture, and its text with it.
_WIDEST_INCHES = 9.0
# The gap between two digits, as a part of a digit's side.
_GAP = 0.12


@dataclass(frozen=True)
class _Layout:
    """Where the digits of a grid stand, in units of one digit's side; y runs downwards."""

    columns: int
    rows: int
    tile_inches: float
    font_size: float
    lines: int

    @property
    def caption(self) -> float:
        return self.lines * self.font_size * 1.25 / 72 / self.tile_inches

    @property
    def width(self) -> float:
        return self.columns * (1 + _GAP)

    @property
    def height(self) -> float:
        return self.rows * (1 + _GAP + self.caption)

    def corner(self, i: int) -> tuple[float, float]:
        """Return left and top of the i-th digit."""
        row, column = divmod(i, self.columns)
        return column * (1 + _GAP), row * (1 + _GAP + self.caption) + self.caption


def plot_digit(row: ArrayLike, ax: Axes | None = None, *, title: str = "") -> Axes:
    """Draw one digit.

    Parameters
    ----------
    row : array_like, shape (400,) or (20, 20), float in [0, 1] or uint8
        One row of X, row-major, ink is 1. MNIST's (784,) and (28, 28) are drawn as well.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.
    title : str
        A line above the digit.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ValueError
        If `row` is not one digit.
    """
    image = one_digit_image(row)
    ax = new_axes(2.4, 2.4) if ax is None else ax
    ax.imshow(image, cmap="gray_r", vmin=0, vmax=1, interpolation="nearest")
    bare(ax, title=title)
    # The paper's edge: without it a digit floats on the white page.
    ax.spines[:].set(visible=True, color=PAPER_EDGE)
    return ax


def plot_digit_grid(
    X: ArrayLike,
    y: ArrayLike | None = None,
    predictions: ArrayLike | None = None,
    *,
    confidences: ArrayLike | None = None,
    captions: Sequence[str] | None = None,
    columns: int | None = None,
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw up to 100 digits side by side, with what each is and what it was taken for.

    A digit whose prediction differs from its label has a frame and says "7 read as 1".

    Parameters
    ----------
    X : array_like, shape (m, 400) or (m, 20, 20), float in [0, 1] or uint8
        The digits, at most 100. MNIST's (m, 784) and (m, 28, 28) are drawn as well.
    y : array_like, shape (m,) or (m, 1), int in 0 to 9, optional
        What each digit is.
    predictions : array_like, shape (m,) or (m, 1), int in 0 to 9, optional
        What the network took each digit for.
    confidences : array_like, shape (m,) or (m, 1), float in [0, 1], optional
        The network's probability for its prediction, shown as a second line in percent.
    captions : sequence of str, optional
        Words of your own above each digit, in place of those made of `y` and `predictions`.
    columns : int, optional
        How many digits stand in a row of the picture; 10, or 8 below longer captions, if left out.
    title : str
        A line above the whole picture.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out. All digits are one image in it.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ValueError
        If the digits or their labels can't be drawn, or don't belong together.
    """
    images = _few_enough(digit_images(X, "X"))
    truth = None if y is None else digit_labels(y, "y", len(images))
    guesses = None if predictions is None else digit_labels(predictions, "predictions", len(images))
    words = _captions(truth, guesses, len(images)) if captions is None else list(captions)
    as_many(words, "captions", len(images))
    words = _with_confidences(words, confidences)
    layout = _layout(words, columns, ax)
    if ax is None:
        inches = layout.tile_inches
        ax = new_axes(layout.width * inches, layout.height * inches + (0.35 if title else 0.1))
    for i, (image, word) in enumerate(zip(images, words, strict=True)):
        wrong = truth is not None and guesses is not None and truth[i] != guesses[i]
        _draw_tile(ax, image, layout.corner(i), word, layout.font_size, framed=wrong)
    ax.set(xlim=(-_GAP / 2, layout.width - _GAP / 2), ylim=(layout.height - _GAP / 2, -_GAP / 2))
    ax.set_aspect("equal")
    bare(ax, title=title)
    return ax


def _few_enough(images: np.ndarray) -> np.ndarray:
    if len(images) > _MOST_DIGITS:
        raise ValueError(
            four_parts(
                "The number of digits in X",
                expected=f"{_MOST_DIGITS} or fewer: more can't be made out",
                got=f"{len(images):,}",
                fix="Pass some of them, for example X[:50].",
            )
        )
    return images


def _captions(truth: np.ndarray | None, guesses: np.ndarray | None, count: int) -> list[str]:
    if truth is None and guesses is None:
        return [""] * count
    if truth is None:
        return [f"read as {guess}" for guess in guesses]  # type: ignore[union-attr]
    if guesses is None:
        return [str(digit) for digit in truth]
    return [
        str(digit) if digit == guess else f"{digit} read as {guess}"
        for digit, guess in zip(truth, guesses, strict=True)
    ]


def _with_confidences(words: list[str], confidences: ArrayLike | None) -> list[str]:
    if confidences is None:
        return words
    shares = finite_array(np.ravel(np.asarray(confidences)), "confidences", "(m,)", 1)
    as_many(shares, "confidences", len(words))
    if shares.min() < 0 or shares.max() > 1.001:
        raise ValueError(
            four_parts(
                "The values in confidences",
                expected="probabilities from 0 to 1",
                got=f"{shares.min():.4g} to {shares.max():.4g}",
                fix="Logits become probabilities by softmax; percent are divided by 100.",
            )
        )
    return [f"{word}\n{share:.0%} sure" for word, share in zip(words, shares, strict=True)]


def _layout(words: list[str], columns: int | None, ax: Axes | None) -> _Layout:
    """Choose sizes at which the longest caption fits above its digit."""
    lines = [line for word in words for line in word.split("\n")]
    longest = max(map(len, lines))
    columns = min(columns or (8 if longest > 2 else 10), len(words))
    if ax is None:
        tile = min(1.0 if longest > 2 else 0.8, _WIDEST_INCHES / columns / (1 + _GAP))
    else:
        inches = ax.get_position().width * ax.get_figure(root=True).get_figwidth()  # type: ignore[union-attr]
        tile = inches / columns / (1 + _GAP)
    # A character is about 0.65 of the font size wide; short captions may be large.
    fitting = tile * (1 + _GAP) * 72 / (0.65 * max(longest, 1))
    return _Layout(
        columns=columns,
        rows=-(-len(words) // columns),
        tile_inches=tile,
        font_size=min(fitting, MEDIUM if longest <= 2 else SMALL),
        lines=max(word.count("\n") + 1 if word else 0 for word in words),
    )


def _draw_tile(
    ax: Axes,
    image: np.ndarray,
    corner: tuple[float, float],
    caption: str,
    font_size: float,
    *,
    framed: bool,
) -> None:
    """Draw one digit of side 1 below its caption."""
    from matplotlib.patches import Rectangle

    left, top = corner
    place = (left, left + 1, top + 1, top)
    ax.imshow(image, cmap="gray_r", vmin=0, vmax=1, interpolation="nearest", extent=place)
    colour, width = (STRIKING, 2.0) if framed else (PAPER_EDGE, 1.0)
    ax.add_patch(Rectangle(corner, 1, 1, fill=False, edgecolor=colour, linewidth=width))
    style: dict[str, Any] = {"ha": "center", "va": "bottom", "linespacing": 1.1}
    weight = "bold" if framed else "normal"
    ax.text(left + 0.5, top - 0.04, caption, fontsize=font_size, fontweight=weight, **style)
