"""The verbs: one table for help and loading, statuses, and one line for every wrong call."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from commands.__main__ import lab, main
from launcher.verbs import VERBS, Verb, help_text, unknown


@pytest.fixture
def made_up_verb(monkeypatch: pytest.MonkeyPatch) -> type:
    """A verb of this test's own, whose deed the test sets."""
    module = type(sys)("made_up")

    class Deed:
        status: object = None
        error: BaseException | None = None

    @click.command("ponder")
    @click.argument("number", type=int)
    def ponder(number: int) -> object:
        if Deed.error is not None:
            raise Deed.error
        return Deed.status

    module.ponder = ponder  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "made_up", module)
    monkeypatch.setitem(VERBS, "ponder", Verb("made_up", "ponder", "NUMBER", "Ponder."))
    return Deed


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what went to standard error, which must be one line."""
    # click ends the line on which a terminal shows ^C.
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    return lines[0]


@pytest.mark.parametrize("name", sorted(VERBS))
def test_every_verb_of_the_table_has_a_command_with_a_help_text(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, "--help"]) == 0
    assert f"python lab.py {name}" in capsys.readouterr().out


def test_the_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.strip() == help_text()
    assert all(f"\n  {name} " in shown for name in VERBS)
    assert list(VERBS) == lab.list_commands(click.Context(lab))


@pytest.mark.parametrize(("typed", "meant"), [("strat", "start"), ("progres", "progress"), ("Tests", "test")])
def test_a_mistyped_verb_names_the_nearest(
    typed: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([typed]) == 2
    assert f"there is no verb `{typed}`. Did you mean `{meant}`?" in said(capsys)


def test_a_name_that_is_near_to_nothing_gets_the_whole_list() -> None:
    line = unknown("exercise", "zzzz", ["relu", "forward"])
    assert line == "there is no exercise `zzzz`; there are: relu, forward"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ponder"], "Missing argument 'NUMBER'"),
        (["ponder", "x"], "'x' is not a valid integer"),
        (["ponder", "1", "2"], "unexpected extra argument"),
        (["ponder", "1", "--deep"], "No such option"),
    ],
)
def test_a_wrong_call_is_one_line_with_status_2_and_what_to_type(
    made_up_verb: type, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    line = said(capsys)
    assert words in line
    assert line.endswith(("; type: python lab.py ponder --help", "? Type: python lab.py ponder --help"))


@pytest.mark.parametrize(("returned", "status"), [(None, 0), (0, 0), (1, 1), (2, 2)])
def test_what_a_verb_returns_is_the_status(made_up_verb: type, returned: int | None, status: int) -> None:
    made_up_verb.status = returned  # type: ignore[attr-defined]
    assert main(["ponder", "1"]) == status


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (click.ClickException("the tide is out; type: wait"), "the tide is out; type: wait"),
        (KeyboardInterrupt(), "stopped"),
        (click.Abort(), "stopped"),
    ],
)
def test_a_verb_that_cannot_run_says_one_line_with_status_2(
    made_up_verb: type, error: BaseException, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made_up_verb.error = error  # type: ignore[attr-defined]
    assert main(["ponder", "1"]) == 2
    assert said(capsys) == f"lab.py: {words}"


def test_a_crash_is_not_taken_for_a_failed_check(
    made_up_verb: type, capsys: pytest.CaptureFixture[str]
) -> None:
    made_up_verb.error = ZeroDivisionError("ours")  # type: ignore[attr-defined]
    assert main(["ponder", "1"]) == 2
    assert "ZeroDivisionError: ours" in capsys.readouterr().err


def test_a_verb_that_is_missing_does_not_break_the_others(
    made_up_verb: type, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(VERBS, "gone", Verb("commands.gone", "gone", "", "Gone."))
    assert main(["gone"]) == 2
    assert "`gone` is missing in this copy of the lab" in said(capsys)
    assert main(["ponder", "1"]) == 0


def test_a_verb_starts_without_importing_what_others_need() -> None:
    code = (
        "import sys; from commands.__main__ import main; main(['start', '--help'])\n"
        "heavy = {'numpy', 'tensorflow', 'keras', 'jupyterlab', 'pytest', 'nbformat', 'matplotlib'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parent
    )
    assert done.stdout.splitlines()[-1] == "[]"
