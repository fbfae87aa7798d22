"""What of a run's outputs is stored: nothing that another machine would show otherwise."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

# Needs a live kernel; see a widget's own picture and text beside it.
_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
_TENSORFLOW_LOG = re.compile(
    r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+: [A-Z] |[IWEF]\d{4} \d\d:\d\d:\d+\.\d+ |"
    r"WARNING: All log messages before absl|To enable the following instructions|"
    r"WARNING:absl|WARNING:tensorflow)"
)
_CELL_FILE = re.compile(r"\S*ipykernel_\d+[/\\]\d+\.py:\d+: ")


def cleaned(cell: Any, root: Path) -> list[Any]:
    """Return the cell's outputs as they are stored.

    TensorFlow's log lines, widget views and times go; a warning loses the name of its
    temporary file.

    Raises
    ------
    ValueError
        An output names this machine's folder, or a cell that nbval compares wrote to standard
        error, which is never the same twice.
    """
    kept = []
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stderr":
            if "nbval-ignore-output" not in cell.metadata.get("tags", []):
                first = output.text.strip().split("\n")[0]
                raise ValueError(
                    f"wrote to standard error: {first!r}; mend its cause, or tag the cell nbval-ignore-output"
                )
            output.text = _readable(output.text)
        if "data" in output:
            output.data.pop(_WIDGET_VIEW, None)
        output.pop("transient", None)
        if "traceback" in output:
            output.traceback = [line.replace(str(root), ".") for line in output.traceback]
        if _holds_something(output):
            kept.append(output)
    if any(str(root) in text for output in kept for text in _texts(output)):
        raise ValueError("shows this machine's folder; show a path from the lab's folder on")
    return kept


def _readable(errors: str) -> str:
    lines = (line for line in errors.splitlines(True) if not _TENSORFLOW_LOG.match(line))
    return "".join(_CELL_FILE.sub("", line) for line in lines)


def _holds_something(output: Any) -> bool:
    return bool(output.get("text") or output.get("data") or output.output_type == "error")


def _texts(output: Any) -> list[str]:
    return [
        value for value in [output.get("text"), *output.get("data", {}).values()] if isinstance(value, str)
    ]
