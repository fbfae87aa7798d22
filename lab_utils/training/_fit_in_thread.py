"""Run `fit` in a thread, so that a training can be watched and stopped."""

from __future__ import annotations

import contextvars
import inspect
import threading
from collections.abc import Callable
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

from lab_utils.training._kernel_messages import hearing_widgets

if TYPE_CHECKING:
    import keras

# Seconds between two looks at what has come from the browser.
_LOOK = 0.05


class Watcher(Protocol):
    """Who is told how a training goes, in the thread that trains."""

    def begins(self, epochs: int, steps: int | None) -> None:
        """Hear how many epochs are asked for, and how many steps each has if that is known."""

    def epoch_begins(self, epoch: int) -> None:
        """Hear the number of the epoch, from 1."""

    def step_ends(self, step: int) -> None:
        """Hear the number of the step in its epoch, from 1."""

    def epoch_ends(self, epoch: int, figures: dict[str, float]) -> None:
        """Hear what Keras has measured, the losses and metrics by their names."""


class FitInThread:
    """One call of `model.fit`, in a thread of its own.

    Parameters
    ----------
    model : keras.Model
    watcher : Watcher
    arguments, keywords
        Those of `fit`. Without `verbose` nothing is printed.

    Attributes
    ----------
    stopping : bool
        Whether somebody has asked it to stop.
    """

    def __init__(
        self, model: keras.Model, watcher: Watcher, arguments: tuple[Any, ...], keywords: dict[str, Any]
    ) -> None:
        self._model = model
        self._asked_to_stop = threading.Event()
        self._ended = threading.Event()
        self._error: BaseException | None = None
        self._result: Any = None
        callback = _watching_callback()(watcher, self._asked_to_stop)
        self._call = _call_of_fit(model, callback, arguments, keywords)
        self._thread = threading.Thread(target=self._run, name="fit", daemon=True)

    @property
    def stopping(self) -> bool:
        """Whether somebody has asked it to stop."""
        return self._asked_to_stop.is_set()

    @property
    def running(self) -> bool:
        """Whether the thread still trains."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Let the training end after the step that it is at. Any thread may ask."""
        self._asked_to_stop.set()

    def run(self, meanwhile: Callable[[], None]) -> Any:
        """Train, call `meanwhile` a few times a second, and return what `fit` returns.

        A KeyboardInterrupt stops the training as `stop` does; a second one is raised at once.

        Raises
        ------
        BaseException
            What `fit` has raised, as it raised it.
        """
        __tracebackhide__ = True
        self._callers_state = _keras_state()
        self._context = contextvars.copy_context()
        self._thread.start()
        try:
            self._wait(meanwhile)
        except BaseException:
            # Nobody waits for it any more.
            self.stop()
            raise
        if self._error is not None:
            raise self._error.with_traceback(_without_own_frames(self._error.__traceback__))
        return self._result

    def _wait(self, meanwhile: Callable[[], None]) -> None:
        with hearing_widgets() as hear_widgets:
            while not self._ended.is_set():
                try:
                    while not self._ended.wait(_LOOK):
                        hear_widgets()
                        meanwhile()
                except KeyboardInterrupt:
                    if self.stopping:
                        raise
                    self.stop()

    def _run(self) -> None:
        try:
            # So that numpy.errstate and whose cell a print belongs to are as in the caller's thread.
            self._result = self._context.run(self._fit)
        except BaseException as error:
            self._error = error
        finally:
            self._ended.set()

    def _fit(self) -> Any:
        own_state = _keras_state()
        for here, there in zip(own_state, self._callers_state, strict=True):
            here.update(_shared(there))
        try:
            return self._call()
        finally:
            for here, there in zip(own_state, self._callers_state, strict=True):
                there.update(_shared(here))


def _call_of_fit(
    model: keras.Model, callback: Any, arguments: tuple[Any, ...], keywords: dict[str, Any]
) -> Callable[[], Any]:
    """Return the call with one callback more, wherever the learner has put theirs."""
    import keras

    accepted = inspect.signature(model.fit).parameters
    kinds = {each.kind for each in accepted.values()}
    # A fit of one's own that passes everything on takes what Keras takes, in its order.
    passes_on = inspect.Parameter.VAR_POSITIONAL in kinds
    names = list(inspect.signature(keras.Model.fit).parameters)[1:] if passes_on else list(accepted)
    named = dict(zip(names, arguments, strict=False))
    if len(named) < len(arguments) or named.keys() & keywords.keys():
        # Python says best what is wrong with it.
        return lambda: model.fit(*arguments, **keywords)
    named |= keywords
    if "verbose" in accepted or inspect.Parameter.VAR_KEYWORD in kinds:
        named.setdefault("verbose", 0)
    named["callbacks"] = _with_callback(named.get("callbacks"), callback, model)
    return lambda: model.fit(**named)


def _with_callback(given: Any, callback: Any, model: keras.Model) -> Any:
    import keras

    if isinstance(given, keras.callbacks.CallbackList):
        # A container of one's own is used as it is; it must not grow with each fit.
        known = [each for each in given.callbacks if not isinstance(each, type(callback))]
        callback.set_model(model)
        callback.set_params(given.params)
        given.callbacks = [*known, callback]
        return given
    if given is None:
        return [callback]
    return [*given, callback] if isinstance(given, list | tuple) else [given, callback]


@cache
def _watching_callback() -> type:
    """Return the callback's class, made once Keras is needed."""
    import keras

    class Watching(keras.callbacks.Callback):
        """Tells a watcher how the training goes, and heeds who asks to stop."""

        # Keras then need not wait for it after each batch.
        async_safe = True

        def __init__(self, watcher: Watcher, asked_to_stop: threading.Event) -> None:
            super().__init__()
            self._watcher = watcher
            self._asked_to_stop = asked_to_stop

        def on_train_begin(self, logs: Any = None) -> None:
            params = self.params or {}
            self._watcher.begins(params.get("epochs", 1), params.get("steps"))

        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
            self._watcher.epoch_begins(epoch + 1)

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            self._watcher.step_ends(batch + 1)
            self._heed()

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            self._watcher.epoch_ends(epoch + 1, _numbers(logs or {}))
            self._heed()

        def _heed(self) -> None:
            if self._asked_to_stop.is_set():
                self.model.stop_training = True

    return Watching


def _numbers(logs: dict[str, Any]) -> dict[str, float]:
    """Return what in the logs is one number."""
    numbers = {}
    for name, value in logs.items():
        try:
            numbers[str(name)] = float(value)
        except (TypeError, ValueError):
            continue
    return numbers


def _keras_state() -> list[dict[str, Any]]:
    """Return what Keras keeps apart for each thread: a seeded generator, a policy, names in use."""
    try:
        from keras.src.backend.common import global_state
    except ImportError:
        return []
    names = ("GLOBAL_STATE_TRACKER", "GLOBAL_SETTINGS_TRACKER")
    return [vars(getattr(global_state, name)) for name in names if hasattr(global_state, name)]


def _shared(state: dict[str, Any]) -> dict[str, Any]:
    """Leave out the stacks of open scopes, which are each thread's own."""
    return {name: value for name, value in state.items() if not isinstance(value, list)}


def _without_own_frames(traceback: TracebackType | None) -> TracebackType | None:
    """Leave out the frames of this module, which tell a learner nothing."""
    while traceback is not None and traceback.tb_frame.f_code.co_filename == __file__:
        traceback = traceback.tb_next
    return traceback
