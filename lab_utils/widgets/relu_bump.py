"""Two ReLU units that add up to a bump, as a notebook shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from lab_utils._wording import four_parts
from lab_utils.widgets._base import LabWidget
from lab_utils.widgets._still import new_figure
from lab_utils.widgets.relu_bump_state import END, START, TwoUnits

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LARGEST = 5.0


class ReluBump(LabWidget):
    """Set the weights and biases of two ReLU units so that their sum is above 0 between 1 and 2 only.

    Two units make a line with two bends. It falls for ever on one side; a third ReLU behind the sum, as in
    the next layer of a network, cuts off what is below 0, and a bump remains.

    Attributes
    ----------
    weights, biases, outputs : list of two float
        Unit i adds outputs[i] * relu(weights[i] * z + biases[i]); none beyond 5.
    third : bool
        Whether the sum is sent through one more ReLU.

    Examples
    --------
    >>> from lab_utils.widgets import ReluBump
    >>> bump = ReluBump()
    >>> bump
    <ReluBump: ...>
    >>> bump.units.reached
    False
    """

    front_end = "relu_bump"

    weights = traitlets.List(traitlets.Float(), [1.0, 1.0]).tag(sync=True)
    biases = traitlets.List(traitlets.Float(), [0.0, -2.0]).tag(sync=True)
    outputs = traitlets.List(traitlets.Float(), [1.0, 1.0]).tag(sync=True)
    third = traitlets.Bool(False).tag(sync=True)

    _largest = traitlets.Float(_LARGEST).tag(sync=True)

    @property
    def units(self) -> TwoUnits:
        """What the two units make of z."""
        return TwoUnits(*(tuple(numbers) for numbers in (self.weights, self.biases, self.outputs)))  # type: ignore[arg-type]

    def in_words(self) -> str:
        """Return the sum as a formula, and whether it is the bump that is asked for."""
        third = ", sent through a third ReLU" if self.third else ""
        return f"Two ReLU units: {self.units.in_words()}{third}."

    def still(self) -> Figure:
        """Return both units and their sum."""
        from lab_utils.plots._look import CALM, COLOURS, QUIET, STRIKING, dress

        z, units = np.linspace(-2, 5, 281), self.units
        figure = new_figure(6.4, 3.2)
        ax = figure.add_axes((0.09, 0.15, 0.88, 0.74))
        ax.axvspan(START, END, facecolor="none", edgecolor=QUIET, hatch="///", alpha=0.3)
        ax.axhline(0, color=QUIET, linewidth=0.8)
        for i, part in enumerate(units.parts(z)):
            ax.plot(z, part, color=COLOURS[2 + i], linestyle=("--", ":")[i], label=f"unit {i + 1}")
        ax.plot(z, units.sum(z), color=CALM, linewidth=2.5, label="sum")
        if self.third:
            ax.plot(z, np.maximum(0, units.sum(z)), color=STRIKING, linewidth=2.5, label="relu(sum)")
        dress(ax, title="two ReLU units, and their sum", xlabel="z")
        ax.set_ylim(-3, 4)
        ax.legend(fontsize=9, frameon=False, loc="upper left")
        return figure

    @traitlets.validate("weights", "biases", "outputs")
    def _two_numbers(self, proposal: dict[str, Any]) -> list[float]:
        name, values = proposal["trait"].name, [float(value) for value in proposal["value"]]
        # NaN compares with nothing, so it is asked what fits.
        if len(values) != 2 or not all(abs(value) <= _LARGEST for value in values):
            expected = f"two numbers from {-_LARGEST:g} to {_LARGEST:g}"
            raise ValueError(four_parts(f"The {name}", expected=expected, got=str(values), fix="Try [1, 1]."))
        return values
