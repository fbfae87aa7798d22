"""The draw pad, from a stroke to the prediction.

The other version draws the same strokes: each point goes to the kernel, which inks the drawing with Pillow,
prepares it, asks the network's NumPy weights, and shows picture and probabilities with Matplotlib.
"""

from __future__ import annotations

from benchmarks.widget_scenes._scene import Event, Scene, typed

_SET_UP = """
import numpy as np
from IPython.display import display
from ipywidgets import FloatText, interactive_output
import matplotlib.pyplot as plt
from PIL import Image, ImageDraw
from lab_utils.numpy_network import forward, softmax
from lab_utils.plots import plot_digit, plot_probabilities
from lab_utils.preparation import prepare_digit
from lab_utils.training import lab_weights
from lab_utils.widgets import DrawPad
weights = lab_weights()
"""
_MATPLOTLIB = """
drawn = [(140, 40)]
point = FloatText(60.0, description="point")
def stroke(point):
    drawn.append((140 + 10 * np.sin(point), min(point, 270)))
    pad = Image.new("L", (280, 280), 255)
    ImageDraw.Draw(pad).line(drawn, 0, 22, joint="curve")
    x = prepare_digit(pad).x
    _, (left, right) = plt.subplots(1, 2, figsize=(7, 2.6))
    plot_digit(x, ax=left)
    plot_probabilities(softmax(forward(x[np.newaxis], weights)["Z3"])[0], ax=right)
    plt.show()
display(point, interactive_output(stroke, {"point": point}))
"""
# The pen is put down once and moves a little further with each round.
_MOVE = """
const paper = cell.querySelector('.dl-pad-paper');
const { left, top, width } = paper.getBoundingClientRect();
const place = (y) => ({ clientX: left + width / 2, clientY: top + width * y });
const about = { bubbles: true, pointerId: 1, isPrimary: true };
const send = (name, y) => paper.dispatchEvent(new PointerEvent(name, { ...about, ...place(y) }));
// Only a real pointer can be captured.
paper.setPointerCapture = () => {};
if (round === 0) send('pointerdown', 0.15);
send('pointermove', 0.3 + 0.04 * round);
"""

DRAW_PAD = Scene(
    _SET_UP,
    # Nothing is kept, and nobody's own test set is listed.
    'pad = DrawPad(weights, keep_in="nowhere/my_digits.npz")\npad',
    _MATPLOTLIB,
    events=(
        Event(
            "draw pad: a stroke, to the prediction",
            _MOVE,
            typed(0, "60 + 12 * (round + 1)"),
            reach=100,
        ),
    ),
)
