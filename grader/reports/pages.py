"""HTML pages on which nothing runs: every text is guarded by the machinery, not by who writes a template."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.reports.visible_text import in_one_line, shortened, visible

__all__ = ["page"]

_PAGES = Path(__file__).with_name("pages")
# No text on a page is longer, whatever a template forgets; prose and names are shorter.
_LONGEST, _LONGEST_PROSE, _LONGEST_NAME = 8_000, 1_500, 80
_CODE = re.compile(r"`([^`\n]+)`")


def page(template: str, **facts: Any) -> str:
    """Fill a template.

    Every text that is not markup of our own is made visible, cut and escaped. The page may load nothing and
    run nothing; its one style sheet is let in by its hash.
    """
    style = _style()
    return _environment().get_template(template).render(style=Markup(style), csp=_policy(style), **facts)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_guarded,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"name": _name, "words": _words, "address": _address}
    return environment


def _guarded(value: Any) -> Any:
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return visible(shortened(value, _LONGEST))


def _name(text: str, longest: int = _LONGEST_NAME) -> str:
    return in_one_line(text, longest)


def _words(text: str) -> Markup:
    """Mark up what stands in backticks as code, as a card does."""
    safe = str(escape(visible(shortened(text, _LONGEST_PROSE))))
    return Markup(_CODE.sub(r"<code>\1</code>", safe))


def _address(stem: str) -> str:
    return quote(stem, safe="")


@cache
def _style() -> str:
    return (_PAGES / "report.css").read_text(encoding="utf-8")


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
