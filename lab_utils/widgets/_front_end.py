"""Join a widget's JavaScript and style sheet with what all widgets share.

anywidget sends one module to the browser. So that each file stays a plain ES module, the modules that a
widget imports from beside it are written before it, once each, without their `export`. A module's own style
sheet has its name, and comes along.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async |function|const|let|class))", re.MULTILINE)


@cache
def joined_module(name: str) -> str:
    """Return `name`.js with all that it imports, as one ES module."""
    return "\n".join(_modules(name).values())


@cache
def joined_style(name: str) -> str:
    """Return the shared style sheet, those of the modules that `name`.js imports, and `name`.css."""
    own = [module for module in _modules(name) if module not in ("shared", name)]
    sheets = [f"{module}.css" for module in own if (_FOLDER / f"{module}.css").exists()]
    return "\n".join(_text(sheet) for sheet in ("shared.css", *sheets, f"{name}.css"))


def _modules(name: str) -> dict[str, str]:
    modules: dict[str, str] = {}
    _collect(name, modules)
    return modules


def _collect(name: str, modules: dict[str, str]) -> None:
    text = _text(f"{name}.js")
    for needed in _IMPORT.findall(text):
        if needed not in modules:
            _collect(needed, modules)
    modules[name] = _EXPORT.sub("", _IMPORT.sub("", text))


def _text(file: str) -> str:
    return (_FOLDER / file).read_text(encoding="utf-8")
