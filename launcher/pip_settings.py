"""What a school has told pip about its mirror and proxy, told to uv as well.

uv reads neither pip's variables nor pip's files. pip itself knows both and their order, so it is
asked; a variable of uv's own that somebody has set is never overruled.
"""

from __future__ import annotations

import ast
import os
import subprocess

__all__ = ["as_uv_variables", "pip_settings"]

# From the weakest to the strongest, as pip ranks them.
_SECTIONS = ("global", "install", ":env:")

_UV_NAMES = {
    "index-url": ("UV_DEFAULT_INDEX",),
    "extra-index-url": ("UV_INDEX",),
    "find-links": ("UV_FIND_LINKS",),
    "no-index": ("UV_NO_INDEX",),
    "trusted-host": ("UV_INSECURE_HOST",),
    "cert": ("SSL_CERT_FILE",),
    "proxy": ("HTTPS_PROXY", "HTTP_PROXY"),
    "timeout": ("UV_HTTP_TIMEOUT",),
}
_SPLIT_BY_COMMA = ("find-links",)
_ALSO_KNOWN_AS = {"default-timeout": "timeout"}


def pip_settings(pip_command: list[str] | None) -> dict[str, str]:
    """Ask pip for its settings, from files and variables together.

    Returns
    -------
    dict
        Name of the setting (as in `index-url`) to its value; empty when pip can't say.
    """
    if pip_command is None:
        return {}
    listed = subprocess.run(
        [*pip_command, "config", "list"],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    ranked: dict[str, tuple[int, str]] = {}
    for line in listed.stdout.splitlines():
        key, _, quoted = line.partition("=")
        section, _, name = key.rpartition(".")
        name = _ALSO_KNOWN_AS.get(name, name)
        if section in _SECTIONS and ranked.get(name, (-1, ""))[0] <= _SECTIONS.index(section):
            ranked[name] = (_SECTIONS.index(section), _unquoted(quoted))
    return {name: value for name, (_, value) in ranked.items()}


def as_uv_variables(settings: dict[str, str]) -> dict[str, str]:
    """Translate pip's settings to the variables that uv reads.

    Parameters
    ----------
    settings : dict
        As `pip_settings` returns them.

    Returns
    -------
    dict
        Only variables that are not set already.
    """
    # pip weighs all indexes alike and uv stops at the first that knows a package: a mirror that
    # holds a part would hide the rest. The hashes in the lock make either way safe.
    variables = {"UV_INDEX_STRATEGY": "unsafe-best-match", "UV_SYSTEM_CERTS": "true"}
    for name, targets in _UV_NAMES.items():
        words = settings.get(name, "").split()
        if words:
            joined = ("," if name in _SPLIT_BY_COMMA else " ").join(words)
            variables |= dict.fromkeys(targets, joined)
    taken = {name.upper() for name in os.environ}
    if "UV_INDEX_URL" in taken:
        variables.pop("UV_DEFAULT_INDEX", None)
    if "UV_EXTRA_INDEX_URL" in taken:
        variables.pop("UV_INDEX", None)
    return {name: value for name, value in variables.items() if name not in taken}


def _unquoted(quoted: str) -> str:
    try:
        return str(ast.literal_eval(quoted))
    except (SyntaxError, ValueError):
        return quoted
