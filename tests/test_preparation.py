"""`prepare_digit`: each step follows its formula, and what is prepared is read as well as the data."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from lab_utils.data import load_mnist
from lab_utils.preparation import from_mnist, prepare_digit
from lab_utils.preparation._fitting import fit_into_box
from lab_utils.preparation._paper import otsu_threshold
from lab_utils.preparation._pen import stroke_width
from lab_utils.preparation._resampling import resample
from lab_utils.split import split_lab_digits
from lab_utils.training import lab_network
from tests.mnist_test_folder import mnist_test_folder
from tests.redrawn_digits import large

STEPS = ["grey", "ink", "threshold", "crop", "pen", "scaled", "centred"]
rng = np.random.default_rng(0)


@pytest.fixture(scope="module")
def digits() -> tuple[np.ndarray, np.ndarray]:
    held_out = split_lab_digits()
    return held_out.X_test, held_out.y_test.ravel()


def photographed(ink: np.ndarray, noise: float = 0.03, shading: float = 0.2) -> np.ndarray:
    """Show dark ink on light paper, in light that fades to the right, with the camera's noise."""
    light = 1 - shading * np.linspace(0, 1, ink.shape[1])
    seen = (0.9 - 0.75 * ink) * light + np.random.default_rng(1).normal(0, noise, ink.shape)
    return np.rint(255 * np.clip(seen, 0, 1)).astype(np.uint8)


def difference(one: Any, other: Any) -> float:
    return float(np.abs(prepare_digit(one).x - prepare_digit(other).x).mean())


def test_the_steps_come_in_order_as_pictures(digits: tuple[np.ndarray, np.ndarray]) -> None:
    prepared = prepare_digit(photographed(large(digits[0][0])))
    assert list(prepared.steps) == STEPS
    for step in prepared.steps.values():
        assert step.ndim == 2 and step.dtype == np.float32 and step.min() >= 0 and step.max() <= 1
    assert prepared.x.shape == (400,) and prepared.x.dtype == np.float32
    np.testing.assert_array_equal(prepared.x.reshape(20, 20), prepared.steps["centred"])
    assert max(prepared.steps["scaled"].shape) == 20


def test_area_averages_are_those_of_a_picture_whose_pixels_were_repeated() -> None:
    image = rng.random((9, 14))
    for height, width in ((3, 7), (20, 20), (4, 5), (9, 14), (1, 1)):
        repeated = np.kron(image, np.ones((height, width)))
        expected = repeated.reshape(height, 9, width, 14).mean(axis=(1, 3))
        np.testing.assert_allclose(resample(image, height, width), expected)


def test_the_threshold_is_otsu_s_by_trying_all_of_them() -> None:
    values = np.concatenate([rng.normal(0.2, 0.05, 900), rng.normal(0.7, 0.1, 100)])
    levels = np.floor(256 * (values - values.min()) / np.ptp(values)).clip(max=255)
    spread = {
        k: (levels < k).mean() * levels[levels < k].var() + (levels >= k).mean() * levels[levels >= k].var()
        for k in range(1, 256)
    }
    best = min(spread, key=spread.__getitem__)
    assert otsu_threshold(values) == pytest.approx(values.min() + np.ptp(values) * best / 256)


