"""Whose work a file is, and what is read in folders and zips: nothing is followed, nothing unpacked."""

from __future__ import annotations

import json
import os
import stat
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from grader.collecting import Bounds, Collected, collect
from public_tests.catalogue import EXERCISES

ROOT = Path(__file__).resolve().parents[1]
RELU = "def relu(z):\n    return abs(z) * (z > 0)\n"


def notebook(*sources: str) -> str:
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": source} for source in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


def laid_out(folder: Path, *names: str) -> Path:
    """Write notebooks with one exercise under these names; a name that ends in a slash is an empty folder."""
    for name in names:
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(RELU if name.endswith(".py") else notebook(RELU), encoding="utf-8")
    return folder


def zipped(path: Path, names: Iterable[str] | dict[str, str | bytes]) -> Path:
    entries = names if isinstance(names, dict) else dict.fromkeys(names, notebook(RELU))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def whose(collected: Collected) -> dict[str, list[str]]:
    return {one.id: [program.file for program in one.programs] for one in collected.submissions}


def told(collected: Collected) -> str:
    troubles = [trouble for one in collected.submissions for trouble in one.troubles]
    return "\n".join([*collected.troubles, *troubles, *collected.left_out])


# Whose work it is


def test_a_folder_with_a_notebook_for_each_learner(tmp_path: Path) -> None:
    folder = laid_out(tmp_path, "ada.ipynb", "Émile Noether.ipynb", "春.py", "02_softmax_grace.ipynb")
    assert whose(collect([folder])) == {
        "ada": ["ada.ipynb"],
        "grace": ["02_softmax_grace.ipynb"],
        "Émile Noether": ["Émile Noether.ipynb"],
        "春": ["春.py"],
    }


def test_a_folder_for_each_learner_and_folders_in_it(tmp_path: Path) -> None:
    folder = laid_out(
        tmp_path, "ada/02_softmax.ipynb", "ada/more/03_model.ipynb", "grace/week 1/week 2/x.py", "emmy/"
    )
    collected = collect([folder])
    assert whose(collected) == {
        "ada": ["02_softmax.ipynb", "more/03_model.ipynb"],
        "emmy": [],
        "grace": ["week 1/week 2/x.py"],
    }
    assert told(collected) == ""


def test_nbgraders_folders_are_read_from_the_course_or_from_the_submitted_one(tmp_path: Path) -> None:
    laid_out(
        tmp_path,
        "source/lab/02_softmax.ipynb",
        "submitted/ada/lab/02_softmax.ipynb",
        "submitted/grace/lab/02_softmax.ipynb",
    )
    expected = {name: ["lab/02_softmax.ipynb"] for name in ("ada", "grace")}
    assert whose(collect([tmp_path])) == expected
    assert whose(collect([tmp_path / "submitted"])) == expected


def test_files_called_like_the_labs_belong_to_the_folder_that_holds_them(tmp_path: Path) -> None:
    folder = laid_out(tmp_path / "ada", "02_softmax.ipynb", "02_softmax (1).ipynb", "03-Model-Copy1.ipynb")
    files = ["02_softmax (1).ipynb", "02_softmax.ipynb", "03-Model-Copy1.ipynb"]
    assert whose(collect([folder])) == {"ada": files}
    assert whose(collect([folder / file for file in files])) == {"ada": files}


def test_all_copies_of_one_notebook_become_programs(tmp_path: Path) -> None:
    names = ["ada/02_softmax.ipynb", "ada/02_softmax (1).ipynb", "ada/02_softmax-Copy1.ipynb"]
    (submission,) = collect([laid_out(tmp_path, *names)]).submissions
    of_02 = tuple(id for id, exercise in EXERCISES.items() if exercise.notebook == "02_softmax")
    assert [program.exercises for program in submission.programs] == [of_02] * 3


