"""What live training adds to a fit, in JupyterLab with its view open.

40 epochs of the lab's network on its 3,200 training digits, validated on 800, batch 32: without a word
(`verbose=0`), with Keras's progress bar (`verbose=1`), with `LiveTraining`, and with curves that Matplotlib
draws into an Output after each epoch. They take turns, so that a busy machine slows all of them, and each
round gives one ratio; the table has the medians. Run `python benchmarks/live_training.py`, or with the number
of rounds; it takes some minutes and needs Chromium.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from in_the_lab import with_the_labs_python

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
REACH = 1.3
_SET_UP = """
import time
import keras, numpy as np
import ipywidgets
from IPython.display import clear_output, display
import matplotlib.pyplot as plt
from lab_utils.network import build_lab_network, compile_lab_network
from lab_utils.plots import plot_history
from lab_utils.split import split_lab_digits
from lab_utils.widgets import LiveTraining
digits = split_lab_digits()
output = ipywidgets.Output()

class DrawsInto(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.curves = {}
    def on_epoch_end(self, epoch, logs=None):
        for key, value in logs.items():
            self.curves.setdefault(key, []).append(value)
        with output:
            clear_output(wait=True)
            plot_history(self.curves)
            plt.show()

WAYS = {
    "verbose=0": (lambda model: model, {"verbose": 0}),
    "verbose=1": (lambda model: model, {"verbose": 1}),
    "LiveTraining": (LiveTraining, {}),
    "Matplotlib into Output": (lambda model: model, {"verbose": 0, "callbacks": [DrawsInto()]}),
}
taken = {name: [] for name in WAYS}
def once(name):
    wrap, how = WAYS[name]
    model = compile_lab_network(build_lab_network(0))
    # The first epoch traces the network, which each model pays once.
    kept_apart = digits.X_val, digits.y_val
    model.fit(digits.X_train, digits.y_train, epochs=1, verbose=0, validation_data=kept_apart)
    began = time.perf_counter()
    wrap(model).fit(digits.X_train, digits.y_train, epochs=40, validation_data=kept_apart, **how)
    taken[name].append(time.perf_counter() - began)
"""


def main(rounds: int) -> None:
    """Measure all and print a table."""
    sys.path.insert(0, str(ROOT))
    from tests.browser.widget_page import widget_page

    names = ("verbose=0", "verbose=1", "LiveTraining", "Matplotlib into Output")
    # The order turns with each round: whoever comes first has no advantage.
    turns = [names[(i + round_) % len(names)] for round_ in range(rounds) for i in range(len(names))]
    cells = [_SET_UP, "display(output)", *(f"once({name!r})" for name in turns)]
    with tempfile.TemporaryDirectory() as folder, widget_page(Path(folder), *cells) as lab:
        taken = {name: [float(seconds) for seconds in lab.ask(f"taken[{name!r}]")] for name in names}
    print(_table(taken))


def _table(taken: dict[str, list[float]]) -> str:
    lines = ["| fit of 40 epochs | s | beside verbose=0 | reach |", "| --- | ---: | ---: | ---: |"]
    plain = taken["verbose=0"]
    for name, seconds in taken.items():
        ratio = statistics.median(ours / theirs for ours, theirs in zip(seconds, plain, strict=True))
        reach = f"{REACH:g}" if name == "LiveTraining" else ""
        lines.append(f"| {name} | {statistics.median(seconds):.1f} | {ratio:.2f} | {reach} |")
    return "\n".join(lines)


if __name__ == "__main__":
    with_the_labs_python()
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
