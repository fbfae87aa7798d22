"""Live training in a kernel without a browser: a click is heard while the cell still runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager, start_new_kernel

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 300
Message = dict[str, Any]

SET_UP = """
import ipywidgets, keras, numpy as np
from lab_utils.widgets import LiveTraining
X, y = np.zeros((64, 4), "float32"), np.zeros((64, 1))
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
model.compile(loss="mse")
slider = ipywidgets.IntSlider()
class Wait(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        if slider.value == 7:
            self.model.stop_training = True
"""
LONG = "live = LiveTraining(model)\nhistory = live.fit(X, y, epochs=1_000_000{})\nprint('over')"


class Kernel:
    """A kernel, and all that it has told since a cell was sent."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.manager, self.client = manager, client

    def send(self, code: str) -> str:
        return str(self.client.execute(code))

    def told_until(self, seen: Callable[[Message], bool]) -> list[Message]:
        """Collect what the kernel tells until something is seen."""
        told: list[Message] = []
        until = time.monotonic() + PATIENCE
        while not (told and seen(told[-1])):
            assert time.monotonic() < until, [message["msg_type"] for message in told]
            told.append(self.client.get_iopub_msg(timeout=PATIENCE))
        return told

    def run(self, code: str) -> list[Message]:
        return self.told_until(idle_after(self.send(code)))

    def tell_widget(self, comm: str, data: dict[str, Any]) -> str:
        """Send what a browser sends to a widget."""
        message = self.client.session.msg("comm_msg", {"comm_id": comm, "data": data})
        self.client.shell_channel.send(message)
        return str(message["header"]["msg_id"])


def idle_after(request: str) -> Callable[[Message], bool]:
    return lambda message: (
        message["parent_header"].get("msg_id") == request
        and message["content"].get("execution_state") == "idle"
    )


def trains(message: Message) -> bool:
    """Tell whether the browser is told of an epoch that has ended."""
    return message["msg_type"] == "comm_msg" and any(
        run["numbers"] and run["state"] == "running"
        for run in message["content"]["data"]["state"].get("_runs", [])
    )


def printed(messages: list[Message]) -> str:
    return "".join(m["content"]["text"] for m in messages if m["msg_type"] == "stream")


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    manager, client = start_new_kernel(PATIENCE, "python3", cwd=str(ROOT))
    try:
        kernel = Kernel(manager, client)
        errors = [m["content"] for m in kernel.run(SET_UP) if m["msg_type"] == "error"]
        assert errors == []
        yield kernel
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_a_click_on_stop_ends_the_training_and_the_next_cell_runs_on(kernel: Kernel) -> None:
    cell = kernel.send(LONG.format(""))
    following = kernel.send("print(live.runs[0].state, 1 <= len(history.history['loss']) < 1_000_000)")
    last = kernel.send("print('last')")
    told = kernel.told_until(trains)
    shown = next(m["content"]["data"] for m in told if m["msg_type"] == "display_data")
    comm = shown["application/vnd.jupyter.widget-view+json"]["model_id"]
    kernel.tell_widget(comm, {"method": "custom", "content": {"stop": 1}})
    told = kernel.told_until(idle_after(cell))
    assert printed(told) == "over\n"
    # What is saved shows the end: a picture, and words.
    *_, final = (m["content"]["data"] for m in told if m["msg_type"] == "update_display_data")
    assert final["text/plain"].startswith("Live training: stopped in epoch ") and final["image/png"]
    assert printed(kernel.told_until(idle_after(following))) == "stopped True\n"
    assert printed(kernel.told_until(idle_after(last))) == "last\n"


def test_other_widgets_are_heard_meanwhile_and_told_that_they_were(kernel: Kernel) -> None:
    kernel.run("slider.value = 0")
    slider = printed(kernel.run("print(slider.comm.comm_id)")).strip()
    cell = kernel.send(LONG.format(", callbacks=[Wait()]"))
    kernel.told_until(trains)
    moved = kernel.tell_widget(slider, {"method": "update", "state": {"value": 7}, "buffer_paths": []})
    told = kernel.told_until(idle_after(cell))
    assert printed(told) == "over\n"
    states = [m["content"]["execution_state"] for m in told if m["parent_header"].get("msg_id") == moved
              and m["msg_type"] == "status"]  # fmt: skip
    assert states == ["busy", "idle"]
    assert "ended by a callback" in printed(kernel.run("print(live.in_words())"))


def test_an_interrupt_of_the_kernel_stops_it_and_keeps_the_history(kernel: Kernel) -> None:
    cell = kernel.send(LONG.format(""))
    kernel.told_until(trains)
    kernel.manager.interrupt_kernel()
    told = kernel.told_until(idle_after(cell))
    assert printed(told) == "over\n"
    assert (
        printed(kernel.run("print(len(history.history['loss']) > 0, live.runs[0].state)")) == "True stopped\n"
    )


def test_an_error_ends_the_cell_and_those_that_wait_as_ever(kernel: Kernel) -> None:
    cell = kernel.send("LiveTraining(model).fit(X, y[:3], epochs=2)")
    waiting = kernel.send("print('must not run')")
    told = kernel.told_until(idle_after(cell))
    error = next(m["content"] for m in told if m["msg_type"] == "error")
    assert error["ename"] == "ValueError" and len("\n".join(error["traceback"]).splitlines()) < 60
    assert printed(kernel.told_until(idle_after(waiting))) == ""
    assert printed(kernel.run("print('here again')")) == "here again\n"


def test_trainings_of_one_cell_share_one_picture(kernel: Kernel) -> None:
    code = (
        "live = LiveTraining()\n"
        "for name in ('one', 'two'):\n    _ = live.next_run(model, name=name).fit(X, y, epochs=2)"
    )
    told = kernel.run(code)
    shown = [m["msg_type"] for m in told if "display_data" in m["msg_type"]]
    assert shown == ["display_data", "update_display_data"]
    words = [m["content"]["data"]["text/plain"] for m in told if m["msg_type"] == "update_display_data"]
    assert words[0].startswith("Live training, 2 runs. one: 2 epochs: loss 0; two: 2 epochs: loss 0.")
    again = kernel.run("_ = live.fit(X, y)")
    assert [m["msg_type"] for m in again if "display_data" in m["msg_type"]] == shown
