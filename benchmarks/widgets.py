"""How fast the widgets answer: from an event in the browser to the last change in the page.

The explorer and the playground run in JupyterLab beside versions made of Matplotlib and
`interactive_output`, in the same notebook and with the same 10,000 digits (the lab's 5,000 twice). The
events take turns, so that a busy machine slows all of them. What comes later from the kernel, the nearest
training digits of a digit that nobody asked for before, has a row of its own. A frame on the screen adds
15 to 30 ms to each. Run `python benchmarks/widgets.py`; it takes about two minutes and needs Chromium.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 15
REACH = 50
_SET_UP = """
import numpy as np
from IPython.display import display
from ipywidgets import BoundedIntText, Dropdown, FloatText, HBox, interactive_output
import matplotlib.pyplot as plt
from lab_utils.data import load_digits
from lab_utils.plots import plot_digit, plot_digit_grid, plot_probabilities
from lab_utils.split import split_lab_digits
from lab_utils.training import lab_network
from lab_utils.widgets import MisclassifiedExplorer, SoftmaxPlayground
X, y = (np.concatenate([array, array]) for array in load_digits())
train = split_lab_digits()
logits = lab_network().predict(X, verbose=0)
"""
_EXPLORER = "explorer = MisclassifiedExplorer(logits, X, y, train.X_train, train.y_train)\nexplorer"
_EXPLORER_BY_MATPLOTLIB = """
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
_PLAYGROUND = "SoftmaxPlayground([1.0, 2.0, 0.0])"
_PLAYGROUND_BY_MATPLOTLIB = """
first = FloatText(1.0, description="score")
def steps(score):
    e = np.exp([score, 2.0, 0.0])
    _, (left, right) = plt.subplots(1, 2, figsize=(8, 2.8))
    left.bar(range(3), e)
    plot_probabilities(e / e.sum(), ax=right)
    plt.show()
display(first, interactive_output(steps, {"score": first}))
"""
# Acts in cell `at` and waits until nothing has changed for a while; later rows name what is not counted.
_MEASURE = """async ([at, code, round, apart, quiet]) => {
  const cell = document.querySelectorAll('.jp-Notebook-cell')[at];
  // What a screen reader is told comes later on purpose.
  const left = apart ? `[role=status], ${apart}` : '[role=status]';
  const counted = (node) => !(node.closest ? node : node.parentElement)?.closest(left);
  const began = performance.now();
  let last = null;
  const note = () => { last = performance.now(); };
  const observer = new MutationObserver((all) => all.some(({ target }) => counted(target)) && note());
  // Not the cell itself, whose classes JupyterLab changes in its own time.
  const everything = { subtree: true, childList: true, attributes: true, characterData: true };
  observer.observe(cell.querySelector('.jp-OutputArea'), everything);
  cell.addEventListener('load', note, true);
  new Function('cell', 'round', code)(cell, round);
  do await new Promise((go) => setTimeout(go, 50));
  while (performance.now() - (last ?? began) < (last === null ? 20000 : quiet));
  observer.disconnect();
  cell.removeEventListener('load', note, true);
  return last === null ? NaN : last - began;
}"""


def _change(event: str = "change") -> str:
    return f"field.dispatchEvent(new Event('{event}', {{ bubbles: true }}));"


def _typed(place: int, value: str, event: str = "change") -> str:
    return f"const field = cell.querySelectorAll('input[type=number]')[{place}]; field.value = {value};" + (
        _change(event)
    )


# What is done, in which cell, what is done in the cell of the Matplotlib version, what comes later.
_EVENTS: dict[str, tuple[int, str, int, str, str]] = {
    "explorer: filter": (
        1,
        "cell.querySelectorAll('[role=rowheader]')[(round + 1) % 10].click();",
        2,
        "const field = cell.querySelector('select'); field.selectedIndex = (round + 1) % 10;" + _change(),
        ".dl-nearest",
    ),
    "explorer: page": (
        1,
        "cell.querySelectorAll('.dl-pager button')[1].click();",
        2,
        _typed(0, "round + 1"),
        ".dl-nearest",
    ),
    "explorer: open": (
        1,
        "const tile = cell.querySelectorAll('.dl-tile')[round + 1]; tile.focus(); tile.click();",
        2,
        _typed(1, "round + 1"),
        "",
    ),
    "playground: score": (
        3,
        _typed(2, "round / 10", "input"),
        4,
        _typed(0, "round / 10"),
        "",
    ),
}
_NEAREST = "explorer: page, with the nearest digits from the kernel"


def main() -> None:
    """Measure all and print a table."""
    sys.path.insert(0, str(ROOT))
    from tests.browser.widget_page import widget_page

    cells = (_SET_UP, _EXPLORER, _EXPLORER_BY_MATPLOTLIB, _PLAYGROUND, _PLAYGROUND_BY_MATPLOTLIB)
    with tempfile.TemporaryDirectory() as folder, widget_page(Path(folder), *cells) as lab:
        lab.page.wait_for_selector(".dl-playground")
        lab.page.wait_for_selector(".jp-Notebook-cell:nth-child(5) img")
        lab.run("explorer.shown = 'all'")
        lab.page.wait_for_timeout(2000)
        taken = _measured(lab.page)
    print(_table(taken))


def _measured(page: Any) -> dict[str, tuple[list[float], list[float]]]:
    """Return for each event what the widget took and what the Matplotlib version took, in milliseconds."""

    def once(at: int, code: str, number: int, apart: str = "") -> float:
        return float(page.evaluate(_MEASURE, [at, code, number, apart, 700]))

    taken: dict[str, tuple[list[float], list[float]]] = {}
    for name, (at, code, other, other_code, apart) in _EVENTS.items():
        pairs = [(once(at, code, n, apart), once(other, other_code, n)) for n in range(ROUNDS)]
        taken[name] = ([pair[0] for pair in pairs], [pair[1] for pair in pairs])
    at, code, *_ = _EVENTS["explorer: page"]
    taken[_NEAREST] = ([once(at, code, n) for n in range(ROUNDS)], taken["explorer: page"][1])
    return taken


def _table(taken: dict[str, tuple[list[float], list[float]]]) -> str:
    lines = [
        "| event | widget, ms | longest, ms | Matplotlib, ms | ratio | reach, ms |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, (widget, matplotlib) in taken.items():
        ours, theirs = statistics.median(widget), statistics.median(matplotlib)
        reach = REACH if name != _NEAREST else ""
        row = (
            f"| {name} | {ours:.1f} | {max(widget):.1f} | {theirs:.0f} | 1 : {theirs / ours:.0f} | {reach} |"
        )
        lines.append(row)
    return "\n".join(lines)


def _in_the_lab() -> bool:
    return Path(sys.prefix).resolve() == (ROOT / ".venv").resolve()


if __name__ == "__main__":
    lab_python = ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not _in_the_lab() and lab_python.exists():
        sys.exit(subprocess.run([str(lab_python), __file__]).returncode)
    main()
