"""What a widget with a pad sends to the browser, and hears of the drawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import traitlets

from lab_utils.widgets._base import LabWidget
from lab_utils.widgets.digit_reader_state import ALWAYS_A_DIGIT, STEPS, accepted_weights
from lab_utils.widgets.pad_state import PAD_SIDE, for_the_browser, picture_of


class PadWidget(LabWidget):
    """A widget with a pad, whose drawing is prepared and read in the browser.

    Parameters
    ----------
    weights : mapping of str to ndarray, optional
        Of the network that reads. Without them it is the lab's, which is trained if it has not been yet.
    **traits : object
        More that the browser is sent.
    """

    _side = traitlets.Int(PAD_SIDE).tag(sync=True)
    _sizes = traitlets.List(traitlets.Int()).tag(sync=True)
    _numbers = traitlets.CBytes().tag(sync=True)
    _steps = traitlets.Dict(STEPS).tag(sync=True)
    _lesson = traitlets.Unicode(ALWAYS_A_DIGIT).tag(sync=True)
    # Set by the browser when a stroke has ended.
    _strokes: traitlets.List[Any] = traitlets.List().tag(sync=True)
    _ink = traitlets.CBytes().tag(sync=True)

    def __init__(self, weights: Mapping[str, np.ndarray] | None, **traits: Any) -> None:
        if weights is None:
            from lab_utils.training import lab_weights

            weights = lab_weights()
        self._network = accepted_weights(weights)
        sizes, numbers = for_the_browser(self._network)
        super().__init__(_sizes=sizes, _numbers=numbers, **traits)

    @property
    def picture(self) -> np.ndarray | None:
        """What is drawn, shape (280, 280), uint8, 255 is white; None if nothing is."""
        return picture_of(self._ink)
