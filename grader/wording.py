"""Texts that reach a report: what any file format can hold, of bounded length, the same in every run."""

from __future__ import annotations

import dataclasses
import re
import sys

from grader.border import text_of
from grader.sandbox.places import LAB, SCRATCH
from public_tests import Report

_MESSAGE = 6000
_EVIDENCE = 3000
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")
_OBJECT_NUMBER = re.compile(r"(?<=ipython-input-)\d+-[0-9a-f]+")
_TEMPORARY = re.compile(r"/tmp/(?:tmp[\w-]+|ipykernel_\d+)")


def tidy_report(report: Report) -> Report:
    """Return a report whose texts are tidy."""
    evidence = report.evidence
    return dataclasses.replace(
        report,
        message=tidy(report.message, _MESSAGE),
        evidence=None if evidence is None else {k: tidy(text, _EVIDENCE) for k, text in evidence.items()},
        note=None if report.note is None else tidy(report.note, _MESSAGE),
    )


def tidy(text: str, longest: int = _EVIDENCE) -> str:
    """Return a text without addresses in memory and this machine's folders.

    Parameters
    ----------
    text : str
    longest : int
        What is longer is cut.
    """
    # The inner one first: the environment may lie in the lab's folder, and a set has another order each time.
    for folder in sorted({str(LAB), sys.prefix, sys.base_prefix} - {"/usr", "/"}, key=len, reverse=True):
        text = text.replace(folder, "...")
    text = text.replace(str(SCRATCH), "/tmp")
    text = _TEMPORARY.sub("/tmp/...", _OBJECT_NUMBER.sub("...", _ADDRESS.sub("0x...", text)))
    return text_of(text, longest)
