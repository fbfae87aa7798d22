"""Notebook 00 asks whether everything is here; each thing that is off is told with what to do."""

from __future__ import annotations

from importlib import metadata

import pytest

from lab_utils.environment import environment


def test_this_environment_is_fine_and_says_so() -> None:
    parts = environment()
    assert [str(part) for part in parts if not part.fine] == []
    assert {"Python", "numpy", "keras", "jupyterlab"} <= {part.name for part in parts}
    assert str(parts[1]).endswith(" fine")


def words_with(version: str | None, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    real = metadata.version

    def pretended(name: str) -> str:
        if name != "keras":
            return real(name)
        if version is None:
            raise metadata.PackageNotFoundError(name)
        return version

    monkeypatch.setattr("importlib.metadata.version", pretended)
    return {part.name: part.word for part in environment() if not part.fine}


def test_a_missing_package_is_named_with_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    (told,) = words_with(None, monkeypatch).items()
    assert told[0] == "keras" and told[1].startswith("missing") and "python lab.py" in told[1]


def test_an_old_package_is_named_with_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    (told,) = words_with("2.15.0", monkeypatch).items()
    assert told[0] == "keras" and told[1].startswith("the lab needs >=3")


def test_a_newer_release_candidate_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    assert words_with("3.99.0rc1", monkeypatch) == {}


def test_another_python_than_the_labs_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.metadata", missing)
    (part,) = environment()
    assert "another Python" in part.word
