"""One source becomes an open notebook and an executed solution, the same ones every time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from authoring import THIS_LAB, BuildFailed, Lab, build_all, complaints
from authoring.build import sound_sources
from authoring.fingerprints import sealed
from authoring.notebook import solved_notebook, text_of
from tests.authoring_lab import (
    CATALOGUE,
    SOFTMAX,
    Entry,
    cell_of,
    small_lab,
    source_of,
    store,
    stored,
    write_source,
)


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    """Build the small lab once; tests that change files take `lab`."""
    lab = small_lab(tmp_path_factory.mktemp("built"))
    build_all(lab, catalogue=CATALOGUE)
    return lab


@pytest.fixture
def lab(built_once: Lab, tmp_path: Path) -> Lab:
    """A copy of the built lab."""
    lab = Lab(tmp_path / "lab")
    for folder in ("source", "notebooks", "solutions"):
        (lab.root / folder).mkdir(parents=True)
        for path in (built_once.root / folder).iterdir():
            (lab.root / folder / path.name).write_bytes(path.read_bytes())
    return lab


def rewrite(lab: Lab, old: str, new: str) -> None:
    assert old in SOFTMAX
    write_source(lab, "02_softmax", SOFTMAX.replace(old, new))


def actions(lab: Lab, **options: bool) -> dict[str, str]:
    built = build_all(lab, ["02"], catalogue=CATALOGUE, **options)
    return {lab.shown(one.path).split("/")[0]: one.action for one in built}


def test_an_open_notebook_has_the_signature_and_docstring_but_not_the_solution(
    built_once: Lab,
) -> None:
    notebook = stored(built_once.notebooks / "02_softmax.ipynb")
    assert source_of(cell_of(notebook, "relu-exercise")) == (
        "def relu(z):\n"
        '    """Return z, with 0 for all that is negative.\n\n'
        "    Parameters\n    ----------\n    z : ndarray\n"
        '    """\n'
        "    # Your code takes the place of the next line.\n"
        '    raise NotImplementedError("relu is still to be written")'
    )
    assert "positive" not in (built_once.notebooks / "02_softmax.ipynb").read_text("utf-8")


