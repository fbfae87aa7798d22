"""What every test shares: nothing a test does may touch a learner's progress or pictures."""

from __future__ import annotations

import signal
from itertools import chain
from pathlib import Path

import pytest

# Nobody may run what is hostile by collecting it; see also tests/golden_cases.py.
collect_ignore = ["golden"]

# A run in the background of a script ignores Ctrl-C, and so would all that the tests start and stop.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def own_progress_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the lab at a fresh progress file, in this process and in every child."""
    path = tmp_path / "progress.json"
    monkeypatch.setenv("DIGIT_LAB_PROGRESS", str(path))
    monkeypatch.setenv("DIGIT_LAB_OWN", str(tmp_path / "own_pictures"))
    return path


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many planted mistakes each check named, wherever the tests of the checks ran."""
    planted: dict[str, list[bool]] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for key, value in report.user_properties:
                if key == "planted":
                    exercise, expected, status, diagnosis = value
                    named = status != "pass" and diagnosis == expected
                    planted.setdefault(exercise, []).append(named)
    if not planted:
        return
    terminalreporter.section("planted mistakes that the checks named")
    for exercise, named in [*planted.items(), ("all", list(chain.from_iterable(planted.values())))]:
        share = sum(named) / len(named)
        terminalreporter.line(f"{exercise:22} {sum(named):3} of {len(named):3}  {share:4.0%}")
