"""What of a run's outputs is stored: nothing that another machine would show otherwise."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

# Needs a live kernel; see a widget's own picture and text beside it.
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
_TENSORFLOW_LOG = re.compile(
    r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+: [A-Z] |[IWEF]\d{4} \d\d:\d\d:\d+\.\d+ |"
    r"WARNING: All log messages before absl|To enable the following instructions|"
    r"WARNING:absl|WARNING:tensorflow)"
)
_ADDRESS = re.compile(r"<[^<>\n]* at 0x[0-9a-fA-F]+>")
# A folder's name may hold spaces.
_CELL_FILE = re.compile(r"^.*ipykernel_\d+[/\\]\d+\.py:\d+: ")


def cleaned(cell: Any, root: Path) -> list[Any]:
    """Return the cell's outputs as they are stored.

    TensorFlow's log lines, widget views and times go; a warning loses the name of its
    temporary file.

    Raises
    ------
    ValueError
        An output names this machine's folder, or nbval compares the cell and it showed what is
        never the same twice.
    """
    if "nbval-ignore-output" not in cell.metadata.get("tags", []):
        _refuse_what_changes(cell.outputs)
    kept = [output for output in map(_stored, cell.outputs) if _holds_something(output)]
    if any(folder in text for output in kept for text in _texts(output) for folder in _own_folders(root)):
        raise ValueError("shows this machine's folder; show a path from the lab's folder on")
    for output in kept:
        if "traceback" in output:
            output.traceback = [line.replace(str(root), ".") for line in output.traceback]
    return kept


def _own_folders(root: Path) -> list[str]:
    home = Path.home()
    # A home that is the root of all paths would be in every one of them.
    return [str(folder) for folder in (root, home) if folder != Path(folder.anchor)]


def _refuse_what_changes(outputs: list[Any]) -> None:
    for output in outputs:
        if output.get("name") == "stderr":
            first = output.text.strip().split("\n")[0]
            raise ValueError(
                f"wrote to standard error: {first!r}; mend its cause, or tag the cell nbval-ignore-output"
            )
        for text in _texts(output):
            if found := _ADDRESS.search(text):
                raise ValueError(f"shows an address in memory: {found[0]!r}; show something that stays")


def _stored(output: Any) -> Any:
    if output.get("name") == "stderr":
        lines = (line for line in output.text.splitlines(True) if not _TENSORFLOW_LOG.match(line))
        output.text = "".join(_CELL_FILE.sub("", line) for line in lines)
    if "data" in output:
        output.data.pop(WIDGET_VIEW, None)
    output.pop("transient", None)
    return output


def _holds_something(output: Any) -> bool:
    return bool(output.get("text") or output.get("data") or output.output_type == "error")


def _texts(output: Any) -> list[str]:
    values = [output.get("text"), *output.get("data", {}).values()]
    return [value for value in values if isinstance(value, str)]
