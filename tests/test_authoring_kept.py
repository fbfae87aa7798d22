"""What a learner did is never lost: build and reset keep a copy and say where."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from authoring import Lab, UnknownNotebook, build_all, complaints, reset_notebook
from authoring.build import Built, build_open, open_text, sound_sources
from lab_utils import keeping
from lab_utils.keeping import keep_copy, write_whole
from tests.authoring_lab import CATALOGUE, SOFTMAX, cell_of, small_lab, store, stored, write_source


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    """The small lab with its open notebooks."""
    lab = small_lab(tmp_path)
    for source in sound_sources(lab, (), CATALOGUE):
        path = lab.notebooks / f"{source.stem}.ipynb"
        write_whole(path, open_text(source, CATALOGUE).encode("utf-8"))
    return lab


def edited(notebook: Any) -> None:
    cell_of(notebook, "relu-exercise")["source"] = ["def relu(z):\n", "    return z * (z > 0)"]


def prose_edited(notebook: Any) -> None:
    cell_of(notebook, "softmax-what-do-you-expect-for-1")["source"] = ["*My guess:* 0"]


def cell_added(notebook: Any) -> None:
    notebook["cells"].insert(
        2, {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": ["A note."]}
    )


def cell_deleted(notebook: Any) -> None:
    del notebook["cells"][-1]


def cells_swapped(notebook: Any) -> None:
    cells = notebook["cells"]
    cells[0], cells[1] = cells[1], cells[0]


def only_run(notebook: Any) -> None:
    cell = cell_of(notebook, "relu-check")
    cell["execution_count"] = 7
    cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": ["7\n"]}]


def only_saved(notebook: Any) -> None:
    notebook["metadata"]["language_info"]["version"] = "3.12.1"


def seal_lost(notebook: Any) -> None:
    del notebook["metadata"]["digit_lab"]


WORK = [
    edited,
    prose_edited,
    cell_added,
    cell_deleted,
    cells_swapped,
    only_run,
    only_saved,
    seal_lost,
]


def built(lab: Lab) -> Built:
    [source] = sound_sources(lab, ["02"], CATALOGUE)
    return build_open(lab, source, CATALOGUE)


def reset(lab: Lab) -> Built:
    return reset_notebook(lab, "02", CATALOGUE)


@pytest.mark.parametrize("again", [built, reset])
@pytest.mark.parametrize("work", WORK)
def test_a_notebook_with_work_in_it_is_kept_byte_for_byte(
    lab: Lab, work: Callable[[Any], None], again: Callable[[Lab], Built]
) -> None:
    path = lab.notebooks / "02_softmax.ipynb"
    fresh, notebook = path.read_bytes(), stored(path)
    work(notebook)
    content = store(path, notebook)
    assert complaints(lab, ["02"], CATALOGUE)[0].startswith("notebooks/02_softmax.ipynb")
    one = again(lab)
    assert one.kept is not None and one.kept.parent == lab.kept
    assert re.fullmatch(r"02_softmax-\d{4}-\d\d-\d\d-\d{6}\.ipynb", one.kept.name)
    assert one.kept.read_bytes() == content
    assert path.read_bytes() == fresh


@pytest.mark.parametrize("again", [built, reset])
@pytest.mark.parametrize("content", [b"", b'{"cells": [', b"\xff\xfe\x00", b"[]", b'"text"', b"{}"])
def test_a_notebook_that_cannot_be_read_is_kept_too(
    lab: Lab, content: bytes, again: Callable[[Lab], Built]
) -> None:
    path = lab.notebooks / "02_softmax.ipynb"
    fresh = path.read_bytes()
    path.write_bytes(content)
    one = again(lab)
    assert one.kept is not None and one.kept.read_bytes() == content
    assert path.read_bytes() == fresh


def test_work_is_kept_also_when_the_source_changed_meanwhile(lab: Lab) -> None:
    path = lab.notebooks / "02_softmax.ipynb"
    notebook = stored(path)
    edited(notebook)
    content = store(path, notebook)
    write_source(lab, "02_softmax", SOFTMAX.replace("to shares", "to parts"))
    one = built(lab)
    assert one.kept is not None and one.kept.read_bytes() == content
    assert "to parts" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("again", [built, reset])
def test_an_untouched_notebook_is_replaced_without_a_copy(lab: Lab, again: Callable[[Lab], Built]) -> None:
    write_source(lab, "02_softmax", SOFTMAX.replace("to shares", "to parts"))
    one = again(lab)
    assert (one.action, one.kept) == ("written", None)
    assert not lab.kept.exists()


def test_a_checkout_with_line_ends_of_windows_is_nobodys_work(lab: Lab) -> None:
    path = lab.notebooks / "02_softmax.ipynb"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert built(lab).action == "unchanged"
    write_source(lab, "02_softmax", SOFTMAX.replace("to shares", "to parts"))
    assert built(lab).kept is None


def test_a_solution_edited_by_hand_is_kept_before_it_is_executed_again(tmp_path: Path) -> None:
    lab = small_lab(tmp_path)
    build_all(lab, ["00"], catalogue=CATALOGUE)
    path = lab.solutions / "00_start_here.ipynb"
    notebook = stored(path)
    notebook["cells"][0]["source"] = ["# My own words"]
    content = store(path, notebook)
    [_, one] = build_all(lab, ["00"], catalogue=CATALOGUE)
    assert one.kept is not None and one.kept.read_bytes() == content
    assert one.kept.name.startswith("00_start_here-solution-")


def test_copies_of_the_same_second_have_names_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "02_softmax.ipynb"
    now = datetime(2026, 11, 20, 15, 30, 12)
    for text in ("one", "two", "three"):
        path.write_text(text, encoding="utf-8")
        keep_copy(path, tmp_path / "kept", "02_softmax", now)
    kept = {copy.name: copy.read_text("utf-8") for copy in (tmp_path / "kept").iterdir()}
    assert kept == {
        "02_softmax-2026-11-20-153012.ipynb": "one",
        "02_softmax-2026-11-20-153012-2.ipynb": "two",
        "02_softmax-2026-11-20-153012-3.ipynb": "three",
    }


def test_when_no_copy_can_be_kept_the_work_stays_where_it_is(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lab.notebooks / "02_softmax.ipynb"
    notebook = stored(path)
    edited(notebook)
    content = store(path, notebook)
    lab.kept.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(OSError):
        reset(lab)
    assert path.read_bytes() == content


def test_a_write_that_breaks_off_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "notebook.ipynb"
    path.write_bytes(b"old")

    def full_disk(self: Path, target: Path) -> Path:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(OSError, match="no space left"):
        write_whole(path, b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["notebook.ipynb"]
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("busy", [0, 2, 3])
def test_a_file_that_windows_keeps_for_a_moment_is_replaced_when_it_is_free(
    busy: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "notebook.ipynb"
    path.write_bytes(b"old")
    replace, refusals = Path.replace, iter(range(busy))

    def in_use_at_first(self: Path, target: Path) -> Path:
        if next(refusals, None) is not None:
            raise PermissionError("in use by another process")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", in_use_at_first)
    monkeypatch.setattr(keeping, "_PAUSES", (0, 0))
    if busy < 3:
        write_whole(path, b"new")
    else:
        with pytest.raises(PermissionError):
            write_whole(path, b"new")
    assert path.read_bytes() == (b"new" if busy < 3 else b"old")


def test_a_missing_notebook_is_reset(lab: Lab) -> None:
    path = lab.notebooks / "02_softmax.ipynb"
    fresh = path.read_bytes()
    path.unlink()
    assert reset(lab) == Built(path, "written", None)
    assert path.read_bytes() == fresh


def test_resetting_an_open_notebook_changes_nothing(lab: Lab) -> None:
    assert reset(lab).action == "unchanged"
    assert not lab.kept.exists()


def test_resetting_a_notebook_that_is_none_names_the_nearest(lab: Lab) -> None:
    with pytest.raises(UnknownNotebook, match="Did you mean `02_softmax`"):
        reset_notebook(lab, "sofmax", CATALOGUE)
