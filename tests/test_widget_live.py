"""What live training knows and does without a browser: words, figures, and a fit that stops when asked."""

from __future__ import annotations

import _thread
import json
import math
import traceback
from collections.abc import Iterator
from typing import Any

import keras
import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

from lab_utils.widgets import LiveTraining
from lab_utils.widgets import live_training as shell
from lab_utils.widgets.live_training_state import TrainingRun

X = np.random.default_rng(0).random((64, 4)).astype("float32")
Y = np.random.default_rng(1).integers(0, 3, (64, 1))


def small_model(loss: str = "sparse_categorical_crossentropy", dropout: float = 0.0) -> Any:
    layers = [keras.Input((4,)), keras.layers.Dropout(dropout), keras.layers.Dense(3, activation="softmax")]
    model = keras.Sequential(layers)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model


class Tells(keras.callbacks.Callback):
    """A learner's callback: does something when an epoch ends, and notes what it has heard."""

    def __init__(self, act: Any = lambda epoch: None) -> None:
        super().__init__()
        self.act = act
        self.heard: list[Any] = []

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.heard.append((epoch, sorted(logs)))
        self.act(epoch)


class StopsAtStep(keras.callbacks.Callback):
    """Stops a live training at the third step of the second epoch."""

    live: LiveTraining

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self.epoch = epoch

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        if (self.epoch, batch) == (1, 2):
            self.live.stop()


def finished(epochs: int, *losses: float | None, **how: Any) -> TrainingRun:
    """Return a run of so many epochs asked for that has measured such losses."""
    run = TrainingRun("run 1")
    run.begins(epochs, 10)
    for number, loss in enumerate(losses, 1):
        run.epoch_begins(number)
        run.step_ends(how.get("step", 10))
        run.epoch_ends(number, {} if loss is None else {"loss": loss})
    run.finish(asked_to_stop=how.get("stopped", False), failed=how.get("failed", False))
    return run


# The state


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (finished(2, 0.5, 0.25), "2 epochs: loss 0.25"),
        (finished(1, 0.5), "1 epoch: loss 0.5"),
        (finished(9, 0.5, 0.25, stopped=True), "stopped in epoch 2 of 9: loss 0.25"),
        (
            finished(9, 0.5, stopped=True, step=4),
            "stopped in epoch 1 of 9, after 4 of its 10 steps: loss 0.5",
        ),
        (
            finished(1, 0.5, stopped=True, step=4),
            "stopped in epoch 1 of 1, after 4 of its 10 steps: loss 0.5",
        ),
        (finished(1, 0.5, stopped=True), "1 epoch: loss 0.5"),
        (finished(9, 0.5), "ended by a callback in epoch 1 of 9: loss 0.5"),
        (finished(9, 0.5, failed=True), "ended by an error in epoch 1 of 9: loss 0.5"),
        (finished(0), "0 epochs"),
        (finished(2, 0.5, math.nan), "2 epochs: loss nan; the loss is no finite number from epoch 2 on"),
    ],
)
def test_how_a_training_ended_is_told_in_words(run: TrainingRun, words: str) -> None:
    assert run.in_words() == words


def test_what_was_not_measured_in_an_epoch_has_a_gap() -> None:
    run = TrainingRun("run 1")
    run.begins(3, None)
    for number in (1, 2, 3):
        run.epoch_begins(number)
        run.epoch_ends(number, {"loss": 1 / number, **({"val_loss": 2.0} if number == 2 else {})})
    assert run.figures["val_loss"] == [None, 2.0, None]
    assert run.lowest("val_loss") == (2, 2.0) and run.lowest("loss") == (3, 1 / 3)
    assert run.lowest("other") is None
    curve = run.curves()["val_loss"]
    assert curve[1] == 2 and np.isnan([curve[0], curve[2]]).all()


def test_the_browser_is_sent_what_json_can_hold_also_where_no_numbers_come() -> None:
    sent = finished(3, math.nan, math.inf, 0.1234567891).to_send()
    assert json.loads(json.dumps(sent, allow_nan=False))["figures"]["loss"] == ["nan", "inf", 0.1234568]
    assert sent["lost"] == 1


# The training


def test_it_gives_what_fit_gives_to_the_last_digit() -> None:
    def histories(train: Any) -> Any:
        keras.utils.set_random_seed(3)
        model = small_model(dropout=0.5)
        drawn = Tells(lambda epoch: drawn.heard.append(float(keras.random.uniform(()))))
        history = train(model).fit(
            X, Y, 16, 3, callbacks=[drawn], validation_split=0.25, verbose=0, class_weight={0: 1, 1: 2, 2: 3}
        )
        assert isinstance(history, keras.callbacks.History) and model.history is history
        return history.history, drawn.heard, float(keras.random.uniform(()))

    assert histories(LiveTraining) == histories(lambda model: model)


