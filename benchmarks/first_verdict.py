"""How long a learner waits for a verdict: notebook 02 from kernel start, and each NumPy check by itself.

Notebook 02 runs in a kernel of its own from the start to its first verdict, once with every cell down
to there and once with what `relu` needs alone; TensorFlow must not be in it. Then each check that
needs no TensorFlow judges the lab's own solution and a wrong answer, the learner's calls not counted.
Run `python benchmarks/first_verdict.py`; it takes about half a minute.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from in_the_lab import with_the_labs_python

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
NUMPY_CHECKS = (
    "row_to_image",
    "split_digits",
    "relu",
    "my_softmax",
    "softmax_batch",
    "break_softmax",
    "count_parameters",
    "cross_entropy",
    "confusion_matrix",
    "precision_recall_f1",
    "forward",
    "backward",
    "adam_step",
)
_IMPORT_TENSORFLOW = (
    "import time; began = time.perf_counter(); import tensorflow; print(time.perf_counter() - began)"
)
_IS_THERE = "import sys; print(sorted({'tensorflow', 'keras'} & set(sys.modules)))"


def main() -> None:
    """Measure all and print two tables."""
    tensorflow = statistics.median(_import_tensorflow() for _ in range(3))
    print(f"`import tensorflow` takes {tensorflow:.2f} s here.\n")
    print("| notebook 02, kernel start to | median, s | longest, s | to import tensorflow | reach, s |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for until, cells in _ways():
        taken = [_seconds_in_kernel(cells) for _ in range(ROUNDS)]
        middle = statistics.median(taken)
        print(f"| {until} | {middle:.2f} | {max(taken):.2f} | {middle / tensorflow:.2f} | 2 |")
    print("\n| check | right, ms | wrong, ms | wrong to import tensorflow | reach, ms |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for id in NUMPY_CHECKS:
        solution = _solution(id)
        if solution is None:
            print(f"| {id} | no solution here | | | |")
            continue
        right, wrong = _milliseconds(id, solution), _milliseconds(id, _wrong)
        print(f"| {id} | {right:.2f} | {wrong:.2f} | 1 : {1000 * tensorflow / wrong:.0f} | 10 |")


def _import_tensorflow() -> float:
    done = subprocess.run([sys.executable, "-c", _IMPORT_TENSORFLOW], capture_output=True, text=True)
    return float(done.stdout)


def _ways() -> list[tuple[str, list[str]]]:
    import nbformat

    notebook = nbformat.read(ROOT / "solutions" / "02_softmax.ipynb", as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    ids = [cell.id for cell in code]
    every = code[: ids.index("relu-check") + 1]
    needed = [cell for cell in every if "setup" in cell.metadata.get("tags", []) or "relu" in cell.id]
    return [
        ("the verdict on relu, all cells above it run", [cell.source for cell in every]),
        ("the verdict on relu, only what it needs", [cell.source for cell in needed]),
    ]


def _seconds_in_kernel(cells: list[str]) -> float:
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import KernelManager

    with tempfile.TemporaryDirectory(prefix="digit-lab-") as folder:
        own = os.environ | {"DIGIT_LAB_PROGRESS": str(Path(folder) / "progress.json")}
        began = time.perf_counter()
        # With no folder to look into, "python3" can only be the Python that runs this.
        manager = KernelManager(kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
        # A kernel on loopback warns about its transport on the terminal at every start.
        manager.start_kernel(env=own, cwd=folder, extra_arguments=["--log-level=ERROR"])
        client = manager.blocking_client()
        try:
            client.start_channels()
            client.wait_for_ready(timeout=60)
            for cell in cells:
                _run(client, cell)
            taken = time.perf_counter() - began
            if _run(client, _IS_THERE) != "[]":
                sys.exit("TensorFlow or Keras was imported on the way to the first verdict.")
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    return taken


def _run(client: Any, code: str) -> str:
    printed: list[str] = []

    def listen(message: dict[str, Any]) -> None:
        printed.append(message["content"].get("text", ""))

    reply = client.execute_interactive(code, timeout=60, output_hook=listen)
    if reply["content"]["status"] != "ok":
        sys.exit(f"A cell stopped: {reply['content'].get('evalue')}\n{code}")
    return "".join(printed).strip()


def _solution(id: str) -> Any:
    """Return the lab's own solution, None in a hand-out, which holds none."""
    import numpy as np
    from sklearn.model_selection import train_test_split

    from lab_utils.numpy_network import softmax
    from public_tests.catalogue import find_exercise
    from public_tests.hints import solution_of

    names: dict[str, Any] = {"np": np, "train_test_split": train_test_split, "softmax": softmax}
    exec(solution_of(find_exercise(id)) or "", names)
    return names.get(id)


def _wrong(*args: Any) -> list[float]:
    """Answer what no belief explains, so that every imitation is asked."""
    return [0.123, 4.56]


def _milliseconds(id: str, work: Any) -> float:
    from public_tests import check
    from public_tests.catalogue import find_exercise
    from public_tests.target import LocalTarget, Outcome

    class Watched(LocalTarget):
        """Counts the time that the learner's own calls take."""

        spent = 0.0

        def call(self, *args: Any) -> Outcome:
            began = time.perf_counter()
            try:
                return super().call(*args)
            finally:
                self.spent += time.perf_counter() - began

    taken = []
    for _ in range(ROUNDS + 1):
        target = Watched(work, find_exercise(id).seconds)
        began = time.perf_counter()
        check(id, target)
        taken.append(time.perf_counter() - began - target.spent)
    # The first one imports the exercise.
    return 1000 * statistics.median(taken[1:])


if __name__ == "__main__":
    with_the_labs_python()
    main()
