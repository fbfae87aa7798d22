"""Show one thing in the two forms that it has: rich where a notebook can, plain everywhere else."""

from __future__ import annotations

import html
import re
import sys
import textwrap

_WIDTH = 88
_CODE = (
    "font-family:var(--jp-code-font-family,monospace);background:var(--jp-layout-color2,rgba(128,128,128,.15));"
    "color:inherit;padding:1px 4px"
)


def show(plain: str, *, html: str | None = None, markdown: str | None = None) -> None:
    """Show a text once: as HTML or Markdown in a notebook, as plain text in a terminal or a script."""
    if not _in_ipython():
        print(plain)
        return
    from IPython.display import display

    forms = {"text/plain": plain, "text/html": html, "text/markdown": markdown}
    display({kind: text for kind, text in forms.items() if text is not None}, raw=True)


def _in_ipython() -> bool:
    # A program that never imported IPython does not run in it, and need not pay for the import.
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None


def escaped(text: str) -> str:
    """Make a text safe inside HTML; what stands in backticks becomes code."""
    safe = html.escape(text, quote=True)
    return re.sub(r"`([^`]+)`", rf'<code style="{_CODE}">\1</code>', safe)


def wrapped(text: str, label: str = "", indent: str = "") -> str:
    """Break a text into lines of 88 characters, those after the first below the end of the label."""
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=indent + label,
        subsequent_indent=indent + " " * len(label),
        break_long_words=False,
        break_on_hyphens=False,
    )
