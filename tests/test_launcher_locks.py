"""The locks hold what pyproject.toml asks for, with hashes, and name no host."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

from commands import lock as lock_verb
from commands.__main__ import main
from commands.lock import oldest_constraints

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-oldest.lock")

# One machine of each kind on which the lab promises to work.
MACHINES = [
    {"sys_platform": system, "platform_machine": processor, "os_name": os_name}
    for system, processor, os_name in (
        ("linux", "x86_64", "posix"),
        ("linux", "aarch64", "posix"),
        ("darwin", "arm64", "posix"),
        ("win32", "AMD64", "nt"),
    )
]


def entries(lock: str) -> list[tuple[Requirement, list[str]]]:
    """Read a lock: each pinned requirement with its hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    return [
        (Requirement(block.split("\\")[0].strip()), re.findall(r"--hash=sha256:([0-9a-f]{64})", block))
        for block in blocks
    ]


def pinned(lock: str, machine: dict[str, str], python: str) -> dict[str, Version]:
    """Return what a lock installs on one machine."""
    where = machine | {
        "python_version": python,
        "python_full_version": f"{python}.9",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }
    return {
        requirement.name: Version(str(requirement.specifier).removeprefix("=="))
        for requirement, _ in entries(lock)
        if requirement.marker is None or requirement.marker.evaluate(where)
    }


def asked_for() -> list[Requirement]:
    """Return all that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"]["tools"]
    return [Requirement(line) for line in [*project["dependencies"], *extra]]


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("machine", MACHINES, ids=lambda m: f"{m['sys_platform']}-{m['platform_machine']}")
@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_holds_every_dependency_within_its_bounds(
    lock: str, machine: dict[str, str], python: str
) -> None:
    found = pinned(lock, machine, python)
    wanting = []
    for requirement in asked_for():
        if requirement.marker and not requirement.marker.evaluate(machine | {"python_version": python}):
            continue
        version = found.get(requirement.name)
        if version is None or version not in requirement.specifier:
            wanting.append(f"{requirement}: {version}")
    assert not wanting, "the lock is stale; type: python lab.py lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_is_pinned_and_has_a_hash(lock: str) -> None:
    for requirement, hashes in entries(lock):
        assert re.fullmatch(r"==[^*]+", str(requirement.specifier)), requirement
        assert hashes, requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--index-url|--find-links|--extra-index", text)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda m: f"{m['sys_platform']}-{m['platform_machine']}")
def test_each_machine_gets_one_tensorflow_the_small_one_where_there_is_one(
    machine: dict[str, str],
) -> None:
    found = {name for name in pinned("requirements.lock", machine, "3.12") if "tensorflow" in name}
    small = machine["sys_platform"] == "win32" or machine["platform_machine"] == "x86_64"
    assert found == {"tensorflow-cpu" if small else "tensorflow"}


def test_the_oldest_lock_stands_at_the_floors_of_the_project() -> None:
    found = pinned("requirements-oldest.lock", MACHINES[0], "3.11")
    floors = [Requirement(line) for line in oldest_constraints()]
    assert {"keras", "tensorflow", "tensorflow-cpu"} == {floor.name for floor in floors}
    for floor in floors:
        if floor.name in found:
            assert found[floor.name] in floor.specifier


def test_conda_and_binder_install_the_same_lock() -> None:
    settings = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert {"pip": ["-r requirements.lock"]} in settings["dependencies"]
    assert "pip install --no-deps --no-build-isolation -e ." in (ROOT / "postBuild").read_text()


def test_a_hand_out_keeps_its_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(lock_verb, "OLDEST", SimpleNamespace(lock=tmp_path / "requirements-oldest.lock"))
    monkeypatch.setattr(lock_verb, "_uv", lambda *words: asked.extend(words))
    assert main(["lock"]) == 2
    assert "a hand-out keeps the lock" in capsys.readouterr().err and not asked
