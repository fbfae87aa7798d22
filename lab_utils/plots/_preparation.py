"""The steps of a preparation, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from lab_utils._accepted import finite_array
from lab_utils._wording import four_parts
from lab_utils.plots._look import MEDIUM, PAPER_EDGE, QUIET, SMALL, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# A picture as it was taken: 1 is white. In every other step 1 is ink.
_AS_TAKEN = ("grey",)
# JupyterLab shrinks a wider picture, and its text with it.
_WIDEST_INCHES = 9.0


def plot_preparation(
    preparation: Any, axes: Axes | np.ndarray | None = None, *, title: str = ""
) -> np.ndarray:
    """Draw a picture after each step of its preparation.

    "grey" is drawn as it was taken; in all other steps ink is dark. Below each step stand its lines and
    columns. The steps of a whole preparation are numbered.

    Parameters
    ----------
    preparation : Preparation, or mapping of str to array_like of shape (h, w), float in [0, 1]
        What `lab_utils.preparation.prepare_digit` returns, or some of its `steps`.
    axes : array of matplotlib Axes, optional
        One for each step; a new figure if left out.
    title : str
        A line above all steps.

    Returns
    -------
    ndarray of matplotlib Axes

    Raises
    ------
    ValueError
        If there is no step, or a step is no image.
    """
    steps = _steps(preparation)
    places = _axes(axes, len(steps))
    whole = not isinstance(preparation, Mapping)
    for i, (ax, (name, image)) in enumerate(zip(places, steps.items(), strict=True), start=1):
        colours = "gray" if name in _AS_TAKEN else "gray_r"
        ax.imshow(image, cmap=colours, vmin=0, vmax=1, interpolation="nearest")
        ax.set_title(f"{i} {name}" if whole else name, fontsize=MEDIUM)
        ax.set_xlabel(f"{image.shape[0]} x {image.shape[1]}", fontsize=SMALL, color=QUIET)
        ax.set_xticks([])
        ax.set_yticks([])
        ax.spines[:].set(visible=True, color=PAPER_EDGE)
    if title:
        places[0].figure.suptitle(title, fontsize=MEDIUM + 1)
    return places


def _steps(preparation: Any) -> dict[str, np.ndarray]:
    steps: Mapping[str, ArrayLike] = getattr(preparation, "steps", preparation)
    if not isinstance(steps, Mapping) or not steps:
        raise ValueError(
            four_parts(
                "The preparation",
                expected="what prepare_digit(picture) returns, or some of its steps",
                got="no step" if isinstance(steps, Mapping) else type(preparation).__name__,
                fix="Keep it: prepared = prepare_digit(picture), then plot_preparation(prepared).",
            )
        )
    return {name: finite_array(image, f"the step {name!r}", "(h, w)", 2) for name, image in steps.items()}


def _axes(axes: Axes | np.ndarray | None, count: int) -> np.ndarray:
    if axes is None:
        side = min(1.5, _WIDEST_INCHES / count)
        first = new_axes(side * count, side + 0.7)
        figure = first.figure
        first.remove()
        axes = np.asarray(figure.subplots(1, count), dtype=object)
    places = np.atleast_1d(np.asarray(axes, dtype=object)).ravel()
    if len(places) != count:
        raise ValueError(
            four_parts(
                "The number of axes",
                expected=f"{count}, one for each step",
                got=str(len(places)),
                fix="Leave axes out, or make as many as there are steps.",
            )
        )
    return places
