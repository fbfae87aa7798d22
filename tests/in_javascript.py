"""What a module of the browser answers, in Node where it is installed and else in Chromium.

>>> in_javascript("preparation", "return [...prepareDrawing(bytes, 280, 280).x]", drawing.tobytes())
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

from lab_utils.widgets._front_end import joined_module

__all__ = ["in_chromium", "in_javascript", "in_node"]

_NODE = shutil.which("node")
_FROM_BASE64 = "Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))"


def in_javascript(module: str, body: str, content: bytes = b"") -> Any:
    """Run the body of a function that knows all names of a module, and return its answer, as JSON has it.

    Parameters
    ----------
    module : str
        Its name in lab_utils/widgets/; what it imports comes along.
    body : str
        JavaScript with a `return`.
    content : bytes
        What `bytes` is, a Uint8Array.
    """
    return (in_node if _NODE else in_chromium)(module, body, content)


def in_node(module: str, body: str, content: bytes) -> Any:
    """Run it in Node."""
    if _NODE is None:
        pytest.skip("there is no Node here")
    with tempfile.TemporaryDirectory() as folder:
        given, script = Path(folder) / "given", Path(folder) / "script.mjs"
        given.write_bytes(content)
        script.write_text(
            f"{_without_exports(module)}\n"
            'import { readFileSync } from "node:fs";\n'
            "const bytes = Uint8Array.from(readFileSync(process.argv[2]));\n"
            f"process.stdout.write(JSON.stringify((() => {{ {body} }})()));",
            encoding="utf-8",
        )
        done = subprocess.run([_NODE, script, given], capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def in_chromium(module: str, body: str, content: bytes) -> Any:
    """Run it in an empty page."""
    from tests.browser.chromium import chromium, needs_chromium, new_page

    if needs_chromium.args[0]:
        pytest.skip("there is neither Node nor Chromium here")
    code = f"(content) => {{ {_without_exports(module)}\nconst bytes = {_FROM_BASE64};\n{body} }}"
    with chromium() as browser:
        return new_page(browser).evaluate(code, base64.b64encode(content).decode())


def _without_exports(module: str) -> str:
    return joined_module(module).replace("export default { render };", "")
