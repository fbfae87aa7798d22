"""Judge one exercise of a running program."""

from __future__ import annotations

import dataclasses

from grader.calls import ProxyTarget, Unreadable
from grader.finding import names_of, source_of
from grader.guarding import bounded_memory
from grader.running import CellError, RunningProgram, Stopped
from grader.submission import Program
from grader.whole_job import whole_job_note
from grader.wording import tidy, tidy_report
from public_tests import Report, check
from public_tests.by_name import no_function
from public_tests.catalogue import find_exercise
from public_tests.checking import report_on
from public_tests.report import Verdict
from public_tests.time_limit import OutOfTime, time_limit

# Beyond what the learner's calls may take: comparing, explaining, and building models anew.
_JUDGE_SECONDS = 120


def judged(running: RunningProgram, program: Program, id: str, broken: dict[str, CellError]) -> Report:
    """Judge one exercise, whatever the program does meanwhile.

    Parameters
    ----------
    running : RunningProgram
        Its cells have been run. Where it has stopped afterwards it can't be used any more.
    program : Program
    id : str
    broken : dict
        What stopped the cell of an exercise, by exercise.
    """
    seconds = find_exercise(id).seconds
    try:
        with time_limit(seconds + _JUDGE_SECONDS):
            found = _found(running, program, id, broken.get(id))
            if found is None:
                return tidy_report(no_function(id, _why_missing(broken.get(id))))
            with bounded_memory():
                report = check(id, ProxyTarget(running, id, seconds))
    except Stopped as stopped:
        return error_report(id, f"It could not be judged: {stopped}.")
    except Unreadable as problem:
        return error_report(id, f"It could not be judged. {problem}")
    except OutOfTime:
        return error_report(id, "It could not be judged: to judge what it returned takes too long.")
    except MemoryError:
        return error_report(id, "It could not be judged: to judge what it returned takes too much memory.")
    except Exception as error:  # a value that no check foresees is not right, and must not end the batch
        return error_report(
            id, f"It could not be judged: what it returned is of no use ({type(error).__name__})."
        )
    return tidy_report(_with_notes(report, program, id, found))


def _found(running: RunningProgram, program: Program, id: str, error: CellError | None) -> str | None:
    """Look for an exercise's work; a cell that asked for what only a cell below makes is run once more."""
    names, seconds = names_of(program, id), find_exercise(id).seconds
    found = running.find(id, names, seconds)
    if found is None and error is not None and error.type == "NameError":
        cell = next(cell for cell in reversed(program.cells) if cell.exercise == id)
        running.run_cell(cell, [id])
        found = running.find(id, names, seconds)
    return found


def _why_missing(error: CellError | None) -> str:
    if error is None:
        return "no cell that was run makes it. Is it spelled like that?"
    # A learner's own computer may have more, and then knows nothing of this trouble.
    lab_only = " Only what the lab installs can be imported." if error.type == "ModuleNotFoundError" else ""
    return f"its cell stopped with {error}.{lab_only}"


def _with_notes(report: Report, program: Program, id: str, found: str) -> Report:
    notes = [report.note]
    if found != id:
        notes.append(f"The function is called `{found}` here. That is accepted; `{id}` is meant.")
    if report.passed:
        others = [cell.source for cell in program.cells]
        notes.append(whole_job_note(id, found, source_of(program, id), others))
    return dataclasses.replace(report, note=" ".join(filter(None, notes)) or None)


def error_report(id: str, message: str) -> Report:
    """Make the report on work that could not be judged. What is unknown gets no points."""
    return report_on(find_exercise(id), Verdict("error", tidy(message)))
