"""The softmax playground."""

from __future__ import annotations

from benchmarks.widget_scenes._scene import Event, Scene, typed

_SET_UP = """
import numpy as np
from IPython.display import display
from ipywidgets import FloatText, interactive_output
import matplotlib.pyplot as plt
from lab_utils.plots import plot_probabilities
from lab_utils.widgets import SoftmaxPlayground
"""
_MATPLOTLIB = """
first = FloatText(1.0, description="score")
def steps(score):
    e = np.exp([score, 2.0, 0.0])
    _, (left, right) = plt.subplots(1, 2, figsize=(8, 2.8))
    left.bar(range(3), e)
    plot_probabilities(e / e.sum(), ax=right)
    plt.show()
display(first, interactive_output(steps, {"score": first}))
"""

PLAYGROUND = Scene(
    _SET_UP,
    "SoftmaxPlayground([1.0, 2.0, 0.0])",
    _MATPLOTLIB,
    events=(Event("playground: score", typed(2, "round / 10", "input"), typed(0, "round / 10")),),
)
