"""What every widget of the lab gives: one module for the browser, words and a picture without it."""

from __future__ import annotations

import base64
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pytest
from PIL import Image

matplotlib.use("Agg")

from lab_utils import widgets
from lab_utils.data import load_digits
from lab_utils.widgets import _front_end
from lab_utils.widgets._base import LabWidget
from lab_utils.widgets._still import new_figure

FOLDER = Path(widgets.__file__).parent
VIEW = "application/vnd.jupyter.widget-view+json"
_ROOT, _CLASS = re.compile(r'mount\(el, "(\w+)"'), re.compile(r"\bdl(?:-[\w-]+)?\b")
_COMMENT, _SELECTOR = re.compile(r"/\*.*?\*/", re.DOTALL), re.compile(r"([^{}]+)\{")
SHELLS = [getattr(widgets, name) for name in widgets.__all__]


class Tiny(LabWidget):
    """The smallest widget."""

    front_end = "misclassified"

    def in_words(self) -> str:
        return 'Two <b>bold</b> & "quoted" words.'

    def still(self) -> Any:
        figure = new_figure(2, 1)
        figure.add_axes((0.2, 0.2, 0.6, 0.6)).plot([1, 2])
        return figure


class Wordy(Tiny):
    """A widget without a picture."""

    def still(self) -> None:
        return None


@pytest.fixture(params=SHELLS, ids=lambda shell: shell.__name__)
def front_end(request: pytest.FixtureRequest) -> str:
    return str(request.param.front_end)


def test_the_module_of_each_widget_stands_alone(front_end: str) -> None:
    module = _front_end.joined_module(front_end)
    assert not re.search(r"^\s*import\b", module, re.MULTILINE)
    assert re.findall(r"^export .*", module, re.MULTILINE) == ["export default { render };"]


def test_shared_code_comes_once_and_before_who_needs_it(front_end: str) -> None:
    module = _front_end.joined_module(front_end)
    assert module.count("function mount(") == 1
    assert module.index("function mount(") < module.index("mount(el,")


def test_each_colour_gives_way_to_the_system_s_high_contrast() -> None:
    style = (FOLDER / "shared.css").read_text(encoding="utf-8")
    ours = set(re.findall(r"(--dl-[\w-]+): [^;]*light-dark\(", style))
    (block,) = re.findall(r"@media \(forced-colors: active\) \{\s*\.dl \{(.*?)\}", style, re.DOTALL)
    given = dict(re.findall(r"(--dl-[\w-]+): (\w+);", block))
    assert ours and ours == set(given)
    assert set(given.values()) <= {"Canvas", "CanvasText", "LinkText"}


def test_no_sheet_reaches_into_another_widget_on_the_page(front_end: str) -> None:
    module = _front_end.joined_module(front_end)
    named = {"dl", f"dl-{_ROOT.findall(module)[0]}", *_CLASS.findall(module)}
    own = selectors_of(front_end)
    for shell in SHELLS:
        foreign = selectors_of(shell.front_end) - own
        reaching = {
            each for each in foreign if not each.startswith("@") and set(_CLASS.findall(each)) <= named
        }
        assert not reaching, f"what {shell.front_end} brings along also fits {front_end}"


def selectors_of(front_end: str) -> set[str]:
    style = _COMMENT.sub("", _front_end.joined_style(front_end))
    return {" ".join(selector.split()) for selector in _SELECTOR.findall(style)}


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node here")
def test_each_module_of_the_browser_is_sound(front_end: str) -> None:
    text = _front_end.joined_module(front_end)
    command = ["node", "--check", "--input-type=module", "-"]
    done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


def test_each_widget_has_the_shared_look(front_end: str) -> None:
    style = _front_end.joined_style(front_end)
    assert style.startswith((FOLDER / "shared.css").read_text(encoding="utf-8"))
    assert style.endswith((FOLDER / f"{front_end}.css").read_text(encoding="utf-8"))


def test_no_file_of_the_browser_asks_the_net_for_anything() -> None:
    files = [*FOLDER.glob("*.js"), *FOLDER.glob("*.css")]
    assert files
    for file in files:
        assert not re.search(r"https?:|//cdn|@import|url\(", file.read_text(encoding="utf-8")), file.name


def test_without_a_kernel_there_are_a_picture_and_words() -> None:
    bundle, metadata = Tiny()._repr_mimebundle_() or ({}, {})
    assert bundle[VIEW]["model_id"]
    assert bundle["text/plain"] == 'Two <b>bold</b> & "quoted" words.'
    picture = Image.open(io.BytesIO(base64.b64decode(bundle["image/png"])))
    assert picture.size == (200, 100)
    assert np.asarray(picture.convert("L")).min() < 100
    assert 'alt="Two &lt;b&gt;bold&lt;/b&gt; &amp; &quot;quoted&quot; words."' in bundle["text/html"]
    assert bundle["image/png"] in bundle["text/html"]
    assert metadata["image/png"]["alt"] == bundle["text/plain"]


def test_words_may_be_enough() -> None:
    bundle, _ = Wordy()._repr_mimebundle_() or ({}, {})
    assert set(bundle) == {VIEW, "text/plain"}


def test_the_picture_is_not_shown_a_second_time_by_pyplot() -> None:
    import matplotlib.pyplot as plt

    plt.close("all")
    Tiny()._repr_mimebundle_()
    assert plt.get_fignums() == []


def test_words_have_no_address_in_memory() -> None:
    assert repr(Tiny()) == '<Tiny: Two <b>bold</b> & "quoted" words.>'


@pytest.mark.parametrize("library", ["tensorflow", "keras", "matplotlib", "scipy"])
def test_importing_the_widgets_loads_nothing_heavy(library: str, loaded_by_widgets: set[str]) -> None:
    assert "anywidget" in loaded_by_widgets
    assert library not in loaded_by_widgets


@pytest.fixture(scope="module")
def loaded_by_widgets() -> set[str]:
    code = "import sys, lab_utils.widgets; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_digits_that_floats_hold_are_not_copied() -> None:
    from lab_utils._accepted import digit_images

    X, _ = load_digits()
    assert np.shares_memory(digit_images(X, "X"), X)
