"""The draw pad, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from lab_utils._wording import four_parts
from lab_utils.own_digits import own_digits_file
from lab_utils.widgets._still import new_figure
from lab_utils.widgets.digit_reader_state import DRAWN_FOLDER, DigitReading, read_digit, read_drawing
from lab_utils.widgets.own_test_set import OwnTestSet, key_of
from lab_utils.widgets.pad import PadWidget

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_EXAMPLE = DRAWN_FOLDER / "3.png"


class DrawPad(PadWidget):
    """Draw a digit and watch the lab's network read it with every stroke.

    By mouse, touch, pen or keyboard: the arrows move a cursor, two at once slantwise, and Space puts the pen
    down and lifts it. Each step of the preparation is shown. The preparation and the network run in the
    browser. A drawing can be kept with its label: it becomes a digit of your own test set.

    Parameters
    ----------
    weights : mapping of str to ndarray, optional
        W1 (400, n1), b1 (n1,) and so on to 10 logits. Without them the lab's network reads, which is trained
        if it has not been yet.
    keep_in : path-like, optional
        The .npz file of your test set, which `lab_utils.data.load_own` reads; it is made if it does not
        exist. `lab_utils.own_digits.own_digits_file()` if left out.

    Attributes
    ----------
    picture : ndarray, shape (280, 280), uint8, or None
        What is drawn, as soon as the pen was lifted: dark ink, 255 is white.
    reading : DigitReading or None
        What the network makes of it.

    Examples
    --------
    >>> from lab_utils.widgets import DrawPad
    >>> pad = DrawPad(keep_in="my_digits.npz")
    >>> pad
    <DrawPad: Draw pad: ...>

    Draw a digit in it, then ask:

    >>> if pad.reading is not None:
    ...     print(pad.reading.digit, pad.reading.probabilities)
    """

    front_end = "draw_pad"

    # The test set: a key and a label for each digit, and 400 float32 for each.
    _kept = traitlets.List(traitlets.Dict()).tag(sync=True)
    _kept_pixels = traitlets.CBytes().tag(sync=True)
    _kept_problem = traitlets.Unicode().tag(sync=True)
    _can_put_back = traitlets.Bool(False).tag(sync=True)
    _place = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, weights: Mapping[str, np.ndarray] | None = None, *, keep_in: str | Path | None = None
    ) -> None:
        path = own_digits_file() if keep_in is None else Path(keep_in).expanduser()
        if path.suffix.lower() != ".npz":
            fix = 'load_own reads such files only, as in keep_in="my_digits.npz".'
            raise ValueError(
                four_parts("keep_in", expected="a .npz file", got=path.name or str(path), fix=fix)
            )
        self._test_set = OwnTestSet(path)
        super().__init__(weights, _place="/".join(path.parts[-3:]))
        self._show_test_set()
        self.on_msg(_answer)

    @property
    def reading(self) -> DigitReading | None:
        """What the network makes of the drawing; None if there is no digit to read."""
        picture = self.picture
        return None if picture is None else read_drawing(picture, self._network)

    def in_words(self) -> str:
        """Return what is drawn and read."""
        reading = self.reading
        if reading is None:
            return "Draw pad: no digit is drawn yet."
        return f"Draw pad: {reading.in_words()}"

    def still(self) -> Figure:
        """Return the drawing, or an example, beside what the network sees and its ten probabilities."""
        from lab_utils.plots import plot_digit, plot_preparation, plot_probabilities

        reading = self.reading
        called = "Drawn" if reading else "An example: run the cell to draw your own"
        reading = reading or read_digit(_EXAMPLE, self._network)
        figure = new_figure(8.4, 2.9)
        boxes = [(0.01, 0.1, 0.23, 0.7), (0.27, 0.1, 0.23, 0.7), (0.6, 0.2, 0.39, 0.6)]
        drawn, seen, bars = (figure.add_axes(box) for box in boxes)
        plot_preparation({"grey": reading.preparation.steps["grey"]}, np.array([drawn]))
        drawn.set_title("")
        plot_digit(reading.preparation.x, seen, title="what the network sees")
        plot_probabilities(reading.probabilities, bars, title=f"read as {reading.digit}")
        figure.suptitle(called, x=0.01, y=0.97, ha="left", fontsize=11)
        return figure

    def _show_test_set(self) -> None:
        X, y = self._test_set.digits()
        with self.hold_sync():
            self._kept = [{"key": key_of(x), "label": int(label)} for x, label in zip(X, y, strict=True)]
            self._kept_pixels = np.asarray(X, dtype="<f4").tobytes()
            self._kept_problem = self._test_set.problem
            self._can_put_back = self._test_set.can_put_back

    def _change_test_set(self, content: dict[str, Any], buffers: list[Any]) -> str | None:
        if "keep" in content and buffers:
            # Bytes arrive as a view of memory.
            return self._test_set.keep(np.frombuffer(bytes(buffers[0]), dtype="<f4"), content["keep"])
        if "remove" in content:
            return self._test_set.remove(content["remove"])
        return self._test_set.put_back() if "put_back" in content else None


def _answer(pad: DrawPad, content: dict[str, Any], buffers: list[Any]) -> None:
    """Answer the browser, which keeps a digit, removes one or puts it back."""
    words = pad._change_test_set(content, buffers)
    if words is None:
        return
    refused = bool(pad._test_set.problem)
    pad._show_test_set()
    pad.send({"turn": content.get("turn"), "words": words, "refused": refused})
