"""The preparation of the browser is that of Python: the same pixels, the same answers, the same words."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw
from scipy import ndimage

from lab_utils.numpy_network import forward, softmax
from lab_utils.preparation import PictureError, prepare_digit, prepare_drawing
from lab_utils.split import split_lab_digits
from lab_utils.training import lab_weights
from lab_utils.widgets.digit_reader_state import STEPS, DigitReading
from lab_utils.widgets.pad_state import PAD_SIDE, for_the_browser
from tests.in_javascript import in_chromium, in_javascript, in_node
from tests.redrawn_digits import large

PREPARE_ALL = f"""
const [side, prepared] = [{PAD_SIDE}, []];
for (let at = 0; at < bytes.length; at += side * side) {{
  const {{ x, notes, problem }} = prepareDrawing(bytes.subarray(at, at + side * side), side, side);
  prepared.push({{ x: x && [...x], notes, problem }});
}}
return prepared;
"""


def on_pads(X: np.ndarray) -> np.ndarray:
    """Redraw digits in many sizes at several places of a pad, shape (m, 280, 280), uint8, 255 is ink."""
    pads = [large(x, PAD_SIDE - 180 + i % 100, PAD_SIDE, 20 + i % 7, 30 - i % 11) for i, x in enumerate(X)]
    return np.rint(255 * np.stack(pads)).astype(np.uint8)


def prepared_in_javascript(pads: np.ndarray) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = in_javascript("preparation", PREPARE_ALL, pads.tobytes())
    return answers


def scribble(*lines: tuple[int, list[tuple[int, int]]]) -> np.ndarray:
    """Draw lines of some width on a pad, with grey rims."""
    pad = Image.new("L", (4 * PAD_SIDE, 4 * PAD_SIDE), 0)
    for width, points in lines:
        ImageDraw.Draw(pad).line([(4 * x, 4 * y) for x, y in points], 255, 4 * width, joint="curve")
    return np.asarray(pad.resize((PAD_SIDE, PAD_SIDE), Image.Resampling.BOX))


ONE = [(140, 40), (150, 240)]
SCRIBBLES = {
    "a thin line": scribble((3, ONE)),
    "a thick line": scribble((60, ONE)),
    "a line to the border": scribble((20, [(140, 0), (140, 279)])),
    "a corner": scribble((16, [(1, 1), (60, 1), (60, 90)])),
    "a wide line": scribble((20, [(30, 140), (250, 150)])),
    "a speck beside": scribble((20, ONE), (5, [(250, 250), (255, 250)])),
    "two pieces": scribble((20, ONE), (20, [(60, 60), (60, 200)])),
    "faint ink": np.clip(scribble((20, ONE)), 0, 90),
    "ink along the frame": scribble((80, [(0, 0), (279, 0), (279, 279), (0, 279), (0, 0)])),
    "ink everywhere": np.full((PAD_SIDE, PAD_SIDE), 255, dtype=np.uint8),
    "an extremely wide digit": scribble((12, [(40, 60), (240, 60), (40, 100), (240, 100)])),
}


@pytest.mark.parametrize("name", SCRIBBLES)
def test_each_step_of_a_scribble_has_the_pixels_of_python(name: str) -> None:
    pad = SCRIBBLES[name]
    body = f"""
    const {{ steps, notes }} = prepareDrawing(bytes, {PAD_SIDE}, {PAD_SIDE});
    const plain = ([name, {{ values, height, width }}]) => [name, height, width, [...values]];
    return [Object.entries(steps).map(plain), notes];"""
    shown, notes = in_javascript("preparation", body, pad.tobytes())
    prepared = prepare_drawing(255 - pad)
    assert [step[0] for step in shown] == list(prepared.steps) == list(STEPS)
    for name, height, width, values in shown:
        assert (height, width) == prepared.steps[name].shape, name
        np.testing.assert_allclose(np.reshape(values, (height, width)), prepared.steps[name], atol=1e-5)
    assert notes == list(prepared.notes)


def test_the_scribbles_ask_for_widening_for_specks_and_for_a_note() -> None:
    steps = {name: prepare_drawing(255 - pad) for name, pad in SCRIBBLES.items()}
    thin = steps["a thin line"].steps
    assert thin["pen"].shape != thin["crop"].shape
    speck = steps["a speck beside"].steps
    assert ndimage.label(speck["ink"])[1] == 2 and ndimage.label(speck["threshold"])[1] == 1
    assert steps["an extremely wide digit"].notes


def test_what_is_no_digit_is_refused_in_both() -> None:
    specks = scribble(*[(6, [(x, y), (x + 6, y)]) for x in range(40, 240, 50) for y in range(40, 240, 50)])
    empty, dots = prepared_in_javascript(np.stack([np.zeros_like(specks), specks]))
    assert empty["problem"] == "There is no ink on the pad; draw one digit."
    assert dots["problem"].startswith("There is no digit on the pad, only specks")
    for pad, words in ((np.zeros_like(specks), "no ink"), (specks, "only specks")):
        for prepare in (prepare_drawing, prepare_digit):
            with pytest.raises(PictureError, match=words):
                prepare(255 - pad)


@pytest.mark.parametrize("name", SCRIBBLES)
def test_a_drawing_is_prepared_as_any_picture_unless_it_covers_the_frame(name: str) -> None:
    pad = SCRIBBLES[name]
    drawn = prepare_drawing(255 - pad).x
    if name == "ink everywhere":
        with pytest.raises(PictureError, match="no ink"):
            prepare_digit(255 - pad)
    else:
        same = np.abs(prepare_digit(255 - pad).x - drawn).max() < 1e-6
        assert same == (name != "ink along the frame")


@pytest.fixture(scope="module")
def redrawn() -> tuple[np.ndarray, np.ndarray]:
    """The 1,000 held-out digits redrawn on pads, and what the browser prepares of them."""
    pads = on_pads(split_lab_digits().X_test)
    return pads, np.array([each["x"] for each in prepared_in_javascript(pads)], dtype=np.float32)


def test_redrawn_digits_are_read_as_well_as_the_data(redrawn: tuple[np.ndarray, np.ndarray]) -> None:
    held_out = split_lab_digits()
    right = [np.mean(classes(X) == held_out.y_test.ravel()) for X in (redrawn[1], held_out.X_test)]
    assert abs(right[0] - right[1]) <= 0.01, right


@pytest.mark.parametrize(
    "every", [10, pytest.param(1, marks=pytest.mark.full)], ids=["100 digits", "1,000 digits"]
)
def test_redrawn_digits_are_prepared_and_read_as_in_python(
    redrawn: tuple[np.ndarray, np.ndarray], every: int
) -> None:
    pads, browser = (each[::every] for each in redrawn)
    python = np.stack([prepare_drawing(255 - pad).x for pad in pads])
    assert np.abs(browser - python).max() < 1e-6
    as_pictures = np.stack([prepare_digit(255 - pad).x for pad in pads])
    assert np.abs(browser - as_pictures).max() < 0.001
    assert np.mean(classes(browser) == classes(python)) >= 0.99


def classes(X: np.ndarray) -> np.ndarray:
    return forward(np.asarray(X), lab_weights())["Z3"].argmax(axis=1)


@pytest.mark.parametrize("somewhere", [in_node, in_chromium], ids=["Node", "Chromium"])
def test_node_and_the_browser_agree(somewhere: Any) -> None:
    pads = on_pads(split_lab_digits().X_test[:3])
    for answer, pad in zip(somewhere("preparation", PREPARE_ALL, pads.tobytes()), pads, strict=True):
        np.testing.assert_allclose(answer["x"], prepare_drawing(255 - pad).x, atol=1e-6)


@pytest.mark.parametrize("units", [(400, 25, 15, 10), (400, 10), (400, 30, 10)])
def test_the_network_of_the_browser_is_that_of_python(units: tuple[int, ...]) -> None:
    generator = np.random.default_rng(1)
    pairs = list(enumerate(pairwise(units), start=1))
    weights = {f"W{layer}": generator.normal(0, 0.3, shape) for layer, shape in pairs}
    weights |= {f"b{layer}": generator.normal(0, 0.3, shape[1]) for layer, shape in pairs}
    weights = {
        f"{kind}{layer}": weights[f"{kind}{layer}"].astype(np.float32) for layer, _ in pairs for kind in "Wb"
    }
    x = split_lab_digits().X_test[7]
    sizes, numbers = for_the_browser(weights)
    body = f"""
    const all = new Float32Array(bytes.buffer);
    const network = networkOf({json.dumps(sizes)}, all.slice(400));
    const {{ units, probabilities }} = lookAt(network, all.slice(0, 400));
    return [units.slice(0, -1).map((values) => [...values]), probabilities];"""
    hidden, probabilities = in_javascript("drawn_reading", body, x.astype("<f4").tobytes() + numbers)
    cache = forward(x[np.newaxis], weights)
    assert sizes == list(units)
    np.testing.assert_allclose(probabilities, softmax(cache[f"Z{len(pairs)}"])[0], rtol=1e-4, atol=1e-6)
    for layer, values in enumerate(hidden, start=1):
        np.testing.assert_allclose(values, cache[f"A{layer}"][0], rtol=1e-4, atol=1e-5)


def test_the_words_for_an_answer_are_those_of_python() -> None:
    preparation = prepare_digit(255 - SCRIBBLES["a thick line"])
    for largest in (0.3, 0.5, 0.7, 0.9, 0.9996, 0.99999, 1.0):
        probabilities = np.full(10, (1 - largest) / 9)
        probabilities[4] = largest
        reading = DigitReading("four", preparation, (), probabilities)
        body = f"return verdict({json.dumps(probabilities.tolist())})"
        expected = {"digit": 4, "sureness": reading.sureness(), "words": reading.in_words()}
        assert in_javascript("network", body) == expected
