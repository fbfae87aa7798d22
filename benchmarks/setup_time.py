"""How long until JupyterLab is up: `python lab.py` beside `python -m venv` and `pip install`.

Both install the very same lock, first with empty caches and then with the downloads at hand, each
in a fresh copy of the lab. Run `python benchmarks/setup_time.py`; it takes several minutes, 5 GB of
disk, and downloads everything twice.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LEFT_OUT = (".git", ".venv*", "runs", "__pycache__", ".*_cache", "screenshots")


def main() -> None:
    """Measure the four cases and print them as a table."""
    with tempfile.TemporaryDirectory(prefix="digit-lab-setup-") as folder:
        place = Path(folder)
        rows = []
        # The first round fills the caches that the second finds.
        for downloads in ("downloaded", "cached"):
            by_hand = _measured(_venv_and_pip, place, "pip", downloads)
            by_lab = _measured(_lab, place, "lab", downloads)
            rows.append((downloads, by_hand, by_lab))
    print(_table(rows))


def _table(rows: list[tuple[str, tuple[float, float], tuple[float, float]]]) -> str:
    lines = [
        "| packages | until | venv + pip, s | lab.py, s | ratio |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    for downloads, by_hand, by_lab in rows:
        for until, pip, lab in zip(("installed", "JupyterLab up"), by_hand, by_lab, strict=True):
            lines.append(f"| {downloads} | {until} | {pip:.1f} | {lab:.1f} | {lab / pip:.2f} |")
    return "\n".join(lines)


def _measured(
    way: Callable[[Path, dict[str, str]], float], place: Path, name: str, downloads: str
) -> tuple[float, float]:
    print(f"{name}, {downloads} ...", file=sys.stderr, flush=True)
    copy = place / f"{name}-{downloads}"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    began = time.perf_counter()
    installed = way(copy, _surroundings(place / f"cache-{name}")) - began
    up = time.perf_counter() - began
    shutil.rmtree(copy)
    return installed, up


def _venv_and_pip(copy: Path, surroundings: dict[str, str]) -> float:
    """Do by hand what lab.py does; return when everything was installed."""
    python = str(copy / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    pip = [python, "-m", "pip", "install", "--quiet"]
    _run([sys.executable, "-m", "venv", str(copy / ".venv")], copy, surroundings)
    _run([*pip, "-r", "requirements.lock"], copy, surroundings)
    _run([*pip, "--no-deps", "--no-build-isolation", "-e", "."], copy, surroundings)
    installed = time.perf_counter()
    lab = [python, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    _until_address(lab, copy, surroundings)
    return installed


def _lab(copy: Path, surroundings: dict[str, str]) -> float:
    """Set up with lab.py; return when everything was installed."""
    _run([sys.executable, "lab.py", "test", "--", "--version"], copy, surroundings)
    installed = time.perf_counter()
    _until_address([sys.executable, "lab.py", "start", "--no-browser"], copy, surroundings)
    return installed


def _run(command: list[str], copy: Path, surroundings: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=copy, env=surroundings, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}\n{done.stderr}")


def _until_address(command: list[str], copy: Path, surroundings: dict[str, str]) -> None:
    server = subprocess.Popen(
        command,
        cwd=copy,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = ""
    for line in server.stdout or ():
        said += line
        if "token=" in line:
            break
    else:
        sys.exit(f"{' '.join(command)} gave no address:\n{said}")
    server.terminate()
    server.wait()


def _surroundings(cache: Path) -> dict[str, str]:
    # Python may write its compiled files, as on a learner's machine.
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PIP_CACHE_DIR": str(cache / "pip"), "UV_CACHE_DIR": str(cache / "uv")}


if __name__ == "__main__":
    main()
