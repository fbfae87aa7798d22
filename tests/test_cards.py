"""What a learner sees after a check, in a notebook and in a terminal."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import public_tests
from lab_utils.progress import read_progress
from public_tests import CheckFailed, Report, check, check_ink, check_my_softmax, check_relu
from public_tests.card import Card, card_of
from public_tests.catalogue import EXERCISES
from public_tests.notebook import CheckStopped
from public_tests.whole_job import whole_job_call


def right(z: Any) -> Any:
    e = np.exp(z - np.max(z))
    return e / e.sum()


def exp_only(z: Any) -> Any:
    return np.exp(z)


def still_open(z: Any) -> Any:
    raise NotImplementedError("still to be written")


def broken(z: Any) -> Any:
    return exp(z)  # type: ignore[name-defined]  # noqa: F821


def shown_by(capsys: pytest.CaptureFixture[str], work: Any, *more: Any) -> str:
    with pytest.raises(CheckFailed):
        check_my_softmax(work, *more)
    return capsys.readouterr().out


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.still_open: list[str] = []
        self.styles: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append(tag)
        self.still_open.append(tag)
        self.styles += [value or "" for name, value in attrs if name == "style"]

    def handle_endtag(self, tag: str) -> None:
        assert self.still_open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(html: str) -> _Tags:
    tags = _Tags()
    tags.feed(html)
    assert not tags.still_open
    return tags


def report(**changes: Any) -> Report:
    facts: dict[str, Any] = {
        "exercise": "relu",
        "status": "fail",
        "points": 0,
        "max_points": 2,
        "diagnosis": None,
        "message": "Something.",
        "evidence": None,
        "note": None,
        "catalogue": "1.0",
    }
    return Report(**{**facts, **changes})


@pytest.mark.parametrize("id", EXERCISES)
def test_every_exercise_has_its_check_with_a_docstring(id: str) -> None:
    function = getattr(public_tests, f"check_{id}")
    assert f"check_{id}" in public_tests.__all__
    assert f"`{id}`" in (function.__doc__ or "") and function.__name__ == f"check_{id}"
    assert list(inspect.signature(function).parameters) == [id]


def test_a_pass_is_shown_and_raises_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    check_my_softmax(right)
    shown = capsys.readouterr().out
    assert shown.startswith("[passed] my_softmax: Softmax from its formula, 10 of 10 points")


def test_a_passing_card_is_the_same_on_every_try(capsys: pytest.CaptureFixture[str]) -> None:
    check_my_softmax(right)
    first = capsys.readouterr().out
    with pytest.raises(CheckFailed):
        check_my_softmax(exp_only)
    capsys.readouterr()
    check_my_softmax(right)
    assert capsys.readouterr().out == first


def test_a_known_mistake_is_told_in_three_parts_with_its_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    shown = shown_by(capsys, exp_only)
    assert shown.startswith("[not yet]")
    for part in ("\nWhat it does: ", "\nWhy: ", "\nTry next: ", "\n  call      my_softmax([1, 2, 3])"):
        assert part in shown
    assert "\n  expected  [" in shown and "\n  got       [" in shown


@pytest.mark.parametrize(
    ("work", "state"), [(exp_only, "not yet"), (broken, "stopped by an error"), (still_open, "not attempted")]
)
def test_each_state_is_told_in_words(work: Any, state: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown_by(capsys, work).startswith(f"[{state}]")


def test_lines_of_plain_text_are_short(capsys: pytest.CaptureFixture[str]) -> None:
    assert max(map(len, shown_by(capsys, exp_only).splitlines())) <= 88


def test_the_first_hint_is_offered_after_two_failed_tries_in_a_row(
    capsys: pytest.CaptureFixture[str],
) -> None:
    offer = 'hint("my_softmax")'
    assert offer not in shown_by(capsys, exp_only)
    assert offer in shown_by(capsys, broken)
    check_my_softmax(right)
    assert offer not in capsys.readouterr().out
    assert offer not in shown_by(capsys, exp_only)


def test_an_open_exercise_counts_as_no_try(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        assert "hint(" not in shown_by(capsys, still_open)
    assert read_progress()["my_softmax"].tries == 0


def test_check_failed_is_an_assertion_error_with_a_traceback_of_one_line() -> None:
    with pytest.raises(AssertionError) as caught:
        check_my_softmax(exp_only)
    assert isinstance(caught.value, CheckFailed)
    assert caught.value.report.diagnosis == "exp_only"
    (line,) = caught.value._render_traceback_()
    assert line.startswith("CheckFailed: my_softmax") and "\n" not in line


def test_a_check_that_is_interrupted_says_in_one_line_where_it_was_and_notes_nothing() -> None:
    def waits(z: object) -> object:
        raise KeyboardInterrupt  # as the kernel does when somebody interrupts it

    with pytest.raises(KeyboardInterrupt) as caught:
        check_my_softmax(waits)
    assert isinstance(caught.value, CheckStopped)
    (line,) = caught.value._render_traceback_()
    assert line.startswith("CheckStopped: you stopped the check of my_softmax, and nothing is noted.")
    assert "raise KeyboardInterrupt" in line and "\n" not in line
    assert "my_softmax" not in read_progress()


@pytest.mark.parametrize("works", [(), (right(np.ones(3)),), (None,), (3,), ("relu",), ([1, 2],), (right, 3)])
def test_wrong_use_says_what_to_hand_over_and_counts_as_no_try(
    works: tuple[Any, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CheckFailed):
        check_relu(*works)
    shown = " ".join(capsys.readouterr().out.split())
    assert "Hand over the function itself" in shown and "`check_relu(relu)`" in shown
    assert read_progress() == {}


def test_another_exercises_function_is_simply_judged(capsys: pytest.CaptureFixture[str]) -> None:
    def relu(z: Any) -> Any:
        return np.maximum(z, 0)

    assert shown_by(capsys, relu).startswith("[not yet] my_softmax")


def test_html_escapes_all_that_comes_from_a_learner() -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&`<b>`"
    evidence = dict.fromkeys(("input", "expected", "got"), evil)
    card = card_of(report(message=evil, evidence=evidence, note=evil))
    tags = parsed(card.to_html())
    assert not {"script", "img", "b"} & set(tags.opened)
    assert tags.text.count("<script>alert(1)</script>") == 5


def test_html_says_what_the_plain_text_says() -> None:
    card = card_of(check("my_softmax", exp_only), ("Hint", "Type `hint`"))
    html = " ".join(parsed(card.to_html()).text.split())
    for words in re.findall(r"[A-Za-z]{3,}", card.to_text().replace("`", " ")):
        assert words in html


def test_what_stands_in_backticks_becomes_code() -> None:
    assert re.search(r"<code [^>]*>np\.exp</code>", card_of(report(message="Use `np.exp`.")).to_html())
    assert "half `open" in card_of(report(message="half `open")).to_html()


def test_the_card_has_a_name_for_screen_readers_and_no_heading() -> None:
    html = card_of(report()).to_html()
    assert 'role="group" aria-label="Check: not yet. relu: ReLU, 0 of 2 points"' in html
    assert 'scope="row"' in card_of(check("my_softmax", exp_only)).to_html()
    # JupyterLab's table of contents lists every heading of an output.
    assert not re.search(r"<h\d", html)


def relative_luminance(colour: str) -> float:
    """WCAG 2.2, definition of relative luminance."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


