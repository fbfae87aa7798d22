"""`test`: what it hands to pytest, and what it makes of pytest's answer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import test as verb
from commands.__main__ import main


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, object]]:
    """Stand in for pytest; keep what it was given, and answer with the number under "answer"."""
    kept: dict[str, object] = {"answer": 0}

    def stand_in(arguments: list[str]) -> object:
        kept["arguments"] = arguments
        kept["surroundings"] = dict(os.environ)
        return kept["answer"]

    before = dict(os.environ)
    monkeypatch.setattr(pytest, "main", stand_in)
    monkeypatch.chdir(Path.cwd())
    yield kept
    os.environ.clear()
    os.environ.update(before)


def test_everything_is_one_run_with_the_notebooks_in_it(handed: dict[str, list[str]]) -> None:
    assert main(["test"]) == 0
    given = handed["arguments"]
    assert given[:6] == ["-n", "2", "--dist", "loadfile", "tests", "--nbval"]
    assert "solutions" in given
    assert given[-2:] == ["-m", "not full"]


def test_full_leaves_nothing_out(handed: dict[str, list[str]]) -> None:
    assert main(["test", "--full"]) == 0
    assert "not full" not in handed["arguments"]


def test_paths_behind_two_dashes_are_all_that_is_run(handed: dict[str, list[str]]) -> None:
    assert main(["test", "--", "tests/conftest.py::nothing", "-q"]) == 0
    assert handed["arguments"] == ["tests/conftest.py::nothing", "-q", "-m", "not full"]


def test_picking_by_name_leaves_the_notebooks_out(handed: dict[str, list[str]]) -> None:
    assert main(["test", "--", "-k", "softmax"]) == 0
    assert "--nbval" not in handed["arguments"]


@pytest.mark.parametrize(("answer", "status"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 2), (5, 2)])
def test_only_failed_tests_are_status_1(handed: dict[str, object], answer: int, status: int) -> None:
    handed["answer"] = answer
    assert main(["test"]) == status


def test_nobodys_own_settings_or_progress_take_part(handed: dict[str, dict[str, str]]) -> None:
    own = Path.home() / ".jupyter"
    main(["test"])
    seen = handed["surroundings"]
    places = {name: seen[name] for name in ("DIGIT_LAB_PROGRESS", "JUPYTER_CONFIG_DIR", "IPYTHONDIR")}
    assert all(Path(place).parent.name.startswith("digit-lab-") for place in places.values())
    assert str(own) not in places.values()


def test_the_oldest_keras_needs_a_python_that_it_knows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(verb.sys, "version_info", (3, 13, 0, "final", 0))
    assert main(["test", "--oldest"]) == 2
    assert "type: python3.12 lab.py test --oldest" in capsys.readouterr().err
