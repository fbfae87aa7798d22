"""The result of a check, as plain data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Status = Literal["pass", "fail", "error", "not_attempted"]


@dataclass(frozen=True)
class Verdict:
    """What one exercise's judge found; points are added by :func:`public_tests.check`.

    Attributes
    ----------
    status : {"pass", "fail", "error", "not_attempted"}
    message : str
        What was found, why, and what to try next.
    diagnosis : str or None
        The id of the misconception, where one was recognised.
    evidence : dict or None
        The smallest failing input: texts under ``"input"``, ``"expected"`` and ``"got"``.
    note : str or None
        A word beside the mark, also on a pass.
    points : int or None
        Only for exercises that give points in parts; otherwise all or nothing.
    """

    status: Status
    message: str
    diagnosis: str | None = None
    evidence: dict[str, str] | None = None
    note: str | None = None
    points: int | None = None


@dataclass(frozen=True)
class Report:
    """The JSON-safe result of ``check(id, target)``. The fields are those of :class:`Verdict`, and:

    Attributes
    ----------
    exercise : str
    points, max_points : int
    catalogue : str
        The version of the catalogue that judged.
    """

    exercise: str
    status: Status
    points: int
    max_points: int
    diagnosis: str | None
    message: str
    evidence: dict[str, str] | None
    note: str | None
    catalogue: str

    @property
    def passed(self) -> bool:
        """Whether the exercise is solved."""
        return self.status == "pass"

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as a dictionary that ``json`` can write."""
        return asdict(self)