MOODLE = "Ada Lovelace_12345_assignsubmission_file_"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([f"{MOODLE}/02_softmax.ipynb", f"{MOODLE}/03.ipynb"], {"Ada Lovelace_12345": 2}),
        ([f"{MOODLE}02_softmax.ipynb", "Ada Lovelace_777_assignsubmission_file_/a.ipynb"], None),
        (["lovelaceada_1234_5678_02_softmax-1.ipynb", "hoppergrace_LATE_99_100_x.ipynb"], None),
        (["Softmax_ada_attempt_2026-01-31-23-59-00_02_softmax.ipynb"], {"ada": 1}),
        (["12-34 - Ada Lovelace - Jan 31, 2026 1159 PM/02_softmax.ipynb"], {"Ada Lovelace": 1}),
        (["class/ada/02_softmax.ipynb", "class/grace/02_softmax.ipynb"], {"ada": 1, "grace": 1}),
        (["export/ada/02_softmax.ipynb"], {"ada": 1}),
        (["ada/02_softmax.ipynb"], {"ada": 1}),
    ],
)
def test_a_zip_as_a_platform_exports_it(tmp_path: Path, names: list[str], expected: dict[str, int]) -> None:
    found = whose(collect([zipped(tmp_path / "export.zip", names)]))
    if expected is None:
        expected = {
            "A": {"Ada Lovelace_12345": 1, "Ada Lovelace_777": 1},
            "l": {"hoppergrace_99": 1, "lovelaceada_1234": 1},
        }[names[0][0]]
    assert {id: len(files) for id, files in found.items()} == expected


def test_the_learners_name_on_a_platform_is_the_persons_part(tmp_path: Path) -> None:
    names = [f"{MOODLE}/x.ipynb", "lovelaceada_LATE_1234_5678_02_softmax-1.ipynb"]
    collected = collect([zipped(tmp_path / "export.zip", names)])
    assert [one.learner for one in collected.submissions] == ["Ada Lovelace", "lovelaceada"]
    assert whose(collected)["lovelaceada_1234"] == ["02_softmax-1.ipynb"]


def test_a_zip_in_a_zip_is_read_one_level_deep(tmp_path: Path) -> None:
    deepest = zipped(tmp_path / "deepest.zip", ["02_softmax.ipynb"]).read_bytes()
    inner = zipped(tmp_path / "in.zip", {"02_softmax.ipynb": notebook(RELU), "d.zip": deepest}).read_bytes()
    collected = collect([zipped(tmp_path / "class.zip", {f"{MOODLE}/work.zip": inner})])
    assert whose(collected) == {"Ada Lovelace_12345": ["work.zip/02_softmax.ipynb"]}
    assert "work.zip/d.zip: it is a zip in a zip in a zip" in told(collected)


def test_a_zip_for_each_learner_and_a_platforms_zip_in_a_folder(tmp_path: Path) -> None:
    zipped(tmp_path / "ada.zip", ["02_softmax.ipynb"])
    zipped(
        tmp_path / "all.zip",
        ["Grace_1_assignsubmission_file_/x.ipynb", "Emmy_2_assignsubmission_file_/x.ipynb"],
    )
    found = whose(collect([tmp_path]))
    assert {id: files for id, files in found.items() if files} == {
        "ada": ["ada.zip/02_softmax.ipynb"],
        "Emmy_2": ["x.ipynb"],
        "Grace_1": ["x.ipynb"],
    }


def test_a_zip_that_calls_its_files_as_a_platform_would_adds_nothing_to_the_work_of_another(
    tmp_path: Path,
) -> None:
    laid_out(tmp_path / "class", "ada.ipynb")
    zipped(tmp_path / "class" / "eve.zip", ["x_ada_attempt_2026-01-31_02_softmax.ipynb"])
    assert whose(collect([tmp_path / "class"])) == {
        "ada": ["ada.ipynb"],
        "ada (2)": ["02_softmax.ipynb"],
        "eve": [],
    }


def test_two_classes_with_learners_of_one_name(tmp_path: Path) -> None:
    for group in ("red", "blue"):
        laid_out(tmp_path / group, "ada/02_softmax.ipynb")
    found = collect([tmp_path / "red", tmp_path / "blue", tmp_path / "red"])
    assert list(whose(found)) == ["ada", "blue/ada"]


# Names


