"""What `benchmarks/widgets.py` measures: one module a widget, named in `SCENES`."""

from __future__ import annotations

from benchmarks.widget_scenes._scene import Event, Scene
from benchmarks.widget_scenes.activations import ACTIVATIONS, TWO_UNITS
from benchmarks.widget_scenes.draw_pad import DRAW_PAD
from benchmarks.widget_scenes.explorer import EXPLORER
from benchmarks.widget_scenes.playground import PLAYGROUND

__all__ = ["SCENES", "Event", "Scene"]

SCENES = (EXPLORER, PLAYGROUND, DRAW_PAD, ACTIVATIONS, TWO_UNITS)
