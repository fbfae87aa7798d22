"""The activation plots, and the two ReLU units."""

from __future__ import annotations

from benchmarks.widget_scenes._scene import Event, Scene, typed

_SET_UP = """
import numpy as np
from IPython.display import display
from ipywidgets import FloatText, interactive_output
import matplotlib.pyplot as plt
from lab_utils.plots import plot_activation
from lab_utils.widgets import ActivationPlots, ReluBump
def linear(z): return z
def sigmoid(z): return 1 / (1 + np.exp(-z))
def relu(z): return np.maximum(z, 0)
places = np.linspace(-5, 5, 101)
"""
_CURVES = """
z = FloatText(1.0, description="z")
def curves(z):
    _, (left, right) = plt.subplots(1, 2, figsize=(9.6, 3.2))
    plot_activation(linear, sigmoid, np.tanh, relu, ax=left)
    for function in (linear, sigmoid, np.tanh, relu):
        right.plot(places, np.gradient(function(places), places))
    left.plot(z, relu(z), "o")
    right.plot(z, float(z > 0), "o")
    plt.show()
display(z, interactive_output(curves, {"z": z}))
"""
_UNITS = """
bias = FloatText(0.0, description="bias")
def units(bias):
    _, ax = plt.subplots(figsize=(6.4, 3.2))
    parts = relu(places + bias), relu(places - 2)
    for part in (*parts, sum(parts)):
        ax.plot(places, part)
    plt.show()
display(bias, interactive_output(units, {"bias": bias}))
"""
# Chromium takes no capture of a pointer that it has not made.
_DRAG = """
const room = cell.querySelector('.dl-act-room');
const box = room.getBoundingClientRect();
room.setPointerCapture = () => {};
const to = { clientX: box.x + 60 + 15 * round, clientY: box.y + 60 };
const place = { ...to, button: 0, pointerId: 1, bubbles: true };
room.dispatchEvent(new PointerEvent('pointerdown', place));
"""

ACTIVATIONS = Scene(
    _SET_UP,
    "ActivationPlots(relu)",
    _CURVES,
    events=(Event("activations: drag", _DRAG, typed(0, "round / 10")),),
)
TWO_UNITS = Scene(
    _SET_UP,
    "ReluBump()",
    _UNITS,
    events=(Event("two units: bias", typed(1, "round / 10 - 1", "input"), typed(0, "round / 10 - 1")),),
)