def test_names_in_any_script_stay_apart_and_can_be_written(tmp_path: Path) -> None:
    names = [
        "ada",
        "Ada",
        "née",
        "ne\u0301e",
        "😀",
        "<b>bold<b>",
        "a\nb",
        "a\u202eb",
        "أدا",
    ]
    folder = laid_out(tmp_path, *(f"{name}/02_softmax.ipynb" for name in names))
    os.mkdir(os.fsencode(folder) + b"/caf\xe9")  # noqa: PTH102
    collected = collect([folder])
    ids = [one.id for one in collected.submissions]
    assert len({id.encode("utf-8") for id in ids}) == len(names) + 1
    assert {"a\\u000ab", "a\\u202eb", "caf\\xe9", "née", "née (2)"} <= set(ids)
    assert collect([folder]) == collected


def test_a_zip_of_macos_tells_its_names_in_utf8_without_saying_so(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Jürgen/02_softmax.ipynb", notebook(RELU))
    # Take away the flags that say UTF-8, in the entry and in the list.
    raw = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + at + 1] &= ~0x08
    path.write_bytes(raw)
    assert list(whose(collect([path]))) == ["Jürgen"]


# What is nobody's work


def test_hidden_and_kept_files_are_left_out_and_others_are_listed(tmp_path: Path) -> None:
    folder = laid_out(
        tmp_path,
        "ada/02_softmax.ipynb",
        "ada/.ipynb_checkpoints/02_softmax-checkpoint.ipynb",
        "ada/__MACOSX/._02_softmax.ipynb",
        "ada/.hidden.ipynb",
        ".git/x.ipynb",
    )
    (folder / "ada" / "essay.docx").write_bytes(b"PK")
    (folder / "ada" / "helpers.py").write_text("x = 1")
    (folder / "roster.csv").write_text("ada")
    collected = collect([folder])
    assert whose(collected) == {"ada": ["02_softmax.ipynb"]}
    assert collected.left_out == (
        "roster.csv: it is no notebook and no script, and was not looked at.",
        "ada/essay.docx: it is no notebook and no script, and was not looked at.",
        "ada/helpers.py: it holds none of the lab's exercises, and was not run.",
    )


def test_a_module_beside_a_notebook_is_written_where_it_is_imported_and_only_there(tmp_path: Path) -> None:
    laid_out(tmp_path, "ada/other/helpers.py", "ada/unused.py")
    (tmp_path / "ada/helpers.py").write_text("from deeper import half\n", encoding="utf-8")
    (tmp_path / "ada/deeper.py").write_text("half = 0.5\n", encoding="utf-8")
    (tmp_path / "ada/a.ipynb").write_text(notebook("import numpy, helpers\n", RELU), encoding="utf-8")
    (tmp_path / "ada/b.ipynb").write_text(notebook(RELU), encoding="utf-8")
    programs = {one.file: one for one in collect([tmp_path]).submissions[0].programs}
    assert [cell.source for cell in programs["a.ipynb"].cells[:-2]] == [
        "%%writefile deeper.py\nhalf = 0.5\n\n",
        "%%writefile helpers.py\nfrom deeper import half\n\n",
    ]
    assert [cell.source for cell in programs["b.ipynb"].cells] == [RELU]


def test_a_learner_who_hands_in_the_whole_lab_hands_in_its_notebooks(tmp_path: Path) -> None:
    laid_out(tmp_path, "ada/lab/notebooks/02_softmax.ipynb", "ada/lab/solutions/02_softmax.ipynb")
    laid_out(tmp_path, "ada/lab/lab.py", "ada/lab/kept/02_softmax.ipynb", "emmy/lab_utils/numpy_network.py")
    laid_out(tmp_path, "emmy/02_softmax.ipynb")
    found = whose(collect([tmp_path]))
    assert found == {"ada": ["lab/notebooks/02_softmax.ipynb"], "emmy": ["02_softmax.ipynb"]}


