"""Live training, as a notebook shows it."""

from __future__ import annotations

import math
import time
import uuid
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from lab_utils._wording import four_parts
from lab_utils.training import FitInThread
from lab_utils.widgets._base import LabWidget
from lab_utils.widgets._in_cell import show_in_cell
from lab_utils.widgets._still import new_figure
from lab_utils.widgets.live_training_state import VALIDATION, TrainingRun

if TYPE_CHECKING:
    import keras
    from matplotlib.figure import Figure

# Seconds between two pictures at least; and for one second of sending, so many of training.
_BETWEEN = 0.3
_SHARE = 25


class LiveTraining(LabWidget):
    """Train a Keras model, watch loss and accuracy while it learns, and stop it when you have seen enough.

    `LiveTraining(model)` takes the model's place: its `fit` has the same arguments and the same result, shows
    itself in the cell, and trains in a thread, so that Stop is heard. Without a notebook it just trains.

    Parameters
    ----------
    model : keras.Model, optional
        Compiled. It may come later, by `next_run`.
    name : str
        How its curves are called; "run 1" and so on if left out.

    Attributes
    ----------
    runs : list of TrainingRun
        All trainings that are drawn over one another.
    history : keras.callbacks.History
        That of the last training, also of one that was stopped or has failed.

    Examples
    --------
    >>> from lab_utils.network import build_lab_network, compile_lab_network
    >>> from lab_utils.split import split_lab_digits
    >>> from lab_utils.widgets import LiveTraining
    >>> X_train, X_val, _, y_train, y_val, _ = split_lab_digits()
    >>> model = compile_lab_network(build_lab_network())
    >>> history = LiveTraining(model).fit(X_train, y_train, epochs=2, validation_data=(X_val, y_val))
    >>> sorted(history.history)
    ['accuracy', 'loss', 'val_accuracy', 'val_loss']

    Several trainings in one picture:

    >>> live = LiveTraining()
    >>> for rate in (0.001, 0.1):
    ...     learner = compile_lab_network(build_lab_network(), learning_rate=rate)
    ...     history = live.next_run(learner, name=f"rate {rate}").fit(X_train, y_train, epochs=2)
    >>> live
    <LiveTraining: ...>
    """

    front_end = "live_training"

    # Whether the losses stand on a logarithmic axis.
    logarithmic = traitlets.Bool(False).tag(sync=True)
    # The figure of the second diagram; empty for the accuracy, or the first that there is.
    metric = traitlets.Unicode().tag(sync=True)

    _runs = traitlets.List(traitlets.Dict()).tag(sync=True)
    # Which widget it is: each view is given another object for its model.
    _key = traitlets.Unicode().tag(sync=True)
    # Grows with each training, so that a late click stops no other one.
    _number = traitlets.Int(0).tag(sync=True)

    def __init__(self, model: keras.Model | None = None, *, name: str = "") -> None:
        if model is not None:
            _accepted_model(model)
        self.runs: list[TrainingRun] = []
        self._model, self._name = model, name
        self._fit: FitInThread | None = None
        self._sent_at, self._sending_took, self._sent = 0.0, 0.0, (-1, -1)
        super().__init__(_key=uuid.uuid4().hex)
        self.on_msg(_answer)

    def next_run(self, model: keras.Model, name: str = "") -> LiveTraining:
        """Take another model: its training is drawn over those before.

        Parameters
        ----------
        model : keras.Model
        name : str
            A name that was there already is drawn anew.

        Returns
        -------
        LiveTraining
            Itself.
        """
        self._model, self._name = _accepted_model(model), name
        return self

    def fit(self, *arguments: Any, **keywords: Any) -> keras.callbacks.History:
        """Train as `model.fit` does, with the same arguments, and show it.

        Nothing is printed unless `verbose` is given. Stop, or interrupting the kernel, ends the training
        after the step that it is at.

        Returns
        -------
        keras.callbacks.History
            What `model.fit` returns; after a stop it has fewer epochs.

        Raises
        ------
        RuntimeError
            If this training still runs.
        BaseException
            What `model.fit` raises.
        """
        __tracebackhide__ = True
        run, fit = self._begin(arguments, keywords)
        failed = True
        try:
            result = fit.run(self._show_changes)
            failed = False
        finally:
            run.finish(asked_to_stop=fit.stopping, failed=failed)
            self._tell_browser()
        return result

    def stop(self) -> None:
        """End the training after the step that it is at, as the button does."""
        if self._fit is not None and self._fit.running:
            self.runs[-1].stop_asked()
            self._fit.stop()

    @property
    def history(self) -> Any:
        """The History of the last training."""
        return getattr(self._model, "history", None)

    def in_words(self) -> str:
        """Return how each training ended, and with which figures."""
        if not self.runs:
            return "Live training: nothing has been trained yet."
        if len(self.runs) == 1:
            return f"Live training: {self.runs[0].in_words()}."
        each = "; ".join(f"{run.name}: {run.in_words()}" for run in self.runs)
        return f"Live training, {len(self.runs)} runs. {each}."

    def still(self) -> Figure | None:
        """Return the curves of all trainings; None while there are none."""
        from lab_utils.plots import plot_history

        curves = {run.name: run.curves() for run in self.runs if run.numbers and "loss" in run.figures}
        if not curves:
            return None
        two = any("acc" in key for run in curves.values() for key in run if not key.startswith(VALIDATION))
        wide = 9.6 if two else 5.2
        # Several runs are named beside their diagrams.
        figure = new_figure(wide + 2 * (len(curves) > 1), 3.4)
        part = wide / figure.get_figwidth()
        places = ((0.06, 0.42), (0.56, 0.42)) if two else ((0.11, 0.86),)
        axes = [figure.add_axes((part * left, 0.15, part * width, 0.75)) for left, width in places]
        plot_history(curves if len(curves) > 1 else next(iter(curves.values())), np.array(axes))
        finite = [v for run in curves.values() for v in run["loss"] if math.isfinite(v) and v > 0]
        if self.logarithmic and finite:
            axes[0].set_yscale("log")
        return figure

    def _begin(self, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> tuple[TrainingRun, FitInThread]:
        if self._fit is not None and self._fit.running:
            raise RuntimeError(
                four_parts(
                    "LiveTraining.fit()",
                    expected="that no other training of it runs",
                    got="one that has not ended yet",
                    fix="Wait for it, or restart the kernel.",
                )
            )
        model = _accepted_model(self._model)
        name = self._name or f"run {len(self.runs) + 1}"
        run = TrainingRun(name)
        self._fit = FitInThread(model, run, arguments, keywords)
        self.runs = [*(each for each in self.runs if each.name != name), run]
        self._number += 1
        self._tell_browser()
        show_in_cell(self)
        return run, self._fit

    def _show_changes(self) -> None:
        """Send what has changed, a few times a second at most: called while the training runs."""
        if (len(self.runs), self.runs[-1].changes) == self._sent:
            return
        if time.monotonic() - self._sent_at >= max(_BETWEEN, _SHARE * self._sending_took):
            self._tell_browser()

    def _tell_browser(self) -> None:
        began = time.monotonic()
        self._sent = (len(self.runs), self.runs[-1].changes)
        self._runs = [run.to_send() for run in self.runs]
        self._sent_at = time.monotonic()
        self._sending_took = self._sent_at - began


def _accepted_model(model: Any) -> Any:
    if not callable(getattr(model, "fit", None)) or isinstance(model, LiveTraining):
        got = "no model" if model is None else type(model).__name__
        fix = "Write LiveTraining(model), or live.next_run(model), with a compiled model."
        raise TypeError(four_parts("LiveTraining", expected="a Keras model with fit", got=got, fix=fix))
    return model


def _answer(live: LiveTraining, content: dict[str, Any], buffers: list[Any]) -> None:
    """Heed the button of the training that is running."""
    if content.get("stop") == live._number:
        live.stop()
