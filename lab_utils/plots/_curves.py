"""Curves: how training went, and what an activation does to its input."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from lab_utils._wording import four_parts
from lab_utils.plots._look import COLOURS, MARKERS, MEDIUM, QUIET, dress, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Run = Mapping[str, list[float]]
_DASHES = ("-", "--", "-.", ":")


def plot_history(history: Any, axes: Axes | np.ndarray | None = None, *, title: str = "") -> np.ndarray:
    """Draw loss and accuracy over the epochs of one training run, or of several.

    Training is a solid line, validation a dashed one; each run has its own colour and marker. The lines of
    several runs are named once, beside the last diagram, where no name covers a line.
    A loss that stops being a number simply ends its line, and the legend says from which epoch.

    Parameters
    ----------
    history : Keras History, mapping of metrics to lists, or mapping of names to these
        What `fit` returned, or several of it, as in {"40 epochs": short, "300 epochs": long}.
    axes : matplotlib Axes or array of them, optional
        One for the loss, a second for the accuracy if it shall be drawn; a new figure if left out.
    title : str
        Comes before the word "loss" or "accuracy" above each diagram.

    Returns
    -------
    ndarray of matplotlib Axes
        The loss, and the accuracy if there is one.

    Raises
    ------
    ValueError
        If there is no loss in a run.
    """
    runs = _named_runs(history)
    accuracy = next((_accuracy_key(run) for run in runs.values() if _accuracy_key(run)), None)
    places = _history_axes(axes, panels=1 if accuracy is None else 2, named_beside=len(runs) > 1)
    for ax, word in zip(places, ("loss", "accuracy"), strict=False):
        for i, (name, run) in enumerate(runs.items()):
            metric = "loss" if word == "loss" else _accuracy_key(run)
            if metric is not None:
                _draw_run(ax, run, metric, name, COLOURS[i % 7], MARKERS[i % 7])
        dress(ax, title=f"{title} {word}".strip(), xlabel="epoch")
        ax.xaxis.get_major_locator().set_params(integer=True)
        if len(runs) == 1:
            ax.legend(fontsize=MEDIUM - 2, frameon=False)
    if len(runs) > 1:
        beside: dict[str, Any] = {"loc": "center left", "bbox_to_anchor": (1, 0.5)}
        places[-1].legend(fontsize=MEDIUM - 2, frameon=False, **beside)
    return places


def plot_activation(
    *functions: Callable[[np.ndarray], ArrayLike],
    z: ArrayLike | None = None,
    ax: Axes | None = None,
    title: str = "",
) -> Axes:
    """Draw what functions such as ReLU make of each z.

    Parameters
    ----------
    *functions : callable
        Each takes an array and returns one of the same shape; its `__name__` is the legend.
    z : array_like, shape (n,), optional
        Where to look; 201 places from -5 to 5 if left out.
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
        If a function changes the shape, or none is given.
    """
    places = np.linspace(-5, 5, 201) if z is None else np.asarray(z, dtype=float)
    curves = [_activation_values(function, places) for function in functions]
    if not curves:
        raise ValueError(
            four_parts(
                "plot_activation()",
                expected="one function or more",
                got="none",
                fix="Pass the function itself, without brackets: plot_activation(relu).",
            )
        )
    ax = new_axes(5.6, 3.4) if ax is None else ax
    ax.axhline(0, color=QUIET, linewidth=0.8)
    ax.axvline(0, color=QUIET, linewidth=0.8)
    for i, (function, values) in enumerate(zip(functions, curves, strict=True)):
        name = getattr(function, "__name__", f"function {i + 1}")
        # Where curves lie on one another, the wider one below still shows.
        width = 2 + 1.2 * (len(curves) - 1 - i)
        ax.plot(places, values, color=COLOURS[i % 7], linestyle=_DASHES[i % 4],
                linewidth=width, label=name)  # fmt: skip
    dress(ax, title=title, xlabel="z", ylabel="activation")
    ax.legend(fontsize=MEDIUM - 1, frameon=False)
    return ax


def _activation_values(function: Callable[[np.ndarray], ArrayLike], z: np.ndarray) -> np.ndarray:
    # A function that writes into its input must not spoil the next curve.
    values = np.asarray(function(z.copy()), dtype=float)
    if values.shape != z.shape:
        name = getattr(function, "__name__", "the function")
        raise ValueError(
            four_parts(
                f"What {name} returned for z of shape {z.shape}",
                expected=f"the same shape {z.shape}",
                got=str(values.shape),
                fix="An activation works on each element by itself.",
            )
        )
    return values


def _named_runs(history: Any) -> dict[str, Run]:
    """Return {name: {metric: values}}; a single run has the empty name."""
    single = getattr(history, "history", history)
    if isinstance(single, Mapping) and "loss" in single:
        return {"": single}
    runs = dict(single) if isinstance(single, Mapping) else {}
    named = {str(name): getattr(run, "history", run) for name, run in runs.items()}
    if not named or not all(isinstance(run, Mapping) and "loss" in run for run in named.values()):
        raise ValueError(
            four_parts(
                "The training history",
                expected="what fit() returned, or {name: what fit() returned}",
                got=f"{type(history).__name__} without a loss",
                fix="Keep it: history = model.fit(...), then plot_history(history).",
            )
        )
    return named


def _accuracy_key(run: Run) -> str | None:
    """Return the name of the training accuracy, which Keras spells in several ways."""
    return next((key for key in run if "acc" in key and not key.startswith("val_")), None)


def _history_axes(axes: Axes | np.ndarray | None, panels: int, *, named_beside: bool) -> np.ndarray:
    if axes is not None:
        return np.atleast_1d(np.asarray(axes, dtype=object)).ravel()[:panels]
    first = new_axes(4.5 * panels + 2 * named_beside, 3.2)
    figure = first.figure
    first.remove()
    return np.atleast_1d(np.asarray(figure.subplots(1, panels), dtype=object))


def _draw_run(ax: Axes, run: Run, metric: str, name: str, colour: str, marker: str) -> None:
    for key, kind, dash in ((metric, "training", "-"), (f"val_{metric}", "validation", "--")):
        if key not in run:
            continue
        values = np.asarray(run[key], dtype=float)
        label = f"{name}, {kind}" if name else kind
        if not np.isfinite(values).all():
            label += f" (NaN from epoch {int((~np.isfinite(values)).argmax()) + 1})"
        ax.plot(
            np.arange(1, len(values) + 1),
            values,
            color=colour,
            linestyle=dash,
            marker=marker,
            markevery=max(1, len(values) // 8),
            markersize=5,
            markerfacecolor=colour if kind == "training" else "white",
            linewidth=1.8,
            label=label,
        )
