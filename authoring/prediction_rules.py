"""What a question before an answer keeps to: its guess is kept under its cell's id, and its answer comes."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from authoring.cell_ids import cell_id
from authoring.source import Cell, Source

_WIDGET = "PredictFirst"
_FORM = f'name = {_WIDGET}("...", key="the cell\'s id", ...)'


class _Asked(NamedTuple):
    name: str | None
    key: object


def prediction_mistakes(source: Source) -> Iterator[tuple[int, str]]:
    """Yield (line, what) for each question that is asked or answered otherwise."""
    code = [cell for cell in source.cells if cell.kind == "code"]
    for place, cell in enumerate(code):
        asked = list(_asked_in(cell))
        line = cell.marker_line
        if not asked and "prediction" in cell.tags:
            yield line, f"a code cell that asks for a prediction holds: {_FORM}"
        elif asked and "prediction" not in cell.tags:
            yield line, f'a {_WIDGET} stands in a cell of its own with tags=["prediction"]'
        elif len(asked) > 1:
            yield line, "one question a cell: each is kept under the id of its cell"
        for question in asked:
            yield from _kept_and_answered(question, cell, code[place + 1 :], source.topic)


def _kept_and_answered(
    asked: _Asked, cell: Cell, following: Sequence[Cell], topic: str
) -> Iterator[tuple[int, str]]:
    id = cell_id(cell, topic)
    if asked.key != id:
        yield cell.line, f"the guess is kept under the cell's id: key={id!r}"
    if asked.name is None:
        yield cell.line, f"the question needs a name to be answered by: {_FORM}"
        return
    revealing = [later for later in following if f"{asked.name}.reveal(" in later.text]
    if not revealing:
        yield cell.line, f"no later cell calls {asked.name}.reveal(...)"
    for later in revealing:
        if "demonstration" not in later.tags:
            yield (
                later.marker_line,
                f'a cell that reveals an answer has tags=["demonstration"] ({asked.name})',
            )


def _asked_in(cell: Cell) -> Iterator[_Asked]:
    try:
        tree = ast.parse(cell.text)
    except SyntaxError:
        return
    names = {
        node.value: node.targets[0].id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == _WIDGET:
            keys = [word.value for word in node.keywords if word.arg == "key"]
            key = keys[0].value if keys and isinstance(keys[0], ast.Constant) else None
            yield _Asked(names.get(node), key)
