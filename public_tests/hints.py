"""Hints in five rungs, from a question to the solution; each is given when it is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab_utils.progress import LAB, Record, read_progress, record_hint, told_in_words
from public_tests.catalogue import Exercise, UnknownExercise, find_exercise
from public_tests.showing import show

RUNGS = (
    "a question",
    "what the last check found",
    "lines to put in order",
    "a worked step",
    "the solution",
)
_LAST = len(RUNGS)
_SECTIONS = {1: "Question", 3: "Faded Parsons", 4: "Worked step"}
_FEWEST_WORDS = 3


@dataclass(frozen=True)
class Asking:
    """What a learner types, where they are: in a notebook or in a terminal."""

    next: str
    again: str
    solution: str
    check: str


IN_NOTEBOOK = Asking(
    next='hint("{id}")',
    again='hint("{id}", rung={rung})',
    solution='hint("{id}", why="I am stuck at ...")',
    check="check_{id}({id})",
)
IN_TERMINAL = Asking(
    next="python lab.py hint {id}",
    again="python lab.py hint {id} --rung {rung}",
    solution='python lab.py hint {id} --why "I am stuck at ..."',
    check="python lab.py check {notebook}",
)


def hint(exercise: str | Callable[..., Any] = "", rung: int | None = None, *, why: str = "") -> None:
    """Show the next hint for an exercise.

    There are five: a question, what the last check found, lines to put in order, a worked step, and the
    solution. Each call shows the next one.

    Parameters
    ----------
    exercise : str or callable
        ``"my_softmax"``, or the function of that name. Left out, it is told how hints work.
    rung : int, optional
        1 to 5: a hint that you have seen, once more, or the next one.
    why : str
        For the solution: where you are stuck, or what you expect to see in it, in your own words.
    """
    name = exercise if isinstance(exercise, str) else getattr(exercise, "__name__", str(exercise))
    with told_in_words() as told:
        try:
            text = hint_text(name, rung, why) if name else _HOW_HINTS_WORK
        except UnknownExercise as unknown:
            text = str(unknown)
    text = "\n\n".join([text, *told])
    show(text, markdown=text)


_HOW_HINTS_WORK = "\n".join(
    [
        "Every exercise has five hints, each a little closer to the solution:",
        "",
        *(f"{number}. {what}" for number, what in enumerate(RUNGS, start=1)),
        "",
        '`hint("relu")` gives the next one for `relu`; `hint("relu", rung=1)` shows the first one again.',
    ]
)


def hint_text(id: str, rung: int | None = None, why: str = "", asking: Asking = IN_NOTEBOOK) -> str:
    """Return a hint, or what is to be said in its place, as Markdown; note that it was given.

    Raises
    ------
    UnknownExercise
        The message names the nearest exercise.
    """
    exercise = find_exercise(id)
    record = read_progress().get(exercise.id, Record())
    following = min(max(record.hints, default=0) + 1, _LAST)
    chosen = following if rung is None else rung
    if not 1 <= chosen <= _LAST:
        return f"There are {_LAST} hints, numbered 1 to {_LAST}. {_next(exercise, following, asking)}"
    if chosen > following:
        return f"Hint {chosen} comes after those before it. {_next(exercise, following, asking)}"
    if chosen == _LAST and not (record.why or _is_a_reason(why)):
        return _asks_why(exercise, why, asking)
    body = _body(exercise, chosen, record, asking)
    if body is None:
        return f"Hint {chosen} for `{exercise.id}` is still to be written."
    record_hint(exercise.id, chosen, why.strip() or None)
    heading = f"**Hint {chosen} of {_LAST} for `{exercise.id}`: {RUNGS[chosen - 1]}**"
    onward = _next(exercise, chosen + 1, asking) if following == chosen < _LAST else ""
    return "\n\n".join(filter(None, [heading, body, onward]))


def offer(id: str, record: Record, asking: Asking) -> list[str]:
    """Return the words that offer the next hint; nothing where all were given."""
    following = max(record.hints, default=0) + 1
    if following > _LAST:
        return []
    which = "a first hint, only a question" if following == 1 else f"hint {following}, {RUNGS[following - 1]}"
    return [f"Would {which}, help? Type: `{asking.next.format(id=id)}`"]


def _next(exercise: Exercise, rung: int, asking: Asking) -> str:
    typed = asking.next.format(id=exercise.id)
    return f"Next is hint {rung}, {RUNGS[rung - 1]}: `{typed}`"


def _is_a_reason(why: str) -> bool:
    # The words of the example say nothing of this learner.
    return len(re.findall(r"\w+", why)) >= _FEWEST_WORDS and not why.rstrip().endswith("stuck at ...")


def _asks_why(exercise: Exercise, why: str, asking: Asking) -> str:
    wish = "A few words more, please" if why.strip() else "One line from you first"
    return (
        f"{wish}: where are you stuck, or what do you expect to see in the solution? Putting it into words "
        "is half of understanding it; nobody marks what you write.\n\n"
        f"Type: `{asking.solution.format(id=exercise.id)}`"
    )


def _body(exercise: Exercise, rung: int, record: Record, asking: Asking) -> str | None:
    if rung == 2:
        return _finding(exercise, record, asking)
    if rung == _LAST:
        return _solution(exercise, record)
    return _section(exercise.id, _SECTIONS[rung])


def _section(id: str, title: str) -> str | None:
    path = Path(__file__).with_name("hints") / f"{id}.md"
    if not path.exists():
        return None
    parts = re.split(r"^## +(.+?) *$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    return sections.get(title, "").strip() or None


def _finding(exercise: Exercise, record: Record, asking: Asking) -> str:
    typed = f"`{asking.check.format(id=exercise.id, notebook=exercise.notebook)}`"
    if record.finding is None:
        found = "found nothing wrong" if record.first_passed else "has not seen a try of yours yet"
        return (
            f"The check {found}. Write what you have, even if it is not finished, and run {typed}: it looks "
            "for the smallest input that goes wrong and says what that tells."
        )
    rows = {"input": "call", "expected": "expected", "got": "got"}
    lines = [f"{rows[key]:<10}{record.finding[key]}" for key in rows if key in record.finding]
    evidence = "```text\n" + "\n".join(lines) + "\n```" if lines else ""
    closing = f"This is what the last check found. If you have changed your function since: {typed}"
    return "\n\n".join(filter(None, [record.finding.get("message"), evidence, closing]))


def _solution(exercise: Exercise, record: Record) -> str:
    code = solution_of(exercise)
    if code is None:
        return (
            "This copy of the lab holds no solutions: it was handed out by a teacher. Show them what you "
            "have, and what you just wrote: from there you will get further than from a finished text."
        )
    return (
        f"```python\n{code}\n```\n\nRead it until you could say what each line is for. Then close it, wait a "
        "little, and write it again from memory."
    )


def solution_of(exercise: Exercise, solutions: Path | None = None) -> str | None:
    """Return the exercise's cell from the solved notebook, None where there is none."""
    path = (solutions or LAB / "solutions") / f"{exercise.notebook}.ipynb"
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources = {cell.get("id"): cell.get("source", "") for cell in cells}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    source = sources.get(f"{exercise.id}-exercise")
    return "".join(source) if source else None
