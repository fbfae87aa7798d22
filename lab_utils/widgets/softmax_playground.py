"""The softmax playground, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from lab_utils._wording import four_parts
from lab_utils.widgets._base import LabWidget
from lab_utils.widgets._still import new_figure
from lab_utils.widgets.softmax_playground_state import (
    COOLEST,
    HOTTEST,
    LARGEST_SCORE,
    SoftmaxSteps,
    accepted_scores,
    ask,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_ENDS = {"constant": (-LARGEST_SCORE, LARGEST_SCORE), "temperature": (COOLEST, HOTTEST)}


class SoftmaxPlayground(LabWidget):
    """Move scores and watch exp, sum and probabilities follow.

    Add a constant to all scores, change the temperature, or send the scores up to 1000, with and without
    subtracting the largest first.

    Parameters
    ----------
    scores : array_like, shape (N,), float
        What to begin with; 12 at most.
    softmax : callable, optional
        A softmax of your own: (N,) -> (N,). Its answers stand beside those of the formula.

    Attributes
    ----------
    scores : list of float
    constant, temperature : float
    stable : bool
        Whether the largest is subtracted first.

    Examples
    --------
    >>> from scipy.special import softmax
    >>> from lab_utils.widgets import SoftmaxPlayground
    >>> playground = SoftmaxPlayground([1.0, 2.0, 0.0], softmax)
    >>> playground.constant = 1000
    >>> playground
    <SoftmaxPlayground: ...>
    >>> playground.steps.probabilities
    array([nan, nan, nan])
    """

    front_end = "softmax_playground"

    scores = traitlets.List(traitlets.Float()).tag(sync=True)
    constant = traitlets.Float(0.0).tag(sync=True)
    temperature = traitlets.Float(1.0).tag(sync=True)
    stable = traitlets.Bool(False).tag(sync=True)

    _first_scores = traitlets.List(traitlets.Float()).tag(sync=True)
    # Name of the learner's function; empty without one.
    _own = traitlets.Unicode().tag(sync=True)
    _ends = traitlets.Dict({**_ENDS, "score": (-LARGEST_SCORE, LARGEST_SCORE)}).tag(sync=True)

    def __init__(
        self, scores: ArrayLike = (1.0, 2.0, 0.0), softmax: Callable[[np.ndarray], Any] | None = None
    ) -> None:
        if softmax is not None and not callable(softmax):
            raise TypeError(
                four_parts(
                    "softmax",
                    expected="a function of an array",
                    got=type(softmax).__name__,
                    fix="Give the function without calling it: SoftmaxPlayground(scores, my_softmax).",
                )
            )
        first = accepted_scores(scores)
        self._softmax = softmax
        own = "" if softmax is None else getattr(softmax, "__name__", "your function")
        super().__init__(scores=first, _first_scores=first, _own=own)
        self.on_msg(_answer)

    @property
    def steps(self) -> SoftmaxSteps:
        """What happens between the scores and their probabilities now."""
        return SoftmaxSteps(np.array(self.scores), self.constant, self.temperature, self.stable)

    def in_words(self) -> str:
        """Return the scores and what they become."""
        return f"Softmax playground: {self.steps.in_words()}."

    def still(self) -> Figure:
        """Return the exponentials beside the probabilities."""
        from lab_utils.plots import plot_probabilities
        from lab_utils.plots._look import CALM, dress

        steps = self.steps
        figure = new_figure(8.4, 2.8)
        left, right = figure.add_axes((0.07, 0.2, 0.4, 0.66)), figure.add_axes((0.57, 0.2, 0.42, 0.66))
        left.bar(range(len(steps.scores)), np.nan_to_num(steps.exponentials, posinf=0), color=CALM)
        dress(left, title=f"exp, sum {steps.total:.4g}", xlabel="class")
        left.set_xticks(range(len(steps.scores)))
        if np.isfinite(steps.probabilities).all():
            plot_probabilities(steps.probabilities, right, title="softmax")
        else:
            dress(right, title="softmax: nan, not a number")
        return figure

    @traitlets.validate("scores")
    def _some_scores(self, proposal: dict[str, Any]) -> list[float]:
        return accepted_scores(proposal["value"])

    @traitlets.validate("constant", "temperature")
    def _within(self, proposal: dict[str, Any]) -> float:
        name, value = proposal["trait"].name, float(proposal["value"])
        lowest, highest = _ENDS[name]
        if not lowest <= value <= highest:
            expected = f"a number from {lowest:g} to {highest:g}"
            raise ValueError(four_parts(f"The {name}", expected=expected, got=f"{value:g}", fix="Try 1."))
        return value


def _answer(playground: SoftmaxPlayground, content: dict[str, Any], buffers: list[Any]) -> None:
    """Answer the browser, which asks what the learner's own softmax makes of some scores."""
    if "softmax_of" in content and playground._softmax is not None:
        answer = ask(playground._softmax, np.array(content["softmax_of"], dtype=float))
        known = answer.probabilities is not None
        numbers = [np.asarray(answer.probabilities, dtype="<f8").tobytes()] if known else []
        playground.send({"words": answer.words, "known": known}, numbers)
