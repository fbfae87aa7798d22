"""A teacher's own marks: read from a file, refused with a word where they can't be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.reports import Override, OverrideMistake, read_overrides
from tests.report_markings import submission

CLASS = [
    submission("anna", "Anna Müller"),
    submission("b/first", "Ben"),
    submission("b/second", "Ben"),
    submission("=cmd|calc", "=cmd|calc"),
    submission("turned \u202e name"),
    submission("not utf-8 \udcff"),
]
HEADING = "learner,exercise,points,reason\n"


def read(folder: Path, text: str | bytes) -> dict[tuple[str, str], Override]:
    path = folder / "overrides.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return read_overrides(path, CLASS)


def refused(folder: Path, text: str | bytes) -> str:
    with pytest.raises(OverrideMistake) as caught:
        read(folder, text)
    message = str(caught.value)
    assert message.startswith("overrides.csv") and "\n" not in message
    return message


def test_a_row_names_the_learner_or_the_submission(tmp_path: Path) -> None:
    rows = "Anna Müller,relu,1,\nb/second,my_softmax,10,Right idea\n"
    assert read(tmp_path, HEADING + rows) == {
        ("anna", "relu"): Override(1, ""),
        ("b/second", "my_softmax"): Override(10, "Right idea"),
    }


def test_no_file_means_no_overrides(tmp_path: Path) -> None:
    assert read_overrides(tmp_path / "overrides.csv", CLASS) == {}


@pytest.mark.parametrize(
    "content",
    [
        HEADING.encode() + "Anna Müller,relu,1,früh\n".encode(),
        b"\xef\xbb\xbf" + (HEADING + "Anna Müller,relu,1,früh\n").encode(),
        (HEADING + "Anna Müller,relu,1,früh\n").replace(",", ";").encode(),
        (HEADING + "Anna Müller,relu,1,früh\n").replace(",", "\t").encode("utf-16"),
        (HEADING + "\n,,,\nAnna Müller, relu , 1 ,früh\n").replace("\n", "\r\n").encode(),
        "Points,Reason,SUBMISSION,Exercise\n1,früh,anna,relu\n".encode(),
        "learner,exercise,points,reason,seen by\nAnna Müller,relu,1,früh,me\n".encode(),
        # The same letter in two code points, as macOS writes it.
        (HEADING + "Anna Mu\u0308ller,relu,1,früh\n").encode(),
    ],
)
def test_a_file_is_read_as_any_spreadsheet_writes_it(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content) == {("anna", "relu"): Override(1, "früh")}


@pytest.mark.parametrize(
    ("cell", "id"),
    [
        ("'=cmd|calc", "=cmd|calc"),
        ("turned ⟨U+202E⟩ name", "turned \u202e name"),
        ("not utf-8 ⟨U+DCFF⟩", "not utf-8 \udcff"),
    ],
)
def test_a_name_may_be_copied_from_a_report(tmp_path: Path, cell: str, id: str) -> None:
    assert read(tmp_path, f"{HEADING}{cell},relu,2,\n") == {(id, "relu"): Override(2)}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Ana Müller,relu,1,", "line 2: nobody handed in as 'Ana Müller'. Did you mean 'Anna Müller'?"),
        ("xyz,relu,1,", "nobody handed in as 'xyz'. Copy the name from class.csv."),
        (",relu,1,", "nobody handed in as ''"),
        ("Ben,relu,1,", "2 submissions are called 'Ben'; write the one you mean: 'b/first' or 'b/second'"),
        ("anna,my_sofmax,1,", "No exercise is called 'my_sofmax'. Did you mean 'my_softmax'?"),
        ("anna,relu,3,", "'3' points; relu has whole points from 0 to 2"),
        ("anna,relu,-1,", "from 0 to 2"),
        ("anna,relu,1.5,", "from 0 to 2"),
        ("anna,relu,,", "from 0 to 2"),
        ("anna,relu,²,", "from 0 to 2"),
        ("anna,relu,99999999999999999999999,", "from 0 to 2"),
        ("anna", "No exercise is called ''"),
        ("anna,relu,1,\nAnna Müller,relu,2,", "line 3: line 2 is for the same learner and exercise"),
        ('anna,relu,1,"open', "it is no CSV here"),
    ],
)
def test_a_row_that_cannot_be_meant_is_told_in_one_line(tmp_path: Path, row: str, said: str) -> None:
    assert said in refused(tmp_path, f"{HEADING}{row}\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "must name the columns learner,exercise,points,reason"),
        (b"anna,relu,1,\n", "learner is not there once: 'anna,relu,1,'"),
        (b"learner,learner,exercise,points\n", "learner is not there once"),
        ((HEADING + "Anna Müller,relu,1,\n").encode("cp1252"), "it is not in UTF-8; in Excel"),
        (b"\xff\xfea", "it is not in UTF-8"),
    ],
)
def test_a_file_that_is_no_list_of_overrides_is_told_in_one_line(
    tmp_path: Path, content: bytes, said: str
) -> None:
    assert said in refused(tmp_path, content)


def test_all_rows_that_cannot_be_meant_are_told_at_once(tmp_path: Path) -> None:
    rows = ["Ana Müller,relu,1,", "anna,relu,1,", "anna,my_sofmax,1,", "anna,relu,7,"]
    with pytest.raises(OverrideMistake) as caught:
        read(tmp_path, HEADING + "\n".join(rows))
    lines = str(caught.value).split("\n")
    assert [line.partition(":")[0] for line in lines] == [f"overrides.csv, line {n}" for n in (2, 4, 5)]
    with pytest.raises(OverrideMistake) as caught:
        read(tmp_path, HEADING + "nobody,relu,1,\n" * 500)
    lines = str(caught.value).split("\n")
    assert len(lines) == 21 and lines[-1] == "... and 480 more"


def test_a_folder_in_its_place_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "overrides.csv").mkdir()
    with pytest.raises(OverrideMistake, match="it can't be read"):
        read_overrides(tmp_path / "overrides.csv", CLASS)


def test_an_id_that_is_also_somebodys_name_means_the_submission(tmp_path: Path) -> None:
    path = tmp_path / "overrides.csv"
    path.write_text(HEADING + "first,relu,1,\n", encoding="utf-8")
    both = [submission("first", "Ada"), submission("second", "first")]
    assert read_overrides(path, both) == {("first", "relu"): Override(1)}
