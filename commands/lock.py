"""`python lab.py lock`: make both locks anew from pyproject.toml, for those who maintain the lab."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import click

from commands.test import OLDEST

__all__ = ["lock_command", "oldest_constraints"]

ROOT = OLDEST.root
NEWEST_LOCK = ROOT / "requirements.lock"
_COMPILE = (
    *("compile", "pyproject.toml", "--extra", "tools", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet"),
)
# Where the lab promises to work, in uv's words.
_PLATFORMS = (
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "aarch64-apple-darwin",
    "x86_64-pc-windows-msvc",
)
_PYTHONS = ("3.11", "3.12", "3.13")
# CI tries the oldest TensorFlow on Linux; later Pythons came after it.
_PYTHONS_OF_THE_OLDEST = ("3.11", "3.12")
# What the floors in pyproject.toml promise, and `test --oldest` holds.
_HELD_AT_THE_FLOOR = ("keras>=", "tensorflow>=", "tensorflow-cpu>=")


@click.command("lock")
@click.option("--upgrade", is_flag=True, help="Take the newest version of everything.")
def lock_command(upgrade: bool) -> int:
    """Renew requirements.lock and requirements-oldest.lock, and see that every platform has wheels.

    Versions stay where they are unless pyproject.toml asks for others.
    """
    if not OLDEST.lock.exists():
        raise click.UsageError(
            "a hand-out keeps the lock that it came with; to check your notebooks type: python lab.py check"
        )
    options = ["--upgrade"] if upgrade else []
    _uv(*_COMPILE, "--output-file", str(NEWEST_LOCK), *options)
    with tempfile.TemporaryDirectory() as folder:
        floor = Path(folder) / "oldest.txt"
        floor.write_text("\n".join(oldest_constraints()), encoding="utf-8")
        _uv(*_COMPILE, "--output-file", str(OLDEST.lock), "--constraint", str(floor), *options)
        _leave_out(str(floor), OLDEST.lock)
        for platform in _PLATFORMS:
            for python in _PYTHONS:
                _check_wheels(NEWEST_LOCK, platform, python, Path(folder))
        for python in _PYTHONS_OF_THE_OLDEST:
            _check_wheels(OLDEST.lock, _PLATFORMS[0], python, Path(folder))
    click.echo(f"{NEWEST_LOCK.name} and {OLDEST.lock.name} are renewed; every platform has wheels.")
    return 0


def _leave_out(path: str, lock: Path) -> None:
    """Take the lines out of a lock's comments that name a file of this machine."""
    lines = lock.read_text(encoding="utf-8").splitlines(keepends=True)
    lock.write_text("".join(line for line in lines if path not in line), encoding="utf-8", newline="\n")


def oldest_constraints() -> list[str]:
    """Return the requirements that hold TensorFlow and Keras at the oldest versions supported."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    floors = [line for line in project["dependencies"] if line.startswith(_HELD_AT_THE_FLOOR)]
    return [_at_the_floor(line) for line in floors]


def _at_the_floor(requirement: str) -> str:
    versions, semicolon, marker = requirement.replace(">=", "==", 1).partition(";")
    return f"{versions}.*{semicolon}{marker}"


def _check_wheels(lock: Path, platform: str, python: str, target: Path) -> None:
    click.echo(f"{lock.name} on {platform}, Python {python}", err=True)
    only_wheels = ["--only-binary", ":all:", "--no-deps", "--require-hashes", "--dry-run", "--quiet"]
    place = ["--python-platform", platform, "--python-version", python, "--target", str(target)]
    _uv("install", *only_wheels, *place, "-r", str(lock))


def _uv(*words: str) -> None:
    # On Windows it has an ending.
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or "uv"
    done = subprocess.run(
        [uv, "pip", *words], cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace"
    )
    if done.returncode != 0:
        raise click.ClickException(f"uv pip {words[0]} failed: {done.stderr.strip()}")