@pytest.mark.parametrize("status", ["pass", "fail", "error", "not_attempted"])
def test_the_sign_of_each_state_can_be_read_on_its_colour(status: str) -> None:
    html = card_of(report(status=status)).to_html()
    found = re.search(r"color:#fff;[^\"]*background:(#[0-9a-f]{6})", html)
    assert found
    assert 1.05 / (relative_luminance(found[1]) + 0.05) >= 4.5


def test_every_other_colour_comes_from_the_theme() -> None:
    styles = ";".join(parsed(card_of(check("my_softmax", exp_only)).to_html()).styles)
    inks = set(re.findall(r"(?<![-\w])color:([^;]+)", styles))
    assert inks == {"#fff", "inherit", "var(--jp-ui-font-color1,var(--vscode-foreground,inherit))"}


def test_dollar_signs_are_not_read_as_mathematics() -> None:
    assert "mathjax_ignore" in card_of(report(message="$x$ and $y$")).to_html()


def test_points_in_parts_are_shown_as_they_are() -> None:
    assert "3 of 5 points" in card_of(report(exercise="break_softmax", points=3, max_points=5)).to_text()


def test_a_card_shows_itself_in_both_forms() -> None:
    card = Card(report(), "ReLU")
    assert set(card._repr_mimebundle_()) == {"text/plain", "text/html"}
    assert str(card) == card.to_text()


