"""A source as a row of words that stays the same when names, comments, texts and layout change.

The words are cut by a regular expression of our own: Python's tokenizer and parser answer differently from
version to version, refuse what is no Python, and a hostile source can send a parser too deep.
"""

from __future__ import annotations

import keyword
import re

__all__ = ["words_of"]

_LONGEST = 20_000
# Each alternative ends at the latest with the source, so that none is tried twice from the same place.
_WORD = re.compile(
    r"""
    (?P<layout>[\s\\;]+|\#[^\n]*)
    |(?P<text>[rbufRBUF]{0,2}(?:
        \"{3}(?:[^\\"]|\\.|"(?!""))*(?:\"{3}|\Z|.\Z)
        |'{3}(?:[^\\']|\\.|'(?!''))*(?:'{3}|\Z|.\Z)
        |"(?:[^\\"\n]|\\.)*(?:"|(?=\n)|\Z|.\Z)
        |'(?:[^\\'\n]|\\.)*(?:'|(?=\n)|\Z|.\Z)
    ))
    |(?P<number>\.?\d[\w.]*)
    |(?P<name>[^\W\d]\w*)
    |(?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
# Lines that most cells begin with, and Jupyter's own.
_BOILERPLATE = re.compile(r"^[ \t]*(?:(?:import|from)\b|[%!]).*$", re.MULTILINE)
# Names that say what is done, not what the learner calls things.
_KEPT = {
    *keyword.kwlist,
    *("np", "tf", "keras", "math"),
    *("bool", "dict", "float", "int", "list", "set", "tuple", "isinstance"),
    *("enumerate", "filter", "len", "map", "print", "range", "reversed", "shape", "sorted", "zip"),
    *("abs", "all", "any", "max", "min", "pow", "round", "sum"),
}
_SAME = {"numpy": "np", "tensorflow": "tf"}


def words_of(source: str) -> list[str]:
    """Cut a source into words; a name of the learner's own is ``v``, a text is ``s``."""
    words: list[str] = []
    for found in _WORD.finditer(_BOILERPLATE.sub("", source[:_LONGEST])):
        kind, word = found.lastgroup, found[0]
        if kind == "name":
            words.append(_named(word, after_a_dot=words[-1:] == ["."]))
        elif kind != "layout":
            words.append("s" if kind == "text" else word)
    return words


def _named(word: str, after_a_dot: bool) -> str:
    word = _SAME.get(word, word)
    return word if after_a_dot or word in _KEPT else "v"
