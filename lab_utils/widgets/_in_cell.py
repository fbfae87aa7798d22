"""Show a widget in the cell that runs, and leave its last picture there."""

from __future__ import annotations

import sys
import threading
from typing import Any

from lab_utils.widgets._base import LabWidget

# Which widgets the running cell shows already.
_shown: list[LabWidget] = []


def show_in_cell(widget: LabWidget) -> None:
    """Show a widget below the cell that is running; once, however often it asks.

    When the cell has ended, what stands for the widget in a saved notebook is written anew: its words and its
    picture then show the end. In IPython without a kernel its words are printed then; elsewhere nothing.
    """
    shell = _shell()
    if shell is None or any(each is widget for each in _shown):
        return
    from IPython.display import display

    _shown.append(widget)
    handle = display(widget, display_id=True) if getattr(shell, "kernel", None) is not None else None
    cell_s_thread = threading.get_ident()

    def at_the_end(*_: Any) -> None:
        # A kernel may run other code meanwhile, in a thread of its own.
        if threading.get_ident() != cell_s_thread:
            return
        shell.events.unregister("post_run_cell", at_the_end)
        _shown[:] = [each for each in _shown if each is not widget]
        if handle is None:
            print(widget.in_words())
        else:
            handle.update(widget)

    # Not "post_execute": a click on Stop, which arrives while the cell runs, is told as one too.
    shell.events.register("post_run_cell", at_the_end)


def _shell() -> Any:
    """Return the IPython of this process, None without one; nothing is imported for it."""
    module = sys.modules.get("IPython")
    return module.get_ipython() if module is not None else None
