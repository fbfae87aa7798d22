"""What an author gets wrong is told in one line, with file and line, before anything is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from authoring import AuthorMistakes, Lab, UnknownNotebook, build_all, complaints
from authoring.cell_ids import cell_id
from authoring.naming import find_notebook
from authoring.prediction_rules import prediction_mistakes
from authoring.source import read_source
from tests.authoring_lab import CATALOGUE, SOFTMAX, Entry, small_lab, write_source


def line_of(text: str, part: str) -> int:
    """Return the line, from 1, on which `part` first stands."""
    return text[: text.index(part)].count("\n") + 1


def told(lab: Lab, text: str, catalogue: dict[str, Entry] = CATALOGUE) -> list[str]:
    """Return the lines that an author reads after putting `text` into 02_softmax."""
    write_source(lab, "02_softmax", text)
    with pytest.raises(AuthorMistakes) as caught:
        complaints(lab, ["02"], catalogue)
    return str(caught.value).split("\n")


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    return small_lab(tmp_path)


# name: what is replaced, by what, the part of the new text whose line is named, what is said
MISTAKES = {
    "begin_without_end": (
        "    # END SOLUTION\n",
        "",
        "    # BEGIN",
        "'# BEGIN SOLUTION' without '# END SOLUTION'",
    ),
    "end_without_begin": (
        "    # BEGIN SOLUTION\n",
        "",
        "    # END",
        "'# END SOLUTION' without '# BEGIN SOLUTION'",
    ),
    "two_begins": (
        "    return positive",
        "    # BEGIN SOLUTION\n    return positive",
        "    # BEGIN",
        "before the next one",
    ),
    "misspelt_marker": ("# BEGIN SOLUTION", "# Begin solutions", "# Begin", "exactly as"),
    "empty_solution": (
        "    positive = np.maximum(z, 0)\n    return positive\n",
        "",
        "    # BEGIN",
        "no solution stands between",
    ),
    "no_marker_at_all": (
        "    # BEGIN SOLUTION\n    positive = np.maximum(z, 0)\n    return positive\n    # END SOLUTION",
        "    return np.maximum(z, 0)",
        '# %% exercise="relu"',
        "it would ship solved",
    ),
    "marker_outside_an_exercise": (
        "# *My guess:* ...",
        "# # BEGIN SOLUTION",
        "# # BEGIN",
        "outside an exercise cell",
    ),
    "check_without_exercise": (
        '# %% exercise="relu"',
        '# %% tags=["setup"] slug="own-relu"',
        '# %% check="relu"',
        "a check without its exercise",
    ),
    "exercise_without_check": (
        '# %% check="relu"\ncheck_relu(relu)\n',
        "",
        '# %% exercise="relu"',
        "an exercise without its check",
    ),
    "unknown_exercise": (
        'exercise="relu"',
        'exercise="rleu"',
        '# %% exercise="rleu"',
        "no exercise 'rleu'",
    ),
    "other_function": ("def relu(z)", "def my_relu(z)", '# %% exercise="relu"', "define relu("),
    "check_cell_with_more_in_it": (
        "check_relu(relu)\n\n",
        "check_relu(relu); print(1)\n\n",
        "check_relu(relu); print",
        "a check cell is exactly: check_relu(relu)",
    ),
    "duplicate_exercise_check": (
        'check_relu(relu)\n\n# %% tags=["demonstration"',
        'check_relu(relu)\n\n# %% check="relu" \ncheck_relu(relu)\n\n# %% tags=["demonstration"',
        '# %% check="relu" \n',
        "'relu-check' too",
    ),
    "same_words_twice": (
        "# %% [markdown] tags",
        "# %% [markdown]\n# # Softmax\n# From numbers to shares!\n\n# %% [markdown] tags",
        "# %% [markdown]\n# # Softmax\n# From",
        'give one of them slug="..."',
    ),
    "output_ignored_without_an_assert": (
        '# %% slug="numbers-add-up"\nassert ',
        '# %% slug="numbers-add-up"\n',
        '# %% tags=["demonstration","nbval',
        "no cell with an assert follows",
    ),
    "long_cell": (
        "print(np.random",
        "x = 1\n" * 15 + "print(np.random",
        '# %% tags=["demonstration","nbval',
        "16 lines of code",
    ),
    "long_exercise": (
        "    return positive",
        "    z = z + 0\n" * 14 + "    return positive",
        '# %% exercise="relu"',
        "17 lines of code",
    ),
    "unknown_key": (
        '[markdown] tags=["prediction"]',
        '[markdown] tag="prediction"',
        '# %% [markdown] tag="',
        "tag='prediction'",
    ),
    "unquoted_value": ('exercise="relu"', "exercise=relu", "# %% exercise=relu", "exercise=relu"),
    "unknown_tag": (
        '"nbval-ignore-output"',
        '"nbval-ignore-ouput"',
        '# %% tags=["demonstration","nbval',
        "unknown tag 'nbval-ignore-ouput'",
    ),
    "cell_without_a_word": ("# # Softmax\n#\n# From numbers to shares.", "# ...", "# %%", "slug="),
    "silenced_by_a_semicolon": (
        "assert relu(np.array([3])).sum() == 3",
        "assert relu(np.array([3])).sum() == 3\nrelu(np.array([3]));",
        "relu(np.array([3]));",
        "nbval shows the value",
    ),
    "raw_cell": ('# %% slug="numbers-add-up"', "# %% [raw]", "# %% [raw]", "not [raw]"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_an_authors_mistake_is_told_with_file_and_line(lab: Lab, name: str) -> None:
    old, new, where, said = MISTAKES[name]
    assert SOFTMAX.count(old) >= 1
    text = SOFTMAX.replace(old, new, 1)
    start = f"source/02_softmax.py:{line_of(text, where)}: "
    fitting = [line for line in told(lab, text) if line.startswith(start) and said in line]
    assert len(fitting) == 1


def test_an_exercise_in_the_wrong_notebook_is_told(lab: Lab) -> None:
    lines = told(lab, SOFTMAX, {"relu": Entry("03_model", 2)})
    line = line_of(SOFTMAX, '# %% exercise="relu"')
    assert lines == [f"source/02_softmax.py:{line}: the catalogue puts exercise 'relu' in 03_model, not here"]


def test_an_exercise_that_no_cell_holds_is_told(lab: Lab) -> None:
    lines = told(lab, SOFTMAX, {**CATALOGUE, "my_softmax": Entry("02_softmax", 10)})
    assert len(lines) == 1
    assert "exercise 'my_softmax' here, but no cell holds it" in lines[0]


def test_a_marker_line_inside_a_string_is_told(lab: Lab) -> None:
    text = SOFTMAX + 'text = """\n# %% no cell\n"""\n'
    assert "8 lines look like cell markers but jupytext sees 7" in told(lab, text)[0]


