"""A later cell that gives another meaning to what an exercise uses is found without running anything."""

from __future__ import annotations

import pytest

from grader.submission import Cell, Program
from grader.taken_away import taken_away

SET_UP = "import numpy as np\nK = 2"
HELPER = "def normalised(e):\n    return e / scale(e)\ndef scale(e):\n    return e.sum()"
SOLVED = "def my_softmax(z):\n    e = np.exp(z)\n    return normalised(e)"

FOUND = {
    "a helper with another meaning": ("def normalised(e):\n    return e / e.max()", "normalised"),
    "what a helper needs": ("scale = 3", "scale"),
    "a module that is deleted": ("print(1)\ndel np", "np"),
    "after a magic": ("%timeit my_softmax([1])\nnp = None", "np"),
}


def program_of(*below: str) -> Program:
    cells = (
        Cell("a", SET_UP),
        Cell("b", HELPER),
        Cell("c", SOLVED, "my_softmax"),
        *(Cell("", s) for s in below),
    )
    return Program("work.ipynb", cells, ("my_softmax",))


@pytest.mark.parametrize(("source", "name"), FOUND.values(), ids=FOUND)
def test_the_first_cell_that_takes_a_name_away_is_found(source: str, name: str) -> None:
    assert taken_away(program_of("print(2)", source, "np = 4"), "my_softmax") == (4, name)


@pytest.mark.parametrize(
    "source",
    ["K = 3", "import numpy as np", "e = 5", "print(np)", "def other(np):\n    return np", "x = (", ""],
)
def test_a_cell_that_leaves_all_of_it_as_it_was_is_none(source: str) -> None:
    assert taken_away(program_of(source), "my_softmax") is None


def test_a_helper_that_is_written_only_below_is_not_taken_away() -> None:
    solved = Cell("c", "def relu(z):\n    return positive(z)", "relu")
    program = Program(
        "work.ipynb", (solved, Cell("d", "def positive(z):\n    return z * (z > 0)")), ("relu",)
    )
    assert taken_away(program, "relu") is None and taken_away(program, "my_softmax") is None
