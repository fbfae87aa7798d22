"""One mark in plain words, for reports that are no pages."""

from __future__ import annotations

from grader.reports.counted import CountedMark

__all__ = ["overridden", "said_of"]


def said_of(mark: CountedMark) -> str:
    """Write what was found, as a notebook would show it, and what a teacher set in its place."""
    blocks = [mark.card.to_text()]
    if mark.override is not None:
        blocks.insert(0, f"{overridden(mark)} Its own words:")
    return "\n\n".join(blocks)


def overridden(mark: CountedMark) -> str:
    """Say in a sentence or two what a teacher set, why, and what the machine's mark was."""
    if mark.override is None:
        return ""
    why = f" Reason: {mark.override.reason.rstrip('.')}." if mark.override.reason else ""
    return (
        f"Set by the teacher: {mark.points} of {mark.max_points} points.{why} "
        f"The machine's mark: {mark.report.points} of {mark.max_points}."
    )
