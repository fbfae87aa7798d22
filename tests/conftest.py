"""What every test shares: nothing a test does may touch a learner's progress."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_progress_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the lab at a fresh progress file, in this process and in every child."""
    path = tmp_path / "progress.json"
    monkeypatch.setenv("DIGIT_LAB_PROGRESS", str(path))
    return path
