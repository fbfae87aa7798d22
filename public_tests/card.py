"""The card that a learner sees after a check: the same words as HTML and as plain text."""

from __future__ import annotations

from dataclasses import dataclass

from public_tests.catalogue import find_exercise
from public_tests.checking import misconceptions_of
from public_tests.misconception import ENDLESS_LOOP, SHARED, Misconception
from public_tests.report import Report
from public_tests.showing import escaped, wrapped

# What a card calls the parts of a report's evidence.
EVIDENCE_WORDS = {"input": "call", "expected": "expected", "got": "got"}
_UNTRIED = "not_attempted"


@dataclass(frozen=True)
class _Look:
    """A state in words, in a sign, and in a colour that white text can be read on (5:1 or more)."""

    words: str
    sign: str
    colour: str


_LOOKS = {
    "pass": _Look("passed", "✓", "#1b7a3d"),
    "fail": _Look("not yet", "○", "#8a5300"),
    "error": _Look("stopped by an error", "!", "#b3261e"),
    _UNTRIED: _Look("not attempted", "?", "#5f6368"),
}


def state_in_words(status: str) -> str:
    """Name a status for a person: ``"fail"`` is "not yet"."""
    return _LOOKS.get(status, _LOOKS[_UNTRIED]).words


@dataclass(frozen=True)
class Card:
    """A report, made to be read.

    A notebook shows it when it stands at the end of a cell.

    Attributes
    ----------
    report : Report
    title : str
        What the exercise is about.
    beliefs : tuple of Misconception
        Those that the report's diagnosis may name.
    asides : tuple of (str, str)
        What else is to be said, each behind its label: ``("Hint", "Type ...")``.
    """

    report: Report
    title: str
    beliefs: tuple[Misconception, ...] = ()
    asides: tuple[tuple[str, str], ...] = ()

    def to_text(self) -> str:
        """Return the card as plain text: no colours, no times, the same on every machine."""
        blocks = [wrapped(f"[{self.state()}] {self._heading()}")]
        if self.report.evidence:
            rows = self.report.evidence.items()
            blocks.append("\n".join(wrapped(text, f"{EVIDENCE_WORDS[key]:<10}", "  ") for key, text in rows))
        blocks.append("\n".join(wrapped(text, f"{label}: " if label else "") for label, text in self.said()))
        blocks += [wrapped(text, f"{label}: ") for label, text in self._notes()]
        return "\n\n".join(blocks)

    def to_html(self) -> str:
        """Return the card as HTML with its styles inline: themes differ, and a notebook travels."""
        look = _LOOKS[self.report.status]
        label = escaped(f"Check: {self.state()}. {self._heading()}").replace("`", "")
        inner = "".join((self._html_heading(), self._html_evidence(), self._html_said(), self._html_notes()))
        # Math is left alone: a dollar sign in a learner's code is none.
        return (
            f'<div role="group" aria-label="{label}" class="mathjax_ignore tex2jax_ignore" '
            f'style="{_CARD_STYLE};border-left:6px solid {look.colour}">{inner}</div>'
        )

    def state(self) -> str:
        """Name the report's state for a person: "passed", "not yet"."""
        if self.report.diagnosis == ENDLESS_LOOP.id:
            return "stopped: out of time"
        return _LOOKS[self.report.status].words

    def said(self) -> list[tuple[str, str]]:
        """Return (label, text): a diagnosis in three parts, any other message in one without a label."""
        message = self.report.message
        for belief in self.beliefs:
            # A check may add figures to a finding. Where it words the rest anew, its own words stand.
            rest = f" {belief.belief} {belief.next_step}"
            if belief.id == self.report.diagnosis and message.endswith(rest):
                texts = (message.removesuffix(rest), belief.belief, belief.next_step)
                return list(zip(("What it does", "Why", "Try next"), texts, strict=True))
        return [("", message)]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": self.to_text(), "text/html": self.to_html()}

    def __str__(self) -> str:
        return self.to_text()

    def _points(self) -> str:
        if not self.report.max_points:
            return "for practice"
        return f"{self.report.points} of {self.report.max_points} points"

    def _heading(self) -> str:
        return f"{self.report.exercise}: {self.title}, {self._points()}"

    def _notes(self) -> list[tuple[str, str]]:
        noted = [("Note", self.report.note)] if self.report.note else []
        return [*noted, *self.asides]

    def _html_heading(self) -> str:
        look = _LOOKS[self.report.status]
        return (
            f'<p style="{_P}"><span style="{_PILL};background:{look.colour}">'
            f'<span aria-hidden="true">{look.sign}</span> {self.state()}</span> '
            f"<strong>{escaped(self.title)}</strong> "
            f"{escaped(f'`{self.report.exercise}`')}, {self._points()}</p>"
        )

    def _html_evidence(self) -> str:
        if not self.report.evidence:
            return ""
        rows = "".join(
            f'<tr style="background:transparent"><th scope="row" style="{_CELL}">{EVIDENCE_WORDS[key]}</th>'
            f'<td style="{_CELL};{_MONO}">{escaped(text)}</td></tr>'
            for key, text in self.report.evidence.items()
        )
        return f'<table style="{_TABLE}"><tbody>{rows}</tbody></table>'

    def _html_said(self) -> str:
        return "".join(
            f'<p style="{_P}">{f"<strong>{label}:</strong> " if label else ""}{escaped(text)}</p>'
            for label, text in self.said()
        )

    def _html_notes(self) -> str:
        return "".join(
            f'<p style="{_P};{_ASIDE}"><strong>{label}:</strong> {escaped(text)}</p>'
            for label, text in self._notes()
        )


def card_of(report: Report, *asides: tuple[str, str]) -> Card:
    """Make the card of a report on an exercise of the catalogue."""
    beliefs: tuple[Misconception, ...] = ()
    if report.diagnosis:
        beliefs = (*misconceptions_of(report.exercise), *SHARED.values(), ENDLESS_LOOP)
    return Card(report, find_exercise(report.exercise).title, beliefs, asides)


# JupyterLab's variables first, VS Code's next; where neither is known the page's own colours stand.
_INK = "var(--jp-ui-font-color1,var(--vscode-foreground,inherit))"
_EDGE = "var(--jp-border-color1,var(--vscode-panel-border,#888))"
_CARD_STYLE = (
    f"color:{_INK};border:1px solid {_EDGE};border-radius:4px;padding:8px 14px;margin:4px 0;max-width:52em;"
    "font-family:var(--jp-ui-font-family,system-ui,sans-serif);font-size:14px;line-height:1.5"
)
_P = "margin:6px 0;color:inherit"
_PILL = "color:#fff;border-radius:3px;padding:2px 8px;margin-right:6px;font-weight:600;white-space:nowrap"
_TABLE = "border-collapse:collapse;margin:8px 0;color:inherit;font-size:13px;table-layout:auto"
_CELL = (
    f"border:1px solid {_EDGE};padding:3px 10px;text-align:left;vertical-align:top;color:inherit;"
    "background:transparent"
)
_MONO = "font-family:var(--jp-code-font-family,monospace);white-space:pre-wrap;overflow-wrap:anywhere"
_ASIDE = f"border-top:1px solid {_EDGE};padding-top:6px"
