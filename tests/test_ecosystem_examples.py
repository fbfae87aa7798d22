"""The examples for GitHub and Gradescope type what the lab understands, and write what others read."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from commands.grade import grade_command
from grader.marking import Marking
from grader.reports import write_reports
from tests.grading_tasks import obey, task

DOCS = Path(__file__).resolve().parent.parent / "docs"
WORKFLOW = DOCS / "class-repository" / ".github" / "workflows" / "grade.yml"
GRADESCOPE = DOCS / "gradescope"
_CALL = re.compile(r"lab\.py (grade [^`\n]*)")


def calls() -> list[str]:
    files = [path for path in DOCS.rglob("*") if path.suffix in (".md", ".yml", ".sh", "") and path.is_file()]
    texts = [path.read_text("utf-8") for path in sorted(files) if "decisions" not in path.parts]
    return sorted({call for text in texts for call in _CALL.findall(text)})


@pytest.mark.parametrize("call", calls())
def test_every_call_in_the_docs_is_one_that_the_verb_takes(call: str) -> None:
    words = shlex.split(call.split("#")[0])
    assert grade_command.make_context("grade", words[1:]).params["paths"]


def steps() -> list[dict[str, str]]:
    [job] = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"].values()
    return job["steps"]


def test_the_workflow_gives_learners_code_no_rights() -> None:
    workflow = yaml.safe_load(WORKFLOW.read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    # YAML reads the word `on` as True.
    assert set(workflow[True]) == {"push", "workflow_dispatch"}
    assert "secrets." not in WORKFLOW.read_text("utf-8")
    checkouts = [step for step in steps() if step.get("uses", "").startswith("actions/checkout")]
    assert [step["with"]["persist-credentials"] for step in checkouts] == [False, False]


def test_the_workflow_publishes_what_the_reports_hold(tmp_path: Path) -> None:
    write_reports([marking()], tmp_path / "report")
    shown = [step["run"] for step in steps() if "GITHUB_STEP_SUMMARY" in step.get("run", "")]
    assert shown == ['cat report/summary.md >> "$GITHUB_STEP_SUMMARY"']
    assert (tmp_path / "report" / "summary.md").is_file() and (tmp_path / "report" / "junit.xml").is_file()
    names = [step.get("name", "") for step in steps()]
    # A class with a broken submission, whose step `Grade` is red, needs its reports most.
    after = steps()[names.index("Grade") + 1 :]
    assert [step["if"] for step in after] == ["${{ !cancelled() }}"] * 3
    used = [step["uses"] for step in after if "uses" in step]
    assert used == ["actions/cache/save@v4", "actions/upload-artifact@v4"]


def marking() -> Marking:
    return obey(task("submission", "nothing"))


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("bash"), reason="Gradescope runs Linux")
def test_gradescope_gets_the_results_of_its_one_submission(tmp_path: Path) -> None:
    lab = tmp_path / "source" / "digit-lab"
    lab.mkdir(parents=True)
    (tmp_path / "submission").mkdir()
    # In place of the grader: its reports as they are, and the status of a submission with trouble.
    write_reports([marking()], tmp_path / "ready")
    (lab / "lab.py").write_text(
        "import pathlib, shutil, sys\n"
        "assert sys.argv[1:3] == ['grade', 'handed-in'], sys.argv\n"
        "assert [path.name for path in pathlib.Path('handed-in').iterdir()] == ['submission']\n"
        "shutil.copytree('ready', sys.argv[sys.argv.index('--out') + 1])\n"
        "sys.exit(1)\n"
    )
    done = subprocess.run(
        ["bash", str(GRADESCOPE / "run_autograder")],
        env={"AUTOGRADER": str(tmp_path), "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    results = json.loads((tmp_path / "results" / "results.json").read_text("utf-8"))
    assert [test["score"] for test in results["tests"]] == [2]
    syntax = subprocess.run(["bash", "-n", str(GRADESCOPE / "setup.sh")], capture_output=True)
    assert syntax.returncode == 0