class Halves(keras.Model):
    """A model of a learner's own, built when it first sees data, with a step of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.dense = keras.layers.Dense(1)

    def call(self, inputs: Any) -> Any:
        return self.dense(inputs)

    def train_step(self, data: Any) -> dict[str, Any]:
        x, y = data
        return {"loss": keras.ops.mean(keras.ops.square(self(x) - y)), "half life": 0.5}


def batches() -> Iterator[Any]:
    for start in range(0, 64, 16):
        yield X[start : start + 16], Y[start : start + 16].astype("float32")


def test_any_keras_model_and_any_data_will_do() -> None:
    own = Halves()
    own.compile()
    live = LiveTraining(own)
    live.fit(batches(), epochs=1)
    assert list(live.runs[0].figures) == ["half life", "loss"] and live.runs[0].steps is None

    def endless() -> Iterator[Any]:
        while True:
            yield from batches()

    live.fit(endless(), steps_per_epoch=3, epochs=2)
    assert live.runs[1].in_words().startswith("2 epochs: loss") and live.runs[1].steps == 3

    two = keras.Model(
        inputs := keras.Input((4,)), [keras.layers.Dense(1, name=name)(inputs) for name in ("one", "two")]
    )
    two.compile(loss=["mse", "mae"], metrics=[["mae"], ["mse"]])
    live.next_run(two, "two heads").fit(X, [Y, Y], validation_data=(X, [Y, Y]), validation_freq=2, epochs=2)
    figures = live.runs[-1].figures
    assert {"loss", "val_loss", "one_mae", "val_two_mse"} <= set(figures) and figures["val_loss"][0] is None
    assert live.still() is not None


class PassesOn(keras.Sequential):  # type: ignore[misc]
    """A model whose fit only passes its arguments on."""

    def fit(self, *args: Any, **kwargs: Any) -> Any:
        return super().fit(*args, **kwargs)


def test_arguments_may_stand_anywhere() -> None:
    model = PassesOn([keras.Input((4,)), keras.layers.Dense(1)])
    model.compile(loss="mse")
    heard = Tells()
    history = LiveTraining(model).fit(X, Y, 32, 2, 0, [heard])
    assert len(history.history["loss"]) == len(heard.heard) == 2
    with pytest.raises(TypeError, match="epoch"):
        LiveTraining(small_model()).fit(X, Y, epoch=2)
    with pytest.raises(TypeError, match="multiple values"):
        LiveTraining(small_model()).fit(X, Y, x=X)


def test_callbacks_of_one_s_own_are_kept_in_every_form() -> None:
    model = small_model()
    one, two = Tells(), Tells()
    container = keras.callbacks.CallbackList(
        [two], add_history=True, model=model, epochs=1, steps=2, verbose=0
    )
    live = LiveTraining(model)
    for callbacks in (one, [one], (one,), container, container):
        live.fit(X, Y, callbacks=callbacks)
    assert len(one.heard) == 3 and len(two.heard) == 2
    assert [run.in_words()[:7] for run in live.runs] == ["1 epoch"] * 5
    assert len(container.callbacks) == 3


def test_a_stop_is_heard_within_a_step() -> None:
    stops = StopsAtStep()
    live = stops.live = LiveTraining(small_model())
    history = live.fit(X, Y, 8, 50, callbacks=[stops])
    assert len(history.history["loss"]) == 2
    assert live.in_words().startswith("Live training: stopped in epoch 2 of 50, after 3 of its 8 steps: loss")
    assert live.history is history
    live.stop()
    assert len(live.fit(X, Y, epochs=3).history["loss"]) == 3


def test_an_interrupt_stops_it_and_keeps_the_history() -> None:
    live = LiveTraining(small_model())
    interrupts = Tells(lambda epoch: _thread.interrupt_main() if epoch == 1 else None)
    history = live.fit(X, Y, epochs=100_000, callbacks=[interrupts])
    assert 2 <= len(history.history["loss"]) < 100_000
    assert live.runs[0].state == "stopped"


def test_a_second_interrupt_leaves_at_once() -> None:
    live = LiveTraining(small_model())
    with pytest.raises(KeyboardInterrupt):
        live.fit(
            X, Y, epochs=100_000, callbacks=[Tells(lambda epoch: (live.stop(), _thread.interrupt_main()))]
        )


def test_an_error_is_raised_as_fit_raises_it_and_the_learner_s_line_is_named() -> None:
    live = LiveTraining(small_model())
    with pytest.raises(ZeroDivisionError) as caught:
        live.fit(X, Y, epochs=5, callbacks=[Tells(lambda epoch: 1 / (epoch - 1))])
    files = [frame.filename for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert files[0] == files[-1] == __file__
    assert [name for name in files if "lab_utils" in name][2:] == [] and len(files) < 8
    assert live.in_words().startswith("Live training: ended by an error in epoch 2 of 5")
    model = keras.Sequential([keras.layers.Dense(1)])
    with pytest.raises(ValueError, match="compile"):
        LiveTraining(model).fit(X, Y)


def test_it_can_t_be_started_within_itself() -> None:
    live = LiveTraining(small_model())
    with pytest.raises(RuntimeError, match="no other training of it runs"):
        live.fit(X, Y, callbacks=[Tells(lambda epoch: live.fit(X, Y))])
    assert len(live.fit(X, Y).history["loss"]) == 1


def test_the_caller_s_setting_of_numpy_holds_in_the_thread() -> None:
    seen = Tells(lambda epoch: seen.heard.append(np.geterr()["over"]))
    with np.errstate(over="raise"):
        LiveTraining(small_model()).fit(X, Y, callbacks=[seen])
    assert seen.heard[-1] == "raise"


def test_nothing_is_printed_unless_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    LiveTraining(small_model()).fit(X, Y)
    assert capsys.readouterr().out == ""
    LiveTraining(small_model()).fit(X, Y, verbose=2)
    assert "loss" in capsys.readouterr().out


def test_steps_that_are_too_large_are_told_in_words() -> None:
    model = small_model()
    model.optimizer.learning_rate = 1e30
    live = LiveTraining(model, name="far too fast")
    live.fit(X * 1e30, Y, epochs=3)
    assert "the loss is no finite number from epoch 1 on" in live.in_words()
    assert live.still() is not None


# Several, and what is sent


def test_several_runs_have_their_names_and_a_name_is_drawn_anew() -> None:
    live = LiveTraining()
    for name in ("slow", "fast", "slow"):
        live.next_run(small_model(), name=name).fit(X, Y, validation_data=(X, Y))
    live.next_run(small_model()).fit(X, Y)
    assert [run.name for run in live.runs] == ["fast", "slow", "run 3"]
    assert live.in_words().startswith("Live training, 3 runs. fast: 1 epoch: loss ")
    figure = live.still()
    assert figure is not None and len(figure.axes) == 2
    legend = figure.axes[-1].get_legend()
    assert next(text.get_text() for text in legend.get_texts()) == "fast, training"
    # Inside of the picture, and beside the diagrams: it covers no line.
    figure.canvas.draw()
    assert figure.axes[-1].bbox.x1 <= legend.get_window_extent().x0
    assert legend.get_window_extent().x1 <= figure.bbox.x1


def test_it_sends_a_few_times_a_second_and_only_what_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    now, sent = [0.0], [0]
    monkeypatch.setattr(shell.time, "monotonic", lambda: now[0])
    live = LiveTraining(small_model())
    live.runs = [TrainingRun("run 1")]
    live.observe(lambda change: sent.append(now[0]), "_runs")
    for tick in range(100):
        now[0] = tick / 20
        live.runs[0].epoch_begins(tick)
        live._show_changes()
    assert 5 <= len(sent) <= 20
    count = len(sent)
    now[0] = 100
    live._show_changes()
    live._show_changes()
    assert len(sent) == count + 1


def test_a_late_click_stops_no_other_training() -> None:
    live = LiveTraining(small_model())
    late = Tells(lambda epoch: live._handle_custom_msg({"stop": 1}, []))
    live.fit(X, Y)
    assert len(live.fit(X, Y, epochs=3, callbacks=[late]).history["loss"]) == 3
    late.act = lambda epoch: live._handle_custom_msg({"stop": 3}, [])
    assert len(live.fit(X, Y, epochs=3, callbacks=[late]).history["loss"]) == 1


def test_what_is_no_model_is_refused_in_words() -> None:
    for thing in (None, "model", LiveTraining()):
        with pytest.raises(TypeError, match="expected a Keras model with fit"):
            LiveTraining().next_run(thing)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="got no model"):
        LiveTraining().fit(X, Y)
    assert LiveTraining().in_words() == "Live training: nothing has been trained yet."
    assert LiveTraining().still() is None
