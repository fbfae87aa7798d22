"""The folder that the reports go to: one that is ours, beside the submissions and not among them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lab_utils.keeping import write_whole

__all__ = ["MARKINGS", "ReportFolderRefused", "claim"]

# Inside it: one file for each marking.
MARKINGS = "markings"
_SIGN = ".digit-lab-report"
_SIGN_TEXT = "`python lab.py grade` writes this folder: it may replace and remove what is in it.\n"


class ReportFolderRefused(Exception):
    """The reports can't go there; the message says why and what to type."""


def claim(out: Path, paths: Iterable[Path]) -> None:
    """Make the folder ours, or refuse.

    Parameters
    ----------
    out : Path
        New, empty, or written by an earlier run.
    paths : iterable of Path
        What is marked. Reports among it would be marked by the next run; marks must never be written
        where somebody else's work is.

    Raises
    ------
    ReportFolderRefused
    """
    where = out.resolve()
    for path in paths:
        handed_over = path.resolve()
        if where == handed_over or where.is_relative_to(handed_over):
            raise ReportFolderRefused(f"{out} is inside {path}, which is marked; name another with --out")
        if handed_over.is_relative_to(where):
            raise ReportFolderRefused(f"{path}, which is marked, is inside {out}; name another with --out")
    if out.exists() and not out.is_dir():
        raise ReportFolderRefused(f"{out} is a file; name a folder with --out")
    try:
        _sign(out)
    except OSError as problem:
        raise ReportFolderRefused(
            f"nothing can be written to {out}: {problem.strerror or problem}; name another with --out"
        ) from None


def _sign(out: Path) -> None:
    sign = out / _SIGN
    if out.is_dir() and not sign.is_file() and any(out.iterdir()):
        raise ReportFolderRefused(
            f"{out} holds something that `grade` has not written; name a new folder with --out"
        )
    # Written each time, so that a folder which has become read-only is told before an hour of marking.
    write_whole(sign, _SIGN_TEXT.encode("utf-8"))
