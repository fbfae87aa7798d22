"""The verbs of `python lab.py`: one table for the help, for typos and for loading them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["VERBS", "Verb", "help_text", "unknown"]


class Verb(NamedTuple):
    """Where a verb's code lives and what one line of help says about it."""

    module: str
    attribute: str
    arguments: str
    summary: str


VERBS = {
    "start": Verb(
        "commands.start",
        "start_command",
        "[NOTEBOOK] [--port N] [--no-browser]",
        "Open a notebook in JupyterLab; this is what `python lab.py` alone does.",
    ),
    "check": Verb("commands.learn", "check_command", "[NOTEBOOK ...]", "Check your notebooks, all or some."),
    "progress": Verb("commands.learn", "progress_command", "", "Show what is done and what comes next."),
    "hint": Verb("commands.learn", "hint_command", "EXERCISE", "Give the next hint."),
    "reset": Verb(
        "commands.author",
        "reset_command",
        "NOTEBOOK",
        "Put a notebook back to its open state; your work is kept as a dated copy.",
    ),
    "data": Verb("commands.data", "data_command", "", "Show the data sets; fetch optional ones."),
    "train": Verb(
        "commands.train",
        "train_command",
        "[NAME] [--set KEY=VALUE ...]",
        "Train an experiment of the config file, score it and keep it; without NAME list them.",
    ),
    "sweep": Verb(
        "commands.sweep",
        "sweep_command",
        "[NAME ...] [--set KEY=V1,V2 ...]",
        "Train many experiments side by side and print one table; goes on where it was stopped.",
    ),
    "predict": Verb(
        "commands.predict",
        "predict_command",
        "IMAGE [--model RUN]",
        "Read a picture of a digit and print its ten probabilities.",
    ),
    "app": Verb(
        "commands.app",
        "app_command",
        "[--port N] [--no-browser]",
        "Open a page that reads pictures of digits.",
    ),
    "grade": Verb(
        "commands.grade",
        "grade_command",
        "PATH ... [--workers N] [--out DIR] [--cluster ADDRESS]",
        "Mark a folder of submissions and write the reports; goes on where it was stopped.",
    ),
    "test": Verb(
        "commands.test",
        "test_command",
        "[--full] [--oldest] [-- PYTEST ...]",
        "Run every test of the lab itself.",
    ),
    "build": Verb(
        "commands.author",
        "build_command",
        "[--check] [--nbgrader DIR]",
        "Make notebooks/ and solutions/ anew, or assignments for nbgrader.",
    ),
    "lock": Verb("commands.lock", "lock_command", "[--upgrade]", "Make the locks anew from pyproject.toml."),
    "release": Verb("commands.author", "release_command", "DIR", "Write a hand-out without solutions."),
}


def help_text() -> str:
    """Say what can be typed, without anything set up."""
    lines = ["Usage: python lab.py [VERB] [ARGUMENTS]", "", "Verbs:"]
    lines += [f"  {name:<9} {verb.summary}" for name, verb in VERBS.items()]
    lines += ["", "`python lab.py VERB --help` shows what a verb takes."]
    return "\n".join(lines)


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Say in one line that a name is not known, with the nearest that is.

    Parameters
    ----------
    what : str
        What the name should have been: "verb", "exercise".
    name : str
        What was typed.
    known : iterable of str
        The names that exist.
    """
    known = list(known)
    near = difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.55)
    if near:
        return f"there is no {what} `{name}`. Did you mean `{near[0]}`?"
    return f"there is no {what} `{name}`; there are: {', '.join(known)}"
