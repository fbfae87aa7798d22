"""Digits that a script draws, and how it draws them: by mouse, by touch, with a pen."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Locator, Page

Stroke = Sequence[tuple[float, float]]

# Each digit as strokes: places as parts of the pad's width and height, on the way of a hand.
STROKES: dict[int, list[Stroke]] = {
    0: [[(0.5, 0.15), (0.3, 0.25), (0.22, 0.5), (0.3, 0.78), (0.5, 0.88), (0.7, 0.78), (0.78, 0.5),
         (0.7, 0.25), (0.5, 0.15)]],
    1: [[(0.52, 0.12), (0.5, 0.88)]],
    2: [[(0.3, 0.28), (0.4, 0.15), (0.58, 0.13), (0.7, 0.25), (0.68, 0.42), (0.5, 0.62), (0.28, 0.86),
         (0.5, 0.84), (0.75, 0.86)]],
    3: [[(0.3, 0.2), (0.45, 0.12), (0.62, 0.15), (0.7, 0.28), (0.6, 0.43), (0.45, 0.48), (0.62, 0.53),
         (0.72, 0.68), (0.62, 0.84), (0.45, 0.88), (0.28, 0.8)]],
    4: [[(0.35, 0.15), (0.27, 0.5), (0.7, 0.5)], [(0.68, 0.12), (0.62, 0.88)]],
    7: [[(0.25, 0.18), (0.5, 0.17), (0.75, 0.16), (0.6, 0.45), (0.45, 0.88)]],
}  # fmt: skip


def draw_by_mouse(page: Page, paper: Locator, digit: int) -> None:
    """Draw a digit on a pad as somebody does with a mouse."""
    for stroke in STROKES[digit]:
        places = _places(paper, stroke)
        page.mouse.move(*places[0])
        page.mouse.down()
        for place in places[1:]:
            page.mouse.move(*place, steps=5)
        page.mouse.up()


def draw_by_touch(page: Page, paper: Locator, digit: int) -> None:
    """Draw it with a finger."""
    client = page.context.new_cdp_session(page)
    for stroke in STROKES[digit]:
        places = [{"x": x, "y": y} for x, y in _places(paper, stroke)]
        client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": places[:1]})
        for place in places[1:]:
            client.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [place]})
        client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    client.detach()


def draw_with_a_pen(page: Page, paper: Locator, digit: int) -> None:
    """Draw it with the pen of a tablet."""
    client = page.context.new_cdp_session(page)
    for stroke in STROKES[digit]:
        places = _places(paper, stroke)
        kinds = ["mousePressed", *["mouseMoved"] * (len(places) - 1), "mouseReleased"]
        for kind, (x, y) in zip(kinds, [*places, places[-1]], strict=True):
            event = {"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
            client.send("Input.dispatchMouseEvent", {**event, "pointerType": "pen"})
    client.detach()


def _places(paper: Locator, stroke: Stroke) -> list[tuple[float, float]]:
    # Only tried: it waits until the pad lies still and nothing covers it.
    paper.hover(trial=True)
    box = paper.bounding_box()
    assert box is not None
    return [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke]