def test_an_open_notebook_has_no_outputs(built_once: Lab) -> None:
    cells = stored(built_once.notebooks / "02_softmax.ipynb")["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert len(code) == 5
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


def test_a_solution_is_complete_executed_and_free_of_markers(built_once: Lab) -> None:
    notebook = stored(built_once.solutions / "02_softmax.ipynb")
    assert "return positive" in source_of(cell_of(notebook, "relu-exercise"))
    assert "SOLUTION" not in source_of(cell_of(notebook, "relu-exercise"))
    [output] = cell_of(notebook, "relu-check")["outputs"]
    assert output["text"] == ["relu: passed\n"]
    counts = [cell["execution_count"] for cell in notebook["cells"] if "outputs" in cell]
    assert counts == [1, 2, 3, 4, 5]


def test_both_notebooks_have_the_same_ids_and_nbgrader_metadata(built_once: Lab) -> None:
    open_one = stored(built_once.notebooks / "02_softmax.ipynb")["cells"]
    solution = stored(built_once.solutions / "02_softmax.ipynb")["cells"]
    assert [cell["id"] for cell in open_one] == [cell["id"] for cell in solution]
    assert [cell["metadata"] for cell in open_one] == [cell["metadata"] for cell in solution]


def test_exercise_and_check_carry_nbgraders_metadata(built_once: Lab) -> None:
    notebook = stored(built_once.notebooks / "02_softmax.ipynb")
    assert cell_of(notebook, "relu-exercise")["metadata"] == {
        "nbgrader": {
            "grade": False,
            "grade_id": "relu-exercise",
            "locked": False,
            "schema_version": 3,
            "solution": True,
            "task": False,
        }
    }
    assert cell_of(notebook, "relu-check")["metadata"] == {
        "nbgrader": {
            "grade": True,
            "grade_id": "relu-check",
            "locked": True,
            "points": 2,
            "schema_version": 3,
            "solution": False,
            "task": False,
        }
    }


@pytest.mark.parametrize("folder", ["notebooks", "solutions"])
def test_a_built_notebook_is_valid_4_5_and_tells_no_version_of_python(built_once: Lab, folder: str) -> None:
    path = built_once.root / folder / "02_softmax.ipynb"
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert "version" not in notebook.metadata.language_info
    content = path.read_bytes()
    assert content.endswith(b"}\n") and not content.endswith(b"\n\n") and b"\r" not in content


@pytest.mark.parametrize("seed", ["0", "31"])
def test_the_same_source_gives_the_same_bytes_in_another_process(
    built_once: Lab, tmp_path: Path, seed: str
) -> None:
    lab = small_lab(tmp_path / "other")
    code = (
        "from pathlib import Path; from authoring import Lab; from authoring.build import *;"
        "from tests.authoring_lab import CATALOGUE as c;"
        f"lab = Lab(Path({str(lab.root)!r}));"
        "[paths_of(lab, s.stem)[0].parent.mkdir(exist_ok=True) or"
        " paths_of(lab, s.stem)[0].write_bytes(open_text(s, c).encode())"
        " for s in sound_sources(lab, (), c)]"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    subprocess.run([sys.executable, "-c", code], cwd=THIS_LAB.root, env=environment, check=True)
    names = sorted(path.name for path in lab.notebooks.iterdir())
    assert names == ["00_start_here.ipynb", "02_softmax.ipynb"]
    for name in names:
        expected = (built_once.notebooks / name).read_bytes()
        assert (lab.notebooks / name).read_bytes() == expected


def test_a_second_execution_gives_the_same_solution_but_for_what_is_not_compared(
    lab: Lab,
) -> None:
    path = lab.solutions / "02_softmax.ipynb"
    before = stored(path)
    assert actions(lab, execute=True) == {"notebooks": "unchanged", "solutions": "executed"}
    after = stored(path)
    random = "softmax-print-np-random-default-rng-random"
    assert cell_of(before, random)["outputs"] != cell_of(after, random)["outputs"]
    for notebook in (before, after):
        cell_of(notebook, random)["outputs"] = []
        notebook["metadata"]["digit_lab"]["built_sha256"] = ""
    assert before == after


def test_line_ends_of_windows_in_a_source_change_nothing(lab: Lab) -> None:
    path = lab.source / "02_softmax.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert complaints(lab, catalogue=CATALOGUE) == []


def test_a_fresh_lab_is_left_alone(lab: Lab) -> None:
    before = {path: path.stat().st_mtime_ns for path in lab.root.rglob("*.ipynb")}
    assert actions(lab) == {"notebooks": "unchanged", "solutions": "unchanged"}
    assert {path: path.stat().st_mtime_ns for path in lab.root.rglob("*.ipynb")} == before
    assert not lab.kept.exists()


def test_a_changed_cell_is_stale_in_both_and_built_anew(lab: Lab) -> None:
    rewrite(lab, "numbers to shares", "scores to shares")
    assert complaints(lab, catalogue=CATALOGUE) == [
        "notebooks/02_softmax.ipynb is older than its source",
        "solutions/02_softmax.ipynb is older than its source",
    ]
    assert actions(lab) == {"notebooks": "written", "solutions": "executed"}
    assert complaints(lab, catalogue=CATALOGUE) == []
    assert not lab.kept.exists()


def test_a_solution_whose_cells_are_unchanged_keeps_its_outputs(lab: Lab) -> None:
    path = lab.solutions / "02_softmax.ipynb"
    outputs = [cell.get("outputs") for cell in stored(path)["cells"]]
    more_points = {"relu": Entry("02_softmax", 3)}
    built = build_all(lab, ["02"], catalogue=more_points)
    assert [one.action for one in built] == ["written", "written"]
    assert [cell.get("outputs") for cell in stored(path)["cells"]] == outputs
    assert cell_of(stored(path), "relu-check")["metadata"]["nbgrader"]["points"] == 3
    assert complaints(lab, catalogue=more_points) == []


def test_only_the_notebooks_that_are_named_are_built(tmp_path: Path) -> None:
    lab = small_lab(tmp_path)
    build_all(lab, ["start_here"], catalogue=CATALOGUE)
    found = sorted(lab.shown(path) for path in lab.root.rglob("*.ipynb"))
    assert found == ["notebooks/00_start_here.ipynb", "solutions/00_start_here.ipynb"]


def test_missing_files_and_notebooks_without_a_source_are_told(lab: Lab) -> None:
    (lab.notebooks / "02_softmax.ipynb").unlink()
    (lab.source / "00_start_here.py").unlink()
    assert complaints(lab, catalogue=CATALOGUE) == [
        "notebooks/02_softmax.ipynb is missing",
        "notebooks/00_start_here.ipynb has no source",
        "solutions/00_start_here.ipynb has no source",
    ]


def test_a_solution_that_was_never_executed_is_stale(lab: Lab) -> None:
    [source] = sound_sources(lab, ["02"], CATALOGUE)
    text = text_of(sealed(solved_notebook(source, CATALOGUE)))
    (lab.solutions / "02_softmax.ipynb").write_text(text, encoding="utf-8", newline="\n")
    assert complaints(lab, catalogue=CATALOGUE) == ["solutions/02_softmax.ipynb is older than its source"]


def test_an_output_changed_by_hand_is_told(lab: Lab) -> None:
    path = lab.solutions / "02_softmax.ipynb"
    notebook = stored(path)
    cell_of(notebook, "relu-check")["outputs"][0]["text"] = ["relu: failed\n"]
    store(path, notebook)
    assert complaints(lab, catalogue=CATALOGUE) == [
        "solutions/02_softmax.ipynb was run or saved since it was built"
    ]


FAILURES = {
    "an_exception": ("print(np.random", "1 / 0\nprint(np.random", "ZeroDivisionError: division"),
    "a_wrong_solution": ("np.maximum(z, 0)", "np.minimum(z, 0)", "AssertionError: relu is wrong"),
    "a_dead_kernel": ("print(np.random", "import os; os._exit(1)\nprint(np.random", "kernel died"),
    "standard_error": (
        'print("relu: passed")',
        'print("careful", file=__import__("sys").stderr)',
        "wrote to standard error: 'careful'",
    ),
    "an_address": (
        'print("relu: passed")',
        "print(object())",
        "shows an address in memory: '<object object at 0x",
    ),
    "this_machines_folder": (
        'print("relu: passed")',
        "print(__import__('pathlib').Path.cwd())",
        "shows this machine's folder",
    ),
    "somebodys_home": (
        'print("relu: passed")',
        "print(__import__('pathlib').Path.home() / 'digits.png')",
        "shows this machine's folder",
    ),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_cell_that_fails_is_named_and_the_old_solution_stays(lab: Lab, name: str) -> None:
    old, new, error = FAILURES[name]
    path = lab.solutions / "02_softmax.ipynb"
    before = path.read_bytes()
    rewrite(lab, old, new)
    with pytest.raises(BuildFailed) as caught:
        build_all(lab, ["02"], catalogue=CATALOGUE)
    message = str(caught.value)
    where = "softmax-" if name in ("an_exception", "a_dead_kernel") else "relu-check"
    assert message.startswith(f"solutions/02_softmax.ipynb: the cell {where}")
    assert "(source/02_softmax.py:" in message and error in message and "\n" not in message
    assert path.read_bytes() == before
    assert [path.name for path in lab.solutions.iterdir() if path.name.startswith(".")] == []


def test_a_solution_runs_apart_from_whoever_builds_it(
    lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "mine.py").write_text("print('my start-up'); mine = 1", encoding="utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("COLUMNS", "213")
    monkeypatch.setenv("MPLBACKEND", "agg")
    seen = (
        "import os, shutil; from pathlib import Path\n"
        "print('mine' in globals(), shutil.get_terminal_size().columns, Path.cwd().name,"
        f" os.environ['DIGIT_LAB_PROGRESS'] != {os.environ['DIGIT_LAB_PROGRESS']!r},"
        " os.environ['MPLBACKEND'], os.environ['TF_CPP_MIN_LOG_LEVEL'])\n"
    )
    rewrite(lab, "print(np.random.default_rng().random())", seen)
    build_all(lab, ["02"], catalogue=CATALOGUE)
    cell = stored(lab.solutions / "02_softmax.ipynb")["cells"][5]
    inline = "module://matplotlib_inline.backend_inline"
    assert cell["outputs"][0]["text"] == [f"False 80 solutions True {inline} 3\n"]
    assert set(cell["metadata"]) == {"tags"}


def test_an_ignored_cells_errors_lose_tensorflows_log_and_temporary_names(lab: Lab) -> None:
    noisy = (
        "import sys, warnings\n"
        "print('2026-11-20 15:30:12.123456: I tensorflow/core/x.cc:1] oneDNN', file=sys.stderr)\n"
        "print('I0000 00:00:1732116612.123 5 port.cc:153] oneDNN', file=sys.stderr)\n"
        "np.exp(np.array([1000.0]))"
    )
    rewrite(lab, "print(np.random.default_rng().random())", noisy)
    build_all(lab, ["02"], catalogue=CATALOGUE)
    outputs = stored(lab.solutions / "02_softmax.ipynb")["cells"][5]["outputs"]
    errors = "".join(outputs[0]["text"])
    assert errors.startswith("RuntimeWarning: overflow encountered in exp\n")
    assert outputs[1]["data"]["text/plain"] == ["array([inf])"]


def test_a_widget_is_stored_as_its_text_without_a_view_or_state(lab: Lab) -> None:
    widget = "import ipywidgets\nipywidgets.IntSlider(value=3)"
    rewrite(lab, "print(np.random.default_rng().random())", widget)
    build_all(lab, ["02"], catalogue=CATALOGUE)
    notebook = stored(lab.solutions / "02_softmax.ipynb")
    assert list(notebook["cells"][5]["outputs"][0]["data"]) == ["text/plain"]
    assert "widgets" not in notebook["metadata"]


def test_a_cell_that_is_meant_to_raise_may(lab: Lab) -> None:
    rewrite(
        lab,
        '# %% tags=["demonstration","nbval-ignore-output"]\nprint',
        '# %% tags=["raises-exception"] slug="too-short"\n[][1]\n\n'
        '# %% tags=["demonstration","nbval-ignore-output"]\nprint',
    )
    build_all(lab, ["02"], catalogue=CATALOGUE)
    notebook = stored(lab.solutions / "02_softmax.ipynb")
    assert cell_of(notebook, "softmax-too-short")["outputs"][0]["ename"] == "IndexError"
    assert complaints(lab, catalogue=CATALOGUE) == []
