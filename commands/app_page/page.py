"""What a kernel of the app runs: Voila shows what this displays."""

import os

import numpy as np
from IPython.display import display

from lab_utils.widgets import DigitReader


class PageReader(DigitReader):
    """The reader on a page, where it is always live."""

    def still(self) -> None:
        """Return no figure: it would be seen by nobody, and import Matplotlib before the page is there."""


# Closed again: Windows removes no file that a kernel has open.
with np.load(os.environ["DIGIT_LAB_APP_WEIGHTS"]) as weights:
    display(PageReader(dict(weights)))
