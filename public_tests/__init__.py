"""The checks of Digit Lab: what a learner wrote is called, judged and explained."""

from __future__ import annotations

from public_tests.checking import check
from public_tests.notebook import CheckFailed
from public_tests.report import Report
from public_tests.target import Outcome, Target

__all__ = ["CheckFailed", "Outcome", "Report", "Target", "check"]