def test_a_source_with_a_wrong_name_is_told(lab: Lab) -> None:
    write_source(lab, "softmax", SOFTMAX)
    with pytest.raises(AuthorMistakes, match=r"source/softmax\.py:1: .*NN_topic\.py"):
        complaints(lab, catalogue=CATALOGUE)


def test_mistakes_of_all_sources_are_told_at_once_and_nothing_is_written(lab: Lab) -> None:
    write_source(lab, "02_softmax", SOFTMAX.replace("# END SOLUTION", ""))
    write_source(lab, "01_digits", "# %% [raw]\n# no\n")
    with pytest.raises(AuthorMistakes) as caught:
        build_all(lab, catalogue=CATALOGUE)
    files = [mistake.file for mistake in caught.value.mistakes]
    assert files == ["source/01_digits.py", "source/02_softmax.py"]
    assert not lab.notebooks.exists() and not lab.solutions.exists()


def test_one_assert_may_follow_several_cells_whose_output_is_ignored(lab: Lab) -> None:
    tagged = '# %% tags=["demonstration","nbval-ignore-output"]\n'
    text = SOFTMAX.replace(tagged, f"{tagged}print('one more')\n\n{tagged}", 1)
    write_source(lab, "02_softmax", text)
    assert complaints(lab, ["02"], CATALOGUE)  # nothing is built, but no mistake is told


def test_a_docstring_and_comments_do_not_count_as_lines_of_code(lab: Lab) -> None:
    text = SOFTMAX.replace("    z : ndarray\n", "    z : ndarray\n" * 20)
    text = text.replace("    return positive", "    # why\n" * 20 + "    return positive")
    write_source(lab, "02_softmax", text)
    assert complaints(lab, ["02"], CATALOGUE)


