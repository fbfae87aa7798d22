"""Draw what goes forward through a dense network, and what comes back from the loss."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lab_utils._wording import four_parts
from lab_utils.plots._look import CALM, MEDIUM, QUIET, SMALL, STRIKING, bare, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FORWARD, _BACK, _GRADIENTS = 2.0, 1.0, 0.0
_HALF_WIDTH, _HALF_HEIGHT = 0.27, 0.17
# Words stand above the boxes' upper edge: between two boxes there is no room for all of them.
_CLEAR = _HALF_HEIGHT + 0.02
_WORDS: dict[str, Any] = {"ha": "center", "va": "bottom", "fontsize": SMALL}


def plot_passes(layer_sizes: Sequence[int], ax: Axes | None = None, *, title: str = "") -> Axes:
    """Draw the forward pass from left to right, and below it the derivatives that flow back.

    Forward boxes are blue with a solid edge, those of the way back orange with a dashed one. Each names an
    array, and below it stands its shape for m images. An arrow says what is done on the way.

    Parameters
    ----------
    layer_sizes : sequence of int >= 1
        How wide each layer is, input first; ReLU in all layers but the last.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.
    title : str
        A line above the drawing.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    ValueError
        If there are fewer than two sizes.
    """
    sizes = list(layer_sizes)
    if len(sizes) < 2:
        raise ValueError(
            four_parts(
                "layer_sizes",
                expected="two sizes or more",
                got=str(sizes),
                fix="Give the sizes, input first: plot_passes([400, 25, 15, 10]).",
            )
        )
    last = len(sizes) - 1
    ax = new_axes(1.3 * (2 * last + 1), 3.4) if ax is None else ax
    _box(ax, 0, _FORWARD, "X", f"(m, {sizes[0]})", CALM, "-")
    for layer in range(1, last + 1):
        _draw_layer(ax, layer, sizes[layer], is_last=layer == last)
    _box(ax, 2 * last, _FORWARD, "loss", "one number", CALM, "-")
    _arrow(ax, 2 * last - 1, 2 * last, _FORWARD, "cross-\nentropy", CALM)
    # The way back turns at the loss: down, and to the left.
    ax.plot([2 * last, 2 * last], [_FORWARD - 0.36, _BACK], color=STRIKING, linewidth=1.6)
    # To the left of that corner.
    ax.text(2 * last - 0.47, _BACK + _CLEAR, f"(softmax(Z{last})\n- one-hot) / m", **_WORDS)
    _arrow(ax, 2 * last, 2 * last - 1, _BACK, "", STRIKING, start=0.0)
    ax.set_xlim(-0.5, 2 * last + 0.5)
    ax.set_ylim(-0.5, 2.55)
    bare(ax, title=title)
    return ax


def _draw_layer(ax: Axes, layer: int, units: int, *, is_last: bool) -> None:
    """Draw what a layer adds: Z and A above, their derivatives below, and the gradients of W and b."""
    z, shape, before = 2 * layer - 1, f"(m, {units})", "X" if layer == 1 else f"A{layer - 1}"
    _box(ax, z, _FORWARD, f"Z{layer}", shape, CALM, "-")
    _arrow(ax, z - 1, z, _FORWARD, f"@ W{layer}\n+ b{layer}", CALM)
    _box(ax, z, _BACK, f"dZ{layer}", shape, STRIKING, "--")
    _box(ax, z, _GRADIENTS, f"dW{layer}, db{layer}", f"{before}.T @ dZ{layer}, sum", STRIKING, "--", wide=1.9)
    ax.annotate(
        "",
        (z, _GRADIENTS + 0.2),
        (z, _BACK - 0.36),
        arrowprops={"arrowstyle": "-|>", "color": STRIKING, "linewidth": 1.6},
    )
    if is_last:
        return
    a = z + 1
    _box(ax, a, _FORWARD, f"A{layer}", shape, CALM, "-")
    _arrow(ax, z, a, _FORWARD, "ReLU", CALM)
    _box(ax, a, _BACK, f"dA{layer}", shape, STRIKING, "--")
    _arrow(ax, a, z, _BACK, f"*\n(Z{layer} > 0)", STRIKING)
    _arrow(ax, a + 1, a, _BACK, f"@ W{layer + 1}.T", STRIKING)


def _box(
    ax: Axes, x: float, y: float, name: str, below: str, colour: str, dash: str, *, wide: float = 1.0
) -> None:
    from matplotlib.patches import FancyBboxPatch

    half = _HALF_WIDTH * wide
    ax.add_patch(
        FancyBboxPatch(
            (x - half, y - _HALF_HEIGHT),
            2 * half,
            2 * _HALF_HEIGHT,
            boxstyle="round,pad=0,rounding_size=0.06",
            facecolor="white",
            edgecolor=colour,
            linestyle=dash,
            linewidth=1.6,
        )
    )
    ax.text(x, y, name, ha="center", va="center", fontsize=MEDIUM)
    ax.text(x, y - 0.21, below, ha="center", va="top", fontsize=SMALL, color=QUIET)


def _arrow(
    ax: Axes, start_x: float, end_x: float, y: float, words: str, colour: str, start: float = _HALF_WIDTH
) -> None:
    right = end_x > start_x
    begin = start_x + (start if right else -start)
    end = end_x + (-_HALF_WIDTH if right else _HALF_WIDTH)
    ax.annotate("", (end, y), (begin, y), arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.6})
    ax.text((begin + end) / 2, y + _CLEAR, words, **_WORDS)
