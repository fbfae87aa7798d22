"""A question before a cell whose result it asks about, as a notebook shows it."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import traitlets

from lab_utils._wording import four_parts
from lab_utils.guesses import keep_guess, kept_guess
from lab_utils.progress import told_in_words
from lab_utils.widgets._base import LabWidget
from lab_utils.widgets.predict_first_state import Revealed, question_of, revealed


class PredictFirst(LabWidget):
    """Ask for a guess first, and reveal the answer once a cell has computed it.

    A guess can be changed until then, it is kept in the progress file, and whoever gives none loses nothing.

    Parameters
    ----------
    question : str
    key : str
        What the guess is kept under: in a notebook of the lab, the id of the question's cell.
    choices : sequence, optional
        What can be chosen; "yes" and "no" are answered by True and False too.
    order : sequence, optional
        What is to be put in order. Without `choices` and `order` a number is asked for.
    unit : str
        What the number counts or measures.
    within, factor : float
        So far from the number, or by such a factor, a guess is as good as expected; three times as far, or
        by the factor's third power, it is near.

    Attributes
    ----------
    guess : str, float, int, list of str or None

    Examples
    --------
    >>> from lab_utils.widgets import PredictFirst
    >>> parameters = PredictFirst("How many?", key="how-many", unit="parameters", factor=1.5)
    >>> parameters
    <PredictFirst: ...>
    >>> parameters.guess = 9000
    >>> parameters.reveal(10575, because="The first layer has 400 weights for each unit.")
    You expected: 9,000 parameters. The answer: 10,575 parameters. That is near enough.
    The first layer has 400 weights for each unit.
    """

    front_end = "predict_first"

    guess = traitlets.Any(None, allow_none=True).tag(sync=True)

    _question = traitlets.Unicode().tag(sync=True)
    _kind = traitlets.Unicode().tag(sync=True)
    _options = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _unit = traitlets.Unicode().tag(sync=True)
    # Whether the guess was given before the answer was shown on another day.
    _settled = traitlets.Bool(False).tag(sync=True)
    # Empty before the answer is known: then its sentence and its reason.
    _revealed = traitlets.List(traitlets.Unicode()).tag(sync=True)
    # What is to be said of the progress file.
    _note = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        question: str,
        *,
        key: str,
        choices: Sequence[Any] | None = None,
        order: Sequence[Any] | None = None,
        unit: str = "",
        within: float = 0.0,
        factor: float = 1.0,
    ) -> None:
        if not (isinstance(key, str) and key.strip()):
            fix = 'Give the cell\'s id, as in key="model-guess".'
            raise ValueError(four_parts("The key", expected="some words", got=repr(key), fix=fix))
        self.asked = question_of(choices, order, unit, within, factor)
        self._key = key
        options = getattr(self.asked, "choices", getattr(self.asked, "items", ()))
        super().__init__(_question=question, _kind=self.asked.kind, _options=list(options), _unit=unit)
        self._restore()
        self.observe(self._keep, names="guess")

    def reveal(self, answer: Any, because: str = "") -> Answer:
        """Show the answer, its reason, and how the guess stands to it.

        Parameters
        ----------
        answer : str, bool, number or sequence
            As a cell has computed it: one of the choices, the number, or the order.
        because : str
            Why it is so.

        Returns
        -------
        Answer
            What the cell shows.
        """
        shown = revealed(self.asked, self.guess, answer, because)
        if self.guess is not None and not self._settled:
            self._settled = True
            self._write(revealed=True)
        self._revealed = [shown.sentence(), because]
        return Answer(self._question, shown)

    def in_words(self) -> str:
        """Return the question, what may be guessed, and the guess."""
        guessed = "" if self.guess is None else f" Your guess: {self.asked.words(self.guess)}."
        return f"Predict first: {self._question} {self.asked.offer()}{guessed}"

    def still(self) -> None:
        """Words are enough."""
        return None

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        live = super()._repr_mimebundle_(**kwargs)
        if live is None:
            return None
        offer = html.escape(self.asked.offer())
        guess = "" if self.guess is None else f"Your guess: {html.escape(self.asked.words(self.guess))}."
        page = _card("Predict first", [f"<strong>{html.escape(self._question)}</strong>", offer, guess])
        return {**live[0], "text/html": page}, live[1]

    @traitlets.validate("guess")
    def _a_guess(self, proposal: dict[str, Any]) -> Any:
        # Once the answer is known the guess stays as it was.
        if self._settled or self._revealed:
            return self.guess
        return None if proposal["value"] is None else self.asked.guess(proposal["value"])

    def _restore(self) -> None:
        """Take the guess that was given when the notebook was last open."""
        with told_in_words() as told:
            kept = kept_guess(self._key)
        self._note = " ".join(told)
        if kept is None:
            return
        try:
            self.guess = self.asked.guess(kept.guess)
        except ValueError:
            # The question has changed since.
            return
        self._settled = kept.revealed

    def _keep(self, change: dict[str, Any]) -> None:
        self._write(revealed=False)

    def _write(self, *, revealed: bool) -> None:
        with told_in_words() as told:
            keep_guess(self._key, self._question, self.guess, revealed=revealed)
        self._note = " ".join(told)


class Answer:
    """What the cell that reveals an answer shows: text and HTML, with a kernel or without.

    Parameters
    ----------
    question : str
    shown : Revealed
    """

    def __init__(self, question: str, shown: Revealed) -> None:
        self._question, self.shown = question, shown

    def __repr__(self) -> str:
        return "\n".join(part for part in (self.shown.sentence(), self.shown.because) if part)

    def _repr_html_(self) -> str:
        sentence = f"<strong>{html.escape(self.shown.sentence())}</strong>"
        parts = [html.escape(self._question), sentence, html.escape(self.shown.because)]
        return _card("The answer to your prediction", parts)


# As the checks' cards: styles inline, because themes differ and a notebook travels.
_INK = "var(--jp-ui-font-color1,var(--vscode-foreground,inherit))"
_EDGE = "var(--jp-border-color1,var(--vscode-panel-border,#888))"
_CARD = (
    f"color:{_INK};border:1px solid {_EDGE};border-left:6px solid #3d85c6;border-radius:4px;padding:6px 14px;"
    "margin:4px 0;max-width:52em;font-family:var(--jp-ui-font-family,system-ui,sans-serif);font-size:14px;"
    "line-height:1.5"
)


def _card(name: str, paragraphs: list[str]) -> str:
    inner = "".join(f'<p style="margin:4px 0;color:inherit">{text}</p>' for text in paragraphs if text)
    # Math is left alone: a dollar sign is none.
    ignore = 'class="mathjax_ignore tex2jax_ignore"'
    return f'<div role="group" aria-label="{name}" {ignore} style="{_CARD}">{inner}</div>'
