"""A hand-out holds all that a learner needs, no answers, and nobody's work."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import editables
import pytest
from hatchling.builders.wheel import WheelBuilder

from authoring import THIS_LAB, Lab, ReleaseRefused, build_all, release_to
from authoring.release import HANDED_OUT
from tests.authoring_lab import CATALOGUE, START, small_lab, stored, write_source

PACKAGES = ["lab_utils", "public_tests", "authoring", "commands", "launcher"]
LEARNERS_TRACES = [
    "progress.json",
    "kept/02_softmax-2026-11-20-153012.ipynb",
    "runs/network.npz",
    "data/mnist.npz",
    "data/mnist/train-images-idx3-ubyte",
    "data/own/X.npy",
    "data/__pycache__/x.cpython-311.pyc",
    "docs/.ipynb_checkpoints/x.ipynb",
    ".venv/pyvenv.cfg",
    ".git/config",
    "tests/test_x.py",
    "benchmarks/x.py",
    "grader/x.py",
]
FOR_TEACHERS = [
    "docs/teachers-guide.md",
    "docs/marks-json.md",
    "docs/class-repository/README.md",
    "docs/gradescope/run_autograder",
    "docs/decisions/grader-reports.md",
    "docs/decisions/grading-flow.md",
]


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    """The small lab with a little of everything that goes out, and a learner's traces."""
    lab = small_lab(tmp_path / "lab")
    for name in ["lab.py", "README.md", "data/digits.npz", "docs/page.md", *LEARNERS_TRACES, *FOR_TEACHERS]:
        path = lab.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    lab.notebooks.mkdir()
    (lab.notebooks / "02_softmax.ipynb").write_text("a learner's work", encoding="utf-8")
    (lab.notebooks / "mine.ipynb").write_text("a learner's work", encoding="utf-8")
    return lab


