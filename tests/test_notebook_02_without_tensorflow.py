"""Notebook 02 is fast because nothing in it needs TensorFlow."""

from __future__ import annotations

from pathlib import Path

import nbformat

from authoring import THIS_LAB
from authoring.execution import executed

WHAT_IS_THERE = "import sys\nprint(sorted({'tensorflow', 'keras'} & set(sys.modules)))"


def last_output_of(cells: list[str], folder: Path) -> str:
    """Run the cells in a kernel of their own."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    output = executed(notebook, folder, THIS_LAB.root).cells[-1].outputs[0]
    return str(output.text).strip()


def test_the_solution_of_notebook_02_never_imports_tensorflow(tmp_path: Path) -> None:
    solution = nbformat.read(THIS_LAB.solutions / "02_softmax.ipynb", as_version=4)
    cells = [cell.source for cell in solution.cells if cell.cell_type == "code"]
    assert last_output_of([*cells, WHAT_IS_THERE], tmp_path) == "[]"


def test_an_import_of_keras_would_be_noticed(tmp_path: Path) -> None:
    pretended = "import sys, types\nsys.modules['keras'] = types.ModuleType('keras')"
    assert last_output_of([pretended, WHAT_IS_THERE], tmp_path) == "['keras']"
