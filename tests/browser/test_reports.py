"""The reports in a real browser: nothing that a learner wrote runs, and everybody can read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from grader.marking import ExerciseMark, Marking
from grader.reports import Override, write_reports
from grader.reports.file_names import stem_of
from tests.browser.chromium import chromium, keep_screenshot, needs_chromium, new_page
from tests.browser.visited_page import VisitedPage
from tests.report_markings import (
    divides_by_sum,
    exp_only,
    leaky_relu,
    marking,
    misspelled,
    report,
    right_relu,
    right_softmax,
)

pytestmark = needs_chromium

RUNS = "window.ran = true; alert(1); document.title = 'ran'; fetch('http://example.com/ran')"
PAYLOADS = [
    f"<script>{RUNS}</script>",
    f'"><img src=x onerror="{RUNS}">',
    f"' onmouseover='{RUNS}' autofocus onfocus='{RUNS}' x='",
    f'</pre></td></title></style></details><svg onload="{RUNS}">',
    f"`<iframe srcdoc='<script>parent.{RUNS}</script>'></iframe>`",
    "<style>* { display: none !important }</style><link rel=stylesheet href=http://example.com/x.css>",
    f'<a href="javascript:{RUNS}" id=learners>x</a><base href=http://example.com><meta http-equiv=refresh '
    "content='0;url=http://example.com/'>",
    "{{ csp }}{% raw %}{{ ''.__class__ }}",
    "\u202e\u2066drawkcab\x00\x1b[31m\u2028",
    "a" + "\u0301" * 300,
    "W" * 6000,
]
# Whatever could run, load or be sent.
HARMFUL = (
    "script, iframe, object, embed, img, link, base, form, [srcdoc], a[href^='javascript' i], "
    "meta[http-equiv='refresh' i]"
)
HANDLERS = """() => Array.from(document.querySelectorAll('*')).flatMap((node) =>
  Array.from(node.attributes).filter((each) => each.name.startsWith('on')).map((each) => each.name))"""


def hostile(number: int, payload: str) -> Marking:
    """Make a marking in which every text that a learner can choose holds the payload."""
    evidence = {"input": payload, "expected": payload, "got": payload}
    fail = report("relu", message=payload, evidence=evidence, note=payload)
    stopped = report("my_softmax", status="error", message=payload, diagnosis=payload, evidence=evidence)
    long = f"def softmax_batch(Z):\n    '''{payload}'''\n" + "".join(
        f"    step_{i} = weird.trick(Z, {i}) ** {i}\n" for i in range(40)
    )
    work = {
        "relu": ExerciseMark(fail, payload, payload),
        "my_softmax": ExerciseMark(stopped, payload, payload),
        "softmax_batch": ExerciseMark(report("softmax_batch", message=payload), payload, long),
    }
    name = f"{payload} {number}"
    return marking(name, work, status="partly", troubles=(payload,), not_isolated=(payload,))


def honest() -> list[Marking]:
    """Make a small class with every state, two of one name, and work that could not be read."""
    anna = marking("a/anna", {"relu": right_relu, "my_softmax": exp_only}, learner="Anna Müller")
    return [
        anna,
        replace(anna, submission="b/anna"),
        marking("ben", {"relu": right_relu, "my_softmax": right_softmax, "softmax_batch": misspelled}),
        marking("clara", {"relu": leaky_relu, "my_softmax": divides_by_sum}, learner="کلارا"),
        marking("dora", {"relu": right_relu, "my_softmax": report("my_softmax", points=4)}),
        marking("lost", status="not_marked", troubles=("02_softmax.ipynb: it is empty.",)),
        marking("not begun", not_isolated=("It could reach the network.",)),
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("a report with spaces & é")
    everybody = [*honest(), *(hostile(number, payload) for number, payload in enumerate(PAYLOADS))]
    given = {("ben", "softmax_batch"): Override(6, f"Nearly. {PAYLOADS[0]}")}
    write_reports(everybody, out, overrides=given, tries={"ben": 2, everybody[-1].submission: 3})
    return out


@pytest.fixture(scope="module")
def heard() -> list[str]:
    """What no page may do: dialogs, errors, messages, requests to elsewhere."""
    return []


@pytest.fixture(scope="module")
def visited(folder: Path, heard: list[str]) -> Iterator[VisitedPage]:
    with chromium() as browser:
        page = new_page(browser, viewport={"width": 1280, "height": 900})
        page.on("dialog", lambda dialog: (heard.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: heard.append(f"error {error}"))
        page.on("console", lambda message: heard.append(f"console {message.text}"))
        page.on(
            "request", lambda asked: heard.append(asked.url) if asked.resource_type != "document" else None
        )
        page.on("popup", lambda popup: heard.append(f"popup {popup.url}"))
        yield VisitedPage(page, folder.as_uri())


def opened(visited: VisitedPage, path: Path, theme: str = "light") -> Page:
    visited.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    visited.page.goto(path.as_uri())
    return visited.page


def pages(folder: Path) -> list[Path]:
    return [folder / "class.html", *sorted((folder / "learners").iterdir())]


def test_nothing_that_a_learner_wrote_runs_loads_or_leaves(
    visited: VisitedPage, folder: Path, heard: list[str]
) -> None:
    assert len(pages(folder)) == 1 + 7 + len(PAYLOADS)
    for path in pages(folder):
        page = opened(visited, path)
        page.locator("body").hover()
        page.evaluate("document.querySelectorAll('details').forEach((node) => { node.open = true; })")
        title = page.title()
        assert page.evaluate("window.ran") is None and title != "ran"
        assert page.locator(HARMFUL).count() == 0
        assert page.evaluate(HANDLERS) == []
        assert page.locator("h1").is_visible()
        assert page.url == path.as_uri()
    assert heard == [] and visited.foreign_requests() == []


def test_the_policy_of_a_page_would_stop_what_slipped_through(
    visited: VisitedPage, folder: Path, tmp_path: Path, heard: list[str]
) -> None:
    for path in (folder / "class.html", folder / "learners" / f"{stem_of('ben')}.html"):
        slipped = tmp_path / path.name
        text = path.read_text(encoding="utf-8")
        slipped.write_text(text.replace("</main>", "".join(PAYLOADS[:3]) + "</main>"), encoding="utf-8")
        page = opened(visited, slipped)
        page.locator("script").wait_for(state="attached")
        page.locator("img").hover(force=True)
        assert page.evaluate("window.ran") is None and page.title() != "ran"
    assert any("Content Security Policy" in each for each in heard)
    assert not [each for each in heard if each.startswith(("dialog", "popup", "http"))]
    heard.clear()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(visited: VisitedPage, folder: Path, theme: str) -> None:
    hostile_one = folder / "learners" / f"{stem_of(f'{PAYLOADS[1]} 1')}.html"
    for path in (folder / "class.html", folder / "learners" / f"{stem_of('ben')}.html", hostile_one):
        page = opened(visited, path, theme)
        page.evaluate("document.querySelectorAll('details').forEach((node) => { node.open = true; })")
        assert visited.violations("html") == []
        keep_screenshot(page, f"report-{path.stem[:5]}-{theme}")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_fits_a_telephone_and_a_desk(visited: VisitedPage, folder: Path, width: int) -> None:
    visited.page.set_viewport_size({"width": width, "height": 900})
    for path in pages(folder):
        page = opened(visited, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
    visited.page.set_viewport_size({"width": 1280, "height": 900})


def test_every_link_of_the_class_leads_to_a_place_that_is_there(visited: VisitedPage, folder: Path) -> None:
    page = opened(visited, folder / "class.html")
    targets = page.eval_on_selector_all("a", "nodes => nodes.map((node) => node.href)")
    assert len(targets) > 30
    for target in sorted(set(targets)):
        page.goto(target)
        place = target.partition("#")[2]
        assert not place or page.locator(f"[id='{place}']").count() == 1, target


def test_the_page_of_a_learner_names_nobody_else_and_links_nowhere(
    visited: VisitedPage, folder: Path
) -> None:
    page = opened(visited, folder / "learners" / f"{stem_of('ben')}.html")
    text = page.locator("body").inner_text()
    assert "Anna" not in text and "lost" not in text
    hrefs = page.eval_on_selector_all("a", "nodes => nodes.map((node) => node.getAttribute('href'))")
    assert hrefs and all(href.startswith("#") for href in hrefs)


def test_the_keyboard_reaches_what_a_mouse_does(visited: VisitedPage, folder: Path) -> None:
    page = opened(visited, folder / "learners" / f"{stem_of('ben')}.html")
    page.get_by_role("link", name="ReLU").focus()
    assert visited.focus_is_seen()
    visited.press("Enter")
    assert page.url.endswith("#relu")
    page.locator("#my_softmax summary").focus()
    visited.press("Enter")
    assert page.locator("#my_softmax pre.source").is_visible()


def test_printing_shows_what_is_folded_away(visited: VisitedPage, folder: Path) -> None:
    page = opened(visited, folder / "learners" / f"{stem_of('ben')}.html")
    source = page.locator("#my_softmax pre.source")
    assert not source.is_visible()
    page.emulate_media(media="print")
    assert source.is_visible()
    page.emulate_media(media="screen")


def test_the_class_says_in_words_who_needs_help_with_what(visited: VisitedPage, folder: Path) -> None:
    page = opened(visited, folder / "class.html")
    [row] = [
        each for each in page.locator(".stumbles tr").all() if "takes exp and stops" in each.inner_text()
    ]
    assert row.locator(".count").inner_text() == "2"
    assert row.locator("summary").inner_text() == "Anna Müller, Anna Müller"
    cell = page.get_by_role("row", name="dora").get_by_role("cell").nth(2)
    assert cell.inner_text().split() == ["partly", "4"]
    assert page.get_by_role("img", name="How many learners").count() == 1


def test_two_of_one_name_are_told_apart(visited: VisitedPage, folder: Path) -> None:
    page = opened(visited, folder / "class.html")
    names = page.locator(".heat tbody th").all_inner_texts()
    assert {"Anna Müller a/anna", "Anna Müller b/anna"} <= {" ".join(name.split()) for name in names}


def test_a_mark_set_by_the_teacher_stands_beside_the_machines(visited: VisitedPage, folder: Path) -> None:
    page = opened(visited, folder / "class.html")
    row = page.locator("#overrides + .wide tbody tr")
    assert row.locator("td").all_inner_texts()[:3] == ["softmax_batch", "6 of 8", "0"]
    page = opened(visited, folder / "learners" / f"{stem_of('ben')}.html")
    told = page.locator("#softmax_batch .notice").inner_text()
    assert told.startswith("Set by the teacher: 6 of 8 points. Reason: Nearly. <script>")
    assert told.endswith("The machine's mark: 0 of 8.")