def files_in(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_hand_out_holds_what_a_learner_needs_and_nothing_else(lab: Lab, tmp_path: Path) -> None:
    assert release_to(lab, tmp_path / "out", CATALOGUE) == ["00_start_here", "02_softmax"]
    assert files_in(tmp_path / "out") == [
        ".pristine/00_start_here.ipynb",
        ".pristine/02_softmax.ipynb",
        "README.md",
        "data/digits.npz",
        "docs/page.md",
        "lab.py",
        "notebooks/00_start_here.ipynb",
        "notebooks/02_softmax.ipynb",
    ]


def test_its_notebooks_are_fresh_and_open(lab: Lab, tmp_path: Path) -> None:
    out = tmp_path / "out"
    release_to(lab, out, CATALOGUE)
    text = (out / "notebooks" / "02_softmax.ipynb").read_text("utf-8")
    assert "relu is still to be written" in text and "return positive" not in text
    assert text == (out / ".pristine" / "02_softmax.ipynb").read_text("utf-8")
    # Whoever made it keeps what is in the own notebooks/.
    assert (lab.notebooks / "02_softmax.ipynb").read_text("utf-8") == "a learner's work"


def test_a_folder_that_holds_something_is_refused_and_left_alone(lab: Lab, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ReleaseRefused, match="not an empty folder"):
        release_to(lab, out, CATALOGUE)
    assert files_in(out) == ["mine.txt"]
    with pytest.raises(ReleaseRefused, match="not an empty folder"):
        release_to(lab, out / "mine.txt", CATALOGUE)


def test_an_empty_folder_is_filled(lab: Lab, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    out.mkdir(parents=True)
    release_to(lab, out, CATALOGUE)
    assert (out / "lab.py").is_file()
    assert [path.name for path in out.parent.iterdir()] == ["out"]


@pytest.mark.parametrize("inside", ["docs/out", "data/a/out", "notebooks", "."])
def test_a_hand_out_never_goes_into_itself(lab: Lab, inside: str) -> None:
    before = files_in(lab.root)
    with pytest.raises(ReleaseRefused):
        release_to(lab, lab.root / inside, CATALOGUE)
    assert files_in(lab.root) == before


def test_a_hand_out_may_stand_beside_the_lab_s_folders(lab: Lab) -> None:
    release_to(lab, lab.root / "out", CATALOGUE)
    assert "out/lab.py" in files_in(lab.root)
    assert not (lab.root / "out" / "out").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_links_are_not_followed(lab: Lab, tmp_path: Path) -> None:
    (lab.root / "docs" / "circle").symlink_to(lab.root, target_is_directory=True)
    (lab.root / "docs" / "secret.txt").symlink_to(lab.root / "progress.json")
    release_to(lab, tmp_path / "out", CATALOGUE)
    assert files_in(tmp_path / "out" / "docs") == ["page.md"]


def test_a_hand_out_cannot_be_made_from_a_hand_out(lab: Lab, tmp_path: Path) -> None:
    release_to(lab, tmp_path / "out", CATALOGUE)
    with pytest.raises(ReleaseRefused, match="from a checkout"):
        release_to(Lab(tmp_path / "out"), tmp_path / "next", CATALOGUE)


def test_a_mistake_in_a_source_leaves_no_folder_behind(lab: Lab, tmp_path: Path) -> None:
    write_source(lab, "02_softmax", "# %% [raw]\n# no\n")
    with pytest.raises(Exception, match=r"not \[raw\]"):
        release_to(lab, tmp_path / "out", CATALOGUE)
    assert [path.name for path in tmp_path.iterdir() if path.name != "progress.json"] == ["lab"]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    """The lab's own code with one small source, built."""
    lab = Lab(tmp_path_factory.mktemp("checkout") / "a lab with spaces")
    lab.root.mkdir()
    for name in HANDED_OUT:
        path = THIS_LAB.root / name
        if path.is_dir():
            shutil.copytree(path, lab.root / name, ignore=shutil.ignore_patterns("__pycache__", "mnist*"))
        elif path.exists():
            shutil.copy(path, lab.root / name)
    write_source(lab, "00_start_here", START)
    build_all(lab, catalogue={})
    return lab


@pytest.fixture(scope="module")
def hand_out(checkout: Lab) -> Lab:
    out = Lab(checkout.root.parent / "hand-out")
    done = type_in(checkout, "release", str(out.root))
    assert (done.returncode, done.stderr) == (0, "")
    return out


def type_in(lab: Lab, *words: str) -> subprocess.CompletedProcess[str]:
    """Run what `python lab.py WORDS` runs, with the code of that lab's folder."""
    command = [sys.executable, "-m", "commands", *words]
    environment = {**os.environ, "PYTHONPATH": str(lab.root), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command, cwd=lab.root, env=environment, capture_output=True, encoding="utf-8", timeout=600
    )


def one_line(text: str) -> bool:
    return text.endswith("\n") and text.count("\n") == 1


def test_build_check_says_that_all_is_fresh_or_names_each_stale_file(checkout: Lab) -> None:
    done = type_in(checkout, "build", "--check")
    assert (done.returncode, done.stdout) == (0, "every notebook is fresh\n")
    path = checkout.notebooks / "00_start_here.ipynb"
    fresh = path.read_bytes()
    write_source(checkout, "00_start_here", START.replace("Nothing", "Little"))
    try:
        done = type_in(checkout, "build", "--check")
        assert done.returncode == 1
        assert done.stdout == (
            "notebooks/00_start_here.ipynb is older than its source\n"
            "solutions/00_start_here.ipynb is older than its source\n"
        )
        assert done.stderr == "type: python lab.py build\n"
        assert path.read_bytes() == fresh
    finally:
        write_source(checkout, "00_start_here", START)


@pytest.mark.skipif(os.name == "nt", reason="a test can't type Ctrl-C on Windows")
def test_ctrl_c_stops_a_build_in_one_line_and_leaves_no_half_file(checkout: Lab, tmp_path: Path) -> None:
    running = tmp_path / "running"
    slow = f"# %%\nimport pathlib, time\n\npathlib.Path({str(running)!r}).touch()\ntime.sleep(100)\n"
    source = write_source(checkout, "09_slow", slow)
    command = [sys.executable, "-m", "commands", "build", "09"]
    environment = {**os.environ, "PYTHONPATH": str(checkout.root)}
    build = subprocess.Popen(
        command, cwd=checkout.root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        while build.poll() is None and not running.exists():
            time.sleep(0.1)
        build.send_signal(signal.SIGINT)
        _, said = build.communicate(timeout=300)
        assert (build.returncode, said.strip()) == (2, "lab.py: stopped")
        assert files_in(checkout.solutions) == ["00_start_here.ipynb"]
    finally:
        build.kill()
        source.unlink()
        (checkout.notebooks / "09_slow.ipynb").unlink(missing_ok=True)


def test_what_is_written_for_teachers_is_there_and_stays_out_of_a_hand_out(hand_out: Lab) -> None:
    assert [name for name in FOR_TEACHERS if not (THIS_LAB.root / name).is_file()] == []
    there = files_in(hand_out.root / "docs")
    assert "decisions/checks.md" in there
    assert [name for name in there if "grad" in name or "teacher" in name or "marks" in name] == []


def test_the_code_in_a_hand_out_is_its_own(hand_out: Lab, tmp_path: Path) -> None:
    code = "import authoring, lab_utils, public_tests; print(authoring.THIS_LAB.root)"
    environment = {**os.environ, "PYTHONPATH": str(hand_out.root)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(hand_out.root)


def test_reset_works_in_a_hand_out_without_any_source(hand_out: Lab) -> None:
    path = hand_out.notebooks / "00_start_here.ipynb"
    fresh, notebook = path.read_bytes(), stored(path)
    notebook["cells"][0]["source"] = ["# Mine"]
    path.write_text(str(notebook), encoding="utf-8")
    work = path.read_bytes()
    done = type_in(hand_out, "reset", "0")
    assert (done.returncode, done.stderr) == (0, "")
    [kept] = hand_out.kept.iterdir()
    assert f"kept kept/{kept.name}" in done.stdout
    assert kept.read_bytes() == work and path.read_bytes() == fresh
    again = type_in(hand_out, "reset", "00_start_here.ipynb")
    assert again.stdout.endswith("nothing to do\n")
    assert len(list(hand_out.kept.iterdir())) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["build"], "no source/ in a hand-out"),
        (["build", "--check"], "python lab.py reset NOTEBOOK"),
        (["release", "again"], "made from a checkout"),
        (["reset", "strat_here"], "Did you mean `00_start_here`"),
        (["test"], "hand-out"),
        (["grade", "submissions"], "no grader in a hand-out"),
        (
            ["grade", "notebooks"],
            "no grader in a hand-out; to check your notebooks type: python lab.py check",
        ),
    ],
)
def test_a_verb_that_a_hand_out_lacks_says_so_in_one_line(hand_out: Lab, words: list[str], said: str) -> None:
    done = type_in(hand_out, *words)
    assert done.returncode == 2
    assert one_line(done.stderr) and said in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("words", [["progress"], ["hint", "my_softmax"], ["data"], ["check", "--help"]])
def test_a_learners_verbs_work_in_a_hand_out(hand_out: Lab, words: list[str]) -> None:
    done = type_in(hand_out, *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


def test_a_hand_out_can_be_installed_in_editable_form(hand_out: Lab, tmp_path: Path) -> None:
    [wheel] = WheelBuilder(str(hand_out.root)).build(directory=str(tmp_path), versions=["editable"])
    installed = tmp_path / "site-packages"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    # -S and a plain entry on the path: what this environment holds, without its own editable lab.
    code = (
        "import importlib.util, site, sys\n"
        f"sys.path[:0] = [{str(installed)!r}, {str(Path(editables.__file__).parents[1])!r}]\n"
        f"site.addsitedir({str(installed)!r})\n"
        f"for name in {PACKAGES}: print(importlib.util.find_spec(name).origin)"
    )
    command = [sys.executable, "-I", "-S", "-c", code]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split("\n")[:-1] == [str(hand_out.root / name / "__init__.py") for name in PACKAGES]


def test_what_widgets_show_in_the_browser_goes_along(hand_out: Lab, tmp_path: Path) -> None:
    widgets = THIS_LAB.root / "lab_utils" / "widgets"
    shown = {f"lab_utils/widgets/{path.name}" for path in widgets.iterdir() if path.suffix in (".js", ".css")}
    assert shown and shown <= set(files_in(hand_out.root))
    [wheel] = WheelBuilder(str(hand_out.root)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        assert shown <= set(archive.namelist())
