"""Which names a piece of notebook code makes and uses, told without running it."""

from __future__ import annotations

import re
import symtable
import textwrap
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["LONGEST_PARSED", "Names", "names_in", "without_magics"]

# Cell magics whose body is Python of the notebook itself.
_PYTHON_MAGICS = {"time", "capture", "prun"}
_LINE_MAGIC = re.compile(r"^(\s*)(?:[%!?].*|[\w.]+\?{1,2}\s*)$")
_ASSIGNED_MAGIC = re.compile(r"^(\s*[\w., ]+=\s*)[%!].*$")
_MADE = re.compile(r"^(?:async\s+def|def|class)\s+(\w+)|^(\w+)\s*(?::[^=\n]+)?=(?!=)", re.MULTILINE)
LONGEST_PARSED = 100_000
# Text that no parser of Python takes: a NUL, half a surrogate pair, nesting without an end.
_UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)


@dataclass(frozen=True)
class Names:
    """The names at the top level of a piece of code.

    Attributes
    ----------
    made : frozenset of str
        By ``def``, ``class`` or an assignment.
    imported : frozenset of str
    used : frozenset of str
        Read from the notebook's variables, by functions too.
    """

    made: frozenset[str] = frozenset()
    imported: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()


def names_in(source: str) -> Names:
    """Tell the names of a cell; of one that can't be parsed those that its text shows."""
    # Python's parser needs half a minute for some megabytes that nobody writes by hand.
    code = source
    for code in (source, without_magics(source)) if len(source) < LONGEST_PARSED else ():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return _names_of(symtable.symtable(code, "cell", "exec"))
        except _UNPARSABLE:
            continue
    made = {name for pair in _MADE.findall(code) for name in pair if name}
    return Names(made=frozenset(made), used=frozenset(re.findall(r"\b[^\W\d]\w*", code)))


def without_magics(source: str) -> str:
    """Return the Python in a cell, line for line; what only IPython understands does nothing in it."""
    # IPython runs a cell that is indented as a whole, too.
    lines = textwrap.dedent(source).split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    magic = lines[first].lstrip()
    if magic.startswith("%%"):
        if magic[2:].partition(" ")[0].strip() not in _PYTHON_MAGICS:
            return ""
        lines[first] = ""
    return "\n".join(_without_magic(line) for line in lines)


def _without_magic(line: str) -> str:
    line = _ASSIGNED_MAGIC.sub(r"\1None", line)
    return _LINE_MAGIC.sub(r"\1pass", line)


def _names_of(top: symtable.SymbolTable) -> Names:
    symbols = top.get_symbols()
    used = {symbol.get_name() for symbol in symbols if symbol.is_referenced()}
    inside = {
        symbol.get_name()
        for table in _tables_below(top)
        for symbol in table.get_symbols()
        if symbol.is_global() and symbol.is_referenced()
    }
    return Names(
        made=frozenset(symbol.get_name() for symbol in symbols if symbol.is_assigned()),
        imported=frozenset(symbol.get_name() for symbol in symbols if symbol.is_imported()),
        used=frozenset(used | inside),
    )


def _tables_below(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    waiting = list(table.get_children())
    while waiting:
        table = waiting.pop()
        yield table
        waiting += table.get_children()
