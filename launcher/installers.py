"""The two installers, uv and pip, each as one object that fills an environment."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import sys
import sysconfig
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from launcher.environment import Environment
from launcher.faults import Fault
from launcher.pip_settings import as_uv_variables, pip_settings
from launcher.running import run_quietly, run_shown, succeeds

__all__ = ["Installer", "base_python", "fetched_uv", "pip", "uv_on_path"]


@dataclass(frozen=True)
class Installer:
    """A way to install: the words before the package names, and the variables it needs."""

    name: str
    command: list[str]
    variables: dict[str, str] = field(default_factory=dict)

    def install_lock(self, lock: Path) -> None:
        """Install every package of the lock, each checked against its hash."""
        # The lock is complete, so nothing else is looked up; and it has a wheel for every machine
        # that the lab supports, so nothing is ever compiled.
        options = ["--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", str(lock)]
        run_shown([*self.command, *options], self.name, self.variables)

    def install_project(self, root: Path) -> None:
        """Install the lab itself so that its packages are imported from where they are edited."""
        run_quietly(
            [*self.command, "--no-deps", "--no-build-isolation", "-e", str(root)],
            self.name,
            self.variables,
        )


def base_python() -> str:
    """Return the Python that environments are made from.

    lab.py may have been started by an environment's Python, even by the one that is being replaced.
    """
    return getattr(sys, "_base_executable", None) or sys.executable


def pip(environment: Environment) -> Installer | None:
    """Return pip, working on the environment without being in it; None where there is none."""
    words = _pip_words(environment)
    if words is None:
        return None
    # A pip that lives elsewhere has to be told; a bundled one is run by the environment itself.
    aim = ["--python", str(environment.python)] if words[0] == base_python() else []
    options = ["install", "--disable-pip-version-check", "--no-input", "--quiet"]
    return Installer("pip", [*words, *aim, *options])


def fetched_uv(environment: Environment) -> Installer | None:
    """Fetch the lock's uv into the environment with pip; None where there is no pip."""
    with_pip = pip(environment)
    if with_pip is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder) / "uv.txt"
        alone.write_text(_block_of("uv", environment.lock), encoding="utf-8")
        # Two tries and no more: without a network a person should not wait for minutes.
        patience = ["--retries", "1", "--timeout", "15"]
        run_quietly([*with_pip.command, *patience, "--require-hashes", "-r", str(alone)], "pip")
    program = environment.python.with_name("uv.exe" if os.name == "nt" else "uv")
    return _uv(str(program), environment)


def uv_on_path(environment: Environment) -> Installer | None:
    """Return the machine's own uv, for a Python that has no pip at all."""
    program = shutil.which("uv")
    return _uv(program, environment) if program else None


def _uv(program: str, environment: Environment) -> Installer:
    command = [program, "pip", "install", "--python", str(environment.python)]
    return Installer("uv", command, as_uv_variables(pip_settings(_pip_words(environment))))


def _pip_words(environment: Environment) -> list[str] | None:
    if succeeds([base_python(), "-c", "import pip"]):
        return [base_python(), "-m", "pip"]
    wheel = _bundled_pip()
    return [str(environment.python), str(wheel / "pip")] if wheel else None


def _bundled_pip() -> Path | None:
    """Find the wheel of pip that Python carries for `ensurepip`; it runs without being installed."""
    folders = [sysconfig.get_config_var("WHEEL_PKG_DIR")]
    spec = importlib.util.find_spec("ensurepip")
    if spec and spec.origin:
        folders.append(str(Path(spec.origin).parent / "_bundled"))
    wheels = [wheel for folder in folders if folder for wheel in Path(folder).glob("pip-*.whl")]
    return wheels[0] if wheels else None


def _block_of(name: str, lock: Path) -> str:
    """Cut one package's lines, with its hashes, out of the lock."""
    text = lock.read_text(encoding="utf-8")
    found = re.search(rf"^{name}==.*\n(?:[ \t].*\n?)*", text, flags=re.MULTILINE)
    if not found:
        raise Fault(f"{lock.name} has no {name} in it", kind="missing")
    return found.group()
