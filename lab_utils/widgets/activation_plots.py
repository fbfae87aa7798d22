"""The activation plots, as a notebook shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from lab_utils._wording import four_parts
from lab_utils.widgets._base import LabWidget
from lab_utils.widgets._still import new_figure
from lab_utils.widgets.activation_plots_state import (
    PLACES,
    REACH,
    Activation,
    known_activations,
    measured,
    told_apart,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class ActivationPlots(LabWidget):
    """Move a point along linear, sigmoid, tanh and ReLU, and see the slope at each place.

    Parameters
    ----------
    own : callable, optional
        An activation of your own, of an array: its curve and its measured slopes stand beside the four.

    Attributes
    ----------
    z : float
        Where the point is, from -5 to 5, in tenths.
    chosen : str
        The name of the curve that it is on.

    Examples
    --------
    >>> import numpy as np
    >>> from lab_utils.widgets import ActivationPlots
    >>> def leaky(z):
    ...     return np.maximum(z, 0.1 * z)
    >>> plots = ActivationPlots(leaky)
    >>> plots.chosen, plots.z = "tanh", -2
    >>> plots
    <ActivationPlots: Activation plots: at z = -2, ... tanh -0.964, slope 0.0707; ... leaky -0.2, ...>
    """

    front_end = "activation_plots"

    z = traitlets.Float(1.0).tag(sync=True)
    chosen = traitlets.Unicode("ReLU").tag(sync=True)

    _names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    # For each curve its values, its left and its right slopes at PLACES, as float64.
    _curves = traitlets.Bytes().tag(sync=True)
    # What is said about the learner's function; empty without one.
    _own = traitlets.Unicode().tag(sync=True)

    def __init__(self, own: Callable[[np.ndarray], Any] | None = None) -> None:
        if own is not None and not callable(own):
            fix = "Give the function without calling it: ActivationPlots(relu)."
            got = type(own).__name__
            raise TypeError(four_parts("own", expected="a function of an array", got=got, fix=fix))
        curve, words = (None, "") if own is None else measured(own)
        known = known_activations()
        self.curves = known if curve is None else [*known, told_apart(curve, known)]
        numbers = np.stack([[each.values, each.left, each.right] for each in self.curves])
        super().__init__(
            _names=[each.name for each in self.curves],
            _curves=numbers.astype("<f8").tobytes(),
            _own=words,
        )

    def in_words(self) -> str:
        """Return value and slope of each curve at the point."""
        each = "; ".join(curve.in_words(self.z) for curve in self.curves)
        return f"Activation plots: at z = {self.z:g}, {each}.{' ' + self._own if self._own else ''}"

    def still(self) -> Figure:
        """Return the curves beside their slopes, with the point on both."""
        from lab_utils.plots._look import COLOURS, QUIET, dress

        figure = new_figure(9.6, 3.2)
        left, right = figure.add_axes((0.05, 0.15, 0.42, 0.74)), figure.add_axes((0.55, 0.15, 0.42, 0.74))
        for i, curve in enumerate(self.curves):
            dash = ("-", "--", ":", "-.", (0, (1, 3)))[i]
            look: dict[str, Any] = {"color": COLOURS[i], "linestyle": dash, "label": curve.name}
            left.plot(PLACES, curve.values, **look)
            # Both slopes of each place: a bend is drawn as a jump, and the rest is no staircase.
            right.plot(PLACES.repeat(2), np.column_stack([curve.left, curve.right]).ravel(), **look)
        value, slope_before, slope = self._chosen_curve.at(self.z)
        left.plot(self.z, value, "o", color=QUIET)
        right.plot([self.z] * 2, [slope_before, slope], "o", color=QUIET)
        dress(left, title=f"value; the point: {self.chosen}, z = {self.z:g}", xlabel="z")
        dress(right, title="slope", xlabel="z")
        left.set_ylim(-2, REACH)
        left.legend(fontsize=9, frameon=False)
        return figure

    @property
    def _chosen_curve(self) -> Activation:
        return next(curve for curve in self.curves if curve.name == self.chosen)

    @traitlets.validate("z")
    def _a_place(self, proposal: dict[str, Any]) -> float:
        z = float(proposal["value"])
        if not -REACH <= z <= REACH:
            expected = f"a number from {-REACH:g} to {REACH:g}"
            raise ValueError(four_parts("The place z", expected=expected, got=f"{z:g}", fix="Try 1."))
        return round(z, 1)

    @traitlets.validate("chosen")
    def _a_curve(self, proposal: dict[str, Any]) -> str:
        names = [curve.name for curve in self.curves]
        if proposal["value"] not in names:
            expected = f"one of {', '.join(names)}"
            fix = "Names are as in the picture."
            raise ValueError(four_parts("The curve", expected=expected, got=repr(proposal["value"]), fix=fix))
        return str(proposal["value"])
