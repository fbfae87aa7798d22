"""What is known of trainings, while they run and afterwards: live training without a view."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

WAITING, RUNNING, STOPPING = "waiting", "running", "stopping"
DONE, STOPPED, ENDED, FAILED = "done", "stopped", "ended", "failed"
VALIDATION = "val_"


@dataclass
class TrainingRun:
    """One training: how far it is, and what Keras has measured after each epoch.

    A watcher for `lab_utils.training.FitInThread`: the thread that trains tells it, another one reads.

    Attributes
    ----------
    name : str
    state : str
        waiting, running, stopping; done (all epochs), stopped (somebody asked for it), ended (a callback
        ended it early), failed (an error).
    epochs : int or None
        The number of the last epoch that was asked for.
    steps : int or None
        How many steps an epoch has; None while nobody knows.
    epoch, step : int
        Where it is, from 1; 0 before the first.
    numbers : list of int
        The numbers of the epochs that have ended.
    figures : dict of str to list of float or None
        For each loss and metric one value per ended epoch; None where it was not measured.
    changes : int
        Grows with each change.
    """

    name: str
    state: str = WAITING
    epochs: int | None = None
    steps: int | None = None
    epoch: int = 0
    step: int = 0
    numbers: list[int] = field(default_factory=list)
    figures: dict[str, list[float | None]] = field(default_factory=dict)
    changes: int = 0

    def begins(self, epochs: int, steps: int | None) -> None:
        """Note what was asked for."""
        self.epochs, self.steps = epochs, steps
        if self.state == WAITING:
            self.state = RUNNING
        self.changes += 1

    def epoch_begins(self, epoch: int) -> None:
        """Note which epoch it is."""
        self.epoch, self.step = epoch, 0
        self.changes += 1

    def step_ends(self, step: int) -> None:
        """Note how far the epoch is. Keras may tell it late, and from several threads."""
        self.step = max(self.step, step)
        self.changes += 1

    def epoch_ends(self, epoch: int, figures: dict[str, float]) -> None:
        """Keep what was measured."""
        for key in figures:
            self.figures.setdefault(key, [None] * len(self.numbers))
        for key, values in self.figures.items():
            values.append(figures.get(key))
        # Last, because a reader takes as many values as there are numbers.
        self.numbers.append(epoch)
        self.changes += 1

    def stop_asked(self) -> None:
        """Note that somebody wants it to end."""
        if self.state in (WAITING, RUNNING):
            self.state = STOPPING
            self.changes += 1

    def finish(self, *, asked_to_stop: bool, failed: bool = False) -> None:
        """Note how it ended."""
        last = self.numbers[-1] if self.numbers else 0
        # Where no epoch has begun, none was asked for.
        early = self.epoch > 0 and (self.epochs is None or last < self.epochs)
        if failed:
            self.state = FAILED
        elif asked_to_stop and (early or self._within_an_epoch):
            self.state = STOPPED
        else:
            self.state = ENDED if early else DONE
        self.changes += 1

    @property
    def _within_an_epoch(self) -> bool:
        return self.steps is not None and 0 < self.step < self.steps

    def lowest(self, key: str) -> tuple[int, float] | None:
        """Return the epoch and the value of the lowest number under a key; None without any."""
        values = zip(self.numbers, self.figures.get(key, []), strict=False)
        known = [(value, number) for number, value in values if value is not None and math.isfinite(value)]
        return None if not known else (min(known)[1], min(known)[0])

    def lost(self) -> int | None:
        """Return the first epoch in which the loss is not a number, or infinite; None without one."""
        losses = zip(self.numbers, self.figures.get("loss", []), strict=False)
        return next((n for n, loss in losses if loss is not None and not math.isfinite(loss)), None)

    def progress(self) -> str:
        """Say how far it is, or how it ended."""
        state, of = self.state, "" if self.epochs is None else f" of {self.epochs}"
        if state == WAITING:
            return "starting"
        if state in (RUNNING, STOPPING):
            return f"{state}, epoch {max(self.epoch, 1)}{of}"
        if state == DONE:
            count = len(self.numbers)
            return f"{count} epoch{'' if count == 1 else 's'}"
        if state == FAILED:
            return f"ended by an error in epoch {max(self.epoch, 1)}{of}"
        within = f", after {self.step} of its {self.steps} steps" if self._within_an_epoch else ""
        how = "stopped" if state == STOPPED else "ended by a callback"
        return f"{how} in epoch {self.epoch}{of}{within}"

    def in_words(self) -> str:
        """Say how it ended, and with which figures."""
        words = self.progress()
        # The loss first, whatever Keras begins with, and each figure before its validation.
        keys = sorted(self.figures, key=lambda key: (_name(key) != "loss", _name(key), key))
        last = [f"{spoken(key)} {figure(self.figures[key][-1])}" for key in keys if self.numbers]
        if last:
            words += f": {', '.join(last)}"
        if (epoch := self.lost()) is not None:
            words += f"; the loss is no finite number from epoch {epoch} on"
        return words

    def curves(self) -> dict[str, list[float]]:
        """Return the figures as a plot takes them: what was not measured is not a number."""
        count = len(self.numbers)
        return {
            key: [math.nan if value is None else value for value in values[:count]]
            for key, values in list(self.figures.items())
        }

    def to_send(self) -> dict[str, Any]:
        """Return what the browser is told, in values that JSON can hold."""
        count = len(self.numbers)
        figures = {
            key: [_plain(value) for value in values[:count]] for key, values in list(self.figures.items())
        }
        return {
            "name": self.name,
            "state": self.state,
            "progress": self.progress(),
            "epochs": self.epochs,
            "steps": self.steps,
            "epoch": self.epoch,
            "step": self.step,
            "numbers": self.numbers[:count],
            "figures": figures,
            "lost": self.lost(),
        }


def _name(key: str) -> str:
    return key.removeprefix(VALIDATION)


def spoken(key: str) -> str:
    """Return the name of a figure as it is read: `val_loss` is the validation loss."""
    name = _name(key).replace("_", " ")
    return f"validation {name}" if key.startswith(VALIDATION) else name


def figure(value: float | None) -> str:
    """Show a number in four digits, as Python names it."""
    return "not measured" if value is None else f"{value:.4g}"


def _plain(value: float | None) -> float | str | None:
    if value is None or math.isfinite(value):
        return None if value is None else float(f"{value:.7g}")
    return str(value)
