"""Set-up: from nothing, again, after a cut, after a move, and twice at the same time."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tiny_lab import PATIENCE, TinyLab, make_tiny_lab

on_posix = pytest.mark.skipif(os.name == "nt", reason="signals and links as POSIX has them")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> TinyLab:
    """A lab that is set up, in a folder with spaces and letters beyond ASCII."""
    lab = make_tiny_lab(tmp_path_factory.mktemp("ready"), "rød grød med fløde")
    done = lab.run("progress")
    assert done.returncode == 0, done.stderr
    return lab


@pytest.fixture
def bare(tmp_path: Path) -> TinyLab:
    """A lab that nothing was done to."""
    return make_tiny_lab(tmp_path)


def until(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait for something that a process is about to do."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def test_set_up_makes_an_environment_from_which_the_verb_runs(ready: TinyLab) -> None:
    told = json.loads(ready.run("hint", "relu").stdout)
    assert told["arguments"] == ["hint", "relu"]
    assert Path(told["python"]).is_relative_to(ready.folder / ".venv")
    assert Path(told["lab_utils"]) == ready.folder / "lab_utils" / "__init__.py"


def test_a_second_run_installs_nothing_and_says_nothing(ready: TinyLab) -> None:
    installs = ready.installs()
    # With nothing to be found anywhere, an attempt to install would fail.
    done = ready.run("progress", PIP_FIND_LINKS="", TINY_UV_SAYS="never ask me")
    assert (done.returncode, done.stderr, ready.installs()) == (0, "", installs)


def test_a_second_run_starts_no_process_but_the_verb(ready: TinyLab) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ready.folder)!r})\n"
        "sys.addaudithook(lambda e, a: sys.exit(f'{e} {a}') if e == 'subprocess.Popen' else None)\n"
        "import launcher; print(launcher.ready_command(['progress'])[1:])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd="/")
    assert done.stdout == "['-P', '-m', 'commands', 'progress']\n", done.stderr


def test_the_verb_runs_from_any_folder_even_one_with_a_package_of_the_same_name(
    ready: TinyLab, tmp_path: Path
) -> None:
    (tmp_path / "commands").mkdir()
    (tmp_path / "commands" / "__main__.py").write_text("raise SystemExit(77)")
    done = ready.run("progress", cwd=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["cwd"] == str(tmp_path)


@pytest.mark.parametrize("status", [0, 1, 2])
def test_the_status_of_the_verb_is_the_status_of_the_launcher(ready: TinyLab, status: int) -> None:
    assert ready.run("check", TINY_STATUS=str(status)).returncode == status


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_sees_nothing_of_the_environment(ready: TinyLab) -> None:
    subprocess.run(["git", "init", "-q"], cwd=ready.folder, check=True)
    (ready.folder / ".gitignore").write_text("*.digit-lab.lock\n__pycache__/\n")
    seen = subprocess.run(
        ["git", "status", "--short"], cwd=ready.folder, check=True, capture_output=True, text=True
    )
    assert ".venv" not in seen.stdout


def test_a_changed_lock_is_installed_into_the_same_environment(bare: TinyLab) -> None:
    assert json.loads(bare.run("progress").stdout)["stone"] == 1
    own = bare.folder / ".venv" / "what_somebody_added"
    own.touch()
    bare.write_lock("2")
    assert json.loads(bare.run("progress").stdout)["stone"] == 2
    assert own.exists()


@on_posix
def test_a_moved_lab_is_set_up_anew(bare: TinyLab, tmp_path: Path) -> None:
    bare.run("progress")
    bare.folder = bare.folder.rename(tmp_path / "elsewhere")
    told = json.loads(bare.run("progress").stdout)
    assert Path(told["lab_utils"]).parent == bare.folder / "lab_utils"
    assert bare.installs() == 2


@on_posix
def test_a_python_that_vanished_is_replaced(bare: TinyLab) -> None:
    bare.run("progress")
    python = bare.folder / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(bare.folder / "no-such-python")
    assert bare.run("progress").returncode == 0
    assert bare.installs() == 2


@on_posix
def test_a_killed_set_up_is_noticed_and_finished(bare: TinyLab) -> None:
    process = bare.launch("progress", TINY_UV_SLEEPS="60")
    until(lambda: bare.installs() == 1, process)
    process.kill()
    process.communicate()
    half = bare.folder / ".venv" / "half a package"
    half.touch()
    done = bare.run("progress")
    assert done.returncode == 0, done.stderr
    assert not half.exists()
    assert json.loads(done.stdout)["stone"] == 1


@on_posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_set_up_says_how_to_go_on(bare: TinyLab, number: int) -> None:
    process = bare.launch("progress", TINY_UV_SLEEPS="60")
    until(lambda: bare.installs() == 1, process)
    process.send_signal(number)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert said.splitlines()[-1] == (
        "lab.py: set-up was stopped before its end; to go on, type: python lab.py"
    )
    assert "Traceback" not in said
    assert bare.run("progress").returncode == 0


def test_two_launches_at_the_same_time_set_up_once(bare: TinyLab) -> None:
    both = [bare.launch("progress", TINY_UV_SLEEPS="1") for _ in range(2)]
    ends = [process.communicate(timeout=PATIENCE) for process in both]
    assert [process.returncode for process in both] == [0, 0], ends
    assert bare.installs() == 1
    assert sum("waiting for it" in said for _, said in ends) == 1


def test_a_folder_of_somebody_else_is_not_removed(bare: TinyLab) -> None:
    (bare.folder / ".venv").mkdir()
    (bare.folder / ".venv" / "thesis.txt").write_text("years of work")
    done = bare.run("progress")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("lab.py: set-up stopped: `.venv` is in the way")
    assert (bare.folder / ".venv" / "thesis.txt").exists()


def test_help_is_answered_before_anything_is_set_up(bare: TinyLab) -> None:
    for arguments in (["--help"], ["-h"], ["help"], ["start", "--help"], ["build", "-h"]):
        done = bare.run(*arguments)
        assert done.returncode == 0
        assert done.stdout.startswith("Usage: python lab.py")
    assert not (bare.folder / ".venv").exists()


def test_a_mistyped_verb_is_answered_before_anything_is_set_up(bare: TinyLab) -> None:
    done = bare.run("chekc")
    assert done.returncode == 2
    assert done.stderr == "lab.py: there is no verb `chekc`. Did you mean `check`?\n"
    assert not (bare.folder / ".venv").exists()
