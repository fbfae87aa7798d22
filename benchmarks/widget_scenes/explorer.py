"""The explorer of misclassified digits, with 10,000 digits: the lab's 5,000 twice."""

from __future__ import annotations

from benchmarks.widget_scenes._scene import Event, Scene, changed, typed

_SET_UP = """
import numpy as np
from IPython.display import display
from ipywidgets import BoundedIntText, Dropdown, HBox, interactive_output
import matplotlib.pyplot as plt
from lab_utils.data import load_digits
from lab_utils.plots import plot_digit, plot_digit_grid, plot_probabilities
from lab_utils.split import split_lab_digits
from lab_utils.training import lab_network
from lab_utils.widgets import MisclassifiedExplorer
X, y = (np.concatenate([array, array]) for array in load_digits())
train = split_lab_digits()
logits = lab_network().predict(X, verbose=0)
"""
_WIDGET = "explorer = MisclassifiedExplorer(logits, X, y, train.X_train, train.y_train)\nexplorer"
_MATPLOTLIB = """
digits = explorer.digits
label = Dropdown(options=range(10), description="label")
page, opened = BoundedIntText(0, 0, 400, description="page"), BoundedIntText(0, 0, 9999, description="open")
def sheet(label, page):
    rows = digits.rows(label, shown="all")[24 * page : 24 * page + 24]
    plot_digit_grid(digits.images[rows], digits.labels[rows], digits.read_as[rows], columns=8)
    plt.show()
def detail(opened):
    _, (left, right) = plt.subplots(1, 2, figsize=(7, 2.6))
    plot_digit(digits.images[opened], ax=left)
    plot_probabilities(digits.probabilities[opened], ax=right)
    plt.show()
display(HBox([label, page, opened]), interactive_output(sheet, {"label": label, "page": page}))
display(interactive_output(detail, {"opened": opened}))
"""
_NEXT_PAGE = "cell.querySelectorAll('.dl-pager button')[1].click();"
_OPEN = "const tile = cell.querySelectorAll('.dl-tile')[round + 1]; tile.focus(); tile.click();"

EXPLORER = Scene(
    _SET_UP,
    _WIDGET,
    _MATPLOTLIB,
    events=(
        Event(
            "explorer: filter",
            "cell.querySelectorAll('[role=rowheader]')[(round + 1) % 10].click();",
            "const field = cell.querySelector('select'); field.selectedIndex = (round + 1) % 10;" + changed(),
            apart=".dl-nearest",
        ),
        Event("explorer: page", _NEXT_PAGE, typed(0, "round + 1"), apart=".dl-nearest"),
        Event("explorer: open", _OPEN, typed(1, "round + 1")),
        # What the kernel adds, for digits that nobody asked for before.
        Event(
            "explorer: page, with the nearest digits from the kernel",
            _NEXT_PAGE,
            typed(0, "round + 21"),
            reach=None,
        ),
    ),
    begin="explorer.shown = 'all'",
)
