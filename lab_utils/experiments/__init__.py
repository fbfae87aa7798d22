"""Networks and their training from one config file, lab_utils/experiments.toml.

>>> from lab_utils.experiments import load_experiments, run_experiment
>>> short = load_experiments()["lab"].with_settings({"epochs": "5"})
>>> run = run_experiment(short)
>>> run.scores.lab_test.accuracy

`load_run("lab")` brings back the newest run of an experiment. Nothing here imports TensorFlow before a
network is built, trained or asked.
"""

from __future__ import annotations

from lab_utils.experiments._errors import ConfigError, RunError
from lab_utils.experiments._form import Experiment
from lab_utils.experiments._progress import Progress, Quiet
from lab_utils.experiments._reading import EXPERIMENTS_FILE, load_experiments
from lab_utils.experiments._running import run_experiment
from lab_utils.experiments._runs import Run, kept_runs, load_run
from lab_utils.experiments._scores import PartScores, Scores

__all__ = [
    "EXPERIMENTS_FILE",
    "ConfigError",
    "Experiment",
    "PartScores",
    "Progress",
    "Quiet",
    "Run",
    "RunError",
    "Scores",
    "kept_runs",
    "load_experiments",
    "load_run",
    "run_experiment",
]
