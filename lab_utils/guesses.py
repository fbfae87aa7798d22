"""A learner's guesses, kept in the progress file under a key of their own beside the exercises.

Each has the id of its question. A person can read them: the question stands with the guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from lab_utils.progress import content_of_file, rewrite

GUESSES = "guesses"


@dataclass(frozen=True)
class KeptGuess:
    """What somebody expected.

    Attributes
    ----------
    guess : str, float, int or list of str
    revealed : bool
        Whether the answer was shown since: then it stays as it is.
    """

    guess: Any
    revealed: bool = False


def kept_guess(question: str) -> KeptGuess | None:
    """Return the guess that was kept for a question, None without one that can be read."""
    return read_guesses().get(question)


def read_guesses() -> dict[str, KeptGuess]:
    """Return all guesses that can be read, by their question's id."""
    raw = content_of_file().get(GUESSES)
    entries = raw.items() if isinstance(raw, dict) else ()
    return {
        question: KeptGuess(entry["guess"], entry.get("revealed") is True)
        for question, entry in entries
        if isinstance(entry, dict) and entry.get("guess") is not None
    }


def keep_guess(
    question: str, words: str, guess: Any, *, revealed: bool = False, today: date | None = None
) -> bool:
    """Keep a guess; tell whether that could be done.

    Parameters
    ----------
    question : str
        Its id.
    words : str
        The question as it was asked.
    guess : str, float, int or list of str
    revealed : bool
    today : date, optional
    """
    kept: list[bool] = []

    def put(content: dict[str, Any]) -> None:
        guesses = content.setdefault(GUESSES, {})
        # Somebody else's: it stays.
        if not isinstance(guesses, dict):
            return
        before = guesses.get(question)
        entry = before if isinstance(before, dict) else {}
        entry |= {"question": words, "guess": guess, "revealed": revealed}
        # The day of the guess, not of the answer.
        if not (revealed and "given" in entry):
            entry["given"] = (today or date.today()).isoformat()
        guesses[question] = entry
        content[GUESSES] = dict(sorted(guesses.items()))
        kept.append(True)

    return rewrite(put) and bool(kept)
