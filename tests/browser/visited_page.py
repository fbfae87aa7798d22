"""A page that a test visits, and what the tests of every page ask of it.

>>> visited = VisitedPage(page, address)
>>> assert visited.violations("main") == [] and visited.foreign_requests() == []
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from tests.browser.chromium import keep_screenshot

# More than any widget of the lab has: the focus is caught.
_MOST_STOPS = 200


@dataclass
class VisitedPage:
    """A page in the browser.

    Attributes
    ----------
    page : Page
        Fresh: what it asks for from now on is noted.
    address : str
        Where it will be.
    """

    page: Page
    address: str
    _requests: list[str] = field(default_factory=list, kw_only=True)
    _axe: Axe = field(default_factory=Axe, kw_only=True)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self._requests.append(request.url))

    def violations(self, selector: str) -> list[str]:
        """Return what axe-core finds within the elements: each rule with its elements."""
        found = self._axe.run(self.page, context={"include": [selector]}).response
        assert found["passes"], f"axe found nothing at {selector}"
        return [
            f"{each['id']}: {node['html']} {node['failureSummary']}"
            for each in found["violations"]
            for node in each["nodes"]
        ]

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        for key in keys:
            self.page.keyboard.press(key)

    def focused(self) -> Locator:
        """Return the element that has the focus."""
        return self.page.locator("*:focus")

    def focus_is_seen(self) -> bool:
        """Tell whether the focused element, or what stands for it, has a visible outline."""
        return bool(
            self.page.evaluate(
                """() => [document.activeElement, document.activeElement.nextElementSibling].some(
                  (each) => each && getComputedStyle(each).outlineStyle === 'solid'
                    && parseFloat(getComputedStyle(each).outlineWidth) >= 2)"""
            )
        )

    def tab_stops(self, widget: Locator) -> int:
        """Walk through a widget with Tab and return how many stops it has; the focus is seen at each."""
        widget.evaluate("node => { node.tabIndex = -1; node.focus(); }")
        for stops in range(_MOST_STOPS):
            self.press("Tab")
            if not widget.evaluate("node => node.contains(document.activeElement)"):
                return stops
            assert self.focus_is_seen(), self.focused().evaluate("node => node.outerHTML")
        raise AssertionError(f"after {_MOST_STOPS} times Tab the focus is still inside")

    def foreign_requests(self) -> list[str]:
        """Return what the page asked of any other machine."""
        here = urlsplit(self.address).netloc
        return [url for url in self._requests if urlsplit(url).netloc not in ("", here)]

    def fits(self, widget: Locator) -> bool:
        """Tell whether nothing of a widget lies beyond its width."""
        inner, outer = widget.evaluate("node => [node.scrollWidth, node.clientWidth]")
        return bool(inner <= outer)

    def screenshot(self, widget: Locator, name: str) -> None:
        """Keep a picture of a widget for whoever wants to look; git does not see it."""
        keep_screenshot(widget, name)