@pytest.mark.parametrize(("height", "width"), [(60, 9), (60, 1), (7, 30), (40, 40), (3, 2), (53, 49)])
def test_the_longer_side_becomes_20_and_the_shape_is_kept(height: int, width: int) -> None:
    fitted = fit_into_box(np.ones((height, width)))
    sides = [max(1, math.floor(20 * side / max(height, width) + 0.5)) for side in (height, width)]
    lines, columns = np.flatnonzero(fitted.any(axis=1)), np.flatnonzero(fitted.any(axis=0))
    assert [len(lines), len(columns)] == sides
    assert (lines[0], columns[0]) == tuple((20 - side) // 2 for side in sides)


def test_by_mass_the_centre_of_mass_comes_to_the_middle() -> None:
    corner = np.zeros((60, 60))
    corner[10:50, 10:16] = corner[44:50, 10:30] = 1
    by_box, by_mass = prepare_digit(corner), prepare_digit(corner, by_mass=True)
    np.testing.assert_array_equal(by_box.steps["scaled"], by_mass.steps["scaled"])
    _, across = ndimage.center_of_mass(by_mass.x.reshape(20, 20))
    assert abs(across - 9.5) <= 0.5
    assert abs(ndimage.center_of_mass(by_box.x.reshape(20, 20))[1] - 9.5) > 1


@pytest.mark.parametrize("width", [4, 9, 25])
def test_the_width_of_a_pen_is_measured(width: int) -> None:
    stroke = np.zeros((200, 60), dtype=bool)
    stroke[5:195, 20 : 20 + width] = True
    assert stroke_width(stroke) == pytest.approx(width, rel=0.15)


def test_thin_strokes_become_as_wide_as_the_data_s() -> None:
    picture = np.zeros((200, 200))
    picture[20:180, 50:54] = picture[20:24, 50:150] = 1
    box = prepare_digit(picture).x.reshape(20, 20)
    assert 1.5 <= box[10].sum() <= 3
    assert box.max() == 1


def test_dark_and_light_paper_give_the_same_digit(digits: tuple[np.ndarray, np.ndarray]) -> None:
    for x in digits[0][:8]:
        pad = large(x)
        assert difference(pad, 1 - pad) < 1e-6
        assert difference(photographed(pad), 255 - photographed(pad)) < 1e-3


def test_place_and_size_of_the_writing_do_not_matter(digits: tuple[np.ndarray, np.ndarray]) -> None:
    X = digits[0][:8]
    assert all(difference(large(x), large(x, top=60, left=5)) < 1e-6 for x in X)
    # Where a rounding gives a side one pixel more, all pixels change a little.
    assert np.median([difference(large(x), large(x, longer=120)) for x in X]) < 0.02


def test_grey_rims_stay_grey(digits: tuple[np.ndarray, np.ndarray]) -> None:
    x = prepare_digit(large(digits[0][3])).x
    assert np.mean((x > 0.1) & (x < 0.9)) > 0.1


def spoiled(kind: str, page: np.ndarray) -> np.ndarray:
    page = page.copy()
    if kind == "specks":
        for line, column in np.random.default_rng(2).integers(0, 277, (15, 2)):
            page[line : line + 3, column : column + 3] = 60
    elif kind == "ruled":
        page[7::40], page[8::40] = np.minimum(page[7::40], 150), np.minimum(page[8::40], 150)
    elif kind == "table":
        page[:, :20] = 40
    elif kind == "shadow":
        page = np.rint(page * np.where(np.add(*np.indices(page.shape)) > 390, 0.65, 1)).astype(np.uint8)
    elif kind == "frame":
        page[:2] = page[-2:] = 0
        page[:, :2] = page[:, -2:] = 0
    return page


@pytest.mark.parametrize("kind", ["specks", "ruled", "table", "shadow", "frame"])
def test_what_else_is_on_a_photograph_is_left_out(kind: str, digits: tuple[np.ndarray, np.ndarray]) -> None:
    pages = [photographed(large(x), noise=0.02, shading=0.0) for x in digits[0][:8]]
    differences = [difference(spoiled(kind, page), page) for page in pages]
    assert np.median(differences) < 0.04, differences


def test_the_data_itself_comes_back_as_it_was(digits: tuple[np.ndarray, np.ndarray]) -> None:
    X = digits[0][:200]
    again = np.stack([prepare_digit(x.reshape(20, 20)).x for x in X])
    same = np.abs(again - X).max(axis=1) < 0.02
    assert same.mean() > 0.9


def test_a_pillow_image_is_prepared_as_its_array_is(digits: tuple[np.ndarray, np.ndarray]) -> None:
    page = photographed(large(digits[0][5]))
    assert difference(Image.fromarray(page), page) < 1e-6


def accuracy(X: np.ndarray, y: np.ndarray) -> float:
    return float(np.mean(lab_network()(X).numpy().argmax(axis=1) == y.ravel()))


def test_redrawn_held_out_digits_are_read_as_well_as_the_data(
    digits: tuple[np.ndarray, np.ndarray],
) -> None:
    X, y = digits[0][::8], digits[1][::8]
    prepared = np.stack([prepare_digit(photographed(large(x))).x for x in X])
    assert accuracy(prepared, y) > accuracy(X, y) - 0.03


@pytest.mark.full
@pytest.mark.parametrize("paper", ["light", "dark"])
def test_all_redrawn_held_out_digits_are_read_within_a_point(
    paper: str, digits: tuple[np.ndarray, np.ndarray]
) -> None:
    X, y = digits
    pages = (photographed(large(x, longer=100 + i % 100, top=20, left=30)) for i, x in enumerate(X))
    prepared = np.stack([prepare_digit(page if paper == "light" else 255 - page).x for page in pages])
    assert abs(accuracy(prepared, y) - accuracy(X, y)) < 0.01


@pytest.mark.full
def test_mnist_s_test_images_are_read_within_a_point() -> None:
    images, y = load_mnist(mnist_test_folder(), part="test")
    prepared = np.stack([prepare_digit(image).x for image in images])
    assert abs(accuracy(prepared, y) - accuracy(from_mnist(images), y)) < 0.01
