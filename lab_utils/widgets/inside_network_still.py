"""What stands for the view into a network where no kernel runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lab_utils.widgets._still import new_figure
from lab_utils.widgets.dense_network import NetworkAt
from lab_utils.widgets.inside_network_state import full_scale

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST_PICTURES = 25
# A number is a square of so many dots, so that stripes can be drawn in it.
_DOTS, _THIN = 4, 0.3
_PLUS, _MINUS = (0, 114, 178), (179, 78, 0)


def still_of(at: NetworkAt, side: int, digit: int, name: str) -> Figure:
    """Draw the first weights, the digit with its logits, and the pixels that push towards one digit."""
    from lab_utils.plots import plot_digit

    figure = new_figure(9.6, 4.2)
    _draw_weights(figure.add_axes((0.01, 0.03, 0.42, 0.87)), at, side, name)
    shown = figure.add_axes((0.46, 0.5, 0.18, 0.38))
    plot_digit(np.clip(at.x, 0, 1), shown, title=f"read as {int(at.logits.argmax())}")
    _draw_logits(figure.add_axes((0.46, 0.14, 0.18, 0.25)), at.logits)
    pushes = figure.add_axes((0.67, 0.07, 0.32, 0.8))
    pixels = at.push(digit).pixels
    _draw_picture(pushes, signed_picture(pixels, side, full_scale(pixels)))
    pushes.set_title(f"solid pixels push towards {digit}, striped away", fontsize=9)
    return figure


def signed_picture(values: np.ndarray, side: int, full: float) -> np.ndarray:
    """Return numbers with signs as a picture: plus blue and solid, minus orange and striped.

    Parameters
    ----------
    values : ndarray, shape (side * side,), float
    side : int
    full : float
        The size from which on the colour is full.

    Returns
    -------
    ndarray, shape (4 * side, 4 * side, 3), uint8
    """
    large = np.kron(values.reshape(side, side), np.ones((_DOTS, _DOTS)))
    rows, columns = np.indices(large.shape)
    between = (rows + columns) % _DOTS >= _DOTS // 2
    strength = np.minimum(np.abs(large) / full, 1) * np.where((large < 0) & between, _THIN, 1)
    ink = np.where(large[..., np.newaxis] < 0, _MINUS, _PLUS)
    return np.asarray(255 - strength[..., np.newaxis] * (255 - ink), dtype=np.uint8)


def _draw_weights(ax: Axes, at: NetworkAt, side: int, name: str) -> None:
    W = at.network.layers[0].W[:, :_MOST_PICTURES]
    columns = int(np.ceil(np.sqrt(W.shape[1])))
    rows = -(-W.shape[1] // columns)
    tile = side * _DOTS + 6
    sheet = np.full((rows * tile, columns * tile, 3), 255, dtype=np.uint8)
    scale = full_scale(at.network.layers[0].W)
    for unit in range(W.shape[1]):
        top, left = (tile * place + 3 for place in divmod(unit, columns))
        sheet[top : top + tile - 6, left : left + tile - 6] = signed_picture(W[:, unit], side, scale)
    _draw_picture(ax, sheet)
    first = at.network.sizes[1]
    which = f"the first {W.shape[1]} of {first}" if first > W.shape[1] else f"{first}"
    ax.set_title(f"weights of {which} units{f', {name}' if name else ''}", fontsize=9)


def _draw_picture(ax: Axes, picture: np.ndarray) -> None:
    ax.imshow(picture, interpolation="nearest")
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_color("#bbbbbb")


def _draw_logits(ax: Axes, logits: np.ndarray) -> None:
    from lab_utils.plots._look import CALM, STRIKING

    colours = [STRIKING if logit < 0 else CALM for logit in logits]
    bars = ax.bar(range(len(logits)), logits, color=colours)
    for bar, logit in zip(bars, logits, strict=True):
        bar.set_hatch("///" if logit < 0 else "")
    ax.axhline(0, color="#6b6b6b", linewidth=0.8)
    ax.set_xticks(range(len(logits)))
    ax.tick_params(labelsize=8)
    ax.set_title("logits", fontsize=9)
    ax.spines[["top", "right", "bottom"]].set_visible(False)
