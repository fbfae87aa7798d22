"""A saved notebook holds a widget's words and picture, and nothing that needs its kernel."""

from __future__ import annotations

from typing import Any

from authoring.outputs import WIDGET_VIEW
from commands.saved_widgets import HOOK, without_live_views


def saved(*outputs: dict[str, Any], kind: str = "notebook") -> dict[str, Any]:
    """Return a notebook with such outputs as it would be saved."""
    cells = [{"cell_type": "markdown", "source": ""}, {"cell_type": "code", "outputs": list(outputs)}]
    model = {"type": kind, "content": {"cells": cells, "metadata": {"widgets": {}, "kernelspec": {}}}}
    without_live_views(model, path="x.ipynb", contents_manager=None)
    return model["content"]  # type: ignore[return-value]


def test_the_view_goes_and_the_picture_stays() -> None:
    notebook = saved({"data": {WIDGET_VIEW: {"model_id": "1"}, "text/plain": "words", "image/png": "abc"}})
    assert notebook["cells"][1]["outputs"] == [{"data": {"text/plain": "words", "image/png": "abc"}}]
    assert notebook["metadata"] == {"kernelspec": {}}


def test_other_outputs_stay_as_they_are() -> None:
    alone, stream = {"data": {WIDGET_VIEW: {}}}, {"output_type": "stream", "text": "printed"}
    assert saved(alone, stream)["cells"][1]["outputs"] == [{"data": {WIDGET_VIEW: {}}}, stream]


def test_only_notebooks_are_looked_into() -> None:
    view = {"data": {WIDGET_VIEW: {}, "text/plain": ""}}
    assert saved(view, kind="file")["cells"][1]["outputs"] == [view]
    without_live_views({"type": "file", "content": "text"})
    without_live_views({"type": "notebook", "content": None})


def test_jupyter_finds_it_by_its_name() -> None:
    from traitlets.utils.importstring import import_item

    assert import_item(HOOK) is without_live_views