def test_links_are_not_followed_and_pipes_are_not_waited_for(tmp_path: Path) -> None:
    folder = laid_out(tmp_path / "class", "ada/02_softmax.ipynb", "eve/")
    secret = laid_out(tmp_path / "elsewhere", "02_softmax.ipynb")
    (folder / "eve" / "02_softmax.ipynb").symlink_to(folder / "ada" / "02_softmax.ipynb")
    (folder / "eve" / "all").symlink_to(secret, target_is_directory=True)
    (folder / "eve" / "loop").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "eve" / "03_model.ipynb")
    (folder / "mallory").symlink_to(secret, target_is_directory=True)
    collected = collect([folder])
    assert whose(collected) == {"ada": ["02_softmax.ipynb"], "eve": []}
    assert "02_softmax.ipynb: it is a link, and links are not followed" in told(collected)
    assert "03_model.ipynb: it is no plain file" in told(collected)


# Hostile and broken zips


@pytest.mark.parametrize(
    "name", ["../evil.ipynb", "/etc/evil.ipynb", "C:\\evil.ipynb", "a/../../evil.ipynb", "..\\evil.ipynb"]
)
def test_a_path_that_leads_out_of_the_zip_is_not_read(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "class.zip", {"ada/02_softmax.ipynb": notebook(RELU), name: notebook(RELU)})
    before = sorted(tmp_path.parent.rglob("*"))
    collected = collect([path])
    assert whose(collected) == {"ada": ["02_softmax.ipynb"]}
    assert "leads out of the zip" in told(collected)
    assert sorted(tmp_path.parent.rglob("*")) == before


def test_a_link_in_a_zip_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    link = zipfile.ZipInfo("eve/02_softmax.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    collected = collect([path])
    assert whose(collected) == {"eve": []}
    assert "it is a link" in told(collected)


def test_a_zip_bomb_is_told_and_not_unpacked(tmp_path: Path) -> None:
    entries = {"eve/02_softmax.ipynb": b"0" * (20 * 2**20), "ada/02_softmax.ipynb": notebook(RELU)}
    collected = collect([zipped(tmp_path / "class.zip", entries)])
    assert whose(collected) == {"ada": ["02_softmax.ipynb"], "eve": []}
    assert "02_softmax.ipynb: it unpacks to many times its size" in told(collected)


def test_a_size_that_lies_is_found_out(tmp_path: Path) -> None:
    path = zipped(tmp_path / "class.zip", {"eve/02_softmax.ipynb": b"0" * 2**20})
    raw = path.read_bytes()
    path.write_bytes(raw.replace(struct.pack("<L", 2**20), struct.pack("<L", 10)))
    assert "02_softmax.ipynb: it is broken inside the zip" in told(collect([path]))


def test_all_that_one_zip_unpacks_to_is_bounded(tmp_path: Path) -> None:
    path = zipped(tmp_path / "class.zip", {f"{name}/x.ipynb": os.urandom(1000) for name in "abcdef"})
    collected = collect([path], bounds=Bounds(unpacked_bytes=2500))
    assert told(collected).count("the zip unpacks to more than is read") == 4


def test_the_code_of_one_learner_is_bounded_and_costs_no_other(tmp_path: Path) -> None:
    laid_out(tmp_path, *(f"ada/{name}.ipynb" for name in "abc"), "ada/d.py", "eve/a.ipynb")
    collected = collect([tmp_path], bounds=Bounds(learner_code_bytes=1000))
    assert whose(collected) == {"ada": ["a.ipynb", "b.ipynb"], "eve": ["a.ipynb"]}
    assert told(collected).count("it was not read, because the files before it hold more than") == 2


def test_too_many_files_are_not_looked_at(tmp_path: Path) -> None:
    laid_out(tmp_path / "many", *(f"{number}/x.ipynb" for number in range(9)))
    assert "it holds more than 5 files" in told(collect([tmp_path / "many"], bounds=Bounds(entries=5)))
    path = zipped(tmp_path / "many.zip", [f"{number}/x.ipynb" for number in range(9)])
    assert "it lists more than 5 files" in told(collect([path], bounds=Bounds(entries=5)))


def test_a_large_file_is_told_and_not_read(tmp_path: Path) -> None:
    folder = laid_out(tmp_path, "ada/02_softmax.ipynb", "eve/02_softmax.ipynb")
    with (folder / "eve" / "02_softmax.ipynb").open("wb") as stream:
        stream.truncate(2**30)
    collected = collect([folder])
    assert whose(collected) == {"ada": ["02_softmax.ipynb"], "eve": []}
    assert "it is larger than 32 MB" in told(collected)


def test_a_locked_zip_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = zipped(tmp_path / "class.zip", ["ada/02_softmax.ipynb"])
    raw = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + at] |= 0x01
    path.write_bytes(raw)
    assert "02_softmax.ipynb: it is locked with a password. Unlock" in told(collect([path]))


