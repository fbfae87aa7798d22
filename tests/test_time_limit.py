"""A call that does not end is stopped, wherever it hangs; and afterwards nothing fires.

The limits here are short, and what is asserted is that a call ends, not how soon.
"""

from __future__ import annotations

import contextlib
import importlib
import signal
import sys
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from public_tests import check
from public_tests.target import LocalTarget
from public_tests.time_limit import OutOfTime, time_limit

SHORT = 0.1
# For what must end in time: a busy machine may take as long for a few lines as a short limit leaves.
AMPLE = 1.0
PATIENCE = 300
has_alarm = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no alarm")


def endless_loop() -> None:
    while True:
        pass


def bare_except_around_python() -> None:
    while True:
        try:
            sum(range(1000))
        except:  # noqa: E722
            continue


def bare_except_around_a_sleep() -> None:
    while True:
        try:
            time.sleep(0.001)
        except:  # noqa: E722
            continue


def bare_except_around_a_call() -> None:
    while True:
        try:
            short_sleeps()
        except:  # noqa: E722
            continue


def loop_with_except_exception() -> None:
    while True:
        with contextlib.suppress(Exception):
            sum(range(1000))


def growing_list() -> None:
    items = [0]
    for item in items:
        items.append(item)


def short_sleeps() -> None:
    while True:
        time.sleep(0.01)


def long_numpy() -> None:
    while True:
        np.exp(np.ones(1000))


HANGING = [
    endless_loop,
    loop_with_except_exception,
    growing_list,
    short_sleeps,
    long_numpy,
    bare_except_around_python,
]
# In a second thread the interruption waits until the sleep is over, and so always meets the `try`.
ENDED_BY_ALARM_ONLY = [bare_except_around_a_sleep, bare_except_around_a_call]


def caught_in(work: Callable[[], None]) -> bool:
    try:
        with time_limit(SHORT):
            work()
    except OutOfTime:
        return True
    return False


def in_a_second_thread(work: Callable[[], Any]) -> Any:
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(work()), daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert results, "the call did not end"
    return results[0]


@pytest.mark.parametrize("work", HANGING)
def test_a_call_without_an_end_is_stopped(work: Callable[[], None]) -> None:
    assert caught_in(work)


@pytest.mark.parametrize("work", HANGING)
def test_it_is_stopped_in_a_second_thread_too(work: Callable[[], None]) -> None:
    assert in_a_second_thread(lambda: caught_in(work))


@has_alarm
@pytest.mark.parametrize("work", ENDED_BY_ALARM_ONLY)
def test_an_alarm_also_ends_a_sleep_that_swallows_it_again_and_again(work: Callable[[], None]) -> None:
    assert caught_in(work)


@has_alarm
def test_a_long_sleep_on_the_main_thread_is_ended() -> None:
    assert caught_in(lambda: time.sleep(1000))


def test_a_call_whose_bare_except_swallows_the_first_interruption_is_stopped_by_a_later_one() -> None:
    def swallows_some() -> None:
        swallowed = 0
        while swallowed < 3:
            try:
                while True:
                    time.sleep(0.001)
            except:  # noqa: E722
                swallowed += 1
        endless_loop()

    assert caught_in(swallows_some)
    assert in_a_second_thread(lambda: caught_in(swallows_some))


@pytest.mark.parametrize("run", [lambda work: work(), in_a_second_thread])
def test_nothing_fires_after_the_block(run: Callable[[Callable[[], Any]], Any]) -> None:
    def many_blocks_that_end_at_their_limit() -> bool:
        for _ in range(100):
            try:
                with time_limit(0.005):
                    time.sleep(0.005)
            except OutOfTime:
                pass
        time.sleep(0.2)
        return True

    assert run(many_blocks_that_end_at_their_limit)


@has_alarm
def test_the_alarm_is_put_back_as_it_was() -> None:
    before = signal.getsignal(signal.SIGALRM)
    assert caught_in(endless_loop)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@pytest.mark.parametrize("run", [lambda work: work(), in_a_second_thread])
def test_an_outer_block_keeps_its_limit_around_an_inner_one(run: Callable[[Callable[[], Any]], Any]) -> None:
    def nested() -> str:
        try:
            with time_limit(0.3):
                with time_limit(60):
                    pass
                assert caught_in(endless_loop)
                endless_loop()
        except OutOfTime:
            return "the outer block ended"
        return "no end"

    assert run(nested) == "the outer block ended"


def test_an_outer_block_that_has_less_time_ends_the_inner_one() -> None:
    with pytest.raises(OutOfTime), time_limit(SHORT), time_limit(60):
        endless_loop()


def test_an_error_inside_the_block_stays_what_it_is() -> None:
    with pytest.raises(ZeroDivisionError), time_limit(60):
        print(1 / 0)


