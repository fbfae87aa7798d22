"""The digit reader, as a notebook and the app show it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from lab_utils.preparation import PictureError
from lab_utils.widgets._still import new_figure
from lab_utils.widgets.digit_reader_state import (
    DRAWN_FOLDER,
    DigitReading,
    drawn_examples,
    read_digit,
    read_drawing,
)
from lab_utils.widgets.pad import PadWidget

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# What the preparation takes: more is refused before it is sent.
_LARGEST_MEGABYTES = 100


class DigitReader(PadWidget):
    """Draw a digit or give a picture of one to the lab's network, and see all that happens to it.

    A picture is chosen, dropped or pasted, or is one of the lab's own. Shown are each step of its
    preparation, the hidden units, and the ten probabilities. A drawing is read with every stroke.

    Parameters
    ----------
    weights : mapping of str to ndarray, optional
        W1 (400, n1), b1 (n1,) and so on to 10 logits. Without them the lab's network reads, which is trained
        if it has not been yet.
    examples : path-like
        A folder with PNG files to begin with; it need not exist.

    Attributes
    ----------
    reading : DigitReading or None
        What was read last.

    Examples
    --------
    >>> from lab_utils.data import load_digits
    >>> from lab_utils.widgets import DigitReader
    >>> X, y = load_digits()
    >>> reader = DigitReader()
    >>> reader.read(X[3502].reshape(20, 20), "Row 3502").digit
    7
    >>> reader
    <DigitReader: Digit reader: Row 3502. ...>
    """

    front_end = "digit_reader"

    # The picture's name, and a reading or a problem. `turn` makes the same picture news when it comes again.
    _seen = traitlets.Dict().tag(sync=True)
    # Each example's name, and its PNG file for the button.
    _examples = traitlets.List(traitlets.Dict()).tag(sync=True)
    _largest_megabytes = traitlets.Int(_LARGEST_MEGABYTES).tag(sync=True)

    def __init__(
        self, weights: Mapping[str, np.ndarray] | None = None, *, examples: str | Path = DRAWN_FOLDER
    ) -> None:
        self._example_files = drawn_examples(Path(examples))
        self._turn = 0
        self.reading: DigitReading | None = None
        shown = [{"name": _called(file), "png": file.read_bytes()} for file in self._example_files]
        super().__init__(weights, _examples=shown)
        if self._example_files:
            self._read_example(0)
        self.on_msg(_answer)

    def read(self, picture: Any, name: str = "The picture") -> DigitReading:
        """Read a picture and show it.

        Parameters
        ----------
        picture : str, path-like, bytes, PIL.Image.Image or ndarray
            Whatever `lab_utils.preparation.prepare_digit` takes.
        name : str
            What it is called.

        Raises
        ------
        PictureError
            If it can't be read or holds no ink. The widget shows the same sentence.
        """
        try:
            self.reading = read_digit(picture, self._network, name)
        except PictureError as problem:
            self.reading = None
            self._show(name, problem=str(problem))
            raise
        self._show(name, reading=_as_data(self.reading))
        return self.reading

    def in_words(self) -> str:
        """Return what was read last."""
        if self.reading is None:
            return "Digit reader: no picture was read yet."
        return f"Digit reader: {self.reading.name}. {self.reading.in_words()}"

    def still(self) -> Figure | None:
        """Return the prepared digit beside its ten probabilities."""
        if self.reading is None:
            return None
        from lab_utils.plots import plot_digit, plot_probabilities

        figure = new_figure(7.2, 2.6)
        left, right = figure.add_axes((0.01, 0.04, 0.3, 0.84)), figure.add_axes((0.4, 0.2, 0.59, 0.66))
        plot_digit(self.reading.preparation.x, left, title=self.reading.name)
        plot_probabilities(self.reading.probabilities, right, title=f"read as {self.reading.digit}")
        return figure

    @traitlets.observe("_ink")
    def _read_drawing(self, change: dict[str, Any]) -> None:
        # The browser has read and shown it already.
        if self.picture is not None:
            self.reading = read_drawing(self.picture, self._network)

    def _show(self, name: str, *, reading: dict[str, Any] | None = None, problem: str = "") -> None:
        self._turn += 1
        self._seen = {"turn": self._turn, "name": name, "reading": reading, "problem": problem}

    def _read_example(self, which: int) -> None:
        file = self._example_files[which]
        self._read_for_the_browser(file, _called(file))

    def _read_for_the_browser(self, picture: Any, name: str) -> None:
        try:
            self.read(picture, name)
        except PictureError:
            return
        except Exception as error:
            # Nobody sees the kernel's log behind a page.
            self._show(name, problem=f"The lab itself failed on {name} ({type(error).__name__}: {error}).")
            raise


def _as_data(reading: DigitReading) -> dict[str, Any]:
    """Return what the browser needs: plain values, and pictures as bytes."""
    return {
        "digit": reading.digit,
        "sureness": reading.sureness(),
        "words": reading.in_words(),
        "notes": list(reading.preparation.notes),
        "probabilities": reading.probabilities.astype(float).tolist(),
        "hidden": [layer.astype(float).tolist() for layer in reading.hidden],
        "steps": [
            {"name": name, "does": does, "shape": list(image.shape), "pixels": _as_bytes(image)}
            for name, does, image in reading.steps()
        ],
    }


def _called(example: Path) -> str:
    return example.stem.replace("_", " ")


def _as_bytes(image: np.ndarray) -> bytes:
    return (255 * image + 0.5).astype(np.uint8).tobytes()


def _answer(reader: DigitReader, content: dict[str, Any], buffers: list[Any]) -> None:
    """Answer the browser, which sends a picture or names an example."""
    if "example" in content:
        reader._read_example(content["example"])
    elif "name" in content:
        # Bytes arrive as a view of memory.
        reader._read_for_the_browser(bytes(buffers[0]) if buffers else b"", content["name"])
