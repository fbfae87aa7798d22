"""The misclassified digits explorer, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from lab_utils._wording import four_parts
from lab_utils.keeping import write_whole
from lab_utils.widgets._base import LabWidget
from lab_utils.widgets._still import new_figure
from lab_utils.widgets.misclassified_state import ORDERS, SHOWN, read_digits
from lab_utils.widgets.nearest import NearestDigits

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_STILL_DIGITS = 15
_NEIGHBOURS = 6


class MisclassifiedExplorer(LabWidget):
    """Look through the digits that a network reads wrongly, or is not sure of.

    A confusion matrix to choose from, the digits behind the chosen cell, and all about one of them.

    Parameters
    ----------
    model_or_logits : model, callable or array_like, shape (m, 10)
        A Keras model, anything else that gives ten logits or probabilities for a digit, or logits.
    X : array_like, shape (m, 400) or (m, 20, 20), or MNIST's (m, 784) or (m, 28, 28)
        Float in [0, 1] or uint8; up to 10,000 digits or so.
    y : array_like, shape (m,) or (m, 1), int in 0 to 9
    X_train, y_train : array_like, optional
        The digits that the model was trained on: the nearest of them stand beside each digit.

    Attributes
    ----------
    digits : ReadDigits
        What the network made of each digit.
    label, read_as : int or None
        The chosen cell, row or column of the confusion matrix.
    shown : {"wrong", "all", "doubtful"}
    order : {"largest loss", "most confident", "least confident"}
    opened : int or None
        The row of X that is shown large.
    doubtful : list of int
        The rows whose label was marked as doubtful.

    Examples
    --------
    >>> from lab_utils.split import split_lab_digits
    >>> from lab_utils.training import lab_network
    >>> from lab_utils.widgets import MisclassifiedExplorer
    >>> X_train, _, X_test, y_train, _, y_test = split_lab_digits()
    >>> explorer = MisclassifiedExplorer(lab_network(), X_test, y_test, X_train, y_train)
    >>> explorer.label, explorer.read_as, _ = explorer.digits.commonest_mistake()
    >>> explorer
    <MisclassifiedExplorer: Misclassified digits explorer: 1,000 digits, ... read wrongly...>
    >>> explorer.doubtful = [int(explorer.rows[0])]
    >>> explorer.save_doubtful("doubtful.csv").name
    'doubtful.csv'
    """

    front_end = "misclassified"

    label = traitlets.Int(None, allow_none=True).tag(sync=True)
    read_as = traitlets.Int(None, allow_none=True).tag(sync=True)
    shown = traitlets.Enum(SHOWN, "wrong").tag(sync=True)
    order = traitlets.Enum(ORDERS, ORDERS[0]).tag(sync=True)
    opened = traitlets.Int(None, allow_none=True).tag(sync=True)
    doubtful = traitlets.List(traitlets.Int()).tag(sync=True)

    _side = traitlets.Int().tag(sync=True)
    _images = traitlets.Bytes().tag(sync=True)
    _labels = traitlets.Bytes().tag(sync=True)
    _read_as = traitlets.Bytes().tag(sync=True)
    _probabilities = traitlets.Bytes().tag(sync=True)
    _losses = traitlets.Bytes().tag(sync=True)
    # For each of ORDERS all rows, as uint32.
    _orders = traitlets.Bytes().tag(sync=True)
    _order_names = traitlets.List(traitlets.Unicode(), list(ORDERS)).tag(sync=True)
    _has_neighbours = traitlets.Bool().tag(sync=True)

    def __init__(
        self,
        model_or_logits: Any,
        X: ArrayLike,
        y: ArrayLike,
        X_train: ArrayLike | None = None,
        y_train: ArrayLike | None = None,
    ) -> None:
        digits = read_digits(model_or_logits, X, y)
        side = digits.images.shape[1]
        if (X_train is None) != (y_train is None):
            missing = "X_train" if X_train is None else "y_train"
            raise ValueError(
                four_parts(
                    "The training digits",
                    expected="X_train and y_train",
                    got=f"no {missing}",
                    fix="Give both, or leave both out.",
                )
            )
        self.digits = digits
        self._nearest = None if X_train is None or y_train is None else NearestDigits(X_train, y_train, side)
        orders = np.stack([digits.ordered(order) for order in ORDERS])
        super().__init__(
            _side=side,
            _images=digits.images.tobytes(),
            _labels=digits.labels.astype(np.uint8).tobytes(),
            _read_as=digits.read_as.astype(np.uint8).tobytes(),
            _probabilities=digits.probabilities.astype("<f4").tobytes(),
            _losses=digits.loss.astype("<f4").tobytes(),
            _orders=orders.astype("<u4").tobytes(),
            _has_neighbours=self._nearest is not None,
        )
        self.on_msg(_answer)

    @property
    def rows(self) -> np.ndarray:
        """The rows of X that stand behind the chosen cell, in the chosen order."""
        return self.digits.rows(
            self.label, self.read_as, shown=self.shown, order=self.order, doubtful=self.doubtful
        )

    def save_doubtful(self, path: str | Path) -> Path:
        """Write the digits whose label was marked as doubtful to a CSV file."""
        path = Path(path)
        write_whole(path, self.digits.as_csv(self.doubtful).encode("utf-8"))
        return path

    def in_words(self) -> str:
        """Return how many digits were read wrongly, and which mistake is the commonest."""
        words = f"Misclassified digits explorer: {self.digits.headline()}."
        if commonest := self.digits.commonest_mistake():
            label, read_as, count = commonest
            often = "once" if count == 1 else f"{count:,} times"
            words += f" The commonest mistake: a {label} read as a {read_as}, {often}."
        return words

    def still(self) -> Figure:
        """Return the confusion matrix beside the first of the digits that are shown."""
        from lab_utils.plots import plot_confusion_matrix, plot_digit_grid

        digits = self.digits
        rows = self.rows[:_STILL_DIGITS]
        title = f"{self.shown}, {self.order} first"
        if not len(rows):
            rows = digits.rows(shown="all", order="least confident")[:_STILL_DIGITS]
            title = "least confident first"
        figure = new_figure(9.6, 4.6)
        left, right = figure.add_axes((0.06, 0.1, 0.41, 0.82)), figure.add_axes((0.5, 0.1, 0.49, 0.82))
        plot_confusion_matrix(digits.confusion, left, title=digits.headline())
        plot_digit_grid(
            digits.images[rows],
            digits.labels[rows],
            digits.read_as[rows],
            confidences=digits.confidence[rows],
            columns=5,
            title=title,
            ax=right,
        )
        return figure

    @traitlets.validate("label", "read_as")
    def _a_digit(self, proposal: dict[str, Any]) -> int | None:
        return self._within(proposal, 10, "None or a digit from 0 to 9", "None stands for every digit.")

    @traitlets.validate("opened")
    def _a_row(self, proposal: dict[str, Any]) -> int | None:
        count = len(self.digits.labels)
        return self._within(proposal, count, f"a row of X from 0 to {count - 1}", "Rows count from 0.")

    @traitlets.validate("doubtful")
    def _some_rows(self, proposal: dict[str, Any]) -> list[int]:
        rows = sorted(set(proposal["value"]))
        for row in rows:
            self._a_row({"trait": proposal["trait"], "value": row})
        return rows

    @staticmethod
    def _within(proposal: dict[str, Any], end: int, expected: str, fix: str) -> int | None:
        value: int | None = proposal["value"]
        if value is not None and not 0 <= value < end:
            name = f"The explorer's {proposal['trait'].name}"
            raise ValueError(four_parts(name, expected=expected, got=str(value), fix=fix))
        return value

    def neighbours_of(self, rows: Iterable[int]) -> tuple[list[list[dict[str, Any]]], bytes]:
        """Return for each row what is known of its nearest training digits, and their pictures."""
        assert self._nearest is not None
        found = self._nearest.of(self.digits.images[list(rows)], _NEIGHBOURS)
        known = [
            [
                {"row": int(row), "label": int(label), "distance": float(distance)}
                for row, label, distance in zip(*of_one, strict=True)
            ]
            for of_one in zip(found.rows, found.labels, found.distances, strict=True)
        ]
        return known, found.images.tobytes()


def _answer(explorer: MisclassifiedExplorer, content: dict[str, Any], buffers: list[Any]) -> None:
    """Answer the browser, which asks for the nearest digits of a whole page at a time."""
    rows = content.get("neighbours_of", [])
    if rows:
        known, pictures = explorer.neighbours_of(rows)
        explorer.send({"rows": rows, "neighbours": known}, [pictures])
