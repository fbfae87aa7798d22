"""How fast the widgets answer: from an event in the browser to the last change in the page.

Each runs in JupyterLab beside a version made of Matplotlib and `interactive_output`, in the same notebook
and with the same data; `widget_scenes/` holds both. The events take turns, so that a busy machine slows all
of them. What is counted ends with the last change of the page; a frame on the screen adds 15 to 30 ms.

Run `python benchmarks/widgets.py`, or only some of it: `python benchmarks/widgets.py explorer`. It takes some
minutes and needs Chromium.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from in_the_lab import with_the_labs_python

if TYPE_CHECKING:
    from benchmarks.widget_scenes import Event, Scene

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 15
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


Times = tuple["Event", list[float], list[float]]


def main(words: list[str]) -> None:
    """Measure the scenes whose events begin with one of the words, or all, and print a table."""
    # So that `tests` and `benchmarks` are found, wherever this is started from.
    sys.path.insert(0, str(ROOT))
    from benchmarks.widget_scenes import SCENES

    scenes = [scene for scene in SCENES if not words or scene.events[0].name.startswith(tuple(words))]
    if not scenes:
        known = ", ".join(scene.events[0].name for scene in SCENES)
        sys.exit(f"no event begins like that; there are: {known}")
    print(_table(_measured(scenes)))


def _measured(scenes: list[Scene]) -> list[Times]:
    """Return for each event what the widget took and what the Matplotlib version took, in milliseconds."""
    from tests.browser.widget_page import widget_page

    cells = [cell for scene in scenes for cell in (scene.set_up, scene.widget, scene.matplotlib)]
    with tempfile.TemporaryDirectory() as folder, widget_page(Path(folder), *cells) as lab:
        for at, scene in enumerate(scenes):
            for part, selector in ((2, ".dl"), (3, "img")):
                lab.page.wait_for_selector(f".jp-Notebook-cell:nth-child({3 * at + part}) {selector}")
            lab.run(scene.begin)
        lab.page.wait_for_timeout(2000)
        events = [(3 * at, event) for at, scene in enumerate(scenes) for event in scene.events]
        return [_of_one_event(lab.page, at, event) for at, event in events]


def _of_one_event(page: Any, first_cell: int, event: Event) -> Times:
    def once(at: int, code: str, number: int, apart: str = "") -> float:
        return float(page.evaluate(_MEASURE, [at, code, number, apart, 700]))

    pairs = [
        (once(first_cell + 1, event.widget, n, event.apart), once(first_cell + 2, event.matplotlib, n))
        for n in range(ROUNDS)
    ]
    return event, [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _table(taken: list[Times]) -> str:
    lines = [
        "| event | widget, ms | longest, ms | Matplotlib, ms | ratio | reach, ms |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for event, widget, matplotlib in taken:
        ours, theirs = statistics.median(widget), statistics.median(matplotlib)
        reach = "" if event.reach is None else f"{event.reach:g}"
        ratio = f"1 : {theirs / ours:.0f}"
        lines.append(f"| {event.name} | {ours:.1f} | {max(widget):.1f} | {theirs:.0f} | {ratio} | {reach} |")
    return "\n".join(lines)


if __name__ == "__main__":
    with_the_labs_python()
    main(sys.argv[1:])
