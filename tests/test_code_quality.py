"""The code's form: ruff and mypy are clean, and imports flow one way."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Who may import whom. `launcher` runs before anything is installed, so it stands on nothing.
ALLOWED = {
    "launcher": set[str](),
    "lab_utils": set[str](),
    "public_tests": {"lab_utils"},
    "grader": {"lab_utils", "public_tests"},
    "authoring": {"launcher", "lab_utils", "public_tests"},
    "commands": {"launcher", "lab_utils", "public_tests", "grader", "authoring"},
}
HEAVY = {"tensorflow", "keras"}


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a module of this environment over the project."""
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)


def modules(package: str) -> list[Path]:
    """List the source files of a package."""
    return sorted((ROOT / package).rglob("*.py"))


def imports(path: Path, only_at_import_time: bool = False) -> Iterator[tuple[int, str]]:
    """Yield the line and the top name of everything a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = _outside_functions(tree) if only_at_import_time else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            name = (node.module or "").partition(".")[0]
            yield node.lineno, path.relative_to(ROOT).parts[0] if node.level else name


def _outside_functions(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from _outside_functions(node)


def test_ruff_finds_nothing() -> None:
    done = run("ruff", "check", "--quiet", "--no-cache", ".")
    assert done.returncode == 0, done.stdout


def test_the_code_is_laid_out_by_ruff() -> None:
    done = run("ruff", "format", "--check", "--quiet", "--no-cache", ".")
    assert done.returncode == 0, done.stdout


def test_mypy_finds_nothing(tmp_path: Path) -> None:
    done = run("mypy", "--cache-dir", str(tmp_path), "--no-error-summary")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_imports_flow_one_way(package: str) -> None:
    ours = {*ALLOWED, "tests", "notebooks", "source", "solutions", "lab", "benchmarks"}
    against = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in modules(package)
        for line, name in imports(path)
        if name in ours - ALLOWED[package] - {package}
    ]
    assert modules(package)
    assert against == []


def test_every_package_of_the_lab_is_in_the_flow() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages - {"tests", "data", "source", "benchmarks"} == set(ALLOWED)


def test_notebooks_import_the_lab_through_its_doors_only() -> None:
    closed = set(ALLOWED) - {"lab_utils", "public_tests"}
    against = [
        f"{path.name}:{line} imports {name}"
        for path in sorted((ROOT / "source").glob("*.py"))
        for line, name in imports(path)
        if name in closed | {"tests"}
    ]
    assert against == []


@pytest.mark.parametrize("package", ["lab_utils", "public_tests", "launcher", "commands"])
def test_nothing_heavy_is_imported_by_an_import_statement_at_the_top(package: str) -> None:
    against = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in modules(package)
        for line, name in imports(path, only_at_import_time=True)
        if name in HEAVY
    ]
    assert against == []


def test_importing_every_module_of_the_lab_loads_no_tensorflow() -> None:
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for package in ("lab_utils", "public_tests")
        for path in modules(package)
        if path.name != "__main__.py"
    ]
    code = (
        f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def test_the_launcher_needs_the_standard_library_only() -> None:
    foreign = {
        name
        for path in [ROOT / "lab.py", *modules("launcher")]
        for _, name in imports(path)
        if name not in sys.stdlib_module_names and name != "launcher"
    }
    assert foreign == set()


def test_the_walk_sees_an_import_against_the_flow() -> None:
    # The tests above must be able to fail: this is what they would see.
    source = "import keras\ndef f():\n    from tensorflow import nn\n"
    tree = ast.parse(source)
    top = [node.names[0].name for node in _outside_functions(tree) if isinstance(node, ast.Import)]
    assert top == ["keras"]
    assert not any(isinstance(node, ast.ImportFrom) for node in _outside_functions(tree))