def test_practice_shows_its_card_and_leaves_no_trace(capsys: pytest.CaptureFixture[str]) -> None:
    states = []
    for work in (np.max, np.mean, np.count_nonzero, np.sum, lambda row: row, still_open):
        check_ink(work)
        states.append(capsys.readouterr().out.split("]")[0][1:])
    assert states == ["not yet", "not yet", "not yet", "passed", "not yet", "not attempted"]
    assert read_progress() == {}


def test_trouble_with_the_progress_file_is_a_word_on_the_card(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("DIGIT_LAB_PROGRESS", str(tmp_path / "file" / "progress.json"))
    check_my_softmax(right)
    assert "Your progress: Your progress could not be written" in capsys.readouterr().out
    check_my_softmax(right)
    assert "could not be written" not in capsys.readouterr().out


class TestWholeJob:
    CALLS = ("tf.nn.softmax", "keras.activations.softmax", "scipy.special.softmax")

    def used(self, code: str, name: str = "my_softmax") -> str | None:
        variables: dict[str, Any] = {}
        exec(code, variables)
        return whole_job_call(variables[name], self.CALLS)

    @pytest.mark.parametrize(
        "code",
        [
            "import scipy.special\ndef my_softmax(z): return scipy.special.softmax(z)",
            "from scipy.special import softmax\ndef my_softmax(z): return softmax(z)",
            "def my_softmax(z):\n    from scipy.special import softmax\n    return softmax(z)",
            "import scipy.special as s\ndef my_softmax(z): return [v for v in (lambda: s.softmax(z))()]",
            "import tensorflow as tf\ndef my_softmax(z): return tf.nn.softmax(z).numpy()",
            "import keras\ndef my_softmax(z): return keras.activations.softmax(z)",
        ],
    )
    def test_a_library_call_is_seen_however_it_is_imported(self, code: str) -> None:
        assert self.used(code) == "softmax"

    @pytest.mark.parametrize(
        "code",
        [
            "import numpy as np\ndef my_softmax(z): return np.exp(z) / np.exp(z).sum()",
            "def softmax(z): return z\ndef my_softmax(z): return softmax(z)",
            "import scipy.special\ndef my_softmax(z): return scipy.special.logsumexp(z)",
            "import scipy.special\ndef my_softmax(z):\n    softmax = z\n    return softmax",
            "my_softmax = 3",
            "my_softmax = max",
        ],
    )
    def test_a_learners_own_function_of_that_name_is_none(self, code: str) -> None:
        assert self.used(code) is None

    def test_it_is_a_note_on_a_pass_and_the_points_stand(self, capsys: pytest.CaptureFixture[str]) -> None:
        import scipy.special

        check_my_softmax(lambda z: scipy.special.softmax(z))
        shown = capsys.readouterr().out
        assert "10 of 10 points" in shown and "`softmax` does the whole job" in shown

    def test_check_itself_says_nothing_of_it(self) -> None:
        import scipy.special

        assert check("my_softmax", lambda z: scipy.special.softmax(z)).note is None


def test_a_notebook_shows_one_display_with_both_forms_and_one_line_of_traceback(tmp_path: Path) -> None:
    import nbformat
    from nbclient import NotebookClient

    cells = [
        "from public_tests import check_my_softmax, hint, progress",
        "check_my_softmax(lambda z: z)",
        "hint('my_softmax')",
        "progress()",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    folder = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=300, allow_errors=True, resources=folder).execute()
    card, error = notebook.cells[1].outputs
    assert set(card.data) == {"text/html", "text/plain"}
    assert error.ename == "CheckFailed" and len(error.traceback) == 1
    assert [set(cell.outputs[0].data) for cell in notebook.cells[2:]] == [
        {"text/markdown", "text/plain"},
        {"text/html", "text/plain"},
    ]


def test_importing_the_checks_imports_neither_ipython_nor_tensorflow() -> None:
    program = (
        "import sys, public_tests; print([m for m in ('IPython', 'tensorflow', 'keras') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
