"""What `build` and `reset` say, and the status that they leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from authoring import Lab, build_all
from commands import author
from commands.__main__ import main
from tests.authoring_lab import CATALOGUE, SOFTMAX, small_lab, store, stored, write_source


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lab:
    """The small lab, in place of the real one."""
    lab = small_lab(tmp_path / "lab")
    monkeypatch.setattr(author, "LAB", lab)
    monkeypatch.setattr("authoring.build.lab_catalogue", lambda: CATALOGUE)
    monkeypatch.setattr("authoring.reset.lab_catalogue", lambda: CATALOGUE)
    monkeypatch.setattr("authoring.release.lab_catalogue", lambda: CATALOGUE)
    monkeypatch.setattr(author, "lab_catalogue", lambda: CATALOGUE)
    return lab


def typed(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(words)
    out, err = capsys.readouterr()
    return status, out, err


def test_build_tells_each_file_and_then_that_all_is_fresh(
    lab: Lab, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = typed(capsys, "build", "02")
    assert status == 0
    assert out.split("\n")[:2] == [
        "notebooks/02_softmax.ipynb written",
        "solutions/02_softmax.ipynb executed",
    ]
    assert typed(capsys, "build", "02")[:2] == (0, "2 files were fresh already\n")
    assert typed(capsys, "build", "--check", "02")[:2] == (0, "every notebook is fresh\n")


def test_build_says_where_it_kept_a_learners_work(lab: Lab, capsys: pytest.CaptureFixture[str]) -> None:
    build_all(lab, ["02"], catalogue=CATALOGUE)
    path = lab.notebooks / "02_softmax.ipynb"
    notebook = stored(path)
    notebook["cells"].pop()
    store(path, notebook)
    status, out, _ = typed(capsys, "build", "--check", "02")
    assert status == 1
    assert out == f"{lab.shown(path)} has cells that differ from those that were built\n"
    assert not lab.kept.exists()
    status, out, _ = typed(capsys, "build", "02")
    [kept] = lab.kept.iterdir()
    assert status == 0
    assert f"{lab.shown(path)} had been worked in: kept kept/{kept.name}\n" in out


def test_an_authors_mistake_is_status_1_and_one_line(lab: Lab, capsys: pytest.CaptureFixture[str]) -> None:
    write_source(lab, "02_softmax", SOFTMAX.replace("    # END SOLUTION\n", ""))
    for words in (["build"], ["build", "--check"], ["reset", "02"], ["release", str(lab.root)]):
        if words[0] == "release":
            words[1] += "/out"
        status, out, err = typed(capsys, *words)
        assert (status, out) == (1, "")
        assert err.startswith("source/02_softmax.py:27: ") and err.count("\n") == 1


def test_a_cell_that_fails_is_status_1_and_one_line(lab: Lab, capsys: pytest.CaptureFixture[str]) -> None:
    write_source(lab, "02_softmax", SOFTMAX.replace("positive = np.m", "positive = -np.m"))
    status, _, err = typed(capsys, "build", "02")
    assert status == 1
    assert err.count("\n") == 1 and "relu-check" in err and "AssertionError" in err
    assert not (lab.solutions / "02_softmax.ipynb").exists()


def test_what_is_called_wrongly_is_status_2_and_one_line(
    lab: Lab, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (
        ["build", "sofmax"],
        ["reset", "sofmax"],
        ["reset"],
        ["build", "--check", "--execute"],
        ["release", str(lab.root)],
    ):
        status, out, err = typed(capsys, *words)
        assert (status, out) == (2, "")
        assert err.count("\n") == 1


def test_release_says_where_it_is(lab: Lab, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = typed(capsys, "release", str(lab.root / "out"))
    assert status == 0
    assert "2 open notebooks and no solutions" in out
    assert (lab.root / "out" / "notebooks" / "02_softmax.ipynb").is_file()
