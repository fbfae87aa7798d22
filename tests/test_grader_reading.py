"""What is read of a notebook or a script, also of a broken one, and which of its cells are run."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from grader.collecting import Bounds, collect
from grader.submission import Program, Submission
from public_tests.catalogue import EXERCISES

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = sorted((ROOT / "notebooks").glob("*.ipynb"))
RELU = "def relu(z):\n    return abs(z) * (z > 0)"
SOFTMAX = "def my_softmax(z):\n    return z"


def cell(source: Any, **fields: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "metadata": {},
        "execution_count": 1,
        "outputs": [],
        "source": source,
        **fields,
    }


def tagged(source: str, *tags: str, **fields: Any) -> dict[str, Any]:
    return cell(source, metadata={"tags": list(tags)}, **fields)


def notebook(*cells: Any, **fields: Any) -> dict[str, Any]:
    made = [cell(one) if isinstance(one, str) else one for one in cells]
    return {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **fields}


def submission(folder: Path, content: Any, name: str = "ada.ipynb", **options: Any) -> Submission:
    content = json.dumps(content) if isinstance(content, dict | list) else content
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    (found,) = collect([folder / name], **options).submissions
    json.dumps(found.__dict__, default=lambda one: one.__dict__, ensure_ascii=False).encode("utf-8")
    return found


def program(folder: Path, content: Any, name: str = "ada.ipynb", **options: Any) -> Program:
    found = submission(folder, content, name, **options)
    assert found.troubles == ()
    (only,) = found.programs
    return only


def sources(one: Program) -> list[str]:
    return [cell.source for cell in one.cells]


# Encodings and formats


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("name", ["ada.ipynb", "ada.py"])
def test_an_encoding_is_recognised(tmp_path: Path, encoding: str, name: str) -> None:
    code = f"{RELU}  # größer als 零"
    text = code if name.endswith(".py") else json.dumps(notebook(code), ensure_ascii=False)
    assert sources(program(tmp_path, text.encode(encoding), name)) == [code]


def test_letters_in_an_unknown_encoding_cost_only_themselves(tmp_path: Path) -> None:
    text = json.dumps(notebook(f"{RELU}  # größer"), ensure_ascii=False)
    found = submission(tmp_path, text.encode("latin-1"))
    assert sources(found.programs[0]) == [f"{RELU}  # gr\ufffd\ufffder"]
    assert "Save it as UTF-8" in found.troubles[0]


def test_line_ends_of_windows_become_plain_ones(tmp_path: Path) -> None:
    text = json.dumps(notebook(RELU.replace("\n", "\r\n")), indent=1).replace("\n", "\r\n")
    assert sources(program(tmp_path, text)) == [RELU]
    assert sources(program(tmp_path, RELU.replace("\n", "\r\n"), "ada.py")) == [RELU]


def test_format_3_is_read(tmp_path: Path) -> None:
    old = {"cell_type": "code", "language": "python", "input": [RELU], "outputs": [], "collapsed": False}
    text = {"cell_type": "markdown", "source": "def relu"}
    sheets = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [text, old]}]}
    assert sources(program(tmp_path, sheets)) == [RELU]


def test_cells_without_ids_and_metadata_and_with_lines_in_a_list(tmp_path: Path) -> None:
    bare = {"cell_type": "code", "source": ["def relu(z):\n", "    return z"]}
    assert sources(program(tmp_path, {"cells": [bare]})) == ["def relu(z):\n    return z"]


def test_ten_thousand_cells_are_read(tmp_path: Path) -> None:
    assert len(program(tmp_path, notebook(*[f"x = {i}" for i in range(10_000)], RELU)).cells) == 10_001


@pytest.mark.parametrize("name", ["ada.ipynb", "ada.py"])
def test_more_cells_than_anybody_writes_are_not_looked_at(tmp_path: Path, name: str) -> None:
    many = notebook(RELU, *["1"] * 20_000) if name.endswith("ipynb") else RELU + "\n# %%\n1" * 20_001
    found = submission(tmp_path, many, name)
    assert found.programs == ()
    assert found.troubles == (f"{name}: it holds more than 20,000 cells, and was not run.",)


def test_odd_numbers_and_values_do_no_harm(tmp_path: Path) -> None:
    text = json.dumps(notebook(cell(RELU, execution_count="COUNT")))
    for count in ("9" * 6000, "NaN", "-Infinity", "1e999", '"\\ud83d"'):
        assert sources(program(tmp_path, text.replace('"COUNT"', count))) == [RELU]


def test_halves_of_surrogate_pairs_are_replaced(tmp_path: Path) -> None:
    text = json.dumps(notebook(f"{RELU}  # HALF")).replace("HALF", "\\ud83d")
    assert sources(program(tmp_path, text)) == [f"{RELU}  # \ufffd"]


@pytest.mark.parametrize(
    "odd",
    [
        {"cells": [None, 3, "x", [], {"cell_type": "code", "source": 3}, cell([RELU, 3])]},
        notebook(cell(RELU, metadata=3), metadata=[], nbformat="x"),
        notebook(cell(RELU, metadata={"tags": "demonstration", "nbgrader": 3}, id=7)),
        notebook(cell(RELU, metadata={"tags": [["x"], None]}), metadata={"digit_lab": {"source": 3}}),
    ],
)
def test_values_of_a_wrong_kind_are_passed_over(tmp_path: Path, odd: Any) -> None:
    (one,) = submission(tmp_path, odd).programs
    assert sources(one) == [RELU]


# Broken files


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it is empty"),
        (b"\xef\xbb\xbf \n", "it is empty"),
        (b"[]", "it has no cells"),
        (b"3", "it has no cells"),
        (b'{"cells": {}}', "it has no cells"),
        (b'{"nbformat": 4}', "it has no cells"),
        (b"<!DOCTYPE html><title>Log in</title>", "it was cut, or is a file of another kind"),
        (b"\x89PNG\r\n\x1a\n\0\0", "it was cut, or is a file of another kind"),
        (b"[" * 100_000, "it was cut, or is a file of another kind"),
        (b'{"a":' * 100_000, "it was cut, or is a file of another kind"),
    ],
)
def test_what_is_no_notebook_is_told_in_one_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    found = submission(tmp_path, content, "02_softmax.ipynb")
    (trouble,) = found.troubles
    assert found.programs == () and words in trouble and "hand it in again" in trouble
    assert trouble.startswith("02_softmax.ipynb: ") and "\n" not in trouble


def test_the_cells_before_a_cut_are_read(tmp_path: Path) -> None:
    text = json.dumps(notebook(RELU, SOFTMAX, "x = 1"))
    found = submission(tmp_path, text[: text.index("x = 1")])
    assert sources(found.programs[0]) == [RELU, SOFTMAX]
    assert (
        "it was cut or changed outside of Jupyter after cell 2; the whole cells were read"
        in found.troubles[0]
    )


@pytest.mark.parametrize("text", ['{"cells": [', '{"cells": [{"cell_type": "code", "sou'])
def test_a_notebook_without_a_whole_cell_is_not_said_to_have_been_read(text: str, tmp_path: Path) -> None:
    (trouble,) = submission(tmp_path, text).troubles
    assert "it was cut or changed outside of Jupyter before a cell was whole. Open it" in trouble


def test_a_cell_that_is_no_json_costs_only_itself(tmp_path: Path) -> None:
    text = json.dumps(notebook(RELU, "x = 1", SOFTMAX)).replace('"x = 1"', '"x = 1')
    found = submission(tmp_path, text)
    (one,) = found.programs
    assert [cell.name for cell in one.cells] == ["cell 1 (def relu(z):)", "cell 3 (def my_softmax(z):)"]
    assert "in cell 2; the whole cells were read" in found.troubles[0]


def test_a_cell_that_is_nested_without_an_end_costs_only_itself(tmp_path: Path) -> None:
    text = json.dumps(notebook(RELU, cell("x", metadata="DEEP"), SOFTMAX))
    (one,) = submission(tmp_path, text.replace('"DEEP"', '{"a":' * 50_000 + "1" + "}" * 50_000)).programs
    assert {RELU, SOFTMAX} <= set(sources(one))


def test_of_two_versions_between_gits_marks_the_first_is_read(tmp_path: Path) -> None:
    lines = json.dumps(notebook(RELU), indent=1).split("\n")
    at = next(i for i, line in enumerate(lines) if "source" in line)
    theirs = lines[at].replace("abs", "max")
    lines[at : at + 1] = ["<<<<<<< HEAD", lines[at], "=======", theirs, ">>>>>>> theirs"]
    found = submission(tmp_path, "\n".join(lines))
    assert sources(found.programs[0]) == [RELU]
    assert "git's marks" in found.troubles[0]


def test_more_code_than_anybody_writes_is_not_run(tmp_path: Path) -> None:
    found = submission(tmp_path, notebook(RELU, "x" * 3000), bounds=Bounds(code_bytes=2000))
    assert found.programs == () and "of code, and was not run" in found.troubles[0]


def _mutated(text: str, dice: random.Random) -> bytes:
    content = bytearray(text.encode("utf-8"))
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(content))
        match dice.randrange(6):
            case 0:
                del content[at:]
            case 1:
                del content[at : at + dice.randint(1, 2000)]
            case 2:
                content[at] = dice.randrange(256)
            case 3:
                content[at:at] = dice.choice(
                    [b'"', b"{", b"]", b"[[[[", b"\\ud800", b"\0", b"1e9999", b"NaN,", b"\n"]
                )
            case 4:
                end = dice.randrange(len(content))
                content[at:at] = content[end : end + dice.randint(1, 5000)]
            case 5:
                content = bytearray(dice.choice([b"", b"\xff\xfe", b"\xef\xbb\xbf"])) + content
        content = content or bytearray(b"{")
    return bytes(content)


def _read_mutations(folder: Path, seeds: range) -> None:
    texts = [path.read_text(encoding="utf-8") for path in [*SHIPPED, ROOT / "source" / "02_softmax.py"]]
    for seed in seeds:
        dice = random.Random(seed)
        text = dice.choice(texts)
        name = "02_softmax.ipynb" if text.startswith("{") else "02_softmax.py"
        found = submission(folder, _mutated(text, dice), name)
        assert found.programs or found.troubles, seed
        assert all("\n" not in trouble for trouble in found.troubles), seed


def test_notebooks_that_were_cut_and_changed_at_random_are_read_or_told(tmp_path: Path) -> None:
    _read_mutations(tmp_path, range(30))


@pytest.mark.full
def test_many_notebooks_that_were_cut_and_changed_at_random_are_read_or_told(tmp_path: Path) -> None:
    _read_mutations(tmp_path, range(30, 530))


# Which cells are run


@pytest.mark.parametrize("path", SHIPPED[1:], ids=lambda path: path.stem)
def test_of_a_shipped_notebook_set_up_and_exercises_are_run_and_all_are_found(path: Path) -> None:
    ((one,),) = (submission.programs for submission in collect([path]).submissions)
    assert one.exercises == tuple(id for id in EXERCISES if EXERCISES[id].notebook == path.stem)
    assert tuple(cell.exercise for cell in one.cells if cell.exercise) == one.exercises
    written = {"".join(c["source"]): c for c in json.loads(path.read_text(encoding="utf-8"))["cells"]}
    for run in one.cells:
        assert run.exercise or "setup" in written[run.source]["metadata"]["tags"]


def test_the_first_notebook_has_nothing_to_mark_and_nobody_is_told(tmp_path: Path) -> None:
    collected = collect([SHIPPED[0]])
    assert [one.programs for one in collected.submissions] == [()] and collected.left_out == ()


def test_demonstrations_and_empty_cells_are_left_out_unless_all_are_wanted(tmp_path: Path) -> None:
    written = notebook(RELU, tagged("print(relu(3))", "demonstration"), "  \n", "y = 1")
    assert sources(program(tmp_path, written)) == [RELU, "y = 1"]
    assert sources(program(tmp_path, written, all_cells=True)) == [RELU, "print(relu(3))", "y = 1"]


def test_a_demonstration_that_an_exercise_needs_is_run_and_so_is_what_that_one_needs(tmp_path: Path) -> None:
    shown = [
        tagged("import math", "demonstration"),
        tagged("def bend(z):\n    return math.fabs(z)", "demonstration"),
        tagged("z = 3", "demonstration"),
    ]
    asked = "def relu(z):\n    return bend(z)"
    assert sources(program(tmp_path, notebook(*shown, asked))) == [
        "import math",
        "def bend(z):\n    return math.fabs(z)",
        asked,
    ]


def test_a_demonstration_in_which_a_learner_solves_an_exercise_is_run(tmp_path: Path) -> None:
    (found,) = program(tmp_path, notebook(tagged(RELU, "demonstration"))).cells
    assert found.exercise == "relu"


@pytest.mark.parametrize(
    "source",
    [
        "check_relu(relu)",
        "  check_relu( relu )  # please\n",
        "# now\n\ncheck_relu(relu)\ncheck_my_softmax(my_softmax)",
        "%%time\ncheck_relu(relu)",
        "%time\ncheck_relu(relu);",
    ],
)
def test_cells_that_only_check_are_left_out(tmp_path: Path, source: str) -> None:
    assert sources(program(tmp_path, notebook(RELU, source))) == [RELU]


@pytest.mark.parametrize("source", ["check_relu(my_relu)", "relu = 3\ncheck_relu(relu)", "check_me(me)"])
def test_cells_that_do_more_than_check_are_run(tmp_path: Path, source: str) -> None:
    assert source in sources(program(tmp_path, notebook(RELU, source)))


@pytest.mark.parametrize(
    "source",
    [
        RELU,
        "async def relu(z): pass",
        "relu = lambda z: z",
        "relu: object = max",
        "class relu: pass",
        "if True:\n    def relu(z): pass",
        "other, relu = 1, 2",
        "%%time\ndef relu(z): pass",
        "%matplotlib inline\nfiles = !ls\nrelu = max",
        "def relu(z):\n    return (z",
        "print 'old'\ndef relu(z): pass",
    ],
)
def test_an_exercise_is_found_by_the_name_that_a_cell_makes(tmp_path: Path, source: str) -> None:
    one = program(tmp_path, notebook(source))
    assert one.exercises == ("relu",) and one.cells[0].exercise == "relu"


@pytest.mark.parametrize(
    "source",
    [
        "relu(3)",
        "# def relu(z):",
        "def other():\n    def relu(z): pass",
        "x = 'def relu(z):'",
        "from lab_utils.numpy_network import forward",
        "%%bash\nrelu=3",
        "x = dict(relu=3)",
    ],
)
def test_a_name_that_is_only_mentioned_is_no_exercise(tmp_path: Path, source: str) -> None:
    assert submission(tmp_path, notebook(source)).programs == ()


@pytest.mark.parametrize(
    "written",
    [
        notebook("x = 1", metadata={"digit_lab": {"source": "source/03_model.py"}}),
        notebook(cell("x = 1", id="build_model-exercise")),
        notebook(cell("x = 1", metadata={"nbgrader": {"grade_id": "build_model-exercise"}})),
    ],
)
def test_a_notebook_that_was_renamed_is_known_by_its_metadata(tmp_path: Path, written: Any) -> None:
    assert program(tmp_path, written).exercises == ("count_parameters", "build_model", "compile_model")


def test_a_function_of_the_lab_itself_is_nobodys_solution(tmp_path: Path) -> None:
    shipped = json.loads((ROOT / "notebooks" / "03_model.ipynb").read_text(encoding="utf-8"))
    for one in shipped["cells"]:
        one["metadata"] = {}
        one.pop("id")
    assert "relu" not in program(tmp_path, {**shipped, "metadata": {}}, "03_model.ipynb").exercises


# Scripts


def test_each_function_of_a_script_is_a_cell(tmp_path: Path) -> None:
    text = f"import numpy as np\nZERO = 0\n\n\n@np.vectorize\n{RELU}\n\n\nprint(relu(3))\n{SOFTMAX}\n"
    one = program(tmp_path, text, "ada.py")
    assert [cell.exercise for cell in one.cells] == [None, "relu", None, "my_softmax"]
    assert one.cells[0].source == "import numpy as np\nZERO = 0"
    assert one.cells[1].source == f"@np.vectorize\n{RELU}"


def test_a_mistake_in_one_function_of_a_script_costs_only_that_function(tmp_path: Path) -> None:
    text = f"import numpy as np\ndef relu(z):\n    return (z\n\n{SOFTMAX}\n\nx = 3\n"
    assert sources(program(tmp_path, text, "ada.py"))[2:] == [SOFTMAX, "x = 3"]


def test_what_a_script_does_when_it_is_run_is_a_demonstration(tmp_path: Path) -> None:
    text = f'{RELU}\n\nif __name__ == "__main__":\n    print(relu(3))\n'
    assert sources(program(tmp_path, text, "ada.py")) == [RELU]
    assert len(sources(program(tmp_path, text, "ada.py", all_cells=True))) == 2


def test_a_script_in_percent_format_has_its_cells_and_tags(tmp_path: Path) -> None:
    text = f"# ---\n# x: 1\n# ---\n\n# %% [markdown]\n# # Hello\n\n# %% relu\n{RELU}\n\n"
    text += '# %% tags=["demonstration"]\nrelu(3)\n'
    assert RELU in sources(program(tmp_path, text, "ada.py"))
    assert not any(
        "Hello" in source or "relu(3)" in source for source in sources(program(tmp_path, text, "ada.py"))
    )


def test_a_script_that_nbconvert_made_has_its_cells(tmp_path: Path) -> None:
    text = f"#!/usr/bin/env python\n\n# # Title\n\n# In[1]:\n\n\nx = 1\n\n\n# In[ ]:\n\n\n{RELU}\n"
    assert sources(program(tmp_path, text, "ada.py"))[1:] == ["x = 1", RELU]


@pytest.mark.parametrize("path", sorted((ROOT / "source").glob("0[1-8]*.py")), ids=lambda path: path.stem)
def test_a_source_is_read_as_the_notebook_that_it_becomes(path: Path) -> None:
    ((one,),) = (submission.programs for submission in collect([path]).submissions)
    assert one.exercises == tuple(id for id in EXERCISES if EXERCISES[id].notebook == path.stem)
    assert {cell.exercise for cell in one.cells} - {None} == set(one.exercises)


@pytest.mark.parametrize(
    "hostile",
    [
        "(" * 3000,
        "-" * 90_000 + "1",
        "not " * 20_000 + "x",
        "f" + "()" * 40_000,
        "x" * 300_000,
        "\0",
        "[" * 90 + "a a",
    ],
)
def test_code_that_no_parser_takes_costs_only_its_cell(tmp_path: Path, hostile: str) -> None:
    (found,) = submission(tmp_path, notebook(hostile, RELU)).programs
    assert found.exercises == ("relu",) and sources(found)[-1] == RELU
