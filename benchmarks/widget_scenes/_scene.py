"""A widget beside the same thing made of Matplotlib and `interactive_output`, and what is done to both."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """Something that a learner does.

    Attributes
    ----------
    name : str
        As the table calls it.
    widget, matplotlib : str
        JavaScript that does it, in the widget and in the other version. It may use `cell`, the notebook's
        cell, and `round`, which counts from 0.
    apart : str
        A selector of what comes later and is not counted.
    reach : float or None
        The milliseconds to stay below.
    """

    name: str
    widget: str
    matplotlib: str
    apart: str = ""
    reach: float | None = 50


@dataclass(frozen=True)
class Scene:
    """One widget, and its Matplotlib version.

    Attributes
    ----------
    set_up, widget, matplotlib : str
        The code of three cells.
    events : tuple of Event
    begin : str
        Python to run in the kernel before anything is measured.
    """

    set_up: str
    widget: str
    matplotlib: str
    events: tuple[Event, ...]
    begin: str = ""


def changed(event: str = "change") -> str:
    """Return JavaScript that tells of a change of `field`."""
    return f"field.dispatchEvent(new Event('{event}', {{ bubbles: true }}));"


def typed(place: int, value: str, event: str = "change") -> str:
    """Return JavaScript that types into one of the number fields of a cell."""
    return (
        f"const field = cell.querySelectorAll('input[type=number]')[{place}]; field.value = {value};"
        f"{changed(event)}"
    )