def test_a_target_shares_its_time_among_its_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("public_tests.target.time", SimpleNamespace(monotonic=lambda: clock[0]))

    def work(by_the_clock: float, really: float) -> None:
        clock[0] += by_the_clock
        time.sleep(really)

    target = LocalTarget(work, seconds=600)
    calls = [(599.9, 0), (0, 20), (1, 20)]
    assert [target.call(*call).timed_out for call in calls] == [False, True, True]


RUNS = [pytest.param(lambda work: work(), id="main_thread"), in_a_second_thread]


@pytest.fixture
def module_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Write a module that runs this at its top level, and give its name: a new one each time."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def write(code: str) -> str:
        name = f"imported_within_a_limit_{uuid.uuid4().hex}"
        (tmp_path / f"{name}.py").write_text(code)
        importlib.invalidate_caches()
        return name

    return write


def busy_for(seconds: float) -> str:
    """Write a module that is busy for so long, in steps that an interruption can fall between."""
    lines = ["import time", f"end = time.monotonic() + {seconds}"]
    return "\n".join([*lines, "while time.monotonic() < end:", "    time.sleep(0.01)"])


@pytest.fixture
def patience_with_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an import take as long as a loaded machine needs for it."""
    monkeypatch.setattr("public_tests.time_limit._MORE_TIMES", 10_000)


@pytest.mark.usefixtures("patience_with_imports")
@pytest.mark.parametrize("run", RUNS)
def test_an_import_that_takes_longer_than_the_limit_is_not_cut_in_two(
    run: Callable[[Callable[[], Any]], Any],
    module_that: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = module_that("import time, the_test\nwhile not the_test.goes_on():\n    time.sleep(0.01)\nend = 1")

    def within_the_limit() -> float:
        limit = time_limit(AMPLE)
        # Its time has just been given to it again, and so nearly all of it is left.
        goes_on = SimpleNamespace(goes_on=lambda: limit.granted >= 2 * AMPLE)
        monkeypatch.setitem(sys.modules, "the_test", goes_on)
        with limit:
            importlib.import_module(name)
        return limit.granted

    assert run(within_the_limit) >= 2 * AMPLE
    assert hasattr(importlib.import_module(name), "end")


@pytest.mark.usefixtures("patience_with_imports")
def test_an_import_is_not_counted_by_a_target_nor_by_an_outer_block(
    module_that: Callable[[str], str],
) -> None:
    name = module_that(busy_for(3.6))

    def helper() -> bool:
        return hasattr(importlib.import_module(name), "end")

    target = LocalTarget(lambda: helper(), seconds=3)
    with time_limit(3.5):
        assert [target.call().value for _ in range(2)] == [True, True]


@pytest.mark.parametrize("run", RUNS)
def test_a_module_that_loops_without_an_end_is_stopped(
    run: Callable[[Callable[[], Any]], Any], module_that: Callable[[str], str]
) -> None:
    name = module_that("while True:\n    pass")

    def imports() -> None:
        importlib.import_module(name)

    assert run(lambda: caught_in(imports))


@pytest.mark.parametrize("run", RUNS)
def test_a_loop_behind_a_slow_import_is_stopped(
    run: Callable[[Callable[[], Any]], Any], module_that: Callable[[str], str]
) -> None:
    name = module_that(busy_for(1.5 * SHORT))

    def imports_and_loops() -> None:
        importlib.import_module(name)
        endless_loop()

    assert run(lambda: caught_in(imports_and_loops))


def test_an_endless_loop_gets_a_report_with_a_word_about_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from public_tests import catalogue

    quick = replace(catalogue.EXERCISES["my_softmax"], seconds=SHORT)
    monkeypatch.setitem(catalogue.EXERCISES, "my_softmax", quick)
    report = check("my_softmax", lambda z: endless_loop())
    assert (report.status, report.diagnosis) == ("error", "endless_loop")
    assert "loop" in report.message
    assert report.evidence and "my_softmax([1, 2, 3])" in report.evidence["input"]


def test_a_kernel_outlives_an_endless_loop_in_a_check(tmp_path: Any) -> None:
    import nbformat
    from nbclient import NotebookClient

    cells = [
        "from public_tests import check\nimport time",
        "def my_softmax(z):\n    while True:\n        pass\nprint(check('my_softmax', my_softmax).diagnosis)",
        "def my_softmax(z):\n    time.sleep(1000)\nprint(check('my_softmax', my_softmax).diagnosis)",
        "time.sleep(0.2)\nprint('alive')",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=PATIENCE, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = ["".join(output.text for output in cell.outputs).strip() for cell in notebook.cells[1:]]
    assert shown == ["endless_loop", "endless_loop", "alive"]
