"""`python lab.py test`: every test of the lab in one run of pytest."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from launcher.environment import Environment
from launcher.faults import Fault
from launcher.setting_up import set_up

__all__ = ["test_command"]

ROOT = Path(__file__).resolve().parent.parent
OLDEST = Environment(ROOT, ".venv-oldest", "requirements-oldest.lock")

# pytest's own numbers: 1 is a failed test; 2 to 5 mean that it could not do its work.
_PASSED, _FAILED, _COULD_NOT_RUN = 0, 1, 2
_NOTEBOOK_SECONDS = 300
_NEWEST_PYTHON_OF_THE_OLDEST = (3, 12)


@click.command("test", context_settings={"ignore_unknown_options": True})
@click.option("--full", is_flag=True, help="Add repetitions and the large batches.")
@click.option("--oldest", is_flag=True, help="Run the checks' tests with the oldest Keras supported.")
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def test_command(full: bool, oldest: bool, pytest_arguments: tuple[str, ...]) -> int:
    """Run every test of the lab itself.

    What stands behind `--` goes to pytest; with paths among it only those are run.
    """
    if not (ROOT / "tests").is_dir():
        raise click.UsageError(
            "there are no tests in a hand-out; to check your notebooks type: python lab.py check"
        )
    if oldest:
        return _in_the_oldest(full, pytest_arguments or ("tests/checks",))
    return _run_pytest([*_chosen(list(pytest_arguments)), *([] if full else ["-m", "not full"])])


def _chosen(arguments: list[str]) -> list[str]:
    if any((ROOT / word.partition("::")[0]).exists() for word in arguments):
        return arguments
    # A file's tests stay in one worker, and so do a notebook's cells, which share a kernel.
    spread = ["-n", "2", "--dist", "loadfile"]
    # Picking tests by name would pick single cells too, and break what they share.
    by_name = any(word.startswith("-k") for word in arguments)
    limits = [f"--nbval-{what}-timeout={_NOTEBOOK_SECONDS}" for what in ("cell", "kernel-startup")]
    notebooks = ["--nbval", *limits, "solutions"]
    return [*spread, "tests", *([] if by_name else notebooks), *arguments]


def _run_pytest(arguments: list[str]) -> int:
    # In this process, so that Ctrl-C is pytest's and its closing line is the last.
    with tempfile.TemporaryDirectory(prefix="digit-lab-", ignore_cleanup_errors=True) as folder:
        os.environ.update(_own_home(Path(folder)))
        # Every kernel imports TensorFlow: half the time where compiled files may be kept.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.chdir(ROOT)
        import pytest

        status = int(pytest.main(arguments))
    return status if status in (_PASSED, _FAILED) else _COULD_NOT_RUN


def _in_the_oldest(full: bool, pytest_arguments: tuple[str, ...]) -> int:
    if sys.version_info[:2] > _NEWEST_PYTHON_OF_THE_OLDEST:
        raise click.ClickException(
            "the oldest TensorFlow came before this environment's Python; remove the folder .venv and "
            "type: python3.12 lab.py test --oldest"
        )
    try:
        set_up(OLDEST)
    except Fault as fault:
        raise click.ClickException(str(fault)) from fault
    options = ["--full"] if full else []
    command = [str(OLDEST.python), "-P", "-m", "commands", "test", *options, "--", *pytest_arguments]
    return subprocess.run(command).returncode


def _own_home(folder: Path) -> dict[str, str]:
    """Give the tests a home of their own, so that nobody's settings or progress take part."""
    return {
        "DIGIT_LAB_PROGRESS": str(folder / "progress.json"),
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "JUPYTER_CONFIG_DIR": str(folder / "jupyter-config"),
        "JUPYTER_DATA_DIR": str(folder / "jupyter-data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "jupyter-runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "jupyterlab-settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "jupyterlab-workspaces"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "IPYTHONDIR": str(folder / "ipython"),
    }
