"""The graders that ours is measured beside, each in an environment that is made at the first run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ROOT / "benchmarks" / "results" / ".environments"
# All graders run the same TensorFlow.
_SAME = re.compile(r"^(?:tensorflow|tensorflow-cpu|keras|numpy)==[^\\\n]+", re.MULTILINE)
_PASSES = """OK_FORMAT = False
from otter.test_files import test_case

name, points = {id!r}, {points}


@test_case(points={points})
def test_{id}(env):
    from public_tests import check

    assert check({id!r}, env[{id!r}]).passed
"""


class OtherGrader:
    """A grader in its own environment, with an assignment and submissions.

    Parameters
    ----------
    name : str
        What is installed: ``"nbgrader"``.
    folder : Path
        Where it works.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self._bin = environment(name) / ("Scripts" if os.name == "nt" else "bin")
        asks = f"import importlib.metadata as m; print(m.version({name!r}))"
        self.version = self.run("python", "-c", asks).strip()

    def get_ready(self) -> None:
        """Nothing of it stays from one submission to the next."""

    def processes(self) -> list[int]:
        """Those that run now, which are its own while nothing else is measured."""
        return descendants()

    def run(self, *command: str) -> str:
        """Run a program of the environment; stop the benchmark where it fails."""
        surroundings = os.environ | {
            "PATH": f"{self._bin}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "DIGIT_LAB_PROGRESS": str(self.folder / "progress.json"),
            "TF_CPP_MIN_LOG_LEVEL": "3",
        }
        done = subprocess.run(command, cwd=self.folder, env=surroundings, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)} failed:\n{done.stdout}\n{done.stderr}")
        return done.stdout


class Nbgrader(OtherGrader):
    """`nbgrader autograde`, a batch at a time, so that its own start is shared."""

    batch = 2

    def __init__(self, folder: Path, assignment: Any, submission: Any) -> None:
        super().__init__("nbgrader", folder)
        # On a busy machine the import of TensorFlow may take longer than its 30 s for a cell.
        (folder / "nbgrader_config.py").write_text(
            "c = get_config()\nc.Execute.timeout = 600\n", encoding="utf-8"
        )
        _write(assignment, folder / "source" / "exam" / "exam.ipynb")
        for number in range(self.batch):
            _write(submission, folder / "submitted" / f"learner{number}" / "exam" / "exam.ipynb")
        self.run("nbgrader", "generate_assignment", "exam")

    def mark(self) -> None:
        """Mark a batch."""
        self.run("nbgrader", "autograde", "exam", "--force")

    def points(self) -> float:
        """Return the points of the submission that was marked last."""
        self.run("nbgrader", "export", "--to", "grades.csv")
        return float((self.folder / "grades.csv").read_text(encoding="utf-8").splitlines()[-1].split(",")[-2])


class Otter(OtherGrader):
    """`otter run`, a submission at a time: more at a time it marks in Docker only."""

    batch = 1

    def __init__(self, folder: Path, points: dict[str, int], submission: Any) -> None:
        super().__init__("otter-grader", folder)
        (folder / "tests").mkdir()
        for id, worth in points.items():
            (folder / "tests" / f"{id}.py").write_text(_PASSES.format(id=id, points=worth), encoding="utf-8")
        self.run("otter", "generate", "-t", "tests", "-o", "autograder.zip", "--no-requirements")
        _write(submission, folder / "exam.ipynb")

    def mark(self) -> None:
        """Mark a submission."""
        self.run("otter", "run", "--no-logo", "-a", "autograder.zip", "-o", ".", "exam.ipynb")

    def points(self) -> float:
        """Return its points."""
        results = json.loads((self.folder / "results.json").read_text(encoding="utf-8"))
        return sum(test.get("score", 0) for test in results["tests"])


def _write(notebook: Any, path: Path) -> None:
    import nbformat

    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def environment(name: str) -> Path:
    """Return an environment with a grader, the lab's dependencies and the lab's TensorFlow."""
    place = ENVIRONMENTS / name
    if (place / "ready").exists():
        return place
    print(f"Making an environment for {name} ...", file=sys.stderr, flush=True)
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    same = place.parent / "same.txt"
    same.write_text("\n".join(_SAME.findall((ROOT / "requirements.lock").read_text("utf-8"))) + "\n")
    _uv("venv", "--quiet", "--python", sys.executable, str(place))
    needed = [f"{name}", "-r", str(ROOT / "pyproject.toml"), "-c", str(same)]
    _uv("pip", "install", "--quiet", "--python", str(place), *needed)
    (place / "ready").touch()
    return place


def _uv(*words: str) -> None:
    sys.path.insert(0, str(ROOT))
    from launcher.installers import base_python
    from launcher.pip_settings import as_uv_variables, pip_settings

    settings = as_uv_variables(pip_settings([base_python(), "-m", "pip"]))
    program = Path(sys.executable).with_name("uv.exe" if os.name == "nt" else "uv")
    subprocess.run([str(program), *words], env=os.environ | settings, check=True)


def most_memory(of: Callable[[], list[int]], during: Callable[[], Any]) -> float:
    """Return the most GB that processes took together meanwhile; memory that they share counts once."""
    most, ended = [0.0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.2):
            most[0] = max(most[0], sum(map(proportional, of())))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        during()
    finally:
        ended.set()
        watcher.join()
    return most[0] / 2**30


def descendants() -> list[int]:
    """Return the processes that this one has started, and those that they have."""
    import psutil

    return [child.pid for child in psutil.Process().children(recursive=True)]


def proportional(pid: int) -> int:
    """Return a process's memory in bytes, with its share of what it shares; 0 where it has ended."""
    import psutil

    try:
        memory = psutil.Process(pid).memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
    return int(getattr(memory, "pss", memory.uss))


def seconds_of(work: Callable[[], Any]) -> float:
    """Return how long a call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
