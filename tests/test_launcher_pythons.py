"""A Python that does not fit is turned away in one line, or replaced by one that fits."""

from __future__ import annotations

import importlib.util
import os
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _old_pythons() -> list[Path]:
    """Find Pythons that are too old, on PATH and among those that pyenv keeps."""
    names = ["python2.7", *(f"python3.{minor}" for minor in range(6, 11))]
    found = [Path(path) for name in names if (path := shutil.which(name))]
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    kept = [version / "bin" / "python" for version in sorted(versions.glob("*"))]
    return [python for python in dict.fromkeys(kept or found) if _is_old(python)]


def _is_old(python: Path) -> bool:
    try:
        probe = "import sys; sys.exit(sys.version_info[:2] >= (3, 11))"
        return subprocess.run([python, "-c", probe], capture_output=True).returncode == 0
    except OSError:
        return False


@pytest.fixture
def door(tmp_path: Path) -> Path:
    """lab.py alone in a folder, so that no environment is near."""
    return Path(shutil.copy(ROOT / "lab.py", tmp_path))


@pytest.fixture
def lab_py() -> ModuleType:
    """lab.py as a module."""
    spec = importlib.util.spec_from_file_location("lab_door", ROOT / "lab.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_old_python_at_hand_gets_one_line(door: Path) -> None:
    pythons = _old_pythons()
    if not pythons:
        pytest.skip("there is no Python older than 3.11 here")
    for python in pythons:
        done = subprocess.run([python, door], env={"PATH": os.devnull}, capture_output=True, text=True)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1, done.stderr
        assert done.stderr.startswith("this is Python ")
        assert "the lab needs 3.11 to 3.13; install Python 3.12" in done.stderr


def test_the_door_is_written_in_the_grammar_of_old_pythons() -> None:
    # Python 3.7's grammar is the oldest that `ast` still knows.
    import ast

    tree = ast.parse((ROOT / "lab.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef)
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, newer)] == []
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert all(f.returns is None and not f.args.kwonlyargs for f in functions)


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for Python")
@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_a_python_that_does_not_fit_hands_over_to_one_that_does(
    door: Path, tmp_path: Path, version: tuple[int, int]
) -> None:
    (door.parent / "launcher.py").write_text(
        "import sys\ndef ready_command(arguments):\n    sys.exit(' '.join(['handed', *arguments]))\n"
    )
    names = tmp_path / "bin"
    names.mkdir()
    _script(names / "python3.13", "exit 127")  # a shim, which names a Python that is not there
    _script(names / "python3.12", f'exec "{sys.executable}" "$@"')
    code = (
        "import runpy, sys\n"
        f"sys.version_info = {(*version, 0, 'final', 0)}\n"
        f"sys.argv = ['lab.py', 'start', '02']\n"
        f"runpy.run_path({str(door)!r}, run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PATH": str(names)}, capture_output=True, text=True
    )
    assert done.stderr == "handed start 02\n"


def _script(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_a_python_that_is_too_new_is_told_which_one_to_install(
    lab_py: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 14, 0, "final", 0))
    monkeypatch.setattr(lab_py, "fits", lambda command: False)
    assert lab_py.main([]) == 2
    assert capsys.readouterr().err == (
        "this is Python 3.14; the lab needs 3.11 to 3.13; install Python 3.12 from python.org and "
        "type: python3.12 lab.py\n"
    )


def test_windows_asks_its_launcher_of_pythons(lab_py: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab_py.os, "name", "nt")
    asked = list(lab_py.other_pythons())
    assert ["py", "-3.13"] in asked
    assert ["py", "-3.11"] in asked


def test_the_door_and_the_project_name_the_same_pythons(lab_py: ModuleType) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest, newest = lab_py.OLDEST[1], lab_py.NEWEST[1]
    assert project["requires-python"] == f">=3.{oldest},<3.{newest + 1}"