def test_a_cells_id_does_not_depend_on_other_cells(lab: Lab) -> None:
    before = [cell_id(cell, "softmax") for cell in read_source(lab, "02_softmax").cells]
    write_source(lab, "02_softmax", "# %% [markdown]\n# A new first cell.\n\n" + SOFTMAX)
    after = [cell_id(cell, "softmax") for cell in read_source(lab, "02_softmax").cells]
    assert after == ["softmax-a-new-first-cell", *before]
    assert before[3:5] == ["relu-exercise", "relu-check"]
    assert before[-1] == "softmax-numbers-add-up"


@pytest.mark.parametrize("first", ["Größe: naïve café", "x" * 90 + " end", "a " * 90])
def test_a_cells_id_is_one_that_nbformat_and_nbgrader_accept(lab: Lab, first: str) -> None:
    write_source(lab, "02_softmax", f"# %% [markdown] slug='s'\n# a\n\n# %% [markdown]\n# {first}")
    id = cell_id(read_source(lab, "02_softmax").cells[1], "softmax")
    assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", id)


STEMS = ["00_start_here", "01_digits", "02_softmax", "08_your_digits"]


@pytest.mark.parametrize(
    "text",
    ["02", "2", "softmax", "02_softmax", "02_softmax.ipynb", "notebooks/02_softmax.ipynb",
     "./notebooks/02_softmax.ipynb", "/lab/notebooks/02_softmax.ipynb",
     "notebooks\\02_softmax.ipynb", "source/02_softmax.py"],
)  # fmt: skip
def test_a_notebook_is_found_by_whatever_names_it(text: str) -> None:
    assert find_notebook(text, STEMS) == "02_softmax"


@pytest.mark.parametrize(
    ("typo", "meant"),
    [("02_sofmax", "02_softmax"), ("sofmtax.ipynb", "02_softmax"), ("digts", "01_digits")],
)
def test_a_typo_names_the_nearest_notebook(typo: str, meant: str) -> None:
    with pytest.raises(UnknownNotebook, match=f"Did you mean `{meant}`"):
        find_notebook(typo, STEMS)


def test_a_name_like_none_lists_them_all() -> None:
    with pytest.raises(UnknownNotebook, match="00_start_here, 01_digits"):
        find_notebook("zzzzzz", STEMS)


def test_a_notebook_in_another_folder_is_not_ours() -> None:
    with pytest.raises(UnknownNotebook, match="kept/02_softmax"):
        find_notebook("kept/02_softmax.ipynb", STEMS)


ASKED = 'guess = PredictFirst("How many?", key="softmax-ask")\nguess\n'
REVEALED = '\n# %% tags=["demonstration"]\nguess.reveal(3)\n'


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (f'# %% tags=["prediction"] slug="ask"\n{ASKED}{REVEALED}', []),
        (f'# %% tags=["prediction"] slug="other"\n{ASKED}{REVEALED}', ["key='softmax-other'"]),
        (f'# %% tags=["prediction"] slug="ask"\n{ASKED}', ["no later cell calls guess.reveal(...)"]),
        (f'# %% slug="ask"\n{ASKED}{REVEALED}', ['with tags=["prediction"]']),
        (
            f'# %% tags=["prediction"] slug="ask"\n{ASKED}\n# %%\nguess.reveal(3)\n',
            ['has tags=["demonstration"]'],
        ),
        ('# %% tags=["prediction"] slug="ask"\nprint(1)\n', ["holds: name = PredictFirst("]),
        (
            '# %% tags=["prediction"] slug="ask"\nPredictFirst("How many?", key="softmax-ask")\n',
            ["needs a name"],
        ),
        (f'# %% tags=["prediction"] slug="ask"\n{ASKED}{ASKED}{REVEALED}', ["one question a cell"]),
        ('# %% [markdown] tags=["prediction"]\n# **What do you expect?**\n', []),
    ],
)
def test_a_question_is_kept_under_its_cell_s_id_and_answered_later(
    lab: Lab, cells: str, told: list[str]
) -> None:
    source = read_source(lab, write_source(lab, "02_softmax", f"# %% [markdown]\n# # 02\n\n{cells}").stem)
    found = [what for _, what in prediction_mistakes(source)]
    assert len(found) == len(told)
    assert all(words in what for words, what in zip(told, found, strict=True))