@pytest.mark.parametrize("length", [0, 10, 100, -10])
def test_a_broken_zip_is_told_in_a_sentence(tmp_path: Path, length: int) -> None:
    path = zipped(tmp_path / "class.zip", ["ada/02_softmax.ipynb"])
    path.write_bytes(path.read_bytes()[:length])
    collected = collect([path])
    assert collected.submissions == ()
    assert "class.zip: it is no zip that can be read" in told(collected)
    assert "\n" not in told(collected)


def test_a_zip_with_the_same_name_twice_keeps_both(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("ada/02_softmax.ipynb", notebook("x = 1"))
        archive.writestr("ada/02_softmax.ipynb", notebook(RELU))
    assert whose(collect([path])) == {"ada": ["02_softmax (2).ipynb", "02_softmax.ipynb"]}


def test_a_second_of_the_same_name_takes_no_other_file_s_place(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("ada/02_softmax (2).ipynb", notebook(RELU))
        archive.writestr("ada/02_softmax.ipynb", notebook("x = 1"))
        archive.writestr("ada/02_softmax.ipynb", notebook("x = 2"))
    names = ["02_softmax (2).ipynb", "02_softmax (3).ipynb", "02_softmax.ipynb"]
    assert whose(collect([path])) == {"ada": names}


# The collection


def test_what_is_not_there_or_of_another_kind_is_told(tmp_path: Path) -> None:
    (tmp_path / "essay.txt").write_text("Dear teacher")
    (tmp_path / "nothing").mkdir()
    collected = collect([tmp_path / "essay.txt", tmp_path / "nothing", tmp_path / "gone"])
    assert collected.submissions == ()
    assert [trouble.partition(": ")[2] for trouble in collected.troubles] == [
        "it is no notebook, script, zip or folder, and was not looked at.",
        "there is nothing in this folder.",
        "there is no such file or folder.",
    ]


def test_the_fingerprint_changes_with_contents_names_and_the_way_of_reading_only(tmp_path: Path) -> None:
    def fingerprint(path: Path, **options: bool) -> str:
        (submission,) = collect([path], **options).submissions
        return submission.fingerprint

    one = laid_out(tmp_path / "one", "ada/02_softmax.ipynb")
    first = fingerprint(one)
    assert first == fingerprint(laid_out(tmp_path / "two", "ada/02_softmax.ipynb"))
    assert first == fingerprint(zipped(tmp_path / "three.zip", ["ada/02_softmax.ipynb"]))
    assert first != fingerprint(one, all_cells=True)
    assert first != fingerprint(laid_out(tmp_path / "four", "ada/02-softmax.ipynb"))
    (one / "ada" / "02_softmax.ipynb").write_text(notebook(RELU + " "))
    assert first != fingerprint(one)


def test_reading_changes_nothing_and_keeps_nothing_open(tmp_path: Path) -> None:
    folder = laid_out(tmp_path / "class", "ada/02_softmax.ipynb")
    zipped(folder / "emmy.zip", ["02_softmax.ipynb"])
    path = zipped(tmp_path / "class.zip", ["ada/02_softmax.ipynb"])
    for file in tmp_path.rglob("*"):
        file.chmod(0o555 if file.is_dir() else 0o444)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")}
    assert len(collect([folder, path]).submissions) == 3
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")} == before
    for file in tmp_path.rglob("*"):
        file.chmod(0o755)
    assert not [link for link in Path("/proc/self/fd").glob("*") if str(path) in os.path.realpath(link)]
