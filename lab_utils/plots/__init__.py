"""Draw digits, classes and training curves.

Each function takes `ax`, draws into it (or into a new figure), returns it, and never calls
`show()`: a notebook shows the figure at the end of the cell, a script calls `plt.show()` itself.
Matplotlib is first imported when something is drawn, so that importing this package costs nothing.
"""

from __future__ import annotations

from lab_utils.plots._accuracies import plot_accuracy_against
from lab_utils.plots._classes import plot_class_balance, plot_confusion_matrix, plot_probabilities
from lab_utils.plots._curves import plot_activation, plot_history
from lab_utils.plots._digits import plot_digit, plot_digit_grid
from lab_utils.plots._look import COLOURS
from lab_utils.plots._network import plot_network
from lab_utils.plots._passes import plot_passes
from lab_utils.plots._preparation import plot_preparation
from lab_utils.plots._right_and_sure import plot_right_and_sure

__all__ = [
    "COLOURS",
    "plot_accuracy_against",
    "plot_activation",
    "plot_class_balance",
    "plot_confusion_matrix",
    "plot_digit",
    "plot_digit_grid",
    "plot_history",
    "plot_network",
    "plot_passes",
    "plot_preparation",
    "plot_probabilities",
    "plot_right_and_sure",
]
