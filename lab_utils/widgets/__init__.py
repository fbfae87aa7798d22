"""Widgets: look into a network, touch it, find its mistakes.

Each works by mouse and by keyboard in JupyterLab, and leaves a picture and words where no kernel runs.

>>> from lab_utils.widgets import MisclassifiedExplorer
>>> MisclassifiedExplorer(model, X_test, y_test)
"""

from __future__ import annotations

from lab_utils.widgets.activation_plots import ActivationPlots
from lab_utils.widgets.digit_reader import DigitReader
from lab_utils.widgets.draw_pad import DrawPad
from lab_utils.widgets.inside_network import InsideNetwork
from lab_utils.widgets.live_training import LiveTraining
from lab_utils.widgets.misclassified import MisclassifiedExplorer
from lab_utils.widgets.predict_first import PredictFirst
from lab_utils.widgets.relu_bump import ReluBump
from lab_utils.widgets.softmax_playground import SoftmaxPlayground

__all__ = [
    "ActivationPlots",
    "DigitReader",
    "DrawPad",
    "InsideNetwork",
    "LiveTraining",
    "MisclassifiedExplorer",
    "PredictFirst",
    "ReluBump",
    "SoftmaxPlayground",
]
