"""Does the text of a solution hand the whole job to a library? A hint beside the mark, which stands.

Like `public_tests.whole_job`, but from the text alone: the function itself never leaves the sandbox.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from public_tests.catalogue import find_exercise

# The lab's own functions that are what an exercise asks for. They can be imported while the judge calls,
# because learners have them in front of them, and could copy what they do.
_OF_THE_LAB = {
    "split_digits": ("lab_utils.split.split_lab_digits",),
    "my_softmax": ("lab_utils.numpy_network.softmax",),
    "softmax_batch": ("lab_utils.numpy_network.softmax",),
    "build_model": ("lab_utils.network.build_lab_network",),
    "compile_model": ("lab_utils.network.compile_lab_network",),
    "cross_entropy": ("lab_utils.numpy_network.cross_entropy",),
    "centre_digit": ("lab_utils.preparation.prepare_digit", "lab_utils.preparation.as_mnist"),
}
_NOTE = (
    "The library's `{name}` does the whole job in this function. The points stand. To see what is inside it, "
    "write the formula yourself once."
)


def whole_job_note(exercise: str, function: str, source: str, others: Sequence[str]) -> str | None:
    """Return a note where the function's text names a call that does the whole job.

    Parameters
    ----------
    exercise : str
    function : str
        The name of the learner's function.
    source : str
        The cell that defines it.
    others : sequence of str
        All cells of the program, whose imports say what names mean.
    """
    calls = (*find_exercise(exercise).whole_job, *_OF_THE_LAB.get(exercise, ()))
    wanted = {(_package(call), call.rpartition(".")[2]) for call in calls}
    aliases = {alias: path for text in (*others, source) for alias, path in _imports(text)}
    tree = parsed(source)
    if tree is None or not wanted:
        return None
    own = [
        n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef) and n.name == function
    ]
    used = {path for node in own for path in _paths(node, aliases)}
    if not own:  # `build_model = build_lab_network`
        used = set(_paths(tree, aliases))
    found = [path for path in sorted(used) if (_package(path), path.rpartition(".")[2]) in wanted]
    return _NOTE.format(name=found[0].rpartition(".")[2]) if found else None


def parsed(source: str) -> ast.Module | None:
    """Return a cell's tree, without its magics; None where it is no Python."""
    lines = ("" if line.lstrip().startswith(("%", "!", "?")) else line for line in source.splitlines())
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _imports(source: str) -> Iterator[tuple[str, str]]:
    """Yield each name that a cell imports, with the dotted path that it stands for."""
    if "import" not in source:
        return
    for node in ast.walk(parsed(source) or ast.Module([], [])):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield (name.asname, name.name) if name.asname else (name.name.split(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            for name in node.names:
                yield name.asname or name.name, f"{node.module}.{name.name}"


def _paths(tree: ast.AST, aliases: dict[str, str]) -> Iterator[str]:
    """Yield the dotted path of each name and attribute that begins with an imported name."""
    for node in ast.walk(tree):
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if isinstance(node, ast.Name) and node.id in aliases:
            yield ".".join([aliases[node.id], *reversed(parts)])


def _package(path: str) -> str:
    """Return the top package of a path, under one name for Keras and one for TensorFlow."""
    top = path.split(".")[0]
    if path.startswith(("tensorflow.keras.", "tf.keras.")):
        return "keras"
    return "tensorflow" if top == "tf" else top
