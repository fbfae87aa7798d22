"""What every widget of the lab is: one module in the browser, words and a picture without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import anywidget
import traitlets

from lab_utils.widgets._front_end import joined_module, joined_style
from lab_utils.widgets._still import png_of, still_bundle

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class LabWidget(anywidget.AnyWidget):
    """A thin shell between a class of plain Python, which knows the rules, and its view in the browser.

    A widget sets `front_end`, and says what it shows in `in_words` and `still`; docs/decisions/widgets.md
    shows one from beginning to end.

    Attributes
    ----------
    front_end : str
        The name of its `.js` and `.css` beside this file.
    """

    front_end: ClassVar[str]

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)

    @traitlets.default("_esm")
    def _joined_module(self) -> str:
        return joined_module(self.front_end)

    @traitlets.default("_css")
    def _joined_style(self) -> str:
        return joined_style(self.front_end)

    def in_words(self) -> str:
        """Return what the widget shows, in a sentence or two that are the same on every run."""
        raise NotImplementedError

    def still(self) -> Figure | None:
        """Return a figure that shows what the widget shows, None where words are enough."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.in_words()}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        live = super()._repr_mimebundle_(**kwargs)
        if live is None:
            return None
        figure, words = self.still(), self.in_words()
        data, metadata = (
            ({"text/plain": words}, {}) if figure is None else still_bundle(png_of(figure), words)
        )
        return {**live[0], **data}, {**live[1], **metadata}
