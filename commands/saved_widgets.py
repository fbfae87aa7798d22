"""What JupyterLab saves of widgets: their words and pictures, and no live view.

A view points into a kernel. Without that kernel JupyterLab shows "model not found" in its place, and
exported HTML shows nothing, although the same output holds a picture.
"""

from __future__ import annotations

from typing import Any

from authoring.outputs import WIDGET_VIEW

__all__ = ["HOOK", "without_live_views"]

# How Jupyter's settings name the function below.
HOOK = f"{__name__}.without_live_views"


def without_live_views(model: dict[str, Any], **_: Any) -> None:
    """Take the views out of a notebook that is about to be saved, where something else is left to see.

    Parameters
    ----------
    model : dict
        What Jupyter's contents manager saves; changed in place.
    """
    notebook = model.get("content")
    if model.get("type") != "notebook" or not isinstance(notebook, dict):
        return
    notebook.get("metadata", {}).pop("widgets", None)
    for cell in notebook.get("cells", []):
        for output in cell.get("outputs", []):
            shown = output.get("data", {})
            if len(shown) > 1:
                shown.pop(WIDGET_VIEW, None)
